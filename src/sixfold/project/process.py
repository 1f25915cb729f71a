"""Signals that end a program, from its first line to its last: in one sentence, with the exit code that shells know.

While modules are imported nothing is written yet, and where `main` has ended nothing is left to clear away: there a signal ends the
process at once. In between it is an exception, so that what was begun is cleared away.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # typing takes as long to import as all else that comes before signals are handled
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import NoReturn

#: What ends a command.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPPED = "stopped; what was being written was not changed"


def end_at_once(number: int, _: object = None) -> NoReturn:
    """End this process with the exit code that a shell gives for the signal *number*."""
    try:
        os.write(2, f"{STOPPED}\n".encode())
    finally:  # also where nobody reads it
        os._exit(128 + number)


def stop_in_order(number: int, _: object = None) -> NoReturn:
    """Raise KeyboardInterrupt with the exit code of the signal *number*; the next signal doesn't wait for the clean-up."""
    handle_signals(end_at_once)
    raise KeyboardInterrupt(128 + number)


def handle_signals(handler: Callable[[int, object], NoReturn]) -> None:
    """Let *handler* have the signals that end a program, but for those that are ignored (nohup, a background job)."""
    for number in ENDING:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler, end_at_once, stop_in_order):
            signal.signal(number, handler)


def exit_code(stopped: BaseException) -> int:
    """Return the exit code that *stopped*, a KeyboardInterrupt, carries; Python's own carries none."""
    return int(stopped.args[0]) if stopped.args else 128 + signal.SIGINT


def install_hooks() -> None:
    """Let a KeyboardInterrupt that nothing catches, or that Python would print and forget, end the process in one sentence."""
    sys.excepthook, sys.unraisablehook = _end_where_nobody_catches, _end_where_it_would_be_lost


def _end_where_nobody_catches(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Be `sys.excepthook`: the last bytecodes of `main` catch nothing any more."""
    if issubclass(kind, KeyboardInterrupt):
        end_at_once(exit_code(error) - 128)
    sys.__excepthook__(kind, error, trace)


def _end_where_it_would_be_lost(lost: sys.UnraisableHookArgs) -> None:
    """Be `sys.unraisablehook`: an exception in a destructor or a callback is printed and forgotten, also this one."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        end_at_once(exit_code(lost.exc_value) - 128)
    sys.__unraisablehook__(lost)


class gc_paused:  # noqa: N801  (reads as a verb; contextlib's decorator costs more than all else here)
    """Stop the garbage collector while much is imported, and keep that from it for good: −14 % of `status`, −20 % of a page."""

    def __enter__(self) -> None:
        """Stop the collector."""
        gc.disable()

    def __exit__(self, *_: object) -> None:
        """Let it look at what comes from now on."""
        gc.freeze()
        gc.enable()
