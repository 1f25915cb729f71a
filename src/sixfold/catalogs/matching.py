"""Which earlier entry each message takes its translation from.

Each entry's translation is given to one message at most, best match first: every pass goes over all messages before the
next pass begins, so that an inserted paragraph moves those after it and takes nothing from them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Literal

from sixfold.catalogs.model import Catalog, Entry
from sixfold.messages import Message

How = Literal["kept", "revived", "returned", "moved", "corrected", "filled", "changed", "new"]

NEAR = 0.6
"""How alike two texts must be, by words, for one's translation to help with the other. 0.6 is what difflib's manual
calls a close match and what msgmerge uses; of the paragraphs of A/66/398 no two reach 0.5 (measured)."""

_WORDS = re.compile(r"[\u3400-\u9fff]|\w+|[^\w\s]")


@dataclass(frozen=True)
class Match:
    """What a message takes: `entry` is the earlier entry, None for a new message.

    `shell` is an entry of the message's own context and text that had no translation; its comments and flags count. A
    filled message takes a copy: `entry` stays with its own message as well.
    """

    message: Message
    how: How
    entry: Entry | None = None
    shell: Entry | None = None


@dataclass
class _Board:
    messages: Sequence[Message]
    unused: dict[int, Entry]
    matches: dict[int, Match] = field(default_factory=dict)
    shells: dict[int, Entry] = field(default_factory=dict)

    def open(self) -> Iterator[tuple[int, Message]]:
        return ((index, message) for index, message in enumerate(self.messages) if index not in self.matches)

    def assign(self, index: int, how: How, number: int) -> None:
        entry = self.unused.pop(number)
        self.matches[index] = Match(self.messages[index], how, entry, self.shells.get(index))


def match(catalog: Catalog, messages: Sequence[Message]) -> tuple[list[Match], list[Entry]]:
    """Return a match for each message, in their order, and the entries left over, in the order of the catalog."""
    entries = (entry for entry in catalog.entries if entry.key != (None, ""))
    board = _Board(messages, dict(enumerate(entries)))
    _match_exactly(board)
    for closeness in (_same_context, _same_role, _same_kind, _any):
        for key in (_own_key, _returned_key):
            _match(board, "corrected", key, closeness, _former_text)
    _match(board, "returned", _returned_key, _same_context)
    for closeness in (_same_role, _same_kind, _any):
        _match(board, "moved", _own_key, closeness)
    for closeness in (_same_role, _same_kind, _any):
        _match(board, "returned", _returned_key, closeness)
    _fill(board)
    _match_changed(board)
    _carry_comments(board)
    for index, message in list(board.open()):
        board.matches[index] = Match(message, "new", None, board.shells.get(index))
    return [board.matches[index] for index in range(len(messages))], list(board.unused.values())


def _match_exactly(board: _Board) -> None:
    numbers = {entry.key: number for number, entry in reversed(board.unused.items())}
    for index, message in enumerate(board.messages):
        number = numbers.pop((message.context, message.text), None)
        if number is None:
            continue
        entry = board.unused[number]
        if not entry.is_typed:
            board.shells[index] = board.unused.pop(number)
        elif entry.plural != message.plural:
            is_back = _returned_key(entry) == (message.text, message.plural)
            board.assign(index, "returned" if is_back else "changed", number)
        else:
            board.assign(index, "revived" if entry.is_obsolete else "kept", number)


_TextKey = tuple[str, str | None]
_Closeness = Callable[[str, str], bool]


def _own_key(entry: Entry) -> _TextKey | None:
    return (entry.text, entry.plural)


def _returned_key(entry: Entry) -> _TextKey | None:
    return (entry.previous.text, entry.previous.plural) if entry.is_fuzzy and entry.previous else None


def _same_context(one: str, other: str) -> bool:
    return one == other


def _same_role(one: str, other: str) -> bool:
    return one.split(".")[:2] == other.split(".")[:2]


def _same_kind(one: str, other: str) -> bool:
    return kind(one) == kind(other)


def _any(_one: str, _other: str) -> bool:
    return True


def kind(context: str) -> str:
    """Return the role of a text: KIND in PART.KIND.N.

    >>> kind("annex-2.op.5.a")
    'op'
    """
    return context.split(".")[1] if "." in context else context


def _new_text(message: Message) -> str | None:
    return message.text


def _former_text(message: Message) -> str | None:
    return message.formerly


def _match(
    board: _Board,
    how: How,
    key: Callable[[Entry], _TextKey | None],
    is_close: _Closeness,
    wanted: Callable[[Message], str | None] = _new_text,
) -> None:
    groups: dict[_TextKey, list[int]] = defaultdict(list)
    for number, entry in board.unused.items():
        if (own := key(entry)) is not None and entry.is_typed:
            groups[own].append(number)
    for index, message in list(board.open()):
        text = wanted(message)
        group = [] if text is None else groups.get((text, message.plural), [])
        group.sort(key=lambda number: _readiness(board.unused[number]))
        for number in group:
            if is_close(board.unused[number].context or "", message.context):
                board.assign(index, how, number)
                group.remove(number)
                break


def _readiness(entry: Entry) -> tuple[bool, bool]:
    return entry.state != "translated", entry.is_obsolete


def _fill(board: _Board) -> None:
    sources: dict[_TextKey, list[Entry]] = defaultdict(list)
    for found in board.matches.values():
        if found.entry and found.how != "changed" and found.entry.state == "translated":
            source = replace(found.entry, context=found.message.context)
            sources[source.text, source.plural].append(source)
    for index, message in list(board.open()):
        group = sources.get((message.text, message.plural), [])
        if group and index not in board.shells:
            source = min(group, key=lambda entry: not _same_kind(entry.context or "", message.context))
            board.matches[index] = Match(message, "filled", source)


def _match_changed(board: _Board) -> None:
    pairs = sorted(_near_pairs(board), key=lambda pair: -pair[0])
    for _, index, number in pairs:
        if index not in board.matches and number in board.unused:
            board.assign(index, "changed", number)


def _near_pairs(board: _Board) -> Iterator[tuple[float, int, int]]:
    words = {number: _WORDS.findall(entry.text) for number, entry in board.unused.items()}
    for index, message in board.open():
        if index in board.shells:
            continue
        matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(_WORDS.findall(message.text))
        for number, entry in board.unused.items():
            if not entry.is_typed or not _same_kind(entry.context or "", message.context):
                continue
            is_same = entry.context == message.context and not entry.is_obsolete
            matcher.set_seq1(words[number])
            ratio = _ratio(matcher, 0 if is_same else NEAR)
            if is_same or ratio >= NEAR:
                yield ratio + 0.1 * is_same, index, number


def _carry_comments(board: _Board) -> None:
    """Let what was noted beside an empty translation go with its text, or stay in its context."""
    for part in ("text", "context"):
        empty = [(number, entry) for number, entry in board.unused.items() if entry.comments and not entry.is_typed]
        numbers = {getattr(entry, part): number for number, entry in reversed(empty)}
        for index, message in list(board.open()):
            number = numbers.pop(getattr(message, part), None)
            if number is not None and index not in board.shells:
                board.assign(index, "new", number)


def _ratio(matcher: SequenceMatcher[str], least: float) -> float:
    """Return how alike the two texts are; 0 as soon as it can only be below *least*, which is cheaper to know."""
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    return matcher.ratio()
