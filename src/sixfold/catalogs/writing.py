"""A catalog → its file: as gettext writes it, in one step, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polib

from sixfold.catalogs.gettext import run_gettext
from sixfold.catalogs.model import Catalog, Entry
from sixfold.errors import CatalogError, WriteError
from sixfold.project.files import read_file, write_atomically


def dump(entries: Sequence[Entry]) -> str:
    """Return *entries* as the text of a catalog, its lines not folded yet; obsolete ones come last."""
    ordered = sorted(entries, key=lambda entry: entry.is_obsolete)
    return "\n".join(_unit(entry).__unicode__(wrapwidth=0) for entry in ordered)


def _unit(entry: Entry) -> polib.POEntry:
    previous = entry.previous
    is_plural = entry.plural is not None
    forms = entry.translations
    if entry.is_obsolete and not entry.is_typed:
        forms = (" ",) * len(forms)  # gettext drops an obsolete unit that has none, and its notes
    return polib.POEntry(
        msgctxt=entry.context,
        msgid=entry.text,
        msgid_plural=entry.plural or "",
        msgstr="" if is_plural else forms[0],
        msgstr_plural=dict(enumerate(forms)) if is_plural else {},
        tcomment="\n".join(entry.comments),
        comment="\n".join(entry.extracted),
        occurrences=[(place, "") for place in entry.places],
        flags=list(entry.flags),
        previous_msgctxt=previous and previous.context,
        previous_msgid=previous and previous.text,
        previous_msgid_plural=previous and previous.plural,
        obsolete=entry.is_obsolete,
    )


def render(catalog: Catalog) -> bytes:
    """Return the bytes of the catalog's file: those that were read, where a translator would see no difference."""
    if catalog.original is not None and catalog.read == catalog.entries:
        return catalog.original
    run = run_gettext("msgcat", ["--force-po", "-"], dump(catalog.entries))
    if run.returncode or not run.stdout:
        raise CatalogError(f"msgcat refuses the catalog: {run.stderr.strip()}")
    original = catalog.original or b""
    has_crlf = original.count(b"\r\n") * 2 > original.count(b"\n")
    return (run.stdout.replace("\n", "\r\n") if has_crlf else run.stdout).encode()


def write_catalog(path: Path, catalog: Catalog) -> bool:
    """Write the catalog to *path*; return whether that was needed. Folders are made where there are none.

    Raises: WriteError, where the file can't be written, or is no longer what was read: then it stays as it is.
    """
    content = render(catalog)
    if content == catalog.original:
        return False
    _check_unchanged(path, catalog.original)
    write_atomically(path, content, lambda _: _check_unchanged(path, catalog.original))
    return True


def _check_unchanged(path: Path, original: bytes | None) -> None:
    try:
        now: bytes | None = read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        now = None
    if now != original:
        hint = "save it in the program that has it open, close it there, then run this again"
        raise WriteError("the file changed while we worked; nothing was written", path, hint=hint)
