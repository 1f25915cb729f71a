"""A PDF is read in a process of its own, with limits of time and memory: it may come from anybody.

What crosses back is JSON. A file that breaks a limit, or the reader, gets one finding.
"""

from __future__ import annotations

import faulthandler
import json
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_FORK = multiprocessing.get_context("fork")  # the libraries are loaded once


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds of work, and megabytes beyond those of the process that starts the reader.

    The clock gets six times as long, for a machine that has other work.
    """

    seconds: float
    megabytes: int = 350


def limits_for(path: Path, *, is_own: bool) -> Limits:
    """Return the limits for the file at *path*: 1.7 seconds up to a megabyte, and 2.5 for each that follows; for our own ten.

    Real documents take 0.02 seconds a page (measured).
    """
    megabytes = path.stat().st_size / 1_000_000
    return Limits((10 if is_own else 1.7) + 2.5 * max(0.0, megabytes - 1))


class BrokenLimitError(Exception):
    """The file took too much time or memory, or broke the reader; the message says which."""


def run_apart(work: Callable[[], Sequence[dict[str, Any]]], limits: Limits) -> list[dict[str, Any]]:
    """Return what *work* returns, done in a process of its own.

    Raises: BrokenLimitError.
    """
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_serve, args=(work, theirs, limits), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(6 * limits.seconds):
            raise BrokenLimitError(f"reading it took more than {6 * limits.seconds:.0f} seconds")
        answer: list[dict[str, Any]] | None = json.loads(ours.recv_bytes())
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGPROF:
            raise BrokenLimitError(f"reading it took more than {limits.seconds:.1f} seconds") from None
        raise BrokenLimitError("reading it broke the reader, or took too much memory") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if answer is None:
        raise BrokenLimitError(f"reading it took more than {limits.megabytes} MB")
    return answer


def _serve(work: Callable[[], Sequence[dict[str, Any]]], answer: Connection, limits: Limits) -> None:
    faulthandler.disable()
    _limit_memory(limits.megabytes)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)  # ends the process
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries say of a broken file is no sentence for a person
    try:
        result = json.dumps(work()).encode()
    except MemoryError:
        result = b"null"
    answer.send_bytes(result)
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    with suppress(OSError, ValueError):  # not every system has these limits, or tells what a process has
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_000_000,) * 2)
