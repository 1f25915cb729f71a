"""Sixfold beside the plain `weasyprint` command on the same HTML, with the same environment and the same faces.

Each figure is a ratio: what is measured and its yardstick take turns, so that a machine that slows down slows both. Before pages
are timed, the PDFs of both sides are compared: a side that leaves something out would win for nothing.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median

import pypdfium2

from sixfold.commands.selection import find_seeds
from sixfold.compose import Composition
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import FontFolders, FontSet, prepare_fonts
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = "A/66/398"

#: What the plain engine is asked for, so that it tags its PDF as the screen edition is; PDF/UA it can't do besides.
VARIANT = ("--pdf-variant", "pdf/a-2a")

#: How much larger the larger of two PDFs may be: the screen edition has 6 KB of metadata more, says what Arabic reads as, and marks
#: what kashida lengthens; faces and pages may not differ.
SIZE_TOLERANCE = 0.22


#: What viewers make of a hyphen at the end of a line; the screen edition tells them which of them divide words.
HYPHENS = "-\u00ad\u2010\u2060\ufffe"

#: What a figure of a cost is called in the table.
_UNITS = {"seconds": "s", "computing": "s of computing", "memory": "MB"}

class UnfairError(Exception):
    """A figure would say nothing: the two sides didn't make the same PDF, or a command complained."""


# ---- statistics ----


@dataclass(frozen=True)
class Cost:
    """What something took: seconds, those of computing by all its processes, and the memory (MB) of the largest of these."""

    seconds: float
    computing: float = 0
    memory: float = 0


@dataclass(frozen=True)
class Side:
    """What takes its turn: `run` is timed, unless it returns its cost itself; `prepare` before it is not.

    `figures` are those of its cost that have a row.
    """

    name: str
    run: Callable[[], object]
    prepare: Callable[[], object] = lambda: None
    figures: Sequence[str] = ("seconds",)


@dataclass(frozen=True)
class Row:
    """A line of the table: a figure of each round, and that of the yardstick in the same round."""

    what: str
    found: Sequence[float]
    yardstick: str
    beside: Sequence[float]

    @property
    def ratios(self) -> list[float]:
        """The figure as a part of the yardstick's, round by round."""
        return [ours / theirs for ours, theirs in zip(self.found, self.beside, strict=True)]

    def cells(self) -> list[str]:
        """Return what is printed: medians, the rounds' median ratio, the least and the greatest, how many rounds."""
        found, beside, ratio, least, greatest = (
            f"{figure:.{2 if figure < 10 else 0}f}"
            for figure in (median(self.found), median(self.beside), median(self.ratios), min(self.ratios), max(self.ratios))
        )
        return [self.what, found, self.yardstick, beside, ratio, f"{least}–{greatest}", str(len(self.found))]


def measure(
    yardstick: Side, sides: Sequence[Side], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> Iterator[Row]:
    """Yield the rows of *sides*, which take turns in *rounds* rounds, with *yardstick* before and after each round.

    Its cost in a round is the mean of both.
    """
    found: list[list[Cost]] = [[] for _ in sides]
    beside = [_cost(yardstick, clock)]
    for _ in range(rounds):
        for side, costs in zip(sides, found, strict=True):
            costs.append(_cost(side, clock))
        beside.append(_cost(yardstick, clock))
    for side, costs in zip(sides, found, strict=True):
        for figure in side.figures:
            ours, theirs = ([float(getattr(cost, figure)) for cost in some] for some in (costs, beside))
            means = [fmean(pair) for pair in pairwise(theirs)]
            yield Row(f"{side.name}: {_UNITS[figure]}", ours, yardstick.name, means)


def _cost(side: Side, clock: Callable[[], float]) -> Cost:
    side.prepare()
    start = clock()
    result = side.run()
    return result if isinstance(result, Cost) else Cost(clock() - start)


#: Starts a command, and prints its exit code and its cost. A process of its own, because the largest one that the system reports
#: is never smaller than the one that started it, and this one is large. It also takes over what a command leaves (a fork server
#: and its workers, which end a moment later), because what nobody waits for isn't counted.
_OBSERVER = """
import ctypes, json, os, resource, sys, time
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, int(sys.argv[1]), 1)])
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
end = time.perf_counter()
try:
    while time.perf_counter() < end + 5:
        os.waitpid(-1, os.WNOHANG)[0] or time.sleep(0.01)
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, end - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def run_program(command: Sequence[str], folder: Path, environment: dict[str, str], most: int = 0) -> tuple[Cost, str]:
    """Run *command* in *folder*, and return what it cost and what it said on standard error.

    Raises: UnfairError, when its exit code is over *most*, or a signal ended it.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as complaints:
        files = {"stdout": subprocess.PIPE, "stderr": complaints, "pass_fds": [output.fileno()]}
        observer = [sys.executable, "-I", "-S", "-c", _OBSERVER, str(output.fileno()), *command]
        with subprocess.Popen(observer, cwd=folder, env=environment, start_new_session=True, **files) as process:
            try:
                observed = process.communicate()[0]
            except BaseException:
                os.killpg(process.pid, signal.SIGTERM)
                raise
        said, printed = (file.seek(0) or file.read() for file in (complaints, output))
    code, *cost = json.loads(observed or "[-9, 0]")
    if not 0 <= code <= most:
        end = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        lines = [line for line in f"{printed}\n{said}".splitlines() if line.strip() and not line.startswith((" ", "make: "))]
        name = " ".join([Path(command[0]).name, *command[1:]])
        raise UnfairError(f"`{name}` {end}" + (f": {lines[-1]}" if lines else ""))
    return Cost(*cost), said


# ---- the two sides ----


@dataclass(frozen=True)
class Workshop:
    """A project of its own in *folder*, where both sides print *document* with the same *fonts*.

    With *is_small*, everything is measured once, with little and beside a yardstick that costs nothing, to see whether it runs.
    """

    folder: Path
    document: Document
    fonts: Path
    is_small: bool = False

    @property
    def languages(self) -> tuple[LanguageCode, ...]:
        """The languages that have rows of their own: one of each script, and the one of the seed."""
        return ("fr",) if self.is_small else ("en", "fr", "ar", "zh")

    @property
    def rounds(self) -> int:
        """How often each command takes its turn."""
        return 1 if self.is_small else 3

    @property
    def project(self) -> Project:
        """The project; what is built stays in the folder."""
        return Project(self.folder)

    def environment(self, code: LanguageCode) -> dict[str, str]:
        """Return what a process is started with to be shown the fonts of pages in the language *code*."""
        return plain_environment() | {"FONTCONFIG_FILE": str(FontFolders(self.fonts).fontconfig(FontSet.usual(code)))}

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

    def call(self, program: str, *arguments: str, code: LanguageCode = "en", says: str = "") -> Cost:
        """Return what a program of the virtual environment costs in the folder; it must complain of nothing, or say just *says*.

        Raises: UnfairError.
        """
        command = [str(Path(sys.executable).parent / program), *arguments]
        cost, said = run_program(command, self.folder, self.environment(code))
        if said != says:
            raise UnfairError(f"`{program} {' '.join(arguments)}` says: {said.strip() or 'nothing'}")
        return cost

    def sixfold(self, *codes: LanguageCode) -> Cost:
        """Print the document in *codes* by one process of `sixfold pdf`."""
        return self.call("sixfold", "pdf", *(f"--lang={code}" for code in codes), DOCUMENT)

    def weasyprint(self, *codes: LanguageCode) -> Cost:
        """Print the same pages by one process of `weasyprint` each."""
        costs = []
        for code in codes:
            page = self.folder / f"{code}.html"
            if not page.exists():
                html = self.composition(code).html.replace('alt=""', 'alt="-"')  # it knows no decoration
                page.write_text(html, encoding="utf-8")
            command = ("weasyprint", *VARIANT, "--base-url", self.base_url, str(page), str(self.plain(code)))
            costs.append(self.call(*command, code=code))
        seconds, computing, memory = zip(*((cost.seconds, cost.computing, cost.memory) for cost in costs), strict=True)
        return Cost(sum(seconds), sum(computing), max(memory))

    def yardstick(self, *codes: LanguageCode) -> Side:
        """Return the plain command as what others are compared with."""
        run = (lambda: Cost(1, 1, 1)) if self.is_small else partial(self.weasyprint, *codes)
        return Side(f"weasyprint {' '.join(codes)}", run)


def plain_environment() -> dict[str, str]:
    """Return our environment without what `make bench` put there; compiled modules are kept as usual."""
    ours = ("MAKE", "MFLAGS", "BENCH", "DOCUMENTS", "UNITS", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def open_workshop(folder: Path, *, is_small: bool = False) -> Workshop:
    """Return a workshop in *folder* with the seeds, catalogs, templates and faces of the checkout.

    The faces are derived here, before anything is timed.
    """
    fonts = prepare_fonts(ROOT / "build", LANGUAGE_CODES)
    (folder / "build").mkdir()
    (folder / "build" / "faces").symlink_to(fonts)
    for name in ("seeds", "locales", "templates"):
        (folder / name).symlink_to(ROOT / name)
    return Workshop(folder, load_document(find_seeds(Project(folder), [DOCUMENT])[0]), fonts, is_small)


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


# ---- the pages ----


def pages(workshop: Workshop) -> Iterator[Row]:
    """Yield the rows of commands that print A/66/398, each in a process of its own."""
    every = workshop.languages if workshop.is_small else LANGUAGE_CODES
    check_commands(workshop, every)
    for code in workshop.languages:
        sides = [_side(workshop, code)]
        if code == "en":
            # made by the side before: there is nothing to do
            done = partial(workshop.call, "sixfold", "pdf", "--lang=en", DOCUMENT, says="1 of 1 up to date already\n")
            sides += [Side("en, nothing to do", done), Side("noise: weasyprint en", partial(workshop.weasyprint, "en"))]
        if code == "fr":
            _write_former(workshop.folder / "former", workshop.document.slug)
            sides += [
                _side(workshop, "fr", "beside English", "--beside=en"),
                _side(workshop, "fr", "what changed, ten words", "--since=former"),
            ]
        yield from measure(workshop.yardstick(code), sides, workshop.rounds)
    together = Side("all languages", partial(workshop.sixfold, *every), workshop.forget)
    yield from measure(workshop.yardstick(*every), [together], workshop.rounds)


def _side(workshop: Workshop, code: LanguageCode, form: str = "from nothing", *options: str) -> Side:
    run = partial(workshop.call, "sixfold", "pdf", f"--lang={code}", *options, DOCUMENT)
    return Side(f"{code}, {form}", run, workshop.forget)


def _write_former(folder: Path, slug: str) -> None:
    """Write a checkout with the document in *folder*, in whose French catalog a word was another one in ten places."""
    for name in (f"seeds/{slug}.yaml", f"locales/fr/LC_MESSAGES/{slug}.po"):
        text = (ROOT / name).read_text(encoding="utf-8")
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text.replace("traite", "vente", 10), encoding="utf-8")


def check_commands(workshop: Workshop, codes: Sequence[LanguageCode]) -> None:
    """Run both commands in *codes*, which also warms the machine up, and compare what they wrote."""
    workshop.sixfold(*codes)
    workshop.weasyprint(*codes)
    for code in codes:
        check_fair(code, workshop.built(code).read_bytes(), workshop.plain(code).read_bytes())


def warm(workshop: Workshop) -> Iterator[Row]:
    """Yield the rows of two processes that are kept: neither meets what the other did to the engine or to the memory."""
    for code in workshop.languages:
        with _process(workshop.environment(code)) as ours, _process(workshop.environment(code)) as theirs:
            page = workshop.composition(code)
            again = partial(ours, render_by_sixfold, ROOT / "templates", workshop.fonts, page)
            plain = partial(theirs, render_by_weasyprint, workshop.base_url, page.html)
            check_fair(f"{code}, warm", again(), plain())
            yardstick = Side(f"weasyprint {code}, again", plain)
            yield from measure(yardstick, [Side(f"{code}, again in a process that is kept", again)], 2 * workshop.rounds)


@contextmanager
def _process(environment: dict[str, str]) -> Iterator[Callable[..., bytes]]:
    """Give a way to call a function in a fresh process, always the same one; handing over the PDF takes under 1 ms."""
    with ProcessPoolExecutor(1, get_context("spawn"), _use, [environment]) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


def _use(environment: dict[str, str]) -> None:
    os.environ |= environment


_engine = cache(Engine)


def render_by_sixfold(templates: Path, fonts: Path, page: Composition) -> bytes:
    """Return the screen edition of *page*, by the engine that this process has used before."""
    return _engine(templates, fonts).render(page.html, make_edition("screen", page.metadata))


def render_by_weasyprint(base_url: str, html: str) -> bytes:
    """Return the PDF of *html* as WeasyPrint's own documentation makes it."""
    from weasyprint import HTML  # noqa: PLC0415  (only in the process that needs it)

    pdf: bytes = HTML(string=html, base_url=base_url).write_pdf(pdf_variant=VARIANT[1])
    return pdf
