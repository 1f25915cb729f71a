"""What a command tells a person: errors, warnings and progress on standard error, paths as seen from here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from sixfold.errors import Problem, SixfoldError

Value = TypeVar("Value")


def shown_progress(values: Iterable[Value], total: int, unit: str) -> Iterator[Value]:
    """Yield *values*, with a bar on standard error if that is a terminal and there is more than one to come."""
    if total < 2 or not sys.stderr.isatty():
        yield from values
        return
    from tqdm import tqdm  # noqa: PLC0415  (only now: it takes 20 ms)

    tqdm.monitor_interval = 0  # no thread: processes are forked meanwhile
    with tqdm(total=total, unit=unit, leave=False, dynamic_ncols=True) as bar:
        for value in values:
            with tqdm.external_write_mode():  # what is printed of the value stands above the bar
                yield value
            bar.update()


def print_error(error: SixfoldError) -> None:
    """Print every problem of *error*, with paths as seen from here."""
    for problem in error.problems:
        print(f"error: {_problem_from_here(problem)}", file=sys.stderr)


def print_warning(problem: Problem) -> None:
    """Print a problem that doesn't stop the work."""
    print(f"warning: {_problem_from_here(problem)}", file=sys.stderr)


def from_here(path: Path) -> Path:
    """Return *path* as seen from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _problem_from_here(problem: Problem) -> Problem:
    if problem.path is None or not problem.path.is_absolute() or not problem.path.is_relative_to(Path.cwd()):
        return problem
    return Problem(problem.what, problem.path.relative_to(Path.cwd()), problem.line, problem.hint)
