"""`sixfold new`: a new document from an annotated template."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from sixfold.commands.report import from_here
from sixfold.document.scaffold import ScaffoldOptions, new_seed, read_symbols
from sixfold.document.seeds import parse_seed
from sixfold.document.symbols import join_slugs
from sixfold.errors import UsageError
from sixfold.project.files import write_atomically
from sixfold.project.paths import find_project


def run(options: argparse.Namespace) -> int:
    """Write the seed, unless there is one."""
    project = find_project(Path.cwd())
    symbols = read_symbols(options.symbol)
    path = project.root / "seeds" / f"{join_slugs(symbols)}.yaml"
    if path.exists():
        raise UsageError(f"the seed of {options.symbol} is there already", from_here(path), hint="edit it, or move it away")
    date = options.date or datetime.date.today()  # the day where the author sits
    text = new_seed(symbols, ScaffoldOptions(options.kind, date, options.original, options.organ, options.job))
    parse_seed(text, from_here(path))
    write_atomically(path, text.encode())
    print(from_here(path))
    what_next = "next: write what stands in square brackets; make pdf shows it, make update begins the translation"
    print(what_next, file=sys.stderr)
    return 0
