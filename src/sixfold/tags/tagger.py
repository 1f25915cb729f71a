"""From laid-out pages to the structure tree, in the place where the engine would make its own."""

from __future__ import annotations

from typing import Any

from sixfold.tags.content import Content
from sixfold.tags.elements import Elements
from sixfold.tags.page import PageTagger
from sixfold.tags.tree import Node, Writer


def install() -> None:
    """Let the engine tag its pages this way. Doing it twice does it once."""
    import weasyprint.pdf  # noqa: PLC0415

    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Any, _version: Any, streams: list[Any]) -> None:
    """Add the structure of *document*, laid out and drawn by the engine, to *pdf*.

    Raises: DefectError, when something was drawn that no tag has: it would be lost to readers.
    """
    import pydyf  # noqa: PLC0415

    root = Node("Document", None, document.metadata.lang or "")
    elements = Elements(pdf, root)
    counts = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        content = Content(stream, document.fonts.values())
        PageTagger(elements, number, page, content).tag()
        content.finish()
        counts.append(content.count)
    root.kids.sort(key=lambda kid: kid in elements.feet)  # the foot of page 1 is not in the way of its text
    Writer(pdf).write(root, counts)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
