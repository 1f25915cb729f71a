"""Two catalogs that grew apart → one, unit by unit: nothing typed on either side is lost, and what both typed is marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polib

from sixfold.catalogs.marks import as_asked
from sixfold.catalogs.model import Catalog, Entry, Key
from sixfold.catalogs.source_notes import with_note, without_note

_CONFLICT = re.compile(r"theirs(?:\[[0-9]\])?(?: \(.*?\))?: ")
_Side = dict[Key, Entry]


@dataclass(frozen=True)
class Merged:
    """The catalog with the work of both sides, and the units where a person has to decide."""

    catalog: Catalog
    conflicts: tuple[Entry, ...] = ()


def merge_catalogs(base: Catalog | None, ours: Catalog, theirs: Catalog, author: str = "") -> Merged:
    """Return the changes of *theirs* since *base* brought into *ours*; None where both began anew.

    *author* names who changed *theirs*, and when. Units that only *theirs* has come last: the next update orders them.
    """
    if base and base.entries in (ours.entries, theirs.entries):
        return Merged(replace(ours, entries=ours.entries if base.entries == theirs.entries else theirs.entries))
    old, mine, other = ({one.key: without_note(one) for one in side.entries[1:]} if side else {} for side in (base, ours, theirs))
    read = {one.key: one for side in (theirs, ours) for one in side.entries[1:]}
    mine_moved, other_moved = _moves(old, mine), _moves(old, other)
    bases = old | {new.key: _moved(old[key], new) for key, new in (*mine_moved.items(), *other_moved.items())}
    mine, other = _renamed(mine, other_moved), _renamed(other, mine_moved)
    later = max(ours, theirs, key=lambda side: side.header.get("PO-Revision-Date", ""))
    header_comments = (side.header_entry.comments if side else () for side in (base, ours, theirs))
    merged, conflicts = [replace(later.header_entry, comments=_lines(*header_comments))], []
    for key in dict.fromkeys((*mine, *other)):
        one, two = mine.get(key), other.get(key)
        if one and two:
            before = bases.get(key) or Entry(None, "")
            entry = _unit(before, one, two)
            if entry is None:  # ours, fuzzy, with theirs beside it, and the one that both had before
                quoted = [*_quoted("theirs", two, f" ({author})" if author else ""), *_quoted("before", before, "")]
                entry = _with_notes(one, before, one, two, is_fuzzy=True).with_comments(*quoted)
                conflicts.append(entry)
            merged.append(entry)
        elif (left := one or two) and key not in old:
            merged.append(left)
        elif left and (left.translations, left.comments) != (old[key].translations, old[key].comments):
            merged.append(replace(left, is_obsolete=True))  # deleted on one side, worked on by the other
    return Merged(replace(ours, entries=tuple(with_note(one, read.get(one.key)) for one in merged)), tuple(conflicts))


def is_conflict(entry: Entry) -> bool:
    """Say whether a merge left the other side's translation in a comment of *entry*."""
    return any(_CONFLICT.match(line) for line in entry.comments)


def _moves(old: _Side, side: _Side) -> _Side:
    """Return what became of units whose text an update changed, by their former keys: fuzzy, or corrected by the author."""
    gone = {key: entry for key, entry in old.items() if key not in side and entry.is_typed}
    sources = {_source(entry): key for key, entry in gone.items()} | {key: key for key in gone}
    corrected = {(entry.context, entry.translations): key for key, entry in gone.items()}
    new = [entry for entry in side.values() if entry.key not in old]
    former = [sources.get(_source(entry)) or corrected.get((entry.context, entry.translations)) for entry in new]
    return {key: entry for key, entry in zip(former, new, strict=True) if key}


def _source(entry: Entry) -> Key:
    """Return the key that the translation was made for."""
    return (entry.previous.context or entry.context, entry.previous.text) if entry.previous else entry.key


def _renamed(side: _Side, moves: _Side) -> _Side:
    """Return *side* with the units that the other side moved under their new keys; plural forms have no place in a unit without."""
    entries = []
    for one in side.values():
        new = moves.get(one.key)
        has_place = new and new.key not in side and (new.plural is None) == (one.plural is None)
        entries.append(_moved(one, new) if new and has_place else one)
    return {entry.key: entry for entry in entries}


def _moved(entry: Entry, new: Entry) -> Entry:
    moved = replace(new, translations=entry.translations, comments=entry.comments, flags=entry.flags)
    return moved.marked_fuzzy() if new.is_fuzzy else moved


def _unit(old: Entry, ours: Entry, theirs: Entry) -> Entry | None:
    """Return one unit with the work of both sides; None where both typed another translation."""
    side, other = ours, theirs
    if ours.translations != theirs.translations:
        if not ours.is_typed or ours.translations == old.translations:
            side, other = theirs, ours
        elif theirs.is_typed and theirs.translations != old.translations:
            return None
        is_fuzzy = side.is_fuzzy or (other.is_fuzzy and other.is_typed and not old.is_fuzzy)
    else:
        is_fuzzy = theirs.is_fuzzy if ours.is_fuzzy == old.is_fuzzy else ours.is_fuzzy
    return _with_notes(side, old, ours, theirs, is_fuzzy=is_fuzzy)


def _with_notes(side: Entry, old: Entry, ours: Entry, theirs: Entry, *, is_fuzzy: bool) -> Entry:
    """Return *side* with the comments of both sides, in use or obsolete as the side that changed it says."""
    bare = replace(side, flags=tuple(flag for flag in side.flags if flag != "fuzzy"), previous=side.previous if is_fuzzy else None)
    entry = bare.marked_fuzzy() if is_fuzzy else bare
    is_obsolete = theirs.is_obsolete if ours.is_obsolete == old.is_obsolete else ours.is_obsolete
    return replace(entry, comments=_lines(old.comments, ours.comments, theirs.comments), is_obsolete=is_obsolete)


def _quoted(name: str, entry: Entry, author: str) -> list[str]:
    forms = {f"[{number}]": form for number, form in enumerate(entry.translations) if form.strip()}
    return [f"{name}{'' if entry.plural is None else n}{author}: {polib.escape(form)}" for n, form in forms.items()]


def _lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of *ours*, without those that *theirs* took out, and with those that it added.

    A query is the same before and after an update completed it: who deletes it on one side, deletes it.
    """
    old, other = set(map(as_asked, base)), set(map(as_asked, theirs))
    mine = set(map(as_asked, ours))
    added = (line for line in theirs if as_asked(line) not in mine | old)
    return (*(line for line in ours if as_asked(line) not in old - other), *added)
