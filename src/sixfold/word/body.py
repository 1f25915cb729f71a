"""Paragraphs and tables of a Word file → the body of a part of a seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sixfold.languages import annex_number, roman
from sixfold.word.drawings import as_png
from sixfold.word.model import Block, Doubt, Paragraph, Piece, Table, first_words, paragraphs_of
from sixfold.word.roles import Found, choose_heading, role_of
from sixfold.word.table_notes import TableNotes, is_note, split_notes
from sixfold.word.tables import cell_text, join_continued, make_table
from sixfold.word.texts import Numbered, References, drop, inline, is_bracketed, split_label
from sixfold.word.yaml_text import Entry

#: "Table 12", "Figure I", "Box 2" above what they name, in the six languages.
_NUMBER = {
    "table": r"Table|Tableau|Cuadro|Таблица|الجدول|表",
    "figure": r"Figure|Figura|Gráfico|Diagrama|Рисунок|Диаграмма|الشكل|图",
    "box": r"Box|Encadré|Recuadro|Вставка|الإطار|框|方框",
}
_ORDINALS = "|".join(annex_number(n, "ar", "figure").replace(" ", "[ \u00a0]") for n in range(30, 0, -1))
_NUMBER_SIGN = (
    rf"(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _NUMBER.items())})[\s\u00a0]*"
    rf"(?P<number>[0-9٠-٩]{{1,3}}|[IVXL]+|[一二三四五六七八九十]+|{_ORDINALS})(?!\w)"
)
_NUMBERED = re.compile(rf"{_NUMBER_SIGN}\.?", re.IGNORECASE)
#: "Table 12: Sirens", "Figure I. Sirens": the number, and what stands between it and the title.
_NUMBERED_TITLE = re.compile(
    rf"{_NUMBER_SIGN}(?:[ \u00a0]*[.:–—-][ \u00a0]+|[ \u00a0]*[.:]?[\t\n][\s\u00a0]*)(?=\S)", re.IGNORECASE
)
_UNIT = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LETTER = re.compile(r"\(([a-z]{1,2})\)")
_ROMAN = re.compile(r"\(([ivxl]+)\)")
#: Items of a list, letters a to z; a seed has no more below one paragraph.
_MOST_ITEMS = 26
#: Points: as wide as the text is on the page (docs/seeds.md).
_TEXT_WIDTH_PT = 370
#: Twips: running text begins at 1267, what stands in as a whole at 1742 or beyond.
_INDENTED = 1700


@dataclass
class BodyBuilder:
    """Builds the body of one part. `note` gives what calls the note of an id; `landscape` are the sections of turned pages.

    `skipped` are paragraphs, `words` single words that a page makes itself: "Table 3", "Source".
    """

    note: Callable[[str], str]
    landscape: set[int]
    doubts: list[Doubt]
    skipped: list[Paragraph]
    blocks: list[Entry] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    expected: int = 1
    pictures: dict[str, bytes] = field(default_factory=dict)
    folder: str = ""
    references: References = field(default_factory=References)
    letters: list[Entry] | None = None
    romans: list[Entry] | None = None
    letter_indent: int = 0

    def build(self, source: Sequence[Block]) -> list[Entry]:
        """Return the body that *source* is."""
        joined = join_continued(source, self.skipped)
        place = 0
        while place < len(joined):
            place += self._take(joined, place)
        if self.blocks and "new_page" in self.blocks[-1]:
            self.blocks.pop()
        return self.blocks

    def _take(self, source: Sequence[Block], place: int) -> int:
        """Take the block at *place* into the body, with what belongs to it, and return how many blocks that were."""
        captions = _captions_before(source, place)
        if captions is not None:
            if any(isinstance(block, Paragraph) and block.page_break for block in source[place : place + captions]):
                self._begin_page()
            end = place + captions + 1
            after = _notes_after(source, end)
            shown = source[place + captions]
            before = [block for block in source[place : place + captions] if isinstance(block, Paragraph)]
            notes = [block for block in source[end : end + after] if isinstance(block, Paragraph)]
            if isinstance(shown, Paragraph):
                self._figures(shown, before, notes)
            elif is_box(shown):
                self._box(blocks_of(shown), before)
                after = 0
            elif shown.has_frame and not any(row.is_head for row in shown.rows):  # the sums on page 1 of A/80/604/Add.1
                self._box([replace(shown, has_frame=False), *notes], before)
            else:
                self._table(shown, before, notes)
            return captions + 1 + after
        block = source[place]
        if isinstance(block, Paragraph):
            if block.page_break == "before":
                self._begin_page()
            self._paragraph(block)
            if block.page_break == "after":
                self._begin_page()
        return 1

    def _begin_page(self) -> None:
        """Have what comes next begin a page, after which a list of letters goes on."""
        if not self.blocks or "new_page" not in self.blocks[-1]:
            self.blocks.append(Entry({"new_page": True}))

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph) -> None:
        for comment in paragraph.comments:
            self._doubt(f"comment of {comment}", paragraph)
        found = role_of(paragraph)
        if found.role in ("empty", "contents"):
            return
        for what in self.references.doubts(paragraph.pieces):
            self._doubt(what, paragraph)
        numbered = split_label(paragraph)
        numbered = replace(numbered, pieces=tuple(self.references.mark(numbered.pieces)))
        if found.role in ("heading", "title", "caption", "session", "agenda", "agenda-title"):
            self._heading(paragraph, found, numbered)
        elif numbered.is_bullet or (found.role == "bullet" and not numbered.label):
            self._bullet(paragraph, found, numbered)
        elif numbered.label:
            self._labelled(paragraph, numbered)
        else:
            self._plain(paragraph, numbered)

    def _doubt(self, what: str, paragraph: Paragraph, entry: Entry | None = None) -> None:
        doubt = Doubt(what, paragraph.place, first_words(paragraph.text))
        self.doubts.append(doubt)
        if entry is not None:
            entry.doubts.append(str(doubt))

    def _item(self, text: str, paragraph: Paragraph) -> Entry:
        """Return a numbered paragraph, with an id where something refers to it."""
        name = self.references.id_of(paragraph)
        more = ({"id": name} if name else {}) | ({"bracketed": True} if is_bracketed(paragraph) else {})
        return Entry({"text": text} | more, short="text")

    def _add(self, kind: str, value: Any) -> Entry:
        """Add a block, after which no list goes on."""
        self.letters = self.romans = None
        self.blocks.append(Entry({kind: value}, short="paragraph"))
        return self.blocks[-1]

    def _heading(self, paragraph: Paragraph, found: Found, numbered: Numbered) -> None:
        level = found.level or 3
        kind, typed = choose_heading(self.counts, level, numbered.label)
        text = inline(numbered.pieces, self.note, without=("strong", "em"), break_as="<br>")
        text = f"{typed} {text}".strip()
        if not text:
            return
        name = self.references.id_of(paragraph) if numbered.label and not typed else None
        entry = self._add(kind, [text] if kind == "heading" else {"text": text, "id": name} if name else text)
        if typed:
            self._doubt(f"the number {typed} isn’t the next one here: it stands in the words of the heading", paragraph, entry)
        elif found.is_guess and not numbered.label:
            self._doubt("a heading by its looks", paragraph, entry)

    def _bullet(self, paragraph: Paragraph, found: Found, numbered: Numbered) -> None:
        kind = "dashed" if numbered.label in ("–", "—", "-") else "bulleted"
        item = Entry({"text": inline(numbered.pieces, self.note)}, short="text")
        if not item["text"]:
            return
        level = paragraph.look.numbering[1] if numbered.is_generated and paragraph.look.numbering else max(found.level - 1, 0)
        last = self.blocks[-1] if self.blocks else Entry({})
        if level and "bulleted" in last and len(last["bulleted"][-1].get("items", ())) < _MOST_ITEMS:
            last["bulleted"][-1].setdefault("items", []).append(item)
        elif kind in last:
            last[kind].append(item)
        else:
            self._add(kind, [item])

    def _labelled(self, paragraph: Paragraph, numbered: Numbered) -> None:
        """Take a paragraph 1., (a) or (i) in, below the one it belongs to."""
        text = inline(numbered.pieces, self.note)
        if not text:
            self._plain(paragraph, Numbered("", paragraph.pieces))
            return
        if match := re.fullmatch(r"([0-9]{1,3})\.", numbered.label):
            self._decimal(paragraph, text, int(match[1]))
        elif self._is_roman(numbered.label, paragraph):
            self._roman(paragraph, text, numbered.label)
        elif match := _LETTER.fullmatch(numbered.label):
            self._letter(paragraph, text, numbered.label)
        else:
            entry = self._add("continued", f"{numbered.label} {text}")
            self._doubt(f"the number {numbered.label} can’t be made: it stands in the words", paragraph, entry)

    def _decimal(self, paragraph: Paragraph, text: str, number: int) -> None:
        item = self._item(text, paragraph)
        last = self.blocks[-1] if self.blocks else Entry({})
        listed = last.get("list")
        if number != self.expected and (number == 1 or listed) and self.expected > 1:
            if listed and number == _number_of(listed) + 1:
                listed.append(item)
            else:
                block = self._add("list", [item if number == 1 else Entry({"text": text, "number": number})])
                if number != 1:
                    self._doubt(f"the numbers go on from {number} here", paragraph, block)
            return
        if number != self.expected and number > 0:
            item["number"] = number
            if self.expected > 1:
                self._doubt(f"the number is {number}, where {self.expected} would follow", paragraph, item)
        self.expected = number + 1
        if "numbered" in last and len(last["numbered"]) < 999:
            self.letters = self.romans = None
            last["numbered"].append(item)
        else:
            self._add("numbered", [item])

    def _is_roman(self, label: str, paragraph: Paragraph) -> bool:
        """Tell whether (i), (v) or (x) is a number below a letter, and not the letter after (h), (u) or (w)."""
        match = _ROMAN.fullmatch(label)
        if match is None or self.letters is None:
            return False
        if self.romans is not None and label == f"({roman(_number_of(self.romans) + 1).lower()})":
            return True
        if len(match[1]) == 1 and ord(match[1]) - ord("a") == _number_of(self.letters) and self.romans is None:
            return paragraph.look.left > self.letter_indent
        return label == "(i)"

    def _roman(self, paragraph: Paragraph, text: str, label: str) -> None:
        above = (self.letters or [Entry({})])[-1]
        if self.romans is None or label == "(i)":
            if "items" in above:
                self._letter(paragraph, text, label)
                return
            self.romans = []
            above["items"] = self.romans
        if len(self.romans) < _MOST_ITEMS:
            self.romans.append(self._item(text, paragraph))
        else:
            self._typed(paragraph, text, label)

    def _letter(self, paragraph: Paragraph, text: str, label: str) -> None:
        match = _LETTER.fullmatch(label)
        number = ord(match[1]) - ord("a") + 1 if match and len(match[1]) == 1 else 0
        if not number or (self.letters is None and number > 1 and not self._may_go_on(number)):
            self._typed(paragraph, text, label)
            return
        item = self._item(text, paragraph)
        last = self.blocks[-1] if self.blocks else Entry({})
        if self.letters is None or number == 1:
            self.letters = []
            above = last["numbered"][-1] if "numbered" in last else None
            if above is not None and "items" not in above:
                above["items"] = self.letters
            else:
                letters = self.letters
                self._add("lettered", letters)
                self.letters = letters
        expected = _number_of(self.letters) + 1 if self.letters else 1
        if number != expected:
            item["number"] = number
            self._doubt(f"the letter is {label}, where another would follow", paragraph, item)
        self.romans = None
        self.letter_indent = paragraph.look.left
        self.letters.append(item)

    def _may_go_on(self, number: int) -> bool:
        """Tell whether (c) after an interruption goes on with the letters before it."""
        return number <= _MOST_ITEMS and bool(self.blocks)

    def _typed(self, paragraph: Paragraph, text: str, label: str) -> None:
        letters, romans = self.letters, self.romans
        entry = self._add("continued", f"{label} {text}")
        self.letters, self.romans = letters, romans
        self._doubt(f"the number {label} doesn’t fit here: it stands in the words", paragraph, entry)

    def _plain(self, paragraph: Paragraph, numbered: Numbered) -> None:
        text = inline(numbered.pieces, self.note)
        if not text:
            return
        lines = [line for line in paragraph.raw.strip().split("\n") if line.strip()]
        align, look = paragraph.look.align, paragraph.look
        if align in ("right", "end") or align == "center":
            kind = "centred" if align == "center" else "right"
            last = self.blocks[-1] if self.blocks else Entry({})
            if kind in last:
                last[kind].append(text)
            else:
                self._add(kind, [text])
        elif len(lines) > 2 and max(map(len, lines)) < 80 and not any(piece.note for piece in numbered.pieces):
            self._add("lines", [one for one in inline(numbered.pieces, break_as="\n").split("\n") if one])
        elif role_of(paragraph).role == "quotation" or (look.left >= _INDENTED and look.first >= 0):
            last = self.blocks[-1] if self.blocks else Entry({})
            if "indented" in last:
                last["indented"].append(text)
            else:
                self._add("indented", [text])
        elif paragraph.raw.startswith("\t") or look.first > 0:
            self._add("paragraph", text)
        else:
            self._add("continued", text)

    # Tables

    def _table(self, table: Table, before: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
        table, inside = split_notes(table)
        notes = TableNotes(self.note, self.words)
        for paragraph in map(self.references.marked, (*inside, *after)):
            notes.take(paragraph)
        captions = self._captions(before, notes)
        marked = cell_text(lambda pieces, without: notes.text(self.references.mark(pieces), without))
        made = make_table(table, marked, is_landscape=table.section in self.landscape)
        if not made.table["rows"]:
            return
        content = {**captions, **made.table}
        if table.chart and (title := content["head"][0][0]):
            content = {"title": title, **content}
        shown = [piece for paragraph in (*before, *paragraphs_of([table]), *inside, *after) for piece in paragraph.pieces]
        doubts = [*made.doubts, *notes.doubts(), *self.references.doubts(shown)]
        content, after_table = notes.put_below(content)
        entry = self._add("table", Entry({key: value for key, value in content.items() if value not in ("", [], {})}))
        for what in doubts:
            doubt = Doubt(what, table.place, first_words(table.text))
            self.doubts.append(doubt)
            entry.doubts.append(str(doubt))
        for text in after_table:
            self._add("continued", text)

    def _captions(self, before: Sequence[Paragraph], notes: TableNotes, *, has_unit: bool = True) -> dict[str, Any]:
        """Return number, title and unit, which stand above a table or figure."""
        content: dict[str, Any] = {}
        for paragraph in before:
            if paragraph.look.is_at_foot:
                notes.take(paragraph)
                continue
            pieces: Sequence[Piece] = split_label(paragraph).pieces
            if (match := _NUMBERED.fullmatch(paragraph.text)) and "title" not in content:
                content["number"] = self._counted(match)
                self.skipped.append(paragraph)
                continue
            if (match := _NUMBERED_TITLE.match("".join(piece.text for piece in pieces))) and not content:
                content["number"] = self._counted(match)
                self.words.append(match[0])
                pieces = drop(pieces, match.end())
            text = notes.text(self.references.mark(pieces), ("strong", "em"))
            if text and _UNIT.fullmatch(paragraph.text) and has_unit:
                content["unit"] = f"{content['unit']} {text}" if "unit" in content else text
            elif text:
                content["title"] = f"{content['title']} {text}" if "title" in content else text
        return content

    def _counted(self, match: re.Match[str]) -> int | bool:
        """Return the number of a table, figure or box; True where a page makes it, because it is the next one."""
        kind = next(kind for kind in _NUMBER if match[kind])
        number = int(match["number"]) if match["number"].isdecimal() else _from_sign(match["number"])
        is_next = number == self.counts[f"number of {kind}"] + 1
        self.counts[f"number of {kind}"] = number
        return is_next or number or True

    # Figures and boxes

    def _figures(self, shown: Paragraph, before: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
        """Take in the pictures of a paragraph; titles and notes belong to the first and the last."""
        for place, picture in enumerate(shown.pictures):
            content, why = as_png(picture)
            if not content:
                self._doubt(f"a picture is left out: {why}", shown)
                continue
            name = f"{self.folder}/picture-{len(self.pictures) + 1}.png"
            self.pictures[name] = content
            notes = TableNotes(self.note, self.words)
            for paragraph in after if place == len(shown.pictures) - 1 else ():
                notes.take(paragraph)
            captions = self._captions(before if place == 0 else (), notes, has_unit=False)
            described = picture.alternative.strip() or captions.get("title", "") or "[What the picture shows]"
            entry = {**captions, "picture": name, "alternative": inline([Piece(described)]), **notes.below_figure()}
            if shown.section in self.landscape:
                entry["landscape"] = True
            elif picture.width_pt > _TEXT_WIDTH_PT:
                entry["wide"] = True
            self._add("figure", Entry(entry))
            self._doubt("a picture: say in its “alternative” what it shows, and what its words are", shown, self.blocks[-1])
        if shown.text:
            self._paragraph(replace(shown, pictures=()))

    def _box(self, framed: Sequence[Block], before: Sequence[Paragraph]) -> None:
        captions = self._captions(before, TableNotes(self.note, self.words), has_unit=False)
        inner = replace(self, blocks=[], letters=None, romans=None)
        if body := inner.build(framed):
            self._add("box", Entry({**captions, "body": body}))


def is_box(table: Table) -> bool:
    """Tell whether *table* is a frame round paragraphs: a single column, with a line on each side or more than figures in it."""
    cells = [cell for row in table.rows for cell in row.cells]
    if table.chart or not cells or any(len(row.cells) != 1 for row in table.rows) or any(row.is_head for row in table.rows):
        return False
    return table.has_frame or any(len(cell.blocks) > 1 for cell in cells) or any(len(cell.text) > 200 for cell in cells)


def blocks_of(table: Table) -> list[Block]:
    """Return what stands in the cells of *table*, one after the other."""
    return [block for row in table.rows for cell in row.cells for block in cell.blocks]


def _from_sign(sign: str) -> int:
    """Return the number up to a hundred that a Roman sign is, or what Arabic and Chinese have above a figure; 0 for another.

    >>> _from_sign("IV"), _from_sign("iv"), _from_sign("الثاني"), _from_sign("十二"), _from_sign("XXXXX")
    (4, 4, 2, 12, 0)
    """
    plain = sign.upper().replace("\u00a0", " ")
    return next((n for n in range(1, 100) for code in ("en", "ar", "zh") if annex_number(n, code, "figure") == plain), 0)


def _number_of(items: Sequence[Entry]) -> int:
    """Return the number of the last of *items*."""
    number = 0
    for item in items:
        number = item.get("number", number + 1)
    return number


def _is_caption(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.pictures:
        return False
    found = role_of(block)
    if found.role == "empty" or (block.look.is_at_foot and is_note(block)):
        return True
    if _UNIT.fullmatch(block.text) or _NUMBERED.fullmatch(block.text):
        return True
    return found.role in ("heading", "caption") and (found.level == 3 or found.role == "caption") and not split_label(block).label


def _is_shown(block: Block) -> bool:
    return isinstance(block, Table) or bool(block.pictures)


def _captions_before(source: Sequence[Block], place: int) -> int | None:
    """Return how many blocks from *place* on are the title of a table or picture, which comes after them; None where none does."""
    first = source[place]
    if _is_shown(first):
        return 0
    if not isinstance(first, Paragraph):
        return None
    if role_of(first).role == "empty":
        return None
    count = 0
    while place + count < len(source) and count < 12 and _is_caption(source[place + count]):
        count += 1
    if count and place + count < len(source) and _is_shown(source[place + count]):
        said = [one for one in source[place : place + count] if isinstance(one, Paragraph) and one.text]
        return count if len(said) <= 4 else None
    return None


def _notes_after(source: Sequence[Block], place: int) -> int:
    """Return how many blocks from *place* on are notes to the table or picture before."""
    count = last = 0
    while place + count < len(source):
        block = source[place + count]
        if not isinstance(block, Paragraph) or block.pictures:
            break
        found = role_of(block)
        if found.role == "note" and not _UNIT.fullmatch(block.text):
            last = count + 1
        elif found.role != "empty":
            break
        count += 1
    return last
