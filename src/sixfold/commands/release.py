"""`sixfold release`: every edition of a document in the languages that are ready; others join them later."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace

from sixfold.catalogs.marks import unrevised
from sixfold.catalogs.po import read_catalog
from sixfold.checks.findings import Finding, format_finding, summarize
from sixfold.checks.preflight import preflight
from sixfold.checks.translations import Check, Task, all_checks, check_catalog
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.report import chosen_cluster, from_here
from sixfold.commands.selection import wanted_seeds
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.errors import FindingsError, Problem, UsageError, WriteError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import HOUSE
from sixfold.publishing.manifest import ReleaseParts, describe_release
from sixfold.publishing.pipeline import typesetters
from sixfold.publishing.release import make_editions, release_folder
from sixfold.publishing.released import Released, check_unchanged, read_release, read_sums

#: Units that are named in one line.
_MOST_NAMED = 5


def run(options: argparse.Namespace) -> int:
    """Release each document; one that is stopped doesn't stop the others."""
    context = CommandContext(options)
    wanted_seeds(context.project, options.documents)  # stops where there is none
    checks, sets = all_checks(context.project.term_list), list(context.catalog_sets(with_house=True))
    cluster = chosen_cluster(options)
    with typesetters(context.project, 0, cluster=cluster) if cluster else nullcontext() as workers:
        release = _Release(context, checks, sets, options, workers)
        for document in context.documents:
            with context.continue_on_error():
                release.make(document)
    return context.exit_code


@dataclass(frozen=True)
class _Release:
    """What releases are made with: the checks that they have to pass, the catalogs of the languages that are meant, a cluster."""

    context: CommandContext
    checks: Sequence[Check]
    sets: Sequence[CatalogSet]
    options: argparse.Namespace
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
        sets = [one for one in self.sets if one.domain in (document.slug, HOUSE)]
        tasks = [task for task in catalog_tasks(self.context.project, sets) if task.language in codes]
        findings = [finding for task in tasks for finding in check_catalog(task, self.checks)]
        for task in tasks:
            if task.path.exists():
                read_catalog(task.path)  # raises what is wrong with it
        _stop_at(findings, document)
        if self.options.revised:
            _stop_at_unrevised(tasks, document)

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
