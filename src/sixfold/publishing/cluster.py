"""The workers of a Dask cluster, behind the interface of `concurrent.futures`: the pipeline sees no difference.

Which worker gets which order is decided here, by one thread: a worker has the one that it typesets and the one that is next, so
an order that kills workers costs no other one (with Dask's own queues it took along what waited behind it). Dask carries orders and
PDFs, and starts workers again. What it was given is this client's: it is forgotten when the client ends, however that ends.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from sixfold.errors import MachineError, Problem, RenderError, RequirementError, SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES
from sixfold.pdf.fonts import Derive, prepare_fonts
from sixfold.project.files import Hashes, digest, digest_values, hash_folder, read_file
from sixfold.project.paths import Project
from sixfold.publishing.executors import usual_jobs
from sixfold.publishing.requests import Cluster, ComposedPage, TypesetEdition

try:
    from distributed import Client, Security
    from distributed.comm import connect

    from sixfold.publishing.cluster_worker import (
        Order,
        describe,
        open_store,
        prepare_worker,
        read_stored,
        typeset_order,
        unseal,
    )
    from sixfold.publishing.typesetting import loaded_libraries
except ModuleNotFoundError as missing:
    what = f"the package {missing.name} is not installed, which speaks to clusters"
    raise RequirementError(what, hint="pip install 'sixfold[cluster]', here and where the workers are") from None

#: Seconds that an order may take on a worker.
PATIENCE = 300

#: Workers that may be lost with an order.
_MOST_LOST = 4

#: Seconds in which a scheduler has to be reached, also one that was lost; in which it has to answer; in which a worker has to come.
_WAIT_FOR_SCHEDULER, _WAIT_FOR_ANSWER, _WAIT_FOR_WORKER = 30, 60, 60

#: Orders that a worker has at a time: while it typesets one, the next is on its way.
_ORDERS_EACH = 2

_SECONDS_BETWEEN_LOOKS = 1.0


@contextmanager
def cluster_executor(project: Project, cluster: Cluster, derive: Derive) -> Iterator[Executor]:
    """Give an executor of the workers of *cluster* that are as this machine is.

    Raises: UsageError, for an address that is none; RequirementError, when no scheduler answers there, or this machine lacks
    a font or what reaches the store.
    """
    for logger in ("distributed", "distributed.client"):
        logging.getLogger(logger).setLevel(logging.CRITICAL + 1)  # what they tell becomes a sentence of ours
    if cluster.address.startswith("tls:") and not Security().get_connection_args("client")["ssl_context"]:
        what = f"this machine has no certificate for {cluster.address}"
        raise RequirementError(what, hint="name it in ~/.config/dask/sixfold.yaml, as docs/scale.md says")
    if cluster.store:
        system, folder = open_store(cluster.store)
        if "file" in system.protocol:
            cluster = replace(cluster, store=folder)  # from the root: a worker is elsewhere
    prepare_fonts(project.build, LANGUAGE_CODES, derive)
    here = describe(project.templates)
    try:
        # a scheduler that was stopped takes the connection and says nothing: Client would wait for ever
        asyncio.run(asyncio.wait_for(_greet(cluster.address), _WAIT_FOR_SCHEDULER))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared by us
            client = Client(cluster.address, timeout=_WAIT_FOR_SCHEDULER, set_as_default=False)
    except (ValueError, TypeError) as error:
        raise UsageError(f"“{cluster.address}” is no address of a scheduler: {error}", hint="tcp://host:8786") from None
    except Exception:  # an OSError; where something else answers, such as the scheduler's page on port 8787, a MemoryError
        what = f"no scheduler answers at {cluster.address}"
        raise RequirementError(what, hint="start it by `dask scheduler`; docs/scale.md says more") from None
    executor = _ClusterExecutor(client, cluster, project.templates.resolve(), here)
    try:
        yield executor
    finally:
        executor.shutdown()
        with suppress(TimeoutError):  # a scheduler that doesn't answer need not hear of it
            client.close(timeout=5)


async def _greet(address: str) -> None:
    comm = await connect(address, **Security().get_connection_args("client"))
    await comm.close()


@dataclass(eq=False)
class _Assignment:
    """An order, what waits for its edition, and the workers that were lost with it."""

    order: Order
    edition: Future[TypesetEdition]
    lost: list[str] = field(default_factory=list)


@dataclass(eq=False)
class _WorkerState:
    """A worker: whether it is ready for orders, or refused, and the ones that it has, in their order."""

    address: str
    executor: Executor
    is_ready: bool = False
    is_refused: bool = False
    orders: dict[Future[Any], _Assignment] = field(default_factory=dict)


class _ClusterExecutor(Executor):
    """An Executor of a cluster's workers. What is submitted has to be an order to typeset a page.

    While they work, `composers` processes compose: one alone, which hands over orders and writes files, too, took 21 ms an edition.
    """

    def __init__(self, client: Client, cluster: Cluster, templates: Path, here: Mapping[str, str]) -> None:
        """Begin to look for workers."""
        self.composers = usual_jobs()
        self._client, self._cluster, self._templates, self._here = client, cluster, templates, here
        self._bundle = f"templates-{digest_values([str(templates), here])[:16]}"
        self._files = {name: (templates / name).read_bytes() for name in hash_folder(templates, Hashes())}
        self._workers: dict[str, _WorkerState] = {}
        self._waiting: deque[_Assignment] = deque()
        self._events: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._reading = ThreadPoolExecutor(8)  # from the store
        self._had_worker = False
        self._broken: Exception | None = None
        self._last_useful = self._last_answer = time.monotonic()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def most_waiting(self) -> int:
        """How many orders keep every worker busy while pages are composed."""
        return 64 + 2 * _ORDERS_EACH * len(self._workers)

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Let a worker typeset the page that is the first of *args*; templates and fonts are the worker's own."""
        page: ComposedPage = args[0]
        edition: Future[TypesetEdition] = Future()
        pictures: dict[Path, bytes] = {}
        for path in map(Path, page.pictures):
            try:
                pictures[path] = read_file(path)
            except OSError as error:
                what = f"can’t be read: {error.strerror}"
                edition.set_exception(RenderError(what, path, hint="put the file back, or name another"))
                return edition
        hashes = [(str(path), digest(content)) for path, content in pictures.items()]  # as they are now, not when it was composed
        key = digest(repr((self._bundle, page.html, page.metadata, page.sources, hashes, page.request)).encode())
        order = Order(page, pictures, self._bundle, PATIENCE, self._cluster.store, key)
        self._do_later(self._waiting.append, _Assignment(order, edition))
        return edition

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Forget what was submitted and isn't done."""
        self._events.put(None)
        self._thread.join()
        self._reading.shutdown(wait, cancel_futures=True)

    # ---- all that follows happens in one thread, which alone knows workers and orders ----

    def _do_later(self, action: Callable[..., None], *args: Any) -> None:
        self._events.put(partial(action, *args))

    def _run(self) -> None:
        next_look = 0.0
        while True:
            try:
                with suppress(Empty):
                    event = self._events.get(timeout=None if self._broken else max(0.0, next_look - time.monotonic()))
                    if event is None:
                        return
                    event()
                if self._broken:
                    self._fail(self._broken)
                elif time.monotonic() >= next_look:
                    next_look = time.monotonic() + _SECONDS_BETWEEN_LOOKS
                    self._look_for_workers()
                self._hand_out()
            except Exception as error:  # nobody else would say why nothing is made any more
                self._broken = error
                self._fail(error)

    def _look_for_workers(self) -> None:
        """Let workers that have come prepare themselves, and take back the orders of those that are gone.

        Raises: RequirementError, when the scheduler is gone, or no worker is of use.
        """
        hint = "start it and its workers, and run the command again: what was made stays"
        if self._client.status == "closed":
            raise RequirementError(f"the scheduler {self._cluster.address} is gone", hint=hint)
        threads = None
        with suppress(Exception):  # an OSError, or a MemoryError where a proxy answers in the place of one that is gone
            if self._client.status == "running":  # otherwise it tries to be
                threads = self._client.nthreads(callback_timeout=_WAIT_FOR_ANSWER)
                self._last_answer = time.monotonic()
        if threads is None:
            if time.monotonic() - self._last_answer > _WAIT_FOR_ANSWER:
                what = f"the scheduler {self._cluster.address} has not answered for {_WAIT_FOR_ANSWER} seconds"
                raise RequirementError(what, hint=hint)
            self._last_useful = time.monotonic()
            return
        for address in self._workers.keys() - threads.keys():
            self._lose(self._workers.pop(address))
        for address in threads.keys() - self._workers.keys():
            self._welcome(address, threads[address])
        usable = [worker for worker in self._workers.values() if not worker.is_refused]
        self._had_worker |= any(worker.is_ready for worker in usable)
        patience = _WAIT_FOR_WORKER if self._had_worker or not self._workers else 0
        if usable or not self._waiting:
            self._last_useful = time.monotonic()
        elif time.monotonic() - self._last_useful > patience:
            what = f"{self._cluster.address} has no worker that is of use"
            raise RequirementError(what, hint="start some by `dask worker`, as docs/scale.md says, and run the command again")

    def _welcome(self, address: str, threads: int) -> None:
        executor = self._client.get_executor(pure=False, workers=[address])
        worker = self._workers[address] = _WorkerState(address, executor)
        if threads != 1:
            self._refuse(worker, f"it has {threads} threads, and the engine bears one: start it with --nthreads 1")
            return
        prepared = executor.submit(prepare_worker, self._bundle, self._templates, self._files, self._here)
        prepared.add_done_callback(partial(self._do_later, self._see_prepared, worker))

    def _see_prepared(self, worker: _WorkerState, prepared: Future[str]) -> None:
        if self._workers.get(worker.address) is not worker:
            return
        if prepared.cancelled():  # the connection was lost: it is welcomed anew
            del self._workers[worker.address]
            return
        error = prepared.exception()
        reason = f"it can’t be prepared: {type(error).__name__}: {error}" if error else prepared.result()
        if reason:
            self._refuse(worker, reason)
        worker.is_ready = not reason

    def _refuse(self, worker: _WorkerState, reason: str) -> None:
        worker.is_refused = True
        self._cluster.report(Problem(f"the worker {worker.address} gets no orders: {reason}"))

    def _hand_out(self) -> None:
        for worker in self._workers.values() if self._client.status == "running" else ():
            while worker.is_ready and self._waiting and len(worker.orders) < _ORDERS_EACH:
                assigned = self._waiting.popleft()
                if not assigned.edition.cancelled():
                    made = worker.executor.submit(typeset_order, assigned.order)
                    worker.orders[made] = assigned
                    made.add_done_callback(partial(self._do_later, self._see_made, worker))

    def _see_made(self, worker: _WorkerState, made: Future[bytes | SixfoldError]) -> None:
        assigned = worker.orders.pop(made, None)
        if assigned is None:  # it was given to another worker
            return
        if made.cancelled():  # the connection was lost
            self._waiting.appendleft(assigned)
        elif assigned.edition.set_running_or_notify_cancel():
            result = made.exception() or made.result()
            if isinstance(result, BaseException):
                assigned.edition.set_exception(result)
            else:
                self._reading.submit(_deliver, assigned, result)

    def _lose(self, worker: _WorkerState) -> None:
        """Take the orders of *worker* back; what it was working on, the first, may be why it is gone."""
        for place, (made, assigned) in enumerate([*worker.orders.items()]):
            del worker.orders[made]
            made.cancel()
            if place == 0:
                assigned.lost.append(worker.address)
            if len(assigned.lost) < _MOST_LOST:
                self._waiting.appendleft(assigned)
            elif assigned.edition.set_running_or_notify_cancel():
                what = f"{_MOST_LOST} workers were lost with it, out of memory or after {PATIENCE} s: {' '.join(assigned.lost)}"
                hint = "their logs say more; without --cluster it is made here"
                assigned.edition.set_exception(MachineError(what, hint=hint))

    def _fail(self, error: Exception) -> None:
        """Let every order fail with *error*."""
        for assigned in [*self._waiting, *(one for worker in self._workers.values() for one in worker.orders.values())]:
            if assigned.edition.set_running_or_notify_cancel():
                assigned.edition.set_exception(error)
        self._waiting.clear()
        for worker in self._workers.values():
            worker.orders.clear()


def _deliver(assigned: _Assignment, made: object) -> None:
    """Give the edition that a worker sent, or left in the store, to who waits for it."""
    order, edition = assigned.order, assigned.edition
    try:
        if order.store and not made:
            pdf = read_stored(order.store, order.key)
            what = f"{order.store} doesn’t have here what a worker wrote there: {order.key}"
            hint = "--store names a place that this machine and the workers see alike"
        else:
            pdf = unseal(order.key, made) if isinstance(made, bytes) else None
            what, hint = "a worker sent something else than its PDF", "run the command again: what was made stays"
    except Exception as error:  # whatever the store has against it, the edition is told
        edition.set_exception(error)
        return
    if pdf is None:
        edition.set_exception(MachineError(what, hint=hint))
    else:
        edition.set_result(TypesetEdition(pdf, loaded_libraries()))
