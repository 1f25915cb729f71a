"""Translations of other documents, as compendia for `msgmerge`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sixfold.catalogs.model import Catalog, Entry
from sixfold.catalogs.writing import dump


def write_compendium(path: Path, origin: str, catalog: Catalog) -> None:
    """Write what *catalog* has translated to *path*, its contexts beginning with *origin* (`A-66-398:annex.op`).

    No unit has such a context: what `msgmerge` takes from here is always fuzzy, and says where it comes from.
    """
    path.write_text(dump((catalog.header_entry, *_named(origin, catalog))), encoding="utf-8")


def _named(origin: str, entries: Iterable[Entry]) -> Iterable[Entry]:
    for entry in entries:
        if entry.state == "translated":
            yield replace(
                entry, context=f"{origin}:{entry.context or 'text'}", comments=(), extracted=(), previous=None
            )


def is_from_elsewhere(entry: Entry) -> bool:
    """Say whether the translation is one of another document, which nobody has decided on yet."""
    return entry.previous is not None and ":" in (entry.previous.context or "")
