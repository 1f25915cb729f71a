"""`sixfold handover`: one language of a document in a folder, with a page that says what is whole and what isn't."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sixfold.catalogs.coverage import Coverage, measure_coverage
from sixfold.catalogs.model import Catalog
from sixfold.catalogs.po import read_catalogs
from sixfold.checks.findings import Report, write_report
from sixfold.checks.preflight import preflight
from sixfold.checks.translations import Task, all_checks, check_catalog
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.report import from_here
from sixfold.commands.selection import wanted_seeds
from sixfold.document.model import Document
from sixfold.languages import LanguageCode
from sixfold.project.paths import HOUSE
from sixfold.publishing.handover import Handover, describe_handover
from sixfold.publishing.release import build_into, editions_of, release_folder
from sixfold.publishing.requests import EditionRequest, Outcome


def run(options: argparse.Namespace) -> int:
    """Hand over each document in each language that is meant; one that fails doesn't stop the others."""
    context = CommandContext(options)
    wanted_seeds(context.project, options.documents)  # stops where there is none
    for document in context.documents:
        for code in context.languages:
            with context.continue_on_error():
                _hand_over(context, document, code)
    return context.exit_code


def _hand_over(context: CommandContext, document: Document, code: LanguageCode) -> None:
    project = context.project
    place = project.handover(document.slug, code)
    sets = [CatalogSet(HOUSE, target_languages("en", [code]))]
    sets.append(CatalogSet(document.slug, target_languages(document.own_language, [code]), document))
    tasks = catalog_tasks(project, sets)
    with release_folder(place) as folder:
        editions = _editions(context, document, code, folder)
        checks = all_checks(project.term_list)
        findings = [finding for task in tasks for finding in check_catalog(task, checks)]
        found = preflight([folder / one["path"] for one in editions if one["path"]], project)
        findings += [replace(one, path=place / one.path.relative_to(folder)) for one in found]
        report = Report("sixfold handover", project.root, (), findings, [task.path for task in tasks])
        (folder / "check.txt").write_text(write_report(report, "text"), encoding="utf-8")
        for path in (task.path for task in tasks if task.path.exists()):
            (folder / "catalogs").mkdir(exist_ok=True)
            shutil.copyfile(path, folder / "catalogs" / f"{path.stem}.{code}.po")
        said = json.loads(write_report(report, "json"))["findings"]
        handover = Handover(document, code, editions, _coverages(tasks), said)
        gaps = describe_handover(handover, folder, project.templates)
    print(from_here(place / "index.html"))
    for gap in gaps:
        print(f"{document.printed_symbol} in {code} isn’t whole: {gap}", file=sys.stderr)


def _editions(context: CommandContext, document: Document, code: LanguageCode, folder: Path) -> list[dict[str, str]]:
    """Make the editions below *folder*; of a draft the screen edition alone. Return what became of each."""
    project = context.project
    requests = editions_of(project, document, [code])
    made = list(build_into(project, requests, folder, is_strict=True))
    drafts = [request for request, outcome in made if outcome.is_withheld and request == requests[0]]
    again = dict(build_into(project, drafts, folder, is_strict=False)) if drafts else {}
    return [_edition(request, again.get(request, outcome), folder) for request, outcome in made]


def _edition(request: EditionRequest, outcome: Outcome, folder: Path) -> dict[str, str]:
    """Return what became of an edition: its path in *folder*, or the reason why there is none; and what a draft lacks."""
    reason = "; ".join(problem.what for problem in outcome.failure.problems) if outcome.failure else ""
    return {
        "name": "press" if request.press else request.edition,
        "path": outcome.paths[0].relative_to(folder).as_posix() if outcome.paths else "",
        "reason": reason or ("" if outcome.paths else outcome.draft_summary),
        "draft": outcome.draft_summary if outcome.paths and outcome.untranslated else "",
    }


def _coverages(tasks: Sequence[Task]) -> list[Coverage]:
    """Return how complete the catalogs are that can be read; the others are findings."""
    there = [task for task in tasks if task.path.exists()]
    read = zip(there, read_catalogs([task.path for task in there]), strict=True)
    return [
        measure_coverage(task.language, task.path.stem, one, task.messages)
        for task, one in read
        if isinstance(one, Catalog)
    ]
