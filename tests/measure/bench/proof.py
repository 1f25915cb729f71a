"""How long a translator waits for the page in `make proof`: from a key to the decoded picture, in a real browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser
from tabulate import tabulate

from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.cli import main
from sixfold.project.paths import Project
from support.proof import Proof, Screen, launched_browser, project_in

#: A letter is typed when the page of the one before has been shown: nobody waits for a page that is not asked for.
_EDITS = 30
_LONG = "A-HRC-WG.6-7-ITA-1"
_UNITS = {"A-66-398": ("letter.p.1", "annex.op.2", "annex.op.7"), _LONG: ("report.p.3", "report.p.40", "report.p.90")}


def proof_latency() -> Iterator[str]:
    """Yield the table of the times in each language: median and 95th percentile of all edits."""
    if shutil.which("chromium") is None:
        yield "How long a proof takes is not measured: chromium is not installed."
        return
    rows = []
    with tempfile.TemporaryDirectory(prefix="sixfold-bench-") as folder, launched_browser() as browser:
        project = project_in(Path(folder))
        _pretend_translation(project)
        asked = [*(("A-66-398", code) for code in ("ar", "zh", "fr", "ru", "es")), (_LONG, "en")]
        for slug, code in asked:
            times = _times(browser, project, slug, code)
            late = quantiles(times, n=20)[-1]
            rows.append((slug, code, len(times), f"{median(times):.0f}", f"{late:.0f}"))
    headers = ("proof of", "in", "edits", "median ms", "95th percentile")
    yield tabulate(rows, headers=headers, colalign=("left", "left", "right", "right", "right"), disable_numparse=True)


def _pretend_translation(project: Project) -> None:
    """Give the long document, which nobody translated, a catalog with its own text as the translation."""
    here = Path.cwd()
    os.chdir(project.root)
    try:
        main(["update", "--lang", "en", _LONG])
    finally:
        os.chdir(here)
    path = project.catalog("en", _LONG)
    catalog = read_catalog(path)
    filled = (replace(one, translations=(one.text,) * len(one.translations), flags=()) for one in catalog.entries[1:])
    write_catalog(path, replace(catalog, entries=(catalog.header_entry, *filled)))


def _times(browser: Browser, project: Project, slug: str, code: str) -> list[float]:
    """Return the milliseconds from each key to the picture of the page that it changed."""
    proof = Proof(project, code, slug)
    screen, times = Screen(browser, proof), list[float]()
    for address in _UNITS[slug]:
        keyboard = screen.edit(address)
        keyboard.type("x")  # not counted: the first one in a language waits for its stylesheets and fonts
        screen.settled()
        screen.page.evaluate("performance.clearMeasures()")
        for letter in "abcdefghij"[: _EDITS // len(_UNITS[slug])]:
            keyboard.type(letter)
            screen.settled()
        times += screen.page.evaluate("performance.getEntriesByType('measure').map(one => one.duration)")
    screen.context.close()
    proof.kill()
    return times
