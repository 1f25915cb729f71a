"""Ordinals in words and in figures: “sixty-sixth”, “soixante-sixième”, “85-е”.

Each language composes in its own way from its table in data/languages.toml; all know the numbers from 1 to 999.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from sixfold.errors import UsageError
from sixfold.languages.language import language
from sixfold.languages.numerals import check_count, chinese_numeral, roman

Case = Literal["nominative", "oblique"]
Table = Mapping[str, Any]


def ordinal(n: int, code: str, use: str = "session", case: Case = "nominative") -> str:
    """Return the ordinal of *n* in words, in lower case, as it stands with the noun of *use*.

    *use* is session, year, meeting, annex, enclosure or appendix: it decides the gender. *case* matters in Arabic only.

    >>> ordinal(66, "en"), ordinal(71, "fr"), ordinal(71, "es")
    ('sixty-sixth', 'soixante et onzième', 'septuagésimo primer')
    >>> ordinal(66, "ru"), ordinal(66, "ru", "year")
    ('шестьдесят шестая', 'шестьдесят шестой')

    Raises: UsageError for a number outside 1 to 999 or an unknown use.
    """
    check_count(n, use)
    gender = _gender(code, use)
    table = language(code).ordinals
    if code == "ar":
        return _arabic(n, table, gender, case)
    return _COMPOSED[code](n, table, gender)


def ordinal_figure(n: int, code: str, use: str = "meeting") -> str:
    """Return the ordinal of *n* in figures, with its ending.

    >>> [ordinal_figure(85, code) for code in ("en", "fr", "es", "ru", "zh", "ar")]
    ['85th', '85<sup>e</sup>', '85ª', '85-е', '第85', '85']

    Raises: UsageError for a number below 1 or above 9999, or an unknown use.
    """
    check_count(n, use, 9999)
    table, gender = language(code).ordinals, _gender(code, use)
    pattern = table["figure"][gender]
    exceptions: Mapping[str, str] = table.get("figure_exceptions", {})
    if n == 1 and "figure_first" in table:
        pattern = table["figure_first"][gender]
    elif (code == "en" and n % 100 // 10 != 1) or (gender == "apocope" and n % 100 != 11):
        pattern = exceptions.get(str(n % 10), pattern)
    return str(pattern.format(n=n))


def annex_number(n: int, code: str, use: str = "annex") -> str:
    """Return the number that an annex, enclosure or appendix carries in its heading.

    >>> [annex_number(2, code) for code in ("en", "zh", "ar")]
    ['II', '二', 'الثاني']
    """
    style = language(code).annex_number
    if style == "roman":
        return roman(n)
    return chinese_numeral(n) if style == "chinese" else ordinal(n, code, use)


def capitalized(text: str) -> str:
    """Return *text* with its first letter as a capital, as headings have it; Chinese and Arabic stay."""
    return re.sub(r"\w", lambda letter: letter[0].upper(), text, count=1)


def _gender(code: str, use: str) -> str:
    genders = language(code).gender
    if use not in genders:
        raise UsageError(f"no ordinals for “{use}”: there are ordinals of {', '.join(genders)}")
    return genders[use]


def _after_hundreds(n: int, table: Table, below_hundred: Callable[[int], str]) -> str:
    """Return the ordinal of *n* where only what follows the hundreds is an ordinal."""
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return below_hundred(rest)
    words = table["hundreds"][hundreds - 1]
    if not rest:
        return str(table["hundredth"].format(hundreds=words))
    return str(table["after_hundreds"].format(hundreds=words, rest=below_hundred(rest)))


def _english(n: int, table: Table, _gender: str) -> str:
    def below_hundred(number: int) -> str:
        tens, units = divmod(number, 10)
        if number < 20:
            return str(table["ordinals"][number - 1])
        if not units:
            return str(table["tens_ordinal"][tens - 2])
        return f"{table['tens'][tens - 2]}-{table['ordinals'][units - 1]}"

    return _after_hundreds(n, table, below_hundred)


def _french(n: int, table: Table, gender: str) -> str:
    def below_hundred(number: int) -> str:
        tens, rest = divmod(number, 10)
        if number < 20:
            return str(table["ordinals"][number - 1])
        if not table["tens"][tens - 2]:  # 70-79 and 90-99
            tens, rest = tens - 1, rest + 10
        if not rest:
            return str(table["tens_ordinal"][tens - 2])
        # United Nations usage: vingt et unième, soixante et onzième, but quatre-vingt-unième and -onzième
        joint = table["and"] if rest in {1, 11} and tens != 8 else "-"
        return f"{table['tens'][tens - 2]}{joint}{table['ordinals'][rest - 1]}"

    return str(table["first"][gender]) if n == 1 else _after_hundreds(n, table, below_hundred)


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


def _chinese(n: int, table: Table, _gender: str) -> str:
    return str(table["ordinal"].format(numeral=chinese_numeral(n)))


def _arabic(n: int, table: Table, gender: str, case: Case) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _arabic_below_hundred(rest, table, gender, case)
    if not rest:
        return str(table["hundreds"][case][hundreds - 1])
    words = table["hundreds"]["oblique"][hundreds - 1]  # after the preposition بعد
    return str(table["after_hundreds"].format(rest=_arabic_below_hundred(rest, table, gender, case), hundreds=words))


def _arabic_below_hundred(n: int, table: Table, gender: str, case: Case) -> str:
    tens, units = divmod(n, 10)
    if n == 1:
        return str(table["first"][gender])
    if n <= 10:
        return str(table["units"][gender][n - 2])
    words: list[str] = []
    if units:
        words.append(table["one"][gender] if units == 1 else table["units"][gender][units - 2])
    if tens == 1:
        return f"{words[0]} {table['teen'][gender]}"
    words.append(table["tens"][case][tens - 2])
    return " و".join(words)


_COMPOSED: Mapping[str, Callable[[int, Table, str], str]] = {
    "en": _english,
    "es": _spanish,
    "fr": _french,
    "ru": _russian,
    "zh": _chinese,
}
