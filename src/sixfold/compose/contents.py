"""The list of contents of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from sixfold.compose.body import Element
from sixfold.compose.layouts import LAYOUTS, Layout
from sixfold.compose.running import Line, Setter
from sixfold.document import Document, Report


def contents(document: Document, parts: list[dict[str, Any]], setter: Setter) -> dict[str, Any]:
    """Return the list of contents, if a report has one, and the heads of its columns."""
    if not any(isinstance(part.value, Report) and part.value.contents for part in document.parts):
        return {"contents": [], "contents_words": {}}
    layout, house = LAYOUTS[document.layout], setter.house
    paragraphs = house.word("part.contents.paragraphs") if layout.contents_count else ""
    words = {"title": house.contents(), "paragraphs": paragraphs, "page": house.word("part.contents.page")}
    return {"contents": list(_entries(parts, layout, setter)), "contents_words": words}


def _entries(parts: list[dict[str, Any]], layout: Layout, setter: Setter) -> Iterator[dict[str, Any]]:
    """Yield the entries of the list of contents: the headings of reports, then each annex with its title."""
    for part in parts:
        if part["kind"] == "report":
            body = part["body"]
            for place, element in enumerate(body):
                if element.kind in layout.contents:
                    counted = _paragraphs(body[place:]) if layout.contents_count else ""
                    yield _entry(element.kind, element.number, element.text, setter.figures(counted))
        elif part["label"]:
            yield _entry("annex", part["label"])
            yield from (_entry("chapter", "", title) for title in part["titles"][:1])


def _entry(kind: str, number: str, text: Line | None = None, paragraphs: str = "") -> dict[str, Any]:
    anchor = text.anchor if text else ""
    return {"kind": kind, "number": number, "text": text, "anchor": anchor, "paragraphs": paragraphs}


def _paragraphs(elements: Sequence[Element]) -> str:
    """Return the numbers of the paragraphs under the heading that *elements* begin with: 3–45."""
    heading, *rest = elements
    below = takewhile(lambda element: not 0 < element.level <= heading.level, rest)
    positions = [element.position for element in below if element.position]
    return "–".join(dict.fromkeys(map(str, (positions[0], positions[-1])))) if positions else ""
