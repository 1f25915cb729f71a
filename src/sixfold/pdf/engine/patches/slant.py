"""`font-style: oblique`: upright letters that lean to the right, as word processors slant Arabic, and the figures among it.

WeasyPrint 70 would take it for another word for italic. Source: A/79/876, whose slanted headings are the upright faces, Arabic and
Latin, in a matrix of 1 0 0.333 1.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable
from typing import Any

#: By how much a point is moved to the right, for each by which it is higher.
_SLANT = 1 / 3


def install() -> None:
    """Teach the engine this."""
    from weasyprint.draw import text as drawing  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    line_break.get_font_description = _upright(line_break.get_font_description)
    drawing.draw_first_line = _leaning(drawing.draw_first_line)


def _upright(describe: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a way to describe the font of a style that asks for the upright one instead of an oblique one."""

    def describe_upright(style: Any) -> Any:
        return describe(ChainMap({"font_style": "normal"}, style) if style["font_style"] == "oblique" else style)

    return describe_upright


def _leaning(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to draw a text that slants it."""
    from weasyprint.matrix import Matrix  # noqa: PLC0415

    def draw_leaning(stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
        slanted = Matrix(c=_SLANT) @ matrix if box.style["font_style"] == "oblique" else matrix
        return draw(stream, box, overflow, ellipsis, slanted)

    return draw_leaning
