"""The content of a page as the engine drew it: which part of it belongs to which tag.

A text is cut where it was drawn, not where it was laid out: the same letters are shown at the same places, and no line changes
by what is marked in it.

Source: ISO 32000-1, 9.4.3 (TJ: letters, and thousandths of an em to go back), 14.6 (marked content).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from sixfold.pdf.fonts import KASHIDA, LONG_KASHIDA

_TOKEN = re.compile(rb"<([0-9a-f]+)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
_TJ = b"] TJ"
_BLACK = b"0 0 0 rg"
_LETTER = re.compile(rb"[0-9a-f]{4}")


@dataclass(frozen=True)
class Cut:
    """What becomes a piece of its own: the characters of a text from *start* to *end*.

    *reads* is what is read for them, *colour* the instruction that sets their colour, where they aren't black.
    """

    start: int
    end: int
    reads: str = ""
    colour: bytes = b""


@dataclass
class Piece:
    """A marked piece of a text: its number, its cut if it is one, where it begins and ends from left to right (CSS pixels)."""

    number: int
    cut: Cut | None
    x0: float
    x1: float = 0.0


@dataclass
class TextState:
    """Reads drawing instructions: which font and size are in use, and where the next letter will stand."""

    fonts: Mapping[bytes, Any]
    x: float = 0.0
    size: float = 0.0
    font: Any = None

    def take(self, item: Any) -> None:
        """Read an instruction, if it is one that says how the next text is shown."""
        if not isinstance(item, bytes):
            return
        if item.endswith(b" Tf"):
            name, size, _ = item.split()
            self.font, self.size = self.fonts[name[1:]], float(size)
        elif item.endswith(b" Tm"):
            self.x = float(item.split()[4])

    def shown(self, item: bytes) -> Iterator[tuple[bytes, str]]:
        """Yield the letters and moves of an instruction that shows text, each with what it is read as, and follow them."""
        for letters, move in _TOKEN.findall(item):
            if move:
                self.x -= float(move) * self.size / 1000
                yield move + b" ", ""
            for place in range(0, len(letters), 4):
                code = int(letters[place : place + 4], 16)
                text = self.font.to_unicode.get(code, "").replace("\u2060", "")
                self.x += self.font.widths[code] * self.size / 1000
                yield b"<%04x>" % code, text


def find_space(items: Sequence[Any], fonts: Mapping[bytes, Any]) -> bytes | None:
    """Return what shows a space after the text of *items*, where its font has one among the letters in use.

    A line ends without: who reads the words one after the other would read two as one. Source: ISO 32000-1, 14.8.2.5.
    """
    state = TextState(fonts)
    for item in items:
        state.take(item)
    codes = [code for code, text in state.font.to_unicode.items() if text == " "] if state.font else []
    return b"[<%04x>" % codes[0] + _TJ if codes else None


class Lengthened:
    """Marks each letter whose joint is lengthened: what lengthens it stands for nothing, and together they are read as the letter.

    Without, a reader that goes by gaps would part the word there. Source: ISO 32000-1, 14.9.4 (ActualText).
    """

    def __init__(self, fonts: Mapping[bytes, Any]) -> None:
        """Take the fonts by the names that instructions use."""
        self._fonts, self._rows = fonts, {}
        for name, font in fonts.items():
            codes = b"|".join(b"%04x" % code for code, text in font.to_unicode.items() if text in (KASHIDA, LONG_KASHIDA))
            if codes:
                holding = rb"<((?:[0-9a-f]{4})*?(?:%b)[0-9a-f]*)>" % codes
                row_and_letter = rb"((?:<(?:%b)>(?:[-0-9.]+ ?)?)+<([0-9a-f]{4}))" % codes
                self._rows[name] = re.compile(holding), re.compile(row_and_letter)

    def mark(self, items: Sequence[Any]) -> Iterator[tuple[int, list[Any]]]:
        """Yield the places of *items*, drawing instructions, where there are such letters, with what is to stand there."""
        font = b""
        for place, item in enumerate(items):
            if not isinstance(item, bytes):
                continue
            if item.endswith(b" Tf"):
                font = item.split()[0][1:]
            elif item.endswith(_TJ) and font in self._rows and self._rows[font][0].search(item):
                yield place, self._split(item, font)

    def _split(self, item: bytes, font: bytes) -> list[Any]:
        holding, row_and_letter = self._rows[font]
        apart = holding.sub(lambda letters: b"<" + b"><".join(_LETTER.findall(letters[1])) + b">", item[1 : -len(_TJ)])
        first, *rest = row_and_letter.split(apart)
        shown = [(first, "")]
        for row, code, between in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            shown += [(row + b">", self._fonts[font].to_unicode[int(code, 16)]), ((b"<" + between).removeprefix(b"<>"), "")]
        items, gap = [], b""
        for letters, read in shown:  # pdfium overlooks a gap at the end of what is shown: what comes next begins with it
            whole, end, next_gap = letters.rpartition(b">")
            show = b"[" + (gap + whole + end).replace(b"><", b"") + _TJ
            gap = next_gap if end else gap + next_gap
            if read:
                items += [b"/Span", pydyf.Dictionary({"ActualText": pydyf.String(read)}), b"BDC", show, b"EMC"]
            elif end:
                items.append(show)
        return [*items, *([b"[" + gap + _TJ] if gap else [])]


def _shows_text(item: Any) -> bool:
    return isinstance(item, bytes) and item.endswith(_TJ)


class MarkedContentSplitter:
    """Takes the instructions of one text, and gives them back with a mark round each piece."""

    def __init__(self, fonts: Mapping[bytes, Any], cuts: Sequence[Cut], number: Callable[[], int]) -> None:
        """Take the fonts by the names that instructions use, the *cuts* in their order, and what counts marks."""
        self.items: list[Any] = []
        self.pieces: list[Piece] = []
        self._state, self._number = TextState(fonts), number
        self._cuts = list(cuts)
        self._position = 0
        self._line: list[bytes] = []
        self._is_open = False

    def take(self, item: Any) -> None:
        """Take one instruction, and keep its place among the others."""
        if not _shows_text(item):
            self._state.take(item)
            if item == b"ET":
                self._close()
                self._line.clear()
            self.items.append(item)
            return
        x = self._state.x
        for token, text in self._state.shown(item):
            if text:
                cut = next((cut for cut in self._cuts if cut.start <= self._position < cut.end), None)
                if not self._is_open or self.pieces[-1].cut is not cut:
                    self._open(cut, x)
            self._line.append(token)
            self._position += len(text)
            x = self._state.x
            if self.pieces:
                self.pieces[-1].x1 = x
        self._flush()

    def _open(self, cut: Cut | None, x: float) -> None:
        """Open the piece of *cut*, or of what stands between cuts."""
        self._close()
        self.pieces.append(Piece(self._number(), cut, x))
        mark = pydyf.Dictionary({"MCID": self.pieces[-1].number})
        if cut and cut.reads:
            mark["ActualText"] = pydyf.String(cut.reads)
        self.items += [b"/Span", mark, b"BDC"]
        if cut and cut.colour:
            self.items.append(cut.colour)
        self._is_open = True

    def _flush(self) -> None:
        """Show what waits, but for the gap at its end, which pdfium would overlook: what comes next begins with it."""
        gaps: list[bytes] = []
        while self._line and not self._line[-1].startswith(b"<"):
            gaps.insert(0, self._line.pop())
        if self._line:
            self.items.append(b"[" + b"".join(self._line).replace(b"><", b"") + _TJ)
        self._line = gaps

    def _close(self) -> None:
        self._flush()
        if self._is_open:
            cut = self.pieces[-1].cut
            if cut and cut.colour:
                self.items.append(_BLACK)
            self.items.append(b"EMC")
            self._is_open = False


def _with_artifacts(items: list[Any]) -> Iterator[Any]:
    """Yield *items*, which show a text, with the lines below and through it, which stand in no piece, as artifacts."""
    begin, end = items.index(b"BT"), len(items) - items[::-1].index(b"ET")
    for part in (items[:begin], items[begin:end], items[end:]):
        is_drawn = any(isinstance(one, bytes) and one in (b"S", b"f") for one in part) and b"BT" not in part
        yield from (b"/Artifact", b"BMC", *part, b"EMC") if is_drawn else part


class Content:
    """The content stream of one page. Marks are numbered anew, in the order in which they are asked for."""

    def __init__(self, stream: Any, fonts: Iterable[Any]) -> None:
        """Take the engine's *stream*, drawn but not yet written, and its *fonts*."""
        self._items: list[Any] = stream.stream
        self._fonts = {font.hash.encode(): font for font in fonts}
        marked = ((item["MCID"], place) for place, item in enumerate(self._items) if isinstance(item, dict) and "MCID" in item)
        places = dict(marked)
        #: Where the properties of the mark of each box stand that still waits for its tag.
        self._places = {box: places[tag["mcid"]] for box, tag in stream._tags.items()}
        self._lengthened = Lengthened(self._fonts)
        self._changes: list[tuple[int, int, list[Any]]] = []
        self.count = 0

    def has(self, box: Any) -> bool:
        """Tell whether *box* was drawn and still waits for its tag."""
        return box in self._places

    @property
    def left(self) -> list[Any]:
        """The boxes that were drawn and that nobody asked for."""
        return list(self._places)

    def mark(self, box: Any, *, is_spaced: bool = False) -> int:
        """Return the number of what was drawn for *box*; where it *is_spaced*, a space comes after it."""
        number, place = self._next(), self._places.pop(box)
        self._items[place]["MCID"] = number
        start, end = self._ends(place)
        space = find_space(self._items[start:end], self._fonts) if is_spaced else None
        self._changes += [(start + at, start + at + 1, items) for at, items in self._lengthened.mark(self._items[start:end])]
        if space:
            end = self._items.index(b"ET", place)
            self._changes.append((end, end, [space]))
        return number

    def hide(self, box: Any) -> None:
        """Make what was drawn for *box* an artifact, which no reader reads."""
        place = self._places.pop(box)
        self._items[place - 1 : place + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]

    def text(self, box: Any) -> str:
        """Return the text of *box* as it was drawn, letters from left to right."""
        start, end = self._ends(self._places[box])
        state, text = TextState(self._fonts), ""
        for item in self._items[start:end]:
            state.take(item)
            text += "".join(read for _, read in state.shown(item)) if _shows_text(item) else ""
        return text

    def cut(self, box: Any, cuts: Sequence[Cut], *, is_spaced: bool = False) -> list[Piece]:
        """Return the pieces of the text of *box*: those of *cuts*, which don't overlap, and what stands between."""
        start, end = self._ends(self._places.pop(box))
        splitter = MarkedContentSplitter(self._fonts, cuts, self._next)
        space = find_space(self._items[start:end], self._fonts) if is_spaced else None
        for item in self._items[start + 3 : end]:
            if item == b"ET" and space:
                splitter.take(space)
            splitter.take(item)
        for at, items in reversed([*self._lengthened.mark(splitter.items)]):
            splitter.items[at : at + 1] = items
        self._changes.append((start, end + 1, [*_with_artifacts(splitter.items)]))
        return splitter.pieces

    def finish(self) -> None:
        """Put what was cut into the stream."""
        for start, end, items in sorted(self._changes, key=lambda change: change[0], reverse=True):
            self._items[start:end] = items

    def _next(self) -> int:
        self.count += 1
        return self.count - 1

    def _ends(self, place: int) -> tuple[int, int]:
        """Return where the mark with its properties at *place* begins and ends."""
        return place - 1, self._items.index(b"EMC", place)
