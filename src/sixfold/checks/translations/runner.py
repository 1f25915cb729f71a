"""Every rule, and a catalog → what the rules find in it, without what is waived.

What was found is remembered from one command to the next as long as nothing that it depends on changed, in a file for each domain,
`build/cache/findings/SLUG.json`. It may be deleted at any time: what is missing or damaged is found again, and a file that can't be
read or written is done without. Each catalog has one place, so the file doesn't grow with time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import read_catalog
from sixfold.catalogs.terms import read_terms
from sixfold.checks.findings import Check, Finding, Severity
from sixfold.checks.translations import (
    completeness,
    confusables,
    external,
    invariants,
    misplaced,
    punctuation,
    typography,
    wording,
)
from sixfold.checks.translations.completeness import DAMAGE, NO_CATALOG, UNKNOWN_WAIVER, unused_waiver, waivers
from sixfold.checks.translations.model import CatalogContext, Unit, mark_last
from sixfold.checks.translations.wording import TERM_RULES
from sixfold.errors import CatalogError, near_match
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.project.files import Hashes, digest_values, program_state, read_note, write_note
from sixfold.project.paths import HOUSE, Project

CHECKS: tuple[Check, ...] = tuple(
    check
    for module in (completeness, misplaced, invariants, punctuation, wording, confusables, typography)
    for check in module.CHECKS
)
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


def _look_at(catalog: Catalog, task: Task, checks: Sequence[Check]) -> Iterator[Finding]:
    """Yield what *checks* find, whether it is waived or not."""
    of_units = [check for check in checks if not check.is_of_catalog]
    units = mark_last(unit for entry in catalog if entry.state == "translated" for unit in units_of(entry, task))
    found_in = {unit: list(_look_at_unit(unit, of_units, task.path)) for unit in units}
    if any(check.rule is misplaced.SWAPPED for check in checks):
        yield from misplaced.join_swapped(found_in, of_units)
    else:
        yield from (finding for findings in found_in.values() for finding in findings)
    blocking = [check for check in of_units if not check.is_waivable]
    for unit in (unit for entry in catalog if entry.state != "translated" for unit in units_of(entry, task)):
        if unit.translation.strip():
            yield from _look_at_unit(unit, blocking, task.path, "warning")
    context = CatalogContext(catalog, task.messages, task.is_house, units)
    for check in checks:
        for found in check.look(context) if check.is_of_catalog else ():
            yield check.finding(found, task.path)


def units_of(entry: Entry, task: Task) -> Iterator[Unit]:
    """Yield the texts of *entry* with their translations, one for each plural form."""
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


# ---- findings remembered from one command to the next ----

_RULES = {rule.id: rule for rule in (*(check.rule for check in CHECKS), *TERM_RULES)}


class CachedChecks:
    """The checks of a project's catalogs. What was found is remembered; only what changed is checked."""

    def __init__(self, project: Project) -> None:
        """Read the list of terms.

        Raises: TermsError, when it can't be read.
        """
        self._project = project
        self._checks = all_checks(project.term_list)
        hashes = Hashes()
        self._shared = [program_state(hashes), hashes.of(project.term_list)]

    def findings(self, domain: str, tasks: Sequence[Task]) -> Iterator[list[Finding]]:
        """Yield the findings of each catalog of *domain*, in the order of *tasks*. At the end they are remembered."""
        path = self._project.findings_cache(domain)
        remembered = read_note(path)
        hashes, is_new = Hashes(), False
        for task in tasks:
            name, content = task.language, hashes.of(task.path)
            is_readable = bool(content) or not task.path.exists()  # else nothing is remembered
            values = [self._shared, content, task.language, task.source, task.layout, [vars(one) for one in task.messages]]
            fingerprint = digest_values(values) if is_readable else ""
            known, rows = remembered.get(name, ("", None))
            if fingerprint and fingerprint == known:
                yield [Finding(_RULES[rule], what, task.path, *rest) for rule, what, *rest in rows]
                continue
            findings = check_catalog(task, self._checks)
            is_damaged = any(one.rule.id == DAMAGE.id for one in findings)  # or so it seems, for want of a program
            if fingerprint and not is_damaged and hashes.still_holds(task.path):
                of_now = [(one.rule.id, one.what, one.line, one.page, one.hint, one.own_severity) for one in findings]
                remembered[name] = [fingerprint, of_now]
                is_new = True
            yield findings
        if is_new:
            write_note(path, remembered)
