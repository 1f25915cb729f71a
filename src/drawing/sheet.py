"""The contact sheet of the README: the first page of each language, side by side.

Run by `make sheet`, after `make all`. Needs pypdfium2, which the tests bring.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

#: Three pages in a row, each so many pixels wide, with so many between and around them.
COLUMNS = 3
PAGE_WIDTH = 400
GAP = 12


def draw_sheet(pdfs: Sequence[Path], output: Path) -> None:
    """Write to *output* (PNG) the first pages of *pdfs*, `COLUMNS` in a row, on light grey."""
    import pypdfium2  # noqa: PLC0415  (of the tests' tools, not of the product)
    from PIL import Image  # noqa: PLC0415

    pages = []
    for path in pdfs:
        page = pypdfium2.PdfDocument(path)[0]
        pages.append(page.render(scale=PAGE_WIDTH / page.get_width()).to_pil())
    height = pages[0].height
    rows = -(-len(pages) // COLUMNS)
    size = (GAP + COLUMNS * (PAGE_WIDTH + GAP), GAP + rows * (height + GAP))
    sheet = Image.new("L", size, 225)
    for number, page in enumerate(pages):
        row, column = divmod(number, COLUMNS)
        sheet.paste(page.convert("L"), (GAP + column * (PAGE_WIDTH + GAP), GAP + row * (height + GAP)))
    sheet.quantize(16).save(output, optimize=True)


def main() -> None:
    """Read the command line: the sheet to write, then the PDFs."""
    parser = argparse.ArgumentParser(description=draw_sheet.__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("pdfs", type=Path, nargs="+")
    options = parser.parse_args()
    draw_sheet(options.pdfs, options.output)


if __name__ == "__main__":
    main()
