"""What pdfium sees on a page: lines of text with their places, how much ink there is, what bar codes say."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

from sixfold.checks.preflight.model import Box, Line, Page

#: Code 39 is read from 150 dots an inch, QR codes from 100 (measured); a little more is safe.
_DOTS_PER_INCH = 200
_MOST_PIXELS = 12_000_000  # A3 at 200 dots an inch has 7.7 million


@dataclass(frozen=True)
class _Letter:
    character: str
    box: Box
    baseline: float
    size: float
    is_turned: bool  # to the right, as in the margins of a page that is turned; its baseline is then told from the right edge


def look_at(page: Page, source: pypdfium2.PdfPage, *, for_codes: bool) -> Page:
    """Return *page* with what can be seen on it; bar codes are looked for only where *for_codes*: it takes 40 ms."""
    media = page.boxes["CropBox"]
    text = source.get_textpage()
    letters = list(_letters(text, media))
    scale = min(_DOTS_PER_INCH / 72 if for_codes else 0.5, (_MOST_PIXELS / max(1.0, media.width * media.height)) ** 0.5)
    picture = source.render(scale=scale, grayscale=True).to_pil()
    codes = tuple((code.format.name, code.text) for code in zxingcpp.read_barcodes(picture)) if for_codes else ()
    rows: list[list[_Letter]] = []
    for letter in sorted((one for one in letters if one and one.character.strip()), key=lambda one: (one.is_turned, one.baseline)):
        if not rows or not 0 <= letter.baseline - rows[-1][-1].baseline <= 1:  # baselines less than a point apart are one
            rows.append([])
        rows[-1].append(letter)
    in_order = (sorted(row, key=lambda one: one.box.top if one.is_turned else one.box.left) for row in rows)
    sorted_rows = ("".join(one.character for one in row) for row in in_order)
    ink = sum(picture.histogram()[:250]) / (picture.width * picture.height)
    return replace(page, lines=tuple(_lines(letters)), rows="\n".join(sorted_rows), ink=ink, codes=codes)


def _letters(text: pypdfium2.PdfTextPage, page: Box) -> Iterator[_Letter | None]:
    """Yield each letter with its place, None where pdfium sees the end of a line."""
    left, bottom, right, top, start, base = (ctypes.c_double() for _ in range(6))
    matrix, advance = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character in "\r\n":
            yield None
            continue
        pdfium.FPDFText_GetCharBox(text.raw, place, left, right, bottom, top)
        pdfium.FPDFText_GetLooseCharBox(text.raw, place, advance)  # a stroke may reach out of its letter: يـى
        pdfium.FPDFText_GetCharOrigin(text.raw, place, start, base)
        scale = abs(matrix.d) or abs(matrix.b) if pdfium.FPDFText_GetMatrix(text.raw, place, matrix) else 1.0
        size = pdfium.FPDFText_GetFontSize(text.raw, place) * scale
        # Slanted letters reach farther than the place they take.
        lean = matrix.c / matrix.d if matrix.d and not matrix.b else 0.0
        begin = advance.left - lean * (advance.bottom - base.value)
        end = advance.right - lean * (advance.top - base.value)
        box = Box(begin, page.height - top.value, end, page.height - bottom.value)
        is_turned = matrix.b < 0 and abs(matrix.a) < 0.1 * abs(matrix.b)
        yield _Letter(character, box, page.width - start.value if is_turned else page.height - base.value, size, is_turned)


def _lines(letters: list[_Letter | None]) -> Iterator[Line]:
    """Yield the lines: what pdfium reads in one go, cut where the next letter stands far off or on another baseline."""
    group: list[_Letter] = []
    for letter in [*letters, None]:
        if letter is None or (group and _is_apart(group[-1], letter)):
            if printed := [one for one in group if one.character.strip()]:
                boxes = [one.box for one in printed]
                left, top = min(box.left for box in boxes), min(box.top for box in boxes)
                whole = Box(left, top, max(box.right for box in boxes), max(box.bottom for box in boxes))
                yield Line("".join(one.character for one in group), whole, min(one.size for one in printed))
            group = []
        if letter is not None:
            group.append(letter)


def _is_apart(before: _Letter, letter: _Letter) -> bool:
    size = max(before.size, letter.size)
    gap = max(letter.box.left - before.box.right, before.box.left - letter.box.right)
    overlap = min(before.box.bottom, letter.box.bottom) - max(before.box.top, letter.box.top)
    return gap > 3 * max(size, 1.0) or overlap < -0.5 * size
