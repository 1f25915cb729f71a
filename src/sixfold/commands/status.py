"""`sixfold status`: how far each translation is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from sixfold.catalogs import read_catalog
from sixfold.checks import Check, Task, all_checks, check_catalog
from sixfold.commands.common import Work
from sixfold.standing import Standing, measure, standing_json, standing_table


def run(options: argparse.Namespace) -> int:
    """Show documents and languages; a catalog that can't be read is told and doesn't stop the others."""
    work = Work(options)
    checks = all_checks(work.project.term_lists)
    rows: list[Standing] = []
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            task = Task(path, code, catalogs.source, catalogs.messages, catalogs.layout)
            work.carry_on(lambda task=task, domain=catalogs.domain: rows.append(_measure(task, domain, checks)))  # type: ignore[misc]
    print(standing_json(rows) if options.format == "json" else standing_table(rows))
    return max(work.exit_code, _compare(rows, options.require))


def _measure(task: Task, domain: str, checks: Sequence[Check]) -> Standing:
    catalog = read_catalog(task.path) if task.path.exists() else None
    row = measure(domain, task.language, catalog, task.messages)
    return replace(row, findings=len(check_catalog(task, checks)))


def _compare(rows: Sequence[Standing], required: int | None) -> int:
    """Say which translations are not as far as is required; 1 where there is one."""
    behind = [row for row in rows if required is not None and row.percent < required]
    for row in behind:
        print(f"{row.document} in {row.language}: {row.percent}%, required are {required}%", file=sys.stderr)
    return 1 if behind else 0
