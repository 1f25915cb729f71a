"""Sheets: how they are ordered, which pages lie side by side on them, and where they are cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pikepdf
from pikepdf import Dictionary, Name

from sixfold.errors import RenderError
from sixfold.pdf.press.black_ink import blacken, keep_what_black_needs
from sixfold.pdf.press.printers_marks import MM, ROOM, Box, draw_marks, registration_colour

#: A page on one side of a sheet, from 0; None is an empty one.
Place = int | None

Imposition = Literal["none", "booklet"]


@dataclass(frozen=True)
class ImpositionSettings:
    """How an edition is wanted. `fold` is the number that the pages are made a multiple of, with empty ones at the end.

    `bleed_mm` is room around the trimmed page, which no document fills: nothing is printed up to the edge. `has_marks` asks
    for crop and registration marks outside it. A `booklet` has two pages side by side, to be folded and stitched in the
    fold; the thickness of the paper in the fold (creep) is not made up for: a sheet or ten show none.
    """

    fold: int = 2
    imposition: Imposition = "none"
    has_marks: bool = False
    bleed_mm: float = 0
    is_bound_right: bool = False

    @property
    def across(self) -> int:
        """How many pages lie side by side."""
        return 2 if self.imposition == "booklet" else 1


def sides(pages: int, order: ImpositionSettings) -> list[tuple[Place, ...]]:
    """Return which pages lie on each side of the sheets, from left to right, front and back in turn.

    >>> sides(3, ImpositionSettings())
    [(0,), (1,), (2,), (None,)]
    >>> sides(3, ImpositionSettings(fold=4, imposition="booklet"))
    [(None, 0), (1, 2)]
    >>> sides(3, ImpositionSettings(fold=4, imposition="booklet", is_bound_right=True))
    [(0, None), (2, 1)]
    """
    total = -(-pages // order.fold) * order.fold
    places = [number if number < pages else None for number in range(total)]
    if order.imposition == "none":
        return [(place,) for place in places]
    pairs = [(places[number], places[-1 - number]) for number in range(total // 2)]  # from the outermost sheet inwards
    return [
        (last, first) if (number % 2 == 0) != order.is_bound_right else (first, last)
        for number, (first, last) in enumerate(pairs)
    ]


def lay_out(pdf: pikepdf.Pdf, order: ImpositionSettings) -> None:
    """Make the pages of *pdf* sheets, as *order* wants them: each page becomes a form, shown on a sheet.

    Raises: RenderError, when a page can't be printed in black, or the pages aren't of one size.
    """
    forms = _forms(pdf)
    left, bottom, right, top = (float(side) for side in forms[0].BBox)
    size = Box(0, 0, right - left, top - bottom)
    if any(form.BBox != forms[0].BBox for form in forms):
        raise RenderError("the pages are of several sizes, which no sheet fits", hint="give the layout one page size")
    colour = pdf.make_indirect(registration_colour())
    count = len(pdf.pages)
    for places in sides(count, order):
        _add_sheet(pdf, [None if place is None else forms[place] for place in places], size, order)
        if order.has_marks:
            pdf.pages[-1].Resources.ColorSpace = Dictionary(Registration=colour)
    del pdf.pages[:count]


def _forms(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return every page as a form in black, cut at the page's edge."""
    forms: list[pikepdf.Object] = []
    for page in pdf.pages:
        content = blacken(page.obj, page.Resources)
        form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, Resources=page.Resources)
        form.BBox = page.trimbox
        form.Matrix = pikepdf.Array([1, 0, 0, 1, -page.trimbox[0], -page.trimbox[1]])
        forms.append(form)
    for page in pdf.pages:  # the engine's pages share their resources: only now may they be thinned out
        keep_what_black_needs(page.Resources)
    return forms


def _add_sheet(pdf: pikepdf.Pdf, forms: Sequence[pikepdf.Object | None], page: Box, order: ImpositionSettings) -> None:
    """Add a sheet with *forms* from left to right, None for an empty page of the size of *page*."""
    around = order.bleed_mm * MM
    room = around + (ROOM if order.has_marks else 0)
    trim = Box(room, room, room + len(forms) * page.right, room + page.top)
    bleed = trim.grown(around)
    shown = {f"/Page{number}": form for number, form in enumerate(forms, 1) if form is not None}
    content = [
        f"q 1 0 0 1 {room + number * page.right:.4f} {room:.4f} cm /Page{number + 1} Do Q".encode()
        for number, form in enumerate(forms)
        if form is not None
    ]
    if order.has_marks:
        content.append(draw_marks(trim, bleed, order.across))
    pdf.pages.append(
        pikepdf.Page(
            Dictionary(
                Type=Name.Page,
                MediaBox=trim.grown(room).array(),
                BleedBox=bleed.array(),
                TrimBox=trim.array(),
                Resources=Dictionary(XObject=Dictionary(shown)),
                Contents=pdf.make_stream(b"\n".join(content)),
            )
        )
    )
