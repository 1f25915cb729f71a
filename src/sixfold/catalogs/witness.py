"""A second reader: what polib, an independent program, finds in a file that we wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sixfold.catalogs.model import Catalog
from sixfold.errors import WriteError

#: polib wants a space after the sign of a comment or an obsolete line, where gettext takes any layout.
_BARE_SIGN = re.compile(r"^[ \t]*(#~?)(?=[^ .:,|~\n])", re.MULTILINE)

Unit = tuple[str | None, str, tuple[str, ...], bool, bool]


def check_witness(written: Path, catalog: Catalog, path: Path) -> None:
    """Compare what polib reads in the file *written* with *catalog*, whose place is *path*.

    Raises:
        WriteError: where a text, a translation, the mark fuzzy or being obsolete differs. That is a mistake of ours.
    """
    import polib  # noqa: PLC0415  (only who writes a catalog needs it)

    text = _BARE_SIGN.sub(r"\1 ", written.read_text(encoding="utf-8-sig").replace("\u2028", " "))
    try:
        read = polib.pofile(text)
    except OSError:
        return  # a layout that gettext takes and polib doesn't: our strict reader has vouched for it already
    found = Counter(_polib_units(read))
    meant = Counter(_units(catalog))
    if found != meant:
        unit = next(iter((meant - found) or (found - meant)))
        what = f"polib reads {unit[0]} otherwise than we meant to write it; nothing was written"
        raise WriteError(what, path, hint="please report this, with the file")


def _units(catalog: Catalog) -> Iterator[Unit]:
    for entry in catalog.entries:
        if entry.key != (None, ""):
            forms = tuple(form.replace("\u2028", " ") for form in entry.translations)
            yield entry.context, entry.text.replace("\u2028", " "), forms, entry.is_fuzzy, entry.is_obsolete


def _polib_units(catalog: Any) -> Iterator[Unit]:
    for entry in catalog:
        forms = tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)) or (entry.msgstr,)
        yield entry.msgctxt, entry.msgid, forms, "fuzzy" in entry.flags, bool(entry.obsolete)
