"""The one process that typesets proofs, asked by a server that waits for nothing else meanwhile."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from sixfold.errors import RenderError, UsageError
from sixfold.proof import pages
from sixfold.publishing.executors import begin_worker, kill_children

_T = TypeVar("_T")


class Typesetter:
    """Lays pages out and draws them, one after another; of several wishes for the same pages only the last is done."""

    def __init__(self, templates: Path, fontconfig: Path) -> None:
        """Keep what the engine is made of; the process starts with the first wish."""
        self._tools = templates, fontconfig
        self._turn = asyncio.Lock()
        self._latest: Counter[tuple[str, str]] = Counter()
        self._pool = self._new_pool()
        self._is_closed = False

    async def lay_out(
        self, key: str, html: Callable[[], str], number: int, scale: float, who: str
    ) -> tuple[pages.Layout, int, bytes] | None:
        """Return the layout of *html* and the picture of its page *number*; None where *who* has a later wish for *key*.

        *html* is called when it is this wish's turn. Raises: SixfoldError, where the page can't be made.
        """
        self._latest[key, who] += 1
        mine = self._latest[key, who]
        async with self._turn:
            if mine != self._latest[key, who]:
                return None
            return await self._run(pages.lay_out_and_draw, key, html(), number, scale, self._tools)

    async def draw(self, key: str, number: int, scale: float) -> bytes:
        """Return the picture of a page that was laid out.

        Raises: SixfoldError, where it can't be drawn.
        """
        async with self._turn:
            try:
                return await self._run(pages.draw, key, number, scale)
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
        run = asyncio.get_running_loop().run_in_executor
        try:
            return await run(self._pool, work, *arguments)
        except BrokenProcessPool:  # killed, by the system, a person or `close`
            if self._is_closed:
                raise RenderError("the proof is ending") from None
        try:
            self._pool = self._new_pool()
            return await run(self._pool, work, *arguments)
        except BrokenProcessPool:
            self._pool = self._new_pool()
            raise RenderError("the typesetting process was killed twice", hint="is there memory enough? then type on") from None

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, multiprocessing.get_context("forkserver"), begin_worker)
