"""What there is to translate in a document: one message for each text, with its role, its address and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sixfold.catalogs.model import Message
from sixfold.document.model import KINDS, Document, Text, texts

_PART_NAMES = {"agenda": "the agenda item", "masthead": "page 1"}


#: Places of one text that a translator is told of; a table may have the same cell a hundred times.
_MOST_PLACES = 6


def extract(document: Document, place: str) -> list[Message]:
    """Return the messages of *document* in reading order; *place* is the seed's path from the root of the project.

    Equal texts of one role are one message. A cell that is only a figure is none: the rules of a language write it.
    """
    groups: dict[tuple[str, str], list[Text]] = {}
    for text in texts(document):
        if not text.is_figure:
            groups.setdefault((text.context, text.text), []).append(text)
    return [
        Message(
            *key,
            "\n".join(_comment(group)),
            place,
            formerly=next((text.formerly for text in group if text.formerly), None),
            address=group[0].address,
        )
        for key, group in groups.items()
    ]


def _comment(group: Sequence[Text]) -> Iterator[str]:
    for text in group[:_MOST_PLACES]:
        yield f"{text.address}: {describe(text.address)}"
    if len(group) > _MOST_PLACES:
        yield f"and {len(group) - _MOST_PLACES} places more"
    yield from dict.fromkeys(text.note for text in group if text.note)


def describe(address: str) -> str:
    """Return what an address means, in words.

    >>> describe("annex.op.5"), describe("annex-2.title.1")
    ('operative paragraph 5 of the annex', 'title 1 of annex 2')
    >>> describe("report.p.3.b.ii")
    'paragraph 3 (b) (ii) of the report'
    >>> describe("letter.role.1.2")
    'line 2 of the function of the signatory 1 of the letter'
    """
    part, kind, number, *letters = address.split(".")
    name, _, count = part.partition("-")
    owner = f"{name} {count}" if count else _PART_NAMES.get(name, f"the {name}")
    line = f"line {letters.pop()} of the " if kind == "role" and letters else ""
    place = " ".join([number, *(f"({letter})" for letter in letters)])
    return f"{line}{KINDS[kind].name} {place} of {owner}"
