"""A text of a document → where it stands, in words: “Annex II, operative paragraph 7 (b)”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sixfold.catalogs.inline import note_calls
from sixfold.document.house import House
from sixfold.document.model import HEADINGS, Block, Document, Passage, numbered_items
from sixfold.document.tables import Table, place_cells
from sixfold.document.units import TextPath, located_texts
from sixfold.languages import Numbered, number

#: What a paragraph of each kind is called, and which kinds before it are counted with it; the others begin anew in each block.
_PARAGRAPHS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "numbered": ("place.paragraph", ("numbered", "operative")),
    "operative": ("place.operative", ("numbered", "operative")),
    "preambular": ("place.preambular", ("preambular",)),
    **dict.fromkeys(("lettered", "hanging"), ("place.paragraph", ())),
    **dict.fromkeys(("list", "bulleted", "dashed"), ("place.item", ())),
}


def place_of(document: Document, path: TextPath, house: House) -> str:
    """Return where the text at *path* stands, in the words of *house*: “Annex II, operative paragraph 7 (b)”."""
    if path[0] != "parts":
        if path[0] == "agenda":
            return house.word("place.footnote", number="*") if path[2] == "note" else house.word("place.agenda")
        return house.word("place.masthead")
    part = document.parts[int(path[1])]
    words = _place_in_part(document, path, house)
    if part.kind not in ("annex", "enclosure"):
        return words
    alike = [n for n, other in enumerate(document.parts) if other.kind == part.kind]
    label = house.part(part.kind, alike.index(int(path[1])) + 1 if len(alike) > 1 else None)
    return house.word("place.in-part", part=label, place=words[:1].lower() + words[1:])


def _place_in_part(document: Document, path: TextPath, house: House) -> str:
    field, *below = path[3:]
    if field == "notes":
        return house.word("place.footnote", number=note_marks(document)[path[1]].get(str(below[0]), str(below[0])))
    if field != "body":
        return house.word("place.signature" if field == "signature" else "place.title")
    body: Sequence[Block] = document.parts[int(path[1])].value.body
    at, (kind, *steps) = int(below[0]), below[1:]
    block: Passage = body[at]
    if kind in HEADINGS:
        return house.word("place.heading")
    if kind == "table":
        return _place_in_table(block.value, sum(one.kind == "table" for one in body[: at + 1]), steps, house)
    if kind == "indented":
        block, steps = block.value[int(steps[0])], steps[2:]
    if block.kind in _PARAGRAPHS:
        word, kinds = _PARAGRAPHS[block.kind]
        before = 0
        for earlier in body[:at]:
            before = [n for n, _ in numbered_items(earlier.value, before)][-1] if earlier.kind in kinds else before
        return house.word(word, number=_number(block, steps, house, before))
    is_counted = any(one.kind in ("numbered", "operative", "preambular") for one in body)
    unnumbered = [n for n, one in enumerate(body) if one.kind not in (*HEADINGS, *_PARAGRAPHS, "table", "corrections")]
    return house.word("place.unnumbered" if is_counted else "place.paragraph", number=unnumbered.index(at) + 1)


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


def _number(block: Passage, steps: Sequence[str | int], house: House, before: int) -> str:
    """Return the number of the item at *steps* of *block*, which follows the number *before*: 7 (b) (ii)."""
    code, items = house.language.code, block.value
    letters: list[Numbered | None] = ["letter", "sub_letter"]
    kinds = letters if block.kind in ("lettered", "hanging") else [None, *letters]
    signs: list[str] = []
    for depth, step in enumerate(one for one in steps if isinstance(one, int)):
        n, item = list(numbered_items(items, 0 if depth else before))[step]
        kind = kinds[min(depth, len(kinds) - 1)]
        signs.append(number(kind, n, code) if kind else str(n))
        items = item.items
    return ("" if code == "zh" else "\u00a0").join(signs)


def note_marks(document: Document) -> Mapping[str | int, Mapping[str, str]]:
    """Return the printed mark of each footnote by its key, for each part: a number, or a letter in the annexes of a report."""
    is_report = any(part.kind == "report" for part in document.parts)
    numbers: dict[str, str] = {}
    marks = {n: {} if is_report and part.kind != "report" else numbers for n, part in enumerate(document.parts)}
    for path, text in located_texts(document):
        for key in note_calls(text.text) if path[0] == "parts" else ():
            found = marks[int(path[1])]
            count = sum(set(mark) != {"*"} for mark in found.values()) + 1
            found.setdefault(key, key if set(key) == {"*"} else str(count) if found is numbers else chr(ord("a") + count - 1))
    return marks  # type: ignore[return-value]
