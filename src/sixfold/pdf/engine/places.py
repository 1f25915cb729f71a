"""Where each unit stands on the pages that the engine laid out: its boxes, known by the unit that their element names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """Return the places of each unit that an element of *pages*, laid out by the engine, names in `data-unit`, in reading order,
    then those in `data-unit-again` (a list of contents).

    A unit that goes over a page has a place on each; what stands in several lines of one element is one place.
    """
    found: dict[tuple[bool, str, Any, int], list[float]] = {}
    for number, page in enumerate(pages):
        for box in page._page_box.descendants():  # the engine shows its boxes to nobody
            names = [box.element.get(name) for name in ("data-unit", "data-unit-again")] if box.element is not None else []
            unit = next(filter(None, names), None)
            if unit is None:
                continue
            left, top = box.border_box_x(), box.border_box_y()
            right, bottom = left + box.border_width(), top + box.border_height()
            edges = found.setdefault((names[0] is None, unit, box.element, number), [left, top, right, bottom])
            edges[:] = min(edges[0], left), min(edges[1], top), max(edges[2], right), max(edges[3], bottom)
    places: dict[str, list[Place]] = {}
    for (_, unit, _, number), edges in sorted(found.items(), key=lambda item: item[0][0]):
        left, top, right, bottom = (round(edge * _POINTS, 2) for edge in edges)
        places.setdefault(unit, []).append(Place(number, left, top, round(right - left, 2), round(bottom - top, 2)))
    return places
