"""`sixfold extract`: the templates of catalogs, and the schema of seeds for editors."""

from __future__ import annotations

import argparse

from sixfold.catalogs.pot import write_template
from sixfold.commands.common import CommandContext
from sixfold.commands.report import from_here
from sixfold.document.seeds import json_schema
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project


def run(options: argparse.Namespace) -> int:
    """Write the templates of the domains that are meant, and the schema, where they changed."""
    context = CommandContext(options)
    for catalogs in context.catalog_sets():
        path = context.project.catalog_template(catalogs.domain)
        write_template(path, catalogs.messages, catalogs.header)
        print(from_here(path))
    write_schema(context.project)
    return context.exit_code


def write_schema(project: Project) -> None:
    """Write the schema of seeds, and say so, where it changed."""
    path, schema = project.schema, json_schema().encode()
    if not path.exists() or path.read_bytes() != schema:
        write_atomically(path, schema)
        print(from_here(path))
