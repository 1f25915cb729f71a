"""How far a long command is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value")


def shown_progress(values: Iterable[Value], total: int, unit: str) -> Iterator[Value]:
    """Yield *values*, with a bar on standard error if that is a terminal and there is more than one to come."""
    if total < 2 or not sys.stderr.isatty():
        yield from values
        return
    from tqdm import tqdm  # noqa: PLC0415  (only now: it takes 20 ms)

    tqdm.monitor_interval = 0  # no thread: processes are forked meanwhile
    with tqdm(total=total, unit=unit, leave=False, dynamic_ncols=True) as bar:
        for value in values:
            with tqdm.external_write_mode():  # what is printed of the value stands above the bar
                yield value
            bar.update()
