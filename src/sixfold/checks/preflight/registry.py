"""The rules of preflight: a list of checks, each with its rule, what it looks at and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sixfold.checks.findings import Finding, Rule
from sixfold.checks.preflight.expected import Expected
from sixfold.checks.preflight.model import Pdf


@dataclass(frozen=True)
class PreflightSubject:
    """One PDF on the bench: what was read of it and, for an edition of this project, what it has to say."""

    pdf: Pdf
    expected: Expected | None


@dataclass(frozen=True)
class Fault:
    """What a check saw: the sentence, the page if it stands on one, and what to do."""

    what: str
    hint: str
    page: int | None = None


Look = Callable[[PreflightSubject], Iterator[Fault]]


@dataclass(frozen=True)
class Check:
    """A rule and the function that looks for faults against it."""

    rule: Rule
    look: Look

    def findings(self, subject: PreflightSubject) -> Iterator[Finding]:
        """Yield what the check finds in *subject*; more than twelve faults of one kind are summed up."""
        faults = list(self.look(subject))
        for fault in faults[:_MOST]:
            yield Finding(self.rule, fault.what, subject.pdf.path, page=fault.page, hint=fault.hint)
        if len(faults) > _MOST:
            more = f"and {len(faults) - _MOST} more of this kind"
            yield Finding(self.rule, more, subject.pdf.path, hint=faults[-1].hint)


_MOST = 12
CHECKS: list[Check] = []


def check(rule: Rule) -> Callable[[Look], Look]:
    """Enter the decorated function as the check of *rule*."""

    def enter(look: Look) -> Look:
        CHECKS.append(Check(rule, look))
        return look

    return enter
