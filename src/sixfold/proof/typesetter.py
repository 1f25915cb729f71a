"""The one process that typesets proofs, asked by a server that waits for nothing else meanwhile.

PDFium isn't made for threads, nor is Pango: one process with one thread lays pages out, keeps them, and draws them.
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2

from sixfold.errors import RenderError, UsageError
from sixfold.pdf.engine import Engine
from sixfold.pdf.engine.places import Place, unit_places
from sixfold.pdf.engine.relayout import LiveLayout
from sixfold.publishing.executors import begin_worker, kill_children, submit_to

_T = TypeVar("_T")


@dataclass(frozen=True)
class Layout:
    """The pages of a proof: their sizes in points, and the places of each unit by the name that its element has.

    `made` changes with whatever is on a page: one that is as it was needs no other picture.
    """

    sizes: Sequence[tuple[float, float]]
    places: Mapping[str, Sequence[Place]]
    made: Sequence[str]


class Typesetter:
    """Lays pages out and draws them, one after another; of several wishes for the same pages only the last is done."""

    def __init__(self, templates: Path, fonts: Path) -> None:
        """Keep what the engine is made of; the process starts with the first wish."""
        self._tools = templates, fonts
        self._turn = asyncio.Lock()
        self._latest: Counter[tuple[str, str]] = Counter()
        self._pool = self._new_pool()
        self._is_closed = False

    async def lay_out(
        self, key: str, html: Callable[[], str], number: int, scale: float, who: str
    ) -> tuple[Layout, int, bytes] | None:
        """Return the layout of *html* and the picture of its page *number*; None where *who* has a later wish for *key*.

        *html* is called when it is this wish's turn. Raises: SixfoldError, where the page can't be made.
        """
        self._latest[key, who] += 1
        mine = self._latest[key, who]
        async with self._turn:
            if mine != self._latest[key, who]:
                return None
            return await self._run(_lay_out_and_draw, key, html(), number, scale, self._tools)

    async def draw(self, key: str, number: int, scale: float) -> bytes:
        """Return the picture of a page that was laid out.

        Raises: SixfoldError, where it can't be drawn.
        """
        async with self._turn:
            try:
                return await self._run(_draw, key, number, scale)
            except LookupError:  # it was laid out anew meanwhile, or by a process that is gone
                raise UsageError(f"page {number + 1} isn’t there", hint="load the page again") from None

    async def forget(self) -> None:
        """Let another process begin, which reads templates and stylesheets anew: the engine reads each only once."""
        async with self._turn:
            self._pool.shutdown()
            self._pool = self._new_pool()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._is_closed = True
        kill_children()
        self._pool.shutdown()

    async def _run(self, work: Callable[..., _T], *arguments: object) -> _T:
        try:
            return await asyncio.wrap_future(submit_to(self._pool, work, *arguments))
        except BrokenProcessPool:  # killed, by the system, a person or `close`
            if self._is_closed:
                raise RenderError("the proof is ending") from None
        try:
            self._pool = self._new_pool()
            return await asyncio.wrap_future(submit_to(self._pool, work, *arguments))
        except BrokenProcessPool:
            self._pool = self._new_pool()
            raise RenderError("the typesetting process was killed twice", hint="is there memory enough? then type on") from None

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, multiprocessing.get_context("forkserver"), begin_worker)


# ---- in that process ----


@dataclass
class _Pages:
    """The layout of one language that goes on, and what of it was fit to print last."""

    live: LiveLayout
    document: Any = None
    is_coloured: bool = False


_engine = cache(Engine)
_kept: dict[str, _Pages] = {}


def _lay_out_and_draw(key: str, html: str, number: int, scale: float, tools: tuple[Path, Path]) -> tuple[Layout, int, bytes]:
    """Lay *html* out, keep its pages as those of *key*, and draw one; return which: the last, where there are fewer now.

    Raises: RenderError, when it can't be made as the layout asks; the pages before stay.
    """
    engine = _engine(*tools)
    kept = _kept.setdefault(key, _Pages(LiveLayout(engine)))
    kept.document = engine.lay_out_checked(html, kept.live.lay_out)
    kept.is_coloured = "blue-links" in html or 'class="picture"' in html
    pages = kept.document.pages
    for page in pages:  # a picture has no links, and those to other pages would be missed where one is drawn alone
        page.links, page.anchors, page.bookmarks = [], {}, []
        page.made = getattr(page, "made", None) or secrets.token_hex(8)
    sizes = [(page.width * 0.75, page.height * 0.75) for page in pages]
    number = min(number, len(pages) - 1)
    return Layout(sizes, unit_places(pages), [page.made for page in pages]), number, _draw(key, number, scale)


def _draw(key: str, number: int, scale: float) -> bytes:
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
