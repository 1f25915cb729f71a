"""Spreads that were laid out as one wide sheet → two pages each, which face each other, with the same rows at the same heights."""

from __future__ import annotations

from typing import Any

from sixfold.pdf.tagging.structure_tree import classes


def part_spreads(document: Any) -> None:
    """Make two pages of each of *document*: first the half that is read first, the right one where a row begins there."""
    from weasyprint.document import Page  # noqa: PLC0415

    html = document.pages[0]._page_box.children[0].element  # the engine shows its boxes to nobody
    is_from_right = "from-right" in classes(html.find(".//main"))
    pages = []
    for page in document.pages:
        halves = [_half(page._page_box, page.width / 2, is_right=is_right) for is_right in (False, True)]
        for half in reversed(halves) if is_from_right else halves:
            half.width -= page.width / 2
            pages.append(Page(half))
    document.pages = pages


def _half(box: Any, middle: float, *, is_right: bool) -> Any:
    """Return a copy of *box*, in which only that stands which is on one side of the *middle*, moved to the left page."""
    kept = []
    for child in box.children:
        if child.position_x < middle < child.position_x + child.margin_width() and hasattr(child, "children"):
            kept.append(_half(child, middle, is_right=is_right))
        elif (child.position_x >= middle) == is_right:
            child.translate(-middle if is_right else 0)
            kept.append(child)
    return box.copy_with_children(kept)
