"""`sixfold memory`: translations out to other programs, and back in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from sixfold.catalogs import read_catalog, write_catalog
from sixfold.cli import shown, warn
from sixfold.commands.common import Work
from sixfold.document import LANGUAGE_CODES, LanguageCode
from sixfold.errors import Problem
from sixfold.files import write_atomically
from sixfold.memory import FORMATS, Batch, fill, read_batches, remember, take, write_batches
from sixfold.project import HOUSE

_Catalogs = Sequence[tuple[Path, Batch]]


def run(options: argparse.Namespace) -> int:
    """Export, or import."""
    return _export(options) if options.action == "export" else _import(options)


def _export(options: argparse.Namespace) -> int:
    work, form = Work(options), FORMATS[options.format]
    by_language: dict[LanguageCode, list[tuple[Path, Batch]]] = {}
    for catalogs in work.catalog_sets():
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            work.carry_on(partial(_add, by_language.setdefault(code, []), path, catalogs.source))
    if not by_language:
        warn(
            Problem(
                "there is nothing to export: a text has no catalog in its own language", hint="choose another --lang"
            )
        )
    folder = Path(options.output) if options.output else work.project.build / "memory"
    for code, found in by_language.items():
        files = [found] if form.holds_several and found else [[one] for one in found]
        for parts in files:
            name = parts[0][1].domain if len(parts) == 1 else "memory"
            work.carry_on(partial(_write, folder / f"{name}.{code}.{form.suffix}", parts, options.format))
    return work.exit_code


def _add(found: list[tuple[Path, Batch]], path: Path, original: LanguageCode) -> None:
    found.append((path, Batch(path.stem, original, path.parents[1].name, tuple(read_catalog(path)))))


def _write(target: Path, parts: _Catalogs, name: str) -> None:
    write_atomically(target, write_batches(parts, FORMATS[name]))
    print(shown(target))


def _import(options: argparse.Namespace) -> int:
    work = Work(options)
    found = 0

    def take_batch(batch: Batch) -> None:
        nonlocal found
        found += _take(work, batch, options.file)

    for batch in read_batches(Path(options.file)):
        work.carry_on(partial(take_batch, batch))
    return max(work.exit_code, 1 if found else 0)


def _take(work: Work, batch: Batch, file: str) -> int:
    """Import one batch, and return how many of its units a person must look at."""
    code = next((code for code in LANGUAGE_CODES if code == batch.target), None)
    if code is None:
        languages = ", ".join(LANGUAGE_CODES)
        warn(Problem(f"translations into “{batch.target}” stay out", Path(file), hint=f"the languages are {languages}"))
        return 1
    path = work.project.catalog(code, batch.domain)
    if not _is_ours(work, batch.domain) or not path.exists():
        _fill_from(work, batch, code, Path(file).name)
        return 0
    taken = take(read_catalog(path, with_msgfmt=True), batch, path)
    is_written = write_catalog(path, taken.catalog)
    counts = {"filled": taken.filled, "changed": taken.changed, "to look at": taken.problems}
    changes = ", ".join(f"{len(some)} {name}" for name, some in counts.items() if some)
    print(f"{shown(path)}: {changes or ('notes' if is_written else 'unchanged')}")
    _tell(taken.problems)
    return len(taken.problems)


def _is_ours(work: Work, domain: str) -> bool:
    return domain == HOUSE or domain in {seed.stem for seed in work.project.seeds()}


def _fill_from(work: Work, batch: Batch, code: LanguageCode, name: str) -> None:
    """Give what came from elsewhere, by its source text, to entries that are empty."""
    memory = remember([(name, (entry for entry in batch.entries))])
    for seed in work.project.seeds():
        path = work.project.catalog(code, seed.stem)
        if path.exists():
            catalog, filled = fill(read_catalog(path, with_msgfmt=True), lambda: memory, seed.stem)
            write_catalog(path, catalog)
            print(f"{shown(path)}: {len(filled)} filled from {name}")


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        warn(problem)
