"""`make bench`: everything that is measured, each figure beside a yardstick of the same run, and one table at the end."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from tabulate import tabulate

from measure.bench.bench import (
    ROOT,
    Row,
    Side,
    Workshop,
    measure,
    open_workshop,
    pages,
    plain_environment,
    run_program,
    warm,
)
from measure.bench.proof import proof
from measure.bench.scale import catalogs, many
from sixfold.errors import SixfoldError
from sixfold.project.process import exit_code, handle_signals, stop_in_order

Part = Callable[[Workshop], Iterator[Row]]

HEADERS = ("", "figure", "beside", "its figure", "ratio", "from–to", "rounds")


def tests(workshop: Workshop) -> Iterator[Row]:
    """Yield the rows of `make test`."""
    command = ["make", f"--directory={ROOT}", "test"]
    suite = Side("make test", lambda: run_program(command, ROOT, plain_environment())[0], figures=("seconds", "computing"))
    yield from measure(workshop.yardstick("en"), [suite], 1)


#: What can be asked for by name, in the order of a run: the longest is the last.
PARTS: dict[str, Part] = {"pages": pages, "warm": warm, "many": many, "catalogs": catalogs, "proof": proof, "tests": tests}


def _machine() -> str:
    engine, python = version("weasyprint"), platform.python_version()
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, Python {python}, WeasyPrint {engine}, {platform.platform()}, load average {load}"


def _show_progress(task: str) -> None:
    """Name what is being measured, in the terminal's last line."""
    if sys.stderr.isatty():
        print(f"\r\033[K{task}", end="", file=sys.stderr, flush=True)


def _sentence(error: Exception) -> str:
    """Return what is wrong in one line."""
    what = error.problems[0].what if isinstance(error, SixfoldError) else str(error) or repr(error)
    return what.strip().splitlines()[0]


def run(parts: dict[str, Part], workshop: Workshop) -> int:
    """Measure *parts*, print what was measured in one table, and return the exit code: 1 where a part failed.

    A part that fails is told in a sentence, and the others are measured. So is what a signal left.
    """
    start, code, rows, missing = time.monotonic(), 0, list[Row](), [*parts]
    try:
        for name, part in parts.items():
            _show_progress(name)
            try:
                for row in part(workshop):
                    rows.append(row)
                    _show_progress(f"{name}: {row.what}")
                missing.remove(name)
            except Exception as error:  # whatever it is, the other parts are measured
                _show_progress("")
                code = 1
                print(f"error: {name}: {_sentence(error)}", file=sys.stderr, flush=True)
    except KeyboardInterrupt as stopped:
        code = exit_code(stopped)
    _show_progress("")
    align = ("left", "right", "left", *["right"] * 4)
    print(tabulate([row.cells() for row in rows], HEADERS, colalign=align if rows else None, disable_numparse=True))
    print(f"\n{(time.monotonic() - start) / 60:.1f} minutes; {_machine()}", flush=True)
    if missing:
        print(f"error: not measured, or not all of it: {', '.join(missing)}", file=sys.stderr)
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all for none; also in $BENCH")
    parser.add_argument("--small", action="store_true", help="everything once and with little, to see whether it runs")
    options = parser.parse_args(arguments)
    asked = options.parts or os.environ.get("BENCH", "").split()  # a shell never reads what `make` was given
    if unknown := {*asked} - {*PARTS}:
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    parts = {name: part for name, part in PARTS.items() if name in asked or not asked}
    handle_signals(stop_in_order)
    with tempfile.TemporaryDirectory(prefix="sixfold-bench-") as folder:
        return run(parts, open_workshop(Path(folder).resolve(), is_small=options.small))


if __name__ == "__main__":
    sys.exit(main())
