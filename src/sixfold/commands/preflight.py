"""`sixfold preflight`: is a PDF fit for screen, archive and press?"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from sixfold.checks.findings import Report, write_report
from sixfold.checks.preflight import RULES, preflight
from sixfold.commands.report import print_rules
from sixfold.errors import UsageError
from sixfold.project.paths import find_project


def run(options: argparse.Namespace) -> int:
    """Print what is wrong with the files that were named, or with all that are in build/.

    Editions in a release were examined when it was made.
    """
    if options.rules or options.explain:
        return print_rules(options, RULES)
    paths = [Path(name).resolve() for name in options.files]
    project, root = None, Path.cwd()
    with suppress(UsageError):  # other people's PDFs are examined anywhere
        project = find_project(root)
        root = project.root
        folders = (project.build, project.build / "archive", project.build / "press")
        paths = paths or [path for folder in folders for path in sorted(folder.glob("*.pdf"))]
    if not paths:
        raise UsageError("no file is named, and build/ has no PDF", hint="sixfold preflight FILE.pdf, or first `make all`")
    report = Report("sixfold preflight", root, RULES, preflight(paths, project), paths)
    sys.stdout.write(write_report(report, options.format))
    if options.format == "text" and len(paths) > 1:
        unfit = {finding.path for finding in report.findings if finding.severity != "note"}
        print(f"{len(paths) - len(unfit)} of {len(paths)} files are fit for what they are made for")
    return 1 if report.fails else 0
