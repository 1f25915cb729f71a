"""Text is drawn in the order in which it is read, which is the order in which viewers copy it.

The engine draws whatever is moved or placed (titles, the masthead) after all other text of the page, for what could lie one above
the other; here nothing does.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Teach the engine this order."""
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
