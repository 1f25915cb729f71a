"""The command line: a verb and what it acts on. The product goes to standard output or a named file, talk to standard error."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from sixfold import __version__
from sixfold.errors import DefectError, MachineError, Problem, SixfoldError, UsageError
from sixfold.startup import without_collecting
from sixfold.verbs import VERBS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 findings, 2 wrong usage, 3 and up an error of one class each."""
    _open_closed_streams()
    _print_in_utf8()
    _stop_in_order()
    options = argparse.Namespace(debug=False)
    try:
        options = _parser().parse_args(_words(arguments))
        return _run(options)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt as stopped:
        print("stopped; what was being written was not changed", file=sys.stderr)
        return stopped.args[0] if stopped.args else 130
    except Exception as error:
        if options.debug:
            raise
        told = explained(error)
        complain(told)
        return told.exit_code


def _words(arguments: Sequence[str] | None) -> Sequence[str]:
    """Return what was typed; `--from-make TARGET`, which only the Makefile says, stands for what was typed after `make`."""
    words = sys.argv[1:] if arguments is None else arguments
    match list(words):
        case ["--from-make", target]:
            from sixfold.commands.from_make import words_from_make  # noqa: PLC0415  (others need not wait for it)

            return words_from_make(target, os.environ)
    return words


def _run(options: argparse.Namespace) -> int:
    with without_collecting():  # only now: --help should not wait for it
        command = import_module(f"sixfold.commands.{options.verb.replace('-', '_')}")
    code = int(command.run(options))
    sys.stdout.flush()  # a full disk should be told now, not after the end
    return code


def _open_closed_streams() -> None:
    """Let what is printed go nowhere, where a shell closed a stream (`>&-`): else the next file that is opened would get it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open("r+", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
            if stream.fileno() != number:
                os.dup2(stream.fileno(), number)
            setattr(sys, name, stream)


def _stop_in_order() -> None:
    """Let a closed terminal, or who ends this process, do what Ctrl-C does: clean up, and end the processes that help."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has SIGHUP ignored
            signal.signal(number, _stop)


def _stop(number: int, _: object) -> NoReturn:
    raise KeyboardInterrupt(128 + number)


def _print_in_utf8() -> None:
    """Let every word of the six languages be printed, also where the terminal's language is none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def explained(error: Exception) -> SixfoldError:
    """Return *error* as one of ours: what the machine refuses, and our own mistakes, are told in a sentence too."""
    if isinstance(error, SixfoldError):
        return error
    if isinstance(error, OSError):
        path = Path(error.filename) if isinstance(error.filename, str) else None
        hint = "make room on the disk" if error.errno == errno.ENOSPC else "sixfold --debug … shows where it happened"
        return MachineError(error.strerror or str(error), path, hint=hint)
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):  # pathlib, before Python 3.13
        path = Path(str(error).partition("'")[2].rstrip("'"))
        return MachineError("this symbolic link leads back to itself", path, hint="delete the link")
    what = f"a mistake in Sixfold itself: {type(error).__name__}: {error}"
    return DefectError(what, hint="sixfold --debug … shows where it happened; please report it")


def complain(error: SixfoldError) -> None:
    """Print every problem of *error*, with paths as seen from here."""
    for problem in error.problems:
        print(f"error: {_from_here(problem)}", file=sys.stderr)


def warn(problem: Problem) -> None:
    """Print a problem that doesn't stop the work."""
    print(f"warning: {_from_here(problem)}", file=sys.stderr)


def shown(path: Path) -> Path:
    """Return *path* as seen from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _from_here(problem: Problem) -> Problem:
    if problem.path is None or not problem.path.is_absolute() or not problem.path.is_relative_to(Path.cwd()):
        return problem
    return Problem(problem.what, problem.path.relative_to(Path.cwd()), problem.line, problem.hint)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where to read on."""

    def error(self, message: str) -> NoReturn:
        self.exit(UsageError.exit_code, f"error: {message}\n hint: try {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sixfold",
        description="Parliamentary documents in six languages, print-ready.",
        epilog="example: sixfold pdf --lang fr A/66/398",
    )
    debug_help = "show where in the program an error came up"
    parser.add_argument("--version", action="version", version=f"sixfold {__version__}")
    parser.add_argument("--debug", action="store_true", help=debug_help)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in VERBS:
        description = f"{verb.purpose[0].upper()}{verb.purpose[1:]}."
        typed = verbs.add_parser(
            verb.name, help=verb.purpose, description=description, epilog=f"example: {verb.example}"
        )
        typed.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=debug_help)
        for add in verb.arguments:
            add(typed)
    return parser
