"""`sixfold words`: a fixed word, session, item or date in six languages."""

from __future__ import annotations

import argparse
from pathlib import Path

from sixfold.catalogs.inline import plain
from sixfold.commands.word_kinds import KINDS, words
from sixfold.document.loading import load_house
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import find_project

EXAMPLE = "sixfold words session 73"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which word."""
    kinds = "session, item, date, organ, …; none lists them all"
    parser.add_argument("kind", metavar="KIND", nargs="?", help=kinds)
    parser.add_argument("values", metavar="VALUE", nargs="*")


def run(options: argparse.Namespace) -> int:
    """Print words in six languages, or the kinds of words there are."""
    if not options.kind:
        width = max(len(kind.example) for kind in KINDS.values())
        for kind in KINDS.values():
            print(f"{kind.example:{width}}  {kind.help}")
        return 0
    project = find_project(Path.cwd())
    houses = [load_house(project, code) for code in LANGUAGE_CODES]
    for language, text in words(options.kind, options.values, houses):
        print(f"{language.code}  {plain(text)}")
    return 0
