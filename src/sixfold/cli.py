"""The command line: a verb and what it acts on. The product goes to standard output or a named file, talk to standard error."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType

from sixfold import __version__
from sixfold.errors import DefectError, MachineError, Problem, SixfoldError, UsageError

_CODES = ("ar", "en", "es", "fr", "ru", "zh")
_DEBUG_HELP = "show where in the program an error came up"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 findings, 2 wrong usage, 3 and up an error of one class each."""
    _print_in_utf8()
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("stopped; what was being written was not changed", file=sys.stderr)
        return 130
    except Exception as error:
        if options.debug:
            raise
        explained = _explained(error)
        complain(explained)
        return explained.exit_code


def _run(options: argparse.Namespace) -> int:
    code = int(options.run(options))
    sys.stdout.flush()  # a full disk should be told now, not after the end
    return code


def _print_in_utf8() -> None:
    """Let every word of the six languages be printed, also where the terminal's language is none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _explained(error: Exception) -> SixfoldError:
    """Return *error* as one of ours: what the machine refuses, and our own mistakes, are told in a sentence too."""
    if isinstance(error, SixfoldError):
        return error
    if isinstance(error, OSError):
        path = Path(error.filename) if isinstance(error.filename, str) else None
        return MachineError(error.strerror or str(error), path, hint="sixfold --debug … shows where it happened")
    what = f"a mistake in Sixfold itself: {type(error).__name__}: {error}"
    return DefectError(what, hint="sixfold --debug … shows where it happened; please report it")


def complain(error: SixfoldError) -> None:
    """Print every problem of *error*, with paths as seen from here."""
    for problem in error.problems:
        print(f"error: {_from_here(problem)}", file=sys.stderr)


def warn(problem: Problem) -> None:
    """Print a problem that doesn't stop the work."""
    print(f"warning: {_from_here(problem)}", file=sys.stderr)


def _from_here(problem: Problem) -> Problem:
    if problem.path is None or not problem.path.is_absolute() or not problem.path.is_relative_to(Path.cwd()):
        return problem
    return Problem(problem.what, problem.path.relative_to(Path.cwd()), problem.line, problem.hint)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where to read on."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(UsageError.exit_code, f"error: {message}\n hint: try {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sixfold",
        description="Parliamentary documents in six languages, print-ready.",
        epilog="example: sixfold pdf --lang fr A/66/398",
    )
    parser.add_argument("--version", action="version", version=f"sixfold {__version__}")
    parser.add_argument("--debug", action="store_true", help=_DEBUG_HELP)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_document_verbs(verbs)
    doctor = _add(verbs, "doctor", "tell what this machine lacks", "sixfold doctor")
    doctor.set_defaults(run=_command("doctor"))
    words = _add(
        verbs, "words", "print a fixed word, session, item or date in six languages", "sixfold words session 73"
    )
    words.add_argument("kind", metavar="KIND", nargs="?", help="session, item, date, organ, …; none lists them all")
    words.add_argument("values", metavar="VALUE", nargs="*")
    words.set_defaults(run=_command("words"))
    return parser


def _add_document_verbs(verbs: argparse._SubParsersAction[_Parser]) -> None:
    pages = "sixfold pdf --lang fr A/66/398"
    for verb, purpose, example in (
        ("extract", "write the templates of catalogs (.pot)", "sixfold extract A/66/398"),
        ("update", "merge the texts of seeds into the catalogs (.po)", "sixfold update --lang fr"),
        ("pdf", "write PDFs", pages),
        ("status", "show how far each translation is", "sixfold status --lang ru"),
        ("check", "check the translations", "sixfold check --lang zh A-66-398"),
    ):
        parser = _add(verbs, verb, purpose, example)
        parser.add_argument(
            "documents", metavar="DOCUMENT", nargs="*", help="symbol, slug or seed; all of seeds/ for none"
        )
        if verb != "extract":
            parser.add_argument(
                "--lang",
                metavar="CODE",
                action="append",
                type=str.lower,
                choices=_CODES,
                default=[],
                help=f"one of {' '.join(_CODES)}; again for more; all six for none",
            )
        if verb == "pdf":
            parser.add_argument(
                "--strict", action="store_true", help="write nothing that is not completely translated, and exit with 1"
            )
            parser.add_argument("--proof", action="store_true", help="print each text's context in the margin")
        parser.set_defaults(run=_command(verb))


def _add(verbs: argparse._SubParsersAction[_Parser], verb: str, purpose: str, example: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(
        verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", epilog=f"example: {example}"
    )
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=_DEBUG_HELP)
    return parser


def _command(verb: str):  # type: ignore[no-untyped-def]
    """Return the command of *verb*, which is imported only when it runs: `--help` should not wait for it."""

    def run(options: argparse.Namespace) -> int:
        code: int = getattr(_commands(), verb)(options)
        return code

    return run


@cache
def _commands() -> ModuleType:
    gc.disable()
    from sixfold import commands  # noqa: PLC0415

    gc.freeze()  # modules stay: not looking through them again, at work and at the end, is −14 % of `status`
    gc.enable()
    return commands
