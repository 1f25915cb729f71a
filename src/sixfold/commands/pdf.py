"""`sixfold pdf`: editions, as PDF. What is up to date stays as it is; the rest is made by `production`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sixfold import arguments
from sixfold.arguments import CODES
from sixfold.cli import complain, shown
from sixfold.errors import SixfoldError, UsageError
from sixfold.freshness import Memory
from sixfold.orders import Order
from sixfold.production import Outcome, Shop, usual_jobs
from sixfold.progress import shown_progress
from sixfold.project import Project, find_project, find_seeds

EXAMPLE = "sixfold pdf --lang fr A/66/398"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which editions, what becomes of drafts, and how many processes work."""
    arguments.documents(parser)
    more = "; qps and qpr write a pseudo-language, to look for what can’t be translated"
    arguments.languages(parser, arguments.PSEUDO, more)
    strict = "write nothing that is not completely translated, and exit with 1"
    parser.add_argument("--strict", action="store_true", help=strict)
    parser.add_argument("--proof", action="store_true", help="print each text's context in the margin")
    purpose = "screen (the default): tagged PDF/A-2a and PDF/UA-1; archive: PDF/A-3a with seed and catalogs attached"
    parser.add_argument("--edition", choices=arguments.EDITIONS, default="screen", help=purpose)
    purpose = "editions made at a time; as many as there are cores, if not given"
    parser.add_argument("--jobs", metavar="N", type=_count, help=purpose)


def _count(typed: str) -> int:
    if typed.isascii() and typed.isdigit() and int(typed[:9]) >= 1:
        return int(typed[:9])
    raise argparse.ArgumentTypeError(f"“{typed}” is not a number of editions, from 1 on")


def run(options: argparse.Namespace) -> int:
    """Write a PDF for each document and language; an edition that fails doesn't stop the others."""
    project = find_project(Path.cwd())
    codes = dict.fromkeys(options.lang or CODES)
    seeds = find_seeds(project, options.documents)
    wanted = [Order(seed, code, options.proof, options.edition) for seed in seeds for code in codes]
    if not wanted:
        raise UsageError("there is no seed in seeds/", hint="write one: seeds/schema.json says what it holds")
    told = _Told(project, options)
    for order, outcome in _in_order(wanted, _outcomes(project, wanted, options)):
        told.tell(order, outcome)
    told.sum_up(wanted)
    return told.exit_code


def _outcomes(
    project: Project, wanted: Sequence[Order], options: argparse.Namespace
) -> Iterator[tuple[Order, Outcome]]:
    """Yield what became of each order, as it is known."""
    memory = Memory(project)
    to_do = []
    for order in wanted:
        untranslated = memory.recall(order)
        if untranslated is None:
            to_do.append(order)
        else:
            is_withheld = options.strict and bool(untranslated)
            yield order, Outcome(tuple(untranslated), is_withheld=is_withheld, is_up_to_date=True)
    memory.keep()
    if to_do:
        made = Shop(project, memory, is_strict=options.strict).make(to_do, options.jobs or usual_jobs())
        yield from shown_progress(made, len(to_do), "PDF")


def _in_order(wanted: Iterable[Order], outcomes: Iterable[tuple[Order, Outcome]]) -> Iterator[tuple[Order, Outcome]]:
    """Yield *outcomes* in the order in which they are *wanted*, each as soon as those before it are known."""
    known: dict[Order, Outcome] = {}
    waiting = iter(wanted)
    awaited = next(waiting, None)
    for order, outcome in outcomes:
        known[order] = outcome
        while awaited in known:
            yield awaited, known.pop(awaited)
            awaited = next(waiting, None)


@dataclass
class _Told:
    """What a person is told, and what is summed up at the end."""

    project: Project
    options: argparse.Namespace
    exit_code: int = 0
    up_to_date: int = 0
    not_made: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, order: Order, outcome: Outcome) -> None:
        """Say what became of *order*: its path on standard output if the edition stands there."""
        path = shown(order.pdf(self.project))
        if outcome.untranslated:
            print(f"{path}: a draft, not translated or fuzzy: {_listed(outcome.untranslated)}", file=sys.stderr)
        if outcome.failure or outcome.is_withheld:
            self._tell_failure(order, outcome)
            return
        self.up_to_date += outcome.is_up_to_date
        if order.is_proof:
            print(f"{path}: a proof, with the names of its texts in the margins: not for print", file=sys.stderr)
        print(path, flush=True)

    def _tell_failure(self, order: Order, outcome: Outcome) -> None:
        self.not_made.setdefault(order.slug, []).append(order.language)
        if outcome.failure is None:
            print(f"{shown(order.pdf(self.project))}: not written, because of --strict", file=sys.stderr)
            self.exit_code = max(self.exit_code, 1)
            return
        if self.options.debug and outcome.failure.problems:
            print(outcome.failure.traceback, end="", file=sys.stderr)
        if outcome.failure.problems:
            complain(SixfoldError.of(outcome.failure.problems))
        self.exit_code = max(self.exit_code, outcome.failure.exit_code)

    def sum_up(self, wanted: Sequence[Order]) -> None:
        """Say how much was up to date, and name what wasn't made."""
        if self.up_to_date:
            print(f"{self.up_to_date} of {len(wanted)} up to date already", file=sys.stderr)
        for slug, languages in self.not_made.items() if len(wanted) > 1 else ():
            print(f"not made: {slug} in {' '.join(languages)}", file=sys.stderr)


def _listed(contexts: Sequence[str], most: int = 12) -> str:
    """Return the first of *contexts*, and how many more there are."""
    more = len(contexts) - most
    return ", ".join(contexts[:most]) + (f" and {more} more (make check names them)" if more > 0 else "")
