"""Processes beside this one: what they do, what becomes of it when they are killed, and that none is left."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Iterator

import pytest

import sixfold.production.workers
from sixfold.production.workers import CAN_FORK, Crew, WorkerDiedError, ahead

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system can't fork")


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def double(number: int) -> int:
    return 2 * number


def test_each_task_comes_back_with_its_result() -> None:
    done = Crew(3, double).do(iter(range(20)))
    assert sorted(done) == [(number, 2 * number) for number in range(20)]


def test_work_is_done_in_other_processes_each_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sixfold.production.workers, "_MOST_MEMORY", 10**9)  # they begin as large as the process of the tests
    pids = {pid for _, pid in Crew(2, lambda _: os.getpid()).do(iter(range(10)))}
    assert len(pids) <= 2
    assert os.getpid() not in pids


def test_a_killed_process_loses_its_task_alone() -> None:
    def die_at_three(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    done = dict(Crew(2, die_at_three).do(iter(range(8))))
    assert done == {number: None if number == 3 else number for number in range(8)}


def test_a_process_that_has_grown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sixfold.production.workers, "_MOST_MEMORY", 0)
    pids = [pid for _, pid in Crew(1, lambda _: os.getpid()).do(iter(range(5)))]
    assert len(set(pids)) == 5


def test_a_task_is_taken_only_when_a_process_is_free() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    for done, _ in enumerate(Crew(2, double).do(tasks())):
        assert len(taken) <= done + 2
    assert len(taken) == 10


def test_a_process_ends_when_it_is_let_go_whatever_was_forked_after_it() -> None:
    first, second = (sixfold.production.workers._fork(lambda tasks, _: tasks.read()) for _ in range(2))
    first.close()
    end = time.monotonic() + 30
    while os.waitpid(first.process, os.WNOHANG) == (0, 0):
        assert time.monotonic() < end, "it waits for who was forked after it"
        time.sleep(0.01)
    second.close()
    second.wait()


def test_a_task_that_cannot_be_handed_out_leaves_no_process() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        list(Crew(2, str).do(iter([lambda: 0])))


def test_leaving_in_the_midst_ends_every_process() -> None:
    done = Crew(2, double).do(iter(range(1000)))
    next(done)
    done.close()


def test_values_are_generated_ahead_by_a_process_of_its_own() -> None:
    with ahead(lambda: ((number, os.getpid()) for number in range(3))) as values:
        found = list(values)
    assert [number for number, _ in found] == [0, 1, 2]
    assert os.getpid() not in {pid for _, pid in found}


def test_a_generator_that_is_killed_says_so_after_what_it_has_given() -> None:
    def die() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    with ahead(die) as values:
        assert next(values) == 1
        with pytest.raises(WorkerDiedError):
            next(values)


def test_a_generator_without_end_ends_when_it_is_left() -> None:
    def count() -> Iterator[str]:
        while True:
            yield "foo" * 10_000

    with ahead(count) as values:
        next(values)
