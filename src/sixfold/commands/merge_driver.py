"""`sixfold merge-driver`: what git calls to merge two versions of a catalog."""

from __future__ import annotations

import argparse
import subprocess
from dataclasses import replace
from pathlib import Path

from sixfold.catalogs import Catalog, Reconciled, check_catalog_text, read_catalog, reconcile, render, write_catalog
from sixfold.cli import complain, explained, warn
from sixfold.errors import Problem, SixfoldError

EXAMPLE = "sixfold merge-driver base.po ours.po theirs.po fr.po"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what git hands a merge driver."""
    parser.add_argument("base", metavar="BASE", help="the common version (git: %%O)")
    parser.add_argument("ours", metavar="OURS", help="our version, which the merged one replaces (%%A)")
    parser.add_argument("theirs", metavar="THEIRS", help="the other version (%%B)")
    parser.add_argument("path", metavar="PATH", help="the catalog’s place in the repository (%%P)")


def run(options: argparse.Namespace) -> int:
    """Merge into the file of ours; 1 where somebody has to decide.

    Where the catalogs can't be merged unit by unit git's own merge of lines is left in the file of ours: nothing but the
    other side's version would be lost by leaving ours.
    """
    try:
        conflicts = _merge(options).conflicts
    except Exception as error:
        if options.debug:
            raise
        complain(_named(explained(error), Path(options.path)))
        return _merge_lines(options)
    for context in conflicts:
        what = f"{context}: both sides changed it"
        warn(Problem(what, Path(options.path), hint="theirs is in a comment: decide, then delete the comment and the mark fuzzy"))
    return 1 if conflicts else 0


def _merge(options: argparse.Namespace) -> Reconciled:
    base, ours, theirs = (_read(Path(name)) for name in (options.base, options.ours, options.theirs))
    if ours is None or theirs is None:
        raise SixfoldError("one of the two versions is empty", Path(options.path))
    merged = reconcile(base, ours, theirs)
    check_catalog_text(Path(options.path), render(merged.catalog))
    write_catalog(Path(options.ours), merged.catalog)
    return merged


def _read(path: Path) -> Catalog | None:
    """Return the catalog; None for the empty file that git gives where there is no common version."""
    return read_catalog(path) if path.stat().st_size else None


def _named(error: SixfoldError, path: Path) -> SixfoldError:
    """Return *error* with the name that a person knows the file by, not that of git's copy."""
    error.problems = [replace(problem, path=path) for problem in error.problems]
    return error


def _merge_lines(options: argparse.Namespace) -> int:
    names = ("-L", "ours", "-L", "base", "-L", "theirs", options.ours, options.base, options.theirs)
    subprocess.run(["git", "merge-file", *names], check=False)  # noqa: S603, S607 - git has called us
    return 1
