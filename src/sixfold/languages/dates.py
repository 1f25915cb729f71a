"""Dates as running text has them. A day stays with its month by a no-break space."""

from __future__ import annotations

from datetime import date

from sixfold.errors import UsageError
from sixfold.languages.language import Language, language


def format_date(day: date, code: str) -> str:
    r"""Return *day* in words; the French first of the month has its tag `<sup>`.

    >>> format_date(date(2011, 9, 27), "es")
    '27\xa0de\xa0septiembre de 2011'
    >>> format_date(date(2016, 7, 1), "fr")
    '1<sup>er</sup>\xa0juillet 2016'
    """
    tongue = language(code)
    return tongue.dates.date.format(day=_day(day, tongue), month=_month(day, tongue), year=day.year)


def format_date_range(start: date, end: date, code: str) -> str:
    r"""Return the days from *start* to *end*, naming month and year once where they are the same.

    >>> format_date_range(date(2019, 11, 4), date(2019, 11, 15), "zh")
    '2019年11月4日至15日'
    >>> format_date_range(date(2020, 6, 30), date(2020, 7, 17), "en")
    '30\xa0June–17\xa0July 2020'
    >>> format_date_range(date(2012, 10, 4), date(2012, 10, 5), "es")
    '4 y 5\xa0de\xa0octubre de 2012'

    Raises: UsageError if *end* is before *start*.
    """
    if end < start:
        raise UsageError(f"the range of dates ends on {end}, before it begins on {start}")
    if start == end:
        return format_date(start, code)
    tongue = language(code)
    dates = tongue.dates
    pattern = dates.two_years
    if start.year == end.year:
        pattern = dates.same_month if start.month == end.month else dates.same_year
    return pattern.format(
        day=_day(start, tongue), month=_month(start, tongue), year=start.year,
        end_day=_day(end, tongue), end_month=_month(end, tongue), end_year=end.year,
        to=dates.to_next_day if (end - start).days == 1 else dates.to,
    )  # fmt: skip


def _day(day: date, tongue: Language) -> str:
    return (tongue.dates.first_day if day.day == 1 else "{day}").format(day=day.day)


def _month(day: date, tongue: Language) -> str:
    return tongue.dates.months[day.month - 1]
