"""Draw the recycling mark that stands beside "Please recycle" on page 1, as SVG.

Run `.venv/bin/python src/drawing/recycle.py templates/recycle.svg`. Three folded arrows chase each other round a triangle,
drawn in outline as in S/2023/664; the figure is the universal recycling symbol of 1970. It is printed some 18 pt wide,
so one unit is about 0.18 pt.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

Point = tuple[float, float]

LINE = 3.2  # width of the outline: 0.6 pt in print
TOP = -46.0  # the upper edge of the upper arrow, from the middle of the mark
LEFT, RIGHT = -19.0, 20.0  # ends of that edge
BAND = 23.4  # width of the folded paper
RISE = 26.0  # length of the strip that comes up on the left, along its outer edge
RUN = 15.0  # length from the upper edge to the arrow head, along the outer edge
BARB = 10.6  # how far the arrow head stands out on each side
DOWN: Point = (math.cos(math.radians(60)), math.sin(math.radians(60)))  # the way the arrow points
ACROSS: Point = (DOWN[1], -DOWN[0])  # from the inner edge to the outer one


def walk(point: Point, *steps: tuple[Point, float]) -> Point:
    """Return where one arrives from *point* after *steps*, each a direction and a length."""
    x, y = point
    for (dx, dy), length in steps:
        x, y = x + dx * length, y + dy * length
    return x, y


def head() -> list[Point]:
    """Return the outline of the arrow's second half: from the fold along the top, down and round its head."""
    outer = walk((RIGHT, TOP), (DOWN, RUN))
    inner = walk(outer, (ACROSS, -BAND))
    tip = walk(outer, (ACROSS, -BAND / 2), (DOWN, (BAND / 2 + BARB) * math.tan(math.radians(30))))
    fold = walk(inner, (DOWN, (TOP - inner[1]) / DOWN[1]))
    return [fold, (RIGHT, TOP), outer, walk(outer, (ACROSS, BARB)), tip, walk(inner, (ACROSS, -BARB)), inner]


def tail() -> list[Point]:
    """Return the outline of the arrow's first half, which goes behind the second one at the fold."""
    up: Point = (DOWN[0], -DOWN[1])
    right: Point = (DOWN[1], DOWN[0])
    outer = walk((LEFT, TOP), (up, -RISE))
    inner = walk(outer, (right, BAND))
    fold = head()[0]
    # the inner edge rises to the fold line, which falls as steeply towards it
    rise = ((inner[1] - TOP) / DOWN[1] + (fold[0] - inner[0]) / DOWN[0]) / 2
    meet = walk(inner, (up, rise))
    return [fold, (LEFT, TOP), outer, inner, meet]


def turn(points: Sequence[Point], degrees: float) -> list[Point]:
    """Return *points* turned clockwise about the middle of the mark."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in points]


def draw() -> str:
    """Return the mark as an SVG document; its ink fills the viewBox."""
    shapes = [turn(shape, degrees) for degrees in (0, 120, 240) for shape in (tail(), head())]
    xs, ys = zip(*(point for shape in shapes for point in shape), strict=True)
    left, top = min(xs) - LINE / 2, min(ys) - LINE / 2
    width, height = max(xs) + LINE / 2 - left, max(ys) + LINE / 2 - top
    path = "".join("M" + "L".join(f"{x - left:.1f},{y - top:.1f}" for x, y in shape) + "Z" for shape in shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}">\n'
        f'<path fill="none" stroke="#000" stroke-width="{LINE:g}" stroke-linejoin="round" d="{path}"/>\n'
        "</svg>\n"
    )


def main(words: Sequence[str] | None = None) -> None:
    """Write the mark."""
    parser = argparse.ArgumentParser(description="Draw the recycling mark as SVG.")
    parser.add_argument("mark", type=Path, help="the SVG file to write")
    choice = parser.parse_args(words)
    try:
        choice.mark.write_text(draw(), encoding="utf-8")
    except OSError as error:
        parser.error(f"{choice.mark}: {error.strerror}")


if __name__ == "__main__":
    main()
