"""`make bench`: everything that is measured, each figure beside a yardstick of the same run, and one table at the end."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

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
from sixfold.project.process import ENDING, exit_code

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


@dataclass
class Table:
    """What was measured so far, and the parts that were not, or not in full."""

    missing: list[str]
    rows: list[Row] = field(default_factory=list)
    start: float = field(default_factory=time.monotonic)

    def show(self) -> None:
        """Print it."""
        _show_progress("")
        align = ("left", "right", "left", *["right"] * 4) if self.rows else None
        print(tabulate([row.cells() for row in self.rows], HEADERS, colalign=align, disable_numparse=True))
        print(f"\n{(time.monotonic() - self.start) / 60:.1f} minutes; {_machine()}", flush=True)
        if self.missing:
            print(f"error: not measured, or not all of it: {', '.join(self.missing)}", file=sys.stderr, flush=True)

    def stop(self, number: int, _: object) -> NoReturn:
        """Print it before anything is cleared away, which may take a while: who ends us may lose patience, and kill."""
        for one in ENDING:
            signal.signal(one, signal.SIG_IGN)  # `timeout` sends its signal twice
        self.show()
        for one in ENDING:
            signal.signal(one, signal.SIG_DFL)
        raise KeyboardInterrupt(128 + number)


def run(parts: dict[str, Part], workshop: Workshop, table: Table) -> int:
    """Measure *parts*, show *table*, and return the exit code: 1 where a part failed.

    A part that fails is told in a sentence, and the others are measured.
    """
    for name, part in parts.items():
        _show_progress(name)
        try:
            for row in part(workshop):
                table.rows.append(row)
                _show_progress(f"{name}: {row.what}")
            table.missing.remove(name)
        except Exception as error:  # whatever it is, the other parts are measured
            _show_progress("")
            print(f"error: {name}: {_sentence(error)}", file=sys.stderr, flush=True)
    table.show()
    return 1 if table.missing else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, and return the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all for none; also in $BENCH")
    parser.add_argument("--small", action="store_true", help="everything once and with little, to see whether it runs")
    options = parser.parse_args(arguments)
    asked = options.parts or os.environ.get("BENCH", "").split()  # a shell never reads what `make` was given
    if unknown := {*asked} - {*PARTS}:
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    parts = {name: part for name, part in PARTS.items() if name in asked or not asked}
    table = Table([*parts])
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, table.stop)
    try:
        with tempfile.TemporaryDirectory(prefix="sixfold-bench-") as folder:
            return run(parts, open_workshop(Path(folder).resolve(), is_small=options.small), table)
    except KeyboardInterrupt as stopped:
        return exit_code(stopped)


if __name__ == "__main__":
    sys.exit(main())
