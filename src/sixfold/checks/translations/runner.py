"""Every rule, and a catalog → what the rules find in it, without what is waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from sixfold.catalogs import Catalog, Entry, read_catalogs
from sixfold.catalogs.model import Message
from sixfold.catalogs.terms import read_terms
from sixfold.checks.findings import Diagnostic, Finding, Severity
from sixfold.checks.translations import (
    arabic,
    chinese,
    completeness,
    confusables,
    external,
    invariants,
    punctuation,
    spacing,
    typography,
    wording,
)
from sixfold.checks.translations.completeness import DAMAGE, NO_CATALOG, UNKNOWN_WAIVER, waivers
from sixfold.checks.translations.model import CatalogContext, Check, Look, Unit, mark_last
from sixfold.errors import CatalogError, near_match
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.project.paths import HOUSE
from sixfold.publishing.executors import share

CHECKS: tuple[Check, ...] = tuple(
    check
    for module in (
        completeness, invariants, punctuation, wording, spacing, confusables, arabic, chinese, typography,
    )
    for check in module.CHECKS
)  # fmt: skip
"""All checks of translations, in the order in which they are listed: those of terms come with the list of terms."""


def all_checks(term_list: Path) -> tuple[Check, ...]:
    """Return every check, those of the terms in *term_list* among them.

    Raises: TermsError, where it can't be read.
    """
    return (*CHECKS, *wording.term_checks(read_terms(term_list)))


_BEFORE_PRINTING = {"broken-tags", "footnote-calls", "gaps"}


class Task(NamedTuple):
    """One catalog to check: where it is, its language, that of its source text, and what belongs in it.

    `layout` is the document's, whose office has its own usage.
    """

    path: Path
    language: LanguageCode
    source: LanguageCode
    messages: Sequence[Message]
    layout: str = ""


def check_catalog(task: Task, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Return the findings of a catalog, in the order of its lines.

    Fuzzy translations, which aren't printed, are only held to what would keep them from being printed.
    """
    return next(_check_several([task], checks))


def check_catalogs(tasks: Sequence[Task], checks: Sequence[Check] = CHECKS) -> Iterator[list[Finding]]:
    """Yield the findings of each catalog, in the order of *tasks*; many are shared among the machine's processors."""
    return share(partial(_check_several, checks=checks), tasks, worth_it=60)


def _check_several(tasks: Sequence[Task], checks: Sequence[Check]) -> Iterator[list[Finding]]:
    there = {task.path for task in tasks if task.path.exists()}
    catalogs = read_catalogs([task.path for task in tasks if task.path in there])
    for task in tasks:
        path = task.path
        catalog = next(catalogs) if path in there else None
        if catalog is None:
            yield [Finding(NO_CATALOG.rule, "there is no catalog yet", path, hint="run `make update`")]
        elif isinstance(catalog, CatalogError):
            yield [Finding(DAMAGE.rule, problem.what, path, problem.line, hint=problem.hint) for problem in catalog.problems]
        else:
            run = _Run(catalog, task, checks)
            found = [*run.find_in_units(), *run.find_in_catalog()]
            yield sorted(found, key=lambda finding: finding.line or 0)


class _Run:
    """One catalog under check; remembers which waivers were needed."""

    def __init__(self, catalog: Catalog, task: Task, checks: Sequence[Check]) -> None:
        self.catalog, self.task = catalog, task
        self.is_house = task.path.stem == HOUSE
        self.checks = [check for check in checks if task.language in check.languages]
        self.waived = {id(entry): {waiver.rule for waiver in waivers(entry)} for entry in catalog if entry.comments}
        self.needed: set[tuple[int, str]] = set()
        self.waivable = {check.id for check in (*checks, *external.EXTERNAL_CHECKS) if check.is_waivable}
        self.asked = {check.id for check in checks}
        self.owners = {entry.translation_line: entry for entry in catalog}

    def find_in_units(self) -> Iterator[Finding]:
        translated = (entry for entry in self.catalog if entry.state == "translated")
        units = mark_last(unit for entry in translated for unit in self._units(entry))
        looks = [(check, check.look) for check in self.checks if check.look is not None]
        for unit in units:
            for check, found in _diagnose(looks, unit):
                yield from self._unless_waived(check, unit, found)
        for check in self.checks:
            for unit, found in check.look_at_all(units) if check.look_at_all else ():
                yield from self._unless_waived(check, unit, found)
        blocking = [(check, look) for check, look in looks if check.id in _BEFORE_PRINTING]
        for unit in (unit for entry in self.catalog if entry.state != "translated" for unit in self._units(entry)):
            for check, found in _diagnose(blocking, unit) if unit.translation.strip() else ():
                yield from self._unless_waived(check, unit, found, "warning")

    def find_in_catalog(self) -> Iterator[Finding]:
        known = {check.id for check in (*CHECKS, *self.checks, *external.EXTERNAL_CHECKS)}
        unused: list[tuple[Entry, str]] = []
        for entry in self.catalog:
            for rule in sorted(self.waived.get(id(entry), ())):
                if rule not in self.waivable:
                    what = f"“{rule}” can’t be waived" if rule in known else f"there is no rule “{rule}”"
                    hint = near_match(rule, sorted(self.waivable), "`sixfold check --rules` lists them all")
                    yield Finding(UNKNOWN_WAIVER.rule, what, self.task.path, entry.line, hint=hint)
                elif entry.state == "translated" and rule in self.asked and (id(entry), rule) not in self.needed:
                    unused.append((entry, rule))
        context = CatalogContext(self.catalog, self.task.messages, self.is_house, unused)
        for check in self.checks:
            for owner, found in check.look_at_catalog(context) if check.look_at_catalog else ():
                yield Finding(check.rule, found.what, self.task.path, owner.line if owner else None, hint=found.hint)

    def _units(self, entry: Entry) -> Iterator[Unit]:
        language = self.task.language
        if self.is_house and wording.stands_in_masthead_block(entry.context or ""):
            language = cast("LanguageCode", LANGUAGES[language].masthead_language)
        source = entry.plural or entry.text
        for form in entry.translations:
            yield Unit(
                entry.context or "", source, form, self.task.source, language, entry.translation_line, self.is_house,
                layout=self.task.layout, address=entry.name,
            )  # fmt: skip

    def _unless_waived(
        self, check: Check, unit: Unit, found: Diagnostic, severity: Severity | None = None
    ) -> Iterator[Finding]:
        """Yield *found* as a finding; where it is waived, remember that the waiver was needed."""
        entry = self.owners[unit.line]
        if check.is_waivable and check.id in self.waived.get(id(entry), ()):
            self.needed.add((id(entry), check.id))
            return
        what = found.what if unit.name in found.what else f"{unit.name}: {found.what}"
        yield Finding(check.rule, what, self.task.path, unit.line, hint=found.hint, own_severity=severity)


def _diagnose(looks: Sequence[tuple[Check, Look]], unit: Unit) -> Iterator[tuple[Check, Diagnostic]]:
    """Yield what *looks* find; of a translation with broken tags nothing else: its text can't be told from its tags."""
    for check, look in looks:
        found = list(look(unit))
        yield from ((check, one) for one in found)
        if found and check.id == "broken-tags":
            return
