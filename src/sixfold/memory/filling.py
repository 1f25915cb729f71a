"""Exact matches from other documents, given to what nobody has translated yet: as fuzzy, with their origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from sixfold.catalogs import Catalog, Entry, read_catalog
from sixfold.document import LanguageCode
from sixfold.errors import CatalogError
from sixfold.project import Project

_ORIGIN = re.compile(r" from \S+:\S+")

_Key = tuple[str, str | None, int]


@dataclass(frozen=True)
class Memory:
    """Translations in one language, by their source text; `origin` is a catalog's domain, or the name of a file."""

    _units: Mapping[_Key, list[tuple[str, Entry]]] = field(default_factory=dict)

    def find(self, entry: Entry, domain: str) -> tuple[str, Entry] | None:
        """Return the best translation of the entry's text and its origin, without those of *domain*; one of the same role first."""
        found = [unit for unit in self._units.get(_key(entry), ()) if unit[0] != domain]
        return min(found, key=lambda unit: _kind(unit[1]) != _kind(entry), default=None)


def remember(catalogs: Iterable[tuple[str, Iterable[Entry]]]) -> Memory:
    """Return what the entries of *catalogs*, each with its origin, have translated; what is fuzzy there doesn't count."""
    units: dict[_Key, list[tuple[str, Entry]]] = {}
    for origin, entries in catalogs:
        for entry in entries:
            if entry.state == "translated":
                units.setdefault(_key(entry), []).append((origin, entry))
    return Memory(units)


def project_memory(project: Project, language: LanguageCode) -> Memory:
    """Return what the catalogs of all documents of *project* have translated into *language*.

    A catalog that can't be read is passed over: who works on it is told.
    """
    return remember(_catalogs(project, language))


def _catalogs(project: Project, language: LanguageCode) -> Iterator[tuple[str, Catalog]]:
    for seed in project.seeds():
        path = project.catalog(language, seed.stem)
        if path.exists():
            with suppress(CatalogError):
                yield seed.stem, read_catalog(path)


def fill(catalog: Catalog, memory: Callable[[], Memory], domain: str) -> tuple[Catalog, tuple[str, ...]]:
    """Return the catalog of *domain* with what *memory* has for its empty entries, and their contexts.

    *memory* is asked for only where an entry is empty: to make it, every other catalog is read.

    What is typed is never touched. What a translator emptied again stays empty. Where the translator has decided on what was
    filled in, its origin goes.
    """
    fresh = tuple(_filled(entry, memory, domain) for entry in catalog.entries)
    pairs = zip(catalog.entries, fresh, strict=True)
    filled = tuple(new.context or "" for old, new in pairs if new.is_typed and not old.is_typed)
    return replace(catalog, entries=fresh), filled


def _filled(entry: Entry, memory: Callable[[], Memory], domain: str) -> Entry:
    if entry.is_obsolete or entry.key == (None, ""):
        return entry
    is_noted = any(_ORIGIN.fullmatch(comment) for comment in entry.comments)
    if entry.is_typed:
        is_decided = is_noted and not entry.is_fuzzy
        return entry.changed(comments=_without_origin(entry)) if is_decided else entry
    found = None if is_noted else memory().find(entry, domain)
    if found is None:
        return entry
    origin, source = found
    flags = ("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy"))
    comments = (*entry.comments, f" from {_word(origin)}:{_word(source.context or 'text')}")
    return entry.changed(translations=source.translations, flags=flags, comments=comments)


def _word(name: str) -> str:
    """Return *name* without white space, which could end the comment."""
    return "-".join(name.split())


def _without_origin(entry: Entry) -> tuple[str, ...]:
    return tuple(comment for comment in entry.comments if not _ORIGIN.fullmatch(comment))


def _key(entry: Entry) -> _Key:
    return entry.text, entry.plural, len(entry.translations)


def _kind(entry: Entry) -> str:
    parts = (entry.context or "").split(".")
    return parts[1] if len(parts) > 1 else parts[0]
