"""What a check of any kind found: rules, findings with their places, and reports of them.

A place is a file and a line of it, or a file and a page of it. Reports are text for people, or for machines JSON of our own or
SARIF 2.1.0, which code hosts and editors read.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, get_args
from urllib.parse import quote

from sixfold import __version__
from sixfold.errors import Problem
from sixfold.languages import LANGUAGE_CODES, LanguageCode

Severity = Literal["error", "warning", "note"]
SampleKind = Literal["reported", "accepted"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SAMPLE_KINDS: tuple[SampleKind, ...] = get_args(SampleKind)
Format = Literal["text", "json", "sarif"]


@dataclass(frozen=True)
class Rule:
    """One rule that is checked.

    `id` is stable: waivers and the settings of other tools name it. `title` says in a few words what is right, `explanation` in
    sentences what the rule wants and why.
    """

    id: str
    severity: Severity
    title: str
    explanation: str

    def samples(self, kind: SampleKind) -> list[str]:
        """Return what of data/samples.toml the rule reports, or accepts, as people read it."""
        return [_sample_text(sample) for sample in sample_table().get(self.id, {}).get(kind, ())]


@cache
def sample_table() -> Mapping[str, Mapping[str, Any]]:
    """Return data/samples.toml: what rules report and accept, by their ids."""
    return tomllib.loads(files("sixfold").joinpath("data/samples.toml").read_text(encoding="utf-8"))


def _sample_text(sample: str | Mapping[str, Any]) -> str:
    """Return *sample*; one of a translation as source text and translation, with the signs that can't be seen."""
    if isinstance(sample, str):
        return sample.strip("\n")
    (_, source), (language, translation), *_ = sample.items()
    pairs = [(source, translation), *(pair for _, *pair in sample.get("others", ()))]
    return "\n".join(
        f"{before} → {language}: "
        + "".join(sign if sign.isprintable() or sign == " " else f"[U+{ord(sign):04X}]" for sign in after)
        for before, after in pairs
    )


class Diagnostic(NamedTuple):
    """What a check found, before it has a rule and a file: a clause, what to do about it, the page of a PDF or the line."""

    what: str
    hint: str | None = None
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found. `line` and `page` count from 1; `hint` is an action.

    `own_severity` is set where the same fault weighs less than usual: a broken tag in a translation that isn't printed yet.
    """

    rule: Rule
    what: str
    path: Path
    line: int | None = None
    page: int | None = None
    hint: str | None = None
    own_severity: Severity | None = None

    @property
    def severity(self) -> Severity:
        """How much it weighs: as its rule says, unless it says otherwise itself."""
        return self.own_severity or self.rule.severity

    @property
    def what_and_page(self) -> str:
        """What was found, and before it the page."""
        return self.what if self.page is None else f"page {self.page}: {self.what}"


Look = Callable[..., Iterator[Diagnostic]]
_SomeLook = TypeVar("_SomeLook", bound=Look)


def look_at_nothing(_: object) -> Iterator[Diagnostic]:
    """Yield nothing: whoever runs the checks finds the breaches of such a rule."""
    return iter(())


@dataclass(frozen=True, eq=False)
class Check:
    """A rule and the function that finds breaches of it.

    The rest is for translations: `languages` are those that it is for; `is_of_catalog` says that it looks at a whole catalog, not
    at one unit. `is_waivable` is false where a waiver would help nobody: what is broken can't be printed, reason or not.
    """

    rule: Rule
    look: Look
    languages: tuple[LanguageCode, ...] = LANGUAGE_CODES
    is_of_catalog: bool = False
    is_waivable: bool = True

    def finding(self, found: Diagnostic, path: Path, severity: Severity | None = None) -> Finding:
        """Return what `look` found in the file at *path*; *severity* where it isn't that of the rule."""
        return Finding(self.rule, found.what, path, found.line, found.page, found.hint, severity)


class Checks(list[Check]):
    """The checks of one module, in their order."""

    def enter(
        self, rule_id: str, severity: Severity, *,
        languages: tuple[LanguageCode, ...] = LANGUAGE_CODES, is_of_catalog: bool = False, is_waivable: bool = True,
    ) -> Callable[[_SomeLook], _SomeLook]:  # fmt: skip
        """Return a decorator that enters a function as the check of a rule.

        The first line of its docstring is the title of the rule, with a full stop; what follows is the explanation.
        """

        def decorate(look: _SomeLook) -> _SomeLook:
            title, _, explanation = (inspect.getdoc(look) or "").partition(".\n\n")
            rule = Rule(rule_id, severity, title, " ".join(explanation.split()))
            self.append(Check(rule, look, languages, is_of_catalog, is_waivable))
            return look

        return decorate

    def declare(self, rule: Rule) -> Rule:
        """Enter *rule*, which whoever runs the checks sees to, and return it. A waiver of it would help nobody."""
        self.append(Check(rule, look_at_nothing, is_of_catalog=True, is_waivable=False))
        return rule


@dataclass(frozen=True)
class Report:
    """What one run found.

    `checked` are the files that were looked at, also those without a finding; machines see paths from `root` on.
    `tool` is who looked: `sixfold check`.
    """

    tool: str
    root: Path
    rules: Sequence[Rule]
    findings: Sequence[Finding]
    checked: Sequence[Path] = ()

    @property
    def fails(self) -> bool:
        """Say whether anything was found that has to be fixed; notes alone don't."""
        return any(finding.severity != "note" for finding in self.findings)

    def address(self, path: Path) -> str:
        """Return *path* as machines see it."""
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()


def format_finding(finding: Finding) -> str:
    """Return the finding as every problem is printed, with its rule: `warning: FILE:LINE: what [rule]`, and the hint below.

    Its path is shown as seen from here.

    >>> rule = Rule("double-word", "warning", "No word twice", "")
    >>> print(format_finding(Finding(rule, "“de de”", Path("fr.po"), 7, hint="delete one")))
    warning: fr.po:7: “de de” [double-word]
     hint: delete one
    """
    path = finding.path.relative_to(Path.cwd()) if finding.path.is_relative_to(Path.cwd()) else finding.path
    what = f"{finding.what_and_page} [{finding.rule.id}]"
    return f"{finding.severity}: {Problem(what, path, finding.line, finding.hint)}"


def summarize(counts: Mapping[Severity, int]) -> str:
    """Return how many findings there are of each severity, in one line.

    >>> summarize({"warning": 1, "note": 2})
    '3 findings: 1 warning, 2 notes'
    """
    named = [f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in SEVERITIES if counts.get(name)]
    total = sum(counts.values())
    return f"{total} finding{'' if total == 1 else 's'}: {', '.join(named)}" if total else "no findings"


def list_rules(rules: Sequence[Rule]) -> str:
    """Return a line for each rule: its id, its severity, its title."""
    width = max(len(rule.id) for rule in rules)
    return "".join(f"{rule.id:{width}}  {rule.severity:7}  {rule.title}\n" for rule in rules)


def explain_rule(rule: Rule) -> str:
    """Return all that is to be said of *rule*, with its samples."""
    lines = [f"{rule.id} ({rule.severity}): {rule.title}", "", rule.explanation]
    for kind in SAMPLE_KINDS:
        if found := rule.samples(kind):
            lines += ["", f"{kind}:", *(f"  {line}" for sample in found for line in sample.split("\n"))]
    return "".join(f"{line}\n" for line in lines)


def write_report(report: Report, form: Format) -> str:
    """Return *report* in the format *form*, ready to print."""
    counts = Counter(finding.severity for finding in report.findings)
    if form == "text":
        lines = [*map(format_finding, report.findings), summarize(counts)]
        return "".join(f"{line}\n" for line in lines)
    if form == "sarif":
        return json.dumps(_sarif_tree(report), ensure_ascii=False, indent=2) + "\n"
    findings = [
        _known(
            rule=one.rule.id, severity=one.severity, what=one.what, path=report.address(one.path), line=one.line, page=one.page,
            hint=one.hint,
        )
        for one in report.findings
    ]  # fmt: skip
    tree = {
        "tool": report.tool,
        "version": __version__,
        "checked": [report.address(path) for path in report.checked],
        "counts": {severity: counts[severity] for severity in SEVERITIES},
        "findings": findings,
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _known(**values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def _sarif_tree(report: Report) -> dict[str, Any]:
    """Return *report* as SARIF. Source: OASIS, Static Analysis Results Interchange Format 2.1.0, the schema above."""
    rules = list(dict.fromkeys([*report.rules, *(finding.rule for finding in report.findings)]))
    described, results = [], []
    for rule in rules:
        told = [f"{kind.capitalize()}:\n{sample}" for kind in SAMPLE_KINDS for sample in rule.samples(kind)]
        described.append({
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.explanation},
            "help": {"text": "\n\n".join([rule.explanation, *told])},
            "defaultConfiguration": {"level": rule.severity},
        })  # fmt: skip
    for one in report.findings:
        address = report.address(one.path)
        artifact = _known(uri=quote(address), uriBaseId=None if address.startswith("/") else "%SRCROOT%")
        region = None if one.line is None else {"startLine": one.line}
        identity = "\0".join([one.rule.id, address, one.what])  # a line that moves is the same finding
        results.append(_known(
            ruleIndex=rules.index(one.rule),
            ruleId=one.rule.id,
            level=one.severity,
            message={"text": one.what_and_page + (f"\nHint: {one.hint}" if one.hint else "")},
            locations=[{"physicalLocation": _known(artifactLocation=artifact, region=region)}],
            partialFingerprints={"sixfold/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]},
            properties=None if one.page is None else {"page": one.page},
        ))  # fmt: skip
    driver = {"name": report.tool, "version": __version__, "rules": described}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
