"""A fuzzy unit → our comment beside it: what changed in its source, or which unit its translation is from, and how near that is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sixfold.catalogs.differences import NO_BREAK, as_text, similarity
from sixfold.catalogs.model import Entry, Previous

_CHANGED: Final = "sixfold: source changed: "
_NOTE: Final = re.compile(r"(?:sixfold: source changed: |from (?P<origin>.+?:.+?), [0-9]+ %(?:: )?)(?P<difference>.*)")
#: What `as_text` writes: kept words, the gaps between them, and what changed, each with its brackets.
_PIECE: Final = re.compile(
    r"(?P<spaces> *)\[-(?P<deleted>.+?)-\]|(?P<space> *)\{\+(?P<inserted>.+?)\+\}|(?P<gap> ?…)|(?P<kept>.[^…\[{ ]*)"
)


def is_from_elsewhere(entry: Entry) -> bool:
    """Say whether the translation is that of another unit (`A-66-398:annex.op.3`), which nobody has decided on yet."""
    return _origin(entry) is not None and entry.is_fuzzy


def has_changed_source(entry: Entry) -> bool:
    """Say whether the translation was made for an earlier source text of the unit, which nobody has decided on yet."""
    return bool(source_note(entry)) and not is_from_elsewhere(entry)


def source_note(entry: Entry) -> str:
    """Return our comment beside a fuzzy *entry*; nothing where its source is the one that it was translated from."""
    return _written_for(entry) if entry.is_fuzzy and entry.is_typed else ""


def without_note(entry: Entry) -> Entry:
    """Return *entry* without our comments; of a unit that is decided, or empty, also without its previous source.

    A comment that differs from what we would write for the entry as it is was edited by a person: it stays.
    """
    if not entry.comments and not entry.previous:
        return entry
    is_undecided = entry.is_fuzzy and entry.is_typed
    comments = tuple(line for line in entry.comments if not _is_note(line, entry))
    return replace(entry, comments=comments, previous=entry.previous if is_undecided else None)


def with_note(entry: Entry, read: Entry | None) -> Entry:
    """Return *entry*, which has no comment of ours, with the one for its source: where the unit *read* had it, or last."""
    note = source_note(entry)
    if not note:
        return entry
    if read and read.comments.count(note) == 1 and without_note(read).comments == entry.comments:
        return replace(entry, comments=read.comments)
    return entry.with_comments(note)


def _origin(entry: Entry) -> str | None:
    context = entry.previous.context if entry.previous else None
    return context if context and ":" in context else None


def _written_for(entry: Entry) -> str:
    """Return the comment for the previous source of *entry*, fuzzy or not."""
    return _note(_origin(entry), _source(entry.previous), _source(entry)) if entry.previous else ""


def _source(unit: Entry | Previous) -> str:
    return unit.text if unit.plural is None else f"{unit.text} / {unit.plural}"


@lru_cache(maxsize=1024)  # each is asked for several times: when it is read, when it is written, in five languages
def _note(origin: str | None, before: str, after: str) -> str:
    difference = "" if before == after else as_text(before, after)
    if origin is None:
        return difference and f"{_CHANGED}{difference}"
    return ": ".join(filter(None, (f"from {origin}, {similarity(before, after)} %", difference)))


def _is_note(line: str, entry: Entry) -> bool:
    """Say whether we wrote *line* beside *entry*.

    Poedit deletes the previous source when the fuzzy flag is cleared: then it is put together from the line and the source.
    """
    match = _NOTE.fullmatch(line)
    if match is None or entry.previous:
        return match is not None and line == _written_for(entry)
    after = _source(entry).replace("\n", " ")
    before = _undone(match["difference"], after)
    return before is not None and line == _note(match["origin"], before, after)


def _undone(difference: str, after: str) -> str | None:
    """Return the text from which *difference* leads to *after*; None where it doesn't lead there.

    >>> _undone("… in [-full-] {+the full+} view …", "Seen in the full view of all")
    'Seen in full view of all'
    """
    if not difference:
        return after
    passages = [("", "")]  # between the gaps, as they were and as they are
    for piece in _PIECE.finditer(difference):
        old, new = passages[-1]
        if piece["gap"]:
            passages.append(("", ""))
        elif piece["kept"]:
            passages[-1] = old + piece["kept"], new + piece["kept"]
        elif piece["deleted"]:
            passages[-1] = f"{old}{piece['spaces']}{piece['deleted']}".replace("␣", "\u00a0"), new
        else:
            passages[-1] = old, f"{new}{piece['space']}{piece['inserted']}"
    shown, before, position = NO_BREAK.sub("␣", after), "", 0
    for number, (old, new) in enumerate(passages):
        sought = NO_BREAK.sub("␣", new)
        start = (
            len(shown) - len(sought) if number == len(passages) - 1 else shown.find(sought, position) if number else 0
        )
        if start < position or not shown.startswith(sought, start):
            return None
        before += after[position:start] + old
        position = start + len(sought)
    return before if position == len(after) else None
