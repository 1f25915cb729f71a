"""`sixfold release`: every edition of a document in the languages that are ready. `sixfold handover`: one language as it is."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from sixfold.catalogs.coverage import measure_coverage
from sixfold.catalogs.marks import unrevised
from sixfold.catalogs.model import Catalog
from sixfold.catalogs.po import read_catalog, read_catalogs
from sixfold.checks.findings import Check, Finding, Report, format_finding, summarize, write_report
from sixfold.checks.preflight import preflight
from sixfold.checks.translations.runner import Task, all_checks, check_catalog
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.report import chosen_cluster, from_here
from sixfold.commands.selection import wanted_seeds
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.errors import FindingsError, Problem, UsageError, WriteError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import HOUSE, Project
from sixfold.publishing.manifest import Handover, ReleaseParts, describe_handover, describe_release
from sixfold.publishing.pipeline import typesetters
from sixfold.publishing.release import build_into, editions_of, make_editions, release_folder
from sixfold.publishing.released import Released, check_unchanged, read_release, read_sums

#: Units that are named in one line.
_MOST_NAMED = 5


def release(options: argparse.Namespace) -> int:
    """Release each document; one that is stopped doesn't stop the others."""
    context = CommandContext(options)
    wanted_seeds(context.project, options.documents)  # stops where there is none
    cluster = chosen_cluster(options)
    with typesetters(context.project, (), cluster=cluster) if cluster else nullcontext() as workers:
        wanted = _Release(context, options, all_checks(context.project.term_list), workers)
        for document in context.documents:
            with context.continue_on_error():
                wanted.make(document)
    return context.exit_code


@dataclass(frozen=True)
class _Release:
    """What releases are made with: the checks that they have to pass, and the workers of a cluster."""

    context: CommandContext
    options: argparse.Namespace
    checks: Sequence[Check]
    workers: Executor | None

    def make(self, document: Document) -> None:
        """Release *document* in the languages that are meant; those that are released already stay as they are.

        Raises: FindingsError, for what stops it; UsageError, when its seed lies outside the project: what an archive carries must
        be what was printed.
        """
        project = self.context.project
        seed, place = project.seed(document.slug), project.release(document.slug)
        if not seed.exists() or load_document(seed) != document:
            what = f"the seed of {document.printed_symbol} lies outside of seeds/"
            raise UsageError(what, seed, hint="a release is made of what is in the project: copy the seed there")
        wanted = self.context.languages
        is_all_again = self.options.again and set(wanted) == set(LANGUAGE_CODES)
        former = None if is_all_again else read_release(place)
        kept = [code for code in former.languages if not (self.options.again and code in wanted)] if former else []
        for code in check_unchanged(former, project, document, kept) if former else ():
            what = f"note: {project.catalog(code, document.slug)} changed since {code} was released, which stays as it is"
            print(what, file=sys.stderr)
        if codes := [code for code in wanted if code not in kept]:
            self._check(document, codes)
            self._write(document, codes, former, kept)
        elif former:
            what = f"{document.printed_symbol} is released already in {' '.join(kept)}: nothing to do (AGAIN=1 makes it again)"
            print(what, file=sys.stderr)
        print(from_here(place / "index.html"))

    def _check(self, document: Document, codes: Sequence[LanguageCode]) -> None:
        """Check what is going to be released.

        Raises: FindingsError, for what keeps it from being released.
        """
        tasks = _tasks(self.context.project, document, codes)
        findings = [finding for task in tasks for finding in check_catalog(task, self.checks)]
        catalogs = [(task, read_catalog(task.path)) for task in tasks if task.path.exists()]  # raises what is wrong with one
        _stop_at(findings, document)
        problems = []
        for task, catalog in catalogs if self.options.revised else ():
            left = [message.name for message in unrevised(catalog, task.messages)]
            named = ", ".join([*left[:_MOST_NAMED], *(["…"] if left[_MOST_NAMED:] else [])])
            what = f"{document.printed_symbol} isn’t released: {len(left)} of {len(task.messages)} units are not revised: {named}"
            revise = f"`make revise LANG={task.language} DOC={task.path.stem} BY=…`"
            hint = f"{revise} by who has compared them, or release without REVISED"
            problems += [Problem(what, task.path, hint=hint)] if left else []
        if problems:
            raise FindingsError.of(problems)

    def _write(
        self, document: Document, codes: Sequence[LanguageCode], former: Released | None, kept: Sequence[LanguageCode]
    ) -> None:
        """Make the editions of the languages *codes* and put them in place with those that are *kept*."""
        project, place = self.context.project, self.context.project.release(document.slug)
        before = read_sums(place)
        with release_folder(place) as folder:
            if read_sums(place) != before:
                raise WriteError("another process released meanwhile", place, hint="release again")
            taken = former.take_over(kept, folder) if former else {}
            made = make_editions(project, document, codes, folder, self.workers)
            files = taken | made
            found = preflight(sorted(path for path in files if path.name.startswith(f"{document.slug}.")), project)
            new = [replace(one, path=place / one.path.relative_to(folder)) for one in found if one.path in made]
            _stop_at(new, document)  # with the paths at which they will stand
            notes = list(dict.fromkeys((files[one.path], one.what) for one in found))
            describe_release(project, document, folder, ReleaseParts(made, notes, former))
            after = read_sums(folder)
        for name in sorted(name for name, digest in before.items() if after.get(name) not in (None, digest)):
            if name not in ("index.html", "manifest.json"):
                print(f"replaced: {from_here(place / name)}", file=sys.stderr)
        for name in sorted(before.keys() - after.keys()):
            print(f"no longer there: {from_here(place / name)}", file=sys.stderr)


def _tasks(project: Project, document: Document, codes: Sequence[LanguageCode]) -> list[Task]:
    """Return what there is to check in the catalogs of the house and of *document* in the languages *codes*."""
    house = CatalogSet(HOUSE, target_languages("en", codes))
    own = CatalogSet(document.slug, target_languages(document.own_language, codes), document)
    return catalog_tasks(project, [house, own])


def _stop_at(findings: Sequence[Finding], document: Document) -> None:
    """Tell *findings*.

    Raises: FindingsError, where any of them is more than a note.
    """
    for finding in findings:
        print(format_finding(finding), file=sys.stderr)
    if any(finding.severity != "note" for finding in findings):
        what = f"{document.printed_symbol} isn’t released: {summarize(Counter(one.severity for one in findings))}"
        raise FindingsError(what, hint="fix them, or waive those of `make check`, and release again")


def handover(options: argparse.Namespace) -> int:
    """Hand over each document in each language that is meant; one that fails doesn't stop the others."""
    context = CommandContext(options)
    wanted_seeds(context.project, options.documents)  # stops where there is none
    for document in context.documents:
        for code in context.languages:
            with context.continue_on_error():
                _hand_over(context.project, document, code)
    return context.exit_code


def _hand_over(project: Project, document: Document, code: LanguageCode) -> None:
    place = project.handover(document.slug, code)
    tasks = _tasks(project, document, [code])
    with release_folder(place) as folder:
        editions = _editions(project, document, code, folder)
        checks = all_checks(project.term_list)
        findings = [finding for task in tasks for finding in check_catalog(task, checks)]
        found = preflight([folder / one["path"] for one in editions if one["path"]], project)
        findings += [replace(one, path=place / one.path.relative_to(folder)) for one in found]
        report = Report("sixfold handover", project.root, (), findings, [task.path for task in tasks])
        (folder / "check.txt").write_text(write_report(report, "text"), encoding="utf-8")
        there = [task for task in tasks if task.path.exists()]
        for task in there:
            (folder / "catalogs").mkdir(exist_ok=True)
            shutil.copyfile(task.path, folder / "catalogs" / f"{task.path.stem}.{code}.po")
        read = read_catalogs(task.path for task in there)
        coverages = [
            measure_coverage(task.language, task.path.stem, one, task.messages)
            for task in there if isinstance(one := read.get(task.path), Catalog)
        ]  # fmt: skip  (one that can't be read is a finding)
        said = json.loads(write_report(report, "json"))["findings"]
        gaps = describe_handover(Handover(document, code, editions, coverages, said), folder, project.templates)
    print(from_here(place / "index.html"))
    for gap in gaps:
        print(f"{document.printed_symbol} in {code} isn’t whole: {gap}", file=sys.stderr)


def _editions(project: Project, document: Document, code: LanguageCode, folder: Path) -> list[dict[str, str]]:
    """Make the editions below *folder*; of a draft the screen edition alone.

    Return what became of each: its path in *folder*, or the reason why there is none; and what a draft lacks.
    """
    requests = editions_of(project, document, [code])
    made = dict(build_into(project, requests, folder, is_strict=True))
    if made[requests[0]].is_withheld:
        made |= build_into(project, requests[:1], folder, is_strict=False)
    became = []
    for request, outcome in made.items():
        reason = "; ".join(problem.what for problem in outcome.failure.problems) if outcome.failure else ""
        became.append({
            "name": "press" if request.press else request.edition,
            "path": outcome.paths[0].relative_to(folder).as_posix() if outcome.paths else "",
            "reason": reason or ("" if outcome.paths else outcome.draft_summary),
            "draft": outcome.draft_summary if outcome.paths and outcome.untranslated else "",
        })  # fmt: skip
    return became
