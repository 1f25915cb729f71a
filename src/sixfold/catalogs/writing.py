"""A catalog → its file: quietly, in one step, and never over somebody else's change."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from sixfold.catalogs.formatting import format_entry
from sixfold.catalogs.model import Catalog, Entry
from sixfold.catalogs.witness import check_witness
from sixfold.errors import WriteError
from sixfold.files import read_file, write_atomically


def render(catalog: Catalog) -> bytes:
    """Return the bytes of the catalog's file; what did not change since it was read keeps its bytes."""
    parts: list[str] = []
    for entry in catalog.entries:
        if parts and not parts[-1].endswith("\n"):
            parts.append(catalog.newline)
        if parts or entry.line:
            parts.append(entry.gap if entry.line else catalog.newline)
        parts.append(_text(entry, catalog.newline))
    if catalog.tail and not parts[-1].endswith("\n"):
        parts.append(catalog.newline)
    return (BOM_UTF8 if catalog.has_bom else b"") + "".join([*parts, catalog.tail]).encode()


def _text(entry: Entry, newline: str) -> str:
    if entry.raw is not None:
        return entry.raw
    return format_entry(entry).replace("\n", newline)


def write_catalog(path: Path, catalog: Catalog) -> bool:
    """Write the catalog to *path*; return whether that was needed.

    A file whose content would stay the same is not touched. Folders are made where they lack. Before the new file
    takes the old one's place, polib reads it: what it finds must be what we meant to write.

    Raises:
        WriteError: where the file can't be written, or is no longer what was read: what stands there still stands.
    """
    content = render(catalog)
    if content == catalog.original:
        return False

    def check(written: Path) -> None:
        check_witness(written, catalog, path)
        _check_unchanged(path, catalog.original)

    _check_unchanged(path, catalog.original)
    write_atomically(path, content, check)
    return True


def _check_unchanged(path: Path, original: bytes | None) -> None:
    try:
        now: bytes | None = read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        now = None
    if now != original:
        hint = "save it in the program that has it open, close it there, then run this again"
        raise WriteError("the file changed while we worked; nothing was written", path, hint=hint)
