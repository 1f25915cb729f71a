"""`make bench-catalogs`: what status, update, check and find cost in made-up archives of several sizes, first and again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from tabulate import tabulate

from measure.bench.scale import open_corpus
from sixfold.project.paths import Project

ROOT = Path(__file__).resolve().parents[3]
VERBS = {"status": (), "update": (), "check": (), "find": ("trafficking in persons",)}


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds, those of computing by all its processes, and the memory (MB) of the largest of these."""

    seconds: float
    computing: float
    memory: float


def open_archive(folder: Path, count: int, units: int) -> Project:
    """Return a project in *folder* with *count* documents of so many *units*, of which a part is untranslated or fuzzy."""
    project = open_corpus(folder, ROOT, count, units)
    shutil.copy(ROOT / "locales" / "terms.csv", project.term_list)
    return project


def run(project: Project, verb: str) -> Cost:
    """Return what a command costs; what it finds is no failure."""
    command = [str(Path(sys.executable).parent / "sixfold"), verb, *VERBS[verb]]
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=project.root, stdout=subprocess.DEVNULL, stderr=complaints)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode > 1:
            complaints.seek(0)
            raise RuntimeError(complaints.read().decode())
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def forget(project: Project) -> None:
    """Remove what earlier commands remembered."""
    shutil.rmtree(project.build / "cache", ignore_errors=True)


Costs = dict[str, list[Cost]]


def measure(project: Project, rounds: int) -> Costs:
    """Return what each verb costs, cold and warm, the median of each figure; the verbs take turns."""
    runs: dict[str, list[tuple[Cost, Cost]]] = {verb: [] for verb in VERBS}
    before = _touched(project)
    for _ in range(rounds):
        for verb in VERBS:
            forget(project)
            runs[verb].append((run(project, verb), run(project, verb)))
    if _touched(project) != before:
        raise RuntimeError("a command touched a file though nothing had changed")
    return {verb: [_median(costs) for costs in zip(*of_verb, strict=True)] for verb, of_verb in runs.items()}


def _median(costs: tuple[Cost, ...]) -> Cost:
    return Cost(*(median(figures) for figures in zip(*(vars(cost).values() for cost in costs), strict=True)))


def show(title: str, costs: Costs) -> None:
    """Print a table of *costs*."""
    rows = [[verb, *(format(figure, ".1f") for cost in pair for figure in vars(cost).values())] for verb, pair in costs.items()]
    headers = [title, "seconds", "computing", "MB", "again: seconds", "computing", "MB"]
    print(tabulate(rows, headers=headers, colalign=("left", *["right"] * 6), disable_numparse=True), end="\n\n", flush=True)


def _touched(project: Project) -> dict[Path, int]:
    """Return when each seed, catalog and template was touched last."""
    folders = (project.root / "seeds", project.root / "locales")
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}


def main() -> int:
    """Print a table for each archive as soon as it is measured, the small one first, and how the figures grow."""
    asked, units = os.environ.get("DOCUMENTS"), int(os.environ.get("UNITS") or 40)
    rounds = 1 if asked else 3  # ten thousand documents take half an hour
    measured = []
    for count in (int(asked),) if asked else (100, 1000):
        with tempfile.TemporaryDirectory(prefix="sixfold-catalogs-") as folder:
            project = open_archive(Path(folder).resolve(), count, units)
            first = run(project, "update")
            figures = f"{first.seconds:.1f} seconds, {first.computing:.1f} of computing, {first.memory:.0f} MB"
            print(f"{count:,} documents: what others have translated is filled in: {figures}", flush=True)
            measured.append(measure(project, rounds))
        show(f"{count:,} documents", measured[-1])
    for smaller, larger in pairwise(measured):
        growth = {verb: [_times(*pair) for pair in zip(smaller[verb], larger[verb], strict=True)] for verb in VERBS}
        show("times as much as in the archive before", growth)
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    print(f"{units} units, five languages; {rounds} rounds, medians; no file was touched")
    print(f"{os.cpu_count()} cores, load average {load}")
    return 0


def _times(smaller: Cost, larger: Cost) -> Cost:
    return Cost(*(more / less for less, more in zip(vars(smaller).values(), vars(larger).values(), strict=True)))


if __name__ == "__main__":
    sys.exit(main())
