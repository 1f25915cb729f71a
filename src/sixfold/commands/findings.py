"""What the checks find in catalogs, remembered from one command to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sixfold.cache import Question
from sixfold.checks import Task, all_checks, check_catalogs
from sixfold.commands.common import CatalogSet, Work
from sixfold.document import LanguageCode
from sixfold.findings import Finding, Rule

Place = tuple[CatalogSet, LanguageCode]
"""One catalog: its set, and its language."""

_Row = Sequence[str | int | None]


def known_findings(work: Work, places: Sequence[Place]) -> list[list[_Row] | None]:
    """Return for each of *places* what was found in a catalog of the same content; None where it wasn't checked yet."""
    return [work.cache.recall(_question(work, place)) for place in places]


def find(work: Work, places: Iterable[Place]) -> list[list[_Row]]:
    """Return what the checks find now in each of *places*, and remember it.

    Raises: TermsError, for a list of terms that can't be read.
    """
    places = list(places)
    checks = all_checks(work.project.term_list)
    tasks = [
        Task(work.project.catalog(code, one.domain), code, one.source, one.messages, one.layout) for one, code in places
    ]
    found = [[_row(finding) for finding in findings] for findings in check_catalogs(tasks, checks)]
    for place, rows in zip(places, found, strict=True):
        work.cache.remember(_question(work, place), rows)
    return found


def restore(rows: Sequence[_Row], rules: dict[str, Rule], path: Path) -> list[Finding]:
    """Return *rows* of the catalog at *path* as findings again."""
    return [Finding(rules[name], what, path, *rest) for name, what, *rest in rows]  # type: ignore[arg-type, index]


def _question(work: Work, place: Place) -> Question:
    catalogs, code = place
    return catalogs.about("findings", work.project.catalog(code, catalogs.domain), work.project.term_list)


def _row(finding: Finding) -> _Row:
    return [finding.rule.id, finding.what, finding.line, finding.page, finding.hint, finding.own_severity]
