"""Counts kashida in Arabic PDFs, ours or a word processor's: `python -m measure.kashida FILE.pdf …`, in tests/.

A kashida is a row of narrow glyphs. In our files they have widths of their own; in others the glyph is found by being shown three
times or more in a row, as no letter is. Files of the word processor say wrongly which letters their glyphs are: those of Simplified
Arabic are known here by their numbers.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any

import pikepdf
from tabulate import tabulate

#: Seen, sheen, sad and dad where they join the next letter, and the last letters before which others are lengthened.
_SIMPLIFIED_ARABIC = {
    0x16C: "س", 0x2B6: "س", 0x16E: "ش", 0x2B7: "ش", 0x170: "ص", 0x2B8: "ص", 0x172: "ض", 0x2B9: "ض",
    0x155: "ا", 0x14D: "أ", 0x150: "إ", 0x299: "د", 0x29A: "ذ", 0x159: "ة", 0x208: "ل", 0x296: "ب", 0x297: "ت",
    0x18C: "ه", 0x2A5: "ك",
}  # fmt: skip
_SIMPLIFIED_ARABIC_BOLD = {0x16A: "س", 0x2B4: "س"}

_SEEN = frozenset("سشصض")

#: Points within which lines end alike; what a glyph of kashida is narrower than, in em; what a space is wider and narrower than.
_ALIKE, _NARROW, _SPACE = 5.0, 0.25, (0.15, 0.9)

#: How wide our glyphs of kashida are, in em.
OURS = (0.03, 0.2)


@dataclass(frozen=True)
class Glyph:
    """A glyph of a page: what it is, where it begins and how wide it is, in points."""

    font: str
    code: int
    text: str
    x: float
    y: float
    width: float
    size: float

    @property
    def is_space(self) -> bool:
        """Whether it is a space: glyph 3 of the word processor's fonts."""
        return (
            self.code == 3
            if "Simplified" in self.font
            else self.text == " " or (self.code == ord(" ") and not self.text)
        )

    @property
    def letter(self) -> str:
        """The letter, as far as that is known."""
        if "Simplified" not in self.font:
            return self.text
        return (_SIMPLIFIED_ARABIC_BOLD if "Bold" in self.font else _SIMPLIFIED_ARABIC).get(self.code, "?")


@dataclass(frozen=True)
class Row:
    """A row of kashida: the letters before and after it, how many glyphs, and its length in em."""

    before: str
    after: str
    glyphs: int
    length: float


@dataclass(frozen=True)
class Line:
    """A line: its kashida, its spaces in em, and whether it is as long as its page lets it."""

    rows: tuple[Row, ...]
    spaces: tuple[float, ...]
    is_filled: bool

    @property
    def kind(self) -> str:
        """What was lengthened in it."""
        if not self.is_filled:
            return "not filled"
        kinds = {"after seen or sad" if row.before in _SEEN else "before a last letter" for row in self.rows}
        return " and ".join(sorted(kinds)) or "nothing"


def read_lines(path: Path, least_letters: int = 20) -> list[Line]:
    """Return the Arabic lines of the PDF *path*: those of so many letters."""
    pages = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            rows: dict[float, list[Glyph]] = {}
            for glyph in read_glyphs(page):
                rows.setdefault(round(glyph.y, 1), []).append(glyph)
            arabic = [row for row in rows.values() if sum(map(_is_arabic, row)) >= least_letters]
            pages.append([sorted(row, key=lambda glyph: -glyph.x) for row in arabic])
    drawn_lines = [_drawn(row) for lines in pages for row in lines]
    kashida = {
        (a.font, a.code)
        for drawn in drawn_lines
        for a, b, c in zip(drawn, [*drawn[1:], None], [*drawn[2:], None, None], strict=True)
        if _is_arabic(a)
        and a.width < _NARROW * a.size
        and (_is_ours(a) if "Sixfold" in a.font else b and c and a.code == b.code == c.code)
    }
    ends = Counter(round(drawn[-1].x) for drawn in drawn_lines)
    end = ends.most_common(1)[0][0] + _ALIKE if ends else 0
    return [_read_line(drawn, kashida, end) for drawn in drawn_lines]


def _is_arabic(glyph: Glyph) -> bool:
    return "Arabic" in glyph.font or "Naskh" in glyph.font


def _is_ours(glyph: Glyph) -> bool:
    return glyph.text == "\u0640" and round(glyph.width / glyph.size, 3) in OURS


def _drawn(row: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for glyph in row if not glyph.is_space]


def _read_line(drawn: list[Glyph], kashida: set[tuple[str, int]], end: float) -> Line:
    rows, spaces, place = [], [], 0
    size = max(glyph.size for glyph in drawn if _is_arabic(glyph))
    while place < len(drawn):
        first = place
        while place < len(drawn) and (drawn[place].font, drawn[place].code) in kashida:
            place += 1
        if place > first > 0 and place < len(drawn):
            near = [glyph for glyph in drawn[place : place + 3] if (glyph.font, glyph.code) not in kashida]
            after = min(
                near, key=lambda glyph: abs(glyph.x + glyph.width - drawn[place - 1].x)
            )  # a reh reaches below the next
            length = drawn[first - 1].x - after.x - after.width
            rows.append(Row(drawn[first - 1].letter, after.letter, place - first, length / size))
        place = max(place, first + 1)
    for right, left in pairwise(drawn):
        gap = (right.x - left.x - left.width) / size
        if _SPACE[0] < gap < _SPACE[1] and _is_arabic(right) and _is_arabic(left):
            spaces.append(gap)
    return Line(tuple(rows), tuple(spaces), min(glyph.x for glyph in drawn) < end)


def read_glyphs(page: Any) -> Iterator[Glyph]:
    """Yield the glyphs of *page*, in the order in which they are shown. Source: ISO 32000-1, 9.4."""
    fonts = {name: _Font(font) for name, font in page.Resources.get("/Font", {}).items()}
    matrix, stack, text_matrix = pikepdf.Matrix(), [], pikepdf.Matrix()
    font, size, spacing = None, 0.0, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            stack.append((matrix, spacing))
        elif name == "Q":
            matrix, spacing = stack.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
        elif name == "Tf":
            font, size = fonts[str(operands[0])], float(operands[1])
        elif name == "Tc":
            spacing = float(operands[0])
        elif name == "Tm":
            text_matrix = pikepdf.Matrix(*map(float, operands))
        elif name in ("TJ", "Tj") and font:
            for part in operands[0] if name == "TJ" else operands:
                if not isinstance(part, pikepdf.String):
                    text_matrix = pikepdf.Matrix(1, 0, 0, 1, -float(part) / 1000 * size, 0) @ text_matrix
                    continue
                for code in font.codes(bytes(part)):
                    width = font.width(code) / 1000 * size
                    place = text_matrix @ matrix
                    scale = abs(place.a)
                    yield Glyph(font.name, code, font.text(code), place.e, place.f, width * scale, abs(size * place.d))
                    text_matrix = pikepdf.Matrix(1, 0, 0, 1, width + spacing, 0) @ text_matrix


class _Font:
    """A font of a PDF: its codes, how wide they are, what they are read as."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", ""))
        self._is_composite = font.Subtype == "/Type0"
        self.width: Callable[[int], float] = self._widths(font)
        mapped = font.ToUnicode.read_bytes().decode("latin-1") if "/ToUnicode" in font else ""
        self._texts = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for codes in re.findall(r"beginbfchar(.*?)endbfchar", mapped, re.DOTALL)
            for code, text in re.findall(r"<(\w+)>\s*<(\w*)>", codes)
        }

    def codes(self, shown: bytes) -> Iterator[int]:
        """Yield the codes of a string."""
        step = 2 if self._is_composite else 1
        return (int.from_bytes(shown[place : place + step]) for place in range(0, len(shown), step))

    def text(self, code: int) -> str:
        """Return what *code* is read as."""
        return self._texts.get(code, "")

    def _widths(self, font: Any) -> Callable[[int], float]:
        if not self._is_composite:
            first, widths = int(font.get("/FirstChar", 0)), [float(width) for width in font.get("/Widths", [])]
            return lambda code: widths[code - first] if 0 <= code - first < len(widths) else 0.0
        known: dict[int, float] = {}
        entries = [*font.DescendantFonts[0].get("/W", [])]
        while entries:
            start = int(entries.pop(0))
            if isinstance(entries[0], pikepdf.Array):
                known |= {start + number: float(width) for number, width in enumerate(entries.pop(0))}
            else:
                end, width = int(entries.pop(0)), float(entries.pop(0))
                known |= dict.fromkeys(range(start, end + 1), width)
        return lambda code: known.get(code, 1000.0)


def describe(lines: Sequence[Line]) -> dict[str, str]:
    """Return the figures of *lines*, each with its name."""
    filled = [line for line in lines if line.is_filled]
    rows = [row for line in filled for row in line.rows]
    first, second = [row for row in rows if row.before in _SEEN], [row for row in rows if row.before not in _SEEN]
    kinds = Counter(line.kind for line in filled)
    figures = {"lines that are filled": str(len(filled)), "lines that aren’t": str(len(lines) - len(filled))}
    figures |= {f"filled lines lengthened {kind}": str(kinds[kind]) for kind in sorted(kinds)}
    figures["kashida in lines that aren’t filled"] = str(sum(len(line.rows) for line in lines if not line.is_filled))
    counts = [len(line.rows) for line in filled] or [0]
    figures["kashida a filled line, mean and most"] = f"{mean(counts):.1f}, {max(counts)}"
    for name, kind in (("after seen or sad", first), ("before a last letter", second)):
        lengths = [row.length for row in kind] or [0.0]
        figures[f"kashida {name}: mean and longest, em"] = f"{len(kind)}: {mean(lengths):.2f}, {max(lengths):.2f}"
        letters = Counter(row.before if kind is first else row.after for row in kind)
        figures[f"letters {name.split()[0]} which"] = " ".join(
            f"{letter} {count}" for letter, count in letters.most_common()
        )
    for name, kind_lines in (("filled lines", filled), ("other lines", [line for line in lines if not line.is_filled])):
        spaces = [space for line in kind_lines for space in line.spaces]
        figures[f"spaces of {name}, median, em"] = f"{median(spaces):.3f}" if spaces else ""
    return figures


def main() -> None:
    """Print the figures of the files that were named side by side."""
    if not sys.argv[1:]:
        sys.exit("usage: python -m measure.kashida FILE.pdf …")
    files = [describe(read_lines(Path(name))) for name in sys.argv[1:]]
    names = list(dict.fromkeys(name for figures in files for name in figures))
    table = [[name, *(figures.get(name, "0") for figures in files)] for name in names]
    print(tabulate(table, ["", *(Path(name).stem for name in sys.argv[1:])], disable_numparse=True))


if __name__ == "__main__":
    main()
