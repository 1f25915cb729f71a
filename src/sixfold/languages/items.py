"""Agenda items and their sub-items, listed as each language lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sixfold.errors import UsageError
from sixfold.languages.facts import Language, ListPatterns, language

_ITEM = re.compile(r"(?P<number>[1-9][0-9]{0,3})(?:\s*\((?P<letter>[a-z])\))?", re.ASCII)


@dataclass(frozen=True)
class Item:
    """An agenda item, or a sub-item of it (`letter`, always the Latin one)."""

    number: int
    letter: str = ""

    @classmethod
    def parse(cls, written: int | str) -> Item:
        """Return the item that *written* names.

        >>> Item.parse(107), Item.parse("69(b)")
        (Item(number=107, letter=''), Item(number=69, letter='b'))

        Raises: UsageError for anything but a number from 1 to 9999, alone or with one letter a to z in brackets.
        """
        match = None if isinstance(written, bool) else _ITEM.fullmatch(str(written).strip())
        if not match:
            raise UsageError(
                f"“{written}” is not an agenda item", hint="write a number, or a number with one letter: 107 or 69(b)"
            )
        return cls(int(match["number"]), match["letter"] or "")


def format_items(items: Sequence[int | str], code: str) -> str:
    """Return *items* as a list; sub-items of one item that follow each other share its number.

    >>> format_items([7, 133], "fr"), format_items([1, 2, 3], "zh")
    ('7 et 133', '1、2和3')
    >>> format_items(["69(a)", "69(b)"], "en"), format_items(["69(b)"], "ar")
    ('69 (a) and (b)', '69 (ب)')

    Raises: UsageError if there is no item, one twice, or one that isn't an item.
    """
    parsed = parse_items(items)
    tongue = language(code)
    groups = [list(group) for _, group in groupby(parsed, key=lambda item: item.number)]
    return join_list([_format_group(group, tongue) for group in groups], tongue.lists)


def parse_items(items: Sequence[int | str]) -> list[Item]:
    """Return *items* parsed, in their order.

    Raises: UsageError if there is no item, one twice, or one that isn't an item.
    """
    if not items:
        raise UsageError("an agenda line needs at least one item", hint="write a number, for example 107 or 69(b)")
    parsed = [Item.parse(item) for item in items]
    for item in parsed:
        if parsed.count(item) > 1:
            written = f"{item.number}({item.letter})" if item.letter else str(item.number)
            raise UsageError(f"agenda item {written} stands twice in the list")
    return parsed


def join_list(words: Sequence[str], patterns: ListPatterns) -> str:
    """Return *words* joined as the language joins a list."""
    return words[0] if len(words) == 1 else patterns.comma.join(words[:-1]) + patterns.last + words[-1]


def _format_group(group: Sequence[Item], tongue: Language) -> str:
    """Return the items of one number: the number alone, or with one or more letters."""
    patterns = tongue.lists
    letters = [patterns.sub_item.format(letter=patterns.letters[ord(item.letter) - ord("a")])
               for item in group if item.letter]  # fmt: skip
    number = str(group[0].number)
    if not letters:
        return number
    sub_items = patterns.item_and_sub_item.format(item=number, sub_item=join_list(letters, patterns))
    return sub_items if len(letters) == len(group) else join_list([number, sub_items], patterns)
