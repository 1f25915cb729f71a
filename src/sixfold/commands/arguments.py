"""Arguments that several verbs take. Each function adds to a verb's parser what belongs together."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # --help should not wait for the models of a document
    from sixfold.languages import LanguageCode

CODES: tuple[LanguageCode, ...] = ("ar", "en", "es", "fr", "ru", "zh")
EDITIONS = ("screen", "archive")
PSEUDO = ("qps", "qpr")


def documents(parser: ArgumentParser) -> None:
    """Which documents: none means all."""
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help="symbol, slug or seed; all of seeds/ for none")


def languages(parser: ArgumentParser, more: tuple[str, ...] = (), help_more: str = "") -> None:
    """Which languages, of the six and *more*."""
    parser.add_argument(
        "--lang",
        metavar="CODE",
        action="append",
        type=str.lower,
        choices=(*CODES, *more),
        default=[],
        help=f"one of {' '.join(CODES)}; again for more; all six for none{help_more}",
    )


def report(parser: ArgumentParser) -> None:
    """How findings are told, and what rules say."""
    forms = ("text", "json", "sarif")
    parser.add_argument(
        "--format", choices=forms, default="text", help="text for people (the default), or for machines"
    )
    parser.add_argument("--rules", action="store_true", help="list the rules")
    parser.add_argument("--explain", metavar="RULE", help="explain a rule, with samples")
