"""Which role in a tagged PDF an element of the page has. Source: ISO 32000-1, 14.8.4; ISO 14289-1, 7."""

from __future__ import annotations

from typing import Any

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
