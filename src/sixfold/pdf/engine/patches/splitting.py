"""Splitting a text into lines: what WeasyPrint 70 doesn't do.

A text is shaped in one piece, with its spaces as wide as they are drawn, and broken after the last part that has room. The engine
leaves that to Pango, which

* shapes words apart where spaces are narrowed: without the kerning of a space, 0.57 points before an A of 10, and up to 0.8
  pixels wrong, which cost a line all but its first word;
* lets a space that alone stands out of its line, before a word in italics, end the line after its first word, or within it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from math import inf
from typing import Any

from sixfold.pdf.engine.patches.chinese import distances, is_chinese, white_at_end

#: A line has fewer letters than this times its em squares. Source: WeasyPrint's own ratio.
_LETTERS = 4

#: What a part of a word leaves free, in pixels of CSS: it is measured without the words before it.
_ROUNDING = 0.01

_SOFT_HYPHEN = "\u00ad"


def install() -> None:
    """Let the engine break lines so."""
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text.ffi import ffi  # noqa: PLC0415

    ffi.cdef("void pango_glyph_item_get_logical_widths(PangoGlyphItem *item, const char *text, int *widths);")
    split_first_line = inline.split_first_line

    def split(text: str, style: Any, context: Any, room: float | None, stretch: float, **options: bool) -> Any:
        if room is None or not _LETTERS * style["font_size"] < room < inf or style["white_space"] != "normal":
            return split_first_line(text, style, context, room, stretch, **options)
        draft = _Draft(text[: int(_LETTERS * room / style["font_size"])], style, stretch)
        if draft.text != text and draft.count_fitting(room) == len(draft.text):
            draft = _Draft(text, style, stretch)
        fitting = draft.count_fitting(room)
        if fitting == len(text) and not draft.has_breaks:
            return draft.measured(None)
        for end in draft.breaks(fitting):
            line, resume = _Draft(text[:end].rstrip(" "), style, stretch), len(text[:end].encode())
            if line.text.endswith(_SOFT_HYPHEN):
                line = _Draft(line.text, style, stretch, style["hyphenate_character"])
            elif word := draft.word_to_divide(end):
                left = room - draft.width(end) - _ROUNDING
                part, _, goes_on, width, *_ = split_first_line(word, style, context, left, stretch, is_line_start=False)
                if goes_on is not None and width <= left:
                    hyphen = style["hyphenate_character"]
                    line = _Draft(text[:end] + part.text.removesuffix(hyphen), style, stretch, hyphen)
                    resume += goes_on
            if line.width() - white_at_end(line.text, style) <= room:
                return line.measured(resume)
        return split_first_line(text, style, context, room, stretch, **options)

    inline.split_first_line = split


class _Draft:
    """A text of one style, with a hyphen or without, in a line that doesn't end."""

    def __init__(self, text: str, style: Any, stretch: float, hyphen: str = "") -> None:
        from weasyprint.text.line_break import Layout  # noqa: PLC0415

        self.text, self.style, self.hyphen = text, style, hyphen
        self.layout = Layout(style, stretch)
        self.layout.set_text(text + hyphen)
        self.line, second_line = self.layout.get_first_line()
        self.has_breaks = second_line is not None
        self._tracking = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]

    def measured(self, resume: int | None) -> tuple[Any, ...]:
        """Return what the engine asks of a line that goes on at *resume*, in bytes."""
        from weasyprint.text.line_break import first_line_metrics  # noqa: PLC0415

        layout, length, _, *sizes = first_line_metrics(
            self.line, self.text, self.layout, None, True, self.style, bool(self.hyphen), self.hyphen
        )
        return layout, length, resume, *sizes

    def width(self, count: int | None = None) -> float:
        """Return how wide the first *count* letters are in pixels, or all, the tracking of the last one included."""
        from weasyprint.text.line_break import line_size  # noqa: PLC0415

        if count is None:
            width: float = line_size(self.line, self.style)[0]
            return width
        return self._ends[count - 1] + self._tracking / 2

    def count_fitting(self, room: float) -> int:
        """Return how many letters have room. Spaces behind the last of them need none."""
        count = bisect_right(self._ends, room - self._tracking / 2)
        while count < len(self.text) and self.text[count] == " ":
            count += 1
        return count

    def breaks(self, count: int) -> Iterator[int]:
        """Yield how many letters the line may have, from *count* down; nothing where the text has breaks of its own."""
        return (place for place in range(0 if self.has_breaks else count, 0, -1) if self._attributes[place].is_line_break)

    def word_to_divide(self, end: int) -> str:
        """Return what stands from *end* to the next place for a break, if hyphens may divide it."""
        if self.style["hyphens"] != "auto":
            return ""
        count = len(self.text)
        next_end = next((place for place in range(end + 1, count) if self._attributes[place].is_line_break), count)
        word = self.text[end:next_end].rstrip(" ")
        return "" if _SOFT_HYPHEN in word else word

    @cached_property
    def _attributes(self) -> Any:
        from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415

        return pango.pango_layout_get_log_attrs_readonly(self.layout.layout, ffi.NULL)

    @cached_property
    def _ends(self) -> list[float]:
        """Where each letter ends, in the order in which they are read."""
        from weasyprint.text.ffi import FROM_UNITS, ffi, pango  # noqa: PLC0415

        encoded, run = self.text.encode(), self.line.runs
        widths, pointer = [0] * len(self.text), ffi.from_buffer(encoded)
        while run != ffi.NULL:
            item = run.data.item
            found = ffi.new("int[]", item.num_chars)
            pango.pango_glyph_item_get_logical_widths(run.data, pointer, found)
            start = len(encoded[: item.offset].decode())
            widths[start : start + item.num_chars] = found
            run = run.next
        ends = [width * FROM_UNITS for width in accumulate(widths)]
        if is_chinese(self.style):
            for place, distance in distances(self.text, self.style).items():
                ends[place] -= distance
            ends = [end - white_at_end(letter, self.style) for end, letter in zip(ends, self.text, strict=True)]
        ends[-1:] = [end + self._tracking / 2 for end in ends[-1:]]
        return ends
