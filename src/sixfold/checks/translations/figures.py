"""What a text states in figures, as each language writes it: dates, times, numbers, and what it measures. Most patterns are in
data/checks.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

_Fact = TypeVar("_Fact")

#: Its months have no names.
_CHINESE_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?!份?内)"
    r"(?P<days>(?P<first>[0-9]{1,2})日?(?:(?:至|和|、|及|或|到|[-–—])[0-9]{1,2}(?=日|[至和、及或到]))*日)?"
)


@dataclass(frozen=True, eq=False)
class LanguageTable:
    """How one language writes numbers, dates and times, what it measures in, and how it denies.

    `multipliers` maps the groups of `number` to their factors, `numerals` words to numbers, `fractions` are patterns of words
    with the numbers that they may stand for. `weekdays` and `weekday_like` have a pattern for each day, `any_weekday` is one
    for all, `units` one of all with a group for each; `names` are the first forms of weekdays, 0 to 6, and units; `gap` stands
    between a figure and its unit, but per cent. `miswritten` are patterns with what to write instead.
    """

    code: str
    number: re.Pattern[str]
    decimal: str
    date: re.Pattern[str]
    months: re.Pattern[str]
    time: re.Pattern[str]
    decade: re.Pattern[str]
    multipliers: Mapping[str, int]
    numerals: Mapping[str, int]
    own_words: frozenset[str]
    weekdays: tuple[re.Pattern[str], ...]
    any_weekday: re.Pattern[str]
    weekday_like: tuple[re.Pattern[str], ...]
    units: re.Pattern[str]
    periods: frozenset[str]
    names: Mapping[str | int, str]
    fractions: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...]
    century: re.Pattern[str]
    negative: re.Pattern[str]
    negative_like: re.Pattern[str]
    note_call: str
    quotes: str
    clock: str
    large: tuple[tuple[int, str], ...]
    gap: str
    before_percent: str
    of: str
    miswritten: tuple[tuple[re.Pattern[str], str], ...]

    def month(self, written: str) -> int | None:
        """Return the number of the month *written*, from 1; None where it is no month."""
        match = self.months.fullmatch(written)
        return int(match.lastgroup[1:]) if match and match.lastgroup else None


def _table(code: str, raw: Mapping[str, Any]) -> LanguageTable:
    multipliers = sorted(raw["multipliers"].items(), key=lambda pair: -len(pair[0]))
    words = "|".join(f"(?P<x{value}>{pattern})" for pattern, value in multipliers)
    time = _fill(raw["time"], h="(?<![0-9])(?P<h>[0-9]{1,2})", m="(?P<m>[0-9]{2})")
    letter = "" if code == "zh" else r"(?!\w)"
    months = "|".join(f"(?P<m{n}>{pattern})" for n, pattern in enumerate(raw["months"], 1))
    days = rf"(?P<days>(?<![0-9/.])(?:{raw['day']})(?:(?:{raw['between']})(?:{raw['day']}))*)" if months else ""
    month, year = f"(?P<month>{'|'.join(raw['months'])})", r"(?P<year>[0-9]{4})(?![0-9/])"
    measure = f"(?:{'|'.join([*raw['multipliers'], *raw['units'].values()])})"
    return LanguageTable(
        code=code,
        number=re.compile(rf"(?<![0-9])(?:{raw['number']})(?: ?(?:{words}){letter})?"),
        date=re.compile(_fill(raw["date"], days=days, month=month, year=year)) if months else _CHINESE_DATE,
        months=re.compile(months or "(?!)"),
        time=re.compile(time),
        decade=re.compile(raw["decade"]),
        multipliers=MappingProxyType({f"x{value}": value for _, value in multipliers}),
        numerals=MappingProxyType({
            word: int(value) for value, pattern in raw["numerals"].items() for word in pattern.split("|")
        }),
        own_words=frozenset(raw["own_words"]),
        large=tuple((int(factor), written) for factor, written in raw["large"].items()),
        miswritten=tuple(
            (re.compile(pattern.replace("{measure}", measure)), right) for pattern, right in raw["miswritten"]
        ),
        **{name: raw[name] for name in ("decimal", "note_call", "quotes", "clock", "gap", "before_percent", "of")},
        **_words(code, raw),
    )  # fmt: skip


def _words(code: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns of whole words: weekdays, units, fractions, what denies; and the first forms of what has a name."""

    def word(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
        return re.compile(pattern if code == "zh" else rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_]|[\u064b-\u0655])", flags)

    days, forms = raw["weekdays"], {**raw["units"], **raw["periods"]}
    likes = raw["weekday_like"] or [""] * len(days)
    return {
        "weekdays": tuple(map(word, days)),
        "any_weekday": word("|".join(days)),
        "weekday_like": tuple(word(f"{day}|{like}" if like else day) for day, like in zip(days, likes, strict=True)),
        "units": word("|".join(f"(?P<{name}>{pattern})" for name, pattern in forms.items()), 0),
        "periods": frozenset(raw["periods"]),
        "names": {key: re.split(r"[|?(\\[]", pattern)[0] for key, pattern in (*enumerate(days), *forms.items())},
        "fractions": tuple((word(pattern), tuple(numbers)) for pattern, numbers in raw["fractions"].items()),
        **{name: word(raw[name]) for name in ("century", "negative", "negative_like")},
    }


def _fill(pattern: str, **parts: str) -> str:
    """Return *pattern* with each of *parts* in the place of its name, {h}; other braces are the pattern's own."""
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


TABLES: Mapping[str, LanguageTable] = MappingProxyType({
    code: _table(code, raw)
    for code, raw in tomllib.loads(files("sixfold").joinpath("data/checks.toml").read_text(encoding="utf-8")).items()
})  # fmt: skip
"""The tables by language code."""


def take(pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], Iterable[_Fact]]) -> tuple[list[_Fact], str]:
    """Return what *read* finds in the matches of *pattern*, and *text* with “¤” for each match that has something."""
    found: list[_Fact] = []

    def replace(match: re.Match[str]) -> str:
        facts = list(read(match))
        found.extend(facts)
        return "¤" if facts else match[0]

    return found, pattern.sub(replace, text)


# ---- dates: 27 September 2011, 2011年9月27日, du 4 au 15 novembre ----

#: What may stand between two dates that share a year: “ au ”, “ to ”, “ y el ”.
_BETWEEN_DATES = 6
_FIGURES = re.compile(r"[0-9]+")


class Date(NamedTuple):
    """A day, or a month without a day; a year may lack where the text has none."""

    year: int | None
    month: int
    day: int | None = None

    def __str__(self) -> str:
        """Return the date as ISO 8601 has it; what isn't known is --."""
        year, day = (str(self.year) if self.year else "--"), (f"-{self.day:02}" if self.day else "")
        return f"{year}-{self.month:02}{day}"


class _Found(NamedTuple):
    start: int
    end: int
    year: int | None
    month: int
    days: tuple[int, ...]


def take_dates(text: str, table: LanguageTable) -> tuple[list[Date], list[int], str]:
    """Return the dates of *text*, the months without a day or year, and the text with “¤” in the places of the dates."""
    found: list[_Found] = []
    is_chinese = table.date is _CHINESE_DATE
    for match in table.date.finditer(text):
        month = int(match["month"]) if is_chinese else table.month(match["month"])
        days = tuple(int(day) for day in _FIGURES.findall(match["days"] or ""))
        if month and 1 <= month <= 12 and (not is_chinese or all(1 <= day <= 31 for day in days)):
            year = int(match["year"]) if match["year"] else None
            found.append(_Found(match.start(), match.end(), year, month, days))
    if not is_chinese:  # the year of a range stands with its last date, in Chinese with its first
        found.reverse()
    for place, one in enumerate(found[1:], 1):
        other = found[place - 1]
        if one.year is None and max(one.start, other.start) - min(one.end, other.end) <= _BETWEEN_DATES:
            found[place] = one._replace(year=other.year)
    found.sort(reverse=True)
    for one in found:
        if one.days or one.year or is_chinese:  # a month without day or year is a word, and may be another word: May, mars
            text = f"{text[: one.start]}¤{text[one.end :]}"
    stated = [one for one in reversed(found) if one.days or one.year]
    months = [one.month for one in found if one not in stated]
    return [Date(one.year, one.month, day) for one in stated for day in one.days or (None,)], months, text


# ---- times of day: 3.10 p.m., 15 h 10 ----

_AFTERNOON = ("p.m.", "p. m.", "下午", "晚上", "de la tarde", "de la noche", "du soir", "дня", "вечера", "مساء", "بعد الظهر")
#: 15:00, which every language has beside a form of its own.
_CLOCK = re.compile(
    r"(?<![0-9:/.,])(?P<h>[01]?[0-9]|2[0-4]):(?P<m>[0-5][0-9])(?![0-9:/])"
    rf"(?: ?(?P<half>{'|'.join(map(re.escape, _AFTERNOON))}))?"
)


def take_times(text: str, table: LanguageTable) -> tuple[list[tuple[int, int]], str]:
    """Return the times of day in *text* as hours and minutes, and the text with “¤” in their places."""

    def read(match: re.Match[str]) -> Iterator[tuple[int, int]]:
        groups = match.groupdict()
        hours = int(groups["h"])
        is_late = groups.get("half") in _AFTERNOON and hours < 12
        yield hours + 12 if is_late else hours, int(groups["m"] or 0)

    in_words, text = take(table.time, text, read)
    in_figures, text = take(_CLOCK, text, read)
    return in_words + in_figures, text


# ---- numbers: 107 500, 10.75万, 2,5 млн ----


def take_numbers(text: str, table: LanguageTable) -> tuple[list[Decimal], str]:
    """Return the numbers in figures of *text*, and the text with “¤” in their places."""

    def read(match: re.Match[str]) -> Iterator[Decimal]:
        factor = table.multipliers[match.lastgroup] if match.lastgroup else 1
        head = match[0][: match.start(match.lastgroup) - match.start()].strip() if match.lastgroup else match[0].strip()
        tail = ""
        for mark in table.decimal:  # a last group of three after the grouping sign is no decimal
            left, found, right = head.rpartition(mark)
            is_group = len(right) == 3 and (mark == "." if table.code == "es" else mark == "," and table.code == "ar")
            if found and not is_group and right.isdigit():
                head, tail = left, right
                break
        whole = "".join(filter(str.isdigit, head))
        value = Decimal(f"{whole}.{tail}" if tail else whole)
        yield value if factor == 1 else (value * factor).normalize()  # 2.5 million is shown as 2500000, not as 2500000.0

    return take(table.number, table.decade.sub("¤", text), read)


# ---- measures: “5 per cent”, “$7.6 million”, “12 months”; and weekdays ----

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
