"""What the checks found in catalogs, remembered from one command to the next as long as nothing that it depends on changed.

It lies in one file, `build/cache/findings.json`, which may be deleted at any time: what is missing or damaged is found again, and a
file that can't be read or written is done without. Each catalog has one place, so the file doesn't grow with time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

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
    names = [str(task.path.relative_to(project.root)) for task in tasks]
    fingerprints = [_fingerprint(task, project.term_list, program, hashes) for task in tasks]
    rows = [
        remembered[name][1] if fingerprint and remembered.get(name, ("",))[0] == fingerprint else None
        for name, fingerprint in zip(names, fingerprints, strict=True)
    ]
    unknown = [task for task, known in zip(tasks, rows, strict=True) if known is None]
    new = check_catalogs(unknown, all_checks(project.term_list)) if unknown else iter(())
    for task, name, fingerprint, known in zip(tasks, names, fingerprints, rows, strict=True):
        if known is not None:
            yield [Finding(_RULES[rule], what, task.path, *rest) for rule, what, *rest in known]
            continue
        findings = next(new)
        is_readable = all(one.rule.id != DAMAGE.id for one in findings)  # else it may be for want of a program
        if fingerprint and is_readable and hashes.still_holds(task.path):
            of_now = [(one.rule.id, one.what, one.line, one.page, one.hint, one.own_severity) for one in findings]
            remembered[name] = [fingerprint, of_now]
        yield findings
    if unknown:
        write_note(project.findings_cache, {name: one for name, one in remembered.items() if (project.root / name).is_file()})


def _fingerprint(task: Task, term_list: Path, program: object, hashes: Hashes) -> str:
    """Return the hash of all that the findings of a catalog depend on; "" where a file is there but can't be read."""
    files = {str(path): hashes.of(path) for path in (task.path, term_list)}
    if any(not found and Path(path).exists() for path, found in files.items()):
        return ""
    return digest_values([program, files, task.language, task.source, task.layout, [vars(one) for one in task.messages]])
