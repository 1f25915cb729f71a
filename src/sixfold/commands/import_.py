"""`sixfold import`: a seed from a Word file, with an account of every doubt."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sixfold.commands.report import from_here, print_problems
from sixfold.document.house import House
from sixfold.document.loading import load_house
from sixfold.document.symbols import join_slugs
from sixfold.errors import Problem, SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project, find_project
from sixfold.word.importing import Imported, read_document, write_pictures
from sixfold.word.old_format import as_docx


def run(options: argparse.Namespace) -> int:
    """Write the seed of the document in a Word file, unless there is one, and list what is doubtful."""
    project = find_project(Path.cwd())
    source = Path(options.file)
    with as_docx(source) as path:
        imported = read_document(path, houses(project), options.accept, options.reject)
    document = imported.document  # refuses what no seed can hold, before anything is written
    seed = project.root / "seeds" / f"{join_slugs(document.symbol)}.yaml"
    for path in (seed, *(seed.parent / name for name in imported.pictures)):
        if path.exists():
            what = f"{'the seed' if path == seed else 'a picture'} of {document.printed_symbol} is there already"
            raise UsageError(what, from_here(path), hint="move it away to import the Word file anew")
    write_pictures(seed.parent, imported.pictures)
    write_atomically(seed, imported.yaml.encode())
    _tell(imported, source)
    print(from_here(seed))
    print(_what_next(imported), file=sys.stderr)
    return 0


def houses(project: Project) -> list[House]:
    """Return the fixed words of every language whose catalog can be read."""
    found = []
    for code in LANGUAGE_CODES:
        try:
            found.append(load_house(project, code))
        except SixfoldError as error:
            print_problems(error.problems, "warning")
    return found


def _tell(imported: Imported, source: Path) -> None:
    print_problems([Problem(str(doubt), source) for doubt in imported.doubts], "doubt")


def _what_next(imported: Imported) -> str:
    count = len(imported.doubts)
    told = f"{count} doubt{'s' if count != 1 else ''}, which stand in the seed, too; " if count else "no doubts; "
    return f"{told}next: compare make pdf with the Word file, then make update begins the translation"
