"""`sixfold status`: how far each translation is."""

from __future__ import annotations

import argparse

from tabulate import tabulate

from sixfold.catalogs import counts, read_catalog
from sixfold.commands.common import Work

_HEADINGS = ("document", "language", "translated", "fuzzy", "missing", "words", "done")


def run(options: argparse.Namespace) -> int:
    """Show a table of documents and languages."""
    work = Work(options)
    rows = []
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            found = counts(read_catalog(path) if path.exists() else None, catalogs.messages)
            share = found.words_translated / found.words if found.words else 1
            numbers = (found.translated, found.fuzzy, found.missing, found.words)
            rows.append([catalogs.domain, code, *numbers, f"{share:.0%}"])
    print(tabulate(rows, headers=_HEADINGS, tablefmt="simple"))
    return work.exit_code
