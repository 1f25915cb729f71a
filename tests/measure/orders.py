"""`make measure-orders`: how many orders the pipeline itself bears, and in which memory: its workers only pretend to print.

Composing a page takes some milliseconds, and would be all that is measured: one page, composed once, stands for all.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project
from sixfold.publishing import composing
from sixfold.publishing.pipeline import build_editions, in_order
from sixfold.publishing.requests import ComposedPage, EditionRequest, TypesetEdition

PROJECT = Project(Path(__file__).parents[2])
#: Bytes, about those of A/66/398.
_PDF = 100_000


class PretendingExecutor(ThreadPoolExecutor):
    """An Executor that gives back a PDF of nothing."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Leave *work* undone."""
        return super().submit(TypesetEdition, bytes(_PDF))


def main() -> int:
    """Print how many orders a second pass, and the memory of this process."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    wanted = [EditionRequest(PROJECT.seed(f"A-67-{number // 6}"), LANGUAGE_CODES[number % 6]) for number in range(count)]
    page = next(composing.compose_pages(PROJECT, [EditionRequest(PROJECT.seed("A-66-398"), "fr")]))
    assert isinstance(page, ComposedPage)

    def pretend_to_compose(_: Project, requests: Iterable[EditionRequest]) -> Iterator[ComposedPage]:
        return (replace(page, request=one, html=f"{page.html}<!-- {number} -->") for number, one in enumerate(requests))

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with patch.object(composing, "compose_pages", pretend_to_compose), PretendingExecutor(2) as executor:
        start, computing = time.perf_counter(), time.process_time()
        made = build_editions(PROJECT, wanted, executor, lambda page, _: [page.request.pdf(PROJECT)])
        done = sum(outcome.failure is None for _, outcome in in_order(wanted, made))
        seconds, computing = time.perf_counter() - start, time.process_time() - computing
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:,} orders: {done / seconds:,.0f} a second, {done / computing:,.0f} a second of computing")
    print(f"memory: {before:.0f} MB with the list of orders, at most {after:.0f} MB")
    return 0 if done == count else 1


if __name__ == "__main__":
    sys.exit(main())
