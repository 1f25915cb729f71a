"""Artwork: SVG files that a page shows, checked and reduced to what is drawn: shapes and letters in plain colours.

A press prints it in black, so that gradients, patterns, masks and filters are refused, with which a short file can also ask for
endless work. What would reach outside the file, is drawn too often or is not seen at all is refused too, with its line.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree import ElementTree

from sixfold.errors import RenderError
from sixfold.project.files import read_file

if TYPE_CHECKING:
    from lxml.etree import _Element

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_REFERENCES = ("href", "src", "base")
_OUTSIDE_ELEMENTS = ("script", "foreignObject", "image", "feImage")
_DRAWN = (
    "svg", "g", "a", "switch", "defs", "symbol", "use", "clipPath", "style", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan",
)  # fmt: skip
_UNSEEN = ("title", "desc", "metadata")
_NOT_DRAWN_BY_THEMSELVES = ("defs", "symbol", "clipPath", "style")

#: An address, or a backslash, with which CSS can write one in other letters.
_OUTSIDE = re.compile(r"url\(\s*['\"]?[^'\"#\s]|@import|\\", re.IGNORECASE)
_INSIDE = re.compile(r"url\(", re.IGNORECASE)
_CLIP = re.compile(r"url\(\s*(['\"]?)#([^'\"()\s]+)\1\s*\)")
_PLACES = re.compile(r"viewBox|d|points|transform|style|[cfr]?[xyr][12]?|width|height|stroke-.*|.*opacity|font-size")
#: What Python reads as a number and no drawing means: not a number, infinity, beyond all pages.
_NO_NUMBER = re.compile(r"[+-]?(nan|inf)|(?<=[0-9.])e\+?[0-9]{2,}|(?<![.0-9])[0-9]{10,}", re.IGNORECASE)
#: Colours, fonts and names of properties, in which the same letters mean nothing.
_WORDS = re.compile(r"#[0-9A-Fa-f]+|font[^;]*|[A-Za-z-]+\s*:")
#: A selector that names an element, a class or an identifier: the only kind that takes no time to look for.
_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*")

#: How much is drawn at most: 50 for each element and for each letter of a text, and the length of attributes and of their styles;
#: a path that is long costs the engine its square. The emblem is 15,000. 14,500 paths, the limit, take 4 seconds and 320 MB at the
#: press (measured); without a limit, 1.2 kB of `use` within `use` took 76 minutes and 2.8 GB, a path of 940 kB 45 seconds.
MOST_DRAWN = 1_000_000
_PER_ELEMENT = _PER_LETTER = 50
_SQUARE_FROM = 50_000


def read_svg(path: Path) -> bytes:
    """Return what the SVG file *path* draws, as XML without anything else.

    Raises: RenderError, when it can't be read, isn't XML, names an address, or draws nothing, too much or what isn't allowed.
    """
    try:
        content = read_file(path)
    except OSError as error:
        raise RenderError(
            f"can't be read: {error.strerror}", path, hint="name another file, or false for none"
        ) from error
    return _reduce(content, path)


@lru_cache(maxsize=8)  # each page has its emblem
def _reduce(content: bytes, path: Path) -> bytes:
    from lxml import etree  # noqa: PLC0415  (who makes no page need not wait for it)

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RenderError(f"not valid SVG: {error.msg}", path, error.lineno, "export it again") from None
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse("a document type", path, 1)
    if etree.QName(root).localname != "svg":
        what = f"not valid SVG: it begins with <{etree.QName(root).localname}>"
        raise RenderError(what, path, root.sourceline, "export it as SVG")
    for node in list(root.getroottree().iter()):
        _check(node, path)
    drawing = _Drawing(root, path)
    if drawing.amount(root) > MOST_DRAWN:
        what = f"this draws more than a page can take: {drawing.amount(root):,} steps, at most {MOST_DRAWN:,} are drawn"
        raise RenderError(what, path, hint="simplify its paths, or draw less often what <use> repeats")
    reduced = bytes(etree.tostring(root))
    if not _is_seen(reduced, path):
        raise RenderError("nothing of this is seen", path, hint="look at it in a viewer, and export it again")
    return reduced


def _check(node: _Element, path: Path) -> None:
    """Check one node of the tree, and take it out where nothing of it is drawn: the notes that drawing programs leave."""
    line = node.sourceline or 1
    if not isinstance(node.tag, str):
        _refuse("a processing instruction", path, line)
    space, _, name = node.tag.rpartition("}")
    if space not in ("", f"{{{_SVG}") or name in _UNSEEN:
        if (parent := node.getparent()) is not None:
            parent.remove(node)
        return
    written = f"<{node.prefix}:{name}>" if node.prefix else f"<{name}>"
    if name in _OUTSIDE_ELEMENTS:
        _refuse(f"the element {written}", path, line)
    if name not in _DRAWN:
        _refuse_plain(f"the element {written}", path, line)
    for key, value in node.attrib.items():
        _check_attribute(key, value, path, line)
    if name == "style" and _OUTSIDE.search(node.text or ""):
        _refuse("an address in a style", path, line)


def _check_attribute(key: str, value: str, path: Path, line: int) -> None:
    name = key.rpartition("}")[2]
    written = f"{name}=“{value[:60]}”"
    if (name in _REFERENCES and not value.startswith("#")) or _OUTSIDE.search(value) or name.lower().startswith("on"):
        _refuse(written, path, line)
    if _INSIDE.search(value) and not (key == "clip-path" and _CLIP.fullmatch(value.strip())):
        _refuse_plain(written, path, line)
    if _PLACES.fullmatch(name) or name == "style":
        _check_numbers(value, path, line)
    if name == "viewBox":
        _check_view_box(value, path, line)


def _check_numbers(value: str, path: Path, line: int) -> None:
    if found := _NO_NUMBER.search(_WORDS.sub("", value)):
        raise RenderError(
            f"“{found[0]}” is no number for a drawing", path, line, "correct it, or export the file again"
        )


def _check_view_box(value: str, path: Path, line: int) -> None:
    try:
        numbers = [float(number) for number in value.replace(",", " ").split()]
    except ValueError:
        numbers = []
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        what = f"viewBox=“{value[:60]}” is not four numbers: left, top, and a width and height above 0"
        raise RenderError(what, path, line, 'write for example viewBox="0 0 535 444"')


@dataclass
class _Drawing:
    """Counts what an SVG tree draws, with all that it draws again."""

    root: _Element
    path: Path
    _known: dict[_Element, int] = field(default_factory=dict)
    _open: set[_Element] = field(default_factory=set)

    def __post_init__(self) -> None:
        elements = list(self.root.iter())
        self._named = {key: element for element in reversed(elements) if (key := element.get("id"))}
        self._per_use = _PER_ELEMENT + len(elements) // 4  # the engine looks for each through the tree
        self._styled: Counter[str] = Counter()
        for element in elements:
            if element.tag.endswith("style"):
                self._read_style(element)

    def _read_style(self, element: _Element) -> None:
        sheet = re.sub(r"/\*.*?\*/|<!--|-->", "", element.text or "", flags=re.DOTALL)
        for rule in filter(str.strip, sheet.split("}")):
            selectors, _, declarations = rule.partition("{")
            for selector in selectors.split(","):
                if not _SELECTOR.fullmatch(selector.strip()):
                    what = f"the style “{selector.strip()[:60]}” is not for one element or class"
                    raise RenderError(what, self.path, element.sourceline, "write the style at the shapes themselves")
                self._styled[selector.strip()] += len(declarations)
            if _INSIDE.search(declarations):
                _refuse_plain("url(…) in a style", self.path, element.sourceline or 1)
            _check_numbers(declarations, self.path, element.sourceline or 1)

    def amount(self, element: _Element) -> int:
        """Return how much *element* draws.

        Raises: RenderError, when it is in itself, or in too many others.
        """
        if element in self._known:
            return self._known[element]
        if element in self._open:
            raise RenderError("this is drawn within itself", self.path, element.sourceline, "draw it without <use>")
        self._open.add(element)
        try:
            self._known[element] = self._own(element) + sum(map(self.amount, [*element, *self._others(element)]))
        except RecursionError:
            what = "this is in more elements, one in the other, than can be drawn"
            raise RenderError(what, self.path, element.sourceline, "ungroup it") from None
        self._open.remove(element)
        return self._known[element]

    def _own(self, element: _Element) -> int:
        attributes = element.attrib
        selectors = [element.tag.rpartition("}")[2], f"#{attributes.get('id')}"]
        selectors += [f".{name}" for name in str(attributes.get("class", "")).split()]
        letters = len("".join(element.itertext()).strip()) if selectors[0] == "text" else 0
        each = self._per_use if selectors[0] == "use" else _PER_ELEMENT
        styled = sum(self._styled[selector] for selector in selectors)
        lengths = [len(value) for value in attributes.values()]
        written = sum(length + length**2 // _SQUARE_FROM for length in lengths)
        return each + written + styled + letters * _PER_LETTER

    def _others(self, element: _Element) -> list[_Element]:
        """Return what *element* draws again, or cuts itself out of."""
        names = [str(element.get(key, ""))[1:] for key in _HREFS]
        if clip := _CLIP.fullmatch(str(element.get("clip-path", "")).strip()):
            names.append(clip[2])
        return [self._named[name] for name in names if name in self._named]


def _is_seen(content: bytes, path: Path) -> bool:
    """Tell whether the engine finds a shape or a letter to draw in the SVG *content*."""
    from weasyprint.svg import SVG  # noqa: PLC0415
    from weasyprint.svg.bounding_box import bounding_box, is_valid_bounding_box  # noqa: PLC0415

    def is_seen(node: Any) -> bool:
        if node.tag in _NOT_DRAWN_BY_THEMSELVES or not node.display:
            return False
        if any(map(is_seen, node)) or (node.tag in ("text", "tspan") and (node.text or "").strip()):
            return True
        box = bounding_box(svg, node, 16, True)
        is_painted = any((*node.get_paint("fill"), *node.get_paint("stroke")))
        return bool(is_painted and is_valid_bounding_box(box) and max(box[2:]) > 0 and all(map(math.isfinite, box)))

    try:
        svg = SVG(ElementTree.fromstring(content), path.as_uri(), None)  # noqa: S314  (lxml wrote this)
        svg.tree.set_svg_size(svg, 100, 100)
        return is_seen(svg.tree)
    except Exception as error:  # the engine's own mistakes with values it doesn't expect
        raise undrawable(path) from error


def undrawable(path: Path) -> RenderError:
    """Return the error for artwork with which the engine fails."""
    hint = "is a number, a colour or a transform mistyped? export it again as plain SVG"
    return RenderError("this can’t be drawn", path, hint=hint)


def _refuse(what: str, path: Path, line: int) -> NoReturn:
    raise RenderError(f"{what} is not allowed in artwork: it could reach outside the file", path, line, "remove it")


def _refuse_plain(what: str, path: Path, line: int) -> NoReturn:
    hint = "save it without gradients, patterns, masks and filters"
    raise RenderError(f"{what} is not allowed in artwork: it is drawn in plain shapes and colours", path, line, hint)
