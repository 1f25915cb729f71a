"""`make bench`: everything that is measured, printed as it is known."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

from tabulate import tabulate

from measure.bench.bench import (
    CONTESTS,
    DOCUMENT,
    GROUPS,
    ROOT,
    SHOWN,
    Contest,
    Side,
    UnfairError,
    Workshop,
    check_commands,
    deviation,
    is_built_again,
    measure,
    open_workshop,
    row,
)
from measure.bench.proof import proof_latency
from measure.bench.rivals import rivals
from measure.bench.scale import scale
from measure.bench.where import where
from sixfold.document.loading import translate_document

MORE = ("rivals", "forms", "where", "scale", "proof")

#: Other forms of the French edition, and the options that ask for them.
_FORMS = {
    "beside English": ("--beside=en",),
    "beside English, alternate pages": ("--beside=en", "--pages=alternate"),
    "what changed, ten words": ("--since=former",),
}


def _write_former(folder: Path, slug: str) -> None:
    """Write a checkout with the document in *folder*, in whose French catalog a word was another one in ten places."""
    for name in (f"seeds/{slug}.yaml", f"locales/fr/LC_MESSAGES/{slug}.po"):
        text = (ROOT / name).read_text(encoding="utf-8")
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text.replace("traite", "vente", 10), encoding="utf-8")


def _machine() -> str:
    engine, python = version("weasyprint"), platform.python_version()
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, Python {python}, WeasyPrint {engine}, {platform.platform()}, load average {load}"


def _show_progress(task: str) -> None:
    """Name what is being measured, in the terminal's last line."""
    if sys.stderr.isatty():
        print(f"\r\033[K{task}", end="", file=sys.stderr, flush=True)


def report(workshop: Workshop, groups: Sequence[str], rounds: int) -> Iterator[str]:
    """Yield the parts of the report."""
    yield f"{_machine()}\nrounds: {rounds}, the two sides taking turns; milliseconds: median ± median deviation"
    contests = [group for group in groups if group in CONTESTS]
    if set(contests) - {"warm"}:
        check_commands(workshop)
    rows = []
    for contest in (one for group in contests for one in CONTESTS[group](workshop)):
        _show_progress(contest.task)
        rows.append(row(contest.task, measure(contest, rounds)))
    _show_progress("")
    yield tabulate(
        rows,
        headers=["", "sixfold", "weasyprint", "ratio", "from–to"],
        colalign=("left", "right", "right", "right", "right"),
        disable_numparse=True,
    )
    yield "Both sides’ PDFs have the same pages, the same letters and nearly the same size."
    if "rivals" in groups:
        yield _rival_table(workshop, rounds)
    if "forms" in groups:
        yield _form_table(workshop, rounds)
    if "where" in groups:
        yield from where(workshop.folder, workshop.environment, rounds, "fr")
    if "nothing" in groups:
        again = is_built_again(workshop)
        yield f"Nothing to do: `sixfold pdf` {'renders again' if again else 'leaves the PDF as it is'}."


def _rival_table(workshop: Workshop, rounds: int) -> str:
    """Return the table of all programs on the French text, taking turns."""
    french = translate_document(workshop.project, workshop.document, "fr")
    page = workshop.folder / "fr.html"
    sides: dict[str, Callable[[], object]] = {
        "weasyprint": partial(workshop.weasyprint, "fr"),
        "sixfold": partial(workshop.sixfold, "fr"),
        **dict(rivals(workshop.folder, french, page, ROOT / "build")),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            _show_progress(f"fr by {name}")
            workshop.forget()
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    _show_progress("")
    plain = median(times["weasyprint"])
    rows = [
        [name, f"{median(found) * 1000:,.0f} ± {deviation(found) * 1000:,.0f}", f"{median(found) / plain:.2f}"]
        for name, found in times.items()
    ]
    return tabulate(
        rows,
        headers=["fr, from nothing", "ms", "of weasyprint"],
        colalign=("left", "right", "right"),
        disable_numparse=True,
    )


def _form_table(workshop: Workshop, rounds: int) -> str:
    """Return the table of other forms of the French edition, each taking turns with the plain one."""
    rows = []
    _write_former(workshop.folder / "former", workshop.document.slug)
    for form, options in _FORMS.items():
        _show_progress(form)
        sides = (
            Side(partial(workshop.call, "sixfold", "pdf", "--lang=fr", *more, DOCUMENT), prepare=workshop.forget)
            for more in (options, ())
        )
        rows.append(row(form, measure(Contest(form, *sides), rounds)))
    _show_progress("")
    return tabulate(rows, headers=["fr, from nothing", "ms", "plain", "ratio", "from–to"], disable_numparse=True)


def main() -> int:
    """Print the report as its parts are known."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often each side takes its turn")
    parser.add_argument("--only", action="append", choices=(*GROUPS, *MORE), help="again for more; all for none")
    parser.add_argument("--lang", action="append", choices=SHOWN, help="rows of one language; again for more; all for none")
    parser.add_argument("--long", action="store_true", help="3,000 editions, too: five minutes more")
    options = parser.parse_args()
    groups = options.only or (*GROUPS, *MORE)
    with tempfile.TemporaryDirectory(prefix="sixfold-bench-") as folder:
        try:
            workshop = open_workshop(Path(folder).resolve(), options.lang or SHOWN)
            for part in report(workshop, groups, max(1, options.rounds)):
                print(part, end="\n\n", flush=True)
            for part in scale(ROOT, workshop.environment, is_long=options.long) if "scale" in groups else ():
                print(part, end="\n\n", flush=True)
            for part in proof_latency() if "proof" in groups else ():
                print(part, end="\n\n", flush=True)
        except UnfairError as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
