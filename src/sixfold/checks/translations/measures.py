"""What a text counts and measures in: “5 per cent”, “$7.6 million”, “12 months”; and its weekdays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from sixfold.checks.translations.figures import TABLES, LanguageTable, take_numbers

#: A number and what it counts, by its name in data/checks.toml.
Measure = tuple[Decimal, str]

#: What may stand between a figure and its unit: 5 km, a 5-kilometre zone, 5 millones de dólares.
_BEFORE_UNIT = re.compile(r"(?: |-| ?(?:de|d[’']|من) ?)?")
#: Shorter ones with a hyphen are endings of an ordinal: 46-м.
_SHORTEST_WORD = 3
#: A unit that stands before its figure.
_LEADS = re.compile("[A-Z ]*[$€£]|[A-Z]{3,4}|百分之")
#: What may stand between figures that share a unit: 5, 10 and 15 per cent.
_IN_LIST = re.compile(
    r" ?(?:,|،|、)? ?(?:and|or|to|y|o|e|a|al|et|ou|à|и|или|до|по|و|أو|إلى|至|和|或|到|[-–—])? ?", re.IGNORECASE
)  # fmt: skip


class _Figure(NamedTuple):
    value: Decimal
    start: int
    end: int


def take_measures(text: str, table: LanguageTable) -> tuple[list[Measure], str]:
    """Return the figures of *text* that have a unit, each with it, and the text with km² for km2, which is no number."""
    named = [(match.lastgroup or "", match.start(), match.end()) for match in table.units.finditer(text)]
    if not named:
        return [], text
    plain = table.units.sub(lambda match: match[0].replace("2", "²"), text)
    figures = [
        _Figure(value, match.start(), match.end())
        for match in table.number.finditer(plain)
        for value in take_numbers(match[0], table)[0]
    ]
    units: dict[_Figure, str] = {}
    for figure in figures:
        for unit, start, end in named:
            is_ending = plain[figure.end : start] == "-" and end - start < _SHORTEST_WORD
            if (_BEFORE_UNIT.fullmatch(plain, figure.end, start) and not is_ending) or (
                _LEADS.fullmatch(plain, start, end) and not plain[end : figure.start].strip() and end <= figure.start
            ):
                units.setdefault(figure, unit)
    for figure, following in reversed(list(pairwise(figures))):
        if figure not in units and following in units and _IN_LIST.fullmatch(plain, figure.end, following.start):
            units[figure] = units[following]
    return [(figure.value, unit) for figure, unit in units.items()], plain


def count_units(code: str, text: str) -> Counter[str]:
    """Return how often *text* names each unit, with a figure or without; half of something may be 50 per cent of it."""
    table = TABLES[code]
    units = Counter(match.lastgroup or "" for match in table.units.finditer(text))
    units["percent"] += sum(len(pattern.findall(text)) for pattern, _ in table.fractions)
    return units


def weekdays_of(text: str, patterns: Sequence[re.Pattern[str]]) -> list[int]:
    """Return which of *patterns*, those of Monday to Sunday, *text* has; Monday is 0."""
    return [day for day, pattern in enumerate(patterns) if pattern.search(text)]
