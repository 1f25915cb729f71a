"""Two catalogs that grew apart → one, unit by unit: nothing of either is lost, and what both changed is marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sixfold.catalogs.aligning import align
from sixfold.catalogs.conflicts import conflict_lines, theirs_line
from sixfold.catalogs.merge import earlier
from sixfold.catalogs.model import Catalog, Entry, Key
from sixfold.catalogs.units import Unit, combined, either, three_way

_HEADER: Final = (None, "")
_LATER_SIDE: Final = ("PO-Revision-Date", "Last-Translator", "X-Generator")
"""Header fields that tell of the last change: they are taken together, from the side that changed last."""


@dataclass(frozen=True)
class Reconciled:
    """The catalog with the work of both sides, and the contexts (`header` among them) where a person has to decide."""

    catalog: Catalog
    conflicts: tuple[str, ...]


def reconcile(base: Catalog | None, ours: Catalog, theirs: Catalog) -> Reconciled:
    """Return the changes of *theirs* since *base* brought into *ours*; None where both began anew.

    Entries that one side alone touched keep their bytes, line ends and byte-order mark are those of *ours* unless only
    *theirs* changed them.
    """
    base = base or Catalog((), newline=ours.newline, has_bom=ours.has_bom)
    newline = either(base.newline, ours.newline, theirs.newline)
    ours, theirs = _with_newline(ours, newline), _with_newline(theirs, newline)
    header = _header(base, ours, theirs)
    entries = _entries(base, ours, theirs)
    catalog = replace(
        ours,
        entries=(header, *entries),
        newline=newline,
        has_bom=either(base.has_bom, ours.has_bom, theirs.has_bom),
        tail=_tail(base, ours, theirs),
    )
    catalog = replace(catalog, entries=tuple(_fitted(entry, catalog.plural_forms) for entry in catalog.entries))
    conflicts = (entry.context or "header" for entry in catalog.entries if is_conflict_of(entry, ours, theirs))
    return Reconciled(catalog, tuple(conflicts))


def is_conflict_of(entry: Entry, ours: Catalog, theirs: Catalog) -> bool:
    """Say whether the merge of *ours* and *theirs* marked *entry*: a mark that either had before is not counted."""
    before = {line for side in (ours, theirs) for one in side.entries for line in one.comments}
    return any(line not in before for line in conflict_lines(entry))


def _entries(base: Catalog, ours: Catalog, theirs: Catalog) -> list[Entry]:
    units = _units(_bodies(base), _bodies(ours), _bodies(theirs))
    by_key: dict[Key, Entry] = {}
    for unit in units:
        for entry in unit.merged():
            other = by_key.get(entry.key)
            by_key[entry.key] = combined(other, entry) if other else entry
    return sorted(by_key.values(), key=lambda entry: entry.is_obsolete)


def _bodies(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog.entries if entry.key != _HEADER]


def _units(base: list[Entry], ours: list[Entry], theirs: list[Entry]) -> list[Unit]:
    """Return the units in the order of *ours*, or of *theirs* where ours has the order of the base."""
    of_ours, of_theirs = align(base, ours), align(base, theirs)
    new_ours, new_theirs = _unaligned(ours, of_ours), _unaligned(theirs, of_theirs)
    units = []
    for entry in base:
        mine, other = of_ours.get(entry.key), of_theirs.get(entry.key)
        if mine and not other:  # the other side has come to the same text by a way that left no trace
            other = new_theirs.pop(mine.key, None)
        elif other and not mine:
            mine = new_ours.pop(other.key, None)
        units.append(Unit(entry, mine, other))
    units += [Unit(None, entry, new_theirs.pop(key, None)) for key, entry in new_ours.items()]
    units += [Unit(None, None, entry) for entry in new_theirs.values()]
    by_ours = {unit.ours.key: unit for unit in units if unit.ours}
    by_theirs = {unit.theirs.key: unit for unit in units if unit.theirs}
    lead, other_order = [by_ours[entry.key] for entry in ours], [by_theirs[entry.key] for entry in theirs]
    return _woven(*((other_order, lead) if [unit.base for unit in lead] == base else (lead, other_order)))


def _unaligned(side: list[Entry], aligned: Mapping[Key, Entry]) -> dict[Key, Entry]:
    known = {entry.key for entry in aligned.values()}
    return {entry.key: entry for entry in side if entry.key not in known}


def _woven(lead: Sequence[Unit], other: Sequence[Unit]) -> list[Unit]:
    """Return the units of *lead*, each that only *other* has after the one it follows there."""
    places = {id(unit) for unit in lead}
    followers: dict[int, list[Unit]] = {}
    last = 0
    for unit in other:
        if id(unit) in places:
            last = id(unit)
        else:
            followers.setdefault(last, []).append(unit)
    woven = list(followers.get(0, ()))
    for unit in lead:
        woven += [unit, *followers.get(id(unit), ())]
    return woven


def _header(base: Catalog, ours: Catalog, theirs: Catalog) -> Entry:
    old = next((entry for entry in base.entries if entry.key == _HEADER), None)
    mine, other = ours.header_entry, theirs.header_entry
    if other in (mine, old):
        return mine
    if mine == old:
        return other
    names = dict.fromkeys((*ours.header, *theirs.header))
    before = base.header if old else {}
    is_theirs_later = theirs.header.get("PO-Revision-Date", "") > ours.header.get("PO-Revision-Date", "")
    merged, comments = ours, list(mine.comments)
    comments += (line for line in other.comments if line not in comments and (old is None or line not in old.comments))
    for name in names:
        values = before.get(name), ours.header.get(name), theirs.header.get(name)
        value = _field(name, values, is_theirs_later=is_theirs_later)
        if value is not None:
            merged = merged.with_header_field(name, value)
        elif None not in values[1:]:
            comments.append(theirs_line(f"{name}: {values[2]}"))
    return merged.header_entry.changed(comments=tuple(dict.fromkeys(comments)))


def _field(name: str, values: tuple[str | None, str | None, str | None], *, is_theirs_later: bool) -> str | None:
    """Return what both sides' header has under *name*, None where they don't agree."""
    _, ours, theirs = values
    if ours is None or theirs is None:
        return ours or theirs
    if name in _LATER_SIDE:
        return theirs if is_theirs_later else ours
    return max(ours, theirs) if name == "POT-Creation-Date" else three_way(*values)


def _tail(base: Catalog, ours: Catalog, theirs: Catalog) -> str:
    """Return what stands after the last entry; where both sides noted something there, both notes."""
    tail = three_way(base.tail, ours.tail, theirs.tail)
    if tail is not None:
        return tail
    lines = ours.tail.splitlines(keepends=True)
    ending = "" if not lines or lines[-1].endswith("\n") else ours.newline
    return "".join((*lines, ending, *_fresh(theirs.tail.splitlines(keepends=True), lines)))


def _fresh(lines: Iterable[str], known: Sequence[str]) -> Iterable[str]:
    return (line for line in lines if line not in known)


def _with_newline(catalog: Catalog, newline: str) -> Catalog:
    """Return the catalog with other line ends, its layout otherwise as it is."""
    if catalog.newline == newline:
        return catalog

    def ended(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\n", newline)

    entries = (
        replace(entry, raw=None if entry.raw is None else ended(entry.raw), gap=ended(entry.gap))
        for entry in catalog.entries
    )
    return replace(catalog, entries=tuple(entries), tail=ended(catalog.tail), newline=newline)


def _fitted(entry: Entry, forms: int) -> Entry:
    """Return a plural entry with as many forms as the merged header promises."""
    if entry.plural is None or entry.is_obsolete or len(entry.translations) == forms:
        return entry
    translations = (*entry.translations, *("",) * forms)[:forms]
    surplus = earlier(entry.translations[forms:])
    return entry.changed(translations=translations, comments=(*entry.comments, *surplus))
