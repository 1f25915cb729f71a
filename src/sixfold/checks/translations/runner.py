"""Every rule, and a catalog → what the rules find in it, without what is waived; a seed and its catalogs → all that is found.

That is remembered from one command to the next as long as nothing that it depends on changed, in a file for each domain,
`build/cache/findings/SLUG.json`. It may be deleted at any time: what is missing or damaged is found again, and a file that can't be
read or written is done without. Each catalog has one place, so the file doesn't grow with time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from sixfold.catalogs.coverage import Coverage, measure_coverage
from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import read_catalogs
from sixfold.catalogs.source_notes import has_changed_source
from sixfold.catalogs.terms import read_terms
from sixfold.checks.findings import Check, Finding, Severity
from sixfold.checks.seeds import RULES as SEED_RULES
from sixfold.checks.seeds import check_seed
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
from sixfold.document.model import Document
from sixfold.document.pictures import located_figures
from sixfold.errors import CatalogError, near_match
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.project.files import Hashes, Note, digest_values, program_state
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


def check_catalog(task: Task, checks: Sequence[Check] = CHECKS, catalog: Catalog | CatalogError | None = None) -> list[Finding]:
    """Return the findings of a catalog, in the order of its lines; *catalog* is what was read of its file already.

    Fuzzy translations, which aren't printed, are only held to what would keep them from being printed.
    """
    path = task.path
    catalog = catalog or read_catalogs([path]).get(path)
    if catalog is None:
        return [Finding(NO_CATALOG, "there is no catalog yet", path, hint="run `make update`")]
    if isinstance(catalog, CatalogError):
        return [Finding(DAMAGE, problem.what, path, problem.line, hint=problem.hint) for problem in catalog.problems]
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

_RULES = {rule.id: rule for rule in (*SEED_RULES, *(check.rule for check in CHECKS), *TERM_RULES)}


class CheckedCatalog(NamedTuple):
    """What there is to say of one catalog: its findings, and how complete it is, None where it can't be read.

    `changed` are its fuzzy units that were translated from another source text.
    """

    path: Path
    language: LanguageCode
    findings: Sequence[Finding]
    coverage: Coverage | None = None
    changed: int = 0


class CheckedDomain(NamedTuple):
    """What there is to say of a seed, and of its catalogs."""

    of_seed: Sequence[Finding]
    catalogs: Sequence[CheckedCatalog]


#: A document, None for the house, and what there is to check in its catalogs.
ToCheck = tuple[Document | None, Sequence[Task]]


class CachedChecks:
    """The checks of a project's seeds and catalogs. What was found is remembered; only what changed is read and checked."""

    def __init__(self, project: Project) -> None:
        """Read the list of terms.

        Raises: TermsError, when it can't be read.
        """
        self._project = project
        self._checks = all_checks(project.term_list)
        hashes = Hashes()
        self._shared = [program_state(hashes), hashes.of(project.term_list)]

    def look_at(self, seed: Path | None, wanted: Sequence[LanguageCode], read: Callable[[], ToCheck]) -> CheckedDomain:
        """Return what is found in *seed*, None for the house, and in its catalogs in the languages of *wanted*.

        *read* is asked where something isn't known.

        Raises: SeedError, when the seed can't be read.
        """
        domain = seed.stem if seed else HOUSE
        note, read, new = Note(self._project.findings_cache(domain)), cache(read), dict[str, Any]()
        state = digest_values([self._shared, note.hashes.of(seed) if seed else ""])
        if note.values.get("state") != state:
            document, _ = read()
            of_seed = _as_rows(check_seed(document, seed) if document and seed else ())
            has_pictures = document and any(located_figures(document))  # without one, the seed can't be read
            new = {"state": "" if has_pictures else state, "source": document.own_language if document else "en", "seed": of_seed}
        known = {"catalogs": {}} | note.values | new
        paths = {code: self._project.catalog(code, domain) for code in wanted if code != known["source"]}
        hashes, rows = note.hashes, known["catalogs"]
        fingerprints = {code: digest_values([state, hashes.of(path) or path.exists()]) for code, path in paths.items()}
        stale = {code for code in paths if rows.get(code, [""])[0] != fingerprints[code]}
        tasks = [task for task in read()[1] if task.language in stale] if stale else []
        catalogs = read_catalogs(task.path for task in tasks)
        for task in tasks:
            catalog = catalogs.get(task.path)
            is_kept = not isinstance(catalog, CatalogError) and hashes.still_holds(task.path)
            rows[task.language] = [fingerprints[task.language] if is_kept else "", *self._check(task, catalog)]
        note.keep(*([seed] if seed else []), **new, **({"catalogs": rows} if stale else {}))
        checked = []
        for code, path in paths.items():
            _, findings, coverage, changed = rows[code]
            coverage = Coverage(**coverage) if coverage else None
            checked.append(CheckedCatalog(path, code, _findings(findings, path), coverage, changed))
        return CheckedDomain(_findings(known["seed"], seed) if seed else [], checked)

    def _check(self, task: Task, catalog: Catalog | CatalogError | None) -> list[Any]:
        """Return what there is to say of the *catalog* of *task*, as it is remembered."""
        findings = _as_rows(check_catalog(task, self._checks, catalog))
        if isinstance(catalog, CatalogError):
            return [findings, None, 0]
        coverage = measure_coverage(task.language, task.path.stem, catalog, task.messages)
        return [findings, vars(coverage), sum(map(has_changed_source, catalog or ()))]


def _as_rows(findings: Iterable[Finding]) -> list[list[str | int | None]]:
    """Return *findings* as they are remembered, without their path."""
    return [[one.rule.id, one.what, one.line, one.page, one.hint, one.own_severity] for one in findings]


def _findings(rows: Sequence[Any], path: Path) -> list[Finding]:
    return [Finding(_RULES[rule], what, path, *rest) for rule, what, *rest in rows]
