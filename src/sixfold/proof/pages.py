"""What the process that typesets a proof does: lay its pages out, say where each unit stands, draw a page.

PDFium isn't made for threads, nor is Pango: all is done in one process with one thread, which keeps the pages that it laid out.
"""

from __future__ import annotations

import io
import secrets
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
    """The pages of a proof: their sizes in points, and the places of each unit by the name that its element has.

    `made` changes with whatever is on a page: one that is as it was needs no other picture.
    """

    sizes: Sequence[tuple[float, float]]
    places: Mapping[str, Sequence[Place]]
    made: Sequence[str]


@dataclass
class _Pages:
    """The layout of one language that goes on, and what of it was fit to print last."""

    live: LiveLayout
    document: Any = None
    is_coloured: bool = False


@cache
def _engine(templates: Path, fontconfig: Path) -> Engine:
    return Engine(templates, fontconfig)


_kept: dict[str, _Pages] = {}


def lay_out(key: str, html: str, templates: Path, fontconfig: Path) -> Layout:
    """Lay *html* out, and keep its pages as those of *key*.

    Raises: RenderError, when it can't be made as the layout asks; the pages before stay.
    """
    engine = _engine(templates, fontconfig)
    kept = _kept.setdefault(key, _Pages(LiveLayout(engine)))
    kept.document = engine.lay_out_checked(html, kept.live.lay_out)
    kept.is_coloured = "blue-links" in html or 'class="picture"' in html
    pages = kept.document.pages
    for page in pages:  # a picture has no links, and those to other pages would be missed where one is drawn alone
        page.links, page.anchors, page.bookmarks = [], {}, []
        page.made = getattr(page, "made", None) or secrets.token_hex(8)
    sizes = [(page.width * 0.75, page.height * 0.75) for page in pages]
    return Layout(sizes, unit_places(pages), [page.made for page in pages])


def draw(key: str, number: int, scale: float) -> bytes:
    """Return the page *number* (from 0) of *key* as PNG, *scale* pixels a point.

    Only this page is written as PDF: 30 ms instead of 90 for A/66/398 (of which 60 are the fonts'). Without colour it is drawn in
    grey, in half the time.
    """
    kept = _kept[key]
    document = kept.document
    pdf = document.copy([document.pages[number]]).write_pdf(uncompressed_pdf=True)
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[0].render(scale=scale, grayscale=not kept.is_coloured).to_pil()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)  # 30 ms; the usual level takes four times as long and saves a tenth
    return buffer.getvalue()


def lay_out_and_draw(key: str, html: str, number: int, scale: float, tools: tuple[Path, Path]) -> tuple[Layout, int, bytes]:
    """Do both in one call: the layout, the page that was drawn (the last, where there are fewer now), its picture."""
    layout = lay_out(key, html, *tools)
    number = min(number, len(layout.sizes) - 1)
    return layout, number, draw(key, number, scale)
