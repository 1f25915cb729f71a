"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sixfold.catalogs import Catalog, Merged, creation_date, merge, new_catalog, read_catalog, write_catalog
from sixfold.cli import shown, warn
from sixfold.commands.common import CatalogSet, Work
from sixfold.commands.extract import extract
from sixfold.document import LanguageCode
from sixfold.editorial import Marks, read_marks
from sixfold.memory import Memory, fill, project_memory
from sixfold.messages import Message
from sixfold.missing_words import missing_words
from sixfold.project import HOUSE
from sixfold.terms import TermBase, offer_terms, read_terms


@dataclass(frozen=True)
class _Helps:
    """What an update goes by: editorial marks, terms, and what other documents have in a language."""

    marks: Marks
    terms: TermBase
    memory: Callable[[LanguageCode], Memory]

    def offer(self, catalogs: CatalogSet, code: LanguageCode) -> Sequence[Message]:
        """Return the messages, with their terms; words of the house are terms themselves."""
        if catalogs.domain == HOUSE:
            return catalogs.messages
        return offer_terms(catalogs.messages, self.terms, catalogs.source, code)

    def fill(self, catalog: Catalog, domain: str, code: LanguageCode) -> tuple[Catalog, Sequence[str]]:
        """Return the catalog with exact matches from other documents, and the contexts that got one."""
        return (catalog, ()) if domain == HOUSE else fill(catalog, partial(self.memory, code), domain)


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = Work(options)
    domains = list(work.catalog_sets())
    marks = read_marks(options.editorial, domains, languages=options.lang)
    extract(work)
    helps = _Helps(marks, read_terms(work.project.term_lists), cache(partial(project_memory, work.project)))
    for catalogs in domains:
        merged: list[Merged] = []
        for code in catalogs.languages:
            work.carry_on(lambda code=code: merged.append(_update(work, code, catalogs, helps)))  # type: ignore[misc]  # noqa: B023
        is_complete = len(merged) == len(catalogs.languages) and not options.lang
        for problem in marks.problems(catalogs, merged, is_complete=is_complete):
            warn(problem)
    for problem in missing_words(work.project, work.documents, work.languages):
        warn(problem)
    return work.exit_code


def _update(work: Work, code: LanguageCode, catalogs: CatalogSet, helps: _Helps) -> Merged:
    path, header = work.project.catalog(code, catalogs.domain), catalogs.header
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else new_catalog(code, header)
    dated = catalog.with_header_field("POT-Creation-Date", creation_date(header.date))
    merged = merge(dated, helps.offer(catalogs, code), helps.marks.correction(catalogs.domain, header.date))
    complete, filled = helps.fill(merged.catalog, catalogs.domain, code)
    is_written = write_catalog(path, complete)
    print(f"{shown(path)}: {_changes(merged, len(filled)) or ('notes or header' if is_written else 'unchanged')}")
    return merged


def _changes(merged: Merged, filled: int) -> str:
    counts = {**merged.counts, "filled from other documents": filled}
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number and name != "kept")
