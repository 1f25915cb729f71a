"""The nodes of a document's elements: one each, however many boxes and pages it is laid out on; and their roles.

Source: ISO 32000-1, 14.8.4; ISO 14289-1, 7 (roles).
"""

from __future__ import annotations

from typing import Any

import pydyf

from sixfold.pdf.tagging.structure_tree import Node

_HEADINGS = ("H1", "H2", "H3", "H4", "H5")
_SVG = "{http://www.w3.org/2000/svg}svg"

#: Elements that only carry style are not here: their text belongs to the element around them.
_ROLES = {
    "header": "Div", "footer": "Div", "div": "Div", "main": "Part", "nav": "Sect", "section": "Sect", "p": "P", "a": "Link",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "table": "Table", "caption": "Caption", "thead": "THead",
    "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD", "img": "Figure", _SVG: "Figure",
}  # fmt: skip

_CLASSES = {
    "entries": "TOC",
    "entry": "TOCI",
    "entry-number": "Lbl",
    "note-call": "Reference",
    "listed": "LBody",
    "context": "Span",
}


class Elements:
    """What is known from page to page: the nodes of elements, where heads of tables first stood, how deep headings are."""

    def __init__(self, pdf: Any, root: Node) -> None:
        """Take the PDF (of pydyf) and the node that all others are in."""
        self.pdf, self.root = pdf, root
        self.feet: list[Node] = []
        self._nodes: dict[Any, Node] = {}
        self._heads: dict[Any, int] = {}
        self._levels: list[int] = []
        self._notes = 0

    def node(self, element: Any, parent: Node) -> Node:
        """Return the node of *element*, a new one below *parent* at the first time; *parent* itself for one without a role."""
        if element in self._nodes:
            return self._nodes[element]
        role = role_of(element)
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
        if depth := list_depth(element):
            return _item(parent, depth).add(role, language)
        if role in _HEADINGS:
            return parent.add(f"H{self._level(int(role[1]))}", language)
        if role == "TH":
            return parent.add(role, language, A=attributes("Table", Scope="/Column"))
        node = parent.add(role, language)
        if element.tag == "footer":
            self.feet.append(node)
        return node

    def _level(self, level: int) -> int:
        """Return the level of a heading such that none is skipped."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return len(self._levels)


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


def role_of(element: Any) -> str | None:
    """Return the role of *element*; None for one whose text belongs to what is around it."""
    for name in classes(element):
        if name in _CLASSES:
            return _CLASSES[name]
    return _ROLES.get(element.tag)


def classes(element: Any) -> list[str]:
    """Return the classes of *element*."""
    return (element.get("class") or "").split()


def alternative(element: Any) -> str:
    """Return the text that stands for a picture; nothing for one that is only decoration."""
    return element.get("aria-label") or element.get("alt") or ""


def list_depth(element: Any) -> int:
    """Return how deep in a list a paragraph stands; 0 outside."""
    names = classes(element)
    if "listed" not in names:
        return 0
    return next((int(name[-1]) for name in names if name[-2:] in ("-1", "-2", "-3")), 1)
