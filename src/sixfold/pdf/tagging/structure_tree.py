"""The structure tree: its nodes, which elements of a document have which, and how they are written into a PDF.

An element has one node, however many boxes and pages it is laid out on.
Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7 (roles).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf

from sixfold.document.references import find_references
from sixfold.pdf.tagging.actual_text import as_read

_HEADINGS = ("H1", "H2", "H3", "H4", "H5")
_SVG = "{http://www.w3.org/2000/svg}svg"

#: Elements that only carry style are not here: their text belongs to the element around them.
_ROLES = {
    "header": "Div", "footer": "Div", "div": "Div", "main": "Part", "nav": "Sect", "section": "Sect", "p": "P", "a": "Link",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "table": "Table", "caption": "Caption", "thead": "THead",
    "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD", "img": "Figure", _SVG: "Figure",
}  # fmt: skip

#: Elements whose text is read as a whole.
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "td", "th", "caption")

_CLASSES = {
    "entries": "TOC",
    "entry": "TOCI",
    "entry-number": "Lbl",
    "note-call": "Reference",
    "listed": "LBody",
    "context": "Span",
}


@dataclass(frozen=True)
class Mark:
    """A piece of the content of a page (pages counted from 0)."""

    page: int
    number: int


@dataclass(frozen=True)
class Annotation:
    """A link on a page."""

    page: int
    object: Any


@dataclass(eq=False)
class Node:
    """An element of the structure. `attributes` are the entries of its dictionary besides place and kids."""

    role: str
    parent: Node | None = None
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Mark | Annotation] = field(default_factory=list)

    def add(self, role: str, language: str = "", **attributes: Any) -> Node:
        """Return a new last kid of the role *role*; another *language* than the parent's is told."""
        node = Node(role, self, language or self.language, attributes)
        if node.language != self.language:
            node.attributes["Lang"] = node.language
        self.kids.append(node)
        return node

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is on any page."""
        return all(isinstance(kid, Node) and kid.is_empty for kid in self.kids)

    @property
    def pages(self) -> Iterator[int]:
        """The pages of its own pieces."""
        return (kid.page for kid in self.kids if not isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """Yield it and all below it that isn't empty, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node) and not kid.is_empty:
                yield from kid.walk()


class Elements:
    """What is known from page to page: the nodes of elements, where heads of tables first stood, how deep headings are.

    `has_blue_links` says that links of the text are blue.
    """

    def __init__(self, pdf: Any, root: Node, html: Any) -> None:
        """Take the PDF (of pydyf), the node that all others are in and the element of the whole document."""
        self.pdf, self.root = pdf, root
        self.has_blue_links = "blue-links" in classes(html)
        self._references = _read_references(html, root.language)
        self.feet: list[Node] = []
        self._nodes: dict[Any, Node] = {}
        self._heads: dict[Any, int] = {}
        self._levels: list[int] = []
        self._notes = 0

    def node(self, element: Any, parent: Node) -> Node:
        """Return the node of *element*, a new one below *parent* at the first time; *parent* itself for one without a role."""
        if element in self._nodes:
            return self._nodes[element]
        named = (_CLASSES[name] for name in classes(element) if name in _CLASSES)
        role = next(named, _ROLES.get(element.tag))
        language = element.get("lang") or parent.language
        if parent.role == "LBody" and "number" in classes(element):
            item = parent.parent or parent
            label = Node("Lbl", item, item.language)
            item.kids.insert(0, label)
            self._nodes[element] = label
        elif role is None and language == parent.language:
            return parent
        else:
            self._nodes[element] = self._new(element, parent, role or "Span", language)
        return self._nodes[element]

    def references(self, element: Any) -> Mapping[str, str]:
        """Return what the paragraph of *element* refers to, beside symbols: texts, and the symbol or address of each."""
        return self._references.get(element, {})

    def note(self, element: Any, parent: Node) -> Node:
        """Return the node of a footnote, which stands after what calls it."""
        if element not in self._nodes:
            self._notes += 1
            language = element.get("lang") or parent.language
            self._nodes[element] = parent.add("Note", language, ID=f"note-{self._notes}")
        return self._nodes[element]

    def is_repeated(self, element: Any, page: int) -> bool:
        """Tell whether the head of a table, *element*, has stood on another page than *page* before."""
        return self._heads.setdefault(element, page) != page

    def _new(self, element: Any, parent: Node, role: str, language: str) -> Node:
        names = classes(element)
        if "listed" in names:
            depth = next((int(name[-1]) for name in names if name[-2:] in ("-1", "-2", "-3")), 1)
            return _item(parent, depth).add(role, language)
        if role in _HEADINGS:  # none is skipped
            level = int(role[1])
            while self._levels and self._levels[-1] >= level:
                self._levels.pop()
            self._levels.append(level)
            return parent.add(f"H{len(self._levels)}", language)
        if role == "TH":
            return parent.add(role, language, A=attributes("Table", Scope="/Column"))
        node = parent.add(role, language)
        if element.tag == "footer":
            self.feet.append(node)
        return node


def _read_references(html: Any, language: str) -> dict[Any, Mapping[str, str]]:
    """Return what each element that holds text refers to. A paragraph is read as a whole, without the notes that it calls."""
    found: dict[Any, Mapping[str, str]] = {}

    def read(element: Any) -> None:
        inner = list(_without_notes(element))
        if references := dict(find_references(as_read("".join(text for _, text in inner)), language)):
            found.update((part, references) for part, _ in inner)

    for element in html.iter():
        if element.tag in _PARAGRAPHS or "note" in classes(element):
            read(element)
    return found


def _without_notes(element: Any) -> Iterator[tuple[Any, str]]:
    """Yield *element* and those in it with the texts that they begin with and that follow them, but for footnotes."""
    yield element, element.text or ""
    for child in element:
        if "footnote" not in classes(child):
            yield from _without_notes(child)
        yield element, child.tail or ""


def attributes(owner: str, **entries: Any) -> Any:
    """Return the attributes of a node that *owner* (Layout, Table) defines."""
    return pydyf.Dictionary({"O": f"/{owner}"} | entries)


def _item(parent: Node, depth: int) -> Node:
    """Return a new item of the list that *parent* ends with, or of a new one; a deeper one stands in the item before."""
    last = parent.kids[-1] if parent.kids else None
    whole = last if isinstance(last, Node) and last.role == "L" else parent.add("L")
    item = whole.kids[-1] if whole.kids else None
    body = item.kids[-1] if isinstance(item, Node) and item.kids else None
    if depth > 1 and isinstance(body, Node):
        return _item(body, depth - 1)
    return whole.add("LI")


def classes(element: Any) -> list[str]:
    """Return the classes of *element*."""
    return (element.get("class") or "").split()


class Writer:
    """Writes one tree into the objects of a PDF."""

    def __init__(self, pdf: Any) -> None:
        """Take the PDF (of pydyf)."""
        self._pdf = pdf
        self._written: dict[Node, Any] = {}

    def write(self, document: Node, mark_counts: list[int]) -> None:
        """Write the tree below *document* into the PDF, whose pages have so many marks each."""
        nodes = list(document.walk())
        root = self._add({"Type": "/StructTreeRoot"})
        for node in nodes:
            self._written[node] = self._add({"Type": "/StructElem", "S": f"/{node.role}"})
        for node in nodes:
            parent = self._written[node.parent] if node.parent else root
            page = next(node.pages, None)
            kids = (self._kid(kid, page) for kid in node.kids if not (isinstance(kid, Node) and kid.is_empty))
            own = {key: pydyf.String(value) if isinstance(value, str) else value for key, value in node.attributes.items()}
            place = {} if page is None else {"Pg": self._pdf.page_references[page]}
            self._written[node] |= own | place | {"K": pydyf.Array(kids), "P": parent.reference}
        root["K"] = pydyf.Array([self._written[document].reference])
        root["ParentTree"] = self._parents(nodes, mark_counts).reference
        root["ParentTreeNextKey"] = len(mark_counts) + sum(isinstance(kid, Annotation) for n in nodes for kid in n.kids)
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _kid(self, kid: Node | Mark | Annotation, page: int | None) -> Any:
        """Return how a kid is written in the list of a node that begins on *page*."""
        if isinstance(kid, Node):
            return self._written[kid].reference
        if isinstance(kid, Mark) and kid.page == page:
            return kid.number
        place = {"Pg": self._pdf.page_references[kid.page]}
        if isinstance(kid, Mark):
            return pydyf.Dictionary({"Type": "/MCR", "MCID": kid.number} | place)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.object.reference} | place)

    def _parents(self, nodes: list[Node], mark_counts: list[int]) -> Any:
        """Return the way back: for each page the nodes of its marks, for each link its node."""
        marks: list[list[Any]] = [[b"null"] * count for count in mark_counts]
        links: list[Any] = []
        for node in nodes:
            for kid in node.kids:
                if isinstance(kid, Mark):
                    marks[kid.page][kid.number] = self._written[node].reference
                elif isinstance(kid, Annotation):
                    kid.object["StructParent"] = len(mark_counts) + len(links)
                    links.append(self._written[node].reference)
        entries = [*(pydyf.Array(page) for page in marks), *links]
        return self._add({"Nums": pydyf.Array(part for pair in enumerate(entries) for part in pair)})

    def _add(self, entries: dict[str, Any]) -> Any:
        added = pydyf.Dictionary(entries)
        self._pdf.add_object(added)
        return added
