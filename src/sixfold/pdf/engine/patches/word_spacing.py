"""Spaces of justified text that shrink: what WeasyPrint 70 doesn't do.

Where word-spacing is negative, lines are broken with spaces that narrow. A line takes one word more, or one more part of it, if
that is better than to widen its spaces; word processors since 2013 do so, for up to a quarter of a space (measured). The last
line of a paragraph gets its whole spaces back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: A line is closed if its spaces would else grow by this many times what they have to shrink. Source: S/2023/664, S/2024/228,
#: A/HRC/WG.6/34/ITA/3: closed at 1.8 times and more, left open at 1.7 and less.
_SHRINKING_COSTS = 2

#: A difference in a line's length that counts, in pixels of CSS.
_VISIBLE = 0.05


def install() -> None:
    """Teach the engine all this."""
    from weasyprint.layout import inline  # noqa: PLC0415

    inline.split_inline_box = _closing(inline.split_inline_box)
    inline.text_align = _widening(inline.text_align)


def _closing(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to fill a line that narrows its spaces for one word more only where that is better than to widen them."""
    from weasyprint.formatting_structure.boxes import LineBox  # noqa: PLC0415

    def split_and_weigh(context: Any, box: Any, x: float, end: float, *rest: Any) -> Any:
        result = split(context, box, x, end, *rest)
        if not isinstance(box, LineBox) or not (shrunk := _shrunk(box)):
            return result
        collected = [each for each in rest if isinstance(each, list)]
        while (excess := _excess(context, result[0], shrunk, end)) > 0:
            kept = [each.copy() for each in collected]
            _restore(collected, [[] for _ in collected])
            shorter = split(context, box, x, result[0].position_x + result[0].width - _VISIBLE, *rest)
            growth = -_excess(context, shorter[0], shrunk, end)
            if shorter[0].width >= result[0].width or growth > _SHRINKING_COSTS * excess:
                _restore(collected, kept)
                return result
            result = shorter
        return result

    return split_and_weigh


def _restore(lists: list[list[Any]], contents: list[list[Any]]) -> None:
    for each, content in zip(lists, contents, strict=True):
        each[:] = content


def _shrunk(line: Any) -> float:
    """Return by how much the spaces of a line are narrowed."""
    return max(0.0, -line.style["word_spacing"]) if line.style["text_align_all"] == "justify" else 0.0


def _excess(context: Any, line: Any, shrunk: float, end: float) -> float:
    """Return by how much each space of *line* has to shrink, to end at *end*; negative, by how much it has to grow."""
    from weasyprint.layout import inline  # noqa: PLC0415

    inline.remove_last_whitespace(context, line)
    spaces = inline.count_expandable_spaces(line)
    missing = line.position_x + line.width + shrunk * spaces - end
    return float(missing / spaces) if spaces else -float("inf")


def _widening(align: Callable[..., float]) -> Callable[..., float]:
    """Return a way to align a line that gives the last one of a justified paragraph its whole spaces, as far as they have room."""
    from weasyprint.layout import inline  # noqa: PLC0415

    def align_and_widen(context: Any, line: Any, available_width: float, last: bool) -> float:
        shrunk, room = _shrunk(line), available_width - line.width
        if last and shrunk and room > 0:
            spaces = inline.count_expandable_spaces(line)
            inline.justify_line(context, line, min(shrunk * spaces, room))
        return align(context, line, available_width, last)

    return align_and_widen
