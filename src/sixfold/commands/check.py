"""`sixfold check`: damage, tags, what is missing or fuzzy, what `update` would change."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from sixfold.catalogs import read_catalog
from sixfold.cli import warn
from sixfold.commands.common import Work
from sixfold.editions import emphasis_problems, translation_problems
from sixfold.errors import Problem, SixfoldError
from sixfold.messages import Message


def run(options: argparse.Namespace) -> int:
    """Check each catalog."""
    work = Work(options)
    findings = 0
    for catalogs in work.catalog_sets(with_house=True):  # a page prints words of the house, too
        for code in catalogs.languages:
            for problem in _catalog_problems(work.project.catalog(code, catalogs.domain), catalogs.messages):
                warn(problem)
                findings += 1
    print("no findings" if not findings else "1 finding" if findings == 1 else f"{findings} findings")
    return max(work.exit_code, 1 if findings else 0)


def _catalog_problems(path: Path, messages: Sequence[Message]) -> Iterator[Problem]:
    if not path.exists():
        yield Problem("there is no catalog yet", path, hint="run `make update`")
        return
    try:
        catalog = read_catalog(path, with_msgfmt=True)
    except SixfoldError as error:
        yield from error.problems
        return
    for entry in catalog:
        yield from translation_problems(entry, path)
        yield from emphasis_problems(entry, path)
    for message in messages:
        found = catalog.find(message.context, message.text)
        if found is None:
            yield Problem(f"{message.context} is not in the catalog", path, hint="run `make update`")
        elif found.state != "translated":
            hint = "translate it, or remove the mark “fuzzy” when it is right"
            yield Problem(f"{message.context} is {found.state}", path, found.line, hint)
