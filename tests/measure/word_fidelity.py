"""Holds Word files against their published PDFs: `make fidelity WORD=FOLDER`, a folder of pairs NAME.docx and NAME.pdf.

Each file is imported and printed without a hand on its seed. The words of both PDFs are aligned in reading order. A line, a page, a
row of a table breaks rightly where the same word begins it; a cell stands rightly where its left or right edge does.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rapidfuzz.distance import Indel
from tabulate import tabulate

from measure.tagged import Cell, Paragraph, read_tagged
from support.projects import CHECKOUT

#: How far the edge of a cell's text may stand from the real one, in points.
TOLERANCE = 3.0
#: How many differences of a kind are listed.
MOST = 40

_HYPHENS = str.maketrans(dict.fromkeys("\u00ad\u2010\u2011\u2212", "-"))
_PARTS = re.compile("[^-]*-|[^-]+")
#: The dots before a page number of the contents: Word tags them as text, which ours are not.
_LEADER = re.compile(r"(?:\s*\.){4,}")


@dataclass(frozen=True)
class Word:
    """A word of a page; the number and the edges of the line it stands in, whether it begins it; the cell, where one is tagged."""

    text: str
    page: int
    line: int
    begins: bool
    x0: float
    x1: float
    cell: Cell | None


def read_words(paragraphs: Sequence[Paragraph]) -> list[Word]:
    """Return the words of *paragraphs* in reading order without leaders, parted after their hyphens, of which all kinds are one."""
    return [
        Word(text, line.page, line_number, position == 0, line.x0, line.x1, paragraph.cell)
        for paragraph in paragraphs
        for line_number, line in enumerate(paragraph.lines)
        for position, text in enumerate(
            part
            for word in _LEADER.sub(" ", " ".join(line.words)).split()
            for part in _PARTS.findall(word.translate(_HYPHENS))
        )
    ]


@dataclass(frozen=True)
class Pair:
    """A published PDF and ours, as words; `same` are the pairs of words of both that are the same, in reading order."""

    name: str
    real: Sequence[Word]
    ours: Sequence[Word]
    same: Sequence[tuple[Word, Word]]

    def words(self) -> tuple[int, int]:
        """Return how many of the real words ours has, and how many there are."""
        return len(self.same), len(self.real)

    def pages(self) -> tuple[int, int]:
        """Return how many pages the real document has, and ours."""
        return max(word.page for word in self.real), max(word.page for word in self.ours)

    def lines(self) -> Iterator[tuple[bool, Word]]:
        """Yield of each line of running text after the first of its paragraph whether ours begins with the same word."""
        return (
            (ours.begins and ours.line > 0, real)
            for real, ours in self.same
            if real.begins and real.line and not ours.cell
        )

    def page_starts(self) -> Iterator[tuple[bool, Word]]:
        """Yield of each real page after the first whether ours begins with the same word, heads that are repeated left out."""
        real, ours = ({id(word) for word in _page_starts(words)} for words in zip(*self.same, strict=True))
        return ((id(our) in ours, word) for word, our in self.same if id(word) in real)

    def cells(self) -> Iterator[tuple[bool, Word]]:
        """Yield of each line that begins a paragraph of a cell whether its left or its right edge stands as the real one does."""
        for real, ours in self.same:
            if ours.cell and ours.begins and ours.line == 0:
                apart = min(abs(real.x0 - ours.x0), abs(real.x1 - ours.x1)) if real.begins else float("inf")
                yield apart <= TOLERANCE, real

    def rows(self) -> Iterator[tuple[bool, Word]]:
        """Yield of each row of a table that begins a page, really or in ours, whether it does so in both."""
        latest: dict[int, tuple[int, int]] = {}
        seen: set[tuple[int, int]] = set()
        for real, ours in self.same:
            if ours.cell and ours.cell[:2] not in seen:
                seen.add(ours.cell[:2])
                before = latest.get(ours.cell[0], (real.page, ours.page))
                latest[ours.cell[0]] = real.page, ours.page
                breaks = real.page > before[0], ours.page > before[1]
                if any(breaks):
                    yield all(breaks), real


def _page_starts(words: Iterable[Word]) -> list[Word]:
    found: dict[int, Word] = {}
    for word in words:
        found.setdefault(word.page, word)
    return [word for page, word in sorted(found.items()) if page > 1]


def compare(name: str, real: Path, ours: Path) -> Pair:
    """Return *real* and *ours*, two tagged PDFs, aligned word by word."""
    pair = read_words(read_tagged(real)), read_words(read_tagged(ours))
    texts = [[word.text for word in words] for words in pair]
    blocks = Indel.opcodes(*texts)
    same = [
        (pair[0][block.src_start + n], pair[1][block.dest_start + n])
        for block in blocks
        if block.tag == "equal"
        for n in range(block.src_end - block.src_start)
    ]
    return Pair(name, *pair, same)


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, and the most memory that one of its processes had, in MB."""

    seconds: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.memory:.0f} MB"


def _run(folder: Path, *command: str | Path) -> Cost:
    """Run sixfold's *command* in *folder*; what it prints goes where ours does. Raises: CalledProcessError."""
    program = Path(shutil.which("sixfold") or CHECKOUT / ".venv/bin/sixfold")
    began = perf_counter()
    process = subprocess.Popen([program, *command], cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [program, *command])
    return Cost(perf_counter() - began, usage.ru_maxrss / 1024)


def _print_imports(files: Sequence[Path], folder: Path) -> Iterator[tuple[Path, Cost, Cost]]:
    """Yield of each of *files* (Word files), imported into a project in *folder*, its PDF, and what import and print took."""
    for name in ("seeds", "locales", "templates"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copytree(CHECKOUT / "templates", folder / "templates", dirs_exist_ok=True)
    _run(CHECKOUT, "pdf", "--lang", "en")  # which derives the fonts, once
    (folder / "build").mkdir()
    (folder / "build/faces").symlink_to(CHECKOUT / "build/faces")
    for file in files:
        shutil.rmtree(folder / "seeds")
        (folder / "seeds").mkdir()
        imported = _run(folder, "import", file, "--accept", "text-boxes")  # one is in A/80/605: abbreviations of a chart
        (seed,) = (folder / "seeds").glob("*.yaml")
        printed = _run(folder, "pdf", "--lang", "en", seed.stem)
        yield folder / f"build/{seed.stem}.en.pdf", imported, printed


def _share(found: Sequence[tuple[bool, Word]]) -> str:
    right = sum(is_right for is_right, _ in found)
    return f"{right / len(found):.1%} ({right} of {len(found)})" if found else "none"


def _row(pair: Pair) -> list[str]:
    right, words = pair.words()
    real, ours = pair.pages()
    shares = [_share([*found]) for found in (pair.lines(), pair.page_starts(), pair.cells(), pair.rows())]
    return [pair.name, str(ours) if real == ours else f"{ours}, not {real}", f"{right / words:.2%} of {words}", *shares]


HEAD = [
    "document",
    "pages",
    "words",
    "line breaks",
    "page breaks",
    "cells' edges",
    "rows over pages",
    "import",
    "print",
]


def _print_differences(pair: Pair) -> None:
    position = {id(word): n for n, word in enumerate(pair.real)}
    kept = {id(word) for couple in pair.same for word in couple}
    for title, words in (("words that ours lacks", pair.real), ("words that only ours has", pair.ours)):
        lost = [f"{word.text} (page {word.page})" for word in words if id(word) not in kept]
        print(f"\n{pair.name}: {title}: {len(lost)}\n  {'; '.join(lost[:MOST])}")
    kinds = {"lines": pair.lines, "pages": pair.page_starts, "cells": pair.cells, "rows over pages": pair.rows}
    for title, found in kinds.items():
        wrong = [word for is_right, word in found() if not is_right]
        print(f"{pair.name}: {title} that differ: {len(wrong)}")
        for word in wrong[:MOST]:
            at = position[id(word)]
            before, after = (
                " ".join(one.text for one in pair.real[at + low : at + high]) for low, high in ((-3, 0), (0, 3))
            )
            print(f"  page {word.page}: {before} | {after}")


def main() -> None:
    """Print the table of all pairs of the folder, then what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    files = [file.resolve() for file in sorted(folder.glob("*.docx"))]
    with tempfile.TemporaryDirectory() as place:
        printed = [*_print_imports(files, Path(place))]  # before we grow: a child's memory begins with ours
        pairs = [compare(file.stem, file.with_suffix(".pdf"), one[0]) for file, one in zip(files, printed, strict=True)]
    rows = [[*_row(pair), *map(str, costs)] for pair, (_, *costs) in zip(pairs, printed, strict=True)]
    print(tabulate(rows, HEAD, disable_numparse=True))
    for pair in pairs:
        _print_differences(pair)


if __name__ == "__main__":
    main()
