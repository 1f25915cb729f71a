"""Agenda items and their sub-items, listed as each language lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sixfold.errors import UsageError
from sixfold.languages.language import ListPatterns, language

_NUMBER, _TO = "([1-9][0-9]{0,3})", " ?[-–] ?"
#: 107, 69(b), 13(aa), 12-14 or 69(a)-(d), for JSON Schema as well. The Organization doubles the letters beyond (z): (aa), (bb).
ITEM_PATTERN = rf"{_NUMBER}(?: ?\((([a-z])\3?)\)(?:{_TO}\((([a-z])\5?)\))?|{_TO}{_NUMBER})?"


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


def _place(letter: str) -> int:
    return ord(letter[0]) - ord("a") + 1 + 26 * (len(letter) - 1)


def _letter(place: int) -> str:
    doubled, index = divmod(place - 1, 26)
    return chr(ord("a") + index) * (doubled + 1)


def format_items(items: Sequence[int | str], code: str) -> str:
    """Return *items* as a list; sub-items of one item that follow each other share its number.

    >>> format_items([7, 133], "fr"), format_items([1, 2, 3], "zh")
    ('7 et 133', '1、2和3')
    >>> format_items(["69(a)", "69(b)"], "en"), format_items(["69(b)"], "ar")
    ('69 (a) and (b)', '69 (ب)')
    >>> format_items(["12-14", "69(a)-(d)", 70], "es"), format_items([8, "69(a)", "69(b)", 70], "zh")
    ('12 a 14, 69 a) a d) y 70', '8、69(a)和(b)以及70')

    Raises: UsageError if there is no item, one twice, or one that isn't an item.
    """
    tongue = language(code)
    words, is_nested = [], False
    for number, group in groupby(parse_items(items), key=lambda item: item.number if item.letter else 0):
        parts = [_format_item(item, tongue.lists) for item in group]
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
        members = list(_members(item))
        for member in members:
            if member in seen:
                written = f"{member.number}({member.letter})" if member.letter else str(member.number)
                raise UsageError(f"agenda item {written} stands twice in the list")
        seen.update(members)
        parsed += members if len(members) == 2 else [item]
    return parsed


def _members(item: Item) -> Iterator[Item]:
    for place in item.places:
        yield Item(item.number, _letter(place)) if item.letter else Item(place)


def join_list(words: Sequence[str], patterns: ListPatterns, *, is_nested: bool = False) -> str:
    """Return *words* joined as the language joins a list, or a list of which some members are lists."""
    if len(words) == 1:
        return words[0]
    last = patterns.last
    if is_nested:
        last = patterns.last_of_lists or last
    elif words[-1].startswith("i"):
        last = patterns.last_before_i or last
    return patterns.comma.join(words[:-1]) + last + words[-1]


def _format_item(item: Item, patterns: ListPatterns) -> str:
    """Return the number of an item, or the letter of a sub-item, or from which to which."""
    ends = [item.letter or str(item.number), item.last] if item.last else [item.letter or str(item.number)]
    if item.letter:
        ends = [_format_letter(letter, patterns) for letter in ends]
    return ends[0] if len(ends) == 1 else patterns.range.format(first=ends[0], last=ends[1])


def _format_letter(letter: str, patterns: ListPatterns) -> str:
    sign = patterns.letters[ord(letter[0]) - ord("a")]
    if len(letter) > 1:
        sign = patterns.double_letter.format(letter=sign)
    return patterns.sub_item.format(letter=sign)
