"""Editorial changes: a corrected source text whose translations stay as they are, because the author says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from sixfold.catalogs.matching import Match
from sixfold.catalogs.model import Entry
from sixfold.catalogs.syntax import escape

ALIKE = 0.6
"""How alike, letter by letter, a text and its correction must be: a new sentence is no correction."""

_NOTE, _BEFORE = " sixfold: editorial change", ", before: "


@dataclass(frozen=True)
class Correction:
    """Which texts the author calls corrected, by context, and the day that the note in a catalog bears."""

    contexts: frozenset[str] = frozenset()
    date: str = ""

    def covers(self, found: Match) -> bool:
        """Say whether the author named this text."""
        return found.message.context in self.contexts

    def is_overdone(self, found: Match) -> bool:
        """Say whether the author called a change editorial that isn't."""
        return self.covers(found) and (found.how == "changed" or (found.how == "kept" and is_pending(found)))

    def note(self, entry: Entry, found: Match) -> Entry:
        """Return *entry* with a comment that keeps the former text."""
        date = f" of {self.date}" if self.date else ""
        line = f"{_NOTE}{date}{_BEFORE}{escape(former_text(found))}"
        return entry if line in entry.comments else entry.changed(comments=(*entry.comments, line))


NO_CORRECTION: Final = Correction()


def decide(found: Match, correction: Correction) -> Match:
    """Return *found* as corrected, where the author says so and the two texts have enough in common.

    A text that an earlier update made fuzzy may be declared corrected afterwards.
    """
    entry, message = found.entry, found.message
    if entry is None or found.how not in {"changed", "kept"}:
        return found
    if found.how == "kept" and not (entry.is_fuzzy and entry.previous):
        return found
    is_declared = message.formerly is not None and message.formerly == former_text(found)
    is_named = correction.covers(found) and not entry.is_obsolete  # what was corrected stood in the document just before
    if is_declared or (is_named and _is_alike(former_text(found), message.text)):
        return replace(found, how="corrected")
    return found


def former_text(found: Match) -> str:
    """Return the text that stood there before: the entry's own, or the one it was made fuzzy for."""
    entry, message = found.entry, found.message
    if entry is None:
        return ""
    if entry.text == message.text and entry.previous:
        return entry.previous.text
    return message.formerly if message.formerly and is_pending(found) else entry.text


def notes_correction_of(entry: Entry, former: Entry) -> bool:
    """Say whether *entry* has the note of an editorial change of *former*'s text."""
    ending = f"{_BEFORE}{escape(former.text)}"
    return any(line.startswith(_NOTE) and line.endswith(ending) for line in entry.comments)


def is_pending(found: Match) -> bool:
    """Say whether the very change that is declared editorial made the entry fuzzy earlier."""
    entry, message = found.entry, found.message
    if entry is None or not entry.is_fuzzy or entry.previous is None:
        return False
    return entry.text == message.text or entry.previous.text == message.formerly


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
