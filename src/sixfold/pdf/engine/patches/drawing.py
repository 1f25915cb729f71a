"""Drawing and placing: what WeasyPrint 70 doesn't do.

* What a glyph is written as is found once for each width and font: the engine asks Pango for each glyph of each line in nine calls,
  8 % of the time of a page (measured). Lines with raised glyphs, and with what no font has, are left to it.
* Text is drawn in the order in which it is read, which is the order in which viewers copy it. The engine draws whatever is moved
  or placed (titles, the masthead) after all other text of the page, for what could lie one above the other; here nothing does.
* Where the font changes, the space after the last letter is drawn before the next one. The engine writes it at the end of what it
  shows, where pdfium overlooks it: justified Arabic lines ended 2 points short for each full stop within them (measured).
* The rule that ends a document stands no lower than its page lets it: at the foot of a full page it moves up. The stylesheets place
  it by `inset-block-start`. What `inset-block-end` says, which CSS ignores beside it, is the least distance from the rule to the
  end of the page's text area; negative, the rule may stand so much below.
* A note in the margin (`continue: discard`) goes no further down than what it stands beside, and ends with `…` there. The
  engine's own `block-ellipsis` fails where lines were filled by our patches.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint import stacking
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute
from weasyprint.layout import page as layout
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import split_first_line

_RULE = "end-of-document"
#: A font below this size, in pixels, the engine doesn't draw.
_SMALLEST = 1e-6

#: Letters in whose place an ellipsis stands: they are as wide.
_ELLIPSIS_FOR = 3

#: What is shown, up to its last letter, and what follows: how far to move, and joiners, which show nothing.
_LETTERS_AND_SPACE = re.compile("(.*[0-9a-f]>)?(.*)", re.DOTALL)


def patch_drawing_order() -> None:
    """Let blocks that are moved be drawn where they stand in the text."""
    dispatch, dispatch_children = stacking._dispatch, stacking._dispatch_children

    def dispatch_in_order(box: Any, page: Any, contexts: Any, *found: Any) -> Any:
        inner = getattr(box, "_box", box)
        is_moved = inner.style["position"] != "static" and inner.style["z_index"] == "auto"
        if not (is_moved and getattr(inner, "is_in_order", False)):
            return dispatch(box, page, contexts, *found)
        blocks, floats, blocks_and_cells = found
        place, own = len(blocks), {}  # type: ignore[var-annotated]
        inner = stacking._dispatch_children(inner, page, contexts, blocks, floats, own)
        blocks.insert(place, inner)
        blocks_and_cells[inner] = own
        return inner

    def dispatch_children_in_order(box: Any, *context: Any) -> Any:
        if isinstance(box, boxes.BlockBox) and box.element_tag != "footer":  # the foot of page 1 comes last
            for child in (getattr(child, "_box", child) for child in box.children):
                child.is_in_order = isinstance(child, boxes.BlockLevelBox)
        return dispatch_children(box, *context)

    stacking._dispatch, stacking._dispatch_children = dispatch_in_order, dispatch_children_in_order


def patch_glyphs() -> None:
    """Let the glyphs of a line be found in what was written for those before."""
    draw = drawing.draw_first_line

    def draw_known(stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
        is_seen = box.text.strip() and box.style["font_size"] >= _SMALLEST
        if not is_seen or overflow != "clip" or ellipsis != "none":
            return draw(stream, box, overflow, ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
        run, pango_font = box.pango_layout.get_first_line()[0].runs, None
        texts: list[list[Any]] = []
        while run != ffi.NULL:
            if run.data.item.analysis.font != pango_font:
                pango_font = run.data.item.analysis.font
                texts.append([*stream.add_font(pango_font), ""])
            font, size, _ = texts[-1]
            glyphs = _write(run.data, font, size, box, stream.logical_rect)
            if glyphs is None:
                return draw(stream, box, overflow, ellipsis, matrix)
            texts[-1][2] += glyphs
            run = run.next
        stream.set_text_matrix(*matrix.values)
        for font, size, text in texts:
            stream.set_font_size(font.hash, size)
            stream.show_text(text)
        return []

    drawing.draw_first_line = draw_known


def _write(run: Any, font: Any, size: float, box: Any, rectangle: Any) -> str | None:
    """Return the glyphs of *run*, part of the line of *box*, as a text of the PDF; None where this isn't for us."""
    count = run.glyphs.num_glyphs
    numbers = memoryview(ffi.buffer(run.glyphs.glyphs, count * ffi.sizeof("PangoGlyphInfo"))).cast("i").tolist()
    if any(numbers[3::5]) or font.bitmap or font.png or font.svg or font.colr:
        return None
    placed = [*zip(numbers[::5], numbers[1::5], numbers[2::5], strict=True)]
    known: dict[tuple[int, int, int], str] = vars(font).setdefault("written", {}).setdefault(size, {})
    for place, (glyph, width, x) in enumerate(placed):
        if (glyph, width, x) in known:
            continue
        if glyph == pango.PANGO_GLYPH_EMPTY:
            known[glyph, width, x] = f">{-width / size}<"
            continue
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            return None
        if glyph not in font.to_unicode:
            font.to_unicode[glyph] = _letters(run, place, box.pango_layout.text)
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(run.item.analysis.font, glyph, ffi.NULL, rectangle)
            font.widths[glyph] = round(rectangle.width * 1000 * FROM_UNITS / size)
        offset = x / size
        gap = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
        known[glyph, width, x] = (f">{-offset}<" if offset else "") + f"{glyph:04x}" + (f">{round(gap, 1)}<" if gap else "")
    return f"<{''.join(map(known.__getitem__, placed))}>".removesuffix("<>")


def _letters(run: Any, place: int, text: str) -> str:
    """Return what the glyph at *place* in *run* stands for in *text*."""
    clusters, item = run.glyphs.log_clusters, run.item
    is_rtl = item.analysis.level % 2
    last = 0 if is_rtl else run.glyphs.num_glyphs - 1
    end = item.length if place == last else clusters[place - 1 if is_rtl else place + 1]
    return text.encode()[item.offset + clusters[place] : item.offset + end].decode()


def patch_shown_text() -> None:
    """Let a text begin with the space that what was shown before it ended with."""
    show_text, end_text = Stream.show_text, Stream.end_text

    def show_without_space_at_the_end(stream: Any, text: str) -> None:
        letters, space = _LETTERS_AND_SPACE.fullmatch(f"{getattr(stream, 'space', '')}{text}").groups("")  # type: ignore[union-attr]
        stream.space = f"{space.replace('<>', ' ')} " if space.strip() else ""
        show_text(stream, letters)

    def end_without_space(stream: Any) -> None:
        stream.space = ""
        end_text(stream)

    Stream.show_text, Stream.end_text = show_without_space_at_the_end, end_without_space


def patch_end_rule() -> None:
    """Let the rule that ends a document move up on a full page."""
    make_page = layout.make_page

    def make_page_and_lift_rule(context: Any, *arguments: Any) -> Any:
        page, *rest = make_page(context, *arguments)
        last = page.children[0]
        while getattr(last, "children", ()) and last.children[-1].element is not None:
            last = last.children[-1]
        if last.element.get("class") == _RULE and last.bottom != "auto":
            lowest = context.page_bottom - last.bottom
            last.translate(0, min(0, lowest - last.border_box_y()))
        return page, *rest

    layout.make_page = make_page_and_lift_rule


def patch_margin_notes() -> None:
    """Let a placed box that may be cut end where the box does that it is placed in."""
    lay_out = absolute.absolute_box_layout

    def lay_out_beside(context: Any, box: Any, containing: Any, fixed: Any, *rest: Any) -> Any:
        if box.style["continue"] != "discard":
            return lay_out(context, box, containing, fixed, *rest)
        bottom_space = context.page_bottom - containing.padding_box_y() - containing.padding_height()
        note, resume = lay_out(context, box, containing, fixed, bottom_space, None)
        if note.children and note.children[-1].resume_at is not None:
            last = [child for child in note.children[-1].descendants() if isinstance(child, boxes.TextBox)][-1]
            last.text = f"{last.text[: -_ELLIPSIS_FOR]}…"
            last.pango_layout, _, _, last.width, *_ = split_first_line(last.text, last.style, context, None, 0)
        return note, resume

    absolute.absolute_box_layout = lay_out_beside
