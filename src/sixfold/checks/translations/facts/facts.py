"""A text → what it states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from sixfold.catalogs.inline import PLACEHOLDER, strip_tags
from sixfold.checks.translations.facts.dates import Date, take_dates, take_times
from sixfold.checks.translations.facts.numerals import counted, roman_numerals
from sixfold.checks.translations.facts.references import sub_paragraphs, take_addresses, take_resolutions, take_symbols
from sixfold.checks.translations.facts.tables import TABLES, LanguageTable

#: Also the one name whose figures differ: COVID-19 is 2019冠状病毒病.
_NO_FACTS = re.compile(rf"{PLACEHOLDER.pattern}|COVID-19|2019冠状病毒病")
_PLAIN_SIGNS = (
    {
        digit: str(value)
        for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
        for value, digit in enumerate(row)
    }
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u0640", "")
    | {"٫": ".", "٬": ",", "（": "(", "）": ")", "－": "-", "／": "/"}
)
_ODD_SIGN = re.compile(f"[{''.join(_PLAIN_SIGNS)}]")  # ten times as fast as str.translate, which looks at every letter
_FIGURE = re.compile("[0-9]")

_Fact = TypeVar("_Fact")

#: An ordinal from here on is written for its value: sixty-sixth. A smaller one may be a turn of phrase: in the first place.
FIRM_ORDINAL = 11


class Facts(NamedTuple):
    """What a text states, in a form that is the same in every language.

    `numbers` are written in figures. `ordinals` are written in words, or are Roman numerals, and are meant as numbers for sure;
    `words` are numbers that words may stand for. `letters` name sub-paragraphs; `loose_letters` may do so.
    """

    symbols: Counter[str]
    references: Counter[str]
    dates: Counter[Date]
    times: Counter[tuple[int, int]]
    letters: Counter[str]
    loose_letters: Counter[str]
    numbers: Counter[Decimal]
    ordinals: Counter[Decimal]
    words: Counter[Decimal]


@lru_cache(maxsize=4096)  # one source text is compared with five translations
def facts_of(text: str, code: str) -> Facts:
    """Return what *text*, in the language *code*, states."""
    table = TABLES[code]
    rest = _NO_FACTS.sub("¤", strip_tags(text))
    rest = _ODD_SIGN.sub(lambda sign: _PLAIN_SIGNS[sign[0]], rest)
    addresses, rest = take_addresses(rest)
    symbols, rest = take_symbols(rest)
    figures, rest = _take_figures(rest, table)
    firm, soft = _in_words(rest, code)
    return Facts(
        _count(symbols), _count([*figures.resolutions, *addresses]), _count(figures.dates), _count(figures.times),
        _count(figures.letters), _count(figures.loose_letters), _count(figures.numbers), _count(firm), _count(soft),
    )  # fmt: skip


def _count(facts: Sequence[_Fact]) -> Counter[_Fact]:
    """Return how often each of *facts* is stated. Most texts state nothing of most kinds: that is one and the same object."""
    return Counter(facts) if facts else _NOTHING


_NOTHING: Final[Counter[Any]] = Counter()


class _Figures(NamedTuple):
    """What is written in figures, and the letters that may follow them."""

    letters: Sequence[str]
    loose_letters: Sequence[str]
    dates: Sequence[Date] = ()
    times: Sequence[tuple[int, int]] = ()
    resolutions: Sequence[str] = ()
    numbers: Sequence[Decimal] = ()


def _take_figures(text: str, table: LanguageTable) -> tuple[_Figures, str]:
    """Return what stands in figures in *text*, and the text without them; most texts have none."""
    if not _FIGURE.search(text):
        return _Figures(*sub_paragraphs(text, table.code)), text
    dates, rest = take_dates(text, table)
    times, rest = take_times(rest, table)
    resolutions, rest = take_resolutions(rest)
    letters, loose = sub_paragraphs(rest, table.code)
    numbers, rest = _take_numbers(table.decade.sub("¤", rest), table)
    return _Figures(letters, loose, dates, times, resolutions, numbers), rest


def _take_numbers(text: str, table: LanguageTable) -> tuple[list[Decimal], str]:
    numbers: list[Decimal] = []

    def take(match: re.Match[str]) -> str:
        factor = table.multipliers[match.lastgroup] if match.lastgroup else 1
        figures = match[0][: match.start(match.lastgroup) - match.start()] if match.lastgroup else match[0]
        numbers.append(_value(figures.strip(), table) * factor)
        return "¤"

    return numbers, table.number.sub(take, text)


def _value(figures: str, table: LanguageTable) -> Decimal:
    """Return the value of *figures*: a last group of three after the grouping sign is no decimal."""
    head, tail = figures, ""
    for mark in table.decimal:
        left, found, right = figures.rpartition(mark)
        is_group = len(right) == 3 and (mark == "." if table.code == "es" else mark == "," and table.code == "ar")
        if found and not is_group and right.isdigit():
            head, tail = left, right
            break
    whole = "".join(sign for sign in head if sign.isdigit())
    return Decimal(f"{whole}.{tail}" if tail else whole)


def _in_words(text: str, code: str) -> tuple[list[Decimal], list[Decimal]]:
    """Return the numbers in words that are meant as numbers for sure, and those that may be meant so."""
    ordinals, cardinals = counted(text, code)
    romans, letters = roman_numerals(text)
    firm = [n for n in ordinals if n >= FIRM_ORDINAL] + romans
    soft = [n for n in ordinals if n < FIRM_ORDINAL] + cardinals + letters
    return [Decimal(n) for n in firm], [Decimal(n) for n in soft]
