"""Arabic text → what runs from left to right in it: document symbols, passages in other scripts, figures.

The bidirectional algorithm lets a figure run on with a Latin word before it, and reads a range that begins a line from left to
right. Isolated, each of them stands where it was typed, whatever is beside it. Source: Unicode Standard Annex 9, W2, W4, W7, X5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sixfold.document.symbols import WHOLE_SYMBOL

#: Stands for the call of a footnote.
NOTE = "\ufffc"

#: Letters, figures and marks of scripts that run from right to left; what is typed to turn the direction.
_RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u2066-\u2069\n"
_LETTER = re.compile(rf"[^\W\d_{_RIGHT_TO_LEFT}]")
#: In Arabic “ opens nothing where it stands behind a word.
_ITEM = re.compile(
    rf"(?P<word>[@#]?(?:[^\W{_RIGHT_TO_LEFT}]|[\u0300-\u036f])+)|(?P<bracket>[()\[\]{{}}”«»]|“(?P<opens>(?=\w)(?<!\w.))?)"
    rf"|(?P<other>[{_RIGHT_TO_LEFT}]+)"
)
_CLOSING = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}

#: What follows the last word of a passage and belongs to it: 5%, https://un.org/, A/65/L.78*, U.S.
_TAIL = re.compile(r"(?<=[0-9])%|/(?![^\s,;)])|\*{1,2}|(?<=\b[A-Za-z]\.[A-Za-z])\.")

#: A number that names something and is no range (of a telephone, of a book, 2011-09-27), or a figure: with its groups and its
#: fraction, a sign or a currency before it; a date, a time.
_NUMBER = re.compile(
    r"(?P<name>\+(?:[ \u00a0()./-]{0,2}[0-9]){7,}|(?<![\w-])[0-9]+(?:-[0-9]+){2,}(?![\w-]))"
    r"|(?:(?<![^\s(\[“”«])[-+\u2212\u2013±])?[$€£¥]?[0-9]+(?:[.,/:\u00a0\u202f][0-9]+)*"
)


class Isolate(NamedTuple):
    """What runs from left to right, from *start* to *end*; a symbol or a passage keeps 0-9 where the figures of a page turn."""

    start: int
    end: int
    keeps_digits: bool


def find_isolates(text: str) -> list[Isolate]:
    """Return what runs from left to right in *text*, which is Arabic, in its order.

    >>> [isolate[:2] for isolate in find_isolates("A/65/497، 26 و ISO 9001")]
    [(0, 8), (10, 12), (15, 23)]
    """
    found = []
    for start, end in _passages(text):
        if _LETTER.search(WHOLE_SYMBOL.sub("", text[start:end])):
            found.append(Isolate(start, end, keeps_digits=True))
        else:  # symbols and nothing else: their list runs from right to left
            found += [Isolate(*match.span(), True) for match in WHOLE_SYMBOL.finditer(text, start, end)]
    rest = [*text]
    for start, end, _ in found:
        rest[start:end] = "x" * (end - start)
    numbers = _NUMBER.finditer("".join(rest))
    return sorted([*found, *(Isolate(*match.span(), bool(match["name"])) for match in numbers)])


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a passage goes: words of other scripts, with the figures and marks between and behind them.

    It has both brackets of a pair or none. Figures before it belong to it unless an Arabic word stands before them: (26 September).
    """
    pairs = _pairs(text)
    start = figures = None
    end, may_begin_with_figures = 0, True
    for item in (*_ITEM.finditer(text), None):
        if item and item.start() < end:
            continue  # in a pair of brackets
        if item and item["word"]:
            if start is None and _LETTER.search(item[0]):
                start = item.start() if figures is None else figures
            elif start is None and figures is None and may_begin_with_figures:
                figures = item.start()
            end = item.end()
        elif item and start is not None and pairs.get(item.start(), 0) > 0:
            end = pairs[item.start()] + 1
        else:
            if start is not None:
                tail = _TAIL.match(text, end)
                yield start, tail.end() if tail else end
            start = figures = None
            may_begin_with_figures = not (item and item["other"] and item[0][-1].isalpha())


def _pairs(text: str) -> dict[int, int]:
    """Return where each bracket is closed that has no Arabic within."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for item in _ITEM.finditer(text):
        if item["other"]:
            opened.clear()
        elif item["bracket"] in _CLOSING and (item["bracket"] != "“" or item["opens"] is not None):
            opened.append(item.start())
        elif item["bracket"] and opened and _CLOSING[text[opened[-1]]] == item["bracket"]:
            pairs[opened.pop()] = item.start()
    return pairs
