"""The body of a part: its blocks, numbered as the language numbers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sixfold.catalogs.inline import plain
from sixfold.compose.models import Element
from sixfold.compose.tables import fillers, is_folding, is_long
from sixfold.compose.text import Notes, Setter
from sixfold.document.model import HEADINGS, Block, Item, Table, Text, count_heading
from sixfold.languages import Numbered, number

#: What stands before the points of a list without numbers, and before those below them. Source: S/2024/228.
BULLETS = ("•", "–")


@dataclass
class BodySetter:
    """Sets bodies, one after the other; paragraphs and headings are counted anew in each."""

    setter: Setter
    counts: Counter[str] = field(default_factory=Counter)

    def body(self, blocks: Sequence[Block], notes: Notes) -> tuple[Element, ...]:
        """Return the elements of *blocks*."""
        self.counts.clear()
        return tuple(element for block in blocks for element in self._block(block, notes))

    def _block(self, block: Block, notes: Notes) -> Iterator[Element]:
        kind, value = block.kind, block.value
        if kind in HEADINGS:
            yield self._heading(kind, value, notes)
        elif kind == "table":
            yield self._table(value, notes)
        elif kind in ("paragraph", "continued"):
            yield Element(kind, (self.setter.line(value, notes),))
        elif kind == "indented":
            yield from (Element(kind, (self.setter.line(text, notes),)) for text in value)
        elif kind in ("list", "bulleted"):
            yield from self._listed(kind, value, notes)
        else:
            yield from self._paragraphs(kind, value, notes)

    def _heading(self, kind: str, value: Text | Sequence[Text], notes: Notes) -> Element:
        level, numbered = HEADINGS[kind]
        n = count_heading(self.counts, kind)
        texts = (value,) if isinstance(value, Text) else value
        sign = self._number(numbered, n) if numbered else ""
        return Element(kind, tuple(self.setter.line(text, notes) for text in texts), sign, level)

    def _paragraphs(self, kind: str, items: Sequence[Item], notes: Notes) -> Iterator[Element]:
        """Yield paragraphs and their sub-paragraphs. Numbers go on from block to block, letters begin anew."""
        for position, item in enumerate(items, 1):
            line = self.setter.line(item.text, notes)
            if kind == "preambular":
                yield Element("paragraph", (line,))
            elif kind == "lettered":
                yield Element("sub-paragraph", (line,), self._number("letter", position))
            else:
                self.counts["numbered"] += 1
                yield Element("numbered", (line,), self._paragraph_number(), position=self.counts["numbered"])
            yield from self._sub_paragraphs(item.items, notes, depth=2 if kind == "lettered" else 1)

    def _sub_paragraphs(self, items: Sequence[Item], notes: Notes, depth: int) -> Iterator[Element]:
        for position, item in enumerate(items, 1):
            sign = self._number("letter" if depth == 1 else "sub_letter", position)
            kind = "sub-paragraph" if depth == 1 else "sub-sub-paragraph"
            yield Element(kind, (self.setter.line(item.text, notes),), sign)
            yield from self._sub_paragraphs(item.items, notes, depth + 1)

    def _listed(self, kind: str, items: Sequence[Item], notes: Notes, depth: int = 1) -> Iterator[Element]:
        for position, item in enumerate(items, 1):
            sign = self._number("list" if depth == 1 else "letter", position) if kind == "list" else BULLETS[depth > 1]
            yield Element(f"listed {kind}-{min(depth, 3)}", (self.setter.line(item.text, notes),), sign)
            yield from self._listed(kind, item.items, notes, depth + 1)

    def _table(self, table: Table, notes: Notes) -> Element:
        """Return a table; the first column names what its rows are about, whatever it holds."""
        title = (self.setter.line(table.title, notes),) if table.title else ()
        head = tuple(self.setter.line(cell, notes) for cell in table.columns)
        rows = [[self.setter.line(cell, notes) if cell else self.setter.nothing() for cell in row] for row in table.rows]
        mark = self.setter.house.language.decimal_mark
        columns = [[plain(cell.text) if cell else "" for cell in cells] for cells in zip(table.columns, *table.rows, strict=True)]
        missing = [None, *(fillers(cells[1:], mark) for cells in columns[1:])]
        for place, column in enumerate(missing):
            for row, filler in zip(rows, column or (), strict=False):
                row[place] = self.setter.figure(row[place], filler)
        kinds = tuple("words" if column is None else "figures" for column in missing)
        cells = (head, *map(tuple, rows))
        return Element("table", title, "", 0, cells, kinds, is_folding=is_folding(columns), is_long=is_long(columns))

    def _paragraph_number(self) -> str:
        pattern = self.setter.house.language.paragraph_number
        return self.setter.figures(pattern.format(n=self.counts["numbered"]))

    def _number(self, kind: Numbered, position: int) -> str:
        return self.setter.figures(number(kind, position, self.setter.house.language.code))
