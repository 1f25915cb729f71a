"""What stands in a tagged PDF: its paragraphs in reading order, each line with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

#: Baselines of one line differ by less than this part of the type size: raised letters stand 0.35 to 0.4 of it higher.
SAME_LINE = 0.5
#: A gap of this part of the type size is a space.
SPACE = 0.15

#: What holds paragraphs, or is one; everything else is part of a text. Word tags a cell's paragraph, mostly without its table.
_BLOCKS = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "NonStruct",
        "Aside",
        "BlockQuote",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "LBody",
        "TOC",
        "TOCI",
        "Table",
        "THead",
        "TBody",
        "TFoot",
        "TR",
        "TH",
        "TD",
        "Caption",
        "Note",
        "Footnote",
        "Endnote",
        "Textbox",
        "Figure",
    ]
)

_Letter = dict[str, Any]
_Content = tuple[int, int]
"""A page's number, and the number of a marked content on it."""
Cell = tuple[int, int, int]
"""A table, a row and a column, each counted from 0."""


@dataclass(frozen=True)
class Line:
    """A line of a paragraph: its page, its baseline and edges in points from the page's top left corner, its words."""

    page: int
    base: float
    x0: float
    x1: float
    words: Sequence[str]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading or footnote, over as many pages as it has; the cell it stands in, where that is tagged."""

    role: str
    lines: Sequence[Line]
    cell: Cell | None


def read_tagged(path: Path) -> list[Paragraph]:
    """Return the paragraphs of *path* in the order of its structure tree; what stands outside it (heads, feet) is left out."""
    import pdfplumber  # noqa: PLC0415  (of the tests' tools, not of the product)

    letters: dict[_Content, list[_Letter]] = {}
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for char in page.chars:
                if char["mcid"] is not None and not char["text"].isspace():
                    place = page.page_number, char["mcid"]
                    letters.setdefault(place, []).append(char | {"base": page.height - char["matrix"][5]})
    with pikepdf.open(path) as pdf:
        return list(_Reader(pdf, letters).read(pdf.Root.StructTreeRoot, 0, None))


class _Reader:
    """Walks a structure tree, counting tables, rows and columns."""

    def __init__(self, pdf: pikepdf.Pdf, letters: Mapping[_Content, Sequence[_Letter]]) -> None:
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._letters = letters
        self._tables = self._row = self._column = -1

    def read(self, node: Any, page: int, cell: Cell | None) -> Iterator[Paragraph]:
        """Yield the paragraphs of *node*, which stands on *page* and in *cell*."""
        page = self._page(node, page)
        role = str(node.get("/S", ""))[1:]
        cell = self._count(role, cell)
        kids = _kids(node)
        own = [content for kid in kids if not _is_block(kid) for content in self._content(kid, page)]
        if lines := self._lines(own):
            yield Paragraph(role, lines, cell)
        for kid in kids:
            # a footnote is tagged within its call
            for block in [kid] if _is_block(kid) else _blocks_in(kid):
                yield from self.read(block, page, cell)

    def _count(self, role: str, cell: Cell | None) -> Cell | None:
        if role == "Table":
            self._tables, self._row = self._tables + 1, -1
        elif role == "TR":
            self._row, self._column = self._row + 1, -1
        elif role in ("TH", "TD"):
            self._column += 1
            return self._tables, self._row, self._column
        return cell

    def _page(self, node: Any, page: int) -> int:
        return self._pages.get(node.Pg.objgen, page) if "/Pg" in node else page

    def _content(self, node: Any, page: int) -> Iterator[_Content]:
        if not isinstance(node, pikepdf.Dictionary):
            yield page, int(node)
        elif "/MCID" in node:
            yield self._page(node, page), int(node.MCID)
        elif not _is_block(node):
            for kid in _kids(node):
                yield from self._content(kid, self._page(node, page))

    def _lines(self, contents: Sequence[_Content]) -> list[Line]:
        found = [(page, letter) for page, number in contents for letter in self._letters.get((page, number), ())]
        rows: list[tuple[int, list[_Letter]]] = []
        for page, letter in sorted(found, key=lambda one: (one[0], float(one[1]["base"]))):
            if rows and rows[-1][0] == page and _is_same_line(rows[-1][1], letter):
                rows[-1][1].append(letter)
            else:
                rows.append((page, [letter]))
        return [_line(page, sorted(row, key=lambda letter: float(letter["x0"]))) for page, row in rows]


def _is_same_line(row: Sequence[_Letter], letter: _Letter) -> bool:
    size = max(letter["size"], row[0]["size"])
    return bool(letter["base"] - row[0]["base"] < SAME_LINE * size)


def _line(page: int, row: Sequence[_Letter]) -> Line:
    text: str = row[0]["text"]
    for before, letter in pairwise(row):
        text += " " * (letter["x0"] - before["x1"] > SPACE * letter["size"]) + letter["text"]
    return Line(page, max(letter["base"] for letter in row), row[0]["x0"], row[-1]["x1"], text.split())


def _is_block(node: Any) -> bool:
    return isinstance(node, pikepdf.Dictionary) and str(node.get("/S", ""))[1:] in _BLOCKS


def _blocks_in(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Dictionary):
        for kid in _kids(node):
            yield from [kid] if _is_block(kid) else _blocks_in(kid)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
