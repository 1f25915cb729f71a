"""Letters of SVG files: WeasyPrint 70 sets each by itself, which takes Arabic words apart and turns them round.

Here a text that isn't placed letter by letter is set as a whole, so that its letters join, and run as their script does. A picture
made of dots is named in the PDF after its content, not its path: the same document gives the same bytes in every folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

#: Attributes that place the letters of a text, each by itself, where they have several values, or any at all.
_PLACES = ("x", "y", "dx", "dy", "rotate")
_SPACING = ("letter-spacing", "textLength")


class _Whole(str):
    """A text that the engine, which sets it letter by letter, takes for one letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def install() -> None:
    """Teach the engine this."""
    from weasyprint import images, svg  # noqa: PLC0415

    draw, begin = svg.text, images.RasterImage.__init__

    def draw_whole(drawing: Any, node: Any, font_size: float) -> None:
        if node.text and not is_placed_by_letter(node.attrib):
            node._etree_node.text = _Whole(node.text)
        draw(drawing, node, font_size)

    def name_by_content(image: Any, picture: Any, _: str, content: bytes, *rest: Any) -> None:
        begin(image, picture, hashlib.md5(content, usedforsecurity=False).hexdigest(), content, *rest)

    images.RasterImage.__init__ = name_by_content
    svg.text = draw_whole
    svg.TAGS.update({tag: draw_whole for tag, function in svg.TAGS.items() if function == draw})


def patch_paths() -> None:
    """Let what a path draws be found once: the engine reads each anew, and the emblem is on every first page (3 % of the time)."""
    from pydyf import Stream  # noqa: PLC0415
    from weasyprint import svg  # noqa: PLC0415
    from weasyprint.svg.utils import PointError  # noqa: PLC0415

    draw = svg.TAGS["path"]

    @lru_cache(maxsize=512)
    def read(path: str, font_size: float, width: float, height: float) -> tuple[list[Any], Sequence[Any]]:
        drawing = SimpleNamespace(stream=Stream(), inner_width=width, inner_height=height)
        drawing.point = partial(svg.SVG.point, drawing)
        node = SimpleNamespace(vertices=[], get={"d": path}.get)
        draw(drawing, node, font_size)
        return drawing.stream.stream, node.vertices

    def draw_read(drawing: Any, node: Any, font_size: float) -> None:
        try:
            lines, vertices = read(node.get("d", ""), font_size, drawing.inner_width, drawing.inner_height)
        except PointError:  # what comes before the mistake is drawn
            draw(drawing, node, font_size)
            return
        drawing.stream.stream += lines
        node.vertices += vertices

    svg.TAGS["path"] = draw_read


def is_placed_by_letter(attributes: Any) -> bool:
    """Tell whether the *attributes* of a text place its letters one by one."""
    several = any(len(str(attributes.get(name, "")).replace(",", " ").split()) > 1 for name in _PLACES)
    return several or any(name in attributes for name in _SPACING)
