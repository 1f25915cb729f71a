"""Every edition of A/66/398 in six languages, held against veraPDF; what is copied out of it, held against its source.

`make validate` prints the table; exit code 1 where anything isn't as it should be.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from tabulate import tabulate

from sixfold.languages import language
from sixfold.pdf.editions import make_edition
from sixfold.project.files import write_atomically
from sixfold.publishing.composing import read_sources
from sixfold.publishing.typesetting import made_with
from support.copying import WANTED, by_pdfium, by_poppler, compare, source_words, words
from support.pages import LANGUAGES, PROJECT, SLUG, composition, engine, translated
from support.validators import FLAVOURS, find_verapdf, verapdf


def build(edition: str, code: str) -> Path:
    """Return the path of an edition, which is made anew."""
    page, path = composition(code), PROJECT.pdf(SLUG, code, edition)
    metadata = replace(page.metadata, made_with=made_with(PROJECT.templates, code)) if edition == "archive" else page.metadata
    sources = read_sources(PROJECT.sources(PROJECT.seed(SLUG), code))
    write_atomically(path, engine().render(page.html, make_edition(edition, metadata, sources)))  # type: ignore[arg-type]
    return path


def judge(command: str) -> bool:
    """Print what veraPDF says of every edition, and tell whether it found nothing."""
    rows, findings = [], []
    for edition, flavours in FLAVOURS.items():
        paths = [build(edition, code) for code in LANGUAGES]
        for flavour in flavours:
            valid, broken = verapdf(command, flavour, paths)
            findings += broken or ["veraPDF said nothing"] * (valid != len(paths))
            rows.append([edition, flavour, f"{valid} of {len(paths)}"])
    print(tabulate(rows, headers=["edition", "veraPDF", "valid"]), *findings, sep="\n", end="\n\n")
    return not findings


def copy() -> bool:
    """Print how much of the text comes out again, and tell whether it is as much as is wanted of pdfium's."""
    rows, is_enough = [], True
    for code in LANGUAGES:
        source = source_words(translated(code), language(code))  # type: ignore[arg-type]
        for reader, read in (("pdfium", by_pdfium), ("poppler", by_poppler)):
            text = read(PROJECT.pdf(SLUG, code))
            if text is not None:
                found = compare(source, words(text))
                rows.append([code, reader, len(source), f"{found.words:.1%}", f"{found.order:.1%}"])
                is_enough &= reader == "poppler" or found >= WANTED[code]
    print(
        tabulate(
            rows,
            headers=["", "read by", "words", "found", "in order"],
            colalign=("left", "left", "right", "right", "right"),
        )
    )
    return is_enough


def main() -> int:
    """Print both tables."""
    command = find_verapdf()
    if command is None:
        print("error: there is no veraPDF\n hint: make validate, or VERAPDF=/path/to/verapdf", file=sys.stderr)
        return 1
    return 0 if all([judge(command), copy()]) else 1


if __name__ == "__main__":
    sys.exit(main())
