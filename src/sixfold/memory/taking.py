"""A catalog and a batch that came back → the catalog with what fits, by the rules of merging: nothing typed is lost.

What was empty is filled. Another translation than the typed one comes in as fuzzy, and the typed one stays beside it as
`# earlier: …`. What was translated from another text than today's stays out, and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sixfold.catalogs import Catalog, Entry, earlier
from sixfold.errors import Problem
from sixfold.memory.segments import Batch

_EARLIER = " earlier: "


@dataclass(frozen=True)
class Taken:
    """The new catalog, the contexts of what came in, and what a person must look at."""

    catalog: Catalog
    filled: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def take(catalog: Catalog, batch: Batch, path: Path) -> Taken:
    """Return *catalog*, whose place is *path*, with the translations and comments of *batch*."""
    fresh: dict[int, Entry] = {}
    filled: list[str] = []
    changed: list[str] = []
    problems: list[Problem] = []
    for incoming in batch.entries:
        name, entry = incoming.context or "", catalog.find(incoming.context, incoming.text)
        entry = fresh.get(id(entry), entry)
        if entry is None or entry.plural != incoming.plural or len(entry.translations) != len(incoming.translations):
            problems += _strangers(catalog, incoming, path)
            continue
        taken, problem = _taken(entry, incoming)
        if problem:
            problems.append(replace(problem, path=path, line=entry.translation_line or None))
        if taken != entry:
            fresh[id(catalog.find(incoming.context, incoming.text))] = taken
            (changed if entry.is_typed else filled).append(name)
    entries = tuple(fresh.get(id(entry), entry) for entry in catalog.entries)
    return Taken(replace(catalog, entries=entries), tuple(filled), tuple(changed), tuple(problems))


def _taken(entry: Entry, incoming: Entry) -> tuple[Entry, Problem | None]:
    """Return the entry with what *incoming* adds, and what is to be told of it, still without its place."""
    forms = tuple(
        new if new.strip() else old for old, new in zip(entry.translations, incoming.translations, strict=True)
    )
    noted = entry.changed(comments=_joined(entry.comments, incoming.comments))
    differs = any(old.strip() and old != new for old, new in zip(entry.translations, forms, strict=True))
    if differs and incoming.is_fuzzy:
        what = f"{entry.context} is typed otherwise here, and fuzzy in the file: the file’s translation stays out"
        return noted, Problem(what, hint=f"the file has “{_short(incoming.translation)}”")
    if differs:
        comments = _joined(noted.comments, tuple(earlier(entry.translations)))
        what = f"{entry.context} was typed otherwise here: the file’s translation is fuzzy, the earlier one beside it"
        fuzzy = noted.changed(translations=forms, comments=comments, flags=_flags(entry, is_fuzzy=True), previous=None)
        return fuzzy, Problem(what, hint="choose one, delete the other and the mark “fuzzy”")
    if not entry.is_typed:
        flags = _flags(entry, is_fuzzy=incoming.is_fuzzy and incoming.is_typed)
        return noted.changed(
            translations=forms, flags=flags, previous=incoming.previous if "fuzzy" in flags else None
        ), None
    return _settled(noted.changed(translations=forms), incoming), None


def _settled(entry: Entry, incoming: Entry) -> Entry:
    """Take over that a fuzzy translation was looked at elsewhere and found right, unless two are there to choose from."""
    is_undecided = any(comment.startswith(_EARLIER) for comment in entry.comments)
    if not entry.is_fuzzy or incoming.is_fuzzy or incoming.state == "missing" or is_undecided:
        return entry
    return entry.changed(flags=_flags(entry, is_fuzzy=False), previous=None)


def _flags(entry: Entry, *, is_fuzzy: bool) -> tuple[str, ...]:
    others = tuple(flag for flag in entry.flags if flag != "fuzzy")
    if is_fuzzy and entry.is_fuzzy:
        return entry.flags
    return ("fuzzy", *others) if is_fuzzy else others


def _joined(comments: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return *comments* with those of *more* that aren't there yet; programs cut white space, so it doesn't count."""
    known = {comment.strip() for comment in comments}
    fresh: dict[str, str] = {}
    for comment in more:
        if comment.strip() not in known:
            fresh.setdefault(comment.strip(), comment)
    return (*comments, *fresh.values())


def _strangers(catalog: Catalog, incoming: Entry, path: Path) -> list[Problem]:
    if not incoming.is_typed:
        return []
    same = next((entry for entry in catalog if entry.context == incoming.context), None)
    hint = f"the file has “{_short(incoming.translation)}”"
    if same:
        what = f"the source text of {incoming.context} has changed since the export: its translation stays out"
        return [Problem(what, path, same.line, hint)]
    return [Problem(f"{incoming.context} is not in the catalog: its translation stays out", path, None, hint)]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
