"""A text of a document → where it stands, in words: “Annex II, operative paragraph 7 (b)”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sixfold.document.house import House
from sixfold.document.model import HEADINGS, Block, Document, Passage, numbered_items
from sixfold.document.numbering import is_numbered, number_document
from sixfold.document.tables import Table
from sixfold.document.units import TextPath, part_names, text_at
from sixfold.languages.numbers import number
from sixfold.languages.references import Number, Step, write_number

#: What a paragraph of each kind is called.
_PARAGRAPHS: Final[Mapping[str, str]] = {
    "numbered": "place.paragraph",
    "operative": "place.operative",
    "preambular": "place.preambular",
    **dict.fromkeys(("lettered", "hanging"), "place.paragraph"),
    **dict.fromkeys(("list", "bulleted", "dashed"), "place.item"),
}


def place_of(document: Document, path: TextPath, house: House, numbers: Mapping[str, Number] | None = None) -> str:
    """Return where the text at *path* stands, in the words of *house*: “Annex II, operative paragraph 7 (b)”.

    *numbers* are those of the *document*, where they are known.
    """
    numbers = number_document(document) if numbers is None else numbers
    if path[0] != "parts":
        if path[0] == "agenda":
            return house.word("place.footnote", number="*") if path[2] == "note" else house.word("place.agenda")
        return house.word("place.masthead")
    part = document.parts[int(path[1])]
    words = _place_in_part(part.value, path[3:], house, numbers.get(text_at(document, path).address))
    if part.kind not in ("annex", "enclosure", "appendix"):
        return words
    own = numbers[part_names(document)[int(path[1])]]
    return _in_part(house.part(part.kind, own.steps[0].n if own.steps else None), words, house)


def _in_part(part: str, words: str, house: House) -> str:
    return house.word("place.in-part", part=part, place=words[:1].lower() + words[1:])


def _place_in_part(part: Any, steps: TextPath, house: House, number: Number | None) -> str:
    """Return the place in *part* of the text of this *number*, if it has one, at *steps* from there."""
    field, *below = steps
    if field == "notes":
        return house.word("place.footnote", number=write_number(number, house.language.code) if number else str(below[0]))
    if field == "summary":
        return _in_part(house.word("part.summary"), _place_in_body(part.summary, below, house, number), house)
    if field != "body":
        return house.word("place.signature" if field == "signature" else "place.title")
    return _place_in_body(part.body, below, house, number)


def _place_in_body(body: Sequence[Block], below: Sequence[Any], house: House, number: Number | None) -> str:
    """Return the place in *body* of the text of this *number*, if it has one, at the steps *below*."""
    at, (kind, *steps) = int(below[0]), below[1:]
    block: Passage = body[at]
    if kind in HEADINGS:
        return house.word("place.heading")
    if kind == "table":
        return _place_in_table(block.value, sum(one.kind == "table" for one in body[: at + 1]), steps, house)
    if kind in ("figure", "box"):
        label = _label(kind, sum(one.kind == kind for one in body[: at + 1]), house)
        is_inside = steps[0] == "body"
        return _in_part(label, _place_in_body(block.value.body, steps[1:], house, number), house) if is_inside else label
    if kind == "corrections":
        return house.word("place.item", number=int(steps[0]) + 1)
    if kind == "indented":
        block, steps = block.value[int(steps[0])], steps[2:]
    if block.kind in _PARAGRAPHS:
        before = 0
        for earlier in body[:at] if block.kind == "preambular" else ():
            before = [n for n, _ in numbered_items(earlier.value, before)][-1] if earlier.kind == "preambular" else before
        is_printed = number and is_numbered(block.kind)
        found = write_number(number, house.language.code) if is_printed else _position(block, steps, house, before)  # type: ignore[arg-type]
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
    kind, *inner = steps
    column = table.column_at(steps) + 1
    if kind == "rows":
        return house.word("place.table", table=count, row=inner[0] + 1, column=column)
    if kind in ("columns", "head"):
        return house.word("place.table-head", table=count, column=column)
    return house.word("place.table-title" if kind in ("title", "unit") else "place.table-notes", table=count)


def _position(block: Passage, steps: Sequence[str | int], house: House, before: int) -> str:
    """Return where the item at *steps* of *block* stands, which has no number of its own: 7 (b) (ii), counted on from *before*."""
    code, items = house.language.code, block.value
    signs: list[str] = []
    for depth, step in enumerate(one for one in steps if isinstance(one, int)):
        n, item = list(numbered_items(items, 0 if depth else before))[step]
        signs.append(number("sub_letter" if depth > 1 else "letter", n, code) if depth else str(n))
        items = item.items
    return ("" if code == "zh" else "\u00a0").join(signs)
