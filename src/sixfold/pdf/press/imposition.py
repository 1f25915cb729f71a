"""Imposition: which pages lie side by side on a sheet, where it is cut, and the lines and targets that a print shop needs for that.

Marks stand outside the bleed, in the colour of all inks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from sixfold.errors import RenderError
from sixfold.pdf.press.black_ink import convert_to_black, keep_what_black_needs

_MM = 72 / 25.4

#: Points: how far from the bleed marks begin, how long and how thick they are, the room they all take.
_GAP, _LENGTH, _THICKNESS, _ROOM = 1 * _MM, 5 * _MM, 0.25, 8 * _MM
_TARGET = 1.5 * _MM

#: Sizes of pages that differ by less, in points, are one.
_SAME = 0.01

#: How far from the centre the handles of a quarter of a circle lie, in radii.
_HANDLE = 0.5523


#: A page on one side of a sheet, from 0; None is an empty one.
Place = int | None

Imposition = Literal["none", "booklet"]


@dataclass(frozen=True)
class ImpositionSettings:
    """How an edition is wanted. The pages are made a multiple of `page_multiple`, with empty ones at the end.

    `bleed_mm` is room around the trimmed page, which no document fills: nothing is printed up to the edge. `has_marks` asks
    for crop and registration marks outside it. A `booklet` has two pages side by side, to be folded and stitched in the
    fold; the thickness of the paper in the fold (creep) is not made up for: a sheet or ten show none.
    """

    page_multiple: int = 2
    imposition: Imposition = "none"
    has_marks: bool = False
    bleed_mm: float = 0
    is_bound_right: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle in points, from the lower left corner of the sheet."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> Box:
        """Return the rectangle that stands out by *by* on all sides."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def array(self) -> Array:
        """Return it as a PDF has it."""
        return Array([round(value, 4) for value in (self.left, self.bottom, self.right, self.top)])


def impose(pages: int, settings: ImpositionSettings) -> list[tuple[Place, ...]]:
    """Return which pages lie on each side of the sheets, from left to right, front and back in turn.

    >>> impose(3, ImpositionSettings())
    [(0,), (1,), (2,), (None,)]
    >>> impose(3, ImpositionSettings(page_multiple=4, imposition="booklet"))
    [(None, 0), (1, 2)]
    >>> impose(3, ImpositionSettings(page_multiple=4, imposition="booklet", is_bound_right=True))
    [(0, None), (2, 1)]
    """
    total = -(-pages // settings.page_multiple) * settings.page_multiple
    places = [number if number < pages else None for number in range(total)]
    if settings.imposition == "none":
        return [(place,) for place in places]
    pairs = [(places[number], places[-1 - number]) for number in range(total // 2)]  # from the outermost sheet inwards
    return [
        (last, first) if (number % 2 == 0) != settings.is_bound_right else (first, last)
        for number, (first, last) in enumerate(pairs)
    ]


def lay_out(pdf: pikepdf.Pdf, settings: ImpositionSettings) -> None:
    """Make the pages of *pdf* sheets, as *settings* wants them: each page becomes a form, shown on a sheet.

    Raises: RenderError, when a page can't be printed in black, or the pages aren't of one size.
    Source: ISO 32000-1, 8.6.6.4 (colour of all inks).
    """
    forms: list[pikepdf.Object] = []
    for page in pdf.pages:  # as a form in black, cut at the page's edge
        content = convert_to_black(page.obj, page.Resources)
        form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, Resources=page.Resources)
        form.BBox = page.trimbox
        forms.append(form)
    for page in pdf.pages:  # the engine's pages share their resources: only now may they be thinned out
        keep_what_black_needs(page.Resources)
    left, bottom, right, top = (float(side) for side in forms[0].BBox)
    size = Box(0, 0, right - left, top - bottom)
    for one in forms:
        one.Matrix = _upright(Box(*(float(side) for side in one.BBox)), size)
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    registration = pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))  # every ink there is
    count = len(pdf.pages)
    for places in impose(count, settings):
        _add_sheet(pdf, [None if place is None else forms[place] for place in places], size, settings)
        if settings.has_marks:
            pdf.pages[-1].Resources.ColorSpace = Dictionary(Registration=registration)
    del pdf.pages[:count]


def _upright(box: Box, page: Box) -> Array:
    """Return the matrix that puts what is in *box* on an upright *page*; one that was turned to the right is turned back.

    Raises: RenderError, when it isn't of that size.
    """
    width, height = box.right - box.left, box.top - box.bottom
    if max(abs(width - page.right), abs(height - page.top)) < _SAME:
        return Array([1, 0, 0, 1, -box.left, -box.bottom])
    if max(abs(width - page.top), abs(height - page.right)) < _SAME:
        return Array([0, 1, -1, 0, box.top, -box.left])
    raise RenderError("the pages are of several sizes, which no sheet fits", hint="give the layout one page size")


def _add_sheet(pdf: pikepdf.Pdf, forms: Sequence[Any], page: Box, settings: ImpositionSettings) -> None:
    """Add a sheet with *forms* from left to right, None for an empty page of the size of *page*."""
    around = settings.bleed_mm * _MM
    room = around + (_ROOM if settings.has_marks else 0)
    trim = Box(room, room, room + len(forms) * page.right, room + page.top)
    bleed = trim.grown(around)
    shown, content = {}, []
    for number, form in enumerate(forms):
        if form is not None:
            shown[f"/Page{number + 1}"] = form
            content.append(f"q 1 0 0 1 {room + number * page.right:.4f} {room:.4f} cm /Page{number + 1} Do Q".encode())
    if settings.has_marks:
        content.append(_marks(trim, bleed, len(forms)))
    sheet = Dictionary(Type=Name.Page, Resources=Dictionary(XObject=Dictionary(shown)))
    sheet.MediaBox, sheet.BleedBox, sheet.TrimBox = trim.grown(room).array(), bleed.array(), trim.array()
    sheet.Contents = pdf.make_stream(b"\n".join(content))
    pdf.pages.append(pikepdf.Page(sheet))


def _marks(trim: Box, bleed: Box, across: int) -> bytes:
    """Return the instructions that draw the marks of a sheet of *across* pages; the colour is the resource `Registration`."""
    lines: list[tuple[float, float, float, float]] = []
    for x in (trim.left, trim.right):  # two at each corner, on the edges of the trimmed sheet drawn on
        lines.append((x, bleed.bottom - _GAP, x, bleed.bottom - _GAP - _LENGTH))
        lines.append((x, bleed.top + _GAP, x, bleed.top + _GAP + _LENGTH))
    for y in (trim.bottom, trim.top):
        lines.append((bleed.left - _GAP, y, bleed.left - _GAP - _LENGTH, y))
        lines.append((bleed.right + _GAP, y, bleed.right + _GAP + _LENGTH, y))
    dash = _LENGTH / 5
    for start in (0, 2 * dash, 4 * dash) if across == 2 else ():  # above and below the fold in the middle
        x = (trim.left + trim.right) / 2
        lines.append((x, bleed.bottom - _GAP - start, x, bleed.bottom - _GAP - start - dash))
        lines.append((x, bleed.top + _GAP + start, x, bleed.top + _GAP + start + dash))
    away, middle = _GAP + _LENGTH / 2, (trim.bottom + trim.top) / 2
    targets: list[tuple[float, float]] = []
    for number in range(across):  # in the middle of each edge, or of each page's edge beside a fold
        x = trim.left + (trim.right - trim.left) * (2 * number + 1) / (2 * across)
        targets += [(x, bleed.bottom - away), (x, bleed.top + away)]
    targets += [(bleed.left - away, middle), (bleed.right + away, middle)]
    drawn = [*(f"{_line(*line)} l S" for line in lines), *(_target(x, y) for x, y in targets)]
    return "\n".join((f"q /Registration CS 1 SCN {_THICKNESS} w", *drawn, "Q")).encode()


def _target(x: float, y: float) -> str:
    """Return a circle with a cross that stands out of it, round the point *x*, *y*."""
    centre, arm = complex(x, y), _LENGTH / 2
    quarters = []
    for start in (_TARGET, _TARGET * 1j, -_TARGET, -_TARGET * 1j):  # seen from the centre; a turn to the left is a factor of 1j
        end = start * 1j
        points = [centre + point for point in (start + end * _HANDLE, end + start * _HANDLE, end)]
        quarters.append(" ".join(_rounded(point.real, point.imag) for point in points) + " c")
    cross = f"{_line(x - arm, y, x + arm, y)} l {_line(x, y - arm, x, y + arm)} l S"
    return "\n".join((f"{_rounded(x + _TARGET, y)} m", *quarters, f"S {cross}"))


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{_rounded(x, y)} m {_rounded(to_x, to_y)}"


def _rounded(*values: float) -> str:
    return " ".join(f"{value:.3f}" for value in values)
