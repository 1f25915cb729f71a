"""Spaces and hyphens that end no line: in figures, between a day and its month, "No. 29", "7 posts", "(a) foo", before a dash, in
names in titles.

Source: 173 New York letters of 2025, in English. A day and its month stand in one line 42 times where there was room to part them,
and are parted once; names in titles 40 times and twice; "paragraph 7", "resolution 1" and "2231 (2015)" are parted at any time.
In 24 documents of 2025 and 2026, 8,190 lines, a figure of one digit stands 313 times before a word in the same line, 8 times
against room, and is parted from it twice; the (a) of a list within a sentence 208 times, 12 times, never; "para. 29" and its like
60 times, 3 times, never. Figures of more digits are parted at any time.
In Spanish a line may begin with the month (S/2023/664), in French with a dash (A/HRC/WG.6/7/ITA/1); Russian parts names in titles
(S/2024/228, A/HRC/WG.6/34/ITA/3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sixfold.languages import language

#: Figures in groups of three, 107 500, with a space of any width between; none other beside them, as in 22 917 1234.
GROUPED_FIGURE = re.compile(r"(?<![0-9.,/])(?<![0-9]\s)[0-9]{1,3}(?:\s[0-9]{3}){1,4}(?!\s?[0-9]|/)")

#: Full-width marks whose second half is white: it may stand beyond the end of a line.
CLOSING_MARKS = "，。、；：！？．）》〉」』】〕〗｝］”’"

_CAPITAL = "[A-ZÀ-ÖØ-ÞА-Я]"
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})


def keep_together(text: str, code: str) -> str:
    r"""Return *text* of the language *code* with spaces and hyphens that don't break; it is as long as before.

    >>> keep_together("12 345 on 4 October – No. 29", "en")
    '12\xa0345 on 4\xa0October\xa0– No.\xa029'
    """
    whole = GROUPED_FIGURE.sub(lambda match: re.sub(r"[^\S\u202f]", "\u00a0", match[0]), text)
    return _unbroken(code).sub(lambda match: match[0].translate(_UNBROKEN), whole)


def keep_title_whole(text: str, code: str, *, keeps_names: bool) -> str:
    r"""Return the title *text* with spaces and hyphens that don't break in names; it is as long as before.

    A language that keeps titles whole does so whatever *keeps_names* says, and its last word doesn't stand alone.

    >>> keep_title_whole("Letter to the Security Council", "en", keeps_names=True)
    'Letter to the Security\xa0Council'
    """
    words = language(code).unbroken
    parts = [rf"(?<!\w){_any(words.in_titles)}(?!\w)"] if words.in_titles and (keeps_names or words.keeps_titles) else []
    if words.keeps_titles:
        parts.append(r" (?!to=|form=)(?=(?:<ref )?\S+$)")  # of a text with tags: the space in <ref to="…"> is none
    return re.sub("|".join(parts), lambda match: match[0].translate(_UNBROKEN), text) if parts else text


@cache
def _unbroken(code: str) -> re.Pattern[str]:
    """Return the pattern of what holds together; each part of it ends with the space."""
    tongue = language(code)
    words, dates = tongue.unbroken, tongue.dates
    parts = []
    before_month = dates.date.partition("{month}")[0]
    if before_month.startswith("{day}"):
        first = re.sub("<[^>]*>", "", dates.first_day).format(day="1")
        link = before_month.removeprefix("{day}\u00a0").replace("\u00a0", " ")  # de
        parts.append(rf"(?<![\w.,/])(?:[0-9]{{1,2}}|{first}) (?={link}{_any(dates.months)}(?!\w))")
    if words.before_dash:
        parts.append(" (?=[–—] )")
    if words.keeps_numbers:
        follows_none = "".join(f"(?<!(?i:{re.escape(word)})[ \u00a0])" for word in words.before_figure)
        parts.append(rf"(?<![^\s(“]){follows_none}[1-9] (?=[^\W\d_])")
        parts.append(r"(?<![0-9]\s)\((?:[a-z]|[ivx]{2,4})\) (?=\w)")
    if words.before_figure:
        parts.append(rf"(?<!\w){_any(words.before_figure)} (?=[0-9])")
    if words.after_figure:
        parts.append(rf"(?<=[0-9]) (?={_any(words.after_figure)}(?!\w))")
    if words.before_name:
        parts.append(rf"(?<![\w.])(?:{_any(words.before_name)}|{_CAPITAL}\.) (?={_CAPITAL})")
    return re.compile("|".join(parts))


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
