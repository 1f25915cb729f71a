"""The numbers that Word makes for paragraphs of a list → their labels, counted as Word counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from sixfold.languages import roman
from sixfold.word.elements import W, value, whole

#: Levels of a list. Source: ECMA-376, part 1, 17.9.6.
_LEVELS = 9


@dataclass(frozen=True)
class Label:
    """The number of a paragraph as Word prints it ("1.", "(a)", "•"), and how it counts: "decimal", "bullet", …

    `plain` is the number alone ("1", "a") where the label has no other; "" else.
    """

    text: str
    counts: str
    plain: str = ""


def _letter(number: int) -> str:
    """Return a, b, …, z, aa, bb, … as Word counts.

    >>> [_letter(number) for number in (1, 26, 27, 54)]
    ['a', 'z', 'aa', 'bbb']
    """
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": lambda number: f"{number:02}", "none": lambda _: "",
    "lowerLetter": _letter, "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(), "upperRoman": roman,
}  # fmt: skip
#: A letter that stands for a bullet in the fonts Symbol and Wingdings is in Unicode's private area.
_BULLET = "•"


@dataclass(frozen=True)
class _Level:
    start: int
    counts: str
    pattern: str
    restarts_after: int


class Numbering:
    """The lists of a file. `label` counts: ask for the paragraphs in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the part word/numbering.xml, if there is one."""
        self._patterns: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for pattern in [] if root is None else root.findall(W + "abstractNum"):
            levels = {whole(level.get(W + "ilvl")): _read_level(level) for level in pattern.findall(W + "lvl")}
            self._patterns[pattern.get(W + "abstractNumId", "")] = levels
        for one in [] if root is None else root.findall(W + "num"):
            self._read_list(one)

    def _read_list(self, one: etree._Element) -> None:
        name, pattern = one.get(W + "numId", ""), value(one, "abstractNumId") or ""
        starts: dict[int, int] = {}
        for override in one.findall(W + "lvlOverride"):
            level = whole(override.get(W + "ilvl"))
            if (start := value(override, "startOverride")) is not None:
                starts[level] = whole(start, 1)
            if (own := override.find(W + "lvl")) is not None:  # a list that writes a level in its own way counts by itself
                own_pattern = f"{pattern} of {name}"
                self._patterns.setdefault(own_pattern, dict(self._patterns.get(pattern, {})))[level] = _read_level(own)
                pattern = own_pattern if pattern != own_pattern else pattern
        self._lists[name], self._overrides[name] = pattern, starts

    def label(self, name: str, level: int) -> Label | None:
        """Return the label of the next paragraph of the list *name* at *level*, from 0; None where the list says nothing."""
        pattern = self._lists.get(name)
        levels = self._patterns.get(pattern or "", {})
        if pattern is None or level not in levels or not 0 <= level < _LEVELS:
            return None
        counts = self._counts.setdefault(pattern, [None] * _LEVELS)
        own = levels[level]
        if level in self._overrides[name] and (name, level) not in self._begun:
            counts[level] = self._overrides[name][level]
        else:
            before = counts[level]
            counts[level] = own.start if before is None else before + 1
        self._begun.add((name, level))
        for lower in range(level + 1, _LEVELS):
            if lower not in levels or levels[lower].restarts_after > level:
                counts[lower] = None
        if own.counts == "bullet":
            return Label(_BULLET if re.fullmatch("[\ue000-\uf8ff·o§]?", own.pattern) else own.pattern, "bullet")

        def write(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shown = levels.get(other, own)
            count = counts[other] if 0 <= other < _LEVELS else None
            return _write(shown.start if count is None else count, shown.counts)

        places = re.findall("%([1-9])", own.pattern)
        plain = _write(counts[level] or own.start, own.counts) if places == [str(level + 1)] else ""
        return Label(re.sub("%([1-9])", write, own.pattern), own.counts, plain)


def _write(number: int, counts: str) -> str:
    if not 0 < number < 400:  # our roman numbers end there, and lists long before
        return str(number)
    return _WRITTEN.get(counts, str)(number)


def _read_level(level: etree._Element) -> _Level:
    restart = value(level, "lvlRestart")
    own = whole(level.get(W + "ilvl"))
    # 0: never; n: after a paragraph of level n - 1 or above. Source: ECMA-376, part 1, 17.9.10
    restarts_after = own if restart is None else whole(restart)
    counts, pattern = value(level, "numFmt") or "decimal", value(level, "lvlText") or ""
    return _Level(whole(value(level, "start"), 1), counts, pattern, restarts_after)
