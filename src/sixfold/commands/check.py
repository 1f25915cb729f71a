"""`sixfold check`: what a reviser would find in the translations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from sixfold.checks.findings import Report, write_report
from sixfold.checks.seeds import RULES as SEED_RULES
from sixfold.checks.seeds import check_seed
from sixfold.checks.translations import CHECKS, EXTERNAL_CHECKS, TERM_RULES, Task, cached_findings, run_external_checks
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.report import print_rules, shown_progress
from sixfold.project.paths import Project

_RULES = [*SEED_RULES, *(check.rule for check in CHECKS), *TERM_RULES, *(check.rule for check in EXTERNAL_CHECKS)]


def run(options: argparse.Namespace) -> int:
    """Check each catalog; or tell of the rules."""
    if options.rules or options.explain:
        return print_rules(options, _RULES)
    context = CommandContext(options)
    sets = list(context.catalog_sets(with_house=True))  # a page prints the house's words, too
    tasks = catalog_tasks(context.project, sets)
    found = shown_progress(cached_findings(context.project, tasks), len(tasks), "catalog")
    findings = [finding for one in sets if one.document for finding in check_seed(one.document, context.project.seed(one.domain))]
    findings += [finding for one in found for finding in one]
    if options.deep:
        misspelt, lacking = run_external_checks(context.project, {task.path: task.language for task in tasks})
        if lacking:
            print(f"note: {lacking}", file=sys.stderr)
        findings += [finding for finding in misspelt if finding not in findings]
    report = Report("sixfold check", context.project.root, _RULES, findings, [task.path for task in tasks])
    print(write_report(report, options.format), end="")
    return max(context.exit_code, 1 if report.fails else 0)


def catalog_tasks(project: Project, sets: Iterable[CatalogSet]) -> list[Task]:
    """Return what there is to check in the catalogs of *sets*."""
    return [
        Task(project.catalog(code, one.domain), code, one.source, one.messages, one.layout)
        for one in sets
        for code in one.languages
    ]
