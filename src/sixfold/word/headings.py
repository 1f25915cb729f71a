"""The number of a heading as it is typed → the key of a seed whose own count prints that number."""

from __future__ import annotations

import re
from collections import Counter

from sixfold.document.model import count_heading
from sixfold.languages import roman

#: Headings without number, by level. The fifth degree is none of a seed's.
_UNNUMBERED = {1: "heading", 2: "heading", 3: "subheading", 4: "minor", 5: "minor"}
_NUMBERED = {1: "chapter", 2: "section", 3: "subsection", 4: "point"}
#: Signs that each of the six languages has for them.
_MOST = {"chapter": 20, "section": 26, "subsection": 99, "point": 26}


def _sign(kind: str, number: int) -> str:
    """Return how a heading of *kind* is numbered.

    >>> _sign("chapter", 4), _sign("section", 2), _sign("subsection", 3), _sign("point", 1)
    ('IV.', 'B.', '3.', '(a)')
    """
    letter = chr(ord("A") + (number - 1) % 26)
    signs = {"chapter": f"{roman(number)}.", "section": f"{letter}.", "subsection": f"{number}.", "point": f"({letter.lower()})"}
    return signs[kind]


def choose_heading(counts: Counter[str], level: int, label: str) -> tuple[str, str]:
    """Return the key of a heading of *level* that is typed with *label*, and the number that has to be typed all the same.

    The key is the numbered one whose next number the label is, that of the level first. Where there is none, the heading is one
    without number, and its number stays in its words.
    """
    if label:
        level_kind = _NUMBERED.get(level, "")
        others = [kind for kind in _NUMBERED.values() if kind != level_kind]
        for kind in filter(None, [level_kind, *others]):
            if counts[kind] < _MOST[kind] and _fits(label, _sign(kind, counts[kind] + 1)):
                count_heading(counts, kind)
                return kind, ""
    kind = _UNNUMBERED[min(level, 5)]
    count_heading(counts, kind)
    return kind, label


def _fits(label: str, sign: str) -> bool:
    return re.sub(r"[\s.]", "", label) == re.sub(r"[\s.]", "", sign)
