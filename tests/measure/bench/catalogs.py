"""`make bench-catalogs`: the time of status, update, check and find on many catalogs, the first time and again, for two sizes."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from tabulate import tabulate

from measure.bench.scale import open_corpus
from sixfold.project.paths import Project

ROOT = Path(__file__).resolve().parents[3]
UNITS = 40
VERBS = {"status": (), "update": (), "check": (), "find": ("trafficking in persons",)}


def open_catalogs(folder: Path, count: int) -> Project:
    """Return a project in *folder* with *count* documents of 40 units, its catalogs as `sixfold update` leaves them."""
    project = open_corpus(folder, ROOT, count, UNITS)
    shutil.copy(ROOT / "locales" / "terms.csv", project.term_list)
    run(project, "update")  # the templates, and the catalogs of the house
    return project


def run(project: Project, verb: str) -> float:
    """Return the seconds that a command takes; what it finds is no failure."""
    command = [str(Path(sys.executable).parent / "sixfold"), verb, *VERBS[verb]]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    return seconds


def forget(project: Project) -> None:
    """Remove what earlier commands remembered."""
    shutil.rmtree(project.findings_cache.parent, ignore_errors=True)


Medians = dict[str, tuple[float, float]]


def measure(project: Project, rounds: int) -> Medians:
    """Return the median seconds of each verb, cold and warm; the verbs take turns."""
    cold: dict[str, list[float]] = {verb: [] for verb in VERBS}
    warm: dict[str, list[float]] = {verb: [] for verb in VERBS}
    before = _touched(project)
    for _ in range(rounds):
        for verb in VERBS:
            forget(project)
            cold[verb].append(run(project, verb))
            run(project, verb)
            warm[verb].append(run(project, verb))
    if _touched(project) != before:
        raise RuntimeError("a command touched a file though nothing had changed")
    return {verb: (median(cold[verb]), median(warm[verb])) for verb in VERBS}


def show(title: str, numbers: Medians, form: str) -> None:
    """Print a table of *numbers*, each in the format *form*."""
    rows = [[verb, *(format(number, form) for number in pair)] for verb, pair in numbers.items()]
    print(
        tabulate(rows, headers=[title, "first time", "again"], colalign=("left", "right", "right"), disable_numparse=True),
        flush=True,
    )
    print()


def _touched(project: Project) -> dict[Path, int]:
    """Return when each seed, catalog and template was touched last."""
    folders = (project.root / "seeds", project.root / "locales")
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}


def main() -> int:
    """Print a table for each corpus as soon as it is measured, the small one first, and how the times grow."""
    parser = argparse.ArgumentParser(prog="bench.catalogs", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each command takes its turn")
    parser.add_argument("--documents", type=int, action="append", help="size of a corpus; again for more")
    options = parser.parse_args()
    measured = []
    for count in options.documents or (100, 1000):
        with tempfile.TemporaryDirectory(prefix="sixfold-catalogs-") as folder:
            measured.append(measure(open_catalogs(Path(folder).resolve(), count), options.rounds))
        show(f"{count:,} documents: seconds", measured[-1], ".2f")
    for smaller, larger in pairwise(measured):
        growth = {verb: (larger[verb][0] / smaller[verb][0], larger[verb][1] / smaller[verb][1]) for verb in VERBS}
        show("times as long as the corpus before", growth, ".1f")
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    print(f"{UNITS} units, five languages; {options.rounds} rounds, medians; no file was touched")
    print(f"{os.cpu_count()} cores, load average {load}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
