"""A PDF → the letters of its pages, with their places and looks, read by PDFium in a process that may take so long and so much.

PDFium is what the project has for preflight. Of 15 published documents it has every word, in 2 seconds; pdfplumber took 68 and has
Arabic letters in the order in which they stand. It is a library in C: whatever a hostile file makes of it, this process goes on.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import re
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

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
ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
#: Ends of lines, and marks that are no letters: a word joiner, the mark of a file's byte order.
_NO_LETTERS = "\r\n\u2060\ufeff"


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


#: Width and height of a page, and its letters in the order of reading.
Page = tuple[tuple[float, float], list[Letter]]


def read_letters(path: Path) -> tuple[list[Page], bool]:
    """Return the pages of the PDF at *path*, and whether it is Arabic.

    Raises: WordFileError, where it can't be read, or is larger than a letter.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send_letters, args=(path, sending), daemon=True)
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


def _send_letters(path: Path, sending: Connection) -> None:
    """Send the letters of *path*, or what is wrong with it."""
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        sending.send(_pages(path))
    except WordFileError as error:
        sending.send(error)
    except MemoryError:
        sending.close()


def _pages(path: Path) -> tuple[list[Page], bool]:
    if path.stat().st_size > _MOST_BYTES:
        what = f"the PDF is too large for a letter: at most {_MOST_BYTES // 1_000_000} MB are read"
        raise WordFileError(what, path, hint="divide it")
    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > _MOST_PAGES:
                what = f"the PDF has {len(document)} pages; at most {_MOST_PAGES} are read"
                raise WordFileError(what, path, hint="divide it")
            first = document[0].get_textpage()
            is_arabic = len(ARABIC.findall(first.get_text_range())) * 2 > min(first.count_chars(), _MOST_LETTERS)
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
