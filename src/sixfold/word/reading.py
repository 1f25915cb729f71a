"""A Word file → `WordDocument`: paragraphs, tables, notes and pictures in order, numbers and fields as Word shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from lxml import etree

from sixfold.errors import UsageError
from sixfold.word.drawings import crop, described, is_line, read_chart
from sixfold.word.elements import (
    CHART,
    DIAGRAM,
    MATH,
    VML,
    A,
    R,
    W,
    count_changes,
    flag,
    has_frame,
    settle_changes,
    unwrap,
    value,
    whole,
)
from sixfold.word.model import (
    Block,
    Cell,
    Doubt,
    Paragraph,
    Picture,
    Piece,
    Question,
    Row,
    Table,
    WordDocument,
    first_words,
    fold,
    paragraphs_of,
)
from sixfold.word.package import Package, main_part, open_package
from sixfold.word.styles import Numbering, RunLook, Styles, paragraph_look, run_look

_ASKED = {
    "changes": ("tracked change", "tracked changes"), "comments": ("comment", "comments"), "text-boxes": ("text box", "text boxes"),
    "equations": ("equation", "equations"), "objects": ("embedded object", "embedded objects"),
}  # fmt: skip
#: The styles of the template's masthead, which may stand in text boxes.
_MASTHEAD = {"xlarge", "hm", "publication", "releasedate", "releasedate0", "distribution", "original"}
#: The template keeps symbol and job number of the documents office in a comment: <<ODS JOB NO>>N2600369E<<ODS JOB NO>>.
_OFFICE_MARK = re.compile(r"<<([A-Z0-9 ]+)>>(.*?)<<\1>>", re.DOTALL)
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
#: Letters of the font Symbol that documents have; Unicode's own private area has them as U+F0xx. Source: Adobe's Symbol encoding.
_SYMBOLS = {
    0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0xB7: "•", 0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ",
    0x6D: "μ", 0x70: "π", 0x73: "σ", 0x44: "Δ", 0x53: "Σ", 0xA5: "∞", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xAE: "→",
}  # fmt: skip


def read_word(path: Path, accepted: Collection[str] = (), rejected: Collection[str] = ()) -> WordDocument:
    """Return what the Word file at *path* holds; *accepted* and *rejected* say what becomes of what no seed can say.

    Raises: WordFileError, where it can't be read; UsageError, where something isn't decided: each thing with its number and place.
    """
    package = open_package(path)
    try:
        return _Reader(package, accepted, rejected).read()
    except RecursionError:
        raise package.damaged("it is nested too deeply") from None


@dataclass
class _Field:
    """A field of Word that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    has_result: bool = False


@dataclass
class _Open:
    """A paragraph that is being read."""

    base: RunLook
    place: int
    pieces: list[Piece] = field(default_factory=list)
    letters: Counter[RunLook] = field(default_factory=Counter)
    pictures: list[Picture] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    begins_page: bool = False
    page_break: Literal["", "before", "after"] = ""


class _Reader:
    """Reads one file. `place` and `section` are where it is."""

    def __init__(self, package: Package, accepted: Collection[str], rejected: Collection[str]) -> None:
        self.package, self.accepted, self.rejected = package, accepted, rejected
        self.part = main_part(package)
        self.relations = package.relations(self.part)
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"))
        self.found = WordDocument()
        self.asked: dict[Question, list[Doubt]] = {}
        self.comments: dict[str, str] = {}
        self.fields: list[_Field] = []
        self.place = self.section = 0
        self.in_note = self.in_box = False
        self.unmarked = ""  # a note whose own mark is the text that comes next
        self.marked: dict[str, str] = {}
        self.note_looks: list[tuple[bool, bool]] = []  # of each section: whether its notes begin anew, and have letters
        self.notes_before = (0, 0)  # the section of the last note, and its number

    def _related(self, kind: str) -> etree._Element | None:
        """Return the part of this kind that the text is related to: its styles, its notes."""
        name = next((one.target for one in self.relations.values() if one.kind == kind and one.target), None)
        return self._xml(name) if name else None

    def _target(self, name: str | None) -> str | None:
        """Return the part that the text points to by this id; None for what isn't in the file."""
        relation = self.relations.get(name or "")
        return relation.target if relation else None

    def _xml(self, name: str) -> etree._Element:
        root = self.package.xml(name)
        unwrap(root)
        return root

    def read(self) -> WordDocument:
        """Return the document.

        Raises: UsageError, where something isn't decided.
        """
        root = self._xml(self.part)
        body = root.find(W + "body")
        if body is None:
            raise self.package.damaged("there is no text in it")
        notes = {kind: part for kind in ("footnote", "endnote") if (part := self._related(f"{kind}s")) is not None}
        parts = [root, *notes.values()]
        if changes := sum(map(count_changes, parts)):
            self.asked["changes"] = [Doubt("")] * changes
            for part in parts:
                settle_changes(part, accept="changes" in self.accepted)
        self._read_comments(self._related("comments"))
        self.found.language = self.styles.language
        settings = self._related("settings")
        self.note_looks = [_note_looks(section, settings) for section in body.iter(W + "sectPr")]
        self.found.body = list(self._blocks(body))
        self._read_sections(body)
        self.in_note = True
        for kind, part in notes.items():
            for note in part.findall(W + kind):
                if note.get(W + "type") in (None, "normal"):
                    paragraphs = tuple(paragraphs_of(self._blocks(note)))
                    name = f"{kind} {note.get(W + 'id')}"
                    self.found.notes[self.marked.get(name, name)] = paragraphs
        self._decide()
        return self.found

    def _decide(self) -> None:
        """Raise the question that is still open."""
        asked = {kind: places for kind, places in self.asked.items() if places}
        open_kinds = [kind for kind in asked if kind not in self.accepted and kind not in self.rejected]
        if open_kinds:
            counts = [f"{len(asked[kind])} {_ASKED[kind][len(asked[kind]) > 1]}" for kind in open_kinds]
            places = [one for kind in open_kinds for one in asked[kind] if one.place]
            where = f" (first in {min(places, key=lambda one: one.place).where})" if places else ""
            hint = f"say what becomes of them: --accept {open_kinds[0]} takes them in, --reject {open_kinds[0]} leaves them out"
            if len(open_kinds) > 1:
                hint = f"say for each: --accept or --reject {' and '.join(open_kinds)}"
            raise UsageError(f"has {', '.join(counts)}{where}, which a seed can’t say", self.package.path, hint=hint)

    def _ask(self, kind: Question, place: int = 0, near: str = "") -> bool:
        """Note that *kind* stands here, or at *place* with the words *near*; tell whether it is taken in."""
        self.asked.setdefault(kind, []).append(Doubt("", place or self.place, near))
        return kind in self.accepted

    def _doubt(self, what: str) -> None:
        self.found.doubts.append(Doubt(what, self.place))

    # Sections, heads and feet, comments

    def _read_sections(self, body: etree._Element) -> None:
        """Note which sections are landscape, and read head and foot of page 1."""
        sections = list(body.iter(W + "sectPr"))
        for place, section in enumerate(sections):
            size = section.find(W + "pgSz")
            if size is not None and whole(size.get(W + "w")) > whole(size.get(W + "h")):
                self.found.landscape.add(place)
        for kind, paragraphs in (("header", self.found.heads), ("footer", self.found.feet)):
            references = [one for section in sections[:2] for one in section.findall(f"{W}{kind}Reference")]
            for wanted in ("first", "default"):
                target = self._target(next((one.get(R + "id") for one in references if one.get(W + "type") == wanted), None))
                if target:
                    self.relations, outer = self.package.relations(target), self.relations
                    self.in_box = True
                    part = self._xml(target)
                    settle_changes(part, accept=True)
                    paragraphs.extend(paragraphs_of(self._blocks(part)))
                    self.relations, self.in_box = outer, False
                    break

    def _read_comments(self, root: etree._Element | None) -> None:
        for comment in [] if root is None else root.findall(W + "comment"):
            text = "".join(one.text or "" for one in comment.iter(W + "t"))
            if found := _OFFICE_MARK.findall(text):
                self.found.marks |= dict(found)
            elif text.strip():
                self.comments[comment.get(W + "id", "")] = f"{comment.get(W + 'author', '')}: {text}".strip(": ")

    # Blocks

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs and tables in *parent*."""
        for child in parent:
            if child.tag in (W + "p", MATH + "oMathPara", MATH + "oMath"):
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield self._table(child)
            elif child.tag == W + "altChunk" and self._ask("objects"):
                self._doubt("a document that is embedded here is left out: its text has to be typed")

    def _table(self, element: etree._Element) -> Table:
        widths = tuple(whole(column.get(W + "w")) for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
        place = self.place + 1
        rows = tuple(self._row(row) for row in element.iterfind(W + "tr"))
        begin = whole(value(element.find(W + "tblPr"), "tblInd", "w"))
        return Table(place, rows, widths, self.section, begin, has_frame=has_frame(element))

    def _row(self, element: etree._Element) -> Row:
        properties = element.find(W + "trPr")
        cells = []
        for cell in element.iterfind(W + "tc"):
            own = cell.find(W + "tcPr")
            merge = None if own is None else own.find(W + "vMerge")
            kind: Literal["", "begin", "continue"] = ""
            if merge is not None:
                kind = "begin" if merge.get(W + "val") == "restart" else "continue"
            cells.append(Cell(tuple(self._blocks(cell)), min(max(whole(value(own, "gridSpan"), 1), 1), 200), kind))
        before = min(max(whole(value(properties, "gridBefore")), 0), 200)
        return Row(tuple(cells), bool(flag(properties, "tblHeader")), before)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.place += not self.in_box and not self.in_note
        place = self.place
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.styles.default
        look = paragraph_look(self.styles.paragraph(style), properties)
        one = _Open(self.styles.run(style), place, begins_page=look.begins_page, page_break="before" if look.begins_page else "")
        was_contents = self._is_in_contents()
        self._inline(element, one)
        label = None
        if look.numbering and not self.in_box and (one.pieces or one.pictures):
            label = self.numbering.label(*look.numbering)
        sizes = Counter[int]()
        for each, count in one.letters.items():
            sizes[each.size] += count
        size = max(sizes, key=lambda each: sizes[each], default=0) or one.base.size
        paragraph = Paragraph(
            place, self.styles.names(style), look, _merged(one.pieces), label, size,
            is_bold=_mostly(one.letters, "bold"), is_italic=_mostly(one.letters, "italic"),
            is_in_contents=was_contents or self._is_in_contents(), is_boxed=self.in_box,
            pictures=tuple(one.pictures), bookmarks=tuple(one.bookmarks), begins_page=one.begins_page, page_break=one.page_break,
            section=self.section, comments=tuple(one.comments),
        )  # fmt: skip
        yield paragraph
        yield from one.after
        if properties is not None and properties.find(W + "sectPr") is not None:
            self.section += 1

    def _is_in_contents(self) -> bool:
        return any(one.instruction.strip().upper().startswith("TOC") for one in self.fields)

    # What stands in a paragraph

    def _inline(self, parent: etree._Element, one: _Open) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, one)
            elif tag == W + "fldSimple":
                self.fields.append(_Field(child.get(W + "instr", ""), has_result=True))
                self._doubt_field(self.fields[-1])
                self._inline(child, one)
                self.fields.pop()
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
                if self._ask("equations"):
                    self._formula(child, one.base, one)
                    self._doubt("an equation is typed as a line of text")
            elif tag == W + "bookmarkStart":
                one.bookmarks.append(child.get(W + "name", ""))
            elif tag == W + "commentRangeStart":
                self._comment(child.get(W + "id", ""), one)

    def _run(self, run: etree._Element, one: _Open) -> None:
        properties = run.find(W + "rPr")
        look = one.base
        if style := value(properties, "rStyle"):
            look = self.styles.run(style, look)
        look = run_look(look, properties)
        if look.is_hidden:
            if any((text.text or "").strip() for text in run.iter(W + "t")):
                self._doubt("hidden text is left out")
            return
        for child in run:
            match child.tag.removeprefix(W):
                case "t":
                    self._add(child.text or "", look, one)
                case "r":  # with its reading beside it, as Chinese may have
                    self._run(child, one)
                case sign if sign in _SIGNS:
                    self._add(_SIGNS[sign], look, one)
                case "br" if child.get(W + "type") in ("page", "column"):
                    one.begins_page = True
                    one.page_break = "after" if one.pieces else "before"
                case "br":
                    self._add("\n", look, one)
                case "sym":
                    self._add(self._symbol(child), look, one)
                case _:
                    self._wordless(child, one)

    def _wordless(self, child: etree._Element, one: _Open) -> None:
        """Take in what stands in a run and is no text: calls of notes, fields, comments, drawings."""
        match child.tag.removeprefix(W):
            case "footnoteReference" | "endnoteReference" as name:
                self._call_note(f"{name.removesuffix('Reference')} {child.get(W + 'id')}", child, one)
            case "fldChar":
                self._field(child.get(W + "fldCharType", ""))
            case "instrText" if self.fields and not self.fields[-1].has_result:
                self.fields[-1].instruction += child.text or ""
            case "commentReference":
                self._comment(child.get(W + "id", ""), one)
            case "drawing" | "pict":
                self._drawing(child, one)
            case "object" if self._ask("objects"):
                self._drawing(child, one)
                self._doubt("of an embedded object only its picture, if it has one, is taken in")

    def _call_note(self, name: str, reference: etree._Element, one: _Open) -> None:
        """Keep the call of the note *name*, and the number or letter that Word shows for it."""
        one.pieces.append(Piece("", (), name))
        self.unmarked = name if reference.get(W + "customMarkFollows") in ("1", "true", "on") else ""
        if self.unmarked or not name.startswith("footnote"):
            return
        begins_anew, has_letters = self.note_looks[self.section] if self.section < len(self.note_looks) else (False, False)
        section, count = self.notes_before
        count = 1 if begins_anew and section != self.section else count + 1
        self.notes_before = self.section, count
        self.found.note_signs[name] = chr(ord("a") + count - 1) if has_letters and count <= 26 else str(count)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].has_result = True
            self._doubt_field(self.fields[-1])
        elif self.fields and kind == "end":
            self.fields.pop()

    def _doubt_field(self, shown: _Field) -> None:
        follows_nothing = shown.instruction.strip().upper().startswith(("PAGEREF", "NOTEREF"))
        if follows_nothing and not self.in_box and not self._is_in_contents():
            self._doubt("the number of a page or note stands as Word shows it here: it follows nothing")

    def _add(self, text: str, look: RunLook, one: _Open) -> None:
        if any(not one_field.has_result for one_field in self.fields) or not text:
            return
        if self.unmarked and re.fullmatch(r"\s*[^\w\s]{1,3}\s*", text):
            self.marked[self.unmarked] = f"{self.unmarked}-{text.strip()}"
            one.pieces[:] = [replace(piece, note=self.marked.get(piece.note, piece.note)) for piece in one.pieces]
            self.unmarked = ""
            return
        target = ""
        for each in self.fields:
            words = each.instruction.split()
            if len(words) > 1 and words[0].upper() == "REF":  # others show the number of a page or note
                target = words[1]
        said = {"strong": look.bold, "em": look.italic, "sup": look.raised > 0, "sub": look.raised < 0}
        one.pieces.append(Piece(text, tuple(tag for tag, is_so in said.items() if is_so), target=target))
        one.letters[look] += sum(not letter.isspace() for letter in text)

    def _symbol(self, element: etree._Element) -> str:
        code = element.get(W + "char", "")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4}", code) else 0
        low = number & 0xFF if 0xF000 <= number < 0xF100 else number
        if "symbol" in element.get(W + "font", "").lower() and low in _SYMBOLS:
            return _SYMBOLS[low]
        self._doubt(f"a sign of the font {element.get(W + 'font', '')} (U+{number:04X}) is printed as •")
        return "•"

    def _comment(self, name: str, one: _Open) -> None:
        text = self.comments.pop(name, "")  # once: it has a range and a reference
        if text and self._ask("comments"):
            one.comments.append(text)

    def _formula(self, element: etree._Element, look: RunLook, one: _Open) -> None:
        """Add the signs of an equation in one line: (a+b)/c, √(2), raised and lowered letters."""
        signs = {MATH + "num": "", MATH + "den": "/", MATH + "rad": "√"}
        raised = {MATH + "sup": 1, MATH + "sub": -1}
        for child in element:
            if child.tag in (MATH + "t", W + "t"):
                self._add(child.text or "", look, one)
                continue
            is_group = child.tag in signs and len(list(child.iter(MATH + "t"))) > 1
            self._add(signs.get(child.tag, "") + ("(" if is_group else ""), look, one)
            self._formula(child, replace(look, raised=raised[child.tag]) if child.tag in raised else look, one)
            self._add(")" if is_group else "", look, one)

    # Drawings

    def _drawing(self, element: etree._Element, one: _Open) -> None:
        is_read = False
        while (box := next(element.iter(W + "txbxContent"), None)) is not None:
            is_read = True
            box.getparent().remove(box)
            self._box(box, one)
        for blip in element.iter(A + "blip", VML + "imagedata"):
            is_read = True
            target = self._target(blip.get(R + "embed") or blip.get(R + "id"))
            if target is None:
                self._doubt("a picture that isn’t in the file itself is left out")
            elif not self.in_box:
                one.pictures.append(replace(described(element), content=self.package.read(target), crop=crop(blip)))
        for chart in element.iter(CHART + "chart"):
            is_read = True
            target = self._target(chart.get(R + "id"))
            table = read_chart(self.package.xml(target), self.place, self.section) if target else None
            if table:
                one.after.append(table)
            what = "given as the table of its data: put in its picture, if you have one"
            self._doubt(f"a chart is {what}" if table else "a chart whose data aren’t in the file is left out")
        for diagram in element.iter(DIAGRAM + "relIds"):
            is_read = True
            target = self._target(diagram.get(R + "dm"))
            words = [text.text or "" for text in self.package.xml(target).iter(A + "t")] if target else []
            self._doubt(f"of a diagram only its words are taken in ({len(words)})")
            one.after += [Paragraph(self.place, pieces=(Piece(text),), section=self.section) for text in words]
        if not is_read and not is_line(element) and not self.in_box:
            self._doubt("a drawing without words is left out")

    def _box(self, box: etree._Element, one: _Open) -> None:
        """Take in a text box: one of the masthead as lines of the head; one with other words where that is wanted."""
        words = first_words(fold("".join(text.text or "" for text in box.iter(W + "t"))))
        styles = {style.get(W + "val", "").lower() for style in box.iter(W + "pStyle")}
        is_head = not self.in_box and bool(styles) and styles <= _MASTHEAD
        if words and not self.in_box and not is_head:
            is_wanted = self._ask("text-boxes", one.place, words)
            what = "the text of a text box stands after this paragraph" if is_wanted else f"a text box is left out, “{words}”"
            self.found.doubts.append(Doubt(what, one.place))
            if not is_wanted:
                return
        outer, self.fields = self.fields, []
        found = [replace(block, is_boxed=True) if isinstance(block, Paragraph) else block for block in self._blocks(box)]
        self.fields = outer
        if is_head:
            self.found.heads += paragraphs_of(found)
        else:
            one.after += found


def _note_looks(section: etree._Element, settings: etree._Element | None) -> tuple[bool, bool]:
    """Return whether the notes of *section* begin anew, and whether they have letters; what it doesn't say, *settings* may."""
    own, others = (None if each is None else each.find(W + "footnotePr") for each in (section, settings))
    begin, look = (value(own, name) or value(others, name) for name in ("numRestart", "numFmt"))
    return begin == "eachSect", look == "lowerLetter"


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return *pieces* with those joined that differ in nothing; a space between two alike belongs to them."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last and not last.note and not piece.note and (last.tags, last.target) == (piece.tags, piece.target):
            merged[-1] = replace(last, text=last.text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


def _mostly(letters: Counter[RunLook], what: str) -> bool:
    """Tell whether nine letters of ten are *what*: a number before a heading is often upright."""
    return letters.total() > 0 and sum(count for look, count in letters.items() if getattr(look, what)) >= 0.9 * letters.total()

