"""A catalog → its file: quietly, in one step, and never over somebody else's change."""

from __future__ import annotations

import os
import secrets
from codecs import BOM_UTF8
from contextlib import suppress
from pathlib import Path

from sixfold.catalogs.formatting import format_entry
from sixfold.catalogs.model import Catalog, Entry
from sixfold.errors import WriteError


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

    A file whose content would stay the same is not touched. Folders are made where they lack.

    Raises:
        WriteError: where the file can't be written, or is no longer what was read: what stands there still stands.
    """
    content = render(catalog)
    if content == catalog.original:
        return False
    write_atomically(path, content, catalog.original)
    return True


def write_atomically(path: Path, content: bytes, original: bytes | None) -> None:
    """Put *content* into the place of *original* (None: there is no file yet) at *path*, in one step."""
    target = path.resolve()  # a link stays a link
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_unchanged(path, original)
        _write_synced(temporary, content)
        if original is not None:
            temporary.chmod(target.stat().st_mode & 0o7777)
        _check_unchanged(path, original)
        temporary.replace(target)
    except OSError as error:
        hint = "check the folder’s rights and the space on the disk"
        raise WriteError(f"the file can’t be written: {error.strerror}", path, hint=hint) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _check_unchanged(path: Path, original: bytes | None) -> None:
    try:
        now: bytes | None = path.read_bytes()
    except FileNotFoundError:
        now = None
    if now != original:
        hint = "save it in the program that has it open, close it there, then run this again"
        raise WriteError("the file changed while we worked; nothing was written", path, hint=hint)
