"""What can be typed: every verb with its arguments. What a verb does is in the module of its name in `commands/`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

_CODES = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True)
class Verb:
    """One verb: what it does, an example that runs, and what adds its arguments to a parser."""

    name: str
    purpose: str
    example: str
    arguments: tuple[Callable[[ArgumentParser], object], ...] = ()


def _documents(parser: ArgumentParser) -> None:
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help="symbol, slug or seed; all of seeds/ for none")


def _languages(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        metavar="CODE",
        action="append",
        type=str.lower,
        choices=_CODES,
        default=[],
        help=f"one of {' '.join(_CODES)}; again for more; all six for none",
    )


def _drafts(parser: ArgumentParser) -> None:
    strict = "write nothing that is not completely translated, and exit with 1"
    parser.add_argument("--strict", action="store_true", help=strict)
    parser.add_argument("--proof", action="store_true", help="print each text's context in the margin")


def _files(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="*", help="PDFs; all in build/ for none")


def _report(parser: ArgumentParser) -> None:
    forms = ("text", "json", "sarif", "junit")
    parser.add_argument("--format", choices=forms, default="text", help="for people, or for machines")
    parser.add_argument("--rules", action="store_true", help="list the rules")
    parser.add_argument("--explain", metavar="RULE", help="say what a rule wants, with samples")


def _word(parser: ArgumentParser) -> None:
    kinds = "session, item, date, organ, …; none lists them all"
    parser.add_argument("kind", metavar="KIND", nargs="?", help=kinds)
    parser.add_argument("values", metavar="VALUE", nargs="*")


VERBS = (
    Verb("extract", "write the templates of catalogs (.pot)", "sixfold extract A/66/398", (_documents,)),
    Verb(
        "update",
        "merge the texts of seeds into the catalogs (.po)",
        "sixfold update --lang fr",
        (_documents, _languages),
    ),
    Verb("pdf", "write PDFs", "sixfold pdf --lang fr A/66/398", (_documents, _languages, _drafts)),
    Verb("status", "show how far each translation is", "sixfold status --lang ru", (_documents, _languages)),
    Verb("check", "check the translations", "sixfold check --lang zh A-66-398", (_documents, _languages)),
    Verb(
        "preflight",
        "tell whether PDFs are fit for screen, archive and press",
        "sixfold preflight build/A-66-398.fr.pdf",
        (_files, _report),
    ),
    Verb("doctor", "tell what this machine lacks", "sixfold doctor"),
    Verb("words", "print a fixed word, session, item or date in six languages", "sixfold words session 73", (_word,)),
)
