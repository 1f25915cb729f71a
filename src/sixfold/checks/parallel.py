"""Many catalogs at once: the work is shared among the machine's processors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from sixfold.checks.running import check_catalog
from sixfold.document import LanguageCode
from sixfold.findings import Finding
from sixfold.messages import Message

#: With fewer catalogs, starting a second process costs more than it saves.
_WORTH_IT = 60


class Task(NamedTuple):
    """One catalog to check: where it is, its language, that of its source text, and what belongs in it."""

    path: Path
    language: LanguageCode
    source: LanguageCode
    messages: Sequence[Message]
    layout: str = ""


def check_catalogs(tasks: Sequence[Task]) -> Iterator[Finding]:
    """Yield the findings of each catalog, in the order of *tasks*."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(tasks) < _WORTH_IT or processors < 2:
        for task in tasks:
            yield from _check(task)
        return
    share = max(1, len(tasks) // (processors * 8))
    with ProcessPoolExecutor(processors) as pool:
        for findings in pool.map(_check, tasks, chunksize=share):
            yield from findings


def _check(task: Task) -> list[Finding]:
    return check_catalog(*task)
