"""Processes that work beside this one, behind the interface of `concurrent.futures`.

Those of a `WorkerPool` are forked by Python's fork server, which has imported what they need and has one thread only: a process
forked from one with several may wait for ever for a lock that a thread held (Pango 1.56 looks for fonts in a thread). While the
server imports, this process does something else.

A `ProcessPoolExecutor` loses all its work with one worker, so each worker there is a pool of its own. pebble, whose pool loses one
task only, was tried: it looks around every tenth of a second, and its `submit` isn't that of an Executor.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from sixfold.errors import MachineError
from sixfold.project.process import ENDING

if TYPE_CHECKING:  # 25 ms, for commands that often have nothing to do
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Bytes. A worker that has used more memory than this is replaced after its task.
_MOST_MEMORY = 190_000_000

#: A task is lost when so many workers in a row can't be started. A killed server closes its socket some time before the system
#: says that it is dead: on a busy machine ten tasks were lost meanwhile.
_MOST_FAILURES = 100

#: Tasks of shared work that wait for a process, are with one or wait to be asked for: those of an archive would fill the memory.
_MOST_AHEAD = 64


def usual_jobs() -> int:
    """Return how many tasks are best done at a time: one for each core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_died() -> MachineError:
    """Return the error of a task whose worker was killed."""
    hint = "run the command again: what was made stays; --jobs 1 needs the least memory"
    return MachineError("the process that worked on it was killed: out of memory?", hint=hint)


class WorkerPool(ThreadPoolExecutor):
    """An Executor of so many processes, each kept until it has grown or dies.

    A task whose process dies raises BrokenExecutor; the others aren't touched. *preload* names modules that the processes need.
    Leaving the `with` block by an exception kills the processes. All end when this process does, however it ends.
    """

    def __init__(self, workers: int, preload: Sequence[str] = ()) -> None:
        """Begin to import *preload*, in another process; the workers start with their first tasks."""
        import multiprocessing  # noqa: PLC0415
        from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415

        super().__init__(workers)
        self._context: BaseContext = multiprocessing.get_context("spawn")  # on macOS the engine's libraries don't outlive a fork
        if sys.platform == "linux":
            self._context = server = multiprocessing.get_context("forkserver")
            server.set_forkserver_preload([*preload])
            sys.warnoptions.append("ignore:resource_tracker")  # it clears away; who stops a command twice need not read of it
            resource_tracker.ensure_running()  # first: it unblocks signals itself
            sys.warnoptions.pop()
            with _signals_blocked():  # the server's for good, its workers' until `begin_worker`
                forkserver.ensure_running()
        self._idle: list[ProcessPoolExecutor] = []
        self._busy: set[ProcessPoolExecutor] = set()

    def submit(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Let a process do *work*, which is handed over by pickle, as its arguments and its result are."""
        return super().submit(self._hand_over, partial(work, *args, **kwargs))

    def _hand_over(self, task: Callable[[], Result]) -> Result:
        """Do *task* in a process, and wait for it; runs in a thread of this one."""
        worker, future = self._begin(task)
        is_of_use = True
        try:
            result, is_of_use = future.result()
        except BrokenExecutor:
            is_of_use = False
            raise
        finally:
            if is_of_use:
                self._idle.append(worker)
            else:
                worker.shutdown(wait=False)
            self._busy.discard(worker)
        return result

    def _begin(self, task: Callable[[], Result]) -> tuple[ProcessPoolExecutor, Future[tuple[Result, bool]]]:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (see above)

        for _ in range(_MOST_FAILURES):
            try:
                worker = self._idle.pop()
            except IndexError:
                worker = ProcessPoolExecutor(1, self._context, begin_worker)
            self._busy.add(worker)
            try:
                return worker, submit_to(worker, _do, task)
            except (BrokenExecutor, EOFError, ConnectionError):  # it was killed while it had nothing to do, or the server was
                self._busy.discard(worker)
                time.sleep(0.05)  # when the server is seen as dead, another is started
        raise BrokenExecutor("no process can be started")

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        """End the processes, at once if something was raised."""
        if kind:
            self.shutdown(wait=False, cancel_futures=True)
            while self._busy:  # one may be starting just now
                kill_children()
                time.sleep(0.005)
        self.shutdown()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when all that was submitted is done; with *cancel_futures*, what has begun."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        while wait and self._idle:
            self._idle.pop().shutdown()


def submit_to(pool: ProcessPoolExecutor, work: Callable[..., Result], /, *args: Any) -> Future[Result]:
    """Let *pool* do *work*, with processes that start now at the latest, and learn of one that is killed in the middle of a result.

    It waits for the rest of one for as long as any process could write it, and this one could, too.
    """
    future = pool.submit(work, *args)
    pool._result_queue._writer.close()  # type: ignore[attr-defined]  # so in Python 3.11 to 3.14
    return future


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Keep signals that end a program for later; processes that are started meanwhile do so, too."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def begin_worker(*work: Callable[[Any], Any]) -> None:
    """Let this worker ignore Ctrl-C and a closed terminal, which reach every process of a command, and end with its parent.

    SIGTERM ends it without a word, also where it has imported the command's main module, which handles signals. When its parent
    ends, it would wait for ever: the queue of its tasks stays open, because it holds the other end, too.
    """
    from multiprocessing import parent_process  # noqa: PLC0415

    _work.extend(work)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _do(task: Callable[[], Result]) -> tuple[Result, bool]:
    """Return the result of *task*, and whether this process is still small enough for another."""
    result = task()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return result, used <= _MOST_MEMORY


@contextmanager
def forked_pool(jobs: int, *work: Callable[..., Any]) -> Iterator[ProcessPoolExecutor]:
    """Give an Executor of *jobs* processes that are forked from this one now; *work* is handed over once, not with every task.

    They have what this process has imported, which the fork server would import again (`status` of 300 catalogs: 1.8 s of
    computing instead of 1.2). This process must have no thread yet. Leaving the `with` block by an exception kills them, as the
    end of one does: each could write the rest of a result that a killed one has begun (see `submit_to`).

    Raises: MachineError, when one of them is killed.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (25 ms, and most commands have little to do)
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(jobs, get_context("fork" if sys.platform == "linux" else "spawn"), begin_worker, work)
    watcher = Thread(target=_kill_when_one_ends, args=[pool._processes.values()])
    try:
        with _signals_blocked():  # until `begin_worker`
            while len(pool._processes) < jobs:  # forked, they start together
                pool.submit(os.getpid)
            submit_to(pool, os.getpid)
            watcher.start()
        yield pool
    except BrokenExecutor:
        raise worker_died() from None
    except BaseException:
        kill_children()  # nothing is cancelled before: Python 3.11 then reports the dead processes with a traceback of its own
        raise
    finally:
        pool.shutdown()
        if watcher.is_alive():
            watcher.join()


def _kill_when_one_ends(processes: Iterable[BaseProcess]) -> None:
    from multiprocessing.connection import wait  # noqa: PLC0415

    known = [*processes]
    wait([process.sentinel for process in known])
    for process in known:
        process.kill()


def share(work: Callable[[Task], Result], tasks: Iterable[Task], *, worth_it: int) -> Iterator[Result]:
    """Yield what *work* gives for each of *tasks*, in their order; they are taken as they are needed.

    With fewer than *worth_it* tasks, starting other processes would cost more than it saves.

    Raises: MachineError, when one of the processes is killed.
    """
    jobs, tasks = usual_jobs(), iter(tasks)
    first = list(islice(tasks, worth_it))
    if len(first) < worth_it or jobs < 2:
        yield from map(work, chain(first, tasks))
        return
    with forked_pool(jobs, work) as pool:
        for future in in_turn(lambda task: pool.submit(_do_shared, task), chain(first, tasks)):
            yield future.result()


def in_turn(submit: Callable[[Task], Future[Result]], tasks: Iterable[Task]) -> Iterator[Future[Result]]:
    """Yield the future that *submit* gives for each of *tasks*, in their order; some are submitted before they are asked for."""
    futures: deque[Future[Result]] = deque()
    for task in tasks:
        futures.append(submit(task))
        while futures and (len(futures) > _MOST_AHEAD or futures[0].done()):
            yield futures.popleft()
    yield from futures


#: The work of a process that shares it.
_work: list[Callable[[Any], Any]] = []


def _do_shared(task: Any) -> Any:
    return _work[0](task)


def kill_children() -> None:
    """Kill the processes that this one has started and not seen the end of."""
    from multiprocessing import active_children  # noqa: PLC0415

    for process in active_children():
        process.kill()
