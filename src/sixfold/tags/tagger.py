"""From laid-out pages to the structure tree: each element of the page becomes one node, on however many pages it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sixfold.errors import DefectError
from sixfold.symbols import find_symbols, public_address
from sixfold.tags.content import Content
from sixfold.tags.drawing import Cut, Piece
from sixfold.tags.roles import alternative, classes, list_depth, role_of
from sixfold.tags.tree import Annotation, Mark, Node, Writer

#: CSS pixels to points.
_POINTS = 0.75

#: What the engine ends a divided word with, and what says so to a reader. Source: ISO 32000-1, 14.8.2.2.3.
_HYPHEN, _SOFT_HYPHEN = "\u2010", "\u00ad"

#: What keeps a symbol in one line, and is not drawn.
_JOINER = "\u2060"


def install() -> None:
    """Let the engine tag its pages this way."""
    import weasyprint.pdf  # noqa: PLC0415

    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Any, _version: Any, streams: list[Any]) -> None:
    """Add the structure of *document*, laid out and drawn by the engine, to *pdf*."""
    import pydyf  # noqa: PLC0415

    language = document.metadata.lang or ""
    root = Node("Document", None, language)
    tagger = _Tagger(pdf, root)
    counts = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        content = Content(stream, document.fonts.values())
        _PageTagger(tagger, number, page, content).tag()
        content.finish()
        counts.append(content.count)
    root.kids.sort(key=lambda kid: kid in tagger.feet)  # the foot of page 1 is not in the way of its text
    Writer(pdf).write(root, counts)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Tagger:
    """What is known from page to page: the nodes of elements, where the heads of tables first stood, how deep headings are."""

    def __init__(self, pdf: Any, root: Node) -> None:
        self.pdf, self.root = pdf, root
        self.nodes: dict[Any, Node] = {}
        self.heads: dict[Any, int] = {}
        self.feet: list[Node] = []
        self._levels: list[int] = []
        self._notes = 0

    def node(self, element: Any, parent: Node) -> Node:
        """Return the node of *element*, a new one below *parent* at the first time; *parent* itself for one without a role."""
        if element in self.nodes:
            return self.nodes[element]
        if parent.role == "LBody" and "number" in classes(element):
            self.nodes[element] = _label(parent)
            return self.nodes[element]
        role = role_of(element)
        language = element.get("lang") or parent.language
        if role is None and language == parent.language:
            return parent
        self.nodes[element] = self._new(element, parent, role or "Span", language)
        if element.tag == "footer":
            self.feet.append(self.nodes[element])
        return self.nodes[element]

    def _new(self, element: Any, parent: Node, role: str, language: str) -> Node:
        if depth := list_depth(element):
            return _item(parent, depth).add(role, language)
        if role in ("H1", "H2", "H3", "H4", "H5"):
            return parent.add(f"H{self._level(int(role[1]))}", language)
        if role == "TH":
            return parent.add(role, language, A=_attributes("Table", Scope="/Column"))
        return parent.add(role, language)

    def _level(self, level: int) -> int:
        """Return the level of a heading such that none is skipped."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return len(self._levels)

    def note(self, element: Any, parent: Node) -> Node:
        """Return the node of a footnote, after what calls it."""
        if element not in self.nodes:
            self._notes += 1
            language = element.get("lang") or parent.language
            self.nodes[element] = parent.add("Note", language, ID=f"note-{self._notes}")
        return self.nodes[element]


def _item(parent: Node, depth: int) -> Node:
    """Return a new item of the list that *parent* ends with, or of a new one; deeper ones stand in the item before."""
    last = parent.kids[-1] if parent.kids else None
    whole = last if isinstance(last, Node) and last.role == "L" else parent.add("L")
    if depth > 1 and whole.kids:
        item = whole.kids[-1]
        body = item.kids[-1] if isinstance(item, Node) and item.kids else None
        if isinstance(body, Node):
            return _item(body, depth - 1)
    return whole.add("LI")


def _label(body: Node) -> Node:
    """Return a new label of the list item that has *body*."""
    item = body.parent or body
    label = Node("Lbl", item, item.language)
    item.kids.insert(0, label)
    return label


def _attributes(owner: str, **entries: Any) -> Any:
    import pydyf  # noqa: PLC0415

    return pydyf.Dictionary({"O": f"/{owner}"} | entries)


class _PageTagger:
    """Tags one page."""

    def __init__(self, tagger: _Tagger, number: int, page: Any, content: Content) -> None:
        self._tagger, self._number, self._page, self._content = tagger, number, page, content

    def tag(self) -> None:
        """Give everything on the page its tag; what stands in its margins is read by nobody.

        Raises: DefectError, when something was drawn that no tag has: it would be lost to readers.
        """
        for box in self._page._page_box.children:
            if type(box).__name__ == "MarginBox":
                self._hide(box)
            else:
                self._visit(box, self._tagger.root)
        if left := [getattr(box, "text", box.element_tag) for box in self._content.left]:
            raise DefectError(f"what is on page {self._number + 1} has no tag: {left}")

    def _hide(self, box: Any) -> None:
        for child in _boxes(box):
            if self._content.has(child):
                self._content.hide(child)

    def _visit(self, box: Any, parent: Node) -> None:
        box = getattr(box, "_box", box)  # where the engine keeps what stands out of the flow
        if hasattr(box, "text"):
            self._text(box, parent)
        elif hasattr(box, "replacement"):
            self._picture(box, parent)
        elif self._is_repeated(box) or self._is_leader(box):
            self._hide(box)
        else:
            node = self._node(box, parent)
            self._link(box, node)
            for child in box.children:
                self._visit(child, node)

    def _node(self, box: Any, parent: Node) -> Node:
        element, tag = box.element, str(box.element_tag)
        if element is None or tag in ("html", "body"):
            return parent
        if tag.endswith("::footnote-call"):
            call = parent.add("Reference")
            self._tagger.note(element, parent)
            return call
        if tag.endswith("::footnote-marker"):
            return self._tagger.note(element, parent).add("Lbl")
        if "::" in tag:
            return parent
        if "footnote" in classes(element):
            return self._tagger.note(element, parent)
        return self._tagger.node(element, parent)

    def _is_repeated(self, box: Any) -> bool:
        """Tell whether *box* is the head of a table, printed again on a further page."""
        if box.element_tag != "thead":
            return False
        return self._tagger.heads.setdefault(box.element, self._number) != self._number

    def _is_leader(self, box: Any) -> bool:
        return str(box.element_tag).endswith("::after") and "entry-text" in classes(box.element)

    def _text(self, box: Any, parent: Node) -> None:
        if not self._content.has(box):  # only spaces: nothing was drawn
            return
        if not (box.text.endswith(_HYPHEN) or (parent.role != "Link" and any(find_symbols(box.text.replace(_JOINER, ""))))):
            parent.kids.append(Mark(self._number, self._content.mark(box)))
            return
        text = self._content.text(box)
        symbols = {Cut(start, end): symbol for start, end, symbol in find_symbols(text) if parent.role != "Link"}
        hyphen = [Cut(len(text) - 1, len(text), _SOFT_HYPHEN)] if text.endswith(_HYPHEN) else []
        for piece in self._content.cut(box, [*symbols, *hyphen]):
            mark = Mark(self._number, piece.number)
            if piece.cut in symbols:
                self._symbol_link(box, piece, parent, str(symbols[piece.cut])).kids.insert(0, mark)
            else:
                parent.kids.append(mark)

    def _picture(self, box: Any, parent: Node) -> None:
        if not self._content.has(box):
            return
        text = alternative(box.element)
        if not text:
            self._content.hide(box)
            return
        x, y = box.content_box_x(), box.content_box_y()
        place = _attributes("Layout", BBox=self._rectangle(x, y, x + box.width, y + box.height), Placement="/Block")
        picture = parent.add("Figure", Alt=text, A=place)
        picture.kids.append(Mark(self._number, self._content.mark(box)))

    def _link(self, box: Any, node: Node) -> None:
        """Put the engine's link on *box* into its node, and say where it leads."""
        import pydyf  # noqa: PLC0415

        annotation = getattr(box, "link_annotation", None)
        if annotation is None or node.role != "Link":
            return
        if "Dest" in annotation:  # within the document: the name of an anchor tells nobody anything
            annotation["Contents"] = pydyf.String(" ".join("".join(box.element.itertext()).split()) or "↓")
        annotation["F"] = 4
        node.kids.append(Annotation(self._number, annotation))

    def _symbol_link(self, box: Any, piece: Piece, parent: Node, symbol: str) -> Node:
        """Return a link of the symbol in *piece* to its public address."""
        import pydyf  # noqa: PLC0415

        address = public_address(symbol, self._tagger.root.language)
        action = pydyf.Dictionary({"Type": "/Action", "S": "/URI", "URI": pydyf.String(address)})
        entries = {"Type": "/Annot", "Subtype": "/Link", "BS": pydyf.Dictionary({"W": 0}), "F": 4, "A": action}
        entries["Rect"] = self._rectangle(piece.x0, box.position_y, piece.x1, box.position_y + box.height)
        entries["Contents"] = pydyf.String(address)
        annotation = pydyf.Dictionary(entries)
        self._tagger.pdf.add_object(annotation)
        page = self._tagger.pdf.objects[int(self._tagger.pdf.page_references[self._number].split()[0])]
        page.setdefault("Annots", pydyf.Array()).append(annotation.reference)
        link = parent.add("Link")
        link.kids.append(Annotation(self._number, annotation))
        return link

    def _rectangle(self, x0: float, top: float, x1: float, bottom: float) -> Any:
        """Return a box of the page (CSS pixels from its top left corner) in points from its bottom left corner."""
        import pydyf  # noqa: PLC0415

        height = self._page.height
        return pydyf.Array([x0 * _POINTS, (height - bottom) * _POINTS, x1 * _POINTS, (height - top) * _POINTS])


def _boxes(box: Any) -> Iterator[Any]:
    """Yield *box* and all in it."""
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)
