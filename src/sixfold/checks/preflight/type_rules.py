"""Rules of type: fonts, glyphs, sizes, and where text stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median, mode

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.preflight.model import Box, Font, Line, PreflightSubject
from sixfold.languages.spaces import CLOSING_MARKS
from sixfold.pdf.fonts import derived_families, installed_fonts

CHECKS = Checks()

_STYLES = ("", "-Bold", "-Italic", "-Bold-Italic")
_SMALLEST_PT = 4.5  # raised figures beside 10 pt are 5.5, letters in the heads of tables 4.6 (A/80/605, page 9)
_NARROWEST_PT = 72.0  # of a column of text: those of figures in a table are narrower
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_SAME_PARAGRAPH_PT = 2.5  # so much more may letters of two lines stand apart; paragraphs stand 6 pt apart
_SAFE_PT = 14.17  # 5 mm, what a guillotine may be off, and more


@CHECKS.enter("font-embedded", "error")
def _embedded(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Every font is in the file.

    A printer's or reader's machine replaces a font that isn't embedded by another one, and lines change.
    """
    for name, page in _first_pages(subject, lambda font: not font.is_embedded):
        yield Diagnostic(f"the font {name} is not embedded", "embed all fonts when the PDF is written", page)


@CHECKS.enter("font-named", "error")
def _named(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Every font is one that the layout names.

    A font that the layout doesn't name got in by replacement: something was not set in the font that was asked for.
    """
    families = [*(font.family for font in installed_fonts()), *(font.family for font in derived_families())]
    known = {family.replace(" ", "-") + style for family in families for style in _STYLES}
    if subject.expected:
        for name, page in _first_pages(subject, lambda font: font.name not in known):
            hint = "make the PDF again: `make doctor` checks the fonts"
            yield Diagnostic(f"the font {name} is none of the layout’s", hint, page)


def _first_pages(subject: PreflightSubject, is_meant: Callable[[Font], bool]) -> Iterator[tuple[str, int]]:
    """Yield the name of each font that *is_meant*, with the first page that has it."""
    first: dict[str, int] = {}
    for page in subject.pdf.pages:
        for font in page.fonts:
            if is_meant(font):
                first.setdefault(font.name, page.number)
    yield from first.items()


@CHECKS.enter("glyph-missing", "error")
def _glyphs(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Every letter has its glyph.

    Glyph 0 is what a font prints for a character that it lacks: a box, or nothing.
    """
    for page in subject.pdf.pages:
        if count := page.content.missing_glyphs:
            letters = "1 letter has" if count == 1 else f"{count} letters have"
            yield Diagnostic(f"{letters} no glyph", "set the text in a font that has the character", page.number)


@CHECKS.enter("type-size", "warning")
def _type_size(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """No type is too small to read.

    Print below 4.5 points fills in on office printers and can't be read by many.
    """
    for page in subject.pdf.pages:
        small = [line for line in page.lines if 0 < line.size < _SMALLEST_PT]
        if small:
            line = min(small, key=lambda line: line.size)
            yield Diagnostic(f"{_quoted(line)} is set in {line.size:.1f} pt", "set it in 4.5 pt or more", page.number)


@CHECKS.enter("text-in-frame", "error")
def _in_frame(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """All text stands within the frame.

    Text over the edge of the trimmed page is cut off. In an edition of this project text stands between the layout's margins;
    in any other PDF it stays 5 mm from the edge.
    """
    for page in subject.pdf.pages:
        trim, side = page.trim, _SAFE_PT
        if subject.expected and abs(trim.width - subject.expected.page_width_pt) < 1:
            side = subject.expected.frame_start_pt - 4  # rules and feet reach 3.4 pt into the margin
        frame = Box(trim.left + side, trim.top + _SAFE_PT, trim.right - side, trim.bottom - _SAFE_PT)
        for line in page.lines:
            if line.box.exceeds(frame, tolerance=1.0):
                yield Diagnostic(f"{_quoted(line)} stands outside the frame", "shorten it, or mend the layout", page.number)


@CHECKS.enter("line-overfull", "error")
def _overfull(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """No line is longer than its column.

    Where many lines of a page begin at one place and end at another, that is a justified column. A line or two that begin with
    them and go beyond its edge were too long to be broken.
    """
    for page in subject.pdf.pages:
        spans = _spans(page.lines)
        overfull: dict[Line, None] = {}  # each once, in this order
        for start in {round(begin) for begin, _ in spans}:
            column = [(end, line) for (begin, end), line in zip(spans, page.lines, strict=True) if abs(begin - start) < 1]
            edge = _justified_edge([end for end, _ in column])
            is_text = edge is not None and edge - start > _NARROWEST_PT
            beyond = [line for end, line in column if is_text and edge is not None and 1.5 < end - _white(line) - edge < 72]
            overfull |= dict.fromkeys(beyond if len(beyond) <= len(column) / 5 else ())
        for line in overfull:
            yield Diagnostic(f"{_quoted(line)} is longer than its column", "let it break, or shorten it", page.number)


def _white(line: Line) -> float:
    """Return how much of a line's end is the white of a Chinese mark, which may stand beyond the edge."""
    return line.size / 2 if line.text.rstrip().endswith(tuple(CLOSING_MARKS)) else 0.0


def _justified_edge(ends: Sequence[float]) -> float | None:
    """Return where at least half of the lines that end at *ends* stop, to a point; None where they are ragged."""
    for edge in ends:
        near = sum(abs(end - edge) < 0.75 for end in ends)
        if near >= max(5, len(ends) / 2):
            return edge
    return None


@CHECKS.enter("line-short", "warning")
def _short(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """No line within a justified paragraph ends early.

    A line that ends before half of its measure, with the next one of its paragraph right below, holds a word that was left
    alone: what comes next is longer than a line, or was not parted. Looked for in editions of this project, where a gap parts
    paragraphs.
    """
    text_size = mode([round(line.size, 1) for page in subject.pdf.pages for line in page.lines] or [0.0])
    for page in subject.pdf.pages if subject.expected else ():
        text = [line for line in page.lines if round(line.size, 1) == text_size and any(map(str.isalnum, line.text))]
        spans = _spans(text)
        full, short = [], []
        for (line, (begin, end)), (below, (start, _)) in pairwise(zip(text, spans, strict=True)):
            drop = max(below.box.top - line.box.top, below.box.bottom - line.box.bottom)
            edge = _justified_edge([other for first, other in spans if abs(first - start) < 1])
            if edge is None or drop < line.size * 0.9 or begin < start - 1:
                continue
            if abs(end - edge) < 0.75:
                full.append(drop)
            elif end < (start + edge) / 2:
                short.append((line, drop))
        for line, drop in short:
            if full and drop < median(full) + _SAME_PARAGRAPH_PT:  # the next line is as near as below a full one
                hint = "look at what comes next: part a long word or address there, or reword the sentence"
                yield Diagnostic(f"{_quoted(line)} stands alone in a line of its paragraph", hint, page.number)


def _spans(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return where each of *lines* begins and ends, as it is read."""
    is_arabic = sum(bool(_ARABIC.search(line.text)) for line in lines) > len(lines) / 2
    return [(-line.box.right, -line.box.left) if is_arabic else (line.box.left, line.box.right) for line in lines]


@CHECKS.enter("page-blank", "note")
def _blank(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """No page is blank.

    A blank page is wanted at most at the end of a press edition, for even folding.
    """
    for page in subject.pdf.pages:
        if not page.lines and page.ink < 0.0001:
            yield Diagnostic("the page is blank", "take it out, unless sheets are folded", page.number)


def _quoted(line: Line, most: int = 40) -> str:
    text = " ".join(line.text.split())
    return f"“{text}”" if len(text) <= most else f"“{text[: most - 1].rstrip()}…”"
