"""`sixfold release`: every edition of a document in all six languages, all or nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sixfold.catalogs import read_catalog
from sixfold.checks.findings import Finding, format_finding, summarize
from sixfold.checks.preflight import preflight
from sixfold.checks.translations import Check, Task, all_checks, check_catalog
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.report import from_here
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.errors import FindingsError, UsageError
from sixfold.project.paths import Project
from sixfold.publishing.manifest import list_sums, make_manifest, write_manifest, write_overview
from sixfold.publishing.release import make_editions, release_folder


def run(options: argparse.Namespace) -> int:
    """Release each document; one that is stopped doesn't stop the others."""
    context = CommandContext(options)
    if not context.documents and not context.exit_code:
        raise UsageError("there is no seed in seeds/", hint="write one: sixfold new A/67/1 --kind letter")
    checks = all_checks(context.project.term_list)
    sets = list(context.catalog_sets(with_house=True))
    for document in context.documents:
        wanted = [catalogs for catalogs in sets if catalogs.domain in (document.slug, "house")]
        with context.continue_on_error():
            _Release(context.project, document).make(wanted, checks)
    return context.exit_code


@dataclass(frozen=True)
class _Release:
    """The release of one document."""

    project: Project
    document: Document

    def make(self, catalogs: Sequence[CatalogSet], checks: Sequence[Check]) -> None:
        """Make it, or tell what stops it."""
        _check_place(self.project, self.document)
        self._stop_at([finding for one in catalogs for finding in _catalog_findings(self.project, one, checks)])
        place = self.project.release(self.document.slug)
        with release_folder(place) as folder:
            make_editions(self.project, self.document, folder)
            found = preflight(sorted(folder.glob(f"*/{self.document.slug}.*.pdf")), self.project)
            findings = [replace(one, path=place / one.path.relative_to(folder)) for one in found]  # where it will stand
            self._stop_at(findings)
            manifest = make_manifest(self.project, self.document, folder)
            notes = tuple(dict.fromkeys(finding.what for finding in findings))
            (folder / "manifest.json").write_text(write_manifest(manifest), encoding="utf-8")
            page = write_overview(self.document, manifest, self.project.templates, notes)
            (folder / "index.html").write_text(page, encoding="utf-8")
            (folder / "SHA256SUMS").write_text(list_sums(folder), encoding="utf-8")
        print(from_here(place / "index.html"))

    def _stop_at(self, findings: Sequence[Finding]) -> None:
        """Tell *findings*.

        Raises: FindingsError, where any of them is more than a note.
        """
        for finding in findings:
            print(format_finding(finding), file=sys.stderr)
        if any(finding.severity != "note" for finding in findings):
            what = f"{self.document.printed_symbol} isn’t released: {summarize(findings)}"
            raise FindingsError(what, hint="fix them, or waive those of `make check`, and release again")


def _check_place(project: Project, document: Document) -> None:
    """Look whether *document* is the project's own: what an archive carries must be what was printed.

    Raises: UsageError, when its seed lies elsewhere.
    """
    seed = project.seed(document.slug)
    if not seed.exists() or load_document(seed) != document:
        what = f"the seed of {document.printed_symbol} lies outside of seeds/"
        raise UsageError(what, seed, hint="a release is made of what is in the project: copy the seed there")


def _catalog_findings(project: Project, catalogs: CatalogSet, checks: Sequence[Check]) -> Iterator[Finding]:
    for code in catalogs.languages:
        path = project.catalog(code, catalogs.domain)
        task = Task(path, code, catalogs.source, catalogs.messages, catalogs.layout)
        yield from check_catalog(task, checks)
        if path.exists():
            read_catalog(path)
