"""Line breaking: spaces that shrink, and hyphens: what WeasyPrint 70 doesn't do.

Where word-spacing is negative, lines are broken with spaces that narrow. A line takes one word more, or one more part of it, if
that is better than to widen its spaces; word processors since 2013 do so, for up to a quarter of a space (measured). The last
line of a paragraph gets its whole spaces back.

From right to left, a line that ends with a space, before a word in italics, stands where the others do.

Words aren't divided within a beginning that their language keeps whole, though the engine's dictionaries would.
"""

from __future__ import annotations

from typing import Any

from sixfold.languages import LANGUAGES

#: A line is closed if its spaces would else grow by this many times what they have to shrink. Source: S/2023/664, S/2024/228,
#: A/HRC/WG.6/34/ITA/3: closed at 1.8 times and more, left open at 1.7 and less.
_SHRINKING_COSTS = 2

#: A difference in a line's length that counts, in pixels of CSS.
_VISIBLE = 0.05


def patch_line_filling() -> None:
    """Let a line narrow its spaces for one word more only where that is better than to widen them."""
    from weasyprint.formatting_structure.boxes import LineBox  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415

    split_inline_box = inline.split_inline_box

    def split_and_weigh(context: Any, box: Any, x: float, end: float, *rest: Any) -> Any:
        result = split_inline_box(context, box, x, end, *rest)
        if not isinstance(box, LineBox) or not (shrunk := _shrunk(box)):
            return result
        collected = [each for each in rest if isinstance(each, list)]
        while (excess := _excess(context, result[0], shrunk, end)) > 0:
            kept = [each.copy() for each in collected]
            for each in collected:
                each.clear()
            shorter = split_inline_box(context, box, x, result[0].position_x + result[0].width - _VISIBLE, *rest)
            growth = -_excess(context, shorter[0], shrunk, end)
            if shorter[0].width >= result[0].width or growth > _SHRINKING_COSTS * excess:
                for each, content in zip(collected, kept, strict=True):
                    each[:] = content
                return result
            result = shorter
        return result

    inline.split_inline_box = split_and_weigh


def patch_last_lines() -> None:
    """Let the last line of a justified paragraph have its whole spaces, as far as it has room for them."""
    from weasyprint.layout import inline  # noqa: PLC0415

    text_align = inline.text_align

    def widen_and_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        shrunk, room = _shrunk(line), available_width - line.width
        if last and shrunk and room > 0:
            inline.justify_line(context, line, min(shrunk * inline.count_expandable_spaces(line), room))
        return text_align(context, line, available_width, last)

    inline.text_align = widen_and_align


def patch_last_spaces() -> None:
    """Let a text from right to left stand where it is, and be drawn without its last space, when that is taken away.

    The engine draws the space all the same, and moves the text to the left by it: right as long as the line isn't justified.
    """
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text.line_break import create_layout  # noqa: PLC0415

    remove_last_whitespace = inline.remove_last_whitespace

    def remove_and_stay(context: Any, line: Any) -> None:
        boxes = [line]
        while getattr(boxes[-1], "children", ()):
            boxes.append(boxes[-1].children[-1])
        last, width = boxes[-1], getattr(boxes[-1], "width", 0)
        remove_last_whitespace(context, line)
        if getattr(last, "text", "") and last.width != width and last.pango_layout.first_line_direction % 2:
            for box in boxes[1:]:
                box.position_x += width - last.width
            last.pango_layout = create_layout(last.text, last.style, context, None, last.justification_spacing)
            last.pango_layout.deactivate()

    inline.remove_last_whitespace = remove_and_stay


def patch_hyphenation() -> None:
    """Let no word be divided within a beginning that its language keeps whole."""
    import pyphen  # noqa: PLC0415

    beginnings = [beginning.split("-") for language in LANGUAGES.values() for beginning in language.unparted]
    positions = pyphen.Pyphen.positions

    def positions_outside_beginnings(dictionary: Any, word: str) -> list[int]:
        lower = word.lower()
        whole = {len(first) for first, rest in beginnings if lower.startswith(first + rest)}
        return [place for place in positions(dictionary, word) if place not in whole]

    pyphen.Pyphen.positions = positions_outside_beginnings


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
