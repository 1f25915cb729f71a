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
    from typing import NoReturn

#: What ends a command.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Seconds for the clean-up.
_LONGEST_CLEANUP = 10
STOPPED = "stopped; what was being written was not changed"


def end_at_once(number: int, _: object = None) -> NoReturn:
    """End this process with the exit code that a shell gives for the signal *number*."""
    try:
        os.write(2, f"{STOPPED}\n".encode())
    finally:  # also where nobody reads it
        os._exit(128 + number)


def stop_in_order(number: int, _: object = None) -> NoReturn:
    """Raise KeyboardInterrupt with the exit code of the signal *number*; the next signal doesn't wait for the clean-up.

    Nor is one waited for that doesn't end: where the exception comes up while Python takes a lock (`futures.wait` takes those of
    all futures), that stays locked, and the threads that would give a result wait for it.
    """
    handle_signals(end_at_once)
    signal.signal(signal.SIGALRM, lambda *_: end_at_once(number))
    signal.setitimer(signal.ITIMER_REAL, _LONGEST_CLEANUP)
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
    """Let a KeyboardInterrupt that nothing catches, or that Python would print and forget, end the process in one sentence.

    The last bytecodes of `main` catch nothing any more; what a destructor or a callback raises is printed and forgotten.
    """
    sys.excepthook = lambda kind, error, trace: _end_or(sys.__excepthook__, error, kind, error, trace)
    sys.unraisablehook = lambda lost: _end_or(sys.__unraisablehook__, lost.exc_value, lost)


def _end_or(print_it: Callable[..., object], error: BaseException | None, *arguments: object) -> None:
    """End the process where *error* is a KeyboardInterrupt, or let Python *print_it*."""
    if isinstance(error, KeyboardInterrupt):
        end_at_once(exit_code(error) - 128)
    print_it(*arguments)


class gc_paused:  # noqa: N801  (reads as a verb; contextlib's decorator costs more than all else here)
    """Stop the garbage collector while much is imported, and keep that from it for good: −14 % of `status`, −20 % of a page."""

    def __enter__(self) -> None:
        """Stop the collector."""
        gc.disable()

    def __exit__(self, *_: object) -> None:
        """Let it look at what comes from now on."""
        gc.freeze()
        gc.enable()


class gc_postponed:  # noqa: N801  (as above)
    """Look for garbage once, after a page is made, instead of 40 times meanwhile: −6 % of a page, +2 MB in 77 pages (measured).

    What is left then is kept from the collector: the page needed it, and the next ones will. It looks at all again after so many
    pages as `look_again` says, which takes as long as a page: where other work goes on beside pages, what that had would stay.
    """

    look_again = 100
    _pages = 0

    def __enter__(self) -> None:
        """Stop the collector."""
        gc.disable()

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        """Look for garbage, but not where a failure still holds it."""
        gc.enable()
        if failure is None:
            gc_postponed._pages += 1
            if gc_postponed._pages % self.look_again == 0:
                gc.unfreeze()
            gc.collect()
            gc.freeze()
