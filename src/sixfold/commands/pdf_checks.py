"""`sixfold preflight`: is a PDF fit for screen, archive and press? `sixfold verify`: is it what the seed inside it gives?"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from sixfold.checks import preflight as fitness
from sixfold.checks import verification
from sixfold.checks.findings import Finding, Report, write_report
from sixfold.commands.report import from_here, print_problems, print_rules, shown_progress
from sixfold.errors import UsageError, explain, visible
from sixfold.project.paths import find_project

#: What is said of a file by the gravest finding of it.
_VERDICTS = {
    "error": "not what it says",
    "warning": "not the same here, which other versions may explain",
    "note": "the same pages, but for versions or fonts",
    "": "the same bytes",
}


def preflight(options: argparse.Namespace) -> int:
    """Print what is wrong with the files that were named, or with all that are in build/.

    Editions in a release were examined when it was made.
    """
    if options.rules or options.explain:
        return print_rules(options, fitness.RULES)
    paths = [Path(name).resolve() for name in options.files]
    project, root = None, Path.cwd()
    with suppress(UsageError):  # other people's PDFs are examined anywhere
        project = find_project(root)
        root = project.root
        folders = (project.build, project.build / "archive", project.build / "press")
        paths = paths or [path for folder in folders for path in sorted(folder.glob("*.pdf"))]
    if not paths:
        raise UsageError("no file is named, and build/ has no PDF", hint="sixfold preflight FILE.pdf, or first `make all`")
    report = Report("sixfold preflight", root, fitness.RULES, fitness.preflight(paths, project), paths)
    sys.stdout.write(write_report(report, options.format))
    if options.format == "text" and len(paths) > 1:
        unfit = {finding.path for finding in report.findings if finding.severity != "note"}
        print(f"{len(paths) - len(unfit)} of {len(paths)} files are fit for what they are made for")
    return 1 if report.fails else 0


def verify(options: argparse.Namespace) -> int:
    """Build each file that was named again from what is attached to it, and say whether it is the same."""
    if options.rules or options.explain:
        return print_rules(options, verification.RULES)
    if not options.files:
        raise UsageError("no file is named", hint="make verify FILE=build/archive/A-66-398.fr.pdf (make validate asks veraPDF)")
    project, exit_code = find_project(Path.cwd()), 0
    findings: list[Finding] = []
    paths = [Path(name).resolve() for name in options.files]
    for path in shown_progress(paths, len(paths), "PDF"):
        try:
            found = verification.verify(project, path)
        except Exception as error:  # whatever it is, the others are looked at
            if options.debug:
                raise
            explained = explain(error)
            print_problems(explained.problems)
            exit_code = max(exit_code, explained.exit_code)
            continue
        findings += found
        if options.format == "text":
            gravest = next(grade for grade in _VERDICTS if not grade or any(one.severity == grade for one in found))
            print(f"{visible(str(from_here(path)))}: {_VERDICTS[gravest]}")
    report = Report("sixfold verify", project.root, verification.RULES, findings, paths)
    if options.format != "text" or findings:
        sys.stdout.write(write_report(report, options.format))
    return max(exit_code, int(report.fails))
