"""`sixfold pdf`: editions, as PDF. What is up to date stays as it is; the rest is made by `publishing`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Generator, Sequence
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.commands.arguments import CODES, PSEUDO
from sixfold.commands.report import chosen_cluster, derive_fonts, from_here, print_failure, shown_progress
from sixfold.commands.selection import wanted_seeds
from sixfold.errors import UsageError
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project, find_project
from sixfold.publishing.build_state import BuildState
from sixfold.publishing.pipeline import build_editions, in_order, typesetters
from sixfold.publishing.requests import ComposedPage, EditionRequest, Outcome, TypesetEdition

if TYPE_CHECKING:
    from concurrent.futures import Executor

WHY_WITHHELD = "--strict (STRICT=1) wants a complete translation"
"""What is said of a draft that is not written."""

#: Units of a draft that are named.
_MOST_LISTED = 12


def run(options: argparse.Namespace) -> int:
    """Write a PDF for each document and language; an edition that fails doesn't stop the others."""
    project = find_project(Path.cwd())
    wanted = requests(project, options)
    exit_code = up_to_date = 0
    not_made: dict[str, list[str]] = {}
    with closing(outcomes(project, wanted, options)) as known:
        for request, outcome in in_order(wanted, known):
            code = _report(project, request, outcome, is_debugged=options.debug)
            exit_code = max(exit_code, code)
            if code:
                not_made.setdefault(request.slug, []).append(request.language)
            up_to_date += outcome.is_up_to_date and not code
    if up_to_date:
        print(f"{up_to_date} of {len(wanted)} up to date already", file=sys.stderr)
    for slug, languages in not_made.items() if len(wanted) > 1 else ():
        print(f"not made: {slug} in {' '.join(languages)}", file=sys.stderr)
    return exit_code


def requests(project: Project, options: argparse.Namespace) -> list[EditionRequest]:
    """Return an edition for each document and language.

    Raises: UsageError, for a document that isn't there, for a language beside itself or none, for changes in two.
    """
    seeds, codes = wanted_seeds(project, options.documents), dict.fromkeys(options.lang or CODES)
    if options.since and (options.beside or options.edition != "screen" or not {*options.lang}.isdisjoint(PSEUDO)):
        what = "changes are marked in the screen edition of one of the six languages at a time"
        raise UsageError(what, hint="leave out --since (SINCE=), or the other options")
    if beside := options.beside:
        if not {*options.lang}.isdisjoint((beside, *PSEUDO)):
            what = f"{beside} can stand beside another of the six languages only: not beside {' '.join(options.lang)}"
            other = "en" if beside != "en" else "fr"
            raise UsageError(what, hint=f"for example: --lang {other} --beside {beside} (LANG={other} BESIDE={beside})")
        codes.pop(beside, None)
    elif options.pages:
        raise UsageError("pages alternate between two languages", hint="add --beside en (BESIDE=en)")
    request = partial(EditionRequest, is_proof=options.proof, prints_fuzzy=options.fuzzy, edition=options.edition)
    request = partial(request, beside=options.beside, has_spreads=bool(options.pages), since=options.since)
    return [request(seed, code) for seed in seeds for code in codes]


def outcomes(
    project: Project, wanted: Sequence[EditionRequest], options: argparse.Namespace, workers: Executor | None = None
) -> Generator[tuple[EditionRequest, Outcome], None, None]:
    """Yield what became of each request, as it is known. Without *workers* there are some while they are needed."""
    state = BuildState(project)
    to_do = []
    for request in wanted:
        untranslated = None if request.since else state.up_to_date(request)  # the other version may be anywhere
        if untranslated is None:
            to_do.append(request)
        else:
            yield request, Outcome(untranslated, is_withheld=options.strict and bool(untranslated), is_up_to_date=True)
    state.save()
    if not to_do:
        return
    state.remove_leftovers(to_do)

    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        path = page.request.pdf(project)
        write_atomically(path, edition.pdf)
        if not page.request.since:
            state.record(page, edition)
        return [path]

    languages = [request.language for request in to_do]
    with (
        nullcontext(workers)
        if workers
        else typesetters(project, languages, options.jobs, derive_fonts, chosen_cluster(options)) as executor
    ):
        made = build_editions(project, to_do, executor, save, is_strict=options.strict, derive=derive_fonts)
        yield from shown_progress(made, len(to_do), "PDF")


def _report(project: Project, request: EditionRequest, outcome: Outcome, *, is_debugged: bool) -> int:
    """Say what became of *request*, its path on standard output if the edition is there; return the exit code."""
    path = from_here(request.pdf(project))
    if units := outcome.untranslated:
        more = f" and {len(units) - _MOST_LISTED} more (make check names them)" if len(units) > _MOST_LISTED else ""
        print(f"{path}: DRAFT: {outcome.draft_summary}: {', '.join(units[:_MOST_LISTED])}{more}", file=sys.stderr)
    if code := print_failure(outcome, path, WHY_WITHHELD, with_traceback=is_debugged):
        return code
    if request.is_proof:
        print(f"{path}: PROOF: the address of each unit is in the margin; not for print", file=sys.stderr)
    print(path, flush=True)
    return 0
