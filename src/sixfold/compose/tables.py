"""A table → what its template prints: every cell with its place and look, figures aligned, notes below with their letters."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from sixfold.catalogs.inline import parse_inline, plain
from sixfold.compose.models import Line, NoteBelow, Scope, TableCell, TableOnPage, TableRow
from sixfold.compose.text import Notes, TextRenderer
from sixfold.document.fields import Text
from sixfold.document.model import Figure
from sixfold.document.tables import Cell, Table, place_cells
from sixfold.languages.references import Number

#: A figure as it is printed: 1,250.5 or 1 250,5, negative, in brackets, dollars or per cent, in European or Arabic-Indic digits.
_FIGURE = re.compile(r"[(+\-\u2013\u2212]?[$€£¥]?(\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d+)(?P<fraction>[.,]\d+)?[ \u00a0]?%?\)?")
#: What stands for a figure that there isn't: a dash for nil, dots for not available, N/A, s.o. or н/п for not applicable.
_NO_FIGURE = re.compile(r"[-\u2013\u2014\u2212.\u2026]*|[^\W\d_]{1,2}[./][^\W\d_]{1,2}\.?|不适用|لا ينطبق")

#: What is set in one piece: letters up to a space, a hyphen or an ideograph.
_WORD = re.compile(r"[^\s\-\u2010-\u2014\u3000-\u9fff\uff00-\uffef]+")
#: Letters of average width in a line of a table.
_LINE = 70
#: What parts several sources, or several abbreviations.
_PARTED = re.compile("[;；؛]")
#: A cell of more letters may be longer than a page.
_LONG = 600

#: A cell of the rows: its row, and its place in that, from 0.
_Place = tuple[int, int]


class TableRenderer:
    """Renders a table. The notes that it calls are its own, below it, or those of its part in the foot of the page."""

    def __init__(self, table: Table, text: TextRenderer, notes: Notes, numbers: Mapping[str, Number]) -> None:
        """Take the table, what renders its texts, the notes of its part, and the *numbers* of the document, by address."""
        self.table, self.text = table, text
        self.notes = Notes.of(table.notes, numbers, text.house.language.code, outer=notes)

    def render(self, number: Number | None) -> TableOnPage:
        """Return the table with its *number*, if it has one."""
        table, house = self.table, self.text.house
        starts = table.starts
        columns = _columns(table, starts)
        fillings: dict[_Place, str] = {}
        figures = set()
        for n, column in enumerate(columns[1:], 1):  # the first names what its rows are about, whatever it holds
            if (missing := fillers([*column.values()], house.language.decimal_mark)) is not None:
                figures.add(n)
                fillings |= zip(column, missing, strict=True)
        texts = [[*column.values()] for column in columns]
        label = self.text.figures(house.word("table.number", number=number.steps[-1].n)) if number else ""
        looks = {
            "folding": is_folding(texts), "long": is_long(texts), "fixed": table.widths, "headless": not table.head_rows,
            "bottom": len(figures) == table.width - 1, "as-text": table.large, "heading-row": self._is_heading,
            "whole": table.whole,
        }  # fmt: skip
        return TableOnPage(
            label=self.text.fixed(label),
            title=self.text.title(table.title, self.notes) if table.title else None,
            unit=self.text.line(table.unit, self.notes) if table.unit else None,
            head=tuple(self._head(figures)),
            rows=tuple(self._rows(starts, figures, fillings)),
            remarks=tuple(remarks(table, self.text, self.notes)),
            notes=tuple(notes_below(table.notes, self.text, self.notes)),
            width=table.width,
            widths=tuple(f"{100 * width / sum(table.widths or ()):.3f}%" for width in table.widths or ()),
            classes=_classes(looks),
            reach="wide" if table.landscape or table.wide is True else "wide-end" if table.wide else "",
            is_landscape=table.landscape,
        )

    @property
    def _is_heading(self) -> bool:
        """Whether the table is the heading of the text below it: a single row, and no word above the first column."""
        heads = self.table.head_rows
        return len(self.table.rows) == 1 and bool(heads) and not heads[0][0].text

    def _head(self, figures: Container[int]) -> Iterator[TableRow]:
        """Yield the rows of the head. A head across columns stands in the middle of them, one of figures above their ends."""
        rows = self.table.head_rows
        for n, (row, starts) in enumerate(zip(rows, place_cells(rows, self.table.width, ""), strict=True)):
            cells = []
            for cell, start in zip(row, starts, strict=True):
                is_above = cell.text and (self._is_heading or n + cell.down < len(rows))
                looks = {"first": not start, "spanning": cell.across > 1, "above": is_above}
                looks["figures"] = cell.across == 1 and start in figures
                cells.append(self._cell(cell, _classes(looks), "col"))
            yield TableRow("", tuple(cells))

    def _rows(self, starts: Sequence[Sequence[int]], figures: Container[int], fillings: Mapping[_Place, str]) -> Iterator[TableRow]:
        rows = self.table.rows
        for n, (row, cells) in enumerate(zip(rows, self.table.body_rows, strict=True)):
            rendered = []
            for place, (cell, start) in enumerate(zip(cells, starts[n], strict=True)):
                scope: Scope = "" if start else "rowgroup" if row.group else "row"
                is_alone = cell.across == 1 or (len(cell.text) == 1 and _FIGURE.fullmatch(plain(cell.text[0].text).strip()))
                look = _classes({"first": not start, "figures": start + cell.across - 1 in figures and is_alone})
                rendered.append(self._cell(cell, look, scope, fillings.get((n, place))))
            looks = {
                row.kind: row.kind != "cells",
                "slanted": row.group and all("em" in run.tags for text in row.group for run in parse_inline(text.text)),
                "above-total": n + 1 < len(rows) and rows[n + 1].kind in ("subtotal", "total"),
            }
            yield TableRow(_classes(looks), tuple(rendered))

    def _cell(self, cell: Cell, look: str, scope: Scope, filler: str | None = None) -> TableCell:
        lines = self.text.lines(cell.text, self.notes)
        if filler is not None:
            lines = tuple(self.text.figure(line, filler) for line in lines)
        return TableCell(lines, f"{look} in-{cell.indent}" if cell.indent else look, cell.across, cell.down, scope)


def _columns(table: Table, starts: Sequence[Sequence[int]]) -> list[dict[_Place, str]]:
    """Return what is in the cells of each column, without those that reach over several."""
    columns: list[dict[_Place, str]] = [{} for _ in range(table.width)]
    for n, (row, begins) in enumerate(zip(table.body_rows, starts, strict=True)):
        for place, (cell, start) in enumerate(zip(row, begins, strict=True)):
            if cell.across == 1:
                columns[start][n, place] = " ".join(plain(text.text) for text in cell.text)
    return columns


def _classes(looks: Mapping[str, object]) -> str:
    return " ".join(name for name, applies in looks.items() if applies)


def fillers(cells: Sequence[str], decimal_mark: str) -> list[str] | None:
    """Return what each cell of a column lacks at its end to be aligned at the decimal mark, or None for a column of words.

    A column is one of figures if each of its cells is a figure or stands for none. Brackets, signs of per cent and what stands
    for no figure are at the edge. Source: A/80/590, page 3; A/80/605, page 4; A/80/604/Add.12, pages 8 and 12.

    >>> fillers(["1,250.5", "980", "(12)", "–"], ".")
    ['', '.0', '.0', '']
    >>> fillers(["7.5", "", "N/A"], "."), fillers(["–"], ".")
    (['', '', ''], [''])
    >>> fillers(["7", "twelve"], "."), fillers(["", ""], ".")
    (None, None)
    """
    figures = [_FIGURE.fullmatch(cell.strip()) for cell in cells]
    is_other = [not figure and not _NO_FIGURE.fullmatch(cell.strip()) for figure, cell in zip(figures, cells, strict=True)]
    if not any(cell.strip() for cell in cells) or any(is_other):
        return None
    fractions = [figure["fraction"] or "" if figure else "" for figure in figures]
    fractions = ["" if len(one) == 4 and one[0] != decimal_mark else one for one in fractions]  # a group of thousands is none
    longest = max(fractions, key=len)
    return [re.sub(r"\d", "0", longest[len(one) :]) if figure else "" for one, figure in zip(fractions, figures, strict=True)]


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


def remarks(owner: Table | Figure, renderer: TextRenderer, notes: Notes) -> Iterator[Line]:
    """Yield what stands below *owner* without a letter: source, note, abbreviations, each after its word."""
    for kind in ("source", "note", "abbreviations"):
        text: Text | None = getattr(owner, kind)
        if text:
            word = kind if kind == "note" else kind.removesuffix("s") + ("s" if _PARTED.search(text.text) else "")
            yield renderer.line(text, notes, renderer.house.word(f"table.{word}", text=text.text))


def notes_below(texts: Mapping[str, Text], renderer: TextRenderer, notes: Notes) -> Iterator[NoteBelow]:
    """Yield the notes *texts* in the order of their letters, those of *notes*."""
    for key, mark in notes.marks.items():
        yield NoteBelow(renderer.note_mark(mark), renderer.line(texts[key]))
