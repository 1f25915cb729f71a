"""Rules and findings for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sixfold.errors import Problem
from sixfold.findings.model import Finding, Report, Rule, Severity

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


def format_finding(finding: Finding, seen_from: Path) -> str:
    """Return the finding as every problem is told, with its rule: `warning: FILE:LINE: what [rule]`, and the hint below.

    >>> rule = Rule("double-word", "warning", "No word twice", "")
    >>> print(format_finding(Finding(rule, "“de de”", Path("/x/fr.po"), 7, hint="delete one"), Path("/x")))
    warning: fr.po:7: “de de” [double-word]
     hint: delete one
    """
    path = finding.path.relative_to(seen_from) if finding.path.is_relative_to(seen_from) else finding.path
    page = "" if finding.page is None else f"page {finding.page}: "
    what = f"{page}{finding.what} [{finding.rule.id}]"
    return f"{finding.severity}: {Problem(what, path, finding.line, finding.hint)}"


def summarize(findings: Sequence[Finding]) -> str:
    """Return how many there are of each severity, in one line.

    >>> summarize([])
    'no findings'
    """
    counts = Counter(finding.severity for finding in findings)
    named = [f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in _ORDER if counts[name]]
    number = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    return f"{number}: {', '.join(named)}" if findings else "no findings"


def write_text(report: Report) -> str:
    """Return every finding of *report*, and the sum."""
    here = Path.cwd()
    lines = [format_finding(finding, here) for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, summarize(report.findings)])


def list_rules(rules: Sequence[Rule]) -> str:
    """Return a line for each rule: its id, its severity, its title."""
    width = max(len(rule.id) for rule in rules)
    return "".join(f"{rule.id:{width}}  {rule.severity:7}  {rule.title}\n" for rule in rules)


def explain_rule(rule: Rule) -> str:
    """Return all that is to be said of *rule*, with its samples."""
    return "".join(f"{line}\n" for line in _explanation(rule))


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity}): {rule.title}"
    yield ""
    yield rule.explanation
    for name, samples in (("found in", rule.failing), ("not found in", rule.passing)):
        if samples:
            yield ""
            yield f"{name}:"
            yield from (f"  {line}" for sample in samples for line in sample.split("\n"))
