"""`sixfold verify`: is an archive edition what the seed and the catalogs inside it give?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sixfold.checks.findings import Finding, Report, write_report
from sixfold.checks.verification import RULES, verify
from sixfold.commands.report import from_here, print_problems, print_rules, shown_progress
from sixfold.errors import UsageError, explain, visible
from sixfold.project.paths import find_project

#: What is said of a file by the gravest finding of it.
_VERDICTS = {
    "": "the same bytes",
    "note": "the same pages, but for versions or fonts",
    "warning": "not the same here, which other versions may explain",
    "error": "not what it says",
}


def run(options: argparse.Namespace) -> int:
    """Build each file that was named again from what is attached to it, and say whether it is the same."""
    if options.rules or options.explain:
        return print_rules(options, RULES)
    if not options.files:
        raise UsageError("no file is named", hint="make verify FILE=build/archive/A-66-398.fr.pdf (make validate asks veraPDF)")
    project, exit_code = find_project(Path.cwd()), 0
    findings: list[Finding] = []
    paths = [Path(name).resolve() for name in options.files]
    for path in shown_progress(paths, len(paths), "PDF"):
        try:
            found = verify(project, path)
        except Exception as error:  # whatever it is, the others are looked at
            if options.debug:
                raise
            problems = explain(error)
            print_problems(problems.problems)
            exit_code = max(exit_code, problems.exit_code)
            continue
        findings += found
        if options.format == "text":
            severity = next((name for name in ("error", "warning", "note") if any(one.severity == name for one in found)), "")
            print(f"{visible(str(from_here(path)))}: {_VERDICTS[severity]}")
    report = Report("sixfold verify", project.root, RULES, findings, paths)
    if options.format != "text" or findings:
        sys.stdout.write(write_report(report, options.format))
    return max(exit_code, int(report.fails))
