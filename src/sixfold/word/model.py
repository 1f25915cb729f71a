"""What a Word file holds, in its order: paragraphs, tables and pictures, with what they look like; nothing is interpreted yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sixfold.word.styles import Label, ParagraphLook

#: What may stand in a Word file that no seed can say, and that a person has to decide on.
Question = Literal["changes", "comments", "text-boxes", "equations", "objects"]


@dataclass(frozen=True)
class Piece:
    """A stretch of text with its tags, outermost first. `note` is the id of the note that it calls, `target` the bookmark named by
    a cross-reference; tabs and line breaks are in the text as such.
    """

    text: str
    tags: tuple[str, ...] = ()
    note: str = ""
    target: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture in a paragraph: its content, its alternative text.

    `crop` is how much of it is cut off at the left, top, right and bottom, as shares; `width_pt` is its width on the page, 0 where
    the file doesn't say it.
    """

    content: bytes
    alternative: str = ""
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    width_pt: float = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its place (from 1, tables' paragraphs counted), its styles.

    `styles` are ids and names of the style and of those below it, in small letters. `size`, `is_bold` and `is_italic` are those of
    nearly all of its letters. `begins_page` says that it is the first of its page, as far as the file tells, `page_break` where in
    it the author broke the page. `section` counts from 0.
    """

    place: int
    styles: Sequence[str] = ()
    look: ParagraphLook = field(default_factory=ParagraphLook)
    pieces: tuple[Piece, ...] = ()
    label: Label | None = None
    size: int = 0
    is_bold: bool = False
    is_italic: bool = False
    is_in_contents: bool = False
    is_boxed: bool = False
    pictures: tuple[Picture, ...] = ()
    bookmarks: tuple[str, ...] = ()
    begins_page: bool = False
    page_break: Literal["", "before", "after"] = ""
    section: int = 0

    @property
    def raw(self) -> str:
        """The text with its tabs and line breaks, without notes."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def text(self) -> str:
        """The text in one line; no-break spaces stay."""
        return fold(self.raw)


@dataclass(frozen=True)
class Cell:
    """A cell: what stands in it, over how many columns of the grid it goes, and whether it goes on from the row above."""

    blocks: tuple[Block, ...]
    across: int = 1
    merge: Literal["", "begin", "continue"] = ""

    @property
    def text(self) -> str:
        """All of its text in one line."""
        return fold(" ".join(paragraph.raw for paragraph in paragraphs_of(self.blocks)))


@dataclass(frozen=True)
class Row:
    """A row of a table. `before` is how many columns of the grid it leaves free before its cells."""

    cells: tuple[Cell, ...]
    is_head: bool = False
    before: int = 0


@dataclass(frozen=True)
class Table:
    """A table: its rows, and in twips the widths of its columns and how far from the margin it begins; `chart` where it is the
    data of one.
    """

    place: int
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    section: int = 0
    indent: int = 0
    chart: bool = False
    has_frame: bool = False

    @property
    def text(self) -> str:
        """All of its text in one line."""
        return fold(" ".join(cell.text for row in self.rows for cell in row.cells if cell.text))


Block = Paragraph | Table


@dataclass(frozen=True)
class Doubt:
    """What a person should look at: a sentence, the paragraph of the Word file (0: none), its first words, and whether the seed has
    it above what it is about.
    """

    what: str
    place: int = 0
    near: str = ""
    is_in_seed: bool = False

    def __str__(self) -> str:
        """Return the sentence with its place: "… (paragraph 12, “In its resolution”)"."""
        return f"{self.what} ({self.where})" if self.place else self.what

    @property
    def where(self) -> str:
        """The place alone: "paragraph 12, “In its resolution”"."""
        return f"paragraph {self.place}" + (f", “{self.near}”" if self.near else "")


@dataclass
class WordDocument:
    """All that is read of a Word file. `heads` and `feet` are the paragraphs of the first page's header and footer, `margins`
    those of other pages.

    The id of a note that isn't numbered ends with its mark, "footnote 3-*"; `note_signs` are the numbers or letters of others.
    """

    body: list[Block] = field(default_factory=list)
    notes: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    note_signs: dict[str, str] = field(default_factory=dict)
    heads: list[Paragraph] = field(default_factory=list)
    feet: list[Paragraph] = field(default_factory=list)
    margins: list[Paragraph] = field(default_factory=list)
    landscape: set[int] = field(default_factory=set)
    language: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of *blocks* in their order, those in tables, too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


def first_words(text: str) -> str:
    """Return the first words of *text*, by which a person finds it in Word."""
    return text if len(text) <= 40 else f"{text[:40].rsplit(' ', 1)[0]} …"


def fold(text: str) -> str:
    """Return *text* in one line, with single spaces; a no-break space is the author's and stays."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
