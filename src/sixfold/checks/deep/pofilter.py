"""What pofilter of the Translate Toolkit finds. The program is called, never imported: its licence is the GPL."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sixfold.catalogs import read_catalog
from sixfold.checks.model import Check
from sixfold.errors import SixfoldError

#: Its tests that hold for documents. Those of marks, capitals, brackets, acronyms and sentences are left out, because they ask of
#: every language what English does: 217 findings in our catalogs, none that a reviser would take up. So is `short`: Chinese is.
TESTS = (
    "compendiumconflicts", "credits", "doublewords", "emails", "escapes", "filepaths", "functions", "kdecomments", "long",
    "newlines", "nplurals", "numbers", "options", "printf", "purepunc", "pythonbraceformat", "tabs", "urls", "variables",
)  # fmt: skip
_NOTE = re.compile(r"\s*\(pofilter\) (?P<test>[a-z]+): (?P<what>.*)")

POFILTER = Check(
    "pofilter",
    "warning",
    "pofilter finds nothing",
    "pofilter of the Translate Toolkit holds source text and translation against each other: figures, addresses, variables, line "
    f"ends. Its tests that hold for documents are asked: {', '.join(TESTS)}. Only with --deep.",
)
LACKING = "pofilter isn’t installed: pip install translate-toolkit (its licence is the GPL)"


def program() -> str | None:
    """Return the path of pofilter, of the search path or beside this Python; None where it isn't installed."""
    return shutil.which("pofilter") or shutil.which("pofilter", path=str(Path(sys.executable).parent))


def filtered(paths: Sequence[Path], language: str) -> Iterator[tuple[Path, str | None, str, str]]:
    """Yield what pofilter says of the catalogs at *paths*: the catalog, context and text of the unit, and the sentence."""
    found = program()
    if found is None or not paths:
        return
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "in", Path(folder) / "out"
        before.mkdir()
        after.mkdir()
        for path in paths:
            shutil.copy(path, before / path.name)
        command = [
            found,
            "--progress=none",
            "--nofuzzy",
            f"--language={language}",
            *(f"--test={test}" for test in TESTS),
        ]
        subprocess.run([*command, str(before), str(after)], capture_output=True, check=False)  # noqa: S603
        for path in paths:
            yield from _notes(path, after / path.name)


def _notes(path: Path, written: Path) -> Iterator[tuple[Path, str | None, str, str]]:
    try:
        entries = list(read_catalog(written)) if written.exists() else []
    except SixfoldError:
        return  # what it writes of a catalog without findings is no catalog
    for entry in entries:
        for comment in entry.comments:
            if match := _NOTE.match(comment):
                yield path, entry.context, entry.text, f"{match['test']}: {match['what']}"
