"""`sixfold check`: what a reviser would find in the translations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from sixfold.checks.findings import Finding, Report, write_report
from sixfold.checks.seeds import RULES as SEED_RULES
from sixfold.checks.seeds import check_seed
from sixfold.checks.translations import CHECKS, EXTERNAL_CHECKS, TERM_RULES, CachedChecks, Task, run_external_checks
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.report import print_rules, shown_progress
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from sixfold.publishing.executors import share

_RULES = [*SEED_RULES, *(check.rule for check in CHECKS), *TERM_RULES, *(check.rule for check in EXTERNAL_CHECKS)]


def run(options: argparse.Namespace) -> int:
    """Check each catalog; or tell of the rules."""
    if options.rules or options.explain:
        return print_rules(options, _RULES)
    context = CommandContext(options)
    look = partial(_look_at, context.project, CachedChecks(context.project))
    sets = context.catalog_sets(with_house=True)  # a page prints the house's words, too
    of_seeds: list[Finding] = []
    of_catalogs: list[Finding] = []
    checked: dict[Path, LanguageCode] = {}
    for noted, found, languages in shown_progress(share(look, sets, worth_it=12), len(context.seeds) + 1, "document"):
        of_seeds += noted
        of_catalogs += found
        checked |= languages if options.deep or options.format != "text" else {}
    findings = of_seeds + of_catalogs
    if options.deep:
        misspelt, lacking = run_external_checks(context.project, checked)
        if lacking:
            print(f"note: {lacking}", file=sys.stderr)
        findings += [finding for finding in misspelt if finding not in findings]
    report = Report("sixfold check", context.project.root, _RULES, findings, [*checked])
    print(write_report(report, options.format), end="")
    return max(context.exit_code, 1 if report.fails else 0)


def _look_at(
    project: Project, checks: CachedChecks, one: CatalogSet
) -> tuple[list[Finding], list[Finding], Mapping[Path, LanguageCode]]:
    """Return the findings of a seed, those of its catalogs, and the languages of these."""
    tasks = catalog_tasks(project, [one])
    noted = check_seed(one.document, project.seed(one.domain)) if one.document else []
    found = [finding for findings in checks.findings(one.domain, tasks) for finding in findings]
    return noted, found, {task.path: task.language for task in tasks}


def catalog_tasks(project: Project, sets: Iterable[CatalogSet]) -> list[Task]:
    """Return what there is to check in the catalogs of *sets*."""
    return [
        Task(project.catalog(code, one.domain), code, one.source, one.messages, one.layout)
        for one in sets
        for code in one.languages
    ]
