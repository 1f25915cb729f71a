"""A PDF → the lines of its pages: letters with their places and looks, read by PDFium in a process of its own.

PDFium is what the project has for preflight. Of 15 published documents it has every word, in 2 seconds; pdfplumber took 68 and has
Arabic letters in the order in which they stand. It is a library in C: whatever a hostile file makes of it, this process goes on.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import re
import resource
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import pypdfium2
import pypdfium2.raw as pdfium

from sixfold.errors import WordFileError

#: A letter with its annexes is some pages long; what is larger is none. Of the specimens of 2025, the longest has 18 pages.
_MOST_BYTES = 50_000_000
_MOST_PAGES = 300
_MOST_LETTERS = 20_000
#: Seconds of computing and bytes of address space: 18 pages of 2025 take 3, and half of a thousand million.
_MOST_SECONDS = 60
_MOST_MEMORY = 1_500_000_000
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
#: Ends of lines, and marks that are no letters: a word joiner, the mark of a file's byte order.
_NO_LETTERS = "\r\n\u2060\ufeff"
#: A gap within a line that is a tab, not a space of a justified line; in Arabic, where figures run the other way, so do their gaps.
_TAB, _ARABIC_TAB = 9.0, 40.0
#: The narrowest space, in sizes of its letters: one of 0.25 that is reduced by a quarter.
_NARROWEST = 0.16
#: How much the gaps of a justified line differ at most.
_EVEN = 1.5
_LABEL = r"(?:[0-9]{1,3}[.)]|\([a-z]{1,5}\)|[a-z]{1,5}\)|[IVXL]+\.|[A-Z]\.|[•–—-])"
_LABEL_AND_GAP = re.compile(rf"\s*(?P<label>{_LABEL})[ \u00a0\t]+(?=\S)")
#: Behind the number of a paragraph, more than a space.
_LABEL_GAP = 5.0
_IN_SYMBOL = re.compile("[A-Za-z0-9/.]")
#: The word is divided here: PDFium's sign for a hyphen that it takes for one of the line, and Unicode's.
DIVIDING = ("\x02", "\u00ad", "\ufffe")


@dataclass(frozen=True)
class Letter:
    """A letter: where it stands in points from the edge where reading begins, and from above; and its looks.

    `is_guess` says of a space that PDFium makes it of a gap.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    is_guess: bool = False




@dataclass
class Line:
    """Letters in one line; a tab stands where there is a gap."""

    page: int
    letters: list[Letter]
    y: float = 0.0
    size: float = 0.0

    def __post_init__(self) -> None:
        """Find the height of the line, and the size of most of its letters."""
        sizes = Counter((round(one.size * 2) / 2, round(one.y, 1)) for one in self.letters if one.text.strip())
        self.size, self.y = max(sizes, key=lambda one: (sizes[one], one[0])) if sizes else (0.0, self.letters[0].y)

    @cached_property
    def x0(self) -> float:
        """Where the first letter begins."""
        return min(one.x0 for one in self.letters if one.text.strip())

    @cached_property
    def x1(self) -> float:
        """Where the last letter ends."""
        return max(one.x1 for one in self.letters if one.text.strip())

    @cached_property
    def text(self) -> str:
        """The letters as a text."""
        return "".join(one.text for one in self.letters).strip()

    def is_mostly(self, look: Literal["bold", "italic"]) -> bool:
        """Tell whether nine letters of ten are bold, or italic; a heading in bold may have a number that isn't."""
        start = self.text.find("\t") + 1 if self.has_label else 0
        words = [one for one in self.letters[start:] if one.text.strip()]
        return bool(sum(getattr(one, look) for one in words) >= 0.9 * len(words))

    def is_raised(self, letter: Letter) -> bool:
        """Tell whether *letter* stands above the line, as the call of a note does."""
        return letter.size < 0.8 * self.size and letter.y < self.y - 0.15 * self.size

    @property
    def has_label(self) -> bool:
        """Whether the line begins with a number, letter or bullet."""
        return re.match(rf"{_LABEL}\s*\t", self.text) is not None


#: Width and height of a page, and its letters in the order of reading.
_Letters = tuple[tuple[float, float], list[Letter]]
#: The same, and its lines from above.
Page = tuple[tuple[float, float], list[Line]]


def read_lines(path: Path) -> tuple[list[Page], bool]:
    """Return the pages of the PDF at *path*, and whether it is Arabic.

    Raises: WordFileError, where it can't be read, or is larger than a letter.
    """
    pages, is_arabic = _read_letters(path)
    return [(size, _lines(letters, number, is_arabic=is_arabic)) for number, (size, letters) in enumerate(pages)], is_arabic


def _read_letters(path: Path) -> tuple[list[_Letters], bool]:
    """Return the pages of the PDF at *path*, and whether it is Arabic.

    Raises: WordFileError, where it can't be read, or is larger than a letter.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send_letters, args=(path, sending, _MOST_MEMORY), daemon=True)
    process.start()
    sending.close()
    try:
        found = receiving.recv()
    except EOFError:
        what = "the PDF takes too long to read, or too much memory"
        raise WordFileError(what, path, hint="open it in a viewer and print it as a new PDF") from None
    finally:
        process.kill()
        process.join()
    if isinstance(found, Exception):
        raise found
    pages, is_arabic = found
    return pages, is_arabic


def _send_letters(path: Path, sending: Connection, most_memory: int) -> None:
    """Send the letters of *path*, or what is wrong with it."""
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    try:
        sending.send(_pages(path))
    except WordFileError as error:
        sending.send(error)
    except MemoryError:
        sending.close()


def _pages(path: Path) -> tuple[list[_Letters], bool]:
    if path.stat().st_size > _MOST_BYTES:
        what = f"the PDF is too large for a letter: at most {_MOST_BYTES // 1_000_000} MB are read"
        raise WordFileError(what, path, hint="divide it")
    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > _MOST_PAGES:
                what = f"the PDF has {len(document)} pages; at most {_MOST_PAGES} are read"
                raise WordFileError(what, path, hint="divide it")
            first = document[0].get_textpage()
            is_arabic = len(_ARABIC.findall(first.get_text_range())) * 2 > min(first.count_chars(), _MOST_LETTERS)
            return [(page.get_size(), list(_letters(page, path, is_arabic=is_arabic))) for page in document], is_arabic
    except (pypdfium2.PdfiumError, IndexError):
        hint = "open it in a viewer and save it again, without a password"
        raise WordFileError("the PDF can’t be read", path, hint=hint) from None


def _letters(page: pypdfium2.PdfPage, path: Path, *, is_arabic: bool) -> Iterator[Letter]:
    """Yield the letters of *page* in PDFium's order, which is that of reading."""
    text = page.get_textpage()
    width, height = page.get_size()
    count = text.count_chars()
    if count > _MOST_LETTERS:
        what = f"a page has {count:,} letters; at most {_MOST_LETTERS:,} are read"
        raise WordFileError(what, path, hint="is this a page?")
    name, flags, matrix = ctypes.create_string_buffer(128), ctypes.c_int(), pdfium.FS_MATRIX()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(count):
        sign = chr(pdfium.FPDFText_GetUnicode(text, at))
        if sign in _NO_LETTERS or not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
        font = name.value.decode(errors="replace").lower()
        size = pdfium.FPDFText_GetFontSize(text, at) * (abs(matrix.d) or 1.0)
        slants = "italic" in font or "oblique" in font or "kai" in font or abs(matrix.c) > 0.1 * abs(matrix.d or 1.0)
        bold = "bold" in font or "black" in font or pdfium.FPDFText_GetFontWeight(text, at) >= 600
        x0, x1 = (width - box.right, width - box.left) if is_arabic else (box.left, box.right)
        is_guess = sign == " " and pdfium.FPDFText_IsGenerated(text, at) == 1
        yield Letter(sign, x0, x1, height - y.value, size, bold, slants, is_guess)


def _lines(letters: Sequence[Letter], number: int, *, is_arabic: bool) -> list[Line]:
    """Return the lines of a page from above, what stands beside each other as one line with tabs."""
    if not is_arabic:
        letters = _without_wrong_spaces(letters)
    tab = _ARABIC_TAB if is_arabic else _TAB
    runs: list[list[Letter]] = []
    for letter in letters:
        last = runs[-1][-1] if runs else None
        if last and letter.text in DIVIDING:  # where it stands, PDFium doesn't know
            runs[-1].append(replace(last, text=letter.text, x0=last.x1))
            continue
        apart = max(letter.x0 - last.x1, last.x0 - letter.x1) if last else 0.0
        if last is None or abs(letter.y - last.y) > 0.6 * max(letter.size, last.size) or apart > tab:
            if letter.text.strip():
                runs.append([letter])
        else:
            is_behind_call = last.size < 0.8 * letter.size and last.text.strip() and letter.text.isalpha()
            if is_behind_call and not is_arabic and letter.x0 - last.x1 > 0.1 * letter.size:  # a space that PDFium doesn't tell
                runs[-1].append(replace(letter, text=" ", x0=last.x1, x1=letter.x0))
            runs[-1].append(letter)
    if is_arabic:  # a line without Arabic letters reads from left to right
        runs = [_left_to_right(run) if _has_arabic(run) else sorted(run, key=lambda one: -one.x0) for run in runs]
    segments = sorted((Line(number, run) for run in runs if any(one.text.strip() for one in run)), key=lambda one: one.y)
    rows: list[list[Line]] = []
    for segment in segments:
        if rows and abs(rows[-1][0].y - segment.y) <= 2.5:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [_row(number, sorted(row, key=lambda one: one.x0), is_arabic=is_arabic) for row in rows]


def _row(number: int, row: Sequence[Line], *, is_arabic: bool) -> Line:
    if is_arabic and not any(_has_arabic(segment.letters) for segment in row):
        row = row[::-1]
    gaps = [other.x0 - one.x1 for one, other in pairwise(row)]
    is_justified = len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN  # a line of few long words
    letters: list[Letter] = []
    for segment in row:
        if letters:
            gap = " " if is_justified else "\t"
            letters.append(replace(segment.letters[0], text=gap, x0=letters[-1].x1, x1=letters[-1].x1))
        letters += segment.letters
    if match := _LABEL_AND_GAP.match("".join(one.text for one in letters)):
        end, start = match.end("label"), match.end()
        if match["label"] == "•" or letters[start].x0 - letters[end - 1].x1 > _LABEL_GAP:
            letters[end:start] = [replace(letters[end], text="\t")]
    return Line(number, letters)


def _without_wrong_spaces(letters: Sequence[Letter]) -> list[Letter]:
    """Return *letters* without spaces that PDFium makes of a wide gap between two letters: “conte xt”."""
    kept = list(letters[:1])
    for one, after in pairwise(letters[1:]):
        gap = after.x0 - kept[-1].x1
        if not (one.is_guess and abs(after.y - kept[-1].y) < 1 and -1 < gap < _NARROWEST * after.size):
            kept.append(one)
    return [*kept, *letters[1:][-1:]]


def _has_arabic(letters: Sequence[Letter]) -> bool:
    return any(_ARABIC.match(letter.text) for letter in letters)


def _left_to_right(letters: Sequence[Letter]) -> list[Letter]:
    """Return Arabic *letters* with each symbol as it stands: PDFium begins it at its first slash."""
    ordered: list[Letter] = []
    for is_symbol, some in groupby(letters, lambda one: _IN_SYMBOL.match(one.text) is not None):
        stretch = list(some)
        ordered += sorted(stretch, key=lambda one: -one.x0) if is_symbol else stretch
    return ordered


def columns(line: Line) -> list[Line]:
    """Return what stands in *line* between tabs."""
    parts = [list(part) for is_tab, part in groupby(line.letters, lambda one: one.text == "\t") if not is_tab]
    return [Line(line.page, part) for part in parts]
