"""TMX and XLIFF by the Translate Toolkit, as docs/editors.md says: out, and back in without touching what is typed."""

from __future__ import annotations

import gc
import warnings
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from translate.convert import po2tmx, po2xliff, xliff2po
from translate.tools import pretranslate

from sixfold.catalogs.model import Catalog
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.project.paths import Project
from support.projects import SLUG, Run


def toolkit(program: ModuleType, *arguments: str | Path) -> None:
    """Run a program of the toolkit; it reports on standard error what it can't do, and ends with 0 all the same."""
    with redirect_stderr(StringIO()) as told, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        program.main(["--progress=none", *map(str, arguments)])
        gc.collect()  # files that it leaves open
    assert "Error" not in told.getvalue()


def half_emptied(project: Project) -> tuple[Path, Catalog]:
    """Return the French catalog, every other unit of it empty, and what it was."""
    path = project.catalog("fr", SLUG)
    whole = read_catalog(path)
    entries = [replace(entry, translations=("",)) if number % 2 else entry for number, entry in enumerate(whole.entries)]
    write_catalog(path, replace(whole, entries=tuple(entries)))
    return path, whole


def check_filled(path: Path, whole: Catalog) -> None:
    """Hold what came back against what was sent: every unit has a text, and what wasn't typed here is fuzzy."""
    back = read_catalog(path)
    assert [entry.key for entry in back] == [entry.key for entry in whole]
    assert [entry.state for entry in back] == ["fuzzy" if number % 2 == 0 else "translated" for number, _ in enumerate(back)]
    same = [one.translation == other.translation for one, other in zip(back, whole, strict=True)]
    assert sum(same) >= len(same) - 1  # the title of the letter and the heading of its annex are near each other
    assert all(same[1::2])


@pytest.mark.slow
def test_tmx_goes_out_and_comes_back_fuzzy(project: Project, run: Run, tmp_path: Path) -> None:
    toolkit(po2tmx, "--language=fr", project.catalog("fr", SLUG), tmp_path / "out.tmx")
    path, whole = half_emptied(project)
    toolkit(pretranslate, "--tm", tmp_path / "out.tmx", "-t", path, path, tmp_path / "new.po")
    path.write_bytes((tmp_path / "new.po").read_bytes())
    assert run("update", "--lang", "fr").code == 0
    check_filled(path, whole)


@pytest.mark.slow
def test_xliff_goes_out_and_comes_back_as_memory_beside_one_that_is_damaged(project: Project, run: Run, tmp_path: Path) -> None:
    toolkit(po2xliff, project.catalog("fr", SLUG), tmp_path / "out.xlf")
    path, whole = half_emptied(project)
    memory = project.root / "locales" / "fr" / "memory"
    memory.mkdir()
    toolkit(xliff2po, tmp_path / "out.xlf", memory / "agency.po")
    (memory / "broken.po").write_text('msgid "', encoding="utf-8")
    result = run("update", "--lang", "fr", "A/66/398")
    assert (result.code, "error: locales/fr/memory/broken.po:1: " in result.err) == (4, True)
    assert f"{SLUG}.po: 11 pre-filled from exact matches" in result.out
    check_filled(path, whole)
    assert {entry.previous.context.partition(":")[0] for entry in read_catalog(path) if entry.previous} == {"agency.po"}
