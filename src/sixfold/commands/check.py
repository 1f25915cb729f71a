"""`sixfold check`: what a reviser would find in the translations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sixfold import arguments
from sixfold.checks import CHECKS, DEEP_CHECKS, TERM_RULES, check_deeply
from sixfold.commands.common import Work
from sixfold.commands.findings import find, known_findings, restore
from sixfold.document import LanguageCode
from sixfold.errors import UsageError
from sixfold.findings import Finding, Report, explain_rule, format_finding, list_rules, summarize, write_report

_RULES = [*(check.rule for check in CHECKS), *TERM_RULES, *(check.rule for check in DEEP_CHECKS)]

EXAMPLE = "sixfold check --lang zh A-66-398"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which catalogs, how findings are reported, and whether other programs are asked, too."""
    arguments.documents(parser)
    arguments.languages(parser)
    arguments.report(parser)
    parser.add_argument("--deep", action="store_true", help="ask hunspell and msgfmt, too, where installed")


def run(options: argparse.Namespace) -> int:
    """Check each catalog; or tell of the rules."""
    if options.rules:
        print(list_rules(_RULES), end="")
        return 0
    if options.explain:
        return _explain(options.explain)
    work = Work(options)
    checked = _check(work)
    findings = [finding for found in checked.values() for finding in found]
    if options.deep:
        languages = {path: path.parents[1].name for path in checked}
        findings += _look_deeply(work, languages, findings)  # type: ignore[arg-type]
    report = Report("sixfold check", work.project.root, _RULES, findings, list(checked))
    work.cache.keep()
    _tell(report, options.format)
    return max(work.exit_code, 1 if report.fails else 0)


def _check(work: Work) -> dict[Path, list[Finding]]:
    """Return the findings of each catalog that is meant, and those of the house: a page prints its words, too."""
    places = [(catalogs, code) for catalogs in work.catalog_sets(with_house=True) for code in catalogs.languages]
    known = known_findings(work, places)
    new = iter(find(work, [place for place, rows in zip(places, known, strict=True) if rows is None]))
    paths = (work.project.catalog(code, catalogs.domain) for catalogs, code in places)
    rules = {rule.id: rule for rule in _RULES}
    return {
        path: restore(next(new) if rows is None else rows, rules, path) for path, rows in zip(paths, known, strict=True)
    }


def _look_deeply(work: Work, checked: dict[Path, LanguageCode], known: list[Finding]) -> list[Finding]:
    """Return what other programs find and we didn't, and tell what is missing."""
    deep = check_deeply(work.project, checked)
    if deep.lacking:
        print(f"note: {deep.lacking}", file=sys.stderr)
    return [finding for finding in deep.findings if finding not in known]


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
