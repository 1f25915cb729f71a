"""The structure tree: its nodes, and how they are written into a PDF. Source: ISO 32000-1, 14.7 and 14.8."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf


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
            self._written[node] |= self._entries(node) | {"P": parent.reference}
        root["K"] = pydyf.Array([self._written[document].reference])
        root["ParentTree"] = self._parents(nodes, mark_counts).reference
        root["ParentTreeNextKey"] = len(mark_counts) + sum(isinstance(kid, Annotation) for n in nodes for kid in n.kids)
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _entries(self, node: Node) -> dict[str, Any]:
        page = next(node.pages, None)
        kids = pydyf.Array(self._kid(kid, page) for kid in node.kids if not (isinstance(kid, Node) and kid.is_empty))
        own = {
            name: pydyf.String(value) if isinstance(value, str) else value for name, value in node.attributes.items()
        }
        place = {} if page is None else {"Pg": self._pdf.page_references[page]}
        return own | place | {"K": kids}

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
