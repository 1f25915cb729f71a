"""The command line: a verb and what it acts on. The product goes to standard output or a named file, talk to standard error.

`sixfold --from-make TARGET` stands for what was typed after `make`: the Makefile hands over each variable in the environment, as
SIXFOLD_LANG, SIXFOLD_DOC, …, and where LANG comes from.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import NoReturn

from sixfold import __version__
from sixfold.commands.arguments import CODES, EDITIONS, PSEUDO, VERBS
from sixfold.commands.report import print_problems
from sixfold.errors import MissingFontsError, UsageError, explain, visible
from sixfold.project.process import STOPPED, exit_code, gc_paused, handle_signals, stop_in_order

#: Letters of a sentence about what was typed; typed was perhaps a whole file.
_LONGEST = 300

#: The targets of the Makefile that have another name than their verb.
_VERBS = {"all": "pdf", "pot": "extract"}
#: The options that have another name than their variable.
_VARIABLES = {"--document": "DOC", "--bleed-mm": "BLEED", "--profile": "ICC"}
_IN_ALL_LANGUAGES = {"preflight", "verify", "facts", "pot", "corrigendum"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 findings, 2 wrong usage, 3 and up an error of one class each."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        handle_signals(stop_in_order)
        _open_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # every word of the six languages, whatever the terminal's language is
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        parser_class = _Parser
        if len(words) == 2 and words[0] == "--from-make":
            words, parser_class = words_from_make(words[1], os.environ), _MakeParser
        parser = _parser(parser_class)
        if empty := next((word for word in words if word.startswith("--") and word.endswith("=--")), None):
            parser.error(f"argument {empty[:-3]}: “--” is no value")  # argparse makes an empty list of it
        options = parser.parse_args(words)
        with gc_paused():
            work = work_of(options.verb)
        try:
            code = work(options)
        except MissingFontsError as missing:
            if parser_class is not _MakeParser:
                raise
            code = work(options) if _fetch_fonts(missing.packages) else missing.exit_code
        sys.stdout.flush()  # a full disk should be reported now, not after the end
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
        print_problems(explained.problems)
        return explained.exit_code
    else:
        return code


def _fetch_fonts(packages: Sequence[str]) -> bool:
    """Let set-up fetch *packages*, and tell whether they are there now; it says itself what it does, and why it can't."""
    from sixfold.pdf.fonts import forget_font_files  # noqa: PLC0415  (here only)

    fetch = ["bash", "src/setup/setup.sh", "fonts", *packages]  # from the folder where make was called
    is_there = subprocess.run(fetch, stdout=sys.stderr, check=False).returncode == 0  # noqa: S603
    forget_font_files()
    return is_there


def work_of(verb: str) -> Callable[[argparse.Namespace], int]:
    """Return the function that does the work of *verb*; its module is imported only now."""
    name, shared = verb.replace("-", "_"), VERBS[verb].module
    module = import_module(f"sixfold.commands.{shared or name + '_' * iskeyword(name)}")
    work: Callable[[argparse.Namespace], int] = getattr(module, name if shared else "run")
    return work


def _open_closed_streams() -> None:
    """Let what is printed go nowhere, where a shell closed a stream (`>&-`): else the next file that is opened would get it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open("r+", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
            if stream.fileno() != number:
                os.dup2(stream.fileno(), number)
            setattr(sys, name, stream)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where to read on."""

    def error(self, message: str) -> NoReturn:
        self._stop(message, f"try {self.prog} --help")

    def _stop(self, message: str, hint: str) -> NoReturn:
        shortened = message if len(message) <= _LONGEST else f"{message[: _LONGEST - 1]}…"
        self.exit(UsageError.exit_code, f"error: {visible(shortened)}\n hint: {hint}\n")


class _MakeParser(_Parser):
    """Says the same in the words of the Makefile: `DOC=` for DOCUMENT, `BY=` for --by."""

    def error(self, message: str) -> NoReturn:
        about = re.match(r"argument --[a-z-]+: |the following arguments are required: .*", message)
        named = about[0] if about else ""
        lang = "LANGS=" if named.startswith("argument") else "LANG="  # LANG was looked at before
        words = {"DOCUMENT": "DOC=", "FILE": "FILE=", "--lang": lang}
        plain = re.sub(r"--[a-z-]+|DOCUMENT|FILE", lambda match: words.get(match[0], f"{_variable(match[0])}="), named)
        self._stop(f"{plain.replace('=:', ':')}{message[len(named) :]}", "`make` lists the targets, and what they take")


def _parser(parser_class: type[_Parser] = _Parser) -> argparse.ArgumentParser:
    """Return what reads the command line."""
    description = "Parliamentary documents in six languages, print-ready."
    parser = parser_class(prog="sixfold", description=description, epilog=f"example: {VERBS['pdf'].example}")
    debug_help = "show where in the program an error came up"
    parser.add_argument("--version", action="version", version=f"sixfold {__version__}")
    parser.add_argument("--debug", action="store_true", help=debug_help)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, verb in VERBS.items():
        description = f"{verb.purpose[0].upper()}{verb.purpose[1:]}."
        own = verbs.add_parser(name, help=verb.purpose, description=description, epilog=f"example: {verb.example}")
        own.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=debug_help)
        for argument in verb.arguments:
            own.add_argument(*argument.names, **argument.settings)
    return parser


def words_from_make(target: str, environment: Mapping[str, str]) -> list[str]:
    """Return the command line that `make` *target* means.

    Raises: UsageError, for a language, an edition or a target that is none, and for what a target doesn't take.
    """
    verb = _VERBS.get(target, target)
    if verb not in VERBS:
        raise UsageError(f"there is no target “{target}”", hint="`make` lists them all")
    typed = {name.removeprefix("SIXFOLD_"): value for name, value in environment.items() if name.startswith("SIXFOLD_")}
    if typed.get("EDITION", "") not in ("", *EDITIONS):
        raise UsageError(f"EDITION={typed['EDITION']} is none of the editions: {' '.join(EDITIONS)}")
    if target == "press" and (typed.get("EDITION") or _is_on(typed, "PROOF") or _is_on(typed, "FUZZY")):
        raise UsageError("make press takes neither EDITION nor PROOF nor FUZZY: what goes to press is an edition of its own")
    unofficial = next((name for name in ("BESIDE", "PAGES", "SINCE") if typed.get(name)), None)
    if target in ("press", "release") and unofficial:
        what = f"make {target} takes no {unofficial}: two languages side by side and marked changes are unofficial"
        raise UsageError(what, hint="make pdf takes it")
    takes = {one.names[0]: one.settings.get("action") for one in VERBS[verb].arguments}
    if typed.get("LANGS", "").strip() and takes.get("--lang") != "append":
        is_in_all = target in _IN_ALL_LANGUAGES
        raise UsageError(f"make {target} takes no LANGS", hint=None if is_in_all else "LANG=fr names one language")
    named = [typed.get("TEXT", "")] if target == "find" else []
    if target in ("import", "verify"):
        named = [typed["FILE"]] if typed.get("FILE") else []
    elif typed.get("DOC") and target != "preflight":
        named.append(typed["DOC"])
    options: list[str] = []
    for argument in (one for one in VERBS[verb].arguments if one.names[0].startswith("--")):
        option, action = argument.names[0], argument.settings.get("action")
        name = _variable(option)
        if action == "store_true":
            options += [option] if _is_on(typed, name) else []
        elif action == "append":
            words = re.split(r"[\s,]+", typed.get("LANGS" if option == "--lang" else name, ""))
            options += [f"{option}={word}" for word in words if word]
        elif option != "--lang" and typed.get(name):
            options.append(f"{option}={typed[name]}")
    return [verb, *_language(target, typed), *options, *(["--", *named] if named else [])]


def _variable(option: str) -> str:
    """Return the name that the Makefile has for what is typed for *option*."""
    return _VARIABLES.get(option, option.removeprefix("--").upper())


def _is_on(typed: Mapping[str, str], name: str) -> bool:
    """Say whether a variable is on: everything but nothing and 0 is."""
    return typed.get(name, "").strip() not in ("", "0")


def _language(target: str, typed: Mapping[str, str]) -> list[str]:
    """Return the language of a target; LANG is the environment's, too, and only `pdf` looks at that one.

    Raises: UsageError, for a LANG that was typed and names none.
    """
    name, codes = typed.get("LANG", "").strip(), " ".join(CODES)
    match = re.fullmatch(rf"({'|'.join(CODES)})([_.@-]\S*)?", name, re.IGNORECASE)
    language = match[1].lower() if match else ""
    if typed.get("LANG_ORIGIN") == "command line":
        if target == "pdf" and name.lower() in PSEUDO:
            language = name.lower()
        if not language:
            what = f"LANG={typed['LANG']} is none of the six languages: {codes}"
            takes_one = target in {*_IN_ALL_LANGUAGES, "import"}
            hint = None if takes_one else f'LANGS="fr zh" names several: make {target} LANGS="fr zh"'
            raise UsageError(f"{what} (make pdf also takes {' '.join(PSEUDO)})", hint=hint)
        return [] if target in _IN_ALL_LANGUAGES else ["--lang", language]
    if target not in ("pdf", "proof", "watch") or typed.get("LANGS"):
        return []
    if not language:
        print(f"LANG names none of {codes}: writing English (make pdf LANG=fr writes French)", file=sys.stderr)
    return ["--lang", language or "en"]
