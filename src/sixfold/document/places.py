"""A text of a document → where it stands, in words: “Annex II, operative paragraph 7 (b)”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sixfold.document.house import House
from sixfold.document.model import HEADINGS, Block, Document, Item, Passage, numbered_items
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


class Places:
    """Says where the texts of a *document* stand, in the words of a *house*."""

    def __init__(self, document: Document, house: House) -> None:
        """Count what has a number in *document*."""
        self.document, self.house, self.numbers = document, house, number_document(document)
        self.code = house.language.code

    def of(self, path: TextPath) -> str:
        """Return where the text at *path* stands: “Annex II, operative paragraph 7 (b)”."""
        word, numbers = self.house.word, self.numbers
        if path[0] != "parts":
            if path[0] == "agenda":
                return word("place.footnote", number="*") if path[2] == "note" else word("place.agenda")
            return word("place.masthead")
        part, (field, *below) = self.document.parts[int(path[1])], path[3:]
        counted = numbers.get(text_at(self.document, path).address)
        if field == "notes":
            words = word("place.footnote", number=write_number(counted, self.code) if counted else str(below[0]))
        elif field == "summary":
            words = self._within(word("part.summary"), self._in_body(part.value.summary, below, counted))
        elif field == "body":
            words = self._in_body(part.value.body, below, counted)
        else:
            words = word("place.signature" if field == "signature" else "place.title")
        if part.kind not in ("annex", "enclosure", "appendix"):
            return words
        steps = numbers[part_names(self.document)[int(path[1])]].steps
        return self._within(self.house.part(part.kind, steps[0].n if steps else None), words)

    def _within(self, part: str, words: str) -> str:
        return self.house.word("place.in-part", part=part, place=words[:1].lower() + words[1:])

    def _in_body(self, body: Sequence[Block], below: Sequence[Any], counted: Number | None) -> str:
        """Return the place in *body* of the text at the steps *below*, whose number is *counted*, if it has one."""
        at, (kind, *steps) = int(below[0]), below[1:]
        block: Passage = body[at]
        count = sum(one.kind == kind for one in body[: at + 1])
        if kind in HEADINGS:
            return self.house.word("place.heading")
        if kind == "table":
            return self._in_table(block.value, count, steps)
        if kind in ("figure", "box"):  # by its number, whether it prints that or not
            label = self.house.label(Number(kind, (Step("annex" if kind == "figure" else "list", count),)))
            return self._within(label, self._in_body(block.value.body, steps[1:], counted)) if steps[0] == "body" else label
        if kind == "corrections":
            return self.house.word("place.item", number=int(steps[0]) + 1)
        if kind == "indented":
            block, steps = block.value[int(steps[0])], steps[2:]
        if block.kind in _PARAGRAPHS:
            earlier = [item for one in body[:at] if one.kind == block.kind == "preambular" for item in one.value]
            is_printed = counted and is_numbered(block.kind)
            found = write_number(counted, self.code) if is_printed else self._position(earlier, block.value, steps)  # type: ignore[arg-type]
            return self.house.word(_PARAGRAPHS[block.kind], number=found)
        is_counted = any(one.kind in ("numbered", "operative", "preambular") for one in body)
        others = (*HEADINGS, *_PARAGRAPHS, "table", "figure", "box", "corrections")
        unnumbered = [n for n, one in enumerate(body) if one.kind not in others]
        return self.house.word("place.unnumbered" if is_counted else "place.paragraph", number=unnumbered.index(at) + 1)

    def _in_table(self, table: Table, count: int, steps: Sequence[Any]) -> str:
        """Return the place in *table*, which is table *count*, of what is at *steps*. A merged cell stands where it begins."""
        kind, *inner = steps
        column = table.column_at(steps) + 1
        if kind == "rows":
            return self.house.word("place.table", table=count, row=inner[0] + 1, column=column)
        if kind in ("columns", "head"):
            return self.house.word("place.table-head", table=count, column=column)
        return self.house.word("place.table-title" if kind in ("title", "unit") else "place.table-notes", table=count)

    def _position(self, earlier: Sequence[Item], items: Sequence[Item], steps: Sequence[object]) -> str:
        """Return where the one of *items* at *steps* stands, which has no number of its own, behind *earlier* ones: 7 (b) (ii)."""
        signs: list[str] = []
        for depth, step in enumerate(one for one in steps if isinstance(one, int)):
            n, item = list(numbered_items([*earlier, *items]))[len(earlier) + step]
            signs.append(number("sub_letter" if depth > 1 else "letter", n, self.code) if depth else str(n))
            earlier, items = (), item.items
        return ("" if self.code == "zh" else "\u00a0").join(signs)
