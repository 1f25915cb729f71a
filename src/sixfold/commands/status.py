"""`sixfold status`: how far each translation is."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from sixfold.catalogs import read_catalog
from sixfold.commands.common import CatalogSet, Work
from sixfold.document import LanguageCode
from sixfold.standing import Standing, measure, standing_json, standing_table


def run(options: argparse.Namespace) -> int:
    """Show documents and languages; a catalog that can't be read is told and doesn't stop the others."""
    work = Work(options)
    rows: list[Standing] = []
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            work.carry_on(partial(_measure, work, catalogs, code, rows))
    print(standing_json(rows) if options.format == "json" else standing_table(rows))
    return max(work.exit_code, _compare(rows, options.require))


def _measure(work: Work, catalogs: CatalogSet, code: LanguageCode, rows: list[Standing]) -> None:
    path = work.project.catalog(code, catalogs.domain)
    catalog = read_catalog(path) if path.exists() else None
    rows.append(measure(catalogs.domain, code, catalog, catalogs.messages))


def _compare(rows: list[Standing], required: int | None) -> int:
    """Say which translations are not as far as is required; 1 where there is one."""
    behind = [row for row in rows if required is not None and row.percent < required]
    for row in behind:
        print(f"{row.document} in {row.language}: {row.percent}%, required are {required}%", file=sys.stderr)
    return 1 if behind else 0
