"""The floor of the shop: tickets → outcomes, by as many processes as the machine has cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from sixfold.errors import MachineError
from sixfold.freshness import Memory
from sixfold.orders import Order
from sixfold.production.copies import Copy, Failure, Outcome, Spoilt
from sixfold.production.workers import CAN_FORK, Crew, WorkerDiedError, ahead
from sixfold.project import Project
from sixfold.startup import without_collecting

_KILLED = MachineError(
    "the process that made it was ended from outside: memory?",
    hint="type the command again: what stands there isn’t made again; --jobs 1 needs the least memory",
)


@dataclass(frozen=True)
class Shop:
    """A project's print shop."""

    project: Project
    memory: Memory
    is_strict: bool = False

    def make(self, orders: Sequence[Order], jobs: int) -> Iterator[tuple[Order, Outcome]]:
        """Make *orders*, as many as *jobs* at a time, and yield what became of each, as it is done.

        `memory` must have seen them. The process that composes is there before the engine is imported here.
        """
        self.memory.clear_away(orders)
        with ahead(partial(self._compose, orders)) as composed:
            printer = self._printer()
            copies = _all(composed, orders)
            if len(orders) == 1 or not CAN_FORK:
                printer.load_faces()
                yield from ((copy.order, printer.print(copy)) for copy in copies)
                return
            crew: Crew[Copy | Spoilt, Outcome] = Crew(min(jobs, len(orders)), printer.print)
            for copy, outcome in crew.do(copies):
                yield copy.order, outcome or Outcome(failure=Failure.of(_KILLED))

    def _compose(self, orders: Iterable[Order]) -> Iterator[Copy | Spoilt]:
        with without_collecting():
            composing = import_module("sixfold.production.composing")
        yield from composing.compose_copies(self.project, orders)

    def _printer(self) -> Any:
        with without_collecting():
            printing = import_module("sixfold.production.printing")
        printer = printing.Printer(self.project, self.memory, is_strict=self.is_strict)
        self.memory.learn_libraries()
        return printer


def _all(composed: Iterator[Copy | Spoilt], orders: Iterable[Order]) -> Iterator[Copy | Spoilt]:
    """Yield the pages that are *composed*, and those of *orders* that will never be, if the process is killed."""
    waiting = dict.fromkeys(orders)
    try:
        for copy in composed:
            del waiting[copy.order]
            yield copy
    except WorkerDiedError:
        yield from (Spoilt(order, Failure.of(_KILLED)) for order in waiting)


def usual_jobs() -> int:
    """Return how many editions are best made at a time: one for each core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
