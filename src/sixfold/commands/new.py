"""`sixfold new`: a commented seed to begin with."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from sixfold.commands.arguments import CODES
from sixfold.commands.report import from_here
from sixfold.document.scaffold import ScaffoldOptions, new_seed, read_symbols
from sixfold.document.seeds import parse_seed
from sixfold.document.symbols import join_slugs
from sixfold.errors import UsageError
from sixfold.project.files import write_atomically
from sixfold.project.paths import find_project

EXAMPLE = "sixfold new A/67/1 --kind letter"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what a new seed begins with."""
    parser.add_argument("symbol", metavar="SYMBOL", help="A/67/1, or A/68/984-S/2014/642 for a joint one")
    kinds = "letter, note-verbale, report, resolution or draft-resolution"
    parser.add_argument("--kind", required=True, metavar="KIND", help=kinds)
    original = "the language that it is written in (en)"
    parser.add_argument(
        "--original", "--lang", metavar="CODE", type=str.lower, choices=CODES, default="en", help=original
    )
    parser.add_argument("--organ", metavar="ORGAN", help="where the symbol doesn’t tell: general-assembly, …")
    parser.add_argument("--date", metavar="DATE", type=_day, help="of the masthead, 2012-09-18; today for none")
    parser.add_argument("--job", metavar="NUMBER", help="job number, 12-53026")


def _day(typed: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{typed}” is not a date such as 2012-09-18") from None


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
