"""What is numbered in a body: headings and sub-paragraphs, each by a kind of sign; and where a language has no sign left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sixfold.document.model.blocks import Block, Item
from sixfold.document.model.document import Document
from sixfold.document.model.traversal import TextPath
from sixfold.errors import Problem, UsageError
from sixfold.languages import LANGUAGE_CODES, Numbered, number

#: Headings, by the key of their block: their level below the title of the part, and how they are numbered.
HEADINGS: dict[str, tuple[int, Numbered | None]] = {
    "chapter": (1, "chapter"),
    "section": (2, "section"),
    "subsection": (3, "subsection"),
    "subheading": (3, None),
    "point": (4, "letter"),
    "minor": (4, None),
    "heading": (2, None),
}

#: How sub-paragraphs are numbered, level by level; the last one goes for all below. Paragraphs themselves have figures.
_SIGNS: dict[str, tuple[Numbered | None, ...]] = {
    "preambular": (None, "letter", "sub_letter"),
    "operative": (None, "letter", "sub_letter"),
    "numbered": (None, "letter", "sub_letter"),
    "lettered": ("letter", "sub_letter"),
    "list": ("list", "letter"),
}


def count_heading(counts: Counter[str], kind: str) -> int:
    """Count a heading of *kind* in *counts*, where those below it begin anew, and return which one it is."""
    level = HEADINGS[kind][0]
    counts[kind] += 1
    for lower, (lower_level, _) in HEADINGS.items():
        if lower_level > level:
            counts[lower] = 0
    return counts[kind]


def unnumbered(document: Document) -> Iterator[tuple[TextPath, Problem]]:
    """Yield each place where one of the six languages has no sign for so high a number, and says so."""
    for place, part in enumerate(document.parts):
        for path, kind, n in _numbered(part.value.body):
            for code in LANGUAGE_CODES:
                try:
                    number(kind, n, code)
                except UsageError as error:
                    yield ("parts", place, part.kind, "body", *path), error.problems[0]
                    break


def _numbered(body: Sequence[Block]) -> Iterator[tuple[TextPath, Numbered, int]]:
    counts: Counter[str] = Counter()
    for place, block in enumerate(body):
        if block.kind in HEADINGS:
            n, kind = count_heading(counts, block.kind), HEADINGS[block.kind][1]
            if kind:
                yield (place, block.kind), kind, n
        elif block.kind in _SIGNS:
            yield from _items((place, block.kind), block.value, _SIGNS[block.kind])


def _items(path: TextPath, items: Sequence[Item], kinds: tuple[Numbered | None, ...]) -> Iterator[tuple[TextPath, Numbered, int]]:
    for place, item in enumerate(items):
        if kinds[0]:
            yield (*path, place), kinds[0], place + 1
        yield from _items((*path, place, "items"), item.items, kinds[1:] or kinds)
