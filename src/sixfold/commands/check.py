"""`sixfold check`: what a reviser would find in the translations."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from sixfold.checks.findings import Finding, Report, Severity, format_finding, summarize, write_report
from sixfold.checks.seeds import RULES as SEED_RULES
from sixfold.checks.translations.external import EXTERNAL_CHECKS, run_external_checks
from sixfold.checks.translations.runner import CHECKS, CachedChecks, CheckedDomain, Task
from sixfold.checks.translations.wording import TERM_RULES
from sixfold.commands.common import CatalogSet, CommandContext, read_catalog_set
from sixfold.commands.report import print_rules
from sixfold.document.model import Document
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import Project

_RULES = [*SEED_RULES, *(check.rule for check in CHECKS), *TERM_RULES, *(check.rule for check in EXTERNAL_CHECKS)]


def run(options: argparse.Namespace) -> int:
    """Check each catalog; or tell of the rules."""
    if options.rules or options.explain:
        return print_rules(options, _RULES)
    context = CommandContext(options)
    look = partial(look_at, context.project, CachedChecks(context.project), context.languages)
    is_text, counts = options.format == "text", Counter[Severity]()
    findings: list[Finding] = []
    checked: dict[Path, LanguageCode] = {}
    for domain in context.share(look, with_house=True):  # a page prints the house's words, too
        found = [*domain.of_seed, *chain.from_iterable(catalog.findings for catalog in domain.catalogs)]
        counts.update(one.severity for one in found)
        _print(found if is_text else ())
        if options.deep or not is_text:  # those of an archive would fill the memory
            findings += found
            checked |= {catalog.path: catalog.language for catalog in domain.catalogs}
    if options.deep:
        misspelt, lacking = run_external_checks(context.project, checked)
        if lacking:
            print(f"note: {lacking}", file=sys.stderr)
        found = [finding for finding in misspelt if finding not in findings]
        counts.update(one.severity for one in found)
        _print(found if is_text else ())
        findings += found
    if is_text:
        print(summarize(counts))
    else:
        print(write_report(Report("sixfold check", context.project.root, _RULES, findings, [*checked]), options.format), end="")
    return max(context.exit_code, 1 if counts["error"] or counts["warning"] else 0)


def _print(findings: Iterable[Finding]) -> None:
    for finding in findings:
        print(format_finding(finding))


def look_at(project: Project, checks: CachedChecks, wanted: Sequence[LanguageCode], seed: Path | None) -> CheckedDomain:
    """Return what *checks* find in *seed*, None for the house, and in its catalogs in the languages of *wanted*."""

    def read() -> tuple[Document | None, Sequence[Task]]:
        one = read_catalog_set(seed, LANGUAGE_CODES)
        return one.document, catalog_tasks(project, [one])

    return checks.look_at(seed, wanted, read)


def catalog_tasks(project: Project, sets: Iterable[CatalogSet]) -> list[Task]:
    """Return what there is to check in the catalogs of *sets*."""
    return [
        Task(project.catalog(code, one.domain), code, one.source, one.messages, one.layout)
        for one in sets
        for code in one.languages
    ]
