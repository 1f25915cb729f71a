"""Figures that stand alone, as in the cell of a table: read in one language, written in another."""

from __future__ import annotations

import re
from functools import cache

from sixfold.languages.language import language

#: What stands for a figure that there isn't, in every language: a dash for nil, dots for not available.
_NIL = re.compile(r"[-\u2010-\u2014\u2212.\u2026]+")


def is_figure(text: str, code: str) -> bool:
    """Tell whether *text* is a figure of the language *code* and nothing else, or a mark for none.

    >>> is_figure("1,250.5", "en"), is_figure("(12)", "en"), is_figure("–", "en")
    (True, True, True)
    >>> is_figure("12 per cent", "en"), is_figure("1,25", "en"), is_figure("A/66/398", "en")
    (False, False, False)
    """
    return bool(_NIL.fullmatch(text) or _pattern(code).fullmatch(text))


def convert_figure(text: str, source: str, target: str) -> str:
    """Return the figure *text* of the language *source* with the marks of the language *target*.

    Thousands are parted where they were: a year stays 2010. Source: ST/DCS/2 and the practice measured in real documents,
    a comma in English, a point in Spanish, a no-break space in the others.

    >>> convert_figure("1,250.5", "en", "es"), convert_figure("(12,345)", "en", "fr"), convert_figure("2010", "en", "ru")
    ('1.250,5', '(12\\xa0345)', '2010')
    """
    found = _pattern(source).fullmatch(text)
    if not found:
        return text
    writing = language(target)
    whole = writing.thousands_mark.join(re.findall("[0-9]+", found["whole"]))
    fraction = writing.decimal_mark + found["fraction"][1:] if found["fraction"] else ""
    return f"{found['before']}{whole}{fraction}{found['after']}"


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """Return how a figure is written in the language *code*; thousands may also be parted by any space."""
    thousands = rf"[{re.escape(language(code).thousands_mark)} \u00a0\u2009\u202f]"
    decimal = re.escape(language(code).decimal_mark)
    whole = rf"[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|[0-9]+"
    return re.compile(rf"(?P<before>[(+\-\u2013\u2212]?)(?P<whole>{whole})(?P<fraction>{decimal}[0-9]+)?(?P<after>\)?)")
