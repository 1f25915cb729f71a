"""Two catalogs that grew apart → one, unit by unit: nothing typed on either side is lost, and what both typed is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import polib

from sixfold.catalogs.model import Catalog, Entry, Key

_CONFLICT = re.compile(r"theirs(?:\[[0-9]\])?(?: \(.*?\))?: ")
_LATER_SIDE = ("PO-Revision-Date", "Last-Translator", "X-Generator")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Merged:
    """The catalog with the work of both sides, and the units where a person has to decide."""

    catalog: Catalog
    conflicts: tuple[Entry, ...]


def merge_catalogs(base: Catalog | None, ours: Catalog, theirs: Catalog, author: str = "") -> Merged:
    """Return the changes of *theirs* since *base* brought into *ours*; None where both began anew.

    *author* names who changed *theirs*, and when.
    """
    old, mine, other = ({entry.key: entry for entry in side.entries} if side else {} for side in (base, ours, theirs))
    mine, other, bases = _follow(old, mine, other)
    lead, second = (other, mine) if list(mine) == list(old) else (mine, other)
    merged: list[Entry] = []
    conflicts: list[Entry] = []
    for key in _woven(list(lead), list(second)):
        one, two, before = mine.get(key), other.get(key), bases.get(key)
        if one and two:
            entry = _unit(before, one, two)
            if entry is None:
                entry = _conflicting(before, one, two, author)
                conflicts.append(entry)
            merged.append(entry)
        elif (left := one or two) and key not in old:
            merged.append(left)
        elif (
            left and (left.is_typed or left.comments) and _value(left) != _value(old[key])
        ):  # the other side deleted it
            merged.append(replace(left, is_obsolete=True))
    header = _header(base, ours, theirs)
    body = [entry for entry in merged if not entry.is_header]
    return Merged(replace(ours, entries=(header, *body)), tuple(conflicts))


def is_conflict(entry: Entry) -> bool:
    """Say whether a merge left the other side's translation in a comment of *entry*."""
    return any(_CONFLICT.match(line) for line in entry.comments)


_Side = dict[Key, Entry]


def _follow(old: _Side, mine: _Side, other: _Side) -> tuple[_Side, _Side, _Side]:
    """Return both sides, each unit under the key that an update gave it on either, and what they have in common."""
    mine_moved, other_moved = _moves(old, mine), _moves(old, other)
    moved = [*mine_moved.items(), *other_moved.items()]
    bases = {**old, **{new.key: _moved(old[former], new) for former, new in moved}}
    return _renamed(mine, other_moved), _renamed(other, mine_moved), bases


def _moves(old: _Side, side: _Side) -> _Side:
    """Return what became of units whose text an update changed, by their former keys: fuzzy, or corrected by the author."""
    gone = {key: entry for key, entry in old.items() if key not in side and entry.is_typed}
    sources = {_source(entry): key for key, entry in gone.items()} | {key: key for key in gone}
    corrected = {(entry.context, entry.translations): key for key, entry in gone.items()}
    moves = {}
    for entry in side.values():
        if entry.key not in old:
            former = sources.get(_source(entry)) or corrected.get((entry.context, entry.translations))
            if former:
                moves[former] = entry
    return moves


def _source(entry: Entry) -> Key:
    """Return the key that the translation was made for."""
    return (entry.previous.context, entry.previous.text) if entry.previous else entry.key


def _renamed(side: _Side, moves: _Side) -> _Side:
    entries = (
        _moved(entry, moves[entry.key]) if entry.key in moves and moves[entry.key].key not in side else entry
        for entry in side.values()
    )
    return {entry.key: entry for entry in entries}


def _moved(entry: Entry, new: Entry) -> Entry:
    moved = replace(new, translations=entry.translations, comments=entry.comments, flags=entry.flags)
    return moved.marked_fuzzy() if new.is_fuzzy else moved


def _woven(lead: Sequence[Key], second: Sequence[Key]) -> Iterable[Key]:
    """Yield the keys of *lead*, each that only *second* has after the one it follows there."""
    followers: dict[Key | None, list[Key]] = {}
    known, last = set(lead), None
    for key in second:
        if key in known:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    yield from followers.get(None, ())
    for key in lead:
        yield from (key, *followers.get(key, ()))


def _unit(base: Entry | None, ours: Entry, theirs: Entry) -> Entry | None:
    """Return one unit with the work of both sides; None where both typed another translation."""
    if base and base in (ours, theirs):
        return theirs if base == ours else ours
    side = ours
    if ours.translations != theirs.translations:
        if not ours.is_typed or (base and ours.translations == base.translations):
            side = theirs
        elif theirs.is_typed and not (base and theirs.translations == base.translations):
            return None
        other = ours if side is theirs else theirs
        is_fuzzy = side.is_fuzzy or (other.is_fuzzy and other.is_typed and not (base and base.is_fuzzy))
    else:
        is_fuzzy = _either(bool(base and base.is_fuzzy), ours.is_fuzzy, theirs.is_fuzzy)
    return _noted(side, base, ours, theirs, is_fuzzy=is_fuzzy)


def _noted(side: Entry, base: Entry | None, ours: Entry, theirs: Entry, *, is_fuzzy: bool) -> Entry:
    """Return *side*'s translation with notes, flags and places of both sides."""
    old = base or Entry(None, "")
    flags = [flag for flag in _lines(old.flags, ours.flags, theirs.flags) if flag != "fuzzy"]
    return replace(
        side,
        comments=_lines(old.comments, ours.comments, theirs.comments),
        flags=(*(("fuzzy",) if is_fuzzy else ()), *flags),
        previous=side.previous if is_fuzzy else None,
        extracted=_either(old.extracted, ours.extracted, theirs.extracted),
        places=_either(old.places, ours.places, theirs.places),
        is_obsolete=_either(bool(base and base.is_obsolete), ours.is_obsolete, theirs.is_obsolete),
    )


def _conflicting(base: Entry | None, ours: Entry, theirs: Entry, author: str) -> Entry:
    """Return our translation, fuzzy, with theirs beside it, and the one that both had before."""
    comments = _quoted("theirs", theirs, f" ({author})" if author else "")
    if base and base.is_typed:
        comments += _quoted("before", base, "")
    return _noted(ours, base, ours, theirs, is_fuzzy=True).with_comments(*comments)


def _quoted(name: str, entry: Entry, author: str) -> list[str]:
    forms = [(number, form) for number, form in enumerate(entry.translations) if form.strip()]
    return [
        f"{name}{f'[{number}]' if len(entry.translations) > 1 else ''}{author}: {polib.escape(form)}"
        for number, form in forms
    ]


def _header(base: Catalog | None, ours: Catalog, theirs: Catalog) -> Entry:
    """Return the header; a field that both sides changed is that of the side that changed last."""
    is_theirs_later = theirs.header.get("PO-Revision-Date", "") > ours.header.get("PO-Revision-Date", "")
    later = theirs if is_theirs_later else ours
    merged = ours
    for name in dict.fromkeys((*ours.header, *theirs.header)):
        values = [side.header.get(name) if side else None for side in (base, ours, theirs)]
        both_changed = values[0] not in values[1:] or name in _LATER_SIDE
        value = later.header.get(name) if both_changed else _either(*values)
        merged = merged.with_header_field(name, value) if value is not None else merged
    comments = _lines(
        base.header_entry.comments if base else (), ours.header_entry.comments, theirs.header_entry.comments
    )
    return replace(merged.header_entry, comments=comments)


def _value(entry: Entry) -> tuple[object, ...]:
    return entry.translations, entry.comments


def _either(base: _T, ours: _T, theirs: _T) -> _T:
    """Return the value that changed; where both changed, ours."""
    return theirs if ours == base else ours


def _lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of *ours*, without those that *theirs* took out, and with those that it added."""
    taken = {line for line in base if line not in theirs}
    added = (line for line in theirs if line not in ours and line not in base)
    return (*(line for line in ours if line not in taken), *added)
