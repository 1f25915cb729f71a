"""A text of a document → where it stands, in words: “Annex II, operative paragraph 7 (b)”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sixfold.document.house import House
from sixfold.document.model import HEADINGS, Block, Document, Passage, numbered_items
from sixfold.document.numbering import is_numbered, number_document
from sixfold.document.tables import Table, place_cells
from sixfold.document.units import TextPath, part_names, text_at
from sixfold.languages import Number, Step, number, write_number

#: What a paragraph of each kind is called.
_PARAGRAPHS: Final[Mapping[str, str]] = {
    "numbered": "place.paragraph",
    "operative": "place.operative",
    "preambular": "place.preambular",
    **dict.fromkeys(("lettered", "hanging"), "place.paragraph"),
    **dict.fromkeys(("list", "bulleted", "dashed"), "place.item"),
}


def place_of(document: Document, path: TextPath, house: House) -> str:
    """Return where the text at *path* stands, in the words of *house*: “Annex II, operative paragraph 7 (b)”."""
    if path[0] != "parts":
        if path[0] == "agenda":
            return house.word("place.footnote", number="*") if path[2] == "note" else house.word("place.agenda")
        return house.word("place.masthead")
    part = document.parts[int(path[1])]
    words = _place_in_part(document, path, house)
    if part.kind not in ("annex", "enclosure", "appendix"):
        return words
    own = number_document(document)[part_names(document)[int(path[1])]]
    return _in_part(house.part(part.kind, own.steps[0].n if own.steps else None), words, house)


def _in_part(part: str, words: str, house: House) -> str:
    return house.word("place.in-part", part=part, place=words[:1].lower() + words[1:])


def _place_in_part(document: Document, path: TextPath, house: House) -> str:
    field, *below = path[3:]
    if field == "notes":
        return house.word("place.footnote", number=note_marks(document)[int(path[1])].get(str(below[0]), str(below[0])))
    part = document.parts[int(path[1])].value
    if field == "summary":
        return _in_part(house.word("part.summary"), _place_in_body(document, path, part.summary, below, house), house)
    if field != "body":
        return house.word("place.signature" if field == "signature" else "place.title")
    return _place_in_body(document, path, part.body, below, house)


def _place_in_body(document: Document, path: TextPath, body: Sequence[Block], below: Sequence[Any], house: House) -> str:
    """Return the place of the text at *path*, which *below* goes on to from its *body*."""
    at, (kind, *steps) = int(below[0]), below[1:]
    block: Passage = body[at]
    if kind in HEADINGS:
        return house.word("place.heading")
    if kind == "table":
        return _place_in_table(block.value, sum(one.kind == "table" for one in body[: at + 1]), steps, house)
    if kind in ("figure", "box"):
        label = _label(kind, sum(one.kind == kind for one in body[: at + 1]), house)
        is_inside = steps[0] == "body"
        return _in_part(label, _place_in_body(document, path, block.value.body, steps[1:], house), house) if is_inside else label
    if kind == "indented":
        block, steps = block.value[int(steps[0])], steps[2:]
    if block.kind in _PARAGRAPHS:
        before = 0
        for earlier in body[:at] if block.kind == "preambular" else ():
            before = [n for n, _ in numbered_items(earlier.value, before)][-1] if earlier.kind == "preambular" else before
        printed = number_document(document).get(text_at(document, path).address) if is_numbered(block.kind) else None
        found = write_number(printed, house.language.code) if printed else _position(block, steps, house, before)
        return house.word(_PARAGRAPHS[block.kind], number=found)
    is_counted = any(one.kind in ("numbered", "operative", "preambular") for one in body)
    others = (*HEADINGS, *_PARAGRAPHS, "table", "figure", "box", "corrections")
    unnumbered = [n for n, one in enumerate(body) if one.kind not in others]
    return house.word("place.unnumbered" if is_counted else "place.paragraph", number=unnumbered.index(at) + 1)


def _label(kind: str, count: int, house: House) -> str:
    """Return what a figure or box is called, whether it prints its number or not."""
    return house.label(Number("figure", (Step("annex", count),)) if kind == "figure" else Number("box", (Step("list", count),)))


def _place_in_table(table: Table, count: int, steps: Sequence[Any], house: House) -> str:
    """Return the place in *table*, which is table *count*, of what is at *steps*. A merged cell stands where it begins."""
    match steps:
        case ["columns", cell, *_]:
            column = place_cells(table.head_rows, table.width, "")[0][cell]
        case ["head", row, cell, *_]:
            column = place_cells(table.head_rows, table.width, "")[row][cell]
        case ["rows", row, kind, cell, *_]:
            column = 0 if kind == "group" else place_cells(table.body_rows, table.width, "rows")[row][cell]
            return house.word("place.table", table=count, row=row + 1, column=column + 1)
        case [kind, *_]:
            return house.word("place.table-title" if kind in ("title", "unit") else "place.table-notes", table=count)
    return house.word("place.table-head", table=count, column=column + 1)


def _position(block: Passage, steps: Sequence[str | int], house: House, before: int) -> str:
    """Return where the item at *steps* of *block* stands, which has no number of its own: 7 (b) (ii), counted on from *before*."""
    code, items = house.language.code, block.value
    signs: list[str] = []
    for depth, step in enumerate(one for one in steps if isinstance(one, int)):
        n, item = list(numbered_items(items, 0 if depth else before))[step]
        signs.append(number("sub_letter" if depth > 1 else "letter", n, code) if depth else str(n))
        items = item.items
    return ("" if code == "zh" else "\u00a0").join(signs)


def note_marks(document: Document) -> Sequence[Mapping[str, str]]:
    """Return the printed mark of each footnote by its key, for each part."""
    numbers = number_document(document)
    notes = ({key: note for key, note in part.value.notes.items() if note.address in numbers} for part in document.parts)
    return [{key: write_number(numbers[note.address], note.language) for key, note in of_part.items()} for of_part in notes]
