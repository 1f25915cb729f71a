"""`sixfold status`: how far each translation is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sixfold.catalogs import read_catalog
from sixfold.checks.translations import Task, cached_findings
from sixfold.commands import arguments
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import Work
from sixfold.commands.progress import shown_progress
from sixfold.commands.statistics import Statistics, measure, statistics_json, statistics_table

EXAMPLE = "sixfold status --lang ru"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which catalogs, and how they are reported."""
    arguments.documents(parser)
    arguments.languages(parser)
    form = "a table for people (the default), or JSON for machines"
    parser.add_argument("--format", choices=("text", "json"), default="text", help=form)
    required = "exit with 1 where less is translated"
    parser.add_argument("--require", metavar="PERCENT", type=_percent, help=required)


def _percent(typed: str) -> int:
    """Return the number of a percentage, `100` or `100%`."""
    number = typed.removesuffix("%").strip()
    if not (number.isascii() and number.isdigit() and int(number) <= 100):
        raise argparse.ArgumentTypeError(f"“{typed}” is not a percentage from 0 to 100")
    return int(number)


def run(options: argparse.Namespace) -> int:
    """Show documents and languages; a catalog that can't be read is told and doesn't stop the others."""
    work = Work(options)
    tasks = catalog_tasks(work)
    rows: list[Statistics] = []
    found = shown_progress(cached_findings(work.project, tasks), len(tasks), "catalog")
    for task, findings in zip(tasks, found, strict=True):
        work.carry_on(lambda: rows.append(_measure(task, len(findings))))  # noqa: B023
    print(statistics_json(rows) if options.format == "json" else statistics_table(rows))
    return max(work.exit_code, _compare(rows, options.require))


def _measure(task: Task, findings: int) -> Statistics:
    catalog = read_catalog(task.path) if task.path.exists() else None
    return measure(task.path.stem, task.language, catalog, task.messages, findings=findings)


def _compare(rows: Sequence[Statistics], required: int | None) -> int:
    """Say which translations are not as far as is required; 1 where there is one."""
    behind = [row for row in rows if required is not None and row.percent < required]
    for row in behind:
        print(f"{row.document} in {row.language}: {row.percent}%, required are {required}%", file=sys.stderr)
    return 1 if behind else 0
