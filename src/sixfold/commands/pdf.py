"""`sixfold pdf`: editions, as PDF. What is up to date stays as it is; the rest is made by `publishing`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sixfold.commands.arguments import CODES
from sixfold.commands.report import from_here, print_error, shown_progress
from sixfold.commands.selection import find_seeds
from sixfold.errors import SixfoldError, UsageError
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project, find_project
from sixfold.publishing import (
    BuildState,
    ComposedPage,
    EditionRequest,
    Failure,
    Outcome,
    TypesetEdition,
    build_editions,
    in_order,
    typesetters,
)
from sixfold.publishing.executors import usual_jobs


def run(options: argparse.Namespace) -> int:
    """Write a PDF for each document and language; an edition that fails doesn't stop the others."""
    project = find_project(Path.cwd())
    codes = dict.fromkeys(options.lang or CODES)
    seeds = find_seeds(project, options.documents)
    wanted = [EditionRequest(seed, code, options.proof, options.edition) for seed in seeds for code in codes]
    if not wanted:
        raise UsageError("there is no seed in seeds/", hint="write one: seeds/schema.json says what it holds")
    summary = _Summary(project, options)
    with closing(_outcomes(project, wanted, options)) as outcomes:
        for request, outcome in in_order(wanted, outcomes):
            summary.report(request, outcome)
    summary.print_totals(wanted)
    return summary.exit_code


def _outcomes(
    project: Project, wanted: Sequence[EditionRequest], options: argparse.Namespace
) -> Generator[tuple[EditionRequest, Outcome], None, None]:
    """Yield what became of each request, as it is known."""
    state = BuildState(project)
    to_do = []
    for request in wanted:
        if state.is_up_to_date(request):
            untranslated = tuple(state.untranslated(request))
            is_withheld = options.strict and bool(untranslated)
            yield request, Outcome(untranslated, is_withheld=is_withheld, is_up_to_date=True)
        else:
            to_do.append(request)
    state.save()
    if not to_do:
        return
    state.remove_leftovers(to_do)

    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        path = page.request.pdf(project)
        write_atomically(path, edition.pdf)
        state.record(page, edition)
        return [path]

    with typesetters(project, min(options.jobs or usual_jobs(), len(to_do))) as executor:
        made = build_editions(project, to_do, executor, save, is_strict=options.strict)
        yield from shown_progress(made, len(to_do), "PDF")


def print_failure(failure: Failure, *, with_traceback: bool) -> int:
    """Say what is wrong, and return the exit code."""
    if with_traceback and failure.problems:
        print(failure.traceback, end="", file=sys.stderr)
    if failure.problems:
        print_error(SixfoldError.of(failure.problems))
    return failure.exit_code


@dataclass
class _Summary:
    """What is reported of each edition, and counted for the end."""

    project: Project
    options: argparse.Namespace
    exit_code: int = 0
    up_to_date: int = 0
    not_made: dict[str, list[str]] = field(default_factory=dict)

    def report(self, request: EditionRequest, outcome: Outcome) -> None:
        """Say what became of *request*: its path on standard output if the edition is there."""
        path = from_here(request.pdf(self.project))
        if outcome.untranslated:
            print(f"{path}: DRAFT: {draft_summary(outcome.untranslated)}: {_listed(outcome.untranslated)}", file=sys.stderr)
        if outcome.failure or outcome.is_withheld:
            self.not_made.setdefault(request.slug, []).append(request.language)
            code = 1
            if outcome.failure:
                code = print_failure(outcome.failure, with_traceback=self.options.debug)
            else:
                print(f"{path}: not written: --strict (STRICT=1) wants a complete translation", file=sys.stderr)
            self.exit_code = max(self.exit_code, code)
            return
        self.up_to_date += outcome.is_up_to_date
        if request.is_proof:
            print(f"{path}: PROOF: the ID of each unit is in the margin; not for print", file=sys.stderr)
        print(path, flush=True)

    def print_totals(self, wanted: Sequence[EditionRequest]) -> None:
        """Say how much was up to date, and name what wasn't made."""
        if self.up_to_date:
            print(f"{self.up_to_date} of {len(wanted)} up to date already", file=sys.stderr)
        for slug, languages in self.not_made.items() if len(wanted) > 1 else ():
            print(f"not made: {slug} in {' '.join(languages)}", file=sys.stderr)


def draft_summary(untranslated: Sequence[str]) -> str:
    """Return how many units a draft has still to be translated.

    >>> draft_summary(["annex.op.5"])
    '1 unit untranslated or fuzzy'
    """
    count = len(untranslated)
    return f"{count} {'unit' if count == 1 else 'units'} untranslated or fuzzy"


def _listed(contexts: Sequence[str], most: int = 12) -> str:
    """Return the first of *contexts*, and how many more there are."""
    more = len(contexts) - most
    return ", ".join(contexts[:most]) + (f" and {more} more (make check names them)" if more > 0 else "")
