"""The command line: a verb and what it acts on. The product goes to standard output or a named file, talk to standard error."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from sixfold import __version__
from sixfold.commands.report import print_error
from sixfold.errors import UsageError, explain, visible
from sixfold.project.signals import STOPPED, exit_code, handle_signals, stop_in_order
from sixfold.project.startup import gc_paused

VERBS: Mapping[str, str] = {
    "new": "begin a document: write a commented seed",
    "extract": "write the templates of catalogs (.pot)",
    "update": "merge the texts of seeds into the catalogs (.po)",
    "pdf": "write PDFs",
    "press": "write PDF/X-4 for the print shop, in black alone",
    "status": "show how far each translation is",
    "check": "check the translations",
    "merge-driver": "merge two versions of a catalog for git",
    "preflight": "tell whether PDFs are fit for screen, archive and press",
    "release": "make every edition in all six languages, all or nothing",
    "doctor": "tell what this machine lacks",
    "words": "print a fixed word, session, item or date in six languages",
}
"""What each verb does. Its arguments, an example and its work are in the module of its name in `commands/`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 findings, 2 wrong usage, 3 and up an error of one class each."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        handle_signals(stop_in_order)
        _open_closed_streams()
        _print_in_utf8()
        return _run(_from_make(words[1]) if len(words) == 2 and words[0] == "--from-make" else words)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt as stopped:
        print(STOPPED, file=sys.stderr)
        return exit_code(stopped)
    except Exception as error:
        if "--debug" in words:
            raise
        explained = explain(error)
        print_error(explained)
        return explained.exit_code


def _from_make(target: str) -> Sequence[str]:
    """Return what was typed after `make` *target*: `--from-make TARGET`, which only the Makefile says, stands for it."""
    from sixfold.commands.from_make import words_from_make  # noqa: PLC0415  (who doesn't use make need not wait for it)

    return words_from_make(target, os.environ)


def _run(words: Sequence[str]) -> int:
    verb = next((word for word in words if not word.startswith("-")), "")
    options = _parser(verb).parse_args(words)
    code = int(_command(options.verb).run(options))
    sys.stdout.flush()  # a full disk should be told now, not after the end
    return code


def _command(verb: str) -> ModuleType:
    """Return the module of *verb*: `EXAMPLE`, `add_arguments(parser)`, `run(options)`."""
    with gc_paused():
        return import_module(f"sixfold.commands.{verb.replace('-', '_')}")


def _open_closed_streams() -> None:
    """Let what is printed go nowhere, where a shell closed a stream (`>&-`): else the next file that is opened would get it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open("r+", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
            if stream.fileno() != number:
                os.dup2(stream.fileno(), number)
            setattr(sys, name, stream)


def _print_in_utf8() -> None:
    """Let every word of the six languages be printed, also where the terminal's language is none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


#: Letters of a sentence about what was typed; typed was perhaps a whole file.
_LONGEST = 300


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where to read on."""

    def error(self, message: str) -> NoReturn:
        shortened = message if len(message) <= _LONGEST else f"{message[: _LONGEST - 1]}…"
        self.exit(UsageError.exit_code, f"error: {visible(shortened)}\n hint: try {self.prog} --help\n")


def _parser(verb: str) -> argparse.ArgumentParser:
    """Return what reads the command line; of the verbs, only *verb* is imported and knows its arguments."""
    parser = _Parser(
        prog="sixfold",
        description="Parliamentary documents in six languages, print-ready.",
        epilog="example: sixfold pdf --lang fr A/66/398",
    )
    debug_help = "show where in the program an error came up"
    parser.add_argument("--version", action="version", version=f"sixfold {__version__}")
    parser.add_argument("--debug", action="store_true", help=debug_help)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, purpose in VERBS.items():
        typed = verbs.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        if name == verb:
            command = _command(verb)
            typed.epilog = f"example: {command.EXAMPLE}"
            typed.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=debug_help)
            command.add_arguments(typed)
    return parser
