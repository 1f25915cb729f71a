"""`sixfold check`: what a reviser would find in the translations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sixfold.checks.findings import Finding, Report, explain_rule, format_finding, list_rules, summarize, write_report
from sixfold.checks.translations import CHECKS, EXTERNAL_CHECKS, TERM_RULES, Task, cached_findings, run_external_checks
from sixfold.commands.common import CommandContext
from sixfold.commands.report import shown_progress
from sixfold.errors import UsageError
from sixfold.languages import LanguageCode

_RULES = [*(check.rule for check in CHECKS), *TERM_RULES, *(check.rule for check in EXTERNAL_CHECKS)]


def run(options: argparse.Namespace) -> int:
    """Check each catalog; or tell of the rules."""
    if options.rules:
        print(list_rules(_RULES), end="")
        return 0
    if options.explain:
        return _explain(options.explain)
    context = CommandContext(options)
    tasks = catalog_tasks(context, with_house=True)  # a page prints its words, too
    checked = [task.path for task in tasks]
    found = shown_progress(cached_findings(context.project, tasks), len(tasks), "catalog")
    findings = [finding for one in found for finding in one]
    if options.deep:
        findings += _run_external(context, {task.path: task.language for task in tasks}, findings)
    report = Report("sixfold check", context.project.root, _RULES, findings, checked)
    _tell(report, options.format)
    return max(context.exit_code, 1 if report.fails else 0)


def catalog_tasks(context: CommandContext, *, with_house: bool = False) -> list[Task]:
    """Return what there is to check: each catalog that is meant, those of the house *with_house*."""
    return [
        Task(context.project.catalog(code, one.domain), code, one.source, one.messages, one.layout)
        for one in context.catalog_sets(with_house=with_house)
        for code in one.languages
    ]


def _run_external(context: CommandContext, checked: dict[Path, LanguageCode], known: list[Finding]) -> list[Finding]:
    """Return what other programs find and we didn't, and tell what is missing."""
    external = run_external_checks(context.project, checked)
    if external.lacking:
        print(f"note: {external.lacking}", file=sys.stderr)
    return [finding for finding in external.findings if finding not in known]


def _tell(report: Report, form: str) -> None:
    """Print findings for people to standard error and their sum to standard output; a report for machines is the product."""
    if form != "text":
        print(write_report(report, form), end="")  # type: ignore[arg-type]
        return
    for finding in report.findings:
        print(format_finding(finding), file=sys.stderr)
    print(summarize(report.findings))


def _explain(name: str) -> int:
    for rule in _RULES:
        if rule.id == name:
            print(explain_rule(rule), end="")
            return 0
    raise UsageError(f"no rule “{name}”", hint="`sixfold check --rules` lists them all")
