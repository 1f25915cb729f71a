"""Rules, findings and reports for people, and reports for machines: JSON of our own, SARIF 2.1.0 for code hosts and editors."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, Literal, get_args
from urllib.parse import quote

from sixfold import __version__
from sixfold.checks.findings.model import Finding, Report, Rule, Severity
from sixfold.errors import Problem

Format = Literal["text", "json", "sarif"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write_report(report: Report, form: Format) -> str:
    """Return *report* in the format *form*, ready to print."""
    return _WRITERS[form](report)


def _from_root(path: Path, root: Path) -> PurePath:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _without_nothing(**values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _lines(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# ---- for people ----

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


def format_finding(finding: Finding, seen_from: Path | None = None) -> str:
    """Return the finding as every problem is told, with its rule: `warning: FILE:LINE: what [rule]`, and the hint below.

    Its path is shown as seen from the folder *seen_from*, or from here.

    >>> rule = Rule("double-word", "warning", "No word twice", "")
    >>> print(format_finding(Finding(rule, "“de de”", Path("/x/fr.po"), 7, hint="delete one"), Path("/x")))
    warning: fr.po:7: “de de” [double-word]
     hint: delete one
    """
    here = seen_from or Path.cwd()
    path = finding.path.relative_to(here) if finding.path.is_relative_to(here) else finding.path
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
    lines = [format_finding(finding) for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, summarize(report.findings)])


def list_rules(rules: Sequence[Rule]) -> str:
    """Return a line for each rule: its id, its severity, its title."""
    width = max(len(rule.id) for rule in rules)
    return "".join(f"{rule.id:{width}}  {rule.severity:7}  {rule.title}\n" for rule in rules)


def explain_rule(rule: Rule) -> str:
    """Return all that is to be said of *rule*, with its samples."""
    lines = [f"{rule.id} ({rule.severity}): {rule.title}", "", rule.explanation]
    for name, samples in (("found in", rule.failing), ("not found in", rule.passing)):
        if samples:
            lines += ["", f"{name}:", *(f"  {line}" for sample in samples for line in sample.split("\n"))]
    return "".join(f"{line}\n" for line in lines)


# ---- JSON ----


def _write_json(report: Report) -> str:
    counts: dict[Severity, int] = {"error": 0, "warning": 0, "note": 0}
    findings: list[dict[str, Any]] = []
    for finding in report.findings:
        counts[finding.severity] += 1
        path = _from_root(finding.path, report.root).as_posix()
        findings.append(
            _without_nothing(
                rule=finding.rule.id, severity=finding.severity, what=finding.what,
                path=path, line=finding.line, page=finding.page, hint=finding.hint,
            )
        )  # fmt: skip
    checked = [_from_root(path, report.root).as_posix() for path in report.checked]
    return _lines(
        {"tool": report.tool, "version": __version__, "checked": checked, "counts": counts, "findings": findings}
    )


# ---- SARIF. Source: OASIS, Static Analysis Results Interchange Format 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0) ----

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def _write_sarif(report: Report) -> str:
    found = {finding.rule.id: finding.rule for finding in report.findings}
    rules = list({**{rule.id: rule for rule in report.rules}, **found}.values())
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": report.tool, "version": __version__, "rules": [_rule_as_sarif(rule) for rule in rules]}
    results = [
        {"ruleIndex": places[finding.rule.id], **_finding_as_sarif(finding, report.root)} for finding in report.findings
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _lines({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule_as_sarif(rule: Rule) -> dict[str, Any]:
    samples = [f"Found in:\n{sample}" for sample in rule.failing] + [
        f"Not found in:\n{sample}" for sample in rule.passing
    ]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": "\n\n".join([rule.explanation, *samples])},
        "defaultConfiguration": {"level": rule.severity},
    }


def _finding_as_sarif(finding: Finding, root: Path) -> dict[str, Any]:
    path = _from_root(finding.path, root)
    address = _without_nothing(uri=quote(path.as_posix()), uriBaseId=None if path.is_absolute() else "%SRCROOT%")
    region = None if finding.line is None else {"startLine": finding.line}
    place = {"physicalLocation": _without_nothing(artifactLocation=address, region=region)}
    page = "" if finding.page is None else f"page {finding.page}: "
    message = f"{page}{finding.what}" + (f"\nHint: {finding.hint}" if finding.hint else "")
    identity = "\0".join([finding.rule.id, path.as_posix(), finding.what])  # a line that moves is the same finding
    return _without_nothing(
        ruleId=finding.rule.id,
        level=finding.severity,
        message={"text": message},
        locations=[place],
        partialFingerprints={"sixfold/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]},
        properties=None if finding.page is None else {"page": finding.page},
    )


_WRITERS: Mapping[Format, Callable[[Report], str]] = {
    "text": write_text,
    "json": _write_json,
    "sarif": _write_sarif,
}
