"""The rules of the six languages. Here: data/languages.toml → `Language`, what a language of the Organization brings to a page."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from sixfold.errors import UsageError, near_match

LanguageCode = Literal["ar", "en", "es", "fr", "ru", "zh"]
LANGUAGE_CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)


@dataclass(frozen=True)
class DatePatterns:
    """How a date is written: month names from January, and patterns with the placeholders {day}, {month}, {year}.

    {to} stands between two days: `to`, or `to_next_day` where the second follows the first.
    """

    months: tuple[str, ...]
    first_day: str
    date: str
    same_month: str
    same_year: str
    two_years: str
    to: str = ""
    to_next_day: str = ""


@dataclass(frozen=True)
class UnbrokenWords:
    """Words that stand in one line with a figure before or after them, or with a name; names that are whole in titles.

    `before_dash` says that no line begins with a dash, `keeps_numbers` that none ends with a figure of one digit, or with the (a)
    of a list within a sentence, `keeps_titles` that titles part no name in any layout, and end with no word alone.
    """

    before_figure: tuple[str, ...] = ()
    after_figure: tuple[str, ...] = ()
    before_name: tuple[str, ...] = ()
    in_titles: tuple[str, ...] = ()
    before_dash: bool = False
    keeps_numbers: bool = False
    keeps_titles: bool = False


@dataclass(frozen=True)
class ListPatterns:
    """How numbers and sub-items are listed.

    `letters` stand for (a), (b), (c) …, Arabic has its own; `double_letter` for (aa), (bb), …; `range` has the placeholders
    {first} and {last}. Instead of `last`, `last_of_lists` stands where a member of the list is a list, `last_before_i`
    before the letter i.
    `between_words` stands between any two words, where that differs from numbers.
    `sub_item_range_is_one` says that 69 (a) to (c) counts as one item, in the singular.
    """

    comma: str
    last: str
    range: str
    sub_item: str
    item_and_sub_item: str
    letters: tuple[str, ...]
    double_letter: str = "{letter}{letter}"
    last_of_lists: str = ""
    last_before_i: str = ""
    between_words: str = ""
    sub_item_range_is_one: bool = False


@dataclass(frozen=True, eq=False)
class Language:
    """One of the six official languages.

    Headers of catalogs say `unofficial`, “Unofficial translation”, and have `plural_forms`, gettext's rule (GNU gettext manual,
    “Plural forms”; Spanish and French in two forms, where CLDR has three).

    `masthead_language` is the code of the language of the distribution block; `note_mark` a pattern with the placeholder {mark}
    for the footnote star inside an agenda line, `footnote_mark` one for the number of any other note; `gender` that of the noun
    an ordinal stands with, by use; `stretched_names` what the masthead makes of a name; `word_organs` the organs whose sessions
    are counted in words where those of the others are counted in figures; `keeps_short_prefixes` says that no line ends with
    "Non-"; `unparted` are beginnings of words with a hyphen where the dictionary would part them and documents don't; `unbroken`
    the words that end no line; `ordinals` the tables that `numbers.ordinal` composes from; `numbering` the sign and the pattern
    of each kind of heading and sub-paragraph; `references` the words of references to each kind of thing that has a number, {n}:
    for one, two (Arabic) and several.
    """

    code: str
    english_name: str
    unofficial: str
    plural_forms: str
    direction: Literal["ltr", "rtl"]
    job_letter: str
    masthead_language: str
    signature_order: Literal["name-first", "role-first"]
    hyphenate: bool
    decimal_mark: Literal[".", ","]
    thousands_mark: str
    note_mark: str
    annex_number: Literal["roman", "chinese", "ordinal"]
    gender: Mapping[str, str]
    lists: ListPatterns
    dates: DatePatterns
    ordinals: Mapping[str, Any]
    numbering: Mapping[str, Any]
    references: Mapping[str, tuple[str, ...]]
    unbroken: UnbrokenWords = UnbrokenWords()
    footnote_mark: str = "{mark}"
    stretched_names: Mapping[str, str] = field(default_factory=dict)
    word_organs: tuple[str, ...] = ()
    keeps_short_prefixes: bool = False
    unparted: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Pickle as the code: there is one object for each language, in every process."""
        return language, (self.code,)


def _frozen(value: Any) -> Any:
    """Return *value* with lists as tuples and tables read-only."""
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(one) for key, one in value.items()})
    return value


_PLACE = files("sixfold").joinpath("data/languages.toml")
_TABLES: Mapping[str, Any] = _frozen(tomllib.loads(_PLACE.read_text(encoding="utf-8")))
_PATTERNS = {"lists": ListPatterns, "dates": DatePatterns, "unbroken": UnbrokenWords}
#: The six languages by code, in the order of the codes: ar en es fr ru zh.
LANGUAGES: Mapping[str, Language] = MappingProxyType({
    code: Language(code, **{**facts, **{name: patterns(**facts.get(name, {})) for name, patterns in _PATTERNS.items()}})
    for code, facts in sorted(_TABLES.items())
})


def language(code: str) -> Language:
    """Return the language of *code*.

    >>> language("ru").english_name, language("ru").masthead_language
    ('Russian', 'en')

    Raises: UsageError for any code but the six.
    """
    if code in LANGUAGES:
        return LANGUAGES[code]
    hint = near_match(code.lower()[:2], LANGUAGES)
    raise UsageError(f"unknown language “{code}”: the six are {', '.join(LANGUAGES)}", hint=hint)
