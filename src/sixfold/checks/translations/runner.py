"""A catalog → what every rule finds in it, without what is waived."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sixfold.catalogs import Catalog, Entry, read_catalog
from sixfold.catalogs.model import Message
from sixfold.checks.findings import Finding
from sixfold.checks.translations import external
from sixfold.checks.translations.completeness import DAMAGE, NO_CATALOG, UNKNOWN_WAIVER
from sixfold.checks.translations.house_words import stands_in_masthead_block
from sixfold.checks.translations.model import CatalogContext, Check, Fault, Unit, mark_last
from sixfold.checks.translations.registry import CHECKS
from sixfold.checks.translations.waivers import waivers
from sixfold.errors import CatalogError, near_match
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.project.paths import HOUSE

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
    path = task.path
    if not path.exists():
        return [Finding(NO_CATALOG.rule, "there is no catalog yet", path, hint="run `make update`")]
    try:
        catalog = read_catalog(path)
    except CatalogError as error:
        return [Finding(DAMAGE.rule, problem.what, path, problem.line, hint=problem.hint) for problem in error.problems]
    run = _Run(catalog, task, checks)
    found = [*run.find_in_units(), *run.find_in_catalog(task.messages)]
    return sorted(found, key=lambda finding: finding.line or 0)


class _Run:
    """One catalog under check; remembers which waivers were needed."""

    def __init__(self, catalog: Catalog, task: Task, checks: Sequence[Check]) -> None:
        self.catalog, self.path, self.layout = catalog, task.path, task.layout
        self.language, self.source = task.language, task.source
        self.checks = [check for check in checks if self.language in check.languages]
        self.waived = {id(entry): {waiver.rule for waiver in waivers(entry)} for entry in catalog if entry.comments}
        self.needed: set[tuple[int, str]] = set()
        self.waivable = {check.id for check in (*checks, *external.EXTERNAL_CHECKS) if check.is_waivable}
        self.asked = {check.id for check in checks}

    def find_in_units(self) -> Iterator[Finding]:
        entries = [entry for entry in self.catalog if entry.state == "translated"]
        owners: dict[int, Entry] = {}
        units = mark_last(unit for entry in entries for unit in self._units(entry, owners))
        looks = [(check, check.look) for check in self.checks if check.look is not None]
        for unit in units:
            entry = owners[unit.line]
            yield from (
                self._finding(check, entry, fault, unit)
                for check, fault in _faults(looks, unit)
                if self._counts(check, entry)
            )
        for check in self.checks:
            for unit, fault in check.look_at_all(units) if check.look_at_all else ():
                if self._counts(check, owners[unit.line]):
                    yield self._finding(check, owners[unit.line], fault, unit)
        yield from self._find_in_fuzzy()

    def _find_in_fuzzy(self) -> Iterator[Finding]:
        looks = [(check, check.look) for check in self.checks if check.look and check.id in _BEFORE_PRINTING]
        for entry in self.catalog:
            if entry.state != "translated":
                for unit in self._units(entry, {}):
                    for check, fault in _faults(looks, unit) if unit.translation.strip() else ():
                        yield Finding(
                            check.rule, fault.what, self.path, unit.line, hint=fault.hint, own_severity="warning"
                        )

    def find_in_catalog(self, messages: Sequence[Message]) -> Iterator[Finding]:
        known = {check.id for check in (*CHECKS, *self.checks, *external.EXTERNAL_CHECKS)}
        unused: list[tuple[Entry, str]] = []
        for entry in self.catalog:
            for rule in sorted(self.waived.get(id(entry), ())):
                if rule not in self.waivable:
                    what = f"“{rule}” can’t be waived" if rule in known else f"there is no rule “{rule}”"
                    hint = near_match(rule, sorted(self.waivable), "`sixfold check --rules` lists them all")
                    yield Finding(UNKNOWN_WAIVER.rule, what, self.path, entry.line, hint=hint)
                elif entry.state == "translated" and rule in self.asked and (id(entry), rule) not in self.needed:
                    unused.append((entry, rule))
        context = CatalogContext(self.catalog, messages, self.path.stem == HOUSE, unused)
        for check in self.checks:
            for found, fault in check.look_at_catalog(context) if check.look_at_catalog else ():
                line = found.line if found else None
                yield Finding(check.rule, fault.what, self.path, line, hint=fault.hint)

    def _units(self, entry: Entry, owners: dict[int, Entry]) -> Iterator[Unit]:
        is_house = self.path.stem == HOUSE
        is_english = is_house and stands_in_masthead_block(entry.context or "")
        language: LanguageCode = LANGUAGES[self.language].masthead_language if is_english else self.language  # type: ignore[assignment]
        for form in entry.translations:
            owners[entry.translation_line] = entry
            yield Unit(
                entry.context or "",
                entry.plural or entry.text,
                form,
                self.source,
                language,
                entry.translation_line,
                is_house,
                layout=self.layout,
                address=entry.name,
            )

    def _counts(self, check: Check, entry: Entry) -> bool:
        """Say whether a finding of *check* in *entry* isn't waived, and remember the waiver that was needed."""
        if check.is_waivable and check.id in self.waived.get(id(entry), ()):
            self.needed.add((id(entry), check.id))
            return False
        return True

    def _finding(self, check: Check, entry: Entry, fault: Fault, unit: Unit) -> Finding:
        what = fault.what if unit.name in fault.what else f"{unit.name}: {fault.what}"
        return Finding(check.rule, what, self.path, entry.translation_line, hint=fault.hint)


def _faults(
    looks: Sequence[tuple[Check, Callable[[Unit], Iterator[Fault]]]], unit: Unit
) -> Iterator[tuple[Check, Fault]]:
    """Yield what *looks* find; of a translation with broken tags nothing else: its text can't be told from its tags."""
    for check, look in looks:
        found = list(look(unit))
        yield from ((check, fault) for fault in found)
        if found and check.id == "broken-tags":
            return
