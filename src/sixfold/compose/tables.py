"""Columns of figures: which ones they are, and what lets their decimal marks stand one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: A figure as it is printed: 1,250.5 or 1 250,5, negative, in brackets or per cent, in European or Arabic-Indic digits.
_FIGURE = re.compile(r"[(+\-\u2013\u2212]?(\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d+)(?P<fraction>[.,]\d+)?(?P<end>[ \u00a0]?%?\)?)")

#: What stands for a figure that there isn't: a dash for nil, dots for not available.
_NO_FIGURE = re.compile(r"[-\u2013\u2014\u2212.\u2026]*")


#: What is set in one piece: letters up to a space, a hyphen or an ideograph.
_WORD = re.compile(r"[^\s\-\u2010-\u2014\u3000-\u9fff\uff00-\uffef]+")

#: Letters of average width in a line of a table.
_LINE = 70


def is_folding(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether the longest words of *columns* don't fit beside one another, so that words have to be cut.

    >>> is_folding([["Country", "Bosnia and Herzegovina"], ["Number", "12"]]), is_folding([["x" * 80], ["12"]])
    (False, True)
    """
    return sum(max((len(word) for cell in cells for word in _WORD.findall(cell)), default=0) for cells in columns) > _LINE


#: A cell of more letters may be longer than a page.
_LONG = 600


def is_long(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether a cell of *columns* is so long that its row has to be cut at the end of a page.

    >>> is_long([["Country"], ["Remarks"]]), is_long([["x"], ["word " * 200]])
    (False, True)
    """
    return any(len(cell) > _LONG for cells in columns for cell in cells)


@dataclass(frozen=True)
class _Figure:
    """What follows the whole number in a cell: a fraction with its mark, a sign or bracket."""

    fraction: str = ""
    end: str = ""


def fillers(cells: Sequence[str], decimal_mark: str) -> list[str] | None:
    """Return what each cell of a column lacks at its end to be aligned at the decimal mark, or None for a column of words.

    A column is one of figures if each of its cells is a figure or stands for none, and one is a figure.

    >>> fillers(["1,250.5", "980", "–"], ".")
    ['', '.0', '.0']
    >>> fillers(["7", "twelve"], ".") is None
    True
    """
    figures = [_figure(cell.strip(), decimal_mark) for cell in cells]
    if None in figures or all(_NO_FIGURE.fullmatch(cell.strip()) for cell in cells):
        return None
    found = [figure for figure in figures if figure]
    longest = max(found, key=lambda figure: len(figure.fraction)).fraction
    end = max((figure.end for figure in found), key=len)
    return [_rest(longest, figure.fraction) + end[len(figure.end) :] for figure in found]


def _figure(cell: str, decimal_mark: str) -> _Figure | None:
    if _NO_FIGURE.fullmatch(cell):
        return _Figure()
    match = _FIGURE.fullmatch(cell)
    if not match:
        return None
    fraction = match["fraction"] or ""
    is_group = len(fraction) == 4 and fraction[0] != decimal_mark
    return _Figure("" if is_group else fraction, match["end"])


def _rest(longest: str, fraction: str) -> str:
    return re.sub(r"\d", "0", longest[len(fraction) :])
