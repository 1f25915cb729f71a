"""`sixfold status`: how far each translation is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

from sixfold import arguments
from sixfold.catalogs import read_catalog
from sixfold.commands.common import Work
from sixfold.commands.findings import Place, find, known_findings
from sixfold.document import LanguageCode
from sixfold.errors import CatalogError
from sixfold.executors import share
from sixfold.messages import Message
from sixfold.standing import Standing, measure, standing_json, standing_table

#: Catalogs that `status` checks itself, in about two seconds. What is more is left to `sixfold check`.
MOST_TO_CHECK = 200

EXAMPLE = "sixfold status --lang ru"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which catalogs, and how they are reported."""
    arguments.documents(parser)
    arguments.languages(parser)
    form = "a table (text), or JSON; findings are “–” or null where over 200 catalogs wait for `sixfold check`"
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
    places = [(catalogs, code) for catalogs in work.catalog_sets() for code in catalogs.languages]
    rows = _count_findings(work, _measure(work, places))
    work.cache.keep()
    print(standing_json(rows) if options.format == "json" else standing_table(rows))
    return max(work.exit_code, _compare(rows, options.require))


def _measure(work: Work, places: Sequence[Place]) -> list[tuple[Place, Standing]]:
    """Return each of *places* with its standing, without those whose catalog can't be read."""
    questions = [one.about("standing", work.project.catalog(code, one.domain)) for one, code in places]
    known = [work.cache.recall(question) for question in questions]
    unknown = [number for number, row in enumerate(known) if row is None]
    tasks = [_Task(questions[number].files[0], places[number][1], places[number][0].messages) for number in unknown]
    for number, task, row in zip(unknown, tasks, share(_try_to_measure, tasks, worth_it=100), strict=True):
        if row is None:
            work.carry_on(lambda task=task: _fail(task))  # type: ignore[misc]
        else:
            known[number] = row
            work.cache.remember(questions[number], row)
    return [(place, Standing(**row)) for place, row in zip(places, known, strict=True) if row]


def _fail(task: _Task) -> None:
    read_catalog(task.path)  # a process said that it can't be read: this one says why


class _Task(NamedTuple):
    """A catalog whose standing isn't known."""

    path: Path
    language: LanguageCode
    messages: Sequence[Message]


def _try_to_measure(task: _Task) -> dict[str, Any] | None:
    """Return the standing of a catalog as JSON says it; None where it can't be read."""
    try:
        catalog = read_catalog(task.path) if task.path.exists() else None
    except CatalogError:
        return None
    return asdict(measure(task.path.stem, task.language, catalog, task.messages))


def _count_findings(work: Work, measured: Sequence[tuple[Place, Standing]]) -> list[Standing]:
    """Return the standings with the number of findings; None, where too many catalogs were not checked yet."""
    known = known_findings(work, [place for place, _ in measured])
    unchecked = [place for (place, _), rows in zip(measured, known, strict=True) if rows is None]
    if len(unchecked) > MOST_TO_CHECK:
        told = f"note: {len(unchecked)} catalogs changed since they were checked, or never were: `sixfold check` does it"
        print(told, file=sys.stderr)
        unchecked = []
    new = iter(find(work, unchecked))
    return [
        replace(row, findings=None if found is None else len(found))
        for (_, row), found in zip(measured, (next(new, None) if rows is None else rows for rows in known), strict=True)
    ]


def _compare(rows: Sequence[Standing], required: int | None) -> int:
    """Say which translations are not as far as is required; 1 where there is one."""
    behind = [row for row in rows if required is not None and row.percent < required]
    for row in behind:
        print(f"{row.document} in {row.language}: {row.percent}%, required are {required}%", file=sys.stderr)
    return 1 if behind else 0
