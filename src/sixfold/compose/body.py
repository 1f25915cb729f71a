"""The body of a part: its blocks, numbered as the language numbers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sixfold.compose.running import Line, Notes, Setter
from sixfold.document import Block, Item, Table, Text
from sixfold.languages import Numbered, number

#: Headings, by the key of their block: their level below the title of the part, and how they are numbered.
HEADINGS: dict[str, tuple[int, Numbered | None]] = {
    "chapter": (1, "chapter"),
    "section": (2, "section"),
    "subsection": (3, "subsection"),
    "minor": (4, None),
    "heading": (2, None),
}


@dataclass(frozen=True)
class Element:
    """One thing on the page: a paragraph, a heading, a table.

    `kind` is its class in the stylesheets, `lines` its text (several in a heading only), `number` what is printed before
    it, `level` that of a heading; `rows` are those of a table, its head first.
    """

    kind: str
    lines: tuple[Line, ...] = ()
    number: str = ""
    level: int = 0
    rows: tuple[tuple[Line, ...], ...] = ()

    @property
    def text(self) -> Line:
        """The text of an element that has one."""
        return self.lines[0]


@dataclass
class BodySetter:
    """Sets bodies, one after the other; paragraphs and headings are counted anew in each."""

    setter: Setter
    counts: Counter[str] = field(default_factory=Counter)

    def body(self, blocks: Sequence[Block], notes: Notes) -> list[Element]:
        """Return the elements of *blocks*."""
        self.counts.clear()
        return [element for block in blocks for element in self._block(block, notes)]

    def _block(self, block: Block, notes: Notes) -> Iterator[Element]:
        kind, value = block.kind, block.value
        if kind in HEADINGS:
            yield self._heading(kind, value, notes)
        elif kind == "table":
            yield self._table(value, notes)
        elif kind == "paragraph":
            yield Element("paragraph", (self.setter.line(value, notes),))
        elif kind == "list":
            yield from self._listed(value, notes)
        else:
            yield from self._paragraphs(kind, value, notes)

    def _heading(self, kind: str, value: Text | Sequence[Text], notes: Notes) -> Element:
        level, numbered = HEADINGS[kind]
        self.counts[kind] += 1
        for lower, (lower_level, _) in HEADINGS.items():
            if lower_level > level:
                self.counts[lower] = 0
        texts = (value,) if isinstance(value, Text) else value
        sign = self._number(numbered, self.counts[kind]) if numbered else ""
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
                yield Element("numbered", (line,), self._paragraph_number())
            yield from self._sub_paragraphs(item.items, notes, depth=2 if kind == "lettered" else 1)

    def _sub_paragraphs(self, items: Sequence[Item], notes: Notes, depth: int) -> Iterator[Element]:
        for position, item in enumerate(items, 1):
            sign = self._number("letter" if depth == 1 else "sub_letter", position)
            kind = "sub-paragraph" if depth == 1 else "sub-sub-paragraph"
            yield Element(kind, (self.setter.line(item.text, notes),), sign)
            yield from self._sub_paragraphs(item.items, notes, depth + 1)

    def _listed(self, items: Sequence[Item], notes: Notes, depth: int = 1) -> Iterator[Element]:
        for position, item in enumerate(items, 1):
            sign = self._number("list" if depth == 1 else "letter", position)
            yield Element(f"listed listed-{depth}", (self.setter.line(item.text, notes),), sign)
            yield from self._listed(item.items, notes, depth + 1)

    def _table(self, table: Table, notes: Notes) -> Element:
        rows = (table.columns, *table.rows)
        title = (self.setter.line(table.title, notes),) if table.title else ()
        return Element("table", title, rows=tuple(tuple(self.setter.line(cell, notes) for cell in row) for row in rows))

    def _paragraph_number(self) -> str:
        pattern = self.setter.house.language.paragraph_number
        return self.setter.figures(pattern.format(n=self.counts["numbered"]))

    def _number(self, kind: Numbered, position: int) -> str:
        return self.setter.figures(number(kind, position, self.setter.house.language.code))
