"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from sixfold.catalogs import creation_date, merge, new_catalog, read_catalog, write_catalog
from sixfold.commands.common import CatalogSet, Work, shown
from sixfold.commands.extract import extract
from sixfold.document import LanguageCode
from sixfold.project import HOUSE
from sixfold.terms import TermBase, offer_terms, read_terms


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = Work(options)
    terms = read_terms(work.project.term_lists)
    extract(work)
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            work.carry_on(partial(_update, path, code, catalogs, terms))
    return work.exit_code


def _update(path: Path, code: LanguageCode, catalogs: CatalogSet, terms: TermBase) -> None:
    header = catalogs.header
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else new_catalog(code, header)
    messages = catalogs.messages
    if catalogs.domain != HOUSE:  # words of the house are terms themselves
        messages = offer_terms(messages, terms, catalogs.source, code)
    merged = merge(catalog.with_header_field("POT-Creation-Date", creation_date(header.date)), messages)
    is_written = write_catalog(path, merged.catalog)
    changes = ", ".join(f"{number} {name}" for name, number in merged.counts.items() if number and name != "kept")
    print(f"{shown(path)}: {changes or ('notes or header' if is_written else 'unchanged')}")
