"""Links: of symbols to their public address, and those of the page."""

from __future__ import annotations

from typing import Any

from sixfold.tags.tree import Annotation, Node

#: A link is printed, like the page: PDF/A wants it said. Source: ISO 19005-2, 6.3.2; ISO 32000-1, table 165.
_PRINTED = 4


def add_address(pdf: Any, page: int, address: str, rectangle: Any) -> Annotation:
    """Add a link to *address* on *page* of *pdf*."""
    import pydyf  # noqa: PLC0415

    action = pydyf.Dictionary({"Type": "/Action", "S": "/URI", "URI": pydyf.String(address)})
    border = pydyf.Dictionary({"W": 0})
    entries = {"Type": "/Annot", "Subtype": "/Link", "Rect": rectangle, "BS": border, "F": _PRINTED, "A": action}
    annotation = pydyf.Dictionary(entries | {"Contents": pydyf.String(address)})
    pdf.add_object(annotation)
    sheet = pdf.objects[int(pdf.page_references[page].split()[0])]
    sheet.setdefault("Annots", pydyf.Array()).append(annotation.reference)
    return Annotation(page, annotation)


def add_own_link(box: Any, page: int, node: Node) -> None:
    """Put the engine's link on *box*, if it has one, into *node*, and say where it leads."""
    import pydyf  # noqa: PLC0415

    annotation = getattr(box, "link_annotation", None)
    if annotation is None or node.role != "Link":
        return
    if "Dest" in annotation:  # the name of an anchor, which the engine gives, tells nobody anything
        annotation["Contents"] = pydyf.String(_text_of(box.element))
    annotation["F"] = _PRINTED
    node.kids.append(Annotation(page, annotation))


def _text_of(element: Any) -> str:
    """Return the text of a link; for one that is only a page number, of the link beside it."""
    own = " ".join("".join(element.itertext()).split())
    return own or str(element.get("href"))
