"""Many documents: how many editions are made at a time, in how much memory, and what the verbs of catalogs cost in an archive."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from measure.bench.bench import ROOT, Cost, Row, Side, UnfairError, Workshop, measure, plain_environment, run_program
from measure.bench.corpus import write_archive, write_corpus
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project

VERBS = {"status": (), "update": (), "check": (), "find": ("trafficking in persons",)}


def open_corpus(folder: Path, checkout: Path, count: int, units: int | None = None) -> Project:
    """Return a project in *folder* with *count* made-up documents, the faces and house words of the checkout."""
    project = Project(folder)
    shutil.copytree(checkout / "templates", project.templates)
    for code in ("ar", "es", "fr", "ru", "zh"):
        path = project.catalog(code, "house")
        path.parent.mkdir(parents=True)
        shutil.copy(Project(checkout).catalog(code, "house"), path)
    (folder / "seeds").mkdir()
    project.build.mkdir()
    (project.build / "faces").symlink_to(checkout / "build" / "faces")
    if units:
        write_archive(project, checkout, count, units)
    else:
        write_corpus(project, checkout, count)
    return project


@contextmanager
def _corpus(count: int, units: int | None = None) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="sixfold-corpus-") as folder:
        yield open_corpus(Path(folder).resolve(), ROOT, count, units)


def run_in(workshop: Workshop, project: Project, *arguments: str) -> Cost:
    """Return what a command costs in *project*; what it finds is no failure."""
    command = [str(Path(sys.executable).parent / "sixfold"), *arguments]
    return run_program(command, project.root, plain_environment(), most=1)[0]


def many(workshop: Workshop) -> Iterator[Row]:
    """Yield the rows of `sixfold pdf` with many documents in six languages."""
    count = 1 if workshop.is_small else 20
    what = f"{count * len(LANGUAGE_CODES)} editions"
    with _corpus(count) as project:
        make = partial(run_in, workshop, project, "pdf")
        sides = [Side(what, make, figures=("seconds", "memory")), Side(f"{what}, nothing to do", make)]
        yield from measure(workshop.yardstick("en"), sides, 1)
        made = len([*project.build.glob("*.pdf")])
        if made != count * len(LANGUAGE_CODES):
            raise UnfairError(f"`sixfold pdf` made {made} of {what}")


def catalogs(workshop: Workshop) -> Iterator[Row]:
    """Yield the rows of status, update, check and find in an archive, of which a part is untranslated or fuzzy.

    DOCUMENTS and UNITS of the environment are how many documents it has, and how many texts each.
    """
    count = int(os.environ.get("DOCUMENTS") or (2 if workshop.is_small else 50))
    with _corpus(count, int(os.environ.get("UNITS") or 12)) as project:
        shutil.copy(ROOT / "locales" / "terms.csv", project.term_list)
        run_in(workshop, project, "update")  # what others have translated is filled in
        before, sides = _touched(project), list[Side]()
        for verb, words in [*VERBS.items()][-1 if workshop.is_small else 0 :]:
            run = partial(run_in, workshop, project, verb, *words)
            forget = partial(shutil.rmtree, project.build / "cache", ignore_errors=True)
            sides += [
                Side(f"{verb}, {count:,} documents", run, forget, ("computing", "memory")),
                Side(f"{verb}, again", run, figures=("computing",)),
            ]
        yield from measure(workshop.yardstick("en"), sides, 1)
        if _touched(project) != before:
            raise UnfairError("a command touched a file though nothing had changed")


def _touched(project: Project) -> dict[Path, int]:
    """Return when each seed, catalog and template was touched last."""
    folders = (project.root / "seeds", project.root / "locales")
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}
