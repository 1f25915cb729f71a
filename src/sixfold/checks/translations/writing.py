"""Facts → how the page writes them in a language, which is what a finding says to type."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal

from sixfold.checks.translations.figures import TABLES
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.languages.formatting import convert_figure, format_date
from sixfold.languages.numbers import annex_number, ordinal, roman

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("([0-9]{4})-([0-9]{2})")
_TIME = re.compile("([0-9]{1,2}):([0-9]{2})")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LETTER = re.compile("[a-z]|([a-z])\\1|[ivx]{2,5}")
#: A smaller number may be a year.
_FIRST_GROUPED = 10_000


def written(fact: str, code: LanguageCode, source: str = "") -> str:
    """Return *fact* as `Differences` has it, as the language *code* writes it; what isn't understood, as it is.

    *source* is the source text: what it writes with “million” has words here, too, and 5,400 is no year.

    >>> written("2011-09-27", "es"), written("1500000.5", "es"), written("2010", "es"), written("64/293", "es")
    ('27\\xa0de\\xa0septiembre de 2011', '1.500.000,5', '2010', '64/293')
    >>> written("4300000", "es", "$4.3 million"), written("4300000", "zh", "$4.3 million"), written("5400", "fr", "5,400 people")
    ('4,3 millones', '430万', '5\\xa0400')
    >>> written("15:10", "fr"), written("b", "es"), written("b", "ar"), written("2011-09", "ru")
    ('15\\xa0h\\xa010', 'b)', '(ب)', 'сентября 2011\xa0года')
    """
    if _DAY.fullmatch(fact):
        with suppress(ValueError):  # 31 February
            return format_date(date.fromisoformat(fact), code)
    if month := _MONTH.fullmatch(fact):
        whole = format_date(date(int(month[1]), int(month[2]), 2), code)
        return re.sub(r"^2\s(?:de\s)?|2日", "", whole)
    if time := _TIME.fullmatch(fact):
        return TABLES[code].clock.format(h=time[1], m=time[2])
    if _LETTER.fullmatch(fact):
        lists = LANGUAGES[code].lists
        place = ord(fact) - ord("a") if len(fact) == 1 else -1
        return lists.sub_item.format(letter=lists.letters[place] if place >= 0 else fact)
    return _number(fact, code, source) if _NUMBER.fullmatch(fact) else fact


def _number(fact: str, code: LanguageCode, source: str) -> str:
    value = Decimal(fact)
    grouped = f"{value:,}"
    in_figures = any(convert_figure(grouped, "en", one) in source.replace(" ", "\u00a0") for one in LANGUAGES)
    if source and not in_figures:
        for factor, word in TABLES[code].large:
            if value >= factor and value % (factor // 100) == 0:
                head = convert_figure(f"{(value / factor).normalize():,f}", "en", code)
                return f"{head}{TABLES[code].gap}{word}"
    is_grouped = value >= _FIRST_GROUPED or in_figures
    return convert_figure(grouped if is_grouped else fact, "en", code)


def written_measure(number: Decimal, unit: str | None, code: LanguageCode, source: str) -> str:
    """Return a figure with its unit as the language *code* writes them: 5 %, 5%, 5 процентов.

    >>> written_measure(Decimal(7600000), "euro", "fr", "€7.6 million")
    '7,6 millions d’euros'
    >>> [written_measure(Decimal(5), "percent", code, "5 per cent") for code in ("fr", "es", "ru", "zh")]
    ['5\\xa0%', '5%', '5 процентов', '5%']
    """
    figure = written(f"{number:f}", code, source)
    table = TABLES[code]
    if unit is None:
        return figure
    name = table.names[unit]
    gap = table.before_percent if unit == "percent" else table.gap
    if figure[-1].isalpha() and table.of:  # millions de dollars, millions d’euros
        plain, _, before_vowel = table.of.partition("|")
        gap = before_vowel if before_vowel and name[0] in "aeiou" else plain
    return f"{figure}{gap}{name}"


def written_ordinal(fact: str, code: LanguageCode, source: str) -> str:
    """Return an ordinal as the language *code* writes it, that of an annex where the *source* text has a Roman numeral.

    >>> written_ordinal("25", "es", "the twenty-fifth session"), written_ordinal("3", "zh", "annex III")
    ('vigésimo quinto', '三')
    """
    n = int(fact)
    return annex_number(n, code) if re.search(rf"\b{roman(n)}\b", source) else ordinal(n, code)
