"""The places of a PDF's lines of text: facts to hold a page against, without the text itself.

    .venv/bin/python tests/measure/record_places.py REAL.pdf tests/measure/places/A-AC.109-2010-18.en.json
    .venv/bin/python tests/measure/record_places.py --pages 2 REAL.pdf tests/measure/places/S-2023-664.es.json

Of each line it writes page, baseline, left and right edge, size, boldness and its first and last two words. Lengths are points
from the page's top left corner. Bar codes, leaders of dots, rules typed as underscores and
what is too small to see are no text. Needs pdfplumber, which the
tests bring.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

#: Baselines of one line differ by less than this: the masthead has two lines 0.6 points apart.
SAME_LINE = 0.3
#: A gap this many points wide parts two columns, or a page number and a job number.
COLUMN_GAP = 40.0
#: A gap of this part of the type size is a space.
SPACE = 0.15
#: Text of this size at most is hidden from readers.
HIDDEN = 2.0
#: How many words of each end of a line are kept.
WORDS = 2

_Glyph = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a line of text stands, and its first and last words."""

    page: int
    base: float
    x0: float
    x1: float
    size: float
    bold: bool
    starts: str
    ends: str


def read_places(pdf: Any) -> list[Place]:
    """Return the places of the lines of *pdf* (a path or a file), page by page, from top to bottom."""
    import pdfplumber  # noqa: PLC0415  (of the tests' tools, not of the product)

    with pdfplumber.open(pdf) as document:
        return [place for page in document.pages for place in _read_page(page)]


def _read_page(page: Any) -> Iterator[Place]:
    glyphs = [char | {"base": page.height - char["matrix"][5]} for char in page.chars if _is_text(char)]
    page.close()  # 24 pages would keep 100 MB
    for line in _lines(glyphs):
        if letters := _without_leader(line):
            words = _words(letters)
            sizes = [round(glyph["size"], 1) for glyph in letters]
            yield Place(
                page.page_number,
                round(line[0]["base"], 2),
                round(line[0]["x0"], 2),
                round(line[-1]["x1"], 2),
                max(sizes, key=sizes.count),
                all("Bold" in glyph["fontname"] for glyph in letters),
                " ".join(words[:WORDS]),
                " ".join(words[-WORDS:]),
            )


def _is_text(char: _Glyph) -> bool:
    font = char["fontname"].lower()
    is_bar = "barcode" in font or "c39" in font
    return not char["text"].isspace() and char["text"] != "_" and not is_bar and char["size"] > HIDDEN


def _lines(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: float(glyph["base"])):
        if rows and glyph["base"] - rows[-1][0]["base"] < SAME_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        yield from _columns(sorted(row, key=lambda glyph: float(glyph["x0"])))


def _columns(row: list[_Glyph]) -> Iterator[list[_Glyph]]:
    part = row[:1]
    for before, glyph in pairwise(row):
        if glyph["x0"] - before["x1"] > COLUMN_GAP:
            yield part
            part = []
        part.append(glyph)
    yield part


def _without_leader(line: list[_Glyph]) -> list[_Glyph]:
    """Return *line* without its dots that stand beside another dot."""
    texts = ["", *(glyph["text"] for glyph in line), ""]
    is_dot = [text == "." for text in texts]
    return [glyph for n, glyph in enumerate(line, 1) if not (is_dot[n] and (is_dot[n - 1] or is_dot[n + 1]))]


def _words(line: list[_Glyph]) -> list[str]:
    text: str = line[0]["text"]
    for before, glyph in pairwise(line):
        text += " " * (glyph["x0"] - before["x1"] > SPACE * glyph["size"]) + glyph["text"]
    return text.split()


def record_places(pdf: Path, output: Path, pages: int | None = None) -> None:
    """Write to *output* (JSON) the places of the lines of *pdf* (of its first *pages*, if given), a line of the file for each."""
    found = read_places(pdf)
    places = [place for place in found if pages is None or place.page <= pages]
    lines = ",\n    ".join(json.dumps(asdict(place), ensure_ascii=False) for place in places)
    pages_known = f'"pages": {places[-1].page},\n  "of_pages": {found[-1].page}'
    facts = f'{{\n  "source": {json.dumps(pdf.name)},\n  {pages_known},\n  "lines": [\n    {lines}\n  ]\n}}\n'
    output.write_text(facts, encoding="utf-8")


def main() -> None:
    """Read the command line: the PDF, then the file to write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--pages", type=int, help="record the first PAGES pages only")
    options = parser.parse_args()
    record_places(options.pdf, options.output, options.pages)


if __name__ == "__main__":
    main()
