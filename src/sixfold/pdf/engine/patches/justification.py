"""Lines: what WeasyPrint 70 doesn't do.

* The rest of a justified line is spread between its ideographs. The engine stretches spaces only, and Chinese has none: right
  edges stood up to 21 points short (measured).
* Chinese lines stand on a regular grid. The engine makes a line that mixes faces up to 1 point higher (measured).
* Tracked lines are drawn as long as they were laid out. The engine cuts what it moves each letter by to whole thousandths of an em:
  right edges stood half a point short (measured). Here it is rounded.
* Justified lines are as long as they should be. The engine forgets the kerning of spaces where it stretches them: some lines stood
  out by a point (measured). Their spaces take it over.
* A line of narrowed spaces that Pango takes for shorter than it is ends before the word that has no room. The engine broke it
  after its first word.
* A text whose last space alone stands out of its line, before a word in italics, fits, or ends before the last space that is no
  no-break space. The engine broke such a text after its first word, or within it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

#: What may be spread: ideographs, and the full-width marks among them. Source: Unicode blocks CJK and Fullwidth Forms.
_IDEOGRAPHS = re.compile("[\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")

#: A text with this many times more letters than em squares in its line is longer than the line. Source: WeasyPrint's own ratio.
_LONGEST = 4

#: A line that fills less of its room than this, and goes on, is looked at again.
_FILLED = 0.75

#: A difference in a line's length that is mended, in pixels of CSS.
_VISIBLE = 0.05


def install() -> None:
    """Teach the engine all this."""
    from weasyprint.draw import text as drawing  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    inline.split_text_box = _on_the_grid(inline.split_text_box)
    inline.split_first_line = _minding_last_spaces(_minding_narrow_spaces(inline.split_first_line))
    inline.count_expandable_spaces = _counting(inline.count_expandable_spaces)
    line_break.Layout.set_text = _setting(line_break.Layout.set_text)
    drawing.int = round  # its module cuts nothing else but a width that Pango takes


def _on_the_grid(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to split a text box that puts Chinese text where the first face of its family stands alone."""
    from weasyprint.text.line_break import strut  # noqa: PLC0415

    def split_and_place(*arguments: Any, **options: Any) -> Any:
        result = split(*arguments, **options)
        box = result[0]
        if box is not None and _is_chinese(box.style):
            box.height, box.baseline = strut(box.style)
            box.margin_top = box.margin_bottom = 0
        return result

    return split_and_place


def _minding_narrow_spaces(split: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Return a way to split text into lines that are no longer than their room, and no shorter than they need be.

    Between narrowed spaces Pango takes a line for up to 0.8 pixels shorter than it is (measured), less than two spaces give way.
    The engine then returns a line that stands out, or takes its first word alone, or that and a part of the second; in as much
    less room the line ends a word earlier.
    """

    def split_well(text: str, style: Any, context: Any, room: float | None, *rest: Any, **options: Any) -> tuple[Any, ...]:
        result = split(text, style, context, room, *rest, **options)
        narrowed, end, width = style["word_spacing"], result[2], result[3]
        if room is None or not narrowed:
            return result
        is_first_word = end is not None and b" " not in text.encode()[:end].strip()
        is_short = end is not None and width < _FILLED * room
        if width <= room and not is_first_word and not is_short:
            return result
        other = split(text, style, context, room - 2 * abs(narrowed), *rest, **options)
        is_longer = end is not None and (other[2] is None or other[2] > end)
        return other if is_longer or other[3] <= room < width else result

    return split_well


def _minding_last_spaces(split: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Return a way to split text into lines that isn't led astray by spaces at its end: Pango lets them stand out of the line."""

    def split_well(text: str, style: Any, context: Any, room: float | None, *rest: Any, **options: Any) -> tuple[Any, ...]:
        result = split(text, style, context, room, *rest, **options)
        words = text.rstrip()
        if room is None or result[2] is None or words in {text, ""} or len(text) * style["font_size"] > _LONGEST * room:
            return result
        _, _, goes_on, width, *_ = split(words, style, context, room, *rest, **options)
        if goes_on is not None or width > room:
            return result
        if text == f"{words} ":  # all of it fits
            return split(text, style, context, room + style["font_size"], *rest, **options)
        return split(f"{text}\u2060", style, context, room, *rest, **options)  # a no-break space isn't the end of a line

    return split_well


def _counting(count_spaces: Callable[[Any], float]) -> Callable[[Any], float]:
    """Return a count of what can be stretched in a box: its spaces and, in Chinese, its ideographs.

    Pango gives an ideograph at the edge of a box only the inner half of its share. Two dashes are one letter in the Chinese faces.
    """

    def count(box: Any) -> float:
        text = getattr(box, "text", None)
        if text is None or not _is_chinese(box.style):
            return count_spaces(box)
        ideographs = sum(len(match[0]) - match[0].count("\u2014\u2014") for match in _IDEOGRAPHS.finditer(text))
        edges = sum(bool(_IDEOGRAPHS.match(edge)) for edge in (text[:1], text[-1:]))
        return count_spaces(box) + ideographs - edges / 2

    return count


def _setting(set_text: Callable[..., None]) -> Callable[..., None]:
    """Return a way to set a layout's text that spreads ideographs, too, and fills the line, when it is drawn justified."""

    def set_and_spread(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        if not layout.justification_spacing:
            return
        if _is_chinese(layout.style):
            if justify:
                _spread(layout, layout.text)
        elif not justify:
            layout.natural_width = _width(layout)
        elif lost := _lost(layout, text):
            spacing = layout.justification_spacing
            layout.justification_spacing += lost
            set_text(layout, text, justify)
            layout.justification_spacing = spacing

    return set_and_spread


def _lost(layout: Any, text: str) -> float:
    """Return by how much each space of a justified line has to grow, because those before an A or a T lose their kerning."""
    spaces = text.count(" ") + text.count("\u00a0")
    missing = layout.natural_width + spaces * layout.justification_spacing - _width(layout)
    return float(missing / spaces) if spaces and abs(missing) > _VISIBLE else 0.0


def _width(layout: Any) -> float:
    from weasyprint.text.line_break import line_size  # noqa: PLC0415

    width: float = line_size(layout.get_first_line()[0], layout.style)[0]
    return width


def _spread(layout: Any, text: str) -> None:
    from weasyprint.text.ffi import TO_UNITS, ffi, pango  # noqa: PLC0415

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for match in _IDEOGRAPHS.finditer(text):
        attribute = pango.pango_attr_letter_spacing_new(int(layout.justification_spacing * TO_UNITS))
        attribute.start_index = len(text[: match.start()].encode())
        attribute.end_index = len(text[: match.end()].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _is_chinese(style: Any) -> bool:
    return str(style["lang"] or "").startswith("zh")
