"""The blocks of a part → the elements of the page: numbered as the language numbers them, columns of figures aligned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sixfold.catalogs.inline import plain
from sixfold.compose.models import Element, Line
from sixfold.compose.text import Notes, TextRenderer
from sixfold.document.fields import Text
from sixfold.document.model import HEADINGS, Block, Item, Table, count_heading
from sixfold.languages import Numbered, number

#: The elements of lettered paragraphs and of those below them.
_LETTERED: tuple[tuple[str, Numbered], ...] = (("sub-paragraph", "letter"), ("sub-sub-paragraph", "sub_letter"))

#: What stands before the points of a list without numbers, and before those below them. Source: S/2024/228.
BULLETS = ("•", "–")

#: A figure as it is printed: 1,250.5 or 1 250,5, negative, in brackets or per cent, in European or Arabic-Indic digits.
_FIGURE = re.compile(r"[(+\-\u2013\u2212]?(\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d+)(?P<fraction>[.,]\d+)?(?P<end>[ \u00a0]?%?\)?)")
#: What stands for a figure that there isn't: a dash for nil, dots for not available.
_NO_FIGURE = re.compile(r"[-\u2013\u2014\u2212.\u2026]*")

#: What is set in one piece: letters up to a space, a hyphen or an ideograph.
_WORD = re.compile(r"[^\s\-\u2010-\u2014\u3000-\u9fff\uff00-\uffef]+")
#: Letters of average width in a line of a table.
_LINE = 70
#: A cell of more letters may be longer than a page.
_LONG = 600


@dataclass(frozen=True)
class BodyRenderer:
    """Renders the body of one part, whose footnotes are `notes`; paragraphs and headings are counted in `counts`."""

    text: TextRenderer
    notes: Notes
    counts: Counter[str] = field(default_factory=Counter)

    def render(self, blocks: Sequence[Block]) -> Iterator[Element]:
        """Yield the elements of *blocks*."""
        for kind, value in ((block.kind, block.value) for block in blocks):
            if kind in HEADINGS:
                level, numbered = HEADINGS[kind]
                n = count_heading(self.counts, kind)
                lines = self.text.titles(_texts(value), self.notes)
                yield Element(kind, lines, self._sign(numbered, n) if numbered else "", level)
            elif kind == "table":
                yield self._table(value)
            elif kind in ("paragraph", "continued", "indented"):
                yield from (Element(kind, (line,)) for line in self._lines(value))
            elif kind in ("list", "bulleted"):
                yield from self._listed(kind, value)
            elif kind == "lettered":
                yield from self._lettered(value)
            else:
                for item in value:
                    lines = self._lines(item.text)
                    if kind == "preambular":
                        yield Element("paragraph", lines)
                    else:  # numbers go on from block to block, letters begin anew
                        self.counts["numbered"] += 1
                        n = self.counts["numbered"]
                        sign = self.text.figures(self.text.house.language.paragraph_number.format(n=n))
                        yield Element("numbered", lines, sign, position=n)
                    yield from self._lettered(item.items)

    def _lettered(self, items: Sequence[Item], depth: int = 1) -> Iterator[Element]:
        kind, numbered = _LETTERED[min(depth, 2) - 1]
        for position, item in enumerate(items, 1):
            yield Element(kind, self._lines(item.text), self._sign(numbered, position))
            yield from self._lettered(item.items, depth + 1)

    def _listed(self, kind: str, items: Sequence[Item], depth: int = 1) -> Iterator[Element]:
        for position, item in enumerate(items, 1):
            sign = self._sign("list" if depth == 1 else "letter", position) if kind == "list" else BULLETS[depth > 1]
            yield Element(f"listed {kind}-{min(depth, 3)}", self._lines(item.text), sign)
            yield from self._listed(kind, item.items, depth + 1)

    def _table(self, table: Table) -> Element:
        """Return a table; the first column names what its rows are about, whatever it holds."""
        title = self._lines(table.title) if table.title else ()
        cells = [[cell or Text("") for cell in row] for row in (table.columns, *table.rows)]
        rows = [list(self._lines(row)) for row in cells]
        columns = [[plain(cell.text) for cell in column] for column in zip(*cells, strict=True)]
        kinds = ["words"]
        for place, column in enumerate(columns[1:], 1):
            missing = fillers(column[1:], self.text.house.language.decimal_mark)
            kinds.append("words" if missing is None else "figures")
            for row, filler in zip(rows[1:], missing or (), strict=False):
                row[place] = self.text.figure(row[place], filler)
        return Element(
            "table", title, rows=tuple(map(tuple, rows)), columns=tuple(kinds),
            is_folding=is_folding(columns), is_long=is_long(columns),
        )  # fmt: skip

    def _lines(self, value: Text | Sequence[Text]) -> tuple[Line, ...]:
        return self.text.lines(_texts(value), self.notes)

    def _sign(self, kind: Numbered, position: int) -> str:
        return self.text.figures(number(kind, position, self.text.house.language.code))


def _texts(value: Text | Sequence[Text]) -> Sequence[Text]:
    return (value,) if isinstance(value, Text) else value


def fillers(cells: Sequence[str], decimal_mark: str) -> list[str] | None:
    """Return what each cell of a column lacks at its end to be aligned at the decimal mark, or None for a column of words.

    A column is one of figures if each of its cells is a figure or stands for none, and one is a figure.

    >>> fillers(["1,250.5", "980", "–"], ".")
    ['', '.0', '.0']
    >>> fillers(["7", "twelve"], ".") is None
    True
    """
    figures = [_FIGURE.fullmatch(cell.strip()) for cell in cells]
    is_other = [not figure and not _NO_FIGURE.fullmatch(cell.strip()) for figure, cell in zip(figures, cells, strict=True)]
    if not any(figures) or any(is_other):
        return None
    found = []
    for figure in figures:
        fraction, end = (figure["fraction"] or "", figure["end"]) if figure else ("", "")
        is_group = len(fraction) == 4 and fraction[0] != decimal_mark
        found.append(("" if is_group else fraction, end))
    longest = max((fraction for fraction, _ in found), key=len)
    longest_end = max((end for _, end in found), key=len)
    return [re.sub(r"\d", "0", longest[len(fraction) :]) + longest_end[len(end) :] for fraction, end in found]


def is_folding(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether the longest words of *columns* don't fit beside one another, so that words have to be cut.

    >>> is_folding([["Country", "Bosnia and Herzegovina"], ["Number", "12"]]), is_folding([["x" * 80], ["12"]])
    (False, True)
    """
    return sum(max((len(word) for cell in cells for word in _WORD.findall(cell)), default=0) for cells in columns) > _LINE


def is_long(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether a cell of *columns* is so long that its row has to be cut at the end of a page.

    >>> is_long([["Country"], ["Remarks"]]), is_long([["x"], ["word " * 200]])
    (False, True)
    """
    return any(len(cell) > _LONG for cells in columns for cell in cells)
