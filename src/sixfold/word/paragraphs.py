"""A paragraph of a Word file → its pieces and pictures: runs, fields, calls of notes, equations, drawings as Word shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from sixfold.word.drawings import crop, described, is_line, read_chart, texts_of
from sixfold.word.elements import CHART, DIAGRAM, MATH, VML, A, R, W, value
from sixfold.word.model import (
    Block,
    Doubt,
    Paragraph,
    Picture,
    Piece,
    Question,
    WordDocument,
    first_words,
    fold,
    paragraphs_of,
)
from sixfold.word.package import Package, Relation
from sixfold.word.styles import Numbering, RunLook, Styles, paragraph_look, run_look

#: The styles of the template's masthead, which may stand in text boxes.
_MASTHEAD = {"xlarge", "hm", "publication", "releasedate", "releasedate0", "distribution", "original"}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
#: What the font Symbol has in the places of Latin letters, and beyond them. Source: Adobe's Symbol encoding.
_SYMBOLS = {
    0x2D: "−", **dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x41)), **dict(enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", 0x61)),
    **dict(enumerate("′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xA2)), 0xD6: "√", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
#: Fonts whose letters are signs; Unicode's private area has them as U+F0xx, whatever the font.
_SIGN_FONT = re.compile(r"(?i)(?P<symbol>symbol|standard symbols)|wingdings|webdings|zapf ?dingbats")
#: Fields that show nothing of their own: marks for indexes and lists of contents, what is asked for and kept.
_SILENT_FIELD = re.compile(r"\s*(?:XE|TC|TA|RD|SET|ASK|NEXT|NEXTIF|SKIPIF|PRINT|PRIVATE|ADVANCE)\b|\s*$", re.IGNORECASE)


@dataclass
class Field:
    """A field of Word that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    has_result: bool = False


@dataclass
class FileState:
    """What the reading of a file knows, and where it is: `place` counts paragraphs, from 1, `section` from 0.

    `unmarked` is a note whose own mark is the text that comes next, `marked` has the ids of such with their marks. `note_looks`
    says of each section whether its notes begin anew, and whether they have letters; `notes_before` is the section of the last
    note, and its number.
    """

    package: Package
    relations: Mapping[str, Relation]
    styles: Styles
    numbering: Numbering
    accepted: Collection[str]
    found: WordDocument = field(default_factory=WordDocument)
    asked: dict[Question, list[Doubt]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    place: int = 0
    section: int = 0
    in_note: bool = False
    in_box: bool = False
    unmarked: str = ""
    marked: dict[str, str] = field(default_factory=dict)
    note_looks: list[tuple[bool, bool]] = field(default_factory=list)
    notes_before: tuple[int, int] = (0, 0)

    @property
    def is_in_contents(self) -> bool:
        """Whether what comes next stands in a list of contents."""
        return any(one.instruction.strip().upper().startswith("TOC") for one in self.fields)

    def ask(self, kind: Question, place: int = 0, near: str = "") -> bool:
        """Note that *kind* stands here, or at *place* with the words *near*; tell whether it is taken in."""
        self.asked.setdefault(kind, []).append(Doubt("", place or self.place, near))
        return kind in self.accepted

    def doubt(self, what: str) -> None:
        """Keep a doubt about what stands here."""
        self.found.doubts.append(Doubt(what, 0 if self.in_box or self.in_note else self.place))

    def tell_unread(self, element: etree._Element) -> None:
        """Keep a doubt about words of *element* that nothing has read: what is read is taken out of it."""
        if words := fold(_taken_out(element, " ")):
            self.doubt(f"words that Word shows nowhere, or not as text, are left out: “{words}”")

    def tell_comment(self, text: str) -> None:
        """Ask for a comment; where it is taken in, it is a doubt."""
        if self.ask("comments"):
            self.doubt(f"comment of {text}")

    def target(self, name: str | None) -> str | None:
        """Return the part that the text points to by this id; None for what isn't in the file."""
        relation = self.relations.get(name or "")
        return relation.target if relation else None


class ParagraphReader:
    """Reads one paragraph; *blocks* reads what stands in a text box."""

    def __init__(self, file: FileState, blocks: Callable[[etree._Element], Iterator[Block]]) -> None:
        """Begin a paragraph, which is the next in the text unless it stands in a note or text box."""
        file.place += not file.in_box and not file.in_note
        self.file, self.blocks, self.place = file, blocks, 0 if file.in_box or file.in_note else file.place
        self.base = RunLook()
        self.pieces: list[Piece] = []
        self.letters: Counter[RunLook] = Counter()
        self.pictures: list[Picture] = []
        self.after: list[Block] = []
        self.bookmarks: list[str] = []
        self.lost: dict[str, str] = {}
        self.begins_page = False
        self.page_break: Literal["", "before", "after"] = ""

    def read(self, element: etree._Element) -> Iterator[Block]:
        """Yield the paragraph, and after it what stands in its text boxes, charts and diagrams."""
        file = self.file
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or file.styles.default
        look, self.base = file.styles.looks(style)
        look = paragraph_look(look, properties)
        self.begins_page, self.page_break = look.begins_page, "before" if look.begins_page else ""
        was_contents = file.is_in_contents
        self._inline(element)
        for what, words in self.lost.items():
            if any(map(str.isalnum, words)):
                file.doubt(f"{what}: “{fold(words)}”")
        file.tell_unread(element)
        label = None
        if look.numbering and not file.in_box and (self.pieces or self.pictures):
            label = file.numbering.label(*look.numbering)
        sizes = Counter[int]()
        for each, count in self.letters.items():
            sizes[each.size] += count
        yield Paragraph(
            self.place, file.styles.names(style), look, tuple(self.pieces), label,
            max(sizes, key=lambda size: sizes[size], default=0) or self.base.size,
            is_bold=self._is_mostly("bold"), is_italic=self._is_mostly("italic"), is_boxed=file.in_box,
            is_in_contents=was_contents or file.is_in_contents, pictures=tuple(self.pictures), bookmarks=tuple(self.bookmarks),
            begins_page=self.begins_page, page_break=self.page_break, section=file.section,
        )  # fmt: skip
        yield from self.after
        if properties is not None and properties.find(W + "sectPr") is not None:
            file.section += 1

    def _is_mostly(self, what: Literal["bold", "italic"]) -> bool:
        """Tell whether nine letters of ten are *what*: a number before a heading is often upright."""
        total = self.letters.total()
        return total > 0 and sum(count for look, count in self.letters.items() if getattr(look, what)) >= 0.9 * total

    def _lose(self, what: str, words: str) -> None:
        """Keep *words* for the one doubt of this paragraph about *what*."""
        self.lost[what] = self.lost.get(what, "") + words

    def _inline(self, parent: etree._Element) -> None:
        for child in parent if parent.tag != MATH + "oMath" else [parent]:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag == W + "fldSimple":
                self.file.fields.append(Field(child.get(W + "instr", ""), has_result=True))
                self._doubt_field(self.file.fields[-1])
                self._inline(child)
                self.file.fields.pop()
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
                if self.file.ask("equations"):
                    self._formula(child, self.base)
                    self.file.doubt("an equation is typed as a line of text")
                else:
                    self._lose("an equation is left out", _taken_out(child))
            elif tag == W + "bookmarkStart":
                self.bookmarks.append(child.get(W + "name", ""))
            elif tag == W + "commentRangeStart":
                self._comment(child.get(W + "id", ""))

    def _run(self, run: etree._Element) -> None:
        properties = run.find(W + "rPr")
        look = self.base
        if style := value(properties, "rStyle"):
            look = self.file.styles.run(style, look)
        look = run_look(look, properties)
        if look.is_hidden:
            self._lose("hidden text is left out", _taken_out(run))
            return
        for child in run:
            match child.tag.removeprefix(W):
                case "t":
                    text = self._signs(_taken_out(child), look.font)
                    if look.is_struck:
                        self._lose("words that are struck through stand in the seed as others do", text)
                    self._add(text, look)
                case "rt":
                    self._lose("the reading above a word is left out", _taken_out(child))
                case "r":  # with its reading beside it, as Chinese may have
                    self._run(child)
                case sign if sign in _SIGNS:
                    self._add(_SIGNS[sign], look)
                case "br" if child.get(W + "type") in ("page", "column"):
                    self.begins_page = True
                    self.page_break = "after" if self.pieces else "before"
                    self._add("\n" if self.pieces else "", look)
                case "br":
                    self._add("\n", look)
                case "sym":
                    code = child.get(W + "char", "")
                    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4}", code) else 0x2022
                    self._add(self._signs(chr(number), child.get(W + "font", "")), look)
                case _:
                    self._wordless(child)

    def _wordless(self, child: etree._Element) -> None:
        """Take in what stands in a run and is no text: calls of notes, fields, comments, drawings."""
        match child.tag.removeprefix(W):
            case "footnoteReference" | "endnoteReference" as name:
                self._call_note(f"{name.removesuffix('Reference')} {child.get(W + 'id')}", child)
            case "fldChar":
                self._field(child.get(W + "fldCharType", ""))
            case "instrText" if self.file.fields and not self.file.fields[-1].has_result:
                self.file.fields[-1].instruction += child.text or ""
            case "commentReference":
                self._comment(child.get(W + "id", ""))
            case "drawing" | "pict":
                self._drawing(child)
            case "object" if self.file.ask("objects"):
                self._drawing(child)
                self.file.doubt("of an embedded object only its picture, if it has one, is taken in")

    def _call_note(self, name: str, reference: etree._Element) -> None:
        """Keep the call of the note *name*, and the number or letter that Word shows for it."""
        self.pieces.append(Piece("", (), name))
        file = self.file
        file.unmarked = name if reference.get(W + "customMarkFollows") in ("1", "true", "on") else ""
        if file.unmarked or not name.startswith("footnote"):
            return
        begins_anew, has_letters = file.note_looks[file.section] if file.section < len(file.note_looks) else (False, False)
        section, count = file.notes_before
        count = 1 if begins_anew and section != file.section else count + 1
        file.notes_before = file.section, count
        file.found.note_signs[name] = chr(ord("a") + count - 1) if has_letters and count <= 26 else str(count)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.file.fields.append(Field())
        elif self.file.fields and kind == "separate":
            self.file.fields[-1].has_result = True
            self._doubt_field(self.file.fields[-1])
        elif self.file.fields and kind == "end":
            ended = self.file.fields.pop()
            if not (ended.has_result or self.file.in_box or _SILENT_FIELD.match(ended.instruction)):
                self.file.doubt(f"what Word makes of the field “{fold(ended.instruction)}” has to be typed")

    def _doubt_field(self, shown: Field) -> None:
        follows_nothing = shown.instruction.strip().upper().startswith(("PAGEREF", "NOTEREF"))
        if follows_nothing and not self.file.in_box and not self.file.is_in_contents:
            self.file.doubt("the number of a page or note stands as Word shows it here: it follows nothing")

    def _add(self, text: str, look: RunLook) -> None:
        if any(not one_field.has_result for one_field in self.file.fields) or not text:
            self._lose("words in the code of a field are left out", text)
            return
        if self.file.unmarked and re.fullmatch(r"\s*[^\w\s]{1,3}\s*", text):
            self.file.marked[self.file.unmarked] = f"{self.file.unmarked}-{text.strip()}"
            self.pieces[:] = [replace(piece, note=self.file.marked.get(piece.note, piece.note)) for piece in self.pieces]
            self.file.unmarked = ""
            return
        target = ""
        for each in self.file.fields:
            words = each.instruction.split()
            if len(words) > 1 and words[0].upper() == "REF":  # others show the number of a page or note
                target = words[1]
        said = {"strong": look.bold, "em": look.italic, "sup": look.raised > 0, "sub": look.raised < 0}
        piece = Piece(text, tuple(tag for tag, is_so in said.items() if is_so), target=target)
        last = self.pieces[-1] if self.pieces else None
        if last and not last.note and (last.tags, last.target) == (piece.tags, piece.target):
            self.pieces[-1] = replace(last, text=last.text + text)
        else:
            self.pieces.append(piece)
        self.letters[look] += sum(not letter.isspace() for letter in text)

    def _signs(self, text: str, font: str) -> str:
        """Return *text* without letters that are others in their own *font*, or that no other font has."""
        own = _SIGN_FONT.match(font)
        if own is None and not re.search("[\uf000-\uf0ff]", text):
            return text
        signs = ""
        for letter in text:
            low = ord(letter) & 0xFF if "\uf000" <= letter <= "\uf0ff" else ord(letter)
            if (own and own["symbol"]) or (own is None and low == 0xB7):
                signs += _SYMBOLS.get(low, chr(low))
            elif letter.isspace() or (own is None and low == ord(letter)):
                signs += letter
            else:
                self.file.doubt(f"a sign of the font {font} (U+{ord(letter):04X}) is printed as •")
                signs += "•"
        return signs

    def _comment(self, name: str) -> None:
        if text := self.file.comments.pop(name, ""):  # once: it has a range and a reference
            self.file.tell_comment(text)

    def _formula(self, element: etree._Element, look: RunLook) -> None:
        """Add the signs of an equation in one line: (a+b)/c, √(2), raised and lowered letters."""
        raised = {MATH + "sup": 1, MATH + "sub": -1}
        before, after = _signs_round(element)
        self._add(before, look)
        for child in element:
            if child.tag in (MATH + "t", W + "t"):
                self._add(_taken_out(child), look)
            else:
                self._formula(child, replace(look, raised=raised[child.tag]) if child.tag in raised else look)
        self._add(after, look)

    def _drawing(self, element: etree._Element) -> None:
        is_read = False
        while (box := next(element.iter(W + "txbxContent"), None)) is not None:
            is_read = True
            box.getparent().remove(box)
            self._box(box)
        for blip in element.iter(A + "blip", VML + "imagedata"):
            is_read = True
            target = self.file.target(blip.get(R + "embed") or blip.get(R + "id"))
            if target is None:
                self.file.doubt("a picture that isn’t in the file itself is left out")
            elif not self.file.in_box:
                self.pictures.append(replace(described(element), content=self.file.package.read(target), crop=crop(blip)))
        for chart in element.iter(CHART + "chart"):
            is_read = True
            self._chart(self.file.target(chart.get(R + "id")))
        for diagram in element.iter(DIAGRAM + "relIds"):
            is_read = True
            target = self.file.target(diagram.get(R + "dm"))
            words = texts_of(self.file.package.xml(target)) if target else []
            self.file.doubt(f"of a diagram only its words are taken in ({len(words)})")
            self.after += [Paragraph(self.file.place, pieces=(Piece(text),), section=self.file.section) for text in words]
        if words := [*texts_of(element), *(path.get("string", "") for path in element.iter(VML + "textpath"))]:
            self.file.doubt(f"a drawing is left out, with its words “{' '.join(words)}”")
        elif not is_read and not is_line(element) and not self.file.in_box:
            self.file.doubt("a drawing without words is left out")

    def _chart(self, target: str | None) -> None:
        """Take in a chart as the table of its data; what else is written in it is told."""
        root = self.file.package.xml(target) if target else None
        table = None if root is None else read_chart(root, self.file.place, self.file.section)
        if root is None or table is None:
            self.file.doubt("a chart whose data aren’t in the file is left out")
            return
        self.after.append(table)
        self.file.doubt("a chart is given as the table of its data: put in its picture, if you have one")
        if left := [text for text in texts_of(root) if text not in table.text]:
            self.file.doubt(f"words of a chart are left out: “{', '.join(left)}”")

    def _box(self, box: etree._Element) -> None:
        """Take in a text box: one of the masthead as lines of the head; one with other words where that is wanted."""
        words = fold(" ".join("".join(text.text or "" for text in each.iter(W + "t")) for each in box.iter(W + "p")))
        styles = {style.get(W + "val", "").lower() for style in box.iter(W + "pStyle")}
        is_head = not self.file.in_box and bool(styles) and styles <= _MASTHEAD
        if words and not self.file.in_box and not is_head:
            is_wanted = self.file.ask("text-boxes", self.place, first_words(words))
            what = "the text of a text box stands after this paragraph" if is_wanted else f"a text box is left out, “{words}”"
            self.file.found.doubts.append(Doubt(what, self.place))
            if not is_wanted:
                return
        outer, self.file.fields = self.file.fields, []
        found = [replace(block, is_boxed=True) if isinstance(block, Paragraph) else block for block in self.blocks(box)]
        self.file.fields = outer
        if is_head:
            self.file.found.heads += paragraphs_of(found)
        else:
            self.after += found


def _taken_out(element: etree._Element, between: str = "") -> str:
    """Return the words in *element*, which are taken out of it: what is left at the end nothing has read."""
    texts = list(element.iter(W + "t", MATH + "t"))
    words = between.join("".join(text.itertext()) for text in texts)
    for text in texts:
        text.clear()
    return words


def _signs_round(element: etree._Element) -> tuple[str, str]:
    """Return the signs before and after a part of an equation that stands in one line."""
    name = element.tag.removeprefix(MATH)
    given = {one.tag.removeprefix(MATH): one.get(MATH + "val", "") for one in element.iterfind(f"{MATH}{name}Pr/*")}
    if name == "nary":  # a sum or integral
        return given.get("chr", "∫"), ""
    if name == "d":
        return given.get("begChr", "("), given.get("endChr", ")")
    sign = {"num": "", "den": "/", "rad": "√"}.get(name)
    is_group = sign is not None and len(list(element.iter(MATH + "t"))) > 1
    return (sign or "") + "(" * is_group, ")" * is_group
