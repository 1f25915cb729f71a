"""What a command tells a person: errors, warnings and progress on standard error, paths as seen from here."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sixfold.errors import Problem, RequirementError, UsageError, near_match
from sixfold.publishing.executors import share

if TYPE_CHECKING:
    from sixfold.checks.findings import Rule
    from sixfold.document.text_index import Domain
    from sixfold.pdf.fonts import MadeFont
    from sixfold.publishing.requests import Cluster, Outcome

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


def read_domains(read: Callable[[str], Domain], names: Sequence[str]) -> Iterable[Domain]:
    """Return what *read* says of each domain of *names*, for the index of all texts; many are read by several processes."""
    return shown_progress(share(read, names, worth_it=12), len(names), "document")


def derive_fonts(make: Callable[[MadeFont], None], fonts: Sequence[MadeFont]) -> Iterator[None]:
    """Make *fonts* by all cores, and say so: the first page of a language waits for them. Yields after each."""
    families = Counter(font.family for font in fonts)
    for family, count in families.items():
        print(f"deriving {family}, once ({count} font{'s' if count > 1 else ''})", file=sys.stderr)
    # no process is forked beside threads, which the workers of an executor are watched by
    made = share(make, fonts, worth_it=2) if threading.active_count() == 1 else map(make, fonts)
    yield from shown_progress(made, len(fonts), "font")


def require_packages(who_needs: str, target: str, *names: str) -> None:
    """Go on where the packages *names* of `sixfold[proof]` are installed, which `make` *target* would do.

    Raises: RequirementError, where one is missing.
    """
    if missing := [name for name in names if find_spec(name) is None]:
        sets_up = f"run `make {target}`, which sets {'them' if len(missing) > 1 else 'it'} up"
        raise RequirementError(f"{who_needs} {', '.join(missing)}", hint=f"{sets_up}, or: pip install 'sixfold[proof]'")


def chosen_cluster(options: argparse.Namespace) -> Cluster | None:
    """Return the cluster that *options* name, which says here which workers it refuses; None where this machine does the work.

    Raises: UsageError, for a store without a cluster.
    """
    if options.store and not options.cluster:
        raise UsageError("a store is that of a cluster", hint=f"--cluster tcp://host:8786 --store {options.store}")
    if not options.cluster:
        return None
    from sixfold.publishing.requests import Cluster  # noqa: PLC0415  (only who has one)

    return Cluster(options.cluster, options.store or "", lambda problem: print_problems([problem], "warning"))


def print_json(value: object) -> None:
    """Print *value* on standard output, for other programs."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_problems(problems: Iterable[Problem], severity: str = "error") -> None:
    """Print each of *problems*, with its path as seen from here."""
    for problem in problems:
        seen = replace(problem, path=problem.path and from_here(problem.path))
        print(f"{severity}: {seen}", file=sys.stderr)


def print_failure(outcome: Outcome, path: Path, why_withheld: str, *, with_traceback: bool) -> int:
    """Say what is wrong where the edition that belongs at *path* was not written, and return the exit code; 0 where it was."""
    if failure := outcome.failure:
        if with_traceback and failure.problems:
            print(failure.traceback, end="", file=sys.stderr)
        print_problems(failure.problems)
        return failure.exit_code
    if outcome.is_withheld:
        print(f"{from_here(path)}: not written: {why_withheld}", file=sys.stderr)
    return int(outcome.is_withheld)


def from_here(path: Path) -> Path:
    """Return *path* as seen from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def print_rules(options: argparse.Namespace, rules: Sequence[Rule]) -> int:
    """Print what `--rules` or `--explain` asks for, and return the exit code.

    Raises: UsageError, when there is no such rule.
    """
    from sixfold.checks.findings import explain_rule, list_rules  # noqa: PLC0415  (`pdf` need not wait for it)

    by_id = {rule.id: rule for rule in rules}
    if options.explain and options.explain not in by_id:
        hint = f"`sixfold {options.verb} --rules` lists them all"
        raise UsageError(f"no rule “{options.explain}”", hint=near_match(options.explain, by_id, hint))
    print(list_rules(rules) if options.rules else explain_rule(by_id[options.explain]), end="")
    return 0
