"""The list of contents of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from sixfold.compose.layouts import LAYOUTS, Layout
from sixfold.compose.models import Contents, ContentsEntry, Element, PartOfPage
from sixfold.compose.text import Setter
from sixfold.document.model import Document, Report


def contents(document: Document, parts: Sequence[PartOfPage], setter: Setter) -> Contents | None:
    """Return the list of contents, if a report has one, and the heads of its columns."""
    if not any(isinstance(part.value, Report) and part.value.contents for part in document.parts):
        return None
    layout, house = LAYOUTS[document.layout], setter.house
    return Contents(
        entries=tuple(_entries(parts, layout, setter)),
        title=house.contents(),
        paragraphs=house.word("part.contents.paragraphs") if layout.contents_count else "",
        page=house.word("part.contents.page"),
    )


def _entries(parts: Sequence[PartOfPage], layout: Layout, setter: Setter) -> Iterator[ContentsEntry]:
    """Yield the entries of the list of contents: the headings of reports, then each annex with its title."""
    for part in parts:
        if part.kind == "report":
            for place, element in enumerate(part.body):
                if element.kind in layout.contents:
                    counted = _paragraphs(part.body[place:]) if layout.contents_count else ""
                    yield ContentsEntry(element.kind, element.number, element.text, setter.figures(counted))
        elif part.label:
            yield ContentsEntry("annex", part.label)
            yield from (ContentsEntry("chapter", "", title) for title in part.titles[:1])


def _paragraphs(elements: Sequence[Element]) -> str:
    """Return the numbers of the paragraphs under the heading that *elements* begin with: 3–45."""
    heading, *rest = elements
    below = takewhile(lambda element: not 0 < element.level <= heading.level, rest)
    positions = [element.position for element in below if element.position]
    return "–".join(dict.fromkeys(map(str, (positions[0], positions[-1])))) if positions else ""
