"""What a print shop orders: how sheets are folded and trimmed, and which pages lie side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

#: A page on one side of a sheet, from 0; None is an empty one.
Place = int | None

Imposition = Literal["none", "booklet"]


@dataclass(frozen=True)
class Order:
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


def sides(pages: int, order: Order) -> list[tuple[Place, ...]]:
    """Return which pages lie on each side of the sheets, from left to right, front and back in turn.

    >>> sides(3, Order())
    [(0,), (1,), (2,), (None,)]
    >>> sides(3, Order(fold=4, imposition="booklet"))
    [(None, 0), (1, 2)]
    >>> sides(3, Order(fold=4, imposition="booklet", is_bound_right=True))
    [(0, None), (2, 1)]
    """
    total = -(-pages // order.fold) * order.fold
    places = [number if number < pages else None for number in range(total)]
    return list(_spreads(places, order)) if order.imposition == "booklet" else [(place,) for place in places]


def _spreads(places: list[Place], order: Order) -> Iterator[tuple[Place, ...]]:
    """Yield the two pages of each side, from the outermost sheet inwards: last and first, second and last but one, …"""
    for number in range(len(places) // 2):
        pair = (places[number], places[-1 - number])
        is_swapped = (number % 2 == 0) != order.is_bound_right
        yield (pair[1], pair[0]) if is_swapped else pair


def press_name(job_number: str, letter: str) -> str:
    """Return the name that the press expects, `1153027f`: the job number without hyphen, and the language's letter.

    Source: 1256725e.doc, 0246600s.doc.
    """
    return f"{job_number}{letter}".lower()
