"""One unit of a catalog, changed on two sides: what both have in common, and what they don't."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sixfold.catalogs.conflicts import conflicting
from sixfold.catalogs.correcting import notes_correction_of
from sixfold.catalogs.merge import folded, fuzzied
from sixfold.catalogs.model import Entry

_NOTHING: Final = Entry(None, "")
_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True)
class Unit:
    """An entry as it was, and what became of it on each side; None where it wasn't there, or is gone."""

    base: Entry | None = None
    ours: Entry | None = None
    theirs: Entry | None = None

    def merged(self) -> tuple[Entry, ...]:
        """Return the unit with the work of both sides: two entries where they changed its text to different ones."""
        if self.ours is None or self.theirs is None:
            return self._left()
        for side, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            if self.base is not None and side == self.base:
                return (other,)
        if _text(self.ours) == _text(self.theirs):
            return (self._same_text(self.ours, self.theirs),)
        return self._other_text(self.ours, self.theirs)

    def _left(self) -> tuple[Entry, ...]:
        """Return what one side still has; what the other took out goes, unless somebody worked on it."""
        side = self.ours or self.theirs
        if side is None:
            return ()
        is_as_before = self.base is not None and _worked(side) == _worked(self.base)
        return () if is_as_before else (side,)

    def _same_text(self, ours: Entry, theirs: Entry) -> Entry:
        """Return an entry whose text both sides agree on."""
        value = three_way(self.base and _value(self.base), _value(ours), _value(theirs))
        side = ours if value is None or value == _value(ours) else theirs
        if value is None and not ours.is_typed:
            side = theirs
        is_conflict = value is None and ours.is_typed and theirs.is_typed
        if value is None and self.base and is_mechanical(ours, self.base):
            side, is_conflict = theirs, False
        elif value is None and self.base and is_mechanical(theirs, self.base):
            is_conflict = False
        entry = self._noted(side, ours, theirs)
        return conflicting(entry, theirs) if is_conflict else entry

    def _other_text(self, ours: Entry, theirs: Entry) -> tuple[Entry, ...]:
        """Return the entry of the text that changed, with the work that the other side did on the former text."""
        for moved, stayed in ((ours, theirs), (theirs, ours)):
            if self.base is None or _text(stayed) != _text(self.base):
                continue
            if _value(stayed) == _value(self.base):
                return (self._noted(moved, ours, theirs),)
            if is_mechanical(moved, self.base) or is_corrected(moved, self.base):
                return (self._noted(_with_text_of(fuzzied(stayed), moved), ours, theirs),)
        return ours, theirs

    def _noted(self, entry: Entry, ours: Entry, theirs: Entry) -> Entry:
        """Return *entry* with comments, flags, context and notes of both sides."""
        base = self.base or _NOTHING
        own = (line for line in entry.comments if line not in (*ours.comments, *theirs.comments))
        flags = _lists(_own_flags(base), _own_flags(ours), _own_flags(theirs))
        is_one_text = _text(ours) == _text(theirs)
        return entry.changed(
            context=either(base.context, ours.context, theirs.context) if is_one_text else entry.context,
            comments=(*_lists(base.comments, ours.comments, theirs.comments), *own),
            flags=(*(("fuzzy",) if entry.is_fuzzy else ()), *flags),
            extracted=either(base.extracted, ours.extracted, theirs.extracted),
            places=either(base.places, ours.places, theirs.places),
            is_obsolete=either(base.is_obsolete, ours.is_obsolete, theirs.is_obsolete),
        )


def combined(one: Entry, other: Entry) -> Entry:
    """Return one entry for two that have the same context and text: nothing of either is lost."""
    if one.is_obsolete != other.is_obsolete:
        active, old = (other, one) if one.is_obsolete else (one, other)
        return folded(active, old) if active.translations != old.translations else _commented(active, old)
    if not (one.is_typed and other.is_typed):
        return _commented(*((one, other) if one.is_typed else (other, one)))
    return conflicting(_commented(one, other), other)


def three_way(base: _T | None, ours: _T, theirs: _T) -> _T | None:
    """Return the value that changed, or that both agree on; None where they don't."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


def either(base: _T | None, ours: _T, theirs: _T) -> _T:
    """Return the value that changed; where both changed, ours."""
    return theirs if ours == base else ours


def is_mechanical(entry: Entry, base: Entry) -> bool:
    """Say whether only an update touched the translation of *base*: it made it fuzzy because the text changed."""
    if entry.translations != base.translations or not entry.is_fuzzy or entry.previous is None:
        return False
    return entry.previous.text in {base.text, base.previous.text if base.previous else base.text}


def is_corrected(entry: Entry, base: Entry) -> bool:
    """Say whether the text of *base* was corrected, and its translation left.

    The text may have changed again since: the other side's work is fuzzy beside it, until the next update finds the
    correction in the seed, or is told of it again.
    """
    return entry.translations == base.translations and notes_correction_of(entry, base)


def _with_text_of(entry: Entry, other: Entry) -> Entry:
    return entry.changed(context=other.context, text=other.text, plural=other.plural)


def _text(entry: Entry) -> tuple[str, str | None]:
    return entry.text, entry.plural


def _value(entry: Entry) -> Hashable:
    return entry.translations, entry.is_fuzzy, entry.previous


def _worked(entry: Entry) -> Hashable:
    """Return what a person may have typed or decided."""
    return entry.translations, entry.is_fuzzy, entry.comments, _own_flags(entry)


def _own_flags(entry: Entry) -> tuple[str, ...]:
    return tuple(flag for flag in entry.flags if flag != "fuzzy")


def _lists(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of *ours*, without those that *theirs* took out, and with those that it added."""
    taken = {line for line in base if line not in theirs}
    added = (line for line in theirs if line not in ours and line not in base)
    return (*(line for line in ours if line not in taken), *added)


def _commented(entry: Entry, other: Entry) -> Entry:
    return entry.changed(comments=_lists((), entry.comments, other.comments))
