"""`sixfold check`: what a reviser would find in the translations."""

from __future__ import annotations

import argparse
import sys

from sixfold.checks import CHECKS, check_catalog
from sixfold.commands.common import Work
from sixfold.errors import UsageError
from sixfold.findings import (
    Finding,
    Report,
    explain_rule,
    format_finding,
    list_rules,
    summarize,
    write_report,
)


def run(options: argparse.Namespace) -> int:
    """Check each catalog; or tell of the rules."""
    rules = [check.rule for check in CHECKS]
    if options.rules:
        print(list_rules(rules), end="")
        return 0
    if options.explain:
        return _explain(options.explain)
    work = Work(options)
    findings: list[Finding] = []
    checked = []
    for catalogs in work.catalog_sets(with_house=True):  # a page prints words of the house, too
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            checked.append(path)
            findings += check_catalog(path, code, catalogs.source, catalogs.messages)
    report = Report("sixfold check", work.project.root, rules, findings, checked)
    _tell(report, options.format)
    return max(work.exit_code, 1 if report.fails else 0)


def _tell(report: Report, form: str) -> None:
    """Print findings for people to standard error and their sum to standard output; a report for machines is the product."""
    if form != "text":
        print(write_report(report, form), end="")  # type: ignore[arg-type]
        return
    for finding in report.findings:
        print(format_finding(finding), file=sys.stderr)
    print(summarize(report.findings))


def _explain(name: str) -> int:
    for check in CHECKS:
        if check.id == name:
            print(explain_rule(check.rule), end="")
            return 0
    raise UsageError(f"no rule “{name}”", hint="`sixfold check --rules` lists them all")
