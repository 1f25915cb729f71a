"""Many catalogs at once: the work is shared among the machine's processors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sixfold.checks.findings import Finding
from sixfold.checks.translations.model import Check
from sixfold.checks.translations.registry import CHECKS
from sixfold.checks.translations.runner import Task, check_catalog
from sixfold.publishing.executors import share


def check_catalogs(tasks: Sequence[Task], checks: Sequence[Check] = CHECKS) -> Iterator[list[Finding]]:
    """Yield the findings of each catalog, in the order of *tasks*."""
    return share(partial(check_catalog, checks=checks), tasks, worth_it=60)
