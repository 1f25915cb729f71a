"""Many catalogs at once: the work is shared among the machine's processors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from sixfold.checks.model import Check
from sixfold.checks.registry import CHECKS
from sixfold.checks.running import Task, check_catalog
from sixfold.findings import Finding

#: With fewer catalogs, starting a second process costs more than it saves.
_WORTH_IT = 60


_in_use: list[Check] = []
"""The checks, in a process that shares the work: they are handed over once, not with every catalog."""


def check_catalogs(tasks: Sequence[Task], checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """Yield the findings of each catalog, in the order of *tasks*."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(tasks) < _WORTH_IT or processors < 2:
        for task in tasks:
            yield from check_catalog(task, checks)
        return
    share = max(1, len(tasks) // (processors * 8))
    with ProcessPoolExecutor(processors, initializer=_in_use.extend, initargs=(checks,)) as pool:
        for findings in pool.map(_check, tasks, chunksize=share):
            yield from findings


def _check(task: Task) -> list[Finding]:
    return check_catalog(task, _in_use)
