"""`sixfold merge-driver`: what git calls to merge two versions of a catalog."""

from __future__ import annotations

import argparse
import os
import subprocess
from dataclasses import replace
from pathlib import Path

from sixfold.catalogs.merging import merge_catalogs
from sixfold.catalogs.po import parse_catalog, read_catalog, render, write_catalog
from sixfold.commands.report import print_problems
from sixfold.errors import Problem, explain


def run(options: argparse.Namespace) -> int:
    """Merge into the file of ours; 1 where somebody has to decide.

    Where the catalogs can't be merged unit by unit git's own merge of lines is left in the file of ours: nothing but the
    other side's version would be lost by leaving ours.
    """
    try:
        base = read_catalog(Path(options.base)) if Path(options.base).stat().st_size else None  # git’s, for no common version
        ours, theirs = read_catalog(Path(options.ours)), read_catalog(Path(options.theirs))
        merged = merge_catalogs(base, ours, theirs, _author(options.path))
        parse_catalog(Path(options.path), render(merged.catalog))
        write_catalog(Path(options.ours), merged.catalog)
    except Exception as error:
        if options.debug:
            raise
        problems = explain(error).problems
        print_problems(replace(problem, path=Path(options.path)) for problem in problems)  # not git's own copy
        files = ("-L", "ours", "-L", "base", "-L", "theirs", options.ours, options.base, options.theirs)
        subprocess.run(["git", "merge-file", *files], check=False)  # noqa: S603, S607 - git has called us
        return 1
    hint = "the other version is in the comment `# theirs:`; choose one, delete these comments, and clear the fuzzy flag"
    conflicts = [f"{entry.name}: both sides translated it" for entry in merged.conflicts]
    print_problems((Problem(what, Path(options.path), hint=hint) for what in conflicts), "warning")
    return 1 if conflicts else 0


def _author(path: str) -> str:
    """Return who last changed the file on the other side, and when; nothing where git doesn't tell the other side."""
    named = [name.removeprefix("GITHEAD_") for name in os.environ if name.startswith("GITHEAD_")]  # git merge-recursive's manual
    for revision in (*named, "MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"):
        command = ["git", "log", "-1", "--format=%an, %as", revision, "--", path]
        run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")  # noqa: S603
        if run.returncode == 0 and run.stdout.strip():
            return " ".join(run.stdout.replace(")", " ").split())
    return ""
