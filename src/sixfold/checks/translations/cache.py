"""What the checks found in catalogs, remembered from one command to the next as long as nothing that it depends on changed.

It lies in one file, `build/cache/findings.json`, which may be deleted at any time: what is missing or damaged is found again, and a
file that can't be read or written is done without. Each catalog has one place, so the file doesn't grow with time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sixfold.checks.findings import Finding
from sixfold.checks.translations.completeness import DAMAGE
from sixfold.checks.translations.runner import CHECKS, Task, all_checks, check_catalogs
from sixfold.checks.translations.wording import TERM_RULES
from sixfold.project.files import Hashes, digest_values, program_state, read_note, write_note
from sixfold.project.paths import Project

_RULES = {rule.id: rule for rule in (*(check.rule for check in CHECKS), *TERM_RULES)}


def cached_findings(project: Project, tasks: Sequence[Task]) -> Iterator[list[Finding]]:
    """Yield the findings of each catalog, in the order of *tasks*; only what changed is checked. At the end they are remembered.

    Raises: TermsError, for a list of terms that can't be read.
    """
    hashes = Hashes()
    program = program_state(hashes)
    remembered = read_note(project.findings_cache)
    entries: list[tuple[Task, str, str, Any]] = []
    for task in tasks:
        name = str(task.path.relative_to(project.root))
        files = {str(path): hashes.of(path) for path in (task.path, project.term_list)}
        is_readable = all(found or not Path(path).exists() for path, found in files.items())  # else nothing is remembered
        values = [program, files, task.language, task.source, task.layout, [vars(one) for one in task.messages]]
        fingerprint = digest_values(values) if is_readable else ""
        known, rows = remembered.get(name, ("", None))
        entries.append((task, name, fingerprint, rows if fingerprint and fingerprint == known else None))
    unknown = [task for task, _, _, rows in entries if rows is None]
    new = check_catalogs(unknown, all_checks(project.term_list)) if unknown else iter(())
    for task, name, fingerprint, rows in entries:
        if rows is not None:
            yield [Finding(_RULES[rule], what, task.path, *rest) for rule, what, *rest in rows]
            continue
        findings = next(new)
        is_damaged = any(one.rule.id == DAMAGE.id for one in findings)  # or so it seems, for want of a program
        if fingerprint and not is_damaged and hashes.still_holds(task.path):
            of_now = [(one.rule.id, one.what, one.line, one.page, one.hint, one.own_severity) for one in findings]
            remembered[name] = [fingerprint, of_now]
        yield findings
    if unknown:
        write_note(project.findings_cache, {name: one for name, one in remembered.items() if (project.root / name).is_file()})
