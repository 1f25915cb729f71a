"""Signals end the program at any moment in one sentence, with 128 and their number."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import weakref
from itertools import cycle
from random import Random

import pytest

from sixfold.project.process import STOPPED, gc_postponed
from support.projects import CHECKOUT

BEGINNING = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # whatever the tests were started with
    signal.signal(number, signal.SIG_DFL)
from sixfold.__main__ import main
def hit(*_):
    os.kill(os.getpid(), NUMBER)
class Dropped:
    def __del__(self):
        hit()
def finish(code):
    hit()
    sys.exit(code)
sys.argv = ["sixfold", "words", "session", "73"]
"""
MOMENTS = {
    "imports": "hit()",
    "arguments": "import sixfold.cli; sixfold.cli._parser = hit; sys.exit(main())",
    "a destructor in the work": "import sixfold.cli; sixfold.cli.import_module = lambda _: Dropped() and None; main()",
    "the making of a class": """
import sixfold.cli
class Field:
    def __set_name__(self, *_):
        hit()
sixfold.cli.import_module = lambda _: type("Made", (), {"field": Field()})
sys.exit(main())""",
    "the clean-up after a first signal": """
import sixfold.cli
def work(_):
    try:
        hit()
    finally:
        hit()
sixfold.cli.import_module = work; main()""",
    "a clean-up that waits for ever": """
import sixfold.cli, sixfold.project.process, threading
sixfold.project.process._LONGEST_CLEANUP = 0.1
def work(_):
    try:
        hit()
    finally:
        threading.Event().wait()
sixfold.cli.import_module = work; main()""",
    "the end": "finish(main())",
}


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_signal_ends_it_in_one_sentence_at_every_moment() -> None:
    numbers = cycle([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    tried = [*zip(MOMENTS, numbers, strict=False), ("the end", signal.SIGTERM), ("the end", signal.SIGHUP)]
    running = [started((BEGINNING + MOMENTS[moment]).replace("NUMBER", str(int(number)))) for moment, number in tried]
    for process, (moment, number) in zip(running, tried, strict=True):
        _, said = process.communicate(timeout=300)
        assert (moment, process.returncode, said) == (moment, 128 + number, f"{STOPPED}\n")


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    program = BEGINNING.replace("SIG_DFL", "SIG_IGN").replace("NUMBER", str(int(signal.SIGHUP))) + "hit(); sys.exit(main())"
    process = started(program)
    assert (process.communicate(timeout=300)[1], process.returncode) == ("", 0)


@pytest.mark.slow
def test_no_traceback_at_random_moments() -> None:
    random = Random("moments")
    program = BEGINNING.split("def hit", maxsplit=1)[0] + "print(flush=True); sys.argv[0] = 'sixfold'; sys.exit(main())"
    for command in ("status --lang fr", "check --lang fr", "--help", "nosuch"):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = started(program, *command.split())
            assert process.stdout is not None
            process.stdout.readline()  # its own lines begin
            try:
                process.wait(random.uniform(0, 0.8))
            except subprocess.TimeoutExpired:
                process.send_signal(number)
            _, said = process.communicate(timeout=300)
            assert "Traceback" not in said
            assert process.returncode in (0, 1, 2, 128 + number, -number)  # Python's own last lines have no handler


class _Box:
    """What refers to itself, as laid-out boxes do."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_looked_for_once_when_a_page_is_made() -> None:
    with gc_postponed():
        assert not gc.isenabled()
        left = weakref.ref(_Box())
        assert left()
    assert gc.isenabled()
    assert not left()


def test_garbage_is_looked_for_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="page"), gc_postponed():
        raise ValueError("page")
    assert gc.isenabled()


def test_what_other_work_leaves_is_looked_at_again_after_some_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    other_work = _Box()
    left = weakref.ref(other_work)
    with gc_postponed():
        pass
    del other_work
    gc.collect()
    assert left()  # kept from the collector
    monkeypatch.setattr(gc_postponed, "look_again", 1)
    with gc_postponed():
        pass
    assert not left()
