"""A look at the pages as laid out: what was lost, or put beside the sheet, must not go to print."""

from __future__ import annotations

from typing import Any

from sixfold.errors import RenderError

#: How far (CSS pixels) a letter may stand beside the sheet, for rounding.
_TOLERANCE = 0.5


def check_pages(pages: Any, notes: int) -> None:
    """Compare the laid-out *pages* of the engine with what they have to hold: so many *notes*, each begun where it is called and
    clear of the text, and text inside the sheet.

    Raises: RenderError. The engine (WeasyPrint 70) was seen to drop footnotes and to print them over the text, and it lets what is
    too wide or deep run off the sheet.
    """
    calls: dict[Any, int] = {}
    begun: dict[Any, int] = {}
    going_over = 0
    for number, page in enumerate(pages, 1):
        box = page._page_box  # the engine shows its boxes to nobody
        if _is_overprinted(box):
            what = f"page {number} has no room for its text beside its footnotes"
            raise RenderError(what, hint="shorten the footnotes, or divide the row or the paragraph that calls them")
        for child in box.descendants(placeholders=True):
            if child.footnote is not None:
                calls.setdefault(child.element, number)
            elif str(child.element_tag).endswith("::footnote-marker"):
                begun.setdefault(child.element, number)
            going_over += hasattr(child, "goes_over") - hasattr(child, "comes_over")
            text = (getattr(child, "text", "") or "").strip()
            if text and (
                child.position_x < -_TOLERANCE
                or child.position_x + child.width > box.margin_width() + _TOLERANCE
                or child.position_y + child.height > box.margin_height() + _TOLERANCE
            ):
                what = f"page {number}: “{text[:40]}” runs off the sheet"
                raise RenderError(what, hint="shorten the word, or divide the table: it has too many columns")
    if lost := max(notes - len(begun), going_over):
        what = f"{lost} of {notes} footnotes found no place on the pages"
        raise RenderError(what, hint="divide the paragraph that calls so many, or move a call")
    for note, place in begun.items():
        if calls.get(note) != place:
            what = f"page {calls.get(note)} has no room for its footnote {note.get('data-mark')}, which would begin on page {place}"
            raise RenderError(what, hint="shorten the footnotes called in the same line, or move a call")


def _is_overprinted(page: Any) -> bool:
    """Tell whether the notes of *page* don't stand clear of what is in its flow, or of its foot."""
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox  # noqa: PLC0415

    text, *others = page.children
    notes = [box for area in others if isinstance(area, FootnoteAreaBox) for box in area.descendants() if isinstance(box, LineBox)]
    if not notes:
        return False
    depth = max((box.position_y + box.height for box in text.descendants() if isinstance(box, LineBox)), default=0.0)
    top, bottom = min(box.position_y for box in notes), max(box.position_y + box.height for box in notes)
    return bool(depth > top + _TOLERANCE or bottom > page.content_box_y() + page.height + _TOLERANCE)
