"""Artwork: SVG files that a page shows, checked and reduced to what is drawn: shapes and letters in plain colours.

A press prints it in black, so that gradients, patterns, masks and filters are refused, with which a short file can also ask for
endless work. What would reach outside the file, is drawn too often or is not seen at all is refused too, with its line.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from sixfold.errors import RenderError
from sixfold.pdf.engine.patches.artwork import is_placed_by_letter
from sixfold.project.files import read_file

if TYPE_CHECKING:
    from lxml.etree import _Element

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_REFERENCES = ("href", "src", "base")
_OUTSIDE_REFUSED = "is not allowed in artwork: it could reach outside the file"
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
#: Letters that join, and run from right to left.
_JOINING = re.compile("[\u0600-\u06ff\u0750-\u077f]")
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
        hint = "name another file, or false for none"
        raise RenderError(f"can't be read: {error.strerror}", path, hint=hint) from error
    return _reduce(content, path)


class _RefusedError(Exception):
    """A node that is refused, what is said of it, and what to do."""


@lru_cache(maxsize=8)  # each page has its emblem
def _reduce(content: bytes, path: Path) -> bytes:
    from lxml import etree  # noqa: PLC0415  (who makes no page need not wait for it)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RenderError(f"not valid SVG: {error.msg}", path, error.lineno, "export it again") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise RenderError(f"a document type {_OUTSIDE_REFUSED}", path, 1, "remove it")
    if (name := etree.QName(root).localname) != "svg":
        raise RenderError(f"not valid SVG: it begins with <{name}>", path, root.sourceline, "export it as SVG")
    try:
        for node in list(root.getroottree().iter()):
            _check(node)
        steps = _Drawing(root).steps(root)
    except _RefusedError as refusal:
        node, what, hint = refusal.args
        raise RenderError(what, path, node.sourceline or 1, hint) from None
    if steps > MOST_DRAWN:
        what = f"this draws more than a page can take: {steps:,} steps, at most {MOST_DRAWN:,} are drawn"
        raise RenderError(what, path, hint="simplify its paths, or draw less often what <use> repeats")
    reduced = bytes(etree.tostring(root))
    if not _is_seen(reduced, path):
        raise RenderError("nothing of this is seen", path, hint="look at it in a viewer, and export it again")
    return reduced


def _check(node: _Element) -> None:
    """Check one node of the tree, and take it out where nothing of it is drawn: the notes that drawing programs leave."""
    if not isinstance(node.tag, str):
        raise _outside(node, "a processing instruction")
    space, _, name = node.tag.rpartition("}")
    if space not in ("", f"{{{_SVG}") or name in _UNSEEN:
        from lxml import etree  # noqa: PLC0415

        if (parent := node.getparent()) is not None:
            etree.strip_elements(parent, node.tag, with_tail=False)  # the letters behind it are drawn
        return
    written = f"the element <{node.prefix}:{name}>" if node.prefix else f"the element <{name}>"
    if name in _OUTSIDE_ELEMENTS:
        raise _outside(node, written)
    if name not in _DRAWN:
        raise _not_plain(node, written)
    for key, value in node.attrib.items():
        _check_attribute(node, key, value)
    if name in ("text", "tspan") and is_placed_by_letter(node.attrib) and _JOINING.search("".join(node.itertext())):
        what = "the letters of this text are placed one by one, which takes Arabic words apart"
        raise _RefusedError(node, what, "place the text as a whole, or save its letters as paths")
    if name == "style" and _OUTSIDE.search(node.text or ""):
        raise _outside(node, "an address in a style")


def _check_attribute(node: _Element, key: str, value: str) -> None:
    name = key.rpartition("}")[2]
    written = f"{name}=“{value[:60]}”"
    if (name in _REFERENCES and not value.startswith("#")) or _OUTSIDE.search(value) or name.lower().startswith("on"):
        raise _outside(node, written)
    if _INSIDE.search(value) and not (key == "clip-path" and _CLIP.fullmatch(value.strip())):
        raise _not_plain(node, written)
    if _PLACES.fullmatch(name):
        _check_numbers(node, value)
    if name == "viewBox":
        try:
            _, _, width, height = map(float, value.replace(",", " ").split())
            is_box = min(width, height) > 0
        except ValueError:
            is_box = False
        if not is_box:
            what = f"{written} is not four numbers: left, top, and a width and height above 0"
            raise _RefusedError(node, what, 'write for example viewBox="0 0 535 444"')


def _check_numbers(node: _Element, value: str) -> None:
    if found := _NO_NUMBER.search(_WORDS.sub("", value)):
        raise _RefusedError(node, f"“{found[0]}” is no number for a drawing", "correct it, or export the file again")


class _Drawing:
    """Counts what an SVG tree draws, with all that it draws again."""

    def __init__(self, root: _Element) -> None:
        elements = list(root.iter())
        self._known: dict[_Element, int] = {}
        self._named = {key: element for element in reversed(elements) if (key := element.get("id"))}
        self._per_use = _PER_ELEMENT + len(elements) // 4  # the engine looks for each through the tree
        self._styled: Counter[str] = Counter()
        for element in (element for element in elements if element.tag.endswith("style")):
            sheet = re.sub(r"/\*.*?\*/|<!--|-->", "", element.text or "", flags=re.DOTALL)
            for rule in filter(str.strip, sheet.split("}")):
                selectors, _, declarations = rule.partition("{")
                for selector in map(str.strip, selectors.split(",")):
                    if not _SELECTOR.fullmatch(selector):
                        what = f"the style “{selector[:60]}” is not for one element or class"
                        raise _RefusedError(element, what, "write the style at the shapes themselves")
                    self._styled[selector] += len(declarations)
                if _INSIDE.search(declarations):
                    raise _not_plain(element, "url(…) in a style")
                _check_numbers(element, declarations)

    def steps(self, element: _Element) -> int:
        """Return how much *element* draws.

        Raises: _RefusedError, when it is in itself, or in too many others.
        """
        if element in self._known:
            if not self._known[element]:
                raise _RefusedError(element, "this is drawn within itself", "draw it without <use>")
            return self._known[element]
        self._known[element] = 0  # as long as it is counted
        name = element.tag.rpartition("}")[2]
        own = self._per_use if name == "use" else _PER_ELEMENT
        if name == "text":
            own += _PER_LETTER * len("".join(element.itertext()).strip())
        classes = str(element.get("class", "")).split()
        own += sum(self._styled[selector] for selector in (name, f"#{element.get('id')}", *(f".{each}" for each in classes)))
        own += sum(len(value) + len(value) ** 2 // _SQUARE_FROM for value in element.attrib.values())
        names = [str(element.get(key, ""))[1:] for key in _HREFS]
        if clip := _CLIP.fullmatch(str(element.get("clip-path", "")).strip()):
            names.append(clip[2])
        drawn_again = [self._named[name] for name in names if name in self._named]
        try:
            self._known[element] = own + sum(map(self.steps, [*element, *drawn_again]))
        except RecursionError:
            what = "this is in more elements, one in the other, than can be drawn"
            raise _RefusedError(element, what, "ungroup it") from None
        return self._known[element]


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


def _outside(node: _Element, what: str) -> _RefusedError:
    return _RefusedError(node, f"{what} {_OUTSIDE_REFUSED}", "remove it")


def _not_plain(node: _Element, what: str) -> _RefusedError:
    hint = "save it without gradients, patterns, masks and filters"
    return _RefusedError(node, f"{what} is not allowed in artwork: it is drawn in plain shapes and colours", hint)
