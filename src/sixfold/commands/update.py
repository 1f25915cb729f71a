"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from sixfold.catalogs import creation_date, merge, new_catalog, read_catalog, write_catalog
from sixfold.cli import shown
from sixfold.commands.common import CatalogSet, Work
from sixfold.commands.extract import extract
from sixfold.document import LanguageCode


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = Work(options)
    extract(work)
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            work.carry_on(partial(_update, path, code, catalogs))
    return work.exit_code


def _update(path: Path, code: LanguageCode, catalogs: CatalogSet) -> None:
    header = catalogs.header
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else new_catalog(code, header)
    merged = merge(catalog.with_header_field("POT-Creation-Date", creation_date(header.date)), catalogs.messages)
    is_written = write_catalog(path, merged.catalog)
    changes = ", ".join(f"{number} {name}" for name, number in merged.counts.items() if number and name != "kept")
    print(f"{shown(path)}: {changes or ('header' if is_written else 'unchanged')}")
