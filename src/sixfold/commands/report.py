"""What a command tells a person: errors and warnings on standard error, paths as seen from here."""

from __future__ import annotations

import sys
from pathlib import Path

from sixfold.errors import Problem, SixfoldError


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
