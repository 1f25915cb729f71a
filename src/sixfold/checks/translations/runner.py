"""Every rule, and a catalog → what the rules find in it, without what is waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import read_catalog
from sixfold.catalogs.terms import read_terms
from sixfold.checks.findings import Check, Finding, Severity
from sixfold.checks.translations import (
    arabic,
    chinese,
    completeness,
    confusables,
    external,
    invariants,
    misplaced,
    names,
    punctuation,
    revision,
    spacing,
    typography,
    wording,
)
from sixfold.checks.translations.completeness import DAMAGE, NO_CATALOG, UNKNOWN_WAIVER, unused_waiver, waivers
from sixfold.checks.translations.model import CatalogContext, Unit, mark_last
from sixfold.errors import CatalogError, near_match
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.project.paths import HOUSE
from sixfold.publishing.executors import share

CHECKS: tuple[Check, ...] = tuple(
    check
    for module in (
        completeness, revision, misplaced, invariants, names, punctuation, wording, spacing, confusables, arabic, chinese,
        typography,
    )
    for check in module.CHECKS
)  # fmt: skip
"""All checks of translations, in the order in which they are listed: those of terms come with the list of terms."""


def all_checks(term_list: Path) -> tuple[Check, ...]:
    """Return every check, those of the terms in *term_list* among them.

    Raises: TermsError, where it can't be read.
    """
    return (*CHECKS, *wording.term_checks(read_terms(term_list)))


class Task(NamedTuple):
    """One catalog to check: where it is, its language, that of its source text, and what belongs in it.

    `layout` is the document's, whose office has its own usage.
    """

    path: Path
    language: LanguageCode
    source: LanguageCode
    messages: Sequence[Message]
    layout: str = ""

    @property
    def is_house(self) -> bool:
        """Say whether the catalog has the fixed words."""
        return self.path.stem == HOUSE


def check_catalog(task: Task, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Return the findings of a catalog, in the order of its lines.

    Fuzzy translations, which aren't printed, are only held to what would keep them from being printed.
    """
    path = task.path
    if not path.exists():
        return [Finding(NO_CATALOG, "there is no catalog yet", path, hint="run `make update`")]
    try:
        catalog = read_catalog(path)
    except CatalogError as error:
        return [Finding(DAMAGE, problem.what, path, problem.line, hint=problem.hint) for problem in error.problems]
    found = list(_look_at(catalog, task, [check for check in checks if task.language in check.languages]))
    asked = {check.rule.id for check in checks if check.is_waivable}
    waivable = asked | {check.rule.id for check in external.EXTERNAL_CHECKS}
    waived = {(entry.translation_line, one.rule): entry for entry in catalog for one in waivers(entry)}
    findings = []
    for line, rule in sorted(waived):
        if rule not in waivable:
            what = f"“{rule}” can’t be waived" if rule in {check.rule.id for check in checks} else f"there is no rule “{rule}”"
            hint = near_match(rule, sorted(waivable), "`sixfold check --rules` lists them all")
            findings.append(Finding(UNKNOWN_WAIVER, what, path, waived[line, rule].line, hint=hint))
    findings += [one for one in found if one.rule.id not in waivable or (one.line, one.rule.id) not in waived]
    for line, rule in sorted(waived.keys() - {(one.line, one.rule.id) for one in found}):
        if rule in asked and waived[line, rule].state == "translated":
            findings.append(unused_waiver(rule, path, waived[line, rule]))
    return sorted(findings, key=lambda finding: finding.line or 0)


def check_catalogs(tasks: Sequence[Task], checks: Sequence[Check] = CHECKS) -> Iterator[list[Finding]]:
    """Yield the findings of each catalog, in the order of *tasks*; many are shared among the machine's processors."""
    return share(partial(_check_several, checks=checks), tasks, worth_it=60)


def _check_several(tasks: Sequence[Task], checks: Sequence[Check]) -> Iterator[list[Finding]]:
    return (check_catalog(task, checks) for task in tasks)


def _look_at(catalog: Catalog, task: Task, checks: Sequence[Check]) -> Iterator[Finding]:
    """Yield what *checks* find, whether it is waived or not."""
    of_units = [check for check in checks if not check.is_of_catalog]
    units = mark_last(unit for entry in catalog if entry.state == "translated" for unit in _units(entry, task))
    found_in = {unit: list(_look_at_unit(unit, of_units, task.path)) for unit in units}
    if any(check.rule is misplaced.SWAPPED for check in checks):
        yield from misplaced.join_swapped(found_in, of_units)
    else:
        yield from (finding for findings in found_in.values() for finding in findings)
    blocking = [check for check in of_units if not check.is_waivable]
    for unit in (unit for entry in catalog if entry.state != "translated" for unit in _units(entry, task)):
        if unit.translation.strip():
            yield from _look_at_unit(unit, blocking, task.path, "warning")
    context = CatalogContext(catalog, task.messages, task.is_house, units)
    for check in checks:
        for found in check.look(context) if check.is_of_catalog else ():
            yield check.finding(found, task.path)


def _units(entry: Entry, task: Task) -> Iterator[Unit]:
    context, language = entry.context or "", task.language
    if task.is_house and wording.stands_in_masthead_block(context):
        language = cast("LanguageCode", LANGUAGES[language].masthead_language)
    for form in entry.translations:
        yield Unit(
            context, entry.plural or entry.text, form, task.source, language, entry.translation_line, task.is_house,
            layout=task.layout, address=entry.name,
        )  # fmt: skip


def _look_at_unit(
    unit: Unit, checks: Sequence[Check], path: Path, severity: Severity | None = None
) -> Iterator[Finding]:
    """Yield what *checks* find; of a translation with broken tags nothing else: its text can't be told from its tags."""
    for check in checks:
        found = list(check.look(unit))
        for one in found:
            what = one.what if unit.name in one.what else f"{unit.name}: {one.what}"
            yield check.finding(one._replace(what=what, line=unit.line), path, severity)
        if found and check.rule.id == "broken-tags":
            return
