"""Where the time of one edition goes, stage by stage, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tabulate import tabulate

_PROGRAM = """
import json, sys, time
marks = [("python and the decision", time.perf_counter())]
start = marks[0][1]

def mark(name):
    marks.append((name, time.perf_counter()))

from pathlib import Path
import sixfold.cli, sixfold.commands.pdf
from sixfold.project.paths import Project
from sixfold.publishing.build_state import BuildState
from sixfold.publishing.requests import EditionRequest
project = Project(Path.cwd())
request = EditionRequest(project.seed("A-66-398"), sys.argv[1])
BuildState(project).up_to_date(request)
mark("importing and deciding what to do")
from sixfold.publishing.composing import compose_edition
mark("importing what composes (beside the engine)")
from sixfold.document.loading import load_document
from sixfold.publishing.composing import compose_edition
document = load_document(request.seed)
mark("reading the seed")
page = compose_edition(project, document, request.language)
mark("translating and composing")
import sixfold.publishing.typesetting
from sixfold.pdf.fonts import prepare_fonts
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
engine = Engine(project.templates, prepare_fonts(project.build))
engine.load_fonts()
mark("importing the engine, loading faces")
engine.render(page.html, make_edition("screen", page.metadata, []))
mark("setting the page, stylesheets read")
engine.render(page.html, make_edition("screen", page.metadata, []))
mark("setting the page again")
print(json.dumps([(name, now - before) for (_, before), (name, now) in zip(marks, marks[1:])]))
"""


def where(folder: Path, environment: dict[str, str], rounds: int, language: str) -> Iterator[str]:
    """Yield the table for one language: milliseconds of each stage, one after the other."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        command = [sys.executable, "-c", _PROGRAM, language]
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        for name, seconds in json.loads(run.stdout):
            found.setdefault(name, []).append(seconds)
    rows = [[name, f"{median(times) * 1000:.0f}"] for name, times in found.items()]
    yield tabulate(rows, headers=[f"{language}: where the time goes", "ms"], colalign=("left", "right"))
