"""Drawing: what WeasyPrint 70 doesn't do.

* Text is drawn in the order in which it is read, which is the order in which viewers copy it. The engine draws whatever is moved
  or placed (titles, the masthead) after all other text of the page, for what could lie one above the other; here nothing does.
* Where the face changes, the gap after the last letter is drawn before the next one. The engine writes it at the end of what it
  shows, where pdfium overlooks it: justified Arabic lines ended 2 points short for each full stop within them (measured).
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Teach the engine all this."""
    from weasyprint.pdf.stream import Stream  # noqa: PLC0415

    _draw_in_order()
    _carry_gaps(Stream)


def _carry_gaps(stream: Any) -> None:
    """Teach *stream*, a class, to begin with the gap that what it showed before ended with."""
    show_text, end_text = stream.show_text, stream.end_text

    def show_without_gap_at_the_end(self: Any, text: str) -> None:
        letters, end, gap = f"{getattr(self, 'gap', '')}{text}".rpartition(">")
        self.gap = f"{gap} " if gap.strip() else ""
        show_text(self, letters + end)

    def end_without_gap(self: Any) -> None:
        self.gap = ""
        end_text(self)

    stream.show_text, stream.end_text = show_without_gap_at_the_end, end_without_gap


def _draw_in_order() -> None:
    from weasyprint import stacking  # noqa: PLC0415
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415

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
