"""Numbers written with other signs: Roman, Chinese, Arabic-Indic digits."""

from __future__ import annotations

import re

from sixfold.errors import UsageError
from sixfold.languages.language import language

_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
#: Figures in groups of three, 107 500, with a space of any width between; none other beside them, as in 22 917 1234.
GROUPED_FIGURE = re.compile(r"(?<![0-9.,/])(?<![0-9]\s)[0-9]{1,3}(?:\s[0-9]{3}){1,4}(?!\s?[0-9]|/)")

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def to_arabic_indic(text: str) -> str:
    """Return *text* with every digit 0-9 as an Arabic-Indic one.

    >>> to_arabic_indic("البند 107")
    'البند ١٠٧'
    """
    return text.translate(_ARABIC_INDIC)


def keep_figures_whole(text: str) -> str:
    r"""Return *text* with spaces that don't break in figures; it is as long as before.

    >>> keep_figures_whole("12 345 in 2011")
    '12\xa0345 in 2011'
    """
    return GROUPED_FIGURE.sub(lambda match: re.sub(r"[^\S\u202f]", "\u00a0", match[0]), text)


def check_count(n: int, what: str = "number", most: int = 999) -> int:
    """Return *n* if it counts something here.

    Raises: UsageError unless 1 ≤ *n* ≤ *most*.
    """
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= most:
        raise UsageError(f"{what} {n} can’t be put in words: numbers from 1 to {most} can")
    return n


def roman(n: int) -> str:
    """Return *n* (1 to 399) in Roman numerals.

    >>> roman(4), roman(19)
    ('IV', 'XIX')
    """
    rest, signs = check_count(n, most=399), ""
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
    hundreds, rest = divmod(check_count(n), 100)
    tens, units = divmod(rest, 10)
    numeral: str = digits[hundreds] + table["hundred"] if hundreds else ""
    if tens:
        numeral += (digits[tens] if hundreds or tens > 1 else "") + ten
    elif hundreds and units:
        numeral += digits[0]
    return numeral + (digits[units] if units else "")
