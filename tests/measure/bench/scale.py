"""How many editions a second, whether it stays so, and how much memory a process takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
from tabulate import tabulate

from measure.bench.corpus import write_archive, write_corpus
from sixfold.project.paths import Project


@dataclass(frozen=True)
class Run:
    """One `sixfold pdf`: seconds from its start to each path that it prints, and the memory (MB) of its largest process."""

    instants: Sequence[float]
    memory: float
    pages: int

    def rate(self, first: int = 0, last: int | None = None) -> float:
        """Return editions a second from edition *first* on up to *last*; the start counts for the first ones."""
        last = len(self.instants) if last is None else last
        return (last - first) / (self.instants[last - 1] - (self.instants[first - 1] if first else 0))


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


def make_all(project: Project, environment: dict[str, str], *options: str) -> Run:
    """Make every edition of *project* and return how it went."""
    command = [str(Path(sys.executable).parent / "sixfold"), "pdf", *options]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command, cwd=project.root, env=environment, stdout=subprocess.PIPE, stderr=complaints, text=True
        )
        assert process.stdout
        instants = [time.perf_counter() - start for _ in process.stdout]
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        if process.returncode:
            raise RuntimeError(complaints.read().decode())
    pages = sum(_pages(path) for path in project.build.glob("*.pdf"))
    return Run(instants, used.ru_maxrss / 1024, pages)


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def scale(checkout: Path, environment: dict[str, str], *, is_long: bool) -> Iterator[str]:
    """Yield the parts of the report: 300 documents in mixed languages; 3,000 if that is asked for."""
    rows = []
    for count, share in ((50, "300"), *(((500, "3,000"),) if is_long else ())):
        with tempfile.TemporaryDirectory(prefix="sixfold-corpus-") as folder:
            project = open_corpus(Path(folder).resolve(), checkout, count)
            run = make_all(project, environment)
            rows.append([share, f"{run.rate():.1f}", run.pages, f"{run.memory:.0f}"])
            again = make_all(project, environment)
            rows.append([f"{share}, nothing to do", f"{again.rate():,.0f}", run.pages, f"{again.memory:.0f}"])
            if is_long:
                yield _chunks(run, share)
    header = ["editions", "a second", "pages", "largest process, MB"]
    yield tabulate(rows, headers=header, colalign=("left", "right", "right", "right"), disable_numparse=True)


def _chunks(run: Run, share: str) -> str:
    total = len(run.instants)
    marks = [mark for mark in (0, 100, 300, 600, 1000, 1500, 2000, 2500, 3000) if mark < total] + [total]
    pieces = [f"{last}: {run.rate(first, last):.1f}" for first, last in pairwise(marks) if last > first]
    return f"{share} editions, how many a second up to each: {', '.join(pieces)}"
