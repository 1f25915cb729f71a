"""Processes that work beside this one, forked from it, so that what it has imported and read is theirs at once.

Python's own pools were tried: `multiprocessing.Pool` waits for ever for a process that was killed, `concurrent.futures` gives
up all work with it, neither replaces a process that has grown without importing everything again, and importing either takes
25 ms, in which a page is half composed.

A process ends when this one does, also when that is killed: its pipe from here breaks. So no process may keep a copy of another's
pipe. A signal alone would not do: one that comes just before a process begins to read is not noticed until there is something to
read (seen: a process that waited for ever, and this one for it).
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedReader, BufferedWriter
from typing import Any, BinaryIO, Generic, NoReturn, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

#: macOS has fork, but its own libraries, which the engine uses, don't outlive it.
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"

#: Kilobytes. A process that has used more memory than this is replaced after its task.
_MOST_MEMORY = 190_000


class WorkerDiedError(Exception):
    """A process ended in the middle of its work: something killed it."""


#: What ends a command.
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class _Worker:
    """A process: what it is told, and what it answers."""

    process: int
    tasks: BufferedWriter
    answers: BufferedReader

    def close(self) -> None:
        """Tell it that there is no more work."""
        _held.discard(self)
        for pipe in (self.tasks, self.answers):
            with suppress(OSError):  # what was still to be told can't be, if it is gone
                pipe.close()

    def stop(self) -> None:
        """Let it clean up and end at once."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGTERM)

    def wait(self) -> None:
        """Wait until it has ended."""
        with suppress(ChildProcessError):
            os.waitpid(self.process, 0)


#: The processes to which this one holds pipes.
_held: set[_Worker] = set()


def _fork(work: Callable[[BinaryIO, BinaryIO], object]) -> _Worker:
    """Return a process that does *work* with the ends of its pipes."""
    told, tasks = os.pipe()
    answers, answered = os.pipe()

    def begin() -> None:
        for end in (tasks, answers):
            os.close(end)
        for other in _held:
            other.tasks.raw.close()
            other.answers.raw.close()
        _held.clear()
        work(os.fdopen(told, "rb"), os.fdopen(answered, "wb"))

    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():  # of threads that would be missing in the new process: none of ours is
        warnings.simplefilter("ignore", DeprecationWarning)
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # the new process must not do the clean-up of this one
        try:
            process = os.fork()
        except OSError:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
            raise
    if not process:
        _live(begin)
    os.close(told)
    os.close(answered)
    worker = _Worker(process, os.fdopen(tasks, "wb"), os.fdopen(answers, "rb"))
    _held.add(worker)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    return worker


def _live(work: Callable[[], object]) -> NoReturn:
    """Do *work* and end this process, whatever happens: nothing that the parent was going to do must be done twice."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the parent decides
        signal.signal(signal.SIGTERM, _end)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        work()
        code = 0
    except (EOFError, BrokenPipeError):
        code = 0  # the parent is gone, or has no more work
    finally:
        os._exit(code)


def _end(*_: object) -> NoReturn:
    raise SystemExit(1)  # by way of `finally`: temporary files are removed


def _send(pipe: BinaryIO, value: object) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


@contextmanager
def ahead(generate: Callable[[], Iterable[Result]]) -> Iterator[Iterator[Result]]:
    """Let a process of its own generate values, ahead of who takes them by a pipe's length (64 KB).

    Taking raises WorkerDiedError, when the process was killed. Leaving the context ends it.
    """
    if not CAN_FORK:
        yield iter(generate())
        return
    worker = _fork(lambda _, answers: _answer_all(generate, answers))
    try:
        yield _taken(worker.answers)
    finally:
        worker.stop()
        worker.close()
        worker.wait()


def _answer_all(generate: Callable[[], Iterable[object]], answers: BinaryIO) -> None:
    for value in generate():
        _send(answers, (value,))
    _send(answers, ())


def _taken(answers: BinaryIO) -> Iterator[Result]:
    while answer := _load(answers):
        yield answer[0]


def _load(pipe: BinaryIO) -> tuple[Any, ...]:
    try:
        answer: tuple[Any, ...] = pickle.load(pipe)  # noqa: S301  (our own process wrote it)
    except (EOFError, pickle.UnpicklingError, OSError):
        raise WorkerDiedError from None
    return answer


@dataclass
class Crew(Generic[Task, Result]):
    """Processes that do one task after another, each replaced when it has grown or was killed."""

    size: int
    work: Callable[[Task], Result]
    _idle: list[_Worker] = field(default_factory=list)
    _busy: dict[BinaryIO, tuple[_Worker, Task]] = field(default_factory=dict)

    def do(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Yield each of *tasks* with its result as it is done; None for one whose process was killed.

        A task is taken only when a process is free for it.
        """
        try:
            for _ in range(self.size):  # each is known at once, so that it is stopped, too, when Ctrl-C comes between
                self._idle.append(_fork(self._live))
            while self._hand_out(tasks) or self._busy:
                ready, _, _ = select.select(list(self._busy), [], [])
                for answers in ready:
                    yield self._collect(answers)
        except BaseException:
            for worker in self._workers:
                worker.stop()
            raise
        finally:
            self._end()

    @property
    def _workers(self) -> list[_Worker]:
        return [*self._idle, *(worker for worker, _ in self._busy.values())]

    def _live(self, tasks: BinaryIO, answers: BinaryIO) -> None:
        while True:
            (task,) = pickle.load(tasks)  # noqa: S301  (the parent wrote it)
            result = self.work(task)
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            _send(answers, (result, used > _MOST_MEMORY))

    def _hand_out(self, tasks: Iterator[Task]) -> bool:
        """Give each idle process a task; tell whether there was any."""
        has_given = False
        while self._idle:
            try:
                task = next(tasks)
            except StopIteration:
                break
            worker = self._idle[-1]
            self._busy[worker.answers] = worker, task  # before it is told: it is among those that are stopped, whatever happens
            self._idle.pop()
            with suppress(BrokenPipeError):  # it was killed while idle: `_collect` finds out
                _send(worker.tasks, (task,))
            has_given = True
        return has_given

    def _collect(self, answers: BinaryIO) -> tuple[Task, Result | None]:
        """Return what a process has done; it, or another in its place, is idle again."""
        worker, task = self._busy[answers]
        try:
            result, is_worn = _load(answers)
        except WorkerDiedError:
            result, is_worn = None, True
        if is_worn:
            worker.stop()
            worker.close()
            worker.wait()
        del self._busy[answers]
        self._idle.append(_fork(self._live) if is_worn else worker)
        return task, result

    def _end(self) -> None:
        workers = self._workers
        for worker in workers:
            worker.close()
        for worker in workers:
            worker.wait()
