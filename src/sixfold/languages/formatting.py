"""Dates, figures and lists of agenda items → how each language writes them. A day stays with its month by a no-break space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from sixfold.errors import UsageError
from sixfold.languages import Language, ListPatterns, language

#: What stands for a figure that there isn't, in every language: a dash for nil, dots for not available.
_NIL = re.compile(r"[-\u2010-\u2014\u2212.\u2026]+")
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

_NUMBER, _TO = "([1-9][0-9]{0,3})", " ?[-–] ?"
#: 107, 69(b), 13(aa), 12-14 or 69(a)-(d), for JSON Schema as well. The Organization doubles the letters beyond (z): (aa), (bb).
ITEM_PATTERN = rf"{_NUMBER}(?: ?\((([a-z])\3?)\)(?:{_TO}\((([a-z])\5?)\))?|{_TO}{_NUMBER})?"


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


def to_arabic_indic(text: str) -> str:
    """Return *text* with every digit 0-9 as an Arabic-Indic one.

    >>> to_arabic_indic("البند 107")
    'البند ١٠٧'
    """
    return text.translate(_ARABIC_INDIC)


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


@dataclass(frozen=True)
class Item:
    """An agenda item, a sub-item of it (`letter`, always the Latin one), or a range of either, up to `last`."""

    number: int
    letter: str = ""
    last: str = ""

    @classmethod
    def parse(cls, written: int | str) -> Item:
        """Return the item or range that *written* names.

        >>> Item.parse(107), Item.parse("69(b)")
        (Item(number=107, letter='', last=''), Item(number=69, letter='b', last=''))
        >>> Item.parse("12-14"), Item.parse("98 (z)-(bb)")
        (Item(number=12, letter='', last='14'), Item(number=98, letter='z', last='bb'))

        Raises: UsageError for anything but numbers from 1 to 9999, letters a to z, aa to zz in brackets, and their ranges.
        """
        match = None if isinstance(written, bool) else re.fullmatch(ITEM_PATTERN, str(written).strip(), re.ASCII)
        if not match:
            hint = "write a number, a number with one letter, or a range: 107 or 69(b), 12-14, 69(a)-(d)"
            raise UsageError(f"“{written}” is not an agenda item", hint=hint)
        number, letter, _, last_letter, _, last_number = match.groups()
        item = cls(int(number), letter or "", last_letter or last_number or "")
        if item.last and len(item.places) < 2:
            raise UsageError(f"the range of agenda items {written} doesn’t rise", hint="write the lower number or letter first")
        return item

    @property
    def places(self) -> range:
        """The numbers of the items, or the places of the sub-items in the alphabet: (a) is 1, (aa) is 27."""
        if self.letter:
            return range(_place(self.letter), _place(self.last or self.letter) + 1)
        return range(self.number, int(self.last or self.number) + 1)

    @property
    def members(self) -> list[Item]:
        """The items of a range, one by one."""
        if not self.letter:
            return [Item(place) for place in self.places]
        doubled = [divmod(place - 1, 26) for place in self.places]
        return [Item(self.number, chr(ord("a") + index) * (times + 1)) for times, index in doubled]


def _place(letter: str) -> int:
    return ord(letter[0]) - ord("a") + 1 + 26 * (len(letter) - 1)


def format_items(items: Sequence[int | str], code: str) -> str:
    r"""Return *items* as a list; sub-items of one item that follow each other share its number.

    >>> format_items([7, 133], "fr"), format_items([1, 2, 3], "zh")
    ('7 et 133', '1、2和3')
    >>> format_items(["69(a)", "69(b)"], "en"), format_items(["69(b)"], "ar")
    ('69\xa0(a) and (b)', '69\xa0(ب)')
    >>> format_items(["12-14", "69(a)-(d)", 70], "es"), format_items([8, "69(a)", "69(b)", 70], "zh")
    ('12 a 14, 69\xa0a) a d) y 70', '8、69(a)和(b)以及70')

    Raises: UsageError if there is no item, one twice, or one that isn't an item.
    """
    tongue = language(code)
    words, is_nested = [], False
    for number, group in groupby(parse_items(items), key=lambda item: item.number if item.letter else 0):
        parts = []
        for item in group:
            first, last = _written(item.letter or str(item.number), tongue.lists), _written(item.last, tongue.lists)
            parts.append(tongue.lists.range.format(first=first, last=last) if last else first)
        if number:
            is_nested |= len(parts) > 1
            parts = [tongue.lists.item_and_sub_item.format(item=number, sub_item=join_list(parts, tongue.lists))]
        words += parts
    return join_list(words, tongue.lists, is_nested=is_nested)


def count_items(items: Sequence[int | str], code: str) -> int:
    """Return how many *items* a line names, for singular, dual and plural: each sub-item counts, as in “items 69 (a) and (b)”.

    A range counts what it spans; in Arabic a range of sub-items is a matter of its one item.

    >>> count_items([7, "69(a)", "69(b)"], "en"), count_items(["69(a)-(c)"], "fr"), count_items(["69(a)-(c)"], "ar")
    (3, 3, 1)
    """
    is_one = language(code).lists.sub_item_range_is_one
    return sum(1 if item.letter and is_one else len(item.places) for item in parse_items(items))


def parse_items(items: Sequence[int | str]) -> list[Item]:
    """Return *items* parsed, in their order; a range of two as its two members, which are joined by “and”.

    Raises: UsageError if there is no item, one twice, or one that isn't an item.
    """
    if not items:
        raise UsageError("an agenda line needs at least one item", hint="write a number, for example 107 or 69(b)")
    parsed: list[Item] = []
    seen: set[Item] = set()
    for item in map(Item.parse, items):
        members = item.members
        for member in members:
            if member in seen:
                written = f"{member.number}({member.letter})" if member.letter else str(member.number)
                raise UsageError(f"agenda item {written} stands twice in the list")
        seen.update(members)
        parsed += members if len(members) == 2 else [item]
    return parsed


def join_list(words: Sequence[str], patterns: ListPatterns, *, is_nested: bool = False) -> str:
    """Return *words* joined as the language joins a list, or a list of which some members are lists."""
    return "".join(map("".join, zip(words, [*separators(words, patterns, is_nested=is_nested), ""], strict=True)))


def separators(words: Sequence[str], patterns: ListPatterns, *, is_nested: bool) -> list[str]:
    """Return what stands behind each of *words* but the last, where `join_list` joins them."""
    last = patterns.last
    if is_nested:
        last = patterns.last_of_lists or last
    elif words[-1].startswith(("i", "I", "Í")):
        last = patterns.last_before_i or last
    return [*[patterns.comma] * (len(words) - 2), last] if len(words) > 1 else []


def join_words(words: Sequence[str], code: str) -> str:
    """Return *words* of the language *code* joined as it joins words in running text.

    >>> join_words(["Arabic", "English", "French"], "en"), join_words(["العربية", "الفرنسية"], "ar")
    ('Arabic, English and French', 'العربية والفرنسية')
    """
    patterns = language(code).lists
    if between := patterns.between_words:
        return between.join(words)
    return join_list(words, patterns)


def _written(name: str, patterns: ListPatterns) -> str:
    """Return the letter of a sub-item as the language writes it; the number of an item stays."""
    if not name.isalpha():
        return name
    sign = patterns.letters[ord(name[0]) - ord("a")]
    if len(name) > 1:
        sign = patterns.double_letter.format(letter=sign)
    return patterns.sub_item.format(letter=sign)
