"""Many catalogs at once: the work is shared among the machine's processors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sixfold.checks.model import Check
from sixfold.checks.registry import CHECKS
from sixfold.checks.running import Task, check_catalog
from sixfold.executors import share
from sixfold.findings import Finding


def check_catalogs(tasks: Sequence[Task], checks: Sequence[Check] = CHECKS) -> Iterator[list[Finding]]:
    """Yield the findings of each catalog, in the order of *tasks*."""
    return share(partial(check_catalog, checks=checks), tasks, worth_it=60)
