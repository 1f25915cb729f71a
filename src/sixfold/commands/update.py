"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sixfold.catalogs import Catalog, creation_date, merge, new_catalog, read_catalog, write_catalog
from sixfold.commands.common import CatalogSet, Work, shown
from sixfold.commands.extract import extract
from sixfold.document import LanguageCode
from sixfold.memory import Memory, fill, project_memory
from sixfold.messages import Message
from sixfold.project import HOUSE
from sixfold.terms import TermBase, offer_terms, read_terms


@dataclass(frozen=True)
class _Helps:
    """What helps a translator of a document: the terms, and what other documents have in a language."""

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
    helps = _Helps(read_terms(work.project.term_lists), cache(partial(project_memory, work.project)))
    extract(work)
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            work.carry_on(partial(_update, work, code, catalogs, helps))
    return work.exit_code


def _update(work: Work, code: LanguageCode, catalogs: CatalogSet, helps: _Helps) -> None:
    path, header = work.project.catalog(code, catalogs.domain), catalogs.header
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else new_catalog(code, header)
    dated = catalog.with_header_field("POT-Creation-Date", creation_date(header.date))
    merged = merge(dated, helps.offer(catalogs, code))
    complete, filled = helps.fill(merged.catalog, catalogs.domain, code)
    is_written = write_catalog(path, complete)
    counts = {**merged.counts, "filled from other documents": len(filled)}
    changes = ", ".join(f"{number} {name}" for name, number in counts.items() if number and name != "kept")
    print(f"{shown(path)}: {changes or ('notes or header' if is_written else 'unchanged')}")
