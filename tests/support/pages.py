"""Reading pages back in tests: lines of text, rules, ink, faces. Lengths are points from the page's top left corner."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import polib
import pypdfium2
from pdfminer.layout import LTChar, LTFigure, LTRect
from pdfminer.pdftypes import resolve1

from sixfold.catalogs.inline import parse_inline, plain
from sixfold.compose import Composition, compose
from sixfold.document.loading import load_document, load_house, translate_document
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.units import Translation, translate
from sixfold.pdf.editions import PLAIN, Edition, EditionName, make_edition
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.made_once import made_once

CHECKOUT = Path(__file__).parents[2]
SLUG = "A-66-398"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
PROJECT = Project(CHECKOUT)

#: Baselines of one line differ by less than this: the masthead has two lines 0.6 points apart.
_SAME_LINE = 0.3
#: A gap this many points wide parts two columns, or a page number and a job number.
_COLUMN_GAP = 40.0
#: A gap of this part of the type size is a space.
_SPACE = 0.15
#: Where the text of a page stands: below the head and above the feet.
FLOW_TOP, FLOW_TOP_FIRST, FLOW_BOTTOM = 80.0, 222.0, 705.0

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_LEFT_TO_RIGHT = re.compile(r"[0-9A-Za-z\u0660-\u0669]+(?:[/.\-][0-9A-Za-z\u0660-\u0669]+)*")


@dataclass(frozen=True)
class Glyph:
    """A letter on a page. `x1` is where the next one would stand, without tracking.

    `skew` is how it is slanted: the second and third number of its matrix. Source: ISO 32000-1, 9.4.4.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    skew: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Line:
    """A line of text, in the order in which it is read."""

    glyphs: tuple[Glyph, ...]
    text: str

    @property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        sizes = [glyph.size for glyph in self.glyphs]
        return max(sizes, key=sizes.count)

    @property
    def first_size(self) -> float:
        return self.glyphs[0].size

    @property
    def is_bold(self) -> bool:
        return all("Bold" in glyph.font for glyph in self.glyphs)

    def __str__(self) -> str:
        bold = " bold" if self.is_bold else ""
        return f"“{self.text}” x {self.x0:.1f}-{self.x1:.1f} base {self.baseline:.1f} size {self.size:g}{bold}"


@dataclass(frozen=True)
class Rectangle:
    """A box on a page: a rule, a bar of a bar code, what the ink of a mark fills."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page as a reader sees it, lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rectangles: tuple[Rectangle, ...]

    @property
    def rules(self) -> tuple[Rectangle, ...]:
        """Its horizontal rules."""
        return tuple(box for box in self.rectangles if box.bottom - box.top < 2 and box.x1 - box.x0 > 20)

    @property
    def flow(self) -> tuple[Line, ...]:
        """The lines between head and feet: the session, titles, text, signature."""
        top = FLOW_TOP_FIRST if self.number == 1 else FLOW_TOP
        return tuple(line for line in self.lines if top < line.baseline < FLOW_BOTTOM)

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        return tuple(glyph for line in self.lines for glyph in line.glyphs)

    def line(self, start: str) -> Line:
        """Return the one line that begins with *start*."""
        found = [line for line in self.lines if line.text.startswith(start)]
        assert len(found) == 1, f"{len(found)} lines of page {self.number} begin with “{start}”"
        return found[0]


@dataclass(frozen=True)
class Pdf:
    """What is in a PDF file."""

    content: bytes = field(repr=False)
    metadata: dict[str, str]
    pages: tuple[Page, ...] = field(repr=False)

    @property
    def title(self) -> str:
        return self.metadata["Title"]

    @property
    def flow(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.flow)

    @property
    def text(self) -> str:
        """The text between head and feet, a line after the other."""
        return "\n".join(line.text for line in self.flow)


# What is set: one rendering of each edition for all tests


@cache
def engine() -> Engine:
    """Return the engine that tests share; the derived faces are those of the checkout, not made again."""
    return Engine(PROJECT.templates, prepare_fonts(PROJECT.build))


@cache
def composition(code: str) -> Composition:
    """Return A/66/398 in the language *code*, composed once."""
    document = load_document(CHECKOUT / "seeds" / f"{SLUG}.yaml")
    return compose_edition(PROJECT, document, code)  # type: ignore[arg-type]


#: The head of a made-up document, without the emblem: to read its 5,000 numbers is most of the work of reading a short page.
HEAD = {"symbol": "A/66/1", "organ": "general-assembly", "date": "2011-10-04", "job": "11-12345", "emblem": False}


def compose_seed(seed: Mapping[str, Any], code: str = "en", folder: Path = Path(), *, is_proof: bool = False) -> Composition:
    """Return a made-up document in the language *code*: its texts are the same, taken for translated where it isn't its own.

    What *seed* lacks is of `HEAD`; pictures lie in *folder*.
    """
    document = parse_seed(json.dumps(HEAD | seed), Path("seed.yaml")).lying_in(folder)
    if code != document.own_language:
        document = translate(document, code, lambda _, text: Translation("translated", text))  # type: ignore[arg-type]
    return compose(document, load_house(PROJECT, code), PROJECT.templates, is_proof=is_proof)  # type: ignore[arg-type]


def set_page(page: Composition, name: EditionName | None = None) -> bytes:
    """Return the edition *name* of *page*, or the page as the engine makes it by itself."""
    edition = make_edition(name, page.metadata) if name else PLAIN
    return made_once(lambda: engine().render(page.html, edition), "set", page.html, str(name), str(page.metadata))


def html(code: str) -> str:
    """Return the HTML of A/66/398 in the language *code*."""
    return composition(code).html


def screen(code: str) -> Edition:
    """Return the screen edition of A/66/398 in the language *code*, for an engine."""
    return make_edition("screen", composition(code).metadata)


@cache
def edition(code: str) -> Pdf:
    """Return the screen edition of A/66/398 in the language *code*, rendered once."""
    return read_pdf(set_page(composition(code), "screen"))


@cache
def translated(code: str) -> Document:
    """Return A/66/398 itself in the language *code*."""
    document = load_document(CHECKOUT / "seeds" / f"{SLUG}.yaml")
    return translate_document(PROJECT, document, code)  # type: ignore[arg-type]


def translations(code: str) -> dict[str, str]:
    """Return the texts of A/66/398 by address, in the order of the document, as the catalog has them (tags and all)."""
    path = PROJECT.catalog_template(SLUG) if code == "en" else PROJECT.catalog(code, SLUG)
    units = [unit for unit in polib.pofile(str(path)) if not unit.obsolete]
    return {unit.comment.partition(":")[0]: unit.msgid if code == "en" else unit.msgstr for unit in units}


def emphasized(text: str) -> list[str]:
    """Return what stands in `<em>` in *text*."""
    return [run.text for run in parse_inline(text) if "em" in run.tags]


def compact(text: str) -> str:
    """Return the letters and marks of *text*: no spaces, no hyphens (a line may have been hyphenated), no Arabic points."""
    kept = unicodedata.normalize("NFKC", plain(text))
    return "".join(
        c for c in kept if not c.isspace() and c not in "-\u2010\u2011\u2060" and not unicodedata.combining(c)
    )


# Reading


def read_pdf(content: bytes) -> Pdf:
    """Return the lines and rectangles of the PDF *content*.

    Left out are points of letters that stand alone (Arabic vowels), and kashida.
    """

    def read() -> Pdf:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = tuple(_read_page(page) for page in pdf.pages)
            return Pdf(content, dict(pdf.metadata), pages)

    return made_once(read, "read", content)


def read_page(content: bytes, number: int) -> Page:
    """Return page *number* of the PDF *content*, as `read_pdf` does."""

    def read() -> Page:
        with pdfplumber.open(io.BytesIO(content), pages=[number]) as pdf:
            return _read_page(pdf.pages[0])

    return made_once(read, "read page", str(number), content)


def _read_page(page: Any) -> Page:
    """Read pdfminer's own objects: the dictionaries that pdfplumber makes of them cost a third of the reading."""
    things = list(_laid_out(page.layout))
    page.close()  # 24 pages would keep 100 MB
    chars = [thing for thing in things if isinstance(thing, LTChar)]
    glyphs = [
        Glyph(
            char.get_text(),
            *_ends(char),
            page.height - char.matrix[5],
            round(char.size, 2),
            char.fontname,
            (round(char.matrix[1], 3), round(char.matrix[2], 3)),
        )
        for char in chars
        if not char.get_text().isspace() and not unicodedata.combining(char.get_text()[0]) and not _is_kashida(char)
    ]
    lines = [Line(tuple(row), _text(row)) for row in _rows(glyphs)]
    highest = page.height + page.mediabox[1]
    boxes = tuple(
        Rectangle(box.x0, box.x1, highest - box.y1, highest - box.y0) for box in things if isinstance(box, LTRect)
    )
    return Page(page.page_number, page.width, page.height, tuple(sorted(lines, key=lambda line: line.baseline)), boxes)


def _is_kashida(char: LTChar) -> bool:
    """Tell whether a letter is one of the glyphs that lengthen words: a typed tatweel has another width."""
    return bool(char.get_text() == "\u0640" and round(char.adv * char.matrix[0] / char.size, 3) in (0.03, 0.2))


def _ends(char: LTChar) -> tuple[float, float]:
    """Return from where to where a letter stands: a slanted one reaches farther."""
    a, _, c, _, x, _ = char.matrix
    return (x, x + char.adv * a) if c else (char.x0, char.x1)


def _laid_out(container: Any) -> Iterator[Any]:
    """Yield what is drawn, in figures, too."""
    for thing in container:
        if isinstance(thing, LTFigure):
            yield from _laid_out(thing)
        else:
            yield thing


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each line in the order in which it is read: a line is Arabic if most of its letters are."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline < _SAME_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        part: list[Glyph] = []
        for glyph in sorted(row, key=lambda glyph: glyph.x0):
            if part and glyph.x0 - part[-1].x1 > _COLUMN_GAP:
                yield _reading_order(part)
                part = []
            part.append(glyph)
        yield _reading_order(part)


def _reading_order(row: list[Glyph]) -> list[Glyph]:
    return row[::-1] if _is_arabic("".join(glyph.text for glyph in row)) else row


def _is_arabic(text: str) -> bool:
    return len(_ARABIC.findall(text)) > len(_LATIN.findall(text))


def _text(row: list[Glyph]) -> str:
    """Return the text of a line, with a space where there is a gap; figures and symbols in Arabic run from left to right."""
    pieces = [row[0].text]
    for before, glyph in pairwise(row):
        gap = max(glyph.x0 - before.x1, before.x0 - glyph.x1)
        pieces.append(" " * (gap > _SPACE * glyph.size) + glyph.text)
    text = "".join(pieces)
    return _LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], text) if _is_arabic(text) else text


def ink(content: bytes, number: int, region: tuple[float, float, float, float], scale: int = 10) -> Rectangle:
    """Return the box of what is dark inside *region* (x0, top, x1, bottom) of page *number*, to 0.1 points."""
    x0, top, x1, bottom = (round(edge * scale) / scale for edge in region)
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[number - 1]
        around = (x0, page.get_height() - bottom, page.get_width() - x1, top)  # which is not drawn
        dark = page.render(scale=scale, grayscale=True, crop=around).to_numpy().squeeze() < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert rows.size, f"no ink in {region} of page {number}"
    return Rectangle(
        x0 + columns[0] / scale, x0 + (columns[-1] + 1) / scale, top + rows[0] / scale, top + (rows[-1] + 1) / scale
    )


@lru_cache(maxsize=3)
def picture_of(content: bytes, number: int, scale: float) -> np.ndarray[Any, Any]:
    """Return page *number* as grey values, *scale* pixels to a point."""
    with pypdfium2.PdfDocument(content) as pdf:
        return np.array(pdf[number - 1].render(scale=scale, grayscale=True).to_numpy()).squeeze()


def bars(content: bytes, number: int, scale: int = 4) -> list[Rectangle]:
    """Return the marks in the margins of page *number*, however they are drawn: about two points wide, nine high or more."""
    dark = picture_of(content, number, scale) < 128
    columns: dict[tuple[int, int], list[int]] = {}
    margins = dark[80 * scale : 705 * scale]
    tall = set(np.flatnonzero(margins.sum(axis=0) >= 9 * scale).tolist())  # no other column can have one
    for x in tall.intersection((*range(40 * scale, 120 * scale), *range(491 * scale, 570 * scale))):
        for top, bottom in _runs(margins[:, x]):
            if bottom - top >= 9 * scale:
                columns.setdefault((top, bottom), []).append(x)
    boxes = [
        Rectangle(min(x) / scale, (max(x) + 1) / scale, 80 + top / scale, 80 + bottom / scale)
        for (top, bottom), x in columns.items()
    ]
    return sorted((box for box in boxes if 1.5 < box.x1 - box.x0 < 2.6), key=lambda box: box.top)


def _runs(dark: np.ndarray[Any, Any]) -> list[tuple[int, int]]:
    """Return from where to where *dark* is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def plain_text(content: bytes, pages: int | None = None) -> str:
    """Return the text of a PDF, or of its first *pages*, as a viewer gives it to the clipboard."""
    with pypdfium2.PdfDocument(content) as pdf:
        numbers = range(len(pdf) if pages is None else pages)
        return "\n".join(pdf[number].get_textpage().get_text_range() for number in numbers)


def embedded_fonts(content: bytes) -> set[str]:
    """Return the names of the fonts of a PDF, without their subset tags; each must be embedded."""
    names = set()
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for thing in _objects(pdf.doc):
            if isinstance(thing, dict) and getattr(thing.get("Type"), "name", "") == "FontDescriptor":
                assert any(key.startswith("FontFile") for key in thing), f"{thing['FontName']} is not embedded"
                names.add(thing["FontName"].name.partition("+")[2].rstrip(","))
    return names


def _objects(document: Any) -> Iterator[Any]:
    for table in document.xrefs:
        for number in table.get_objids():
            yield resolve1(document.getobj(number))


def drawing(content: bytes) -> bytes:
    """Return the drawing instructions of all pages."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return b"\n".join(resolve1(stream).get_data() for page in pdf.pages for stream in page.page_obj.contents)
