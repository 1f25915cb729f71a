"""Line breaking: spaces that shrink, and hyphens: what WeasyPrint 70 doesn't do.

Where word-spacing is negative, lines are broken with spaces that narrow. A line takes one word more, or one more part of it, if
that is better than to widen its spaces; word processors since 2013 do so, for up to a quarter of a space (measured). The last
line of a paragraph gets its whole spaces back.

Words aren't divided within a beginning that their language keeps whole, though the engine's dictionaries would, nor at the foot of
a page, nor in five lines that follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sixfold.languages import LANGUAGES
from sixfold.pdf.engine.patches.splitting import HYPHENS

#: A line is closed if its spaces would else grow by this many times what they have to shrink. Source: S/2023/664, S/2024/228,
#: A/HRC/WG.6/34/ITA/3: closed at 1.8 times and more, left open at 1.7 and less.
_SHRINKING_COSTS = 2

#: Source: S/2024/228, where 132 of 365 lines end with a hyphen: twice four in a row, never more, and none of 8 pages that go on.
_MOST_HYPHENS = 4

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


def patch_hyphens() -> None:
    """Let no more than four lines in a row end with a hyphen, and no page with a part of a word."""
    from weasyprint.layout import block  # noqa: PLC0415

    iter_line_boxes = block.iter_line_boxes

    def iterate(context: Any, box: Any, y: float, bottom_space: float, skip: Any, *rest: Any) -> Iterator[Any]:
        lines = iter_line_boxes(context, box, y, bottom_space, skip, *rest)
        if box.style["hyphens"] != "auto":
            yield from lines
        hyphens = 0
        while made := _next_line(context, lines, divides=hyphens < _MOST_HYPHENS):
            line, resume = made
            if resume and _end(line).endswith(HYPHENS):
                following = iter_line_boxes(context, box, line.position_y + line.height, bottom_space, resume, *rest)
                if _ends_page(context, line, bottom_space, following, *rest[1:3]):
                    block.remove_placeholders(context, line.children, *rest[1:3])
                    lines = iter_line_boxes(context, box, line.position_y, bottom_space, skip, *rest)
                    line, resume = made = _next_line(context, lines, divides=False)
            hyphens = hyphens + 1 if _end(line).endswith(HYPHENS) else 0
            skip = resume
            yield made

    block.iter_line_boxes = iterate


def _next_line(context: Any, lines: Iterator[Any], *, divides: bool) -> Any:
    """Return the next one of *lines*, and where the one after it begins; None if there is none."""
    context.divides_words = divides
    try:
        return next(lines, None)
    finally:
        context.divides_words = True


def _end(line: Any) -> str:
    """Return the last text of a line."""
    box = line
    while getattr(box, "children", ()):
        box = box.children[-1]
    return getattr(box, "text", "")


def _ends_page(context: Any, line: Any, bottom_space: float, following: Iterator[Any], *placeholders: Any) -> bool:
    """Tell whether *line* is the last one of its page: the next has no room, or goes along with a last one that has none."""
    from weasyprint.layout.block import remove_placeholders  # noqa: PLC0415

    if not context.overflows_page(bottom_space, line.position_y + (1 + line.style["widows"]) * line.height):
        return False
    for count, (other, resume) in enumerate(islice(following, line.style["widows"])):
        remove_placeholders(context, other.children, *placeholders)
        if context.overflows_page(bottom_space, other.position_y + other.height):
            return count == 0 or resume is None
        if resume is None:
            return False
    return False


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
