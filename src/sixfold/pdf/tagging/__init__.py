"""The structure of a tagged PDF: from laid-out pages to what a screen reader reads, in the place of the engine's own.

WeasyPrint 70 tears a paragraph in two at the end of a page, and knows neither footnotes nor the languages of texts. Here the boxes
of each page are walked, and what was drawn for each is given to the node it belongs to.
"""

from __future__ import annotations

import datetime
from typing import Any

import pydyf

from sixfold.document.symbols import public_address
from sixfold.errors import DefectError
from sixfold.pdf.tagging.actual_text import (
    Group,
    as_read,
    find_cuts,
    is_arabic,
    is_as_drawn,
    needs_space,
    read_arabic,
    read_groups,
)
from sixfold.pdf.tagging.marked_content import Content
from sixfold.pdf.tagging.structure_tree import Annotation, Elements, Mark, Node, attributes, classes, write_structure

#: CSS pixels to points.
_POINTS = 0.75

#: Links of documents of today. Source: 127 of 173 letters of 2025. A press edition, which has no tags, stays black.
_BLUE = b"0 0 1 rg"

#: A link is printed, like the page: PDF/A wants it said. Source: ISO 19005-2, 6.3.2; ISO 32000-1, table 165.
_PRINTED = 4


def install() -> None:
    """Let the engine tag its pages this way. Doing it twice does it once."""
    import weasyprint.pdf  # noqa: PLC0415

    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Any, _version: Any, streams: list[Any]) -> None:
    """Add the structure of *document*, laid out and drawn by the engine, to *pdf*.

    Raises: DefectError, when something was drawn that no tag has: it would be lost to readers.
    """
    root = Node("Document", None, document.metadata.lang or "")
    elements = Elements(pdf, root, document.pages[0]._page_box.children[0].element)
    date = datetime.date.fromisoformat(document.metadata.created[:10]) if document.metadata.created else datetime.date.min
    counts = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        content = Content(stream, document.fonts.values())
        PageTagger(elements, number, page, content, date).tag()
        content.finish()
        counts.append(content.count)
    root.kids.sort(key=lambda kid: kid in elements.feet)  # the foot of page 1 is not in the way of its text
    write_structure(pdf, root, counts)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class PageTagger:
    """Tags one page."""

    def __init__(self, elements: Elements, number: int, page: Any, content: Content, date: datetime.date) -> None:
        """Take the document's *elements* and its *date*, the engine's *page*, its number from 0 and what was drawn on it."""
        self._elements, self._number, self._page, self._content, self._date = elements, number, page, content, date
        self._line_ends: set[Any] = set()

    def tag(self) -> None:
        """Give everything on the page its tag; what stands in its margins is read by nobody.

        Raises: DefectError, when something was drawn that no tag has.
        """
        for box in self._page._page_box.children:  # the engine shows its boxes to nobody
            if type(box).__name__ == "MarginBox":
                self._hide(box)
            else:
                self._visit(box, self._elements.root)
        if left := [getattr(box, "text", box.element_tag) for box in self._content.left]:
            raise DefectError(f"what is on page {self._number + 1} has no tag: {left}")

    def _visit(self, box: Any, parent: Node) -> None:
        box = getattr(box, "_box", box)  # how the engine keeps what stands out of the flow
        if hasattr(box, "text"):
            self._text(box, parent)
        elif hasattr(box, "replacement"):
            self._picture(box, parent)
        elif (box.element_tag == "thead" and self._elements.is_repeated(box.element, self._number)) or (
            str(box.element_tag) == "a::after" and "entry-text" in classes(box.element)
        ) or (box.element_tag == "span" and "change" in classes(box.element)):
            # the head of a table, printed again on a further page; the dots of a list of contents; what changed in the source,
            # which struck out and underlined would be heard as one sentence: the catalog says it in words
            self._hide(box)
        else:
            node = self._node(box, parent)
            annotation = getattr(box, "link_annotation", None)  # the engine's
            if annotation is not None and node.role == "Link":
                if "Dest" in annotation:  # the name of an anchor, which the engine gives, tells nobody anything
                    text = " ".join("".join(box.element.itertext()).split())
                    annotation["Contents"] = pydyf.String(text or str(box.element.get("href")))
                annotation["F"] = _PRINTED
                node.kids.append(Annotation(self._number, annotation))
            if type(box).__name__ == "LineBox":
                self._line_ends.update([child for child in box.descendants(placeholders=True) if self._content.has(child)][-1:])
            for child in box.children:
                self._visit(child, node)

    def _node(self, box: Any, parent: Node) -> Node:
        element, tag = box.element, str(box.element_tag)
        if element is None or tag in ("html", "body"):
            return parent
        if tag.endswith("::footnote-call"):
            call = parent.add("Reference")
            self._elements.note(element, parent)
            return call
        if tag.endswith("::footnote-marker"):
            return self._elements.note(element, parent).add("Lbl")
        if "::" in tag:
            return parent
        if "footnote" in classes(element):
            return self._elements.note(element, parent)
        return self._elements.node(element, parent)

    def _hide(self, box: Any) -> None:
        for child in box.descendants(placeholders=True):
            if self._content.has(child):
                self._content.hide(child)

    def _text(self, box: Any, parent: Node) -> None:
        if not self._content.has(box):  # only spaces: nothing was drawn
            return
        is_rtl, is_spaced = is_arabic(box.text), box in self._line_ends and needs_space(box.text)
        references = self._elements.references(box.element)
        if is_as_drawn(box.text, references):
            node = parent
            if is_rtl:  # its letters are drawn from left to right: the node says how it is read
                node = parent.add("Span", ActualText=as_read(box.text) + " " * is_spaced)
            node.kids.append(Mark(self._number, self._content.mark(box, is_spaced=is_spaced and not is_rtl)))
            return
        colour = _BLUE if self._elements.has_blue_links and parent.role != "Link" else b""
        drawn, ends_line = self._content.text(box), box in self._line_ends
        cuts = find_cuts(drawn, references, is_rtl=is_rtl, ends_line=ends_line, colour=colour)
        pieces = self._content.cut(box, [*cuts], is_spaced=is_spaced and not is_rtl)
        groups = read_groups(pieces, cuts, is_rtl=is_rtl)
        if is_rtl:
            groups = read_arabic(groups, box.text + " " * is_spaced, references, ends_line=ends_line)
        for group in groups:
            marks = [Mark(self._number, piece.number) for piece in group.pieces]
            if group.target and parent.role != "Link":
                link = self._link(box, group, parent)
                link.kids[:0] = marks
                if group.reads:
                    link.attributes["ActualText"] = group.reads
            elif group.reads:
                parent.add("Span", ActualText=group.reads).kids += marks
            else:
                parent.kids += marks

    def _link(self, box: Any, group: Group, parent: Node) -> Node:
        """Return a new link of a symbol or reference to where the document or page is found."""
        target = str(group.target)
        is_address = "://" in target
        x0, x1 = min(piece.x0 for piece in group.pieces), max(piece.x1 for piece in group.pieces)
        address = pydyf.String(target if is_address else public_address(target, self._elements.root.language, self._date))
        entries = {
            "Type": "/Annot", "Subtype": "/Link", "Rect": self._rectangle(x0, box.position_y, x1, box.position_y + box.height),
            "BS": pydyf.Dictionary({"W": 0}), "F": _PRINTED,
            "A": pydyf.Dictionary({"Type": "/Action", "S": "/URI", "URI": address}), "Contents": address,
        }  # fmt: skip
        annotation, pdf = pydyf.Dictionary(entries), self._elements.pdf
        pdf.add_object(annotation)
        sheet = pdf.objects[int(pdf.page_references[self._number].split()[0])]
        sheet.setdefault("Annots", pydyf.Array()).append(annotation.reference)
        link = parent.add("Link")
        link.kids.append(Annotation(self._number, annotation))
        return link

    def _picture(self, box: Any, parent: Node) -> None:
        if not self._content.has(box):
            return
        text = box.element.get("aria-label") or box.element.get("alt")
        if not text:  # only decoration
            self._content.hide(box)
            return
        x, y = box.content_box_x(), box.content_box_y()
        place = attributes("Layout", BBox=self._rectangle(x, y, x + box.width, y + box.height), Placement="/Block")
        picture = parent.add("Figure", box.element.get("lang") or "", Alt=text, A=place)
        picture.kids.append(Mark(self._number, self._content.mark(box)))

    def _rectangle(self, x0: float, top: float, x1: float, bottom: float) -> Any:
        """Return a box of the page (CSS pixels from its top left corner) in points from its bottom left corner."""
        height = self._page.height
        return pydyf.Array([x0 * _POINTS, (height - bottom) * _POINTS, x1 * _POINTS, (height - top) * _POINTS])
