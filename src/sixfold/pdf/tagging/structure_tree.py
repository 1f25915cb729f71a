"""The structure tree: its nodes, which elements of a document have which, and how they are written into a PDF.

An element has one node, however many boxes and pages it is laid out on.
Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7 (roles).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf

from sixfold.document.symbols import find_references
from sixfold.pdf.tagging.actual_text import as_read

_HEADINGS = ("H1", "H2", "H3", "H4", "H5")
_SVG = "{http://www.w3.org/2000/svg}svg"

#: Elements that only carry style are not here: their text belongs to the element around them.
_ROLES = {
    "header": "Div", "footer": "Div", "div": "Div", "main": "Part", "nav": "Sect", "section": "Sect", "aside": "Sect",
    "figure": "Sect", "p": "P", "a": "Link",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "table": "Table", "caption": "Caption", "thead": "THead",
    "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD", "img": "Figure", _SVG: "Figure",
}  # fmt: skip

#: Elements whose text is read as a whole.
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "td", "th", "caption")

_CLASSES = {
    "caption": "Caption", "entries": "TOC", "entry": "TOCI", "entry-number": "Lbl", "note-call": "Reference", "listed": "LBody",
    "context": "Span", "table-note": "Note",
}  # fmt: skip


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
    def kept(self) -> list[Node | Mark | Annotation]:
        """Its kids but for empty ones; a cell without text is one all the same: each row has as many."""
        return [kid for kid in self.kids if self.role == "TR" or not isinstance(kid, Node) or not kid.is_empty]

    def walk(self) -> Iterator[Node]:
        """Yield it and all below it that isn't empty, in reading order."""
        yield self
        for kid in self.kept:
            if isinstance(kid, Node):
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
        names, language = classes(element), element.get("lang") or parent.language
        role = next((_CLASSES[name] for name in names if name in _CLASSES), _ROLES.get(element.tag))
        node = parent
        if parent.role == "LBody" and "number" in names:
            item = parent.parent or parent
            node = Node("Lbl", item, item.language)
            item.kids.insert(0, node)
        elif role in _HEADINGS:  # none is skipped
            level = int(role[1])
            while self._levels and self._levels[-1] >= level:
                self._levels.pop()
            self._levels.append(level)
            node = parent.add(f"H{len(self._levels)}", language)
        elif "listed" in names:
            depth = next((int(name[-1]) for name in names if name[-2:] in ("-1", "-2", "-3")), 1)
            node = _item(parent, depth).add("LBody", language)
        elif role in ("TH", "TD"):
            node = _cell(element, parent, language)
        elif "table-note" in names:
            node = self.note(element, parent)
        elif parent.role == "Note" and "number" in names:
            node = parent.add("Lbl")
        elif element.tag in ("ins", "del") and element.get("aria-label"):  # a line is seen, not heard
            text = " ".join(as_read("".join(element.itertext())).split())
            node = parent.add("Span", language, ActualText=f"[{element.get('aria-label')} {text}]")
        elif role or language != parent.language:
            node = parent.add(role or "Span", language)
        if element.tag == "footer":
            self.feet.append(node)
        self._nodes[element] = node
        return node

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


def _cell(element: Any, parent: Node, language: str) -> Node:
    """Return the node of a cell. A name at the left heads its row; a heading across the table, what is below it, until the next."""
    heads = element.tag == "th" or element.get("scope")
    entries = {"Scope": "/Row" if element.get("scope") == "row" else "/Column"} if heads else {}
    entries |= {key: element.get(key.lower()) for key in ("ColSpan", "RowSpan") if element.get(key.lower())}
    return parent.add("TH" if heads else "TD", language, **({"A": attributes("Table", **entries)} if entries else {}))


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


def write_structure(pdf: Any, document: Node, mark_counts: list[int]) -> None:
    """Write the tree below *document* into the PDF (of pydyf), whose pages have so many marks each.

    There is a way back, too: for each page the nodes of its marks, for each link its node.
    """

    def add(entries: dict[str, Any]) -> Any:
        added = pydyf.Dictionary(entries)
        pdf.add_object(added)
        return added

    root = add({"Type": "/StructTreeRoot"})
    written = {node: add({"Type": "/StructElem", "S": f"/{node.role}"}) for node in document.walk()}
    marks: list[list[Any]] = [[b"null"] * count for count in mark_counts]
    links: list[Any] = []
    for node, element in written.items():
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        kids: list[Any] = []
        for kid in node.kept:
            if isinstance(kid, Node):
                kids.append(written[kid].reference)
                continue
            place = {"Pg": pdf.page_references[kid.page]}
            if isinstance(kid, Mark):
                marks[kid.page][kid.number] = element.reference
                one = pydyf.Dictionary({"Type": "/MCR", "MCID": kid.number} | place)
                kids.append(kid.number if kid.page == page else one)
            else:
                kid.object["StructParent"] = len(mark_counts) + len(links)
                links.append(element.reference)
                kids.append(pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.object.reference} | place))
        own = {key: pydyf.String(value) if isinstance(value, str) else value for key, value in node.attributes.items()}
        own |= {} if page is None else {"Pg": pdf.page_references[page]}
        parent = written[node.parent] if node.parent else root
        element.update(own, K=pydyf.Array(kids), P=parent.reference)
    ways_back = [*map(pydyf.Array, marks), *links]
    root["K"] = pydyf.Array([written[document].reference])
    root["ParentTree"] = add({"Nums": pydyf.Array(part for pair in enumerate(ways_back) for part in pair)}).reference
    root["ParentTreeNextKey"] = len(ways_back)
    pdf.catalog["StructTreeRoot"] = root.reference
