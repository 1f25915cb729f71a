"""`sixfold release`: every edition of a document in all six languages, all or nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from sixfold.catalogs.marks import unrevised
from sixfold.catalogs.po import read_catalog
from sixfold.checks.findings import Finding, format_finding, summarize
from sixfold.checks.preflight import preflight
from sixfold.checks.translations import Check, Task, all_checks, check_catalog
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import CommandContext
from sixfold.commands.report import from_here
from sixfold.commands.selection import wanted_seeds
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.errors import FindingsError, Problem, UsageError
from sixfold.project.paths import HOUSE, Project
from sixfold.publishing.manifest import describe_release
from sixfold.publishing.release import make_editions, release_folder

#: Units that are named in one line.
_MOST_NAMED = 5


def run(options: argparse.Namespace) -> int:
    """Release each document; one that is stopped doesn't stop the others."""
    context = CommandContext(options)
    wanted_seeds(context.project, options.documents)  # stops where there is none
    checks = all_checks(context.project.term_list)
    sets = list(context.catalog_sets(with_house=True))
    for document in context.documents:
        with context.continue_on_error():
            tasks = catalog_tasks(context.project, [one for one in sets if one.domain in (document.slug, HOUSE)])
            _release(context.project, document, tasks, checks, is_revision_required=options.revised)
    return context.exit_code


def _release(
    project: Project, document: Document, tasks: Sequence[Task], checks: Sequence[Check], *, is_revision_required: bool
) -> None:
    """Release *document*, or tell what stops it.

    Raises: UsageError, when its seed lies outside the project: what an archive carries must be what was printed.
    """
    seed, place = project.seed(document.slug), project.release(document.slug)
    if not seed.exists() or load_document(seed) != document:
        what = f"the seed of {document.printed_symbol} lies outside of seeds/"
        raise UsageError(what, seed, hint="a release is made of what is in the project: copy the seed there")
    findings = [finding for task in tasks for finding in check_catalog(task, checks)]
    for task in tasks:
        if task.path.exists():
            read_catalog(task.path)  # raises what is wrong with it
    _stop_at(findings, document)
    if is_revision_required:
        _stop_at_unrevised(tasks, document)
    with release_folder(place) as folder:
        make_editions(project, document, folder)
        found = preflight(sorted(folder.glob(f"*/{document.slug}.*.pdf")), project)
        findings = [replace(one, path=place / one.path.relative_to(folder)) for one in found]  # where it will stand
        _stop_at(findings, document)
        describe_release(project, document, folder, list(dict.fromkeys(finding.what for finding in findings)))
    print(from_here(place / "index.html"))


def _stop_at_unrevised(tasks: Sequence[Task], document: Document) -> None:
    """Raise what catalogs have units that nobody revised as they are now.

    Raises: FindingsError, where there are any.
    """
    problems = []
    for task in tasks:
        left = [message.name for message in unrevised(read_catalog(task.path), task.messages)]
        named = ", ".join([*left[:_MOST_NAMED], *(["…"] if left[_MOST_NAMED:] else [])])
        what = f"{document.printed_symbol} isn’t released: {len(left)} of {len(task.messages)} units are not revised: {named}"
        hint = f"`make revise LANG={task.language} DOC={task.path.stem} BY=…` by who has compared them, or release without REVISED"
        problems += [Problem(what, task.path, hint=hint)] if left else []
    if problems:
        raise FindingsError.of(problems)


def _stop_at(findings: Sequence[Finding], document: Document) -> None:
    """Tell *findings*.

    Raises: FindingsError, where any of them is more than a note.
    """
    for finding in findings:
        print(format_finding(finding), file=sys.stderr)
    if any(finding.severity != "note" for finding in findings):
        what = f"{document.printed_symbol} isn’t released: {summarize(findings)}"
        raise FindingsError(what, hint="fix them, or waive those of `make check`, and release again")
