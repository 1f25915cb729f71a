"""The processes of a group, as Linux lists them: `ps` is not installed everywhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: Seconds. Only what hangs takes so long, however busy the machine is.
_LIMIT = 300


def members(group: int) -> dict[int, int]:
    """Return the processes of *group* that live, each with its parent's number."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, parent, its_group, *_ = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(its_group) == group and state != "Z":
                found[int(path.parent.name)] = int(parent)
    return found


def wait_until(condition: Callable[[], bool], seen: Callable[[], object] = lambda: "") -> None:
    """Wait until *condition* holds; where it never does, say what is *seen*."""
    end = time.monotonic() + _LIMIT
    while not condition():
        assert time.monotonic() < end, f"after {_LIMIT} seconds: {seen()}"
        time.sleep(0.02)


def wait_for_the_end(group: int) -> None:
    """Wait until no process of *group* is left."""
    wait_until(lambda: not members(group), lambda: members(group))
