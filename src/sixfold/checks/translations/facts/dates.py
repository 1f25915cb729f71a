"""Dates and times of day in running text: 27 September 2011, 2011年9月27日, du 4 au 15 novembre, 3.10 p.m."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sixfold.checks.translations.facts.tables import LanguageTable

#: What may stand between two dates that share a year: “ au ”, “ to ”, “ y el ”.
_SHARING_GAP = 6

_CHINESE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?!份?内)"
    r"(?P<days>(?P<first>[0-9]{1,2})日?(?:(?:至|和|、|及|或|到|[-–—])[0-9]{1,2}(?=日|[至和、及或到]))*日)?"
)
_FIGURES = re.compile(r"[0-9]+")
_AFTERNOON = ("p.m.", "下午", "晚上")


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


def take_dates(text: str, table: LanguageTable) -> tuple[list[Date], str]:
    """Return the dates of *text*, and the text with “¤” in their places."""
    found = list(_chinese(text) if table.date is None else _dates(text, table))
    found = _share_years(found, backwards=table.code != "zh")
    if table.date is not None:  # a month without day or year is a word, and may be another word: May, mars
        found = [date for date in found if date.days or date.year]
    for one in reversed(found):
        text = f"{text[: one.start]}¤{text[one.end :]}"
    stated = (one for one in found if one.days or one.year)
    return [Date(one.year, one.month, day) for one in stated for day in one.days or (None,)], text


def _dates(text: str, table: LanguageTable) -> Iterator[_Found]:
    for match in table.date.finditer(text) if table.date else ():
        month = table.months.fullmatch(match["month"])
        number = int((month.lastgroup or "m0")[1:]) if month else 0
        days = tuple(int(day) for day in _FIGURES.findall(match["days"] or ""))
        if number and all(1 <= day <= 31 for day in days):
            yield _Found(match.start(), match.end(), int(match["year"]) if match["year"] else None, number, days)


def _chinese(text: str) -> Iterator[_Found]:
    for match in _CHINESE.finditer(text):
        days = tuple(int(day) for day in _FIGURES.findall(match["days"] or ""))
        if 1 <= int(match["month"]) <= 12:
            year = int(match["year"]) if match["year"] else None
            yield _Found(match.start(), match.end(), year, int(match["month"]), days)


def _share_years(found: Sequence[_Found], *, backwards: bool) -> list[_Found]:
    """Return *found* with the year of a range at both its ends: it stands with the last, in Chinese with the first."""
    ordered = list(reversed(found)) if backwards else list(found)
    shared: list[_Found] = []
    for one in ordered:
        if shared and one.year is None and shared[-1].year is not None:
            gap = shared[-1].start - one.end if backwards else one.start - shared[-1].end
            one = one._replace(year=shared[-1].year) if gap <= _SHARING_GAP else one  # noqa: PLW2901
        shared.append(one)
    return list(reversed(shared)) if backwards else shared


def take_times(text: str, table: LanguageTable) -> tuple[list[tuple[int, int]], str]:
    """Return the times of day in *text* as hours and minutes, and the text with “¤” in their places."""
    times: list[tuple[int, int]] = []

    def take(match: re.Match[str]) -> str:
        groups = match.groupdict()
        hours = int(groups["h"])
        if groups.get("half") in _AFTERNOON and hours < 12:
            hours += 12
        times.append((hours, int(groups["m"] or 0)))
        return "¤"

    return times, table.time.sub(take, text)
