"""What the process that typesets a proof does: lay its pages out, say where each unit stands, draw a page.

PDFium isn't made for threads, nor is Pango: all is done in one process with one thread, which keeps the pages that it laid out.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2

from sixfold.pdf.engine import Engine
from sixfold.pdf.engine.places import Place, unit_places
from sixfold.pdf.engine.relayout import LiveLayout


@dataclass(frozen=True)
class Layout:
    """The pages of a proof: their sizes in points, and the places of each unit by the name that its element has."""

    sizes: Sequence[tuple[float, float]]
    places: Mapping[str, Sequence[Place]]


@cache
def _engine(templates: Path, fontconfig: Path) -> Engine:
    return Engine(templates, fontconfig)


#: The layouts that go on, and their last pages that were fit to print, by what they are a proof of (a language).
_layouts: dict[str, LiveLayout] = {}
_laid_out: dict[str, Any] = {}
#: Those whose links are blue: the others' pictures are made in grey, in half the time.
_coloured: set[str] = set()


def lay_out(key: str, html: str, templates: Path, fontconfig: Path) -> Layout:
    """Lay *html* out, and keep its pages as those of *key*.

    Raises: RenderError, when it can't be made as the layout asks; the pages before stay.
    """
    engine = _engine(templates, fontconfig)
    document = engine.lay_out_checked(html, _layouts.setdefault(key, LiveLayout(engine)).lay_out)
    _laid_out[key] = document
    if "blue-links" in html:
        _coloured.add(key)
    for page in document.pages:  # a picture has no links, and those to other pages would be missed where one is drawn alone
        page.links, page.anchors, page.bookmarks = [], {}, []
    sizes = [(page.width * 0.75, page.height * 0.75) for page in document.pages]
    return Layout(sizes, unit_places(document.pages))


def draw(key: str, number: int, scale: float) -> bytes:
    """Return the page *number* (from 0) of *key* as PNG, *scale* pixels a point.

    Only this page is written as PDF: 30 ms instead of 90 for A/66/398 (of which 60 are the fonts').
    """
    document = _laid_out[key]
    pdf = document.copy([document.pages[number]]).write_pdf(uncompressed_pdf=True)
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[0].render(scale=scale, grayscale=key not in _coloured).to_pil()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)  # 30 ms; the usual level takes four times as long and saves a tenth
    return buffer.getvalue()


def lay_out_and_draw(key: str, html: str, number: int, scale: float, tools: tuple[Path, Path]) -> tuple[Layout, int, bytes]:
    """Do both in one call: the layout, the page that was drawn (the last, where there are fewer now), its picture."""
    layout = lay_out(key, html, *tools)
    number = min(number, len(layout.sizes) - 1)
    return layout, number, draw(key, number, scale)
