"""Where each unit stands on the pages that the engine laid out: its boxes, known by the unit that their element names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: What an element names its unit in: the second where that may be on several (a list of contents, words of the house).
UNIT_NAMES = "id", "data-unit"

#: Points in a CSS pixel.
_POINTS = 0.75


@dataclass(frozen=True)
class Place:
    """A rectangle on a page (counted from 0), in points from its upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


def unit_places(pages: Any) -> dict[str, list[Place]]:
    """Return the places of each unit that an element of *pages*, laid out by the engine, names in its `id`, in reading order, then
    those in `data-unit` (a list of contents, words of the house).

    A unit that goes over a page has a place on each; what stands in several lines of one element is one place.
    """
    places: dict[str, list[Place]] = {}
    again: dict[str, list[Place]] = {}
    for number, page in enumerate(pages):
        if not hasattr(page, "boxes_of_units"):  # a page that is kept from one layout to the next is looked through once
            page.boxes_of_units = _boxes_of_units(page._page_box)  # the engine shows its boxes to nobody
        for (is_again, unit, _), (left, top, right, bottom) in page.boxes_of_units.items():
            place = Place(number, *(round(length * _POINTS, 2) for length in (left, top, right - left, bottom - top)))
            (again if is_again else places).setdefault(unit, []).append(place)
    return {unit: [*places.get(unit, ()), *again.get(unit, ())] for unit in {**places, **again}}


def _boxes_of_units(page: Any) -> dict[tuple[bool, str, Any], list[float]]:
    """Return the edges (left, top, right, bottom in CSS pixels) of each element of *page* that names a unit."""
    found: dict[tuple[bool, str, Any], list[float]] = {}
    for box in page.descendants():
        names = [box.element.get(name) for name in UNIT_NAMES] if box.element is not None else []
        if unit := next(filter(None, names), None):
            left, top = box.border_box_x(), box.border_box_y()
            right, bottom = left + box.border_width(), top + box.border_height()
            edges = found.setdefault((names[0] is None, unit, box.element), [left, top, right, bottom])
            edges[:] = min(edges[0], left), min(edges[1], top), max(edges[2], right), max(edges[3], bottom)
    return found
