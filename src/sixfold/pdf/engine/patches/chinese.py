"""The white between Chinese letters: what WeasyPrint 70 doesn't do.

* A figure or a letter of another script stands an eighth of an em from an ideograph, also where a tag or a note is between; nothing
  is typed there, and nothing stands at the end of a line. Signs, and brackets as narrow as they, get none.
* Between two full-width marks, which have half an em of white each, half an em goes, and so it does before a narrow bracket: 》).
  Behind one, a quarter goes: (《 would else change places for programs that read by where letters begin.
* The rest of a justified line is spread between ideographs and marks. The engine stretches spaces only, and Chinese has none: right
  edges stood up to 21 points short (measured).
* The last line of a paragraph is no ideograph alone, with the marks behind it: the one before comes with it.
* A mark that would begin a line, because no more than its white has no room in the line before, ends that line.

Sources: CSS Text Module Level 4, 9.1 (`text-autospace: normal`: an eighth of an em), 9.2 (`text-spacing-trim`: which marks are
neighbours). Word's automatic spacing is a quarter of an em and begins and ends at the same letters; pdfium takes what is wider than
a sixth for a space (measured), and would copy it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sixfold.languages.spaces import CLOSING_MARKS

#: The white beside a figure; what goes between two marks; what goes between a narrow bracket and a mark; in em.
_GAP, _HALF, _QUARTER = 0.125, 0.5, 0.25

_IDEOGRAPH = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u052f"
#: The white of these is before the mark, of those behind it.
_OPENING, _CLOSING = "（《〈「『【〔〖｛［“‘", CLOSING_MARKS
#: What keeps letters together, unseen.
_JOINERS = "\u2060*"

_CLOSED = re.compile(f"[{_CLOSING}]")
_SPACED = re.compile(f"[{_IDEOGRAPH}](?={_JOINERS}[{_LETTER}])|[{_LETTER}](?={_JOINERS}[{_IDEOGRAPH}])")
_TRIMMED = re.compile(f"[{_CLOSING}](?={_JOINERS}[{_OPENING}{_CLOSING})\\]])|[{_OPENING}](?={_JOINERS}[{_OPENING}])")
_TRIMMED_LESS = re.compile(f"[(\\[](?={_JOINERS}[{_OPENING}])")
#: What may be spread is between ideographs, marks and brackets. Two dashes are one letter in the Chinese faces.
_WIDE = f"\u2014\u2026\u3000{_IDEOGRAPH}{_OPENING}{_CLOSING}\uff00-\uffef"
_STRETCHED = re.compile(
    f"(?:\u2014\u2014|(?!\u2014\u2014)[{_WIDE}])(?={_JOINERS}[^{_LETTER}\\s\u2060])|[^{_LETTER}{_WIDE}\\s\u2060](?={_JOINERS}[{_WIDE}])"
)

#: A last line has two letters, where lines have room for more than so many. In tracked text joiners would be tracked, too.
_LEAST_ROOM = 4
#: Two dashes are one letter in the Chinese faces; so these stay together in any case.
_WHOLE = ("\u2014\u2014", "\u2026\u2026")
_ANY = f"[{_IDEOGRAPH}{_LETTER}]"
_LAST_TWO = re.compile(f"{_ANY}((?:(?!{_ANY}).)*[{_IDEOGRAPH}])(?:(?!{_ANY}).)*$", re.DOTALL)


def install() -> None:
    """Let the engine keep these distances between the boxes of a line; within a box, `justification` does."""
    from weasyprint.layout import inline  # noqa: PLC0415

    inline.split_inline_box = _knowing_neighbours(inline.split_inline_box)
    inline.split_text_box = _keeping_distance(inline.split_text_box)


def is_chinese(style: Any) -> bool:
    """Tell whether text of this style is Chinese."""
    return str(style["lang"] or "").startswith("zh")


def distances(text: str, style: Any, stretch: float = 0.0) -> dict[int, float]:
    """Return, in pixels, what the letters of *text*, known by their place, are farther from the next one than they are shaped.

    Where the line is justified, *stretch* is what each of `stretched` is to grow.
    """
    size, found = style["font_size"], dict.fromkeys(stretched(text) if stretch else (), stretch)
    for pattern, distance in ((_SPACED, _GAP), (_TRIMMED, -_HALF), (_TRIMMED_LESS, -_QUARTER)):
        for match in pattern.finditer(text):
            found[match.start()] = found.get(match.start(), 0.0) + distance * size
    return found


def stretched(text: str) -> list[int]:
    """Return the places of the letters of *text* that the rest of a justified line is put behind."""
    return [match.start() for match in _STRETCHED.finditer(text)]


def white_at_end(text: str, style: Any) -> float:
    """Return how much of *text* may stand out of its line, in pixels: the white of a mark at its end."""
    return _HALF * float(style["font_size"]) if is_chinese(style) and _CLOSED.search(text, len(text) - 1) else 0.0


def less_at_end(text: str, style: Any) -> dict[int, float]:
    """Return how much less room, in pixels, the letters of *text*, known by their place, need at the end of a line."""
    less = distances(text, style)
    for match in _CLOSED.finditer(text):
        less[match.start()] = less.get(match.start(), 0.0) + _HALF * style["font_size"]
    return less


def _knowing_neighbours(split_inline_box: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to lay out a line whose boxes know which letter is before them, and where their line begins."""
    from weasyprint.formatting_structure.boxes import LineBox  # noqa: PLC0415

    def split(context: Any, box: Any, x: float, end: float, *rest: Any) -> Any:
        if not isinstance(box, LineBox):
            return split_inline_box(context, box, x, end, *rest)
        if is_chinese(box.style) and not hasattr(box, "is_known"):
            box.is_known = True
            texts = [child for child in box.descendants() if hasattr(child, "text") and child.is_in_normal_flow()]
            if end - x > _LEAST_ROOM * box.style["font_size"] and box.style["letter_spacing"] in ("normal", 0):
                _keep_last_letters(texts)
            before = ""
            for child in texts:
                child.before = before
                before = child.text.rstrip("\u2060")[-1:] or before
        around, context.line_start = getattr(context, "line_start", x), x
        try:
            return split_inline_box(context, box, x, end, *rest)
        finally:
            context.line_start = around  # of a line in which this one stands

    return split


def _keep_last_letters(texts: list[Any]) -> None:
    """Join the last two letters of a paragraph, which the boxes *texts* have, and what stands between."""
    if found := _LAST_TWO.search("".join(box.text for box in texts)):
        start, end = found.span(1)
        for box in texts:
            text = box.text
            joined = [start <= place < end and text[place - 1 : place + 1] not in _WHOLE for place in range(len(text))]
            box.text = "".join("\u2060" * is_joined + letter for letter, is_joined in zip(text, joined, strict=True))
            start, end = start - len(text), end - len(text)


def _keeping_distance(split_text_box: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to split a text box that puts it at its distance from the box before."""

    def split(context: Any, box: Any, room: float | None, skip: int, *rest: Any, **options: Any) -> Any:
        if not is_chinese(box.style):
            return split_text_box(context, box, room, skip, *rest, **options)
        distance, place = 0.0, box.position_x
        is_put = place in (context.line_start, getattr(box, "put_at", None))  # the latter: it is laid out again
        if not (skip or is_put) and box.text and (before := getattr(box, "before", "")):
            distance = sum(distances(before + box.text.lstrip("\u2060")[:1], box.style).values())
            box.put_at = place + distance
        result = split_text_box(context, box, None if room is None else room - distance, skip, *rest, **options)
        if (line := result[0]) is not None:
            line.position_x = place + distance
            white = white_at_end(line.text, line.style)
            if room is not None and 0 < line.width + distance - room <= white:
                line.width -= white
        return result

    return split
