"""`sixfold extract`: the templates of catalogs, and the schema of seeds for editors."""

from __future__ import annotations

import argparse

from sixfold.catalogs.pot import write_template
from sixfold.commands.common import CommandContext
from sixfold.commands.report import from_here
from sixfold.document.seeds import json_schema
from sixfold.project.files import write_atomically


def run(options: argparse.Namespace) -> int:
    """Write the templates, and the schema."""
    context = CommandContext(options)
    extract(context)
    return context.exit_code


def extract(context: CommandContext) -> dict[str, frozenset[str]]:
    """Write the templates of the domains that are meant, and the schema, where they changed.

    Return the notes `#.` that went from templates, by domain, where any did.
    """
    gone = {}
    for catalogs in context.catalog_sets():
        path = context.project.catalog_template(catalogs.domain)
        if lines := write_template(path, catalogs.messages, catalogs.header):
            gone[catalogs.domain] = lines
        print(from_here(path))
    path, schema = context.project.schema, json_schema().encode()
    if not path.exists() or path.read_bytes() != schema:
        write_atomically(path, schema)
        print(from_here(path))
    return gone
