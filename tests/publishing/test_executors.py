"""Processes beside this one: what they do, what becomes of it when they are killed, and that none is left."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, as_completed
from functools import partial
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import sixfold.publishing.executors
from sixfold.errors import MachineError
from sixfold.publishing.executors import WorkerPool, share
from support.processes import wait_for_the_end, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def none_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Share work among two processes, also where there is one core, and see that none is left."""
    monkeypatch.setattr(sixfold.publishing.executors, "usual_jobs", lambda: 2)
    yield
    wait_until(lambda: not active_children(), active_children)


def double(number: int) -> int:
    return 2 * number


def process_of(_: int) -> int:
    return os.getpid()


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_in_the_result_of_three(number: int) -> int:
    def write_half(connection: Connection, content: bytes) -> None:
        os.write(connection.fileno(), content[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    if number == 3:
        Connection._send = write_half  # type: ignore[attr-defined]
    return number


def hold_much_memory(_: int) -> int:
    held = bytearray(sixfold.publishing.executors._MOST_MEMORY)
    held[::4096] = bytes(len(held[::4096]))
    return os.getpid()


def sleep_for_an_hour(_: int) -> None:
    time.sleep(3600)


def sleep_from_fifty(number: int) -> int:
    time.sleep(3600 * (number >= 50))
    return number


def refuse(number: int) -> int:
    raise ValueError(f"not {number}")


def test_it_is_an_executor_that_gives_each_task_its_result() -> None:
    with WorkerPool(3) as executor:
        assert isinstance(executor, Executor)
        futures = {executor.submit(double, number): number for number in range(20)}
        assert {futures[future]: future.result() for future in as_completed(futures)} == {n: 2 * n for n in range(20)}
        assert list(executor.map(double, range(5))) == [0, 2, 4, 6, 8]


def test_work_is_done_in_other_processes_each_used_again() -> None:
    with WorkerPool(2) as executor:
        processes = set(executor.map(process_of, range(10)))
    assert len(processes) <= 2
    assert os.getpid() not in processes


def test_what_a_task_raises_comes_back_and_its_process_goes_on() -> None:
    with WorkerPool(1) as executor:
        before = executor.submit(process_of, 0).result()
        with pytest.raises(ValueError, match="not 7"):
            executor.submit(refuse, 7).result()
        assert executor.submit(process_of, 0).result() == before


def test_a_killed_process_loses_its_task_alone() -> None:
    with WorkerPool(2) as executor:
        futures = [executor.submit(die_at_three, number) for number in range(8)]
        assert isinstance(futures.pop(3).exception(), BrokenExecutor)
        assert [future.result() for future in futures] == [0, 1, 2, 4, 5, 6, 7]


def test_a_process_that_is_killed_while_it_has_nothing_to_do_loses_no_task() -> None:
    with WorkerPool(1) as executor:
        process = executor.submit(process_of, 0).result()
        os.kill(process, signal.SIGKILL)
        while active_children():
            time.sleep(0.01)
        assert executor.submit(process_of, 0).result() != process


def test_a_process_that_has_grown_is_replaced() -> None:
    with WorkerPool(1) as executor:
        assert len(set(executor.map(hold_much_memory, range(3)))) == 3


def test_a_task_that_cannot_be_handed_over_is_refused_and_the_others_are_done() -> None:
    with WorkerPool(2) as executor:
        refused = executor.submit(lambda: 0)
        assert isinstance(refused.exception(), AttributeError | pickle.PicklingError)
        assert executor.submit(double, 4).result() == 8


def test_what_has_not_begun_can_be_cancelled() -> None:
    with WorkerPool(1) as executor:
        futures = [executor.submit(double, number) for number in range(50)]
        cancelled = [future.cancel() for future in reversed(futures)]
        assert any(cancelled)
        assert all(future.cancelled() or future.result() == 2 * number for number, future in enumerate(futures))


def test_leaving_by_an_exception_ends_what_is_being_done_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), WorkerPool(2) as executor:
        futures = [executor.submit(sleep_for_an_hour, number) for number in range(4)]
        while not active_children():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert all(future.cancelled() or isinstance(future.exception(), BrokenExecutor) for future in futures)


def test_a_command_that_ends_at_once_leaves_no_word_of_python_behind() -> None:
    script = "import os; from sixfold.publishing.executors import *; pool = WorkerPool(1); pool.submit(int).result(); os._exit(130)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "")


LOCK = threading.Lock()


def can_take_lock(_: int) -> bool:
    return LOCK.acquire(timeout=1)


def test_processes_work_though_a_thread_of_this_one_holds_a_lock() -> None:
    """A process that is forked from here meanwhile waits for ever for that lock, which nobody there will release."""
    end, held = threading.Event(), threading.Event()

    def hold() -> None:
        with LOCK:
            held.set()
            end.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    try:
        with WorkerPool(2) as executor:
            assert executor.submit(can_take_lock, 0).result(timeout=300)
    finally:
        end.set()
        thread.join()


# Shared work


def test_shared_work_comes_back_in_its_order_and_may_be_bound_to_arguments() -> None:
    for count in (1, 7, 100):
        assert list(share(double, range(count), worth_it=2)) == [2 * number for number in range(count)]
    assert list(share(partial(pow, 2), range(20), worth_it=2)) == [2**number for number in range(20)]


def test_stopping_ends_shared_work_at_once() -> None:
    shared = share(sleep_from_fifty, range(100), worth_it=2)
    assert next(shared) == 0
    shared.close()  # type: ignore[attr-defined]


def test_few_tasks_stay_in_this_process() -> None:
    assert set(share(process_of, range(9), worth_it=10)) == {os.getpid()}


def test_a_process_that_is_killed_in_shared_work_is_said_in_a_sentence() -> None:
    with pytest.raises(MachineError, match="the process that worked on it was killed"):
        list(share(die_at_three, range(20), worth_it=2))


# Killed


PROGRAM = """
import asyncio, sys, time
import sixfold.publishing.executors
sixfold.publishing.executors.usual_jobs = lambda: 2
from test_executors import die_in_the_result_of_three, sleep_for_an_hour
from sixfold.publishing.executors import WorkerPool, share
if __name__ == "__main__":
    print("begun", flush=True)
    {}
"""
BUSY: dict[str, str] = {
    "a pool": "list(WorkerPool(2).map(sleep_for_an_hour, range(4)))",
    "shared work": "list(share(sleep_for_an_hour, range(40), worth_it=2))",
}


@pytest.mark.parametrize("busy", BUSY.values(), ids=BUSY)
@pytest.mark.parametrize("pause", [0.0, 0.2])
def test_killed_it_leaves_no_process_whenever_that_is(tmp_path: Path, busy: str, pause: float) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(busy), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])}
    process = subprocess.Popen(
        [sys.executable, program],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(pause)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_for_the_end(process.pid)
    process.communicate()


LOST = {
    "BrokenProcessPool": "[*WorkerPool(2).map(die_in_the_result_of_three, range(20))]",
    "MachineError": "[*share(die_in_the_result_of_three, range(20), worth_it=2)]",
    "RenderError": "from sixfold.proof.typesetter import *; asyncio.run(Typesetter('', '')._run(die_in_the_result_of_three, 3))",
}


@pytest.mark.parametrize(("error", "busy"), LOST.items(), ids=LOST)
def test_no_one_waits_for_the_rest_of_a_result_whose_process_was_killed(tmp_path: Path, error: str, busy: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(busy), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])}
    ended = subprocess.run([sys.executable, program], env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert f"{error}: " in ended.stderr
