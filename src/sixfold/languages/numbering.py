"""The numbers of headings and sub-paragraphs: I., A., 1., (a), (i), and what each language has in their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from sixfold.errors import UsageError
from sixfold.languages.language import Language, language
from sixfold.languages.numerals import chinese_numeral, roman

Numbered = Literal["chapter", "section", "subsection", "letter", "sub_letter", "list"]

_LATIN = "abcdefghijklmnopqrstuvwxyz"


def number(kind: Numbered, n: int, code: str) -> str:
    """Return the printed number of the *n*th heading or sub-paragraph of a *kind*, from 1, with its brackets or stop.

    >>> [number("chapter", 2, code) for code in ("en", "zh", "ar")]
    ['II.', '二.', 'ثانيا -']
    >>> [number("letter", 2, code) for code in ("en", "fr", "ar")]
    ['(b)', 'b)', '(ب)']

    Raises: UsageError, where the language has no sign for so high a number.
    Source: Editorial Manual, "Paragraphs and subparagraphs", "Headings"; A/71/1007 for Arabic.
    """
    tongue = language(code)
    sign, pattern = tongue.numbering[kind]
    try:
        return str(pattern).replace("{n}", _SIGNS[sign](n, tongue))
    except IndexError:
        raise UsageError(f"{tongue.english_name} has no sign for {kind} {n}", hint="divide the text otherwise") from None


def _nth(signs: tuple[str, ...] | str, n: int) -> str:
    return signs[n - 1]


_SIGNS: dict[str, Callable[[int, Language], str]] = {
    "decimal": lambda n, _: str(n),
    "roman": lambda n, _: roman(n),
    "lower-roman": lambda n, _: roman(n).lower(),
    "upper": lambda n, _: _nth(_LATIN.upper(), n),
    "lower": lambda n, _: _nth(_LATIN, n),
    "chinese": lambda n, _: chinese_numeral(n),
    "abjad": lambda n, tongue: _nth(tongue.lists.letters, n),
    "adverb": lambda n, tongue: _nth(tongue.numbering["adverbs"], n),
    "letter-name": lambda n, tongue: _nth(tongue.numbering["letter_names"], n),
}
