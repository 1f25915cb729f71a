"""How long a translator waits for the page in `make proof`, in a real browser: from a key, or from a change on disk, to the decoded
picture.
"""

from __future__ import annotations

import json
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
from support.proof import Proof, Screen, launched_browser, project_in, type_elsewhere

#: A letter is typed when the page of the one before has been shown: nobody waits for a page that is not asked for.
_EDITS = 30
_LONG = "A-HRC-WG.6-7-ITA-1"
#: Changes on disk, so many milliseconds apart: the findings of one are told before the next.
_SAVES, _PAUSE = 12, 1500
_NOTE_TIMES = """() => {
  const take = main.take.bind(main);
  window.shownAt = {};
  main.take = async (answer) => { await take(answer); shownAt[byName(current).translations[0]] ??= Date.now(); };
}"""
_UNITS = {"A-66-398": ("letter.p.1", "annex.op.2", "annex.op.7"), _LONG: ("report.p.3", "report.p.40", "report.p.90")}


def proof_latency() -> Iterator[str]:
    """Yield the table of the times in each language: median and 95th percentile of all edits."""
    if shutil.which("chromium") is None:
        yield "How long a proof takes is not measured: chromium is not installed."
        return
    rows, saved = list[tuple[str, ...]](), list[tuple[str, ...]]()
    with tempfile.TemporaryDirectory(prefix="sixfold-bench-") as folder, launched_browser() as browser:
        project = project_in(Path(folder))
        _pretend_translation(project)
        asked = [*(("A-66-398", code) for code in ("ar", "zh", "fr", "ru", "es")), (_LONG, "en")]
        for slug, code in asked:
            rows.append(_row(slug, code, _times(browser, project, slug, code)))
            saved.append(_row(slug, code, _times_on_disk(browser, project, slug, code)))
    for what, found in (("edits", rows), ("changes on disk", saved)):
        headers = ("proof of", "in", what, "median ms", "95th percentile")
        yield tabulate(found, headers=headers, colalign=("left", "left", "right", "right", "right"), disable_numparse=True)


def _row(slug: str, code: str, times: list[float]) -> tuple[str, ...]:
    return slug, code, str(len(times)), f"{median(times):.0f}", f"{quantiles(times, n=20)[-1]:.0f}"


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


def _times_on_disk(browser: Browser, project: Project, slug: str, code: str) -> list[float]:
    """Return the milliseconds from each save of another program to the picture of the page that it changed."""
    proof = Proof(project, code, slug)
    screen, times = Screen(browser, proof), list[float]()
    address = _UNITS[slug][0]
    screen.edit(address)
    screen.page.evaluate(_NOTE_TIMES)
    text = screen.page.evaluate("byName(current).translations[0]")
    for number in range(_SAVES + 1):
        saved = f"{text} {number}"
        type_elsewhere(proof, address, saved, code, slug)
        written = project.catalog(code, slug).stat().st_ctime  # when it was renamed
        screen.until(f"{json.dumps(saved)} in shownAt")
        times.append(screen.page.evaluate("text => shownAt[text]", saved) - written * 1000)
        screen.page.wait_for_timeout(_PAUSE)
    screen.context.close()
    proof.kill()
    return times[1:]  # the first one waits for its stylesheets and fonts
