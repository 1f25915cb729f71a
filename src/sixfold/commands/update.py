"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse
from functools import partial

from sixfold.catalogs import Merged, creation_date, merge, new_catalog, read_catalog, write_catalog
from sixfold.cli import warn
from sixfold.commands.common import CatalogSet, Work, shown
from sixfold.commands.extract import extract
from sixfold.document import LanguageCode
from sixfold.editorial import Marks, read_marks
from sixfold.missing_words import missing_words


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = Work(options)
    domains = list(work.catalog_sets())
    marks = read_marks(options.editorial, domains, languages=options.lang)
    extract(work)
    for catalogs in domains:
        merged: list[Merged] = []
        for code in catalogs.languages:
            work.carry_on(partial(_update, work, code, catalogs, marks, merged))
        is_complete = len(merged) == len(catalogs.languages) and not options.lang
        for problem in marks.problems(catalogs, merged, is_complete=is_complete):
            warn(problem)
    for problem in missing_words(work.project, work.documents, work.languages):
        warn(problem)
    return work.exit_code


def _update(work: Work, code: LanguageCode, catalogs: CatalogSet, marks: Marks, done: list[Merged]) -> None:
    path, header = work.project.catalog(code, catalogs.domain), catalogs.header
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else new_catalog(code, header)
    dated = catalog.with_header_field("POT-Creation-Date", creation_date(header.date))
    merged = merge(dated, catalogs.messages, marks.correction(catalogs.domain, header.date))
    is_written = write_catalog(path, merged.catalog)
    done.append(merged)
    print(f"{shown(path)}: {_changes(merged) or ('header' if is_written else 'unchanged')}")


def _changes(merged: Merged) -> str:
    return ", ".join(f"{number} {name}" for name, number in merged.counts.items() if number and name != "kept")
