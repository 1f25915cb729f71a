"""A PDF of a letter or declaration → the same as of a Word file: paragraphs and notes, by where letters stand and how they look.

What a page makes itself is left out: running heads, folios.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, groupby, takewhile
from pathlib import Path

from sixfold.errors import WordFileError
from sixfold.languages import LanguageCode
from sixfold.word.model import Doubt, Paragraph, Piece, WordDocument
from sixfold.word.pdf_lines import DIVIDING, Letter, Line, columns, read_lines
from sixfold.word.styles import Label, ParagraphLook
from sixfold.word.texts import signs

#: Points from the lower edge that belong to folio, job number and bar code; up to which such may stand, in small letters; and from
#: the upper edge to the running head. In the layout of 2025 the last line is at 60, the running head at 59, in that of 2011 at 97
#: and 66; Geneva is inside of these.
_FOOT, _LOWEST, _HEAD = 58, 84, 75
_IN_MARGIN = re.compile(r"[0-9\u0660-\u0669/]+|[A-Z]+/\S+|\((?:[A-Z]|[0-9]{4})\)|[0-9]{6}|_+")
_JOB = re.compile(r"(?:GE\.|V\.)?\b[0-9]{2}-[0-9]{5}\b|\*[0-9]{7}\*")
#: What of page 1 is masthead at most, and where its second column begins, as parts of the sheet: Distr., date, original.
_MASTHEAD, _COLUMN = 0.36, 0.6
#: Points by which lines that begin alike may differ.
_STEADY = 3.0
#: A line that is running text for sure, in sizes of its letters.
_LONG = 25
#: Twips from the margin of the Word template to its running text, which the places of paragraphs are counted from.
_TEXT_LEFT = 1267
_MARK = re.compile(r"[0-9]{1,3}|[a-z]{1,2}|\*{1,3}")
_ENDED = (".", ";", ":", "?", "!", "”", "»", "。", "；", "：", "؛", "؟", ".”", ",")
_DIGITS = {ord("٠") + digit: str(digit) for digit in range(10)}
_IDEOGRAPH = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def is_pdf(path: Path) -> bool:
    """Tell whether the file at *path* is a PDF, whatever it is named."""
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError:
        return False


def read_pdf(path: Path) -> WordDocument:
    """Return what the PDF at *path* holds.

    Raises: WordFileError, where it can't be read, is too large, or has no text but pictures of pages.
    """
    return _PdfReader(path).read()


@dataclass
class _PdfReader:
    """A PDF while it is read; `left` and `right` are the edges of running text, `size` is that of its letters."""

    path: Path
    found: WordDocument = field(default_factory=WordDocument)
    left: float = 0.0
    right: float = 0.0
    size: float = 10.0
    place: int = 0
    _page: int = 0
    _front_y: float = 0.0

    def read(self) -> WordDocument:
        pages, is_arabic = read_lines(self.path)
        self.found.language = "ar" if is_arabic else ""
        lines = [line for _, page in pages for line in page]
        if not lines:
            hint = "recognize its text first (OCR), or type the document"
            raise WordFileError("the PDF has no text: its pages are pictures", self.path, hint=hint)
        self._measure(lines)
        body: list[Line] = []
        notes: list[list[Line]] = []
        for at, (size, page) in enumerate(pages):
            inner = self._without_margins(page, at, size)
            if at == 0:
                inner = self._without_masthead(inner, size)
            text, foot = self._without_notes(inner)
            body += text
            notes += foot
        marks = self._read_notes(notes)
        paragraphs: list[list[Line]] = []
        for line in body:
            if paragraphs and self._goes_on(paragraphs[-1], line):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        for paragraph in paragraphs:
            self._keep(paragraph, marks)
        return self.found

    def _measure(self, lines: Sequence[Line]) -> None:
        """Find the size of running text, and its edges: those of most of its lines."""
        sizes = Counter(line.size for line in lines for _ in line.letters)
        self.size = sizes.most_common(1)[0][0]
        running = [line for line in lines if abs(line.size - self.size) < 0.3]
        running = [line for line in running if line.x1 - line.x0 > _LONG * self.size] or running
        lefts, rights = (Counter(round(getattr(line, side)) for line in running) for side in ("x0", "x1"))
        self.left, self.right = (float(some.most_common(1)[0][0]) for some in (lefts, rights))

    # ---- what isn't running text ----

    def _without_margins(self, lines: Sequence[Line], number: int, size: tuple[float, float]) -> list[Line]:
        """Return *lines* without those of the margins, of which only symbol, folio, job number and rules are left out.

        Those of the foot of page 1 are kept apart.
        """
        inner = []
        width, height = size
        for line in lines:
            is_low, is_small = line.y > height - _LOWEST, line.size < self.size - 0.5
            is_foot = line.y > height - _FOOT or (is_low and is_small and (line.x0 > _COLUMN * width or line.is_mostly("bold")))
            is_known = all(_JOB.search(word) or _IN_MARGIN.fullmatch(word) for word in line.text.split())
            if number == 0 and (is_foot or (is_low and _JOB.search(line.text))):
                self.found.feet.append(_paragraph(0, _pieces(line, line.letters)))
            elif not (is_known and (is_low or (line.y < _HEAD and is_small))) and line.text.strip("_"):
                inner.append(line)
        return inner

    def _without_masthead(self, lines: list[Line], size: tuple[float, float]) -> list[Line]:
        """Return the *lines* of page 1 below the masthead, whose second column tells distribution, date and original."""
        width, height = size
        last = max((i for i, line in enumerate(lines) if line.y < _MASTHEAD * height and line.letters[-1].x0 > _COLUMN * width
                    and max(part.x0 for part in columns(line)) > _COLUMN * width), default=-1)  # fmt: skip
        self.found.heads += [_paragraph(0, _pieces(part, part.letters)) for line in lines[: last + 1] for part in columns(line)]
        named = {paragraph.text for paragraph in self.found.heads}
        front: list[Line] = []
        rest = lines[last + 1 :]
        while rest and (rest[0].x0 < self.left - 30 or len(columns(rest[0])) > 1) and rest[0].size < self.size + 1.5:
            front += [part for part in columns(rest.pop(0)) if part.text not in named]
        for part in sorted(front, key=lambda one: one.x0 > self.left + 90):
            self._front_line(part)
        return rest

    def _front_line(self, line: Line) -> None:
        """Keep a line of session and agenda; the lines of one title of the agenda are one paragraph."""
        before = self.found.body[-1] if self.found.body else None
        is_session = len(line.text) < 30 and any(map(str.isdigit, line.text))
        is_title = line.is_mostly("bold") and before is not None and not is_session
        pieces = tuple(_pieces(line, line.letters))
        goes_on = 0 < line.y - self._front_y < 1.4 * line.size
        if is_title and goes_on and isinstance(before, Paragraph) and before.styles:
            self.found.body[-1] = _paragraph(before.place, (*before.pieces, Piece(" "), *pieces), before.styles)
        else:
            self.place += 1
            self.found.body.append(_paragraph(self.place, pieces, ("agendatitleh2",) if is_title else ()))
        self._front_y = line.y

    def _without_notes(self, lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
        """Return the *lines* of a page above its footnotes, and these, each with its lines."""
        end = len(lines)
        while end and lines[end - 1].size < self.size - 0.7:
            end -= 1
        notes: list[list[Line]] = []
        for line in lines[end:]:
            if _split_mark(line)[0] or not notes:
                notes.append([])
            notes[-1].append(line)
        if notes and not _split_mark(notes[0][0])[0]:  # small print, or a note that goes on from the page before
            return [*lines[:end], *notes[0]], notes[1:]
        return lines[:end], notes

    def _read_notes(self, notes: Sequence[Sequence[Line]]) -> dict[tuple[int, str], str]:
        """Keep the footnotes, and return their names by page and mark."""
        marks = {}
        has_star = any("*" in block.text for block in (*self.found.heads, *self.found.body))
        for lines in notes:
            (mark, letters), page = _split_mark(lines[0]), lines[0].page
            name = f"footnote {page}-{mark}"
            pieces = [piece for piece, _ in _joined([Line(page, letters), *lines[1:]] if letters else lines[1:])]
            if set(mark) == {"*"} and page == 0 and has_star:  # of symbol or agenda, which the first lines are asked for
                self.place += 1
                self.found.body.append(_paragraph(self.place, (Piece(f"{mark} "), *pieces)))
            else:
                alike = (one for one, note in self.found.notes.items() if set(mark) == {"*"} and note[0].pieces == tuple(pieces))
                name = marks[page, mark] = next(alike, name)  # the same note on several pages
                self.found.notes[name] = (_paragraph(0, pieces),)
        return marks

    # ---- paragraphs ----

    def _goes_on(self, before: Sequence[Line], line: Line) -> bool:
        """Tell whether *line* belongs to the paragraph of the lines *before*."""
        last = before[-1]
        has_same_look = abs(last.size - line.size) < 0.6 and last.is_mostly("bold") == line.is_mostly("bold")
        has_columns = len(columns(line)) > 1 or (not last.has_label and len(columns(last)) > 1)
        if line.has_label or has_columns or not has_same_look:
            return False
        left = min(one.x0 for one in before[1:] or before)
        is_indented = line.x0 > left + 6 and not before[0].has_label
        word = line.letters[: len(line.text.split()[0])]
        is_full = last.x1 + (max(one.x1 for one in word) - word[0].x0) + 0.2 * line.size > self.right  # the next word had no room
        if line.page != last.page:
            return not is_indented and line.size < self.size + 1 and (is_full or not last.text.endswith(_ENDED))
        is_near = 0 <= line.y - last.y <= 1.55 * line.size
        ends_alike = abs(last.x1 - line.x1) < 2 and abs(last.x0 - line.x0) > 6 and min(last.x0, line.x0) > self.left + 30
        is_at_the_side = ends_alike or min(last.x0, line.x0) > self.left + 90  # a signature, a date: line by line
        return is_near and not is_at_the_side and ((is_full and not is_indented) or line.is_mostly("bold"))

    def _keep(self, lines: Sequence[Line], marks: Mapping[tuple[int, str], str]) -> None:
        """Keep a paragraph, with its place on the page, and calls of notes instead of raised figures."""
        self.place += 1
        first = lines[0]
        if len(columns(first)) > (2 if first.has_label else 1):
            self.found.doubts.append(Doubt("text in columns is read line by line", self.place))
        pieces = [called for piece, at in _joined(lines) for called in _calls(piece, at, marks)]
        label = None
        if self.found.language == "ar":
            label, pieces = _split_sign(_mirrored(pieces), "ar")
        elif any(_IDEOGRAPH.match(sign) for sign in pieces[0].text[:2]):
            label, pieces = _split_sign(pieces, "zh")
        self.found.body.append(Paragraph(
            self.place, look=self._look(lines), pieces=tuple(pieces), label=label, size=round(first.size * 2),
            begins_page=first.page != self._page, is_bold=all(line.is_mostly("bold") for line in lines),
            is_italic=all(line.is_mostly("italic") for line in lines),
        ))  # fmt: skip
        self._page = lines[-1].page

    def _look(self, lines: Sequence[Line]) -> ParagraphLook:
        """Return how the paragraph of *lines* stands: beside the edges of running text, and its first line beside the others."""
        first, is_alone = lines[0], len(lines) == 1
        left = min(line.x0 for line in lines[1:] or lines)
        if is_alone and (first.has_label or first.x0 < self.left + 30):
            left = min(left, self.left)
        align = "right" if first.x0 > self.left + 90 else "" if is_alone else "both"
        if is_alone and first.x0 > self.left + 30 and abs((first.x0 - self.left) - (self.right - first.x1)) < 6:
            align = "center"
        indent = first.x0 - left if abs(first.x0 - left) > _STEADY else 0.0
        return ParagraphLook(align=align, left=_TEXT_LEFT + round((left - self.left) * 20), first=round(indent * 20))


def _joined(lines: Sequence[Line]) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces of *lines* as one text, each with its page: words that a line divided are whole again."""
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        letters = line.letters
        while letters and not letters[-1].text.strip():
            letters = letters[:-1]
        last = letters[-1].text if letters else ""
        if last in DIVIDING:
            letters = letters[:-1]
        for piece in _pieces(line, letters):
            yield piece, line.page
        is_chinese = _IDEOGRAPH.match(last) and _IDEOGRAPH.match(following)
        if following and not is_chinese and last not in (*DIVIDING, "-"):
            yield Piece(" "), line.page


def _calls(piece: Piece, page: int, marks: Mapping[tuple[int, str], str]) -> list[Piece]:
    """Return *piece* with the calls of footnotes that raised figures are: ³, or ³,⁴."""
    is_raised = "sup" in piece.tags
    parts = [part for part in re.split(r"([,\s\u00a0]+)" if is_raised else r"(\*+)", piece.text) if part]
    known = [marks.get((page, part)) for part in parts if part.strip(", \u00a0")]
    if is_raised and not all(known):
        return [piece]
    rest = ("sup",) if is_raised else piece.tags
    return [
        Piece("", (), marks[page, part]) if (page, part) in marks else Piece(part, rest if part.strip() else ()) for part in parts
    ]


def _pieces(line: Line, letters: Sequence[Letter]) -> Iterator[Piece]:
    """Yield the stretches of *letters* that look alike."""

    def look(letter: Letter) -> tuple[str, ...]:
        tags = ("strong",) * letter.bold + ("em",) * letter.italic
        return (*tags, "sup") if line.is_raised(letter) else tags

    kept = [one for at, one in enumerate(letters) if one.text != " " or not _is_no_space(letters[max(at - 1, 0) : at + 2])]
    for tags, some in groupby(kept, look):
        yield Piece("".join("-" if one.text == "\x02" else one.text for one in some), tags)


def _is_no_space(letters: Sequence[Letter]) -> bool:
    """Tell whether the space amid *letters* is none: the white of a mark between two ideographs, the width of a no-break space."""
    around = (letters[0].text, letters[-1].text)
    return "\u00a0" in around or (len(letters) == 3 and all(_IDEOGRAPH.match(sign) for sign in around))


def _split_sign(pieces: list[Piece], code: LanguageCode) -> tuple[Label | None, list[Piece]]:
    """Return the number that *pieces* begin with, as the template has it in English, and the rest."""
    text = pieces[0].text.replace("\u00a0", " ").replace("\t", " ").lstrip().replace("‘", "’")
    for sign, label in signs((code,)).items():
        plain = sign.replace("\u00a0", " ").replace("‘", "’")
        if text.startswith(f"{plain} ") or (text.strip() == plain and len(pieces) > 1):
            left = len(pieces[0].text) - len(text) + len(plain)
            return Label(label), [replace(pieces[0], text=pieces[0].text[left:].lstrip(" \u00a0\t")), *pieces[1:]]
    return None, pieces


def _mirrored(pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* as a seed has them: brackets as typed, which PDFium gives as they are drawn, and figures 0 to 9."""
    brackets = [sign for piece in pieces for sign in piece.text.translate(str.maketrans("[]", "()")) if sign in "()"]
    pieces = [replace(piece, text=piece.text.translate(_DIGITS)) for piece in pieces]
    if not brackets or brackets[0] == "(" or brackets.count("(") != brackets.count(")"):
        return pieces
    return [replace(piece, text=piece.text.translate(str.maketrans("()[]", ")(]["))) for piece in pieces]


def _split_mark(line: Line) -> tuple[str, list[Letter]]:
    """Return the mark that a footnote begins with, and the letters after it; no mark where *line* begins none."""
    letters = list(dropwhile(_is_blank, line.letters))
    raised = takewhile(lambda one: (line.is_raised(one) or one.text == "*") and not _is_blank(one), letters)
    mark = "".join(one.text for one in raised)
    return (mark, list(dropwhile(_is_blank, letters[len(mark) :]))) if _MARK.fullmatch(mark) else ("", letters)


def _is_blank(letter: Letter) -> bool:
    return letter.text in " \t\u00a0"


def _paragraph(place: int, pieces: Iterable[Piece], styles: Sequence[str] = ()) -> Paragraph:
    return Paragraph(place, styles=styles, pieces=tuple(pieces), size=20)
