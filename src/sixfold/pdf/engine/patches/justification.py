"""Lines: what WeasyPrint 70 doesn't do.

* Chinese lines stand on a regular grid. The engine makes a line that mixes faces up to 1 point higher (measured).
* Tracked lines are drawn as long as they were laid out. The engine cuts what it moves each letter by to whole thousandths of an em:
  right edges stood half a point short, and when it was rounded up to 0.15 off (measured). Here it is rounded to tenths of those.
* Spaces are narrowed and stretched after their line was shaped as a whole, so they keep their kerning: before an A a space of 10
  points is 0.57 narrower. The engine has Pango shape the words apart: kerning was lost, and lines were broken too early or
  stood out by a point (measured).
* Word joiners take no tracking. Pango gives them as much as letters: A/65/230 was 0.4 points longer than in a document (measured).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from sixfold.pdf.engine.patches.chinese import distances, is_chinese, stretched

#: What is narrowed or stretched.
_SPACES = re.compile(" |\u00a0".encode())

#: What is seen nowhere, and must take no tracking.
_JOINERS = re.compile("\u2060".encode())


def install() -> None:
    """Teach the engine all this."""
    from weasyprint.draw import text as drawing  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    inline.split_text_box = _on_the_grid(inline.split_text_box)
    inline.count_expandable_spaces = _counting(inline.count_expandable_spaces)
    line_break.Layout.set_text = _setting(line_break.Layout.set_text)
    line_break.Layout.get_first_line = _widening(line_break.Layout.get_first_line)
    drawing.int = partial(round, ndigits=1)  # its module cuts nothing else, but for ellipses


def _on_the_grid(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to split a text box that puts Chinese text where the first face of its family stands alone."""
    from weasyprint.text.line_break import strut  # noqa: PLC0415

    def split_and_place(*arguments: Any, **options: Any) -> Any:
        result = split(*arguments, **options)
        box = result[0]
        if box is not None and is_chinese(box.style):
            box.height, box.baseline = strut(box.style)
            box.margin_top = box.margin_bottom = 0
        return result

    return split_and_place


def _counting(count_spaces: Callable[[Any], float]) -> Callable[[Any], float]:
    """Return a count of what can be stretched in a box: its spaces and, in Chinese, what is between its ideographs."""

    def count(box: Any) -> float:
        text = getattr(box, "text", None)
        return count_spaces(box) + (len(stretched(text)) if text and is_chinese(box.style) else 0)

    return count


def _setting(set_text: Callable[..., None]) -> Callable[..., None]:
    """Return a way to set a layout's text that leaves what is wider or narrower to `_widening`."""

    def set_in_one_piece(layout: Any, text: str, justify: bool = False) -> None:
        style, stretch = layout.style, layout.justification_spacing if justify else 0
        spacing, style["word_spacing"] = style["word_spacing"], 0
        try:
            set_text(layout, text)
        finally:
            style["word_spacing"] = spacing
        growth, encoded = spacing + stretch, layout.text.encode()
        layout.growths = {match.start(): growth for match in _SPACES.finditer(encoded)} if growth else {}
        if style["letter_spacing"] != "normal":
            layout.growths |= {match.start(): -style["letter_spacing"] for match in _JOINERS.finditer(encoded)}
        if is_chinese(style):
            found = distances(layout.text, style, stretch)
            layout.growths |= {len(layout.text[:place].encode()): distance for place, distance in found.items()}

    return set_in_one_piece


def _widening(get_first_line: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Return a way to get the line of a layout with its letters as far from each other as they should be."""
    from weasyprint.text.ffi import pango  # noqa: PLC0415

    def get_widened(layout: Any) -> tuple[Any, ...]:
        line, index = get_first_line(layout)
        if layout.growths:
            line = pango.pango_layout_get_line(layout.layout, 0)  # of a line that may change Pango keeps no width
            _widen(line, layout.growths)
            layout.growths = {}  # once
        return line, index

    return get_widened


def _widen(line: Any, growths: dict[int, float]) -> None:
    """Let letters of *line* be wider, after they were shaped together: in pixels, by the place of the letter in bytes."""
    from weasyprint.text.ffi import TO_UNITS, ffi  # noqa: PLC0415

    run = line.runs
    while growths and run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        for glyph, place in enumerate(ffi.unpack(string.log_clusters, string.num_glyphs)):
            if growth := growths.pop(item.offset + place, 0.0):
                string.glyphs[glyph].geometry.width += round(growth * TO_UNITS)
        run = run.next
