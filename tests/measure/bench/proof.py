"""How long a translator waits for the page in `make proof`, in a real browser: from a key, or from a change on disk, to the decoded
picture.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from measure.bench.bench import Cost, Row, Side, Workshop, measure
from measure.bench.scale import run_in
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.project.paths import Project
from support.proof import Proof, Screen, launched_browser, project_in, type_elsewhere

_LONG = "A-HRC-WG.6-7-ITA-1"
_NOTE_TIMES = """() => {
  const take = main.take.bind(main);
  window.shownAt = {};
  main.take = async (answer) => { await take(answer); shownAt[byName(current).translations[0]] ??= Date.now(); };
}"""
#: Of each document the language, and a unit that is changed.
_UNITS = {"A-66-398": ("fr", "annex.op.2"), _LONG: ("en", "report.p.40")}


def proof(workshop: Workshop) -> Iterator[Row]:
    """Yield the rows of a short and of a long document."""
    with tempfile.TemporaryDirectory(prefix="sixfold-bench-") as folder, launched_browser() as browser:
        project = project_in(Path(folder))
        if not workshop.is_small:
            _pretend_translation(workshop, project)
        for slug in [*_UNITS][: 1 if workshop.is_small else 2]:
            for what, prepare in (("a letter typed", _typing), ("a change on disk", _saving)):
                with _opened(browser, project, slug) as screen:
                    run = prepare(screen, slug)
                    run()  # the first one waits for its stylesheets and fonts
                    side = Side(f"proof of {slug}, {what}", run)
                    yield from measure(workshop.yardstick("en"), [side], 2 * workshop.rounds)


def _pretend_translation(workshop: Workshop, project: Project) -> None:
    """Give the long document, which nobody translated, a catalog with its own text as the translation."""
    run_in(workshop, project, "update", "--lang=en", _LONG)
    path = project.catalog("en", _LONG)
    catalog = read_catalog(path)
    filled = (replace(one, translations=(one.text,) * len(one.translations), flags=()) for one in catalog.entries[1:])
    write_catalog(path, replace(catalog, entries=(catalog.header_entry, *filled)))


@contextmanager
def _opened(browser: Browser, project: Project, slug: str) -> Iterator[Screen]:
    """Give the proof of a document, its unit open."""
    code, address = _UNITS[slug]
    proof = Proof(project, code, slug)
    try:
        screen = Screen(browser, proof)
        screen.edit(address)
        yield screen
        screen.context.close()
    finally:
        proof.kill()


def _typing(screen: Screen, _: str) -> Callable[[], Cost]:
    """Return what types a letter and gives the seconds from the key to the picture of the page that it changed."""

    def run() -> Cost:
        screen.page.evaluate("performance.clearMeasures()")
        screen.page.keyboard.type("x")
        screen.settled()
        (time,) = screen.page.evaluate("performance.getEntriesByType('measure').map(one => one.duration)")
        return Cost(time / 1000)

    return run


def _saving(screen: Screen, slug: str) -> Callable[[], Cost]:
    """Return what saves another text as another program does, and gives the seconds from there to the picture of the page."""
    code, address = _UNITS[slug]
    screen.page.evaluate(_NOTE_TIMES)
    texts = [screen.page.evaluate("byName(current).translations[0]")]

    def run() -> Cost:
        texts.append(f"{texts[-1]} x")
        type_elsewhere(screen.proof, address, texts[-1], code, slug)
        written = screen.proof.project.catalog(code, slug).stat().st_ctime  # when it was renamed
        screen.until(f"{json.dumps(texts[-1])} in shownAt")
        return Cost(screen.page.evaluate("text => shownAt[text]", texts[-1]) / 1000 - written)

    return run
