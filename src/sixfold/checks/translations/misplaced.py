"""Findings of a catalog whose translations stand at each other's units → one finding for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sixfold.checks.findings import Check, Checks, Diagnostic, Finding, Rule
from sixfold.checks.translations.model import Unit

CHECKS = Checks()

_FACTS = {
    "cross-references", "dates", "emphasis", "figures", "footnote-calls", "ordinals", "references", "symbols", "term-missing",
    "units",
}  # fmt: skip
#: How many facts each of the units has to differ in: one number more or less is a slip.
_FEWEST = 2
#: How far from its unit a translation is looked for, among the units with findings.
_REACH = 12

SWAPPED = CHECKS.declare(Rule(
    "swapped", "error", "Each translation stands at its own unit",
    "Where the numbers, dates, references and terms of two translations or more are those of each other’s source texts, the "
    "translations have changed places. All that is found in them is told as one.",
))  # fmt: skip


def join_swapped(found: Mapping[Unit, list[Finding]], checks: Sequence[Check]) -> Iterator[Finding]:
    """Yield the findings of units, those of translations that stand at each other's units as one, at the first of them."""
    facts = [check for check in checks if check.rule.id in _FACTS]
    suspects = [unit for unit, findings in found.items() if _differing(unit, findings) >= _FEWEST]
    places: dict[Unit, Unit] = {}
    for at, unit in enumerate(suspects):
        nearby = suspects[max(0, at - _REACH) : at + _REACH + 1]
        fits = [other for other in nearby if other is not unit and other.kind == unit.kind and _fits(unit, other, facts)]
        if len(fits) == 1:
            places[unit] = fits[0]
    for unit, findings in found.items():
        circle = [unit]
        while (following := places.get(circle[-1])) and following not in circle:
            circle.append(following)
        if len(circle) == 1 or places.get(circle[-1]) is not unit:
            yield from findings
        elif unit is min(circle, key=suspects.index):
            first = findings[0]
            told = Diagnostic(*_told(circle), line=unit.line)
            yield Check(SWAPPED, facts[0].look).finding(told, first.path)


def _differing(unit: Unit, findings: Sequence[Finding]) -> int:
    """Return how many facts of *unit* differ."""
    if not any(one.rule.id in _FACTS for one in findings):
        return 0
    differences = unit.differences
    sides = (side for pair in (differences.weekdays, differences.months, *differences[:5]) for side in pair)
    others = ("term-missing", "emphasis", "footnote-calls", "cross-references")
    return sum(map(len, sides)) + len(differences.measures) + sum(one.rule.id in others for one in findings)


def _fits(unit: Unit, other: Unit, facts: Sequence[Check]) -> bool:
    """Say whether the translation of *other* has all facts of the source text of *unit*."""
    tried = replace(unit, translation=other.translation)
    return not any(True for check in facts for _ in check.look(tried))


def _told(circle: Sequence[Unit]) -> tuple[str, str]:
    names = [unit.name for unit in circle]
    if len(names) == 2:
        return f"the translations of {names[0]} and {names[1]} are swapped", "exchange them"
    moves = ", ".join(f"{name} at {there}" for name, there in zip(names, [*names[1:], names[0]], strict=True))
    return f"the translations of {len(names)} units stand at each other’s: that of {moves}", "move each to its unit"
