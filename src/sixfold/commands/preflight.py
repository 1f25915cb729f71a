"""`sixfold preflight`: is a PDF fit for screen, archive and press?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sixfold.checks.findings import Report, explain_rule, list_rules, write_report
from sixfold.checks.preflight import RULES, preflight
from sixfold.errors import UsageError
from sixfold.project.paths import Project, find_project


def run(options: argparse.Namespace) -> int:
    """Print what is wrong with the files that were named, or with all that are in build/."""
    if options.rules or options.explain:
        print(_about_rules(options), end="")
        return 0
    project = _project()
    paths = [Path(name).resolve() for name in options.files] or (_editions(project) if project else [])
    if not paths:
        raise UsageError("no file is named, and build/ has no PDF", hint="sixfold preflight FILE.pdf, or first `make all`")
    root = project.root if project else Path.cwd()
    report = Report("sixfold preflight", root, RULES, preflight(paths, project), paths)
    sys.stdout.write(write_report(report, options.format))
    if options.format == "text" and len(paths) > 1:
        unfit = {finding.path for finding in report.findings if finding.severity != "note"}
        print(f"{len(paths) - len(unfit)} of {len(paths)} files are fit for what they are made for")
    return 1 if report.fails else 0


def _editions(project: Project) -> list[Path]:
    """Return the editions in build/: screen, archive and press. Those of a release were examined when it was made."""
    folders = (project.build, project.build / "archive", project.build / "press")
    return [path for folder in folders for path in sorted(folder.glob("*.pdf"))]


def _project() -> Project | None:
    """Return the project we stand in, if any: other people's PDFs are examined anywhere."""
    try:
        return find_project(Path.cwd())
    except UsageError:
        return None


def _about_rules(options: argparse.Namespace) -> str:
    if options.rules:
        return list_rules(RULES)
    rule = next((rule for rule in RULES if rule.id == options.explain), None)
    if rule is None:
        raise UsageError(f"no rule “{options.explain}”", hint=f"there are: {', '.join(rule.id for rule in RULES)}")
    return explain_rule(rule)
