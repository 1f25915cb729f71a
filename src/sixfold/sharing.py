"""One kind of work on many things: it is shared among the machine's processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_work: list[Callable[[Any], Any]] = []
"""The work, in a process that shares it: it is handed over once, not with every task."""


def share(work: Callable[[Task], Result], tasks: Sequence[Task], *, worth_it: int) -> Iterator[Result]:
    """Yield what *work* returns for each of *tasks*, in their order.

    With fewer than *worth_it* tasks, starting a second process would cost more than it saves.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(tasks) < worth_it or processors < 2:
        yield from map(work, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (25 ms, and most commands have little to do)

    with ProcessPoolExecutor(processors, initializer=_work.append, initargs=(work,)) as pool:
        yield from pool.map(_do, tasks, chunksize=max(1, len(tasks) // (processors * 32)))


def _do(task: Any) -> Any:
    return _work[-1](task)
