"""What the checks found in catalogs, remembered from one command to the next as long as nothing that it depends on changed.

It lies in one file, `build/cache/findings.json`, which may be deleted at any time: what is missing or damaged is found again, and a
file that can't be read or written is done without. Each catalog has one place, so the file doesn't grow with time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sixfold.checks.findings import Finding
from sixfold.checks.translations.completeness import DAMAGE
from sixfold.checks.translations.runner import CHECKS, Task, all_checks, check_catalogs
from sixfold.checks.translations.wording import TERM_RULES
from sixfold.project.files import Hashes, digest_values, program_state, read_note, write_note
from sixfold.project.paths import Project

_RULES = {rule.id: rule for rule in (*(check.rule for check in CHECKS), *TERM_RULES)}


@dataclass(frozen=True)
class CacheKey:
    """One catalog, by its path from the project's root, and the hash of all that its findings depend on.

    The fingerprint is empty where one of the files is there but can't be read: nothing is remembered then.
    """

    name: str
    fingerprint: str


def cached_findings(project: Project, tasks: Sequence[Task]) -> Iterator[list[Finding]]:
    """Yield the findings of each catalog, in the order of *tasks*; only what changed is checked. At the end they are remembered.

    Raises: TermsError, for a list of terms that can't be read.
    """
    cache = _Cache(project)
    keys = [cache.key(task) for task in tasks]
    known = [cache.find(key, task.path) for key, task in zip(keys, tasks, strict=True)]
    unknown = [task for task, findings in zip(tasks, known, strict=True) if findings is None]
    new = check_catalogs(unknown, all_checks(project.term_list)) if unknown else iter(())
    for task, key, remembered in zip(tasks, keys, known, strict=True):
        findings = next(new) if remembered is None else remembered
        if remembered is None:
            cache.add(key, task.path, findings)
        yield findings
    if unknown:
        cache.save()


class _Cache:
    """The findings that the file of *project* has, by catalog: a fingerprint, and rows."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._hashes = Hashes()
        self._program = program_state(self._hashes)
        self._remembered = read_note(project.findings_cache)
        self._fresh: dict[str, Any] = {}

    def key(self, task: Task) -> CacheKey:
        files = {str(path): self._hashes.of(path) for path in (task.path, self._project.term_list)}
        is_readable = all(found or not Path(path).exists() for path, found in files.items())
        values = [self._program, files, task.language, task.source, task.layout, [vars(one) for one in task.messages]]
        return CacheKey(str(task.path.relative_to(self._project.root)), digest_values(values) if is_readable else "")

    def find(self, key: CacheKey, path: Path) -> list[Finding] | None:
        """Return the findings of the catalog at *path*; None where they aren't known."""
        fingerprint, rows = self._remembered.get(key.name, ("", ()))
        if not key.fingerprint or fingerprint != key.fingerprint:
            return None
        return [Finding(_RULES[rule], what, path, *rest) for rule, what, *rest in rows]

    def add(self, key: CacheKey, path: Path, findings: Sequence[Finding]) -> None:
        """Take note of *findings*; not of why a catalog can't be read, which may be for want of a program."""
        is_readable = all(finding.rule.id != DAMAGE.id for finding in findings)
        if key.fingerprint and is_readable and self._hashes.still_holds(path):
            rows = [(one.rule.id, one.what, one.line, one.page, one.hint, one.own_severity) for one in findings]
            self._fresh[key.name] = [key.fingerprint, rows]

    def save(self) -> None:
        """Write what is known of the catalogs that are still there. Where that can't be done, it is found again: no harm."""
        root = self._project.root
        kept = {name: one for name, one in (self._remembered | self._fresh).items() if (root / name).is_file()}
        write_note(self._project.findings_cache, kept)
