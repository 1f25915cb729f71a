"""Rules and findings. A place is a file and a line of it, or a file and a page of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Rule:
    """One rule that is checked.

    `id` is stable: waivers and the settings of other tools name it. `title` says in a few words what is right, `explanation` in
    sentences what the rule wants and why. `failing` and `passing` are samples, as printed for people.
    """

    id: str
    severity: Severity
    title: str
    explanation: str
    failing: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()


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
        """Say whether anything was found that has to be mended; notes alone don't."""
        return any(finding.severity != "note" for finding in self.findings)
