"""Sixfold beside the plain `weasyprint` command on the same HTML, with the same environment and the same faces.

The two sides take turns (ABAB …), so that a machine that slows down slows both. Before anything is timed, the PDFs of both sides
are compared: a side that leaves something out would win for nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pypdfium2

from sixfold.commands.selection import find_seeds
from sixfold.compose import Composition
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import prepare_fonts
from sixfold.pdf.fonts.folders import prepare_font_sets
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = "A/66/398"
SHOWN: tuple[LanguageCode, ...] = ("en", "fr", "ar", "zh")
GROUPS = ("noise", "one", "six", "warm", "nothing")

#: What the plain engine is asked for, so that it tags its PDF as the screen edition is; PDF/UA it can't do besides.
VARIANT = ("--pdf-variant", "pdf/a-2a")

#: How much larger the larger of two PDFs may be: the screen edition has 6 KB of metadata more, says what Arabic reads as, and marks
#: what kashida lengthens; faces and pages may not differ.
SIZE_TOLERANCE = 0.22


#: What viewers make of a hyphen at the end of a line; the screen edition tells them which of them divide words.
HYPHENS = "-\u00ad\u2010\u2060\ufffe"

_UP_TO_DATE = re.compile(r"\d+ of \d+ up to date already\n")


class UnfairError(Exception):
    """The two sides didn't make the same PDF."""


# ---- statistics ----


@dataclass(frozen=True)
class Side:
    """What takes its turn: `run` is timed, `prepare` before it is not."""

    run: Callable[[], object]
    prepare: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Contest:
    """Sixfold and the plain engine at the same task."""

    task: str
    sixfold: Side
    weasyprint: Side


@dataclass(frozen=True)
class Times:
    """The seconds of each round."""

    sixfold: Sequence[float]
    weasyprint: Sequence[float]

    @property
    def ratios(self) -> list[float]:
        """Sixfold's time as a part of the plain engine's, round by round."""
        return [ours / theirs for ours, theirs in zip(self.sixfold, self.weasyprint, strict=True)]


def deviation(values: Sequence[float]) -> float:
    """Return the median absolute deviation: half of *values* lie within it of their median."""
    middle = median(values)
    return median(abs(value - middle) for value in values)


def measure(contest: Contest, rounds: int, clock: Callable[[], float] = time.perf_counter) -> Times:
    """Return the times of *rounds* rounds, the sides taking turns."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, times in zip((contest.sixfold, contest.weasyprint), seconds, strict=True):
            side.prepare()
            start = clock()
            side.run()
            times.append(clock() - start)
    return Times(*seconds)


def row(task: str, times: Times) -> list[str]:
    """Return the line of the table: medians ± deviation in milliseconds, the rounds' median ratio, the least and the greatest."""
    ours, theirs = (
        f"{median(side) * 1000:,.0f} ± {deviation(side) * 1000:,.0f}" for side in (times.sixfold, times.weasyprint)
    )
    ratios = times.ratios
    return [task, ours, theirs, f"{median(ratios):.2f}", f"{min(ratios):.2f}–{max(ratios):.2f}"]


# ---- the two sides ----


@dataclass(frozen=True)
class Workshop:
    """A project of its own in *folder*, where both sides print *document*; *fontconfig* shows them the same faces.

    *shown* are the languages that have a row of their own.
    """

    folder: Path
    document: Document
    fontconfig: Path
    shown: Sequence[LanguageCode] = SHOWN

    @property
    def project(self) -> Project:
        """The project; what is built stays in the folder."""
        return Project(self.folder)

    @property
    def environment(self) -> dict[str, str]:
        """What every process is started with; nothing of a `make` that started us, and compiled modules are kept as usual."""
        ours = ("MAKE", "MFLAGS", "PYTHONDONTWRITEBYTECODE")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return inherited | {"FONTCONFIG_FILE": str(self.fontconfig)}

    @property
    def base_url(self) -> str:
        """What links in the HTML are relative to."""
        return (ROOT / "templates").as_uri() + "/"

    def composition(self, code: LanguageCode) -> Composition:
        """Return the page that both sides print."""
        return compose_edition(self.project, self.document, code)

    def built(self, code: LanguageCode) -> Path:
        """Return the PDF of `sixfold pdf`."""
        return self.project.pdf(self.document.slug, code)

    def plain(self, code: LanguageCode) -> Path:
        """Return the PDF of the plain command."""
        return self.folder / f"plain.{code}.pdf"

    def forget(self) -> None:
        """Remove the PDFs, so that there is something to do."""
        for path in self.project.build.glob("*.pdf"):
            path.unlink()

    def call(self, program: str, *arguments: str) -> None:
        """Run a program in the folder, one of the virtual environment if it is there; it must have nothing to complain of."""
        own = Path(sys.executable).parent / program
        command = [str(own) if own.exists() else program, *arguments]
        run = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if run.returncode or _UP_TO_DATE.sub("", run.stderr):
            raise UnfairError(f"{' '.join(command)} says: {run.stderr.strip()} ({run.returncode})")

    def sixfold(self, *codes: LanguageCode) -> None:
        """Print the document in *codes* by one process of `sixfold pdf`; in all languages for none."""
        self.call("sixfold", "pdf", *(f"--lang={code}" for code in codes), DOCUMENT)

    def weasyprint(self, *codes: LanguageCode) -> None:
        """Print the same pages by one process of `weasyprint` each."""
        for code in codes:
            page = self.folder / f"{code}.html"
            if not page.exists():
                html = self.composition(code).html.replace('alt=""', 'alt="-"')  # it knows no decoration
                page.write_text(html, encoding="utf-8")
            self.call("weasyprint", *VARIANT, "--base-url", self.base_url, str(page), str(self.plain(code)))


def open_workshop(folder: Path, shown: Sequence[LanguageCode] = SHOWN) -> Workshop:
    """Return a workshop in *folder* with the seeds, catalogs, templates and faces of the checkout.

    The faces are derived here, before anything is timed.
    """
    fontconfig = prepare_font_sets(prepare_fonts(ROOT / "build"), ROOT / "templates").everyday
    (folder / "build").mkdir()
    (folder / "build" / "faces").symlink_to(fontconfig.parent.parent)
    for name in ("seeds", "locales", "templates"):
        (folder / name).symlink_to(ROOT / name)
    return Workshop(folder, load_document(find_seeds(Project(folder), [DOCUMENT])[0]), fontconfig, shown)


def check_fair(what: str, ours: bytes, theirs: bytes) -> None:
    """Check that two PDFs have as many pages of the same sizes, the same letters, and nearly as many bytes.

    A line may stand on another page: Sixfold puts Chinese lines on a grid.

    Raises: UnfairError.
    """
    if _pages(ours) != _pages(theirs):
        raise UnfairError(f"{what}: the pages of the two sides differ")
    small, large = sorted((len(ours), len(theirs)))
    if large > small * (1 + SIZE_TOLERANCE):
        raise UnfairError(f"{what}: {len(ours):,} bytes by sixfold, {len(theirs):,} by weasyprint")


def _pages(pdf: bytes) -> tuple[list[tuple[float, float]], Counter[str]]:
    """Return the sizes of the pages in points, and how often each letter stands on them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        letters = Counter("".join(page.get_textpage().get_text_range() for page in document))
        return [page.get_size() for page in document], Counter(
            {c: n for c, n in letters.items() if not c.isspace() and c not in HYPHENS}
        )
    finally:
        document.close()


# ---- the contests ----


def _one(workshop: Workshop) -> Iterator[Contest]:
    for code in workshop.shown:
        yield Contest(
            f"{code}, from nothing",
            Side(partial(workshop.sixfold, code), prepare=workshop.forget),
            Side(partial(workshop.weasyprint, code)),
        )


def _six(workshop: Workshop) -> Iterator[Contest]:
    ours = Side(workshop.sixfold, prepare=workshop.forget)
    yield Contest("all six; weasyprint: en alone", ours, Side(partial(workshop.weasyprint, "en")))
    yield Contest("all six; weasyprint: all six", ours, Side(partial(workshop.weasyprint, *LANGUAGE_CODES)))


def _warm(workshop: Workshop) -> Iterator[Contest]:
    """Yield contests of two processes that are kept: neither meets what the other did to the engine or to the memory."""
    os.environ |= workshop.environment
    with _process() as ours, _process() as theirs:
        for code in workshop.shown:
            page = workshop.composition(code)
            again = partial(ours, render_by_sixfold, ROOT / "templates", prepare_fonts(ROOT / "build"), page)
            plain = partial(theirs, render_by_weasyprint, workshop.base_url, page.html)
            check_fair(f"{code}, warm", again(), plain())
            yield Contest(f"{code}, again in a warm process", Side(again), Side(plain))


@contextmanager
def _process() -> Iterator[Callable[..., bytes]]:
    """Give a way to call a function in a fresh process, always the same one; handing over the PDF takes under 1 ms."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


_engine = cache(Engine)


def render_by_sixfold(templates: Path, fontconfig: Path, page: Composition) -> bytes:
    """Return the screen edition of *page*, by the engine that this process has used before."""
    return _engine(templates, fontconfig).render(page.html, make_edition("screen", page.metadata))


def render_by_weasyprint(base_url: str, html: str) -> bytes:
    """Return the PDF of *html* as WeasyPrint's own documentation makes it."""
    from weasyprint import HTML  # noqa: PLC0415  (only in the process that needs it)

    pdf: bytes = HTML(string=html, base_url=base_url).write_pdf(pdf_variant=VARIANT[1])
    return pdf


def _nothing(workshop: Workshop) -> Iterator[Contest]:
    plain = Side(partial(workshop.weasyprint, "en"))
    yield Contest("en, nothing to do", Side(partial(workshop.sixfold, "en")), plain)
    dry = partial(workshop.call, "make", "--directory", str(ROOT), "--dry-run", "pdf", "LANG=en")
    yield Contest("make’s own share (--dry-run)", Side(dry), plain)


def _noise(workshop: Workshop) -> Iterator[Contest]:
    plain = Side(partial(workshop.weasyprint, "en"))
    yield Contest("noise: weasyprint twice", plain, plain)


CONTESTS = dict(zip(GROUPS, (_noise, _one, _six, _warm, _nothing), strict=True))


def check_commands(workshop: Workshop, codes: Sequence[LanguageCode] = LANGUAGE_CODES) -> None:
    """Run both commands in all languages, which also warms the machine up, and compare what they wrote."""
    workshop.sixfold(*codes)
    workshop.weasyprint(*codes)
    for code in codes:
        check_fair(code, workshop.built(code).read_bytes(), workshop.plain(code).read_bytes())


def is_built_again(workshop: Workshop) -> bool:
    """Tell whether `sixfold pdf` writes a PDF again when nothing has changed."""
    workshop.sixfold("en")
    before = workshop.built("en").stat().st_mtime_ns
    workshop.sixfold("en")
    return workshop.built("en").stat().st_mtime_ns != before
