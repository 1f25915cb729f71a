"""Paragraphs and tables of a Word file → the body of a part of a seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from sixfold.languages.numbers import annex_number
from sixfold.word.blocks import COMMAS, Account, Blocks
from sixfold.word.drawings import as_png
from sixfold.word.model import Block, Paragraph, Piece, Table
from sixfold.word.roles import Found, choose_heading, role_of
from sixfold.word.tables import TableNotes, is_note, join, join_continued, make_table, split_notes
from sixfold.word.texts import Numbered, drop, inline, split_label
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
#: "Vice-Chairs:", "In favour:" above names that stand one tab in.
_ROLL_HEADING = re.compile(r"<em>([^<>]+)</em>[ \u00a0]*[:：]|<em>([^<>:]+)[:：]</em>")
_UNIT = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
#: Blocks above a table or picture, empty ones among them, and those with words.
_MOST_CAPTIONS, _MOST_TITLES = 12, 4
#: Points: as wide as the text is on the page (docs/seeds.md).
_TEXT_WIDTH_PT = 370
#: Letters of “The Special Committee on the Situation with regard to …,” and the like.
_LONGEST_ORGAN = 200
#: Twips: running text begins at 1267, what stands in as a whole at 1742 or beyond.
_INDENTED = 1700


@dataclass
class BodyBuilder:
    """Builds the body of one part. `note` gives what calls the note of an id."""

    account: Account
    note: Callable[[str], str]
    blocks: Blocks
    counts: Counter[str] = field(default_factory=Counter)

    def build(self, source: Sequence[Block]) -> list[Entry]:
        """Return the body that *source* is."""
        joined = _with_notes_at_tables(join_continued(source, self.account.skipped))
        place = 0
        while place < len(joined):
            captions = _captions_before(joined, place)
            block = joined[place]
            if captions is None and isinstance(block, Paragraph):
                if block.page_break == "before":
                    self.blocks.begin_page()
                begins_resolution = self._begins_resolution(joined[place : place + 4])
                self._paragraph(block)
                self.blocks.in_preamble |= begins_resolution
                if block.page_break == "after":
                    self.blocks.begin_page()
            if captions is None:
                place += 1
            else:
                shown = place + captions
                place = self._shown(joined[shown], joined[place:shown], joined[shown + 1 :]) + shown + 1
        return _with_rolls(self.blocks.finished())

    def _shown(self, shown: Block, above: Sequence[Block], below: Sequence[Block]) -> int:
        """Take a table or picture into the body, with its title; return how many blocks of those *below* are its notes."""
        before = [block for block in above if isinstance(block, Paragraph)]
        after = _notes_after(below)
        notes = [block for block in below[:after] if isinstance(block, Paragraph)]
        if any(block.page_break for block in before):
            self.blocks.begin_page()
        if isinstance(shown, Paragraph):
            self._figures(shown, before, notes)
        elif is_box(shown):
            self._box(blocks_of(shown), before)
            return 0
        elif shown.has_frame and not any(row.is_head for row in shown.rows):  # the sums on page 1 of A/80/604/Add.1
            self._box([replace(shown, has_frame=False), *notes], before)
        else:
            self._table(shown, before, notes)
        return after

    def _begins_resolution(self, blocks: Sequence[Block]) -> bool:
        """Tell whether *blocks* begin with the organ that speaks in a resolution, “*The General Assembly*,”, and go on with it."""
        said = [block for block in blocks if isinstance(block, Paragraph) and block.text]
        if len(said) < 2 or said[0] is not blocks[0] or len(said[0].text) > _LONGEST_ORGAN or not said[0].text.endswith(COMMAS):
            return False
        names_organ = said[0].is_italic or any(organ in said[0].text for organ in self.account.organs)
        numbered = split_label(said[1])
        goes_on = inline(numbered.pieces).startswith("<em>") if numbered.label else said[1].text.endswith((*COMMAS, ":", ";"))
        return names_organ and goes_on

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph) -> None:
        found = role_of(paragraph)
        if found.role in ("empty", "contents"):
            return
        numbered = split_label(paragraph)
        if found.role in ("heading", "title", "caption", "session", "agenda", "agenda-title"):
            self._heading(paragraph, found, numbered)
            return
        pieces = numbered.pieces
        text = inline(pieces, self.note)
        if not text and not numbered.is_bullet:  # its number is all that it says
            pieces, numbered = paragraph.pieces, Numbered("", ())
            text = inline(pieces, self.note)
        if not text:
            return
        if numbered.is_bullet or (found.role == "bullet" and not numbered.label):
            kind = "dashed" if numbered.label in ("–", "—", "-") else "bulleted"
            level = paragraph.look.numbering[1] if paragraph.label and paragraph.look.numbering else max(found.level - 1, 0)
            self.blocks.bullet(kind, Entry({"text": text}, short="text"), level)
        elif numbered.label:
            self.blocks.number(paragraph, text, numbered.label)
        elif not self.blocks.sentence(text):
            self._plain(paragraph, pieces, text)

    def _heading(self, paragraph: Paragraph, found: Found, numbered: Numbered) -> None:
        level = found.level or 3
        kind, typed = choose_heading(self.counts, level, numbered.label)
        text = inline(numbered.pieces, self.note, without=("strong", "em"), break_as="<br>")
        text = f"{typed} {text}".strip()
        if not text:
            return
        name = self.account.references.id_of(paragraph) if numbered.label and not typed else None
        entry = self.blocks.add(kind, [text] if kind == "heading" else {"text": text, "id": name} if name else text)
        if typed:
            what = f"the number {typed} isn’t the next one here: it stands in the words of the heading"
            self.account.doubt(what, paragraph, entry)
        elif found.is_guess and not numbered.label:
            self.account.doubt("a heading by its looks", paragraph, entry)

    def _plain(self, paragraph: Paragraph, pieces: Sequence[Piece], text: str) -> None:
        if re.search(r"[^\t]{4}\t", paragraph.raw.strip()):  # a note has its letter before a tab
            self.account.doubt("columns that are made by tabs stand one behind the other: make a table of them", paragraph)
        lines = [line for line in paragraph.raw.strip().split("\n") if line.strip()]
        look = paragraph.look
        if look.align in ("right", "end", "center"):
            self.blocks.append("centred" if look.align == "center" else "right", text)
        elif len(lines) > 2 and max(map(len, lines)) < 80 and not any(piece.note for piece in pieces):
            self.blocks.add("lines", [one for one in inline(pieces, break_as="\n").split("\n") if one])
        elif role_of(paragraph).role == "quotation" or (look.left >= _INDENTED and look.first >= 0):
            self.blocks.append("indented", text)
        elif paragraph.raw.startswith("\t") or look.first > 0:
            self.blocks.add("paragraph", text)
        else:
            self.blocks.add("continued", text)

    # Tables

    def _table(self, table: Table, before: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
        table, inside = split_notes(table)
        notes = TableNotes(self.note, self.account.words)
        for paragraph in (*inside, *after):
            notes.take(paragraph)
        content = self._captions(before, notes)
        content |= make_table(table, notes.cell, is_landscape=table.section in self.account.landscape)
        if not content["rows"]:
            return
        if table.chart and (title := content["head"][0][0]):
            content = {"title": title, **content}
            content["head"][0][0] = ""
        doubts = ["the table has no head row"] if not content["head"] and len(content["rows"]) > 1 else []
        if any(isinstance(block, Table) for row in table.rows for cell in row.cells for block in cell.blocks):
            doubts.append("a table in a cell is given as a line for each of its rows")
        doubts += notes.doubts()
        content, after_table = notes.put_below(content)
        entry = self.blocks.add("table", Entry({key: value for key, value in content.items() if value not in ("", [], {})}))
        for what in doubts:
            self.account.doubt(what, table, entry)
        for text in after_table:
            self.blocks.add("continued", text)

    def _captions(self, before: Sequence[Paragraph], notes: TableNotes, *, has_unit: bool = True) -> dict[str, Any]:
        """Return number, title and unit, which stand above a table or figure."""
        content: dict[str, Any] = {}
        for paragraph in before:
            if paragraph.look.is_at_foot:
                notes.take(paragraph)
                continue
            pieces = split_label(paragraph).pieces
            if (match := _NUMBERED.fullmatch(paragraph.text)) and "title" not in content:
                content["number"] = self._counted(match)
                self.account.skipped.append(paragraph)
                continue
            if (match := _NUMBERED_TITLE.match("".join(piece.text for piece in pieces))) and not content:
                content["number"] = self._counted(match)
                self.account.words.append(match[0])
                pieces = drop(pieces, match.end())
            text = notes.text(pieces, ("strong", "em"))
            join(content, "unit" if has_unit and _UNIT.fullmatch(paragraph.text) else "title", text)
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
        self.account.pictured.add(shown.place)
        for place, picture in enumerate(shown.pictures):
            content, why = as_png(picture)
            if not content:
                self.account.doubt(f"a picture is left out: {why}", shown)
                continue
            name = f"{self.account.folder}/picture-{len(self.account.pictures) + 1}.png"
            self.account.pictures[name] = content
            notes = TableNotes(self.note, self.account.words)
            for paragraph in after if place == len(shown.pictures) - 1 else ():
                notes.take(paragraph)
            captions = self._captions(before if place == 0 else (), notes, has_unit=False)
            described = picture.alternative.strip() or captions.get("title", "") or "[What the picture shows]"
            entry = {**captions, "picture": name, "alternative": inline([Piece(described)]), **notes.below_figure()}
            if shown.section in self.account.landscape:
                entry["landscape"] = True
            elif picture.width_pt > _TEXT_WIDTH_PT:
                entry["wide"] = True
            self.blocks.add("figure", Entry(entry))
            self.account.doubt("a picture: say in its “alternative” what it shows, and what its words are", shown, self.blocks.last)
        if shown.text:
            self._paragraph(replace(shown, pictures=()))

    def _box(self, framed: Sequence[Block], before: Sequence[Paragraph]) -> None:
        captions = self._captions(before, TableNotes(self.note, self.account.words), has_unit=False)
        inner = replace(self, blocks=replace(self.blocks, entries=[], letters=None, romans=None))
        if body := inner.build(framed):
            self.blocks.add("box", Entry({**captions, "body": body}))


def _with_rolls(blocks: Sequence[Entry]) -> list[Entry]:
    """Return *blocks* with lists of names below headings in italics as such."""
    found: list[Entry] = []
    for block in blocks:
        above, names = found[-1] if found else Entry({}), block.get("indented", block.get("lines", ()))
        match = _ROLL_HEADING.fullmatch(above.get("continued", ""))
        if match and names and not above.doubts and not block.doubts and all(isinstance(name, str) for name in names):
            found.pop()
            entry = Entry({"heading": match[1] or match[2], "lines": list(names)})
            if found and "roll" in found[-1]:
                found[-1]["roll"].append(entry)
            else:
                found.append(Entry({"roll": [entry]}))
        else:
            found.append(block)
    return found


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


def _is_caption(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.pictures:
        return False
    found = role_of(block)
    if found.role == "empty" or (block.look.is_at_foot and is_note(block)):
        return True
    if _UNIT.fullmatch(block.text) or _NUMBERED.fullmatch(block.text):
        return True
    return found.role in ("heading", "caption") and (found.level == 3 or found.role == "caption") and not split_label(block).label


def _captions_before(source: Sequence[Block], place: int) -> int | None:
    """Return how many blocks from *place* on are the title of a table or picture, which comes after them; None where none does."""
    captions = list(takewhile(_is_caption, source[place : place + _MOST_CAPTIONS]))
    shown = next(iter(source[place + len(captions) : place + len(captions) + 1]), None)
    is_shown = isinstance(shown, Table) or bool(shown and shown.pictures)
    begins_empty = bool(captions) and isinstance(captions[0], Paragraph) and role_of(captions[0]).role == "empty"
    return len(captions) if is_shown and not begins_empty and sum(bool(block.text) for block in captions) <= _MOST_TITLES else None


def _with_notes_at_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks*; a note framed at the foot of the page stands below the headings above its table: A/80/630, page 10."""
    moved = list(blocks)
    for place in reversed(range(len(moved))):
        block = moved[place]
        if isinstance(block, Paragraph) and block.look.is_at_foot and is_note(block):
            end = place + 1
            while end < len(moved) and _captions_before(moved, end) is None:
                below = moved[end]
                if not isinstance(below, Paragraph) or role_of(below).role not in ("heading", "empty"):
                    break
                end += 1
            if end < len(moved) and _captions_before(moved, end) is not None:
                moved[place : end] = [*moved[place + 1 : end], block]
    return moved


def _notes_after(source: Sequence[Block]) -> int:
    """Return how many of the blocks *source* are notes to the table or picture before."""
    last = 0
    for count, block in enumerate(source, 1):
        if not isinstance(block, Paragraph) or block.pictures:
            break
        role = role_of(block).role
        if role == "note" and not _UNIT.fullmatch(block.text):
            last = count
        elif role != "empty":
            break
    return last
