"""Holds Word files against their published PDFs: `make fidelity WORD=FOLDER`, a folder of pairs NAME.docx and NAME.pdf.

Each file is imported and printed without a hand on its seed. The words of both PDFs are aligned in reading order. A line, a page, a
row of a table breaks rightly where the same word begins it; a cell stands rightly where its left or right edge does. One line too
many moves all page breaks after it: pages after one that begins rightly are also counted alone, and what moved them is told.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from time import perf_counter

from rapidfuzz.distance import Indel
from tabulate import tabulate

from measure.tagged import Cell, Line, Paragraph, read_tagged
from measure.tracking import AROUND, Tracking, letters
from support.projects import CHECKOUT

#: How far the edge of a cell's text may stand from the real one, in points.
TOLERANCE = 3.0
#: How far a line may stand from the place that those before it have it at, in points.
MOVED = 0.45
#: Rows of a table that may be its head.
HEAD_ROWS = 5
#: How many differences of a kind are listed, and how many of what moved a page.
MOST = 40
MOST_MOVES = 6

_HYPHENS = str.maketrans(dict.fromkeys("\u00ad\u2010\u2011\u2212", "-"))
_PARTS = re.compile("[^-]*-|[^-]+")
#: The dots before a page number of the contents: Word tags them as text, which ours are not.
_LEADER = re.compile(r"(?:\s*\.){4,}")


@dataclass(frozen=True)
class Word:
    """A word of a page; the line it stands in, the number of that, whether it begins it; role and cell of its paragraph."""

    text: str
    at: Line
    line: int
    begins: bool
    role: str
    cell: Cell | None

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.at.page


def read_words(paragraphs: Sequence[Paragraph]) -> list[Word]:
    """Return the words of *paragraphs* in reading order without leaders, parted after their hyphens, of which all kinds are one."""
    return [
        Word(text, line, line_number, position == 0, paragraph.role, paragraph.cell)
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

    def lacking(self) -> list[Word]:
        """Return the real words that ours lacks: no heads that Word tags on each page, no page numbers of the contents."""
        matched = {id(ours) for _, ours in self.same}
        elsewhere = Counter(word.text for word in self.ours if id(word) not in matched)
        lost = []
        for word in self._unmatched():
            if elsewhere[word.text]:
                elsewhere[word.text] -= 1
            else:
                lost.append(word)
        return lost

    def _unmatched(self) -> Iterator[Word]:
        """Yield the real words that ours hasn't in that place, but for those that are parted in another way or make no text."""
        ours = {id(real): our for real, our in self.same}
        place = {id(word): number for number, word in enumerate(self.ours)}
        heads = {(word.cell[0], word.text) for word in self.ours if word.cell and word.cell[1] < HEAD_ROWS}
        runs = [(is_kept, [*group]) for is_kept, group in groupby(self.real, lambda word: id(word) in ours)]
        for number, (is_kept, words) in enumerate(runs):
            if is_kept:
                continue
            before = ours[id(runs[number - 1][1][-1])] if number else None
            after = ours[id(runs[number + 1][1][0])] if number + 1 < len(runs) else None
            between = self.ours[place[id(before)] + 1 if before else 0 : place[id(after)] if after else None]
            is_parted = letters("".join(word.text for word in words)) == letters("".join(word.text for word in between))
            is_repeated = bool(before and before.cell) and all((before.cell[0], word.text) in heads for word in words)
            if before and before.role == "TOCI":
                yield from (word for word in words if not word.text.isdecimal())
            elif not is_parted and not is_repeated:
                yield from words

    def words(self) -> tuple[int, int]:
        """Return how many of the real words ours has, and how many there are that it should have."""
        words = len(self.same) + len([*self._unmatched()])
        return words - len(self.lacking()), words

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

    def pages_alike(self) -> Iterator[tuple[bool, Word]]:
        """Yield of each real page after one that ours begins with the same word whether ours begins it so, too."""
        was_right = True
        for is_right, word in self.page_starts():
            if was_right:
                yield is_right, word
            was_right = is_right

    def moves_before(self, start: Word) -> Iterator[tuple[float, Word]]:
        """Yield where, on the real page before that which *start* begins, ours comes to stand higher or lower: by how much."""
        latest: float | None = None
        page = 0
        for real, ours in self.same:
            if real.page == start.page - 1 and real.begins and ours.begins:
                page = page or ours.page
                offset = ours.at.base - real.at.base
                if ours.page == page and latest is not None and abs(offset - latest) > MOVED:
                    yield offset - latest, real
                latest = offset

    def cells(self) -> Iterator[tuple[bool, Word]]:
        """Yield of each line that begins a paragraph of a cell whether its left or its right edge stands as the real one does."""
        for real, ours in self.same:
            if ours.cell and ours.begins and ours.line == 0:
                apart = min(abs(real.at.x0 - ours.at.x0), abs(real.at.x1 - ours.at.x1)) if real.begins else float("inf")
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


def _row(pair: Pair, tracking: Tracking) -> list[str]:
    right, words = pair.words()
    real, ours = pair.pages()
    kinds = (pair.lines(), pair.page_starts(), pair.pages_alike(), pair.cells(), pair.rows())
    lines, *shares = (_share([*found]) for found in kinds)
    by_hand = sum(_is_by_hand(pair, tracking, word) for is_right, word in pair.lines() if not is_right)
    pages = str(ours) if real == ours else f"{ours}, not {real}"
    return [pair.name, pages, f"{right / words:.2%} of {words}", f"{lines}, {by_hand} by hand", *shares]


def _around(pair: Pair, word: Word) -> tuple[list[str], list[str]]:
    at = next(n for n, one in enumerate(pair.real) if one is word)
    words = [one.text for one in pair.real[max(at - AROUND, 0) : at + AROUND]]
    return words[: min(at, AROUND)], words[min(at, AROUND) :]


def _is_by_hand(pair: Pair, tracking: Tracking, word: Word) -> bool:
    return tracking.is_by_hand(*_around(pair, word))


HEAD = [
    "document",
    "pages",
    "words",
    "line breaks, others set by hand",
    "page breaks",
    "after pages that begin alike",
    "cells' edges",
    "rows over pages",
    "import",
    "print",
]


def _print_differences(pair: Pair, tracking: Tracking) -> None:
    kept = {id(ours) for _, ours in pair.same}
    only_ours = [word for word in pair.ours if id(word) not in kept and not (word.role == "TOCI" and word.text.isdecimal())]
    for title, words in (("words that ours lacks", pair.lacking()), ("words that only ours has", only_ours)):
        lost = [f"{word.text} (page {word.page})" for word in words]
        print(f"\n{pair.name}: {title}: {len(lost)}\n  {'; '.join(lost[:MOST])}")
    kinds = {"lines": pair.lines, "pages": pair.pages_alike, "cells": pair.cells, "rows over pages": pair.rows}
    for title, found in kinds.items():
        wrong = [word for is_right, word in found() if not is_right]
        print(f"{pair.name}: {title} that differ: {len(wrong)}")
        for word in wrong[:MOST]:
            before, after = (" ".join(words) for words in _around(pair, word))
            by_hand = " (set by hand)" if title == "lines" and _is_by_hand(pair, tracking, word) else ""
            print(f"  page {word.page}: {before} | {after}{by_hand}")
            for by, moved in [*pair.moves_before(word)][:MOST_MOVES] if title == "pages" else ():
                cause = " (set by hand)" if _is_by_hand(pair, tracking, moved) else ""
                print(f"    {by:+.1f} at {' '.join(_around(pair, moved)[1])}{cause}")


def main() -> None:
    """Print the table of all pairs of the folder, then what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    files = [file.resolve() for file in sorted(folder.glob("*.docx"))]
    with tempfile.TemporaryDirectory() as place:
        printed = [*_print_imports(files, Path(place))]  # before we grow: a child's memory begins with ours
        pairs = [compare(file.stem, file.with_suffix(".pdf"), one[0]) for file, one in zip(files, printed, strict=True)]
    trackings = [Tracking(file) for file in files]
    rows = [
        [*_row(pair, tracking), *map(str, costs)]
        for pair, tracking, (_, *costs) in zip(pairs, trackings, printed, strict=True)
    ]
    print(tabulate(rows, HEAD, disable_numparse=True))
    for pair, tracking in zip(pairs, trackings, strict=True):
        _print_differences(pair, tracking)


if __name__ == "__main__":
    main()
