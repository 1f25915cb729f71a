"""`sixfold extract`: the templates of catalogs, and the schema of seeds for editors."""

from __future__ import annotations

import argparse

from sixfold.catalogs import write_template
from sixfold.commands.common import CommandContext
from sixfold.commands.report import from_here
from sixfold.document.seeds import json_schema
from sixfold.project.files import write_atomically


def run(options: argparse.Namespace) -> int:
    """Write the templates, and the schema."""
    work = CommandContext(options)
    extract(work)
    return work.exit_code


def extract(work: CommandContext) -> None:
    """Write the templates of the domains that are meant, and the schema, where they changed."""
    for catalogs in work.catalog_sets():
        path = work.project.catalog_template(catalogs.domain)
        write_template(path, catalogs.messages, catalogs.header)
        print(from_here(path))
    path, schema = work.project.schema, json_schema().encode()
    if not path.exists() or path.read_bytes() != schema:
        write_atomically(path, schema)
        print(from_here(path))
