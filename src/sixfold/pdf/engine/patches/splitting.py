"""Splitting a text into lines: what WeasyPrint 70 doesn't do.

A text is shaped in one piece, with its spaces as wide as they are drawn, and broken after the last part that has room. The engine
leaves that to Pango, which

* shapes words apart where spaces are narrowed: without the kerning of a space, 0.57 points before an A of 10, and up to 0.8
  pixels wrong, which cost a line all but its first word;
* lets a space that alone stands out of its line, before a word in italics, end the line after its first word, or within it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from math import inf
from typing import Any

from sixfold.pdf.engine.patches.chinese import is_chinese, less_at_end, white_at_end

#: A line has fewer letters than this times its em squares, which most Chinese letters fill. Source: WeasyPrint's own ratio.
_LETTERS, _IDEOGRAPHS = 4.0, 1.5

#: What a part of a word leaves free, in pixels of CSS: it is measured without the words before it.
_ROUNDING = 0.01

_SOFT_HYPHEN = "\u00ad"

#: A long number behind a hyphen may begin a line: 1941-1943, 2022-OLC-000126. Unicode keeps all numbers there, word processors
#: none. Short ones stay, for signs and symbols: ES-10/23. Source: A/79/753, A/79/982.
_BREAK_BEFORE_NUMBER = re.compile(r"(?<=[^\W_]{3}-)(?=\d{3})")

#: What a line ends with that parts a word.
HYPHENS = ("-", "\u2010", _SOFT_HYPHEN)


def install() -> None:
    """Let the engine break lines so."""
    from weasyprint.layout import inline  # noqa: PLC0415

    split_first_line = inline.split_first_line

    def split(text: str, style: Any, context: Any, room: float | None, stretch: float, **options: bool) -> Any:
        def divide(word: str, left: float) -> Any:
            return split_first_line(word, style, context, left, stretch, is_line_start=False)

        divides = getattr(context, "divides_words", True)  # see `line_breaking.patch_hyphens`
        letters, size = _IDEOGRAPHS if is_chinese(style) else _LETTERS, style["font_size"]
        if room is not None and letters * size < room < inf and style["white_space"] == "normal":
            draft = _Draft(text[: int(letters * room / size)], style, stretch)
            if draft.text != text and draft.count_fitting(room) == len(draft.text):
                draft = _Draft(text, style, stretch)
            if line := _fill(draft, len(text), room, divide if divides else None):
                return line
        if not divides and not options.get("is_line_start", True):
            style = style.copy()
            style["hyphens"] = "manual"
        return split_first_line(text, style, context, room, stretch, **options)

    inline.split_first_line = split


def _fill(draft: _Draft, count: int, room: float, divide: Callable[[str, float], Any] | None) -> Any:
    """Return the longest line that has room, of a text of *count* letters that *draft* begins; None if nothing has room.

    *divide* splits a word, so that its first part has so much room; without it no word is parted.
    """
    from weasyprint.layout.percent import percentage  # noqa: PLC0415

    fitting = draft.count_fitting(room)
    zone = percentage(draft.style["hyphenate_limit_zone"], draft.style, room)  # what may stay empty before a word is parted
    if fitting == count and not draft.has_breaks:
        return draft.measured(None)
    for end in draft.breaks(fitting):
        text = draft.text[:end]
        line, resume = draft.of(text.rstrip(" ")), len(text.encode())
        if divide is None and line.text.endswith(HYPHENS):
            continue
        if line.text.endswith(_SOFT_HYPHEN):
            line = draft.of(line.text, is_divided=True)
        elif (left := room - draft.width(end) - _ROUNDING) > zone and divide and (word := draft.word_to_divide(end)):
            part, _, goes_on, width, *_ = divide(word, left)
            if goes_on is not None and width <= left:
                line = draft.of(text + part.text.removesuffix(draft.style["hyphenate_character"]), is_divided=True)
                resume += goes_on
        if line.width() - white_at_end(line.text, line.style) <= room:
            return line.measured(resume)
    return None


class _Draft:
    """A text of one style, with a hyphen or without, in a line that doesn't end."""

    def __init__(self, text: str, style: Any, stretch: float, hyphen: str = "") -> None:
        from weasyprint.text.line_break import Layout  # noqa: PLC0415

        self.text, self.style, self.stretch, self.hyphen = text, style, stretch, hyphen
        self.layout = Layout(style, stretch)
        self.layout.set_text(text + hyphen)
        self.line, second_line = self.layout.get_first_line()
        self.has_breaks = second_line is not None
        self._tracking = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]

    def of(self, text: str, *, is_divided: bool = False) -> _Draft:
        """Return the draft of another text, or of one that ends within a word."""
        return _Draft(text, self.style, self.stretch, self.style["hyphenate_character"] if is_divided else "")

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
        places = range(0 if self.has_breaks else count, 0, -1)
        return (place for place in places if self._attributes[place].is_line_break or _BREAK_BEFORE_NUMBER.match(self.text, place))

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
            for place, less in less_at_end(self.text, self.style).items():
                ends[place] -= less
        ends[-1:] = [end + self._tracking / 2 for end in ends[-1:]]
        return ends
