"""Drawing and placing: what WeasyPrint 70 doesn't do.

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
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute
from weasyprint.layout import page as layout
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import split_first_line

_RULE = "end-of-document"

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
