"""A number and a language → its ordinal, its numeral, the sign of a heading: “sixty-sixth”, “85-е”, “IV”, “四”, “(b)”.

Each language composes ordinals in its own way from its table in data/languages.toml; all know the numbers from 1 to 999.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sixfold.errors import UsageError
from sixfold.languages import language

Numbered = Literal["chapter", "section", "subsection", "paragraph", "letter", "sub_letter", "list"]
Table = Mapping[str, Any]

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def ordinal(n: int, code: str, use: str = "session") -> str:
    """Return the ordinal of *n* in words, in lower case, as it stands with the noun of *use*.

    *use* is session, year, meeting, annex, enclosure, appendix or figure: it decides the gender.

    >>> ordinal(66, "en"), ordinal(71, "fr"), ordinal(71, "es")
    ('sixty-sixth', 'soixante et onzième', 'septuagésimo primer')
    >>> ordinal(66, "ru"), ordinal(66, "ru", "year")
    ('шестьдесят шестая', 'шестьдесят шестой')

    Raises: UsageError for a number outside 1 to 999.
    """
    _check_count(n, use)
    table, gender = language(code).ordinals, language(code).gender[use]
    match code:
        case "en" | "fr":
            return str(table["first"][gender]) if n == 1 and "first" in table else _english_or_french(n, table)
        case "es":
            return _spanish(n, table, gender)
        case "ru":
            return _russian(n, table, gender)
        case "zh":
            return str(table["ordinal"].format(numeral=chinese_numeral(n)))
    return _arabic(n, table, gender)


def ordinal_figure(n: int, code: str, use: str = "meeting") -> str:
    """Return the ordinal of *n* in figures, with its ending.

    >>> [ordinal_figure(85, code) for code in ("en", "fr", "es", "ru", "zh", "ar")]
    ['85th', '85<sup>e</sup>', '85ª', '85-е', '第85', '85']

    Raises: UsageError for a number below 1 or above 9999.
    """
    _check_count(n, use, 9999)
    table, gender = language(code).ordinals, language(code).gender[use]
    pattern = table["figure"][gender]
    exceptions: Mapping[str, str] = table.get("figure_exceptions", {})
    if n == 1 and "figure_first" in table:
        pattern = table["figure_first"][gender]
    elif (code == "en" and n % 100 // 10 != 1) or (gender == "apocope" and n % 100 != 11):
        pattern = exceptions.get(str(n % 10), pattern)
    return str(pattern.format(n=n))


def annex_number(n: int, code: str, use: str = "annex") -> str:
    """Return the number that an annex, enclosure, appendix or figure carries in its heading.

    >>> [annex_number(2, code) for code in ("en", "zh", "ar")]
    ['II', '二', 'الثاني']
    """
    style = language(code).annex_number
    if style == "roman":
        return roman(n)
    return chinese_numeral(n) if style == "chinese" else ordinal(n, code, use)


def list_number(n: int, code: str) -> str:
    """Return the number of an annex as a list of contents has it.

    >>> [list_number(2, code) for code in ("en", "zh", "ar")]
    ['II.', '二.', 'الثاني -']
    """
    pattern: str = language(code).numbering["chapter"][1]
    return pattern.replace("{n}", annex_number(n, code))


def number(kind: Numbered, n: int, code: str) -> str:
    """Return the printed number of the *n*th heading or sub-paragraph of a *kind*, from 1, with its brackets or stop.

    >>> [number("chapter", 2, code) for code in ("en", "zh", "ar")]
    ['II.', '二.', 'ثانيا -']
    >>> [number("letter", 2, code) for code in ("en", "fr", "ar")]
    ['(b)', 'b)', '(ب)']

    Raises: UsageError, where the language has no sign for so high a number.
    Source: Editorial Manual, "Paragraphs and subparagraphs", "Headings"; A/71/1007 for Arabic.
    """
    return str(language(code).numbering[kind][1]).replace("{n}", sign(kind, n, code))


def sign(kind: Numbered, n: int, code: str) -> str:
    """Return what `number` prints, without brackets and stops, as texts refer to it: section II.A.

    >>> sign("chapter", 2, "en"), sign("letter", 2, "ar")
    ('II', 'ب')
    """
    tongue = language(code)
    style = tongue.numbering[kind][0]
    match style:
        case "decimal":
            return str(n)
        case "roman" | "lower-roman":
            return roman(n) if style == "roman" else roman(n).lower()
        case "chinese":
            return chinese_numeral(n)
    signs: Sequence[str] = {
        "upper": _LATIN.upper(), "lower": _LATIN, "abjad": tongue.lists.letters,
        "adverb": tongue.numbering.get("adverbs", ()), "letter-name": tongue.numbering.get("letter_names", ()),
    }[style]  # fmt: skip
    if n > len(signs):
        raise UsageError(f"{tongue.english_name} has no sign for {kind} {n}", hint="divide the text otherwise")
    return signs[n - 1]


def roman(n: int) -> str:
    """Return *n* (1 to 399) in Roman numerals.

    >>> roman(4), roman(19)
    ('IV', 'XIX')
    """
    rest, signs = _check_count(n, most=399), ""
    for value, sign in _ROMAN:
        signs += sign * (rest // value)
        rest %= value
    return signs


def chinese_numeral(n: int) -> str:
    """Return *n* (1 to 999) in Chinese numerals.

    >>> chinese_numeral(10), chinese_numeral(66), chinese_numeral(101), chinese_numeral(110)
    ('十', '六十六', '一百零一', '一百一十')
    """
    table = language("zh").ordinals
    digits, ten = table["digits"], table["ten"]
    hundreds, rest = divmod(_check_count(n), 100)
    tens, units = divmod(rest, 10)
    numeral: str = digits[hundreds] + table["hundred"] if hundreds else ""
    if tens:
        numeral += (digits[tens] if hundreds or tens > 1 else "") + ten
    elif hundreds and units:
        numeral += digits[0]
    return numeral + (digits[units] if units else "")


def capitalized(text: str) -> str:
    """Return *text* with its first letter as a capital, as headings have it; Chinese and Arabic stay."""
    return re.sub(r"\w", lambda letter: letter[0].upper(), text, count=1)


def _check_count(n: int, what: str = "number", most: int = 999) -> int:
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= most:
        raise UsageError(f"{what} {n} can’t be put in words: numbers from 1 to {most} can")
    return n


def _english_or_french(n: int, table: Table) -> str:
    """Return the ordinal of *n*, of which only the last word has the form of one."""
    hundreds, rest = divmod(n, 100)
    if hundreds:
        words = table["hundreds"][hundreds - 1]
        if not rest:
            return str(table["hundredth"].format(hundreds=words))
        return str(table["after_hundreds"].format(hundreds=words, rest=_english_or_french(rest, table)))
    tens, rest = divmod(n, 10)
    if n < 20:
        return str(table["ordinals"][n - 1])
    if not table["tens"][tens - 2]:  # French 70-79 and 90-99
        tens, rest = tens - 1, rest + 10
    if not rest:
        return str(table["tens_ordinal"][tens - 2])
    # United Nations usage: vingt et unième, soixante et onzième, but quatre-vingt-unième and -onzième
    joint = table.get("and", "-") if rest in {1, 11} and tens != 8 else "-"
    return f"{table['tens'][tens - 2]}{joint}{table['ordinals'][rest - 1]}"


def _spanish(n: int, table: Table, gender: str) -> str:
    hundreds, rest = divmod(n, 100)
    words = [table["hundreds"][hundreds - 1]] if hundreds else []
    if rest >= 20:
        words.append(table["tens"][rest // 10 - 2])
        rest %= 10
    if rest:
        words.append(table["ordinals"][rest - 1])
    if gender == "f":
        return " ".join(word[:-1] + "a" for word in words)
    if gender == "apocope":
        words[-1] = table["apocope"].get(words[-1], words[-1])
    return " ".join(words)


def _russian(n: int, table: Table, gender: str) -> str:
    hundreds, rest = divmod(n, 100)
    tens, units = divmod(rest, 10)
    last = table[gender]
    if not rest:
        return str(last["hundreds"][hundreds - 1])
    words = [table["hundreds"][hundreds - 1]] if hundreds else []
    if rest < 20:
        words.append(last["ordinals"][rest - 1])
    elif units:
        words += [table["tens"][tens - 2], last["ordinals"][units - 1]]
    else:
        words.append(last["tens"][tens - 2])
    return " ".join(words)


def _arabic(n: int, table: Table, gender: str) -> str:
    hundreds, rest = divmod(n, 100)
    if hundreds and not rest:
        return str(table["hundreds"][hundreds - 1])
    tens, units = divmod(rest, 10)
    if rest == 1:
        words = str(table["first"][gender])
    elif rest <= 10:
        words = str(table["units"][gender][rest - 2])
    else:
        unit = [table["one"][gender] if units == 1 else table["units"][gender][units - 2]] if units else []
        words = f"{unit[0]} {table['teen'][gender]}" if tens == 1 else " و".join([*unit, table["tens"][tens - 2]])
    if not hundreds:
        return words
    # the hundreds stand after the preposition بعد
    return str(table["after_hundreds"].format(rest=words, hundreds=table["oblique_hundreds"][hundreds - 1]))
