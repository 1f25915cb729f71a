"""Draw the emblem of the United Nations as SVG, from public-domain land outlines.

Run `.venv/bin/python src/drawing/emblem.py LAND_JSON templates/emblem.svg`. LAND_JSON is the land at 1:110 million as
TopoJSON: npm package world-atlas, file land-110m.json, Natural Earth, public domain. It is read when drawing, never
when printing.

The picture is the emblem of resolution 92 (I) and its report (A/107): a map of the world in azimuthal equidistant
projection centred on the North Pole, out to 60° S, in a wreath of two crossed conventionalized olive branches. Lengths
are tenths of a point at the printed size, 53.5 × 44.4 pt; proportions were measured on page 1 of A/AC.109/2010/18, no
outline is traced.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WIDTH, HEIGHT = 535, 444
CENTRE: Point = (WIDTH / 2, 187.0)  # the North Pole
LINE = 7.5  # width of the graticule's lines: 6 pixels at 600 dpi
GLOBE = CENTRE[1] - LINE / 2  # radius of the 60° S circle: its outer edge is the top of the picture
SOUTH = -60.0  # degrees of latitude at the globe's edge
CIRCLES = 5  # 60° N, 30° N, the equator, 30° S, 60° S
SPOKES = 8  # meridians 45° apart, from 60° N outwards
ISLAND = 900.0  # area below which land is swollen, so that it prints: New Zealand, Japan, Madagascar, Great Britain
SWELL = 1.1  # how far an island's coast is pushed out: about a pixel at 600 dpi
CUT = 1.2  # width of the white on each side of a line over land, on request: 1 pixel at 600 dpi
TOLERANCE = 0.45  # a coast may move by this much when simplified: a third of a pixel at 600 dpi
SMALLEST = 14.0  # area below which an island isn't drawn: 10 pixels at 600 dpi
PAIRS = 6  # pairs of leaves on a branch, below its last leaf
FOOT: list[Point] = [  # lowest leaf of the left branch from its tip, upper edge, cut end, lower edge back to the tip
    (-164, 215),
    (-120, 235), (-95, 218), (-70, 206), (-45, 195), (-20, 199), (0, 204.5), (25, 211), (48, 226), (69, 249.5),
    (59, 257),
    (40, 236), (22, 219), (-2, 210.5), (-20, 202), (-35, 206), (-55, 220), (-85, 244), (-130, 248), (-164, 215),
]  # fmt: skip


def polar(radius: float, degrees: float) -> Point:
    """Return the point *radius* from the pole, *degrees* from straight down, positive to the right."""
    angle = math.radians(degrees)
    return CENTRE[0] + radius * math.sin(angle), CENTRE[1] + radius * math.cos(angle)


def project(longitude: float, latitude: float) -> Point:
    """Return where a place given in degrees lies on the picture: azimuthal equidistant, Greenwich straight down."""
    return polar(GLOBE * (90 - latitude) / (90 - SOUTH), longitude)


# ------------------------------------------------------------------ land


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a quantized TopoJSON as longitudes and latitudes in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield every ring of a TopoJSON geometry as the numbers of its arcs; those below zero run backwards."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings_of(part)
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]


def stitch(arcs: Sequence[Ring], numbers: Sequence[int]) -> Ring:
    """Return one ring from its arcs; neighbouring arcs share an end, and the last point isn't repeated."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[:-1]
    return ring


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far *point* lies from the segment between *start* and *end*."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + along * dx, start[1] + along * dy))


def simplify(line: Ring, tolerance: float = TOLERANCE) -> Ring:
    """Return *line* with as few points as keep it within *tolerance* of itself (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda i: distance(line[i], line[0], line[-1]))
    if distance(line[far], line[0], line[-1]) <= tolerance:
        return [line[0], line[-1]]
    return simplify(line[: far + 1], tolerance)[:-1] + simplify(line[far:], tolerance)


def area(ring: Ring) -> float:
    """Return the area inside *ring*, in squared tenths of a point; negative where it turns to the left on the page."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def swell(ring: Ring, by: float) -> Ring:
    """Return *ring* with each point moved outwards by *by*."""
    outwards = math.copysign(by, area(ring))
    swollen: Ring = []
    for before, point, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        swollen.append((point[0] + outwards * dy / length, point[1] - outwards * dx / length))
    return swollen


def coasts(topology: dict[str, Any]) -> list[Ring]:
    """Return the coasts to print: without the Antarctic, without what is too small, no finer than the press."""
    arcs = arcs_of(topology)
    drawn: list[Ring] = []
    for geometry in topology["objects"].values():
        for numbers in rings_of(geometry):
            ring = stitch(arcs, numbers)
            if max(latitude for _, latitude in ring) <= SOUTH:
                continue
            flat = [project(*place) for place in ring]
            if abs(area(flat)) >= SMALLEST:
                coast = simplify([*flat, flat[0]])[:-1]
                drawn.append(swell(coast, SWELL) if abs(area(flat)) < ISLAND else coast)
    return drawn


# ------------------------------------------------------------------ wreath


def stem(angle: float) -> float:
    """Return the stem's distance from the pole at *angle*: it swings out beside the globe and in again at both ends."""
    return 239.5 - 31 * math.pow(abs(angle - 78) / 61, 2.6)


def edge(start: Point, end: Point, first: float, second: float) -> list[Point]:
    """Return the three points of a cubic curve to *end*, its two handles bent sideways by parts of its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    return [
        (start[0] + dx * 0.35 - dy * first, start[1] + dy * 0.35 + dx * first),
        (start[0] + dx * 0.70 - dy * second, start[1] + dy * 0.70 + dx * second),
        end,
    ]


def outline(corners: Sequence[Point], bends: Sequence[tuple[float, float]], side: int) -> str:
    """Return the path through *corners* and back to the first, each edge bent as its *bends* say."""
    ends = [*corners[1:], corners[0]]
    parts = [f"M{text(corners[0])}"]
    for start, end, (first, second) in zip(corners, ends, bends, strict=True):
        parts.append("C" + " ".join(text(point) for point in edge(start, end, side * first, side * second)))
    return "".join(parts) + "Z"


def pair(number: int, side: int) -> str:
    """Return a pair of leaves joined at the stem, the outer and the inner one; pair 0 is the lowest."""
    at = 17.2 + 16.8 * number
    notch = at + 7.6 - 0.3 * number
    outer_tip = at + 33.8 - 1.5 * number
    inner_tip = at + 31.2 - 0.9 * number
    corners = [
        polar(stem(at), side * at),
        polar(271.5 - 0.0082 * max(0.0, outer_tip - 67) ** 2, side * outer_tip),
        polar(stem(notch) + 1, side * notch),
        polar(208, side * inner_tip),
    ]
    lean = 0.03 * number  # inner leaves swell towards the globe on the way up
    bends = [(0.14, 0.27), (-0.08, 0.0), (0.17 - 0.7 * lean, 0.17 - 0.7 * lean), (lean - 0.05, lean - 0.10)]
    return outline(corners, bends, side)


def last_leaf(side: int) -> str:
    """Return the single leaf at the upper end of a branch."""
    return outline([polar(stem(117), side * 117), polar(219, side * 140)], [(0.17, 0.17), (-0.02, 0.10)], side)


def foot(side: int) -> str:
    """Return the lowest leaf of a branch, which runs on as the stem, across the other one, to its cut end."""
    start, *rest = [f"{text((CENTRE[0] - side * x, CENTRE[1] + y))}" for x, y in FOOT]
    curves = rest[:9], rest[10:]
    return f"M{start}C{' '.join(curves[0])}L{rest[9]}C{' '.join(curves[1])}Z"


def branch(side: int) -> str:
    """Return one branch as a path: -1 the left one, 1 the right one."""
    path = foot(side) + "".join(pair(number, side) for number in range(PAIRS)) + last_leaf(side)
    return f'<path fill="#000" d="{path}"/>'


# ------------------------------------------------------------------ picture


def text(point: Point) -> str:
    """Return a point as SVG writes it, to a hundredth of a point of print."""
    return f"{round(point[0], 1):g},{round(point[1], 1):g}"


def graticule(colour: str, width: float) -> str:
    """Return the circles of latitude and the half-lines of longitude; the first circle is left empty."""
    x, y = text(CENTRE).split(",")
    steps = [GLOBE * number / CIRCLES for number in range(1, CIRCLES + 1)]
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="{radius:g}"/>' for radius in steps)
    angles = [number * 360 / SPOKES for number in range(SPOKES)]
    spokes = "".join(f"M{text(polar(steps[0], angle))}L{text(polar(GLOBE, angle))}" for angle in angles)
    return f'<g fill="none" stroke="{colour}" stroke-width="{width:g}">{circles}<path d="{spokes}"/></g>'


def coast_path(ring: Ring) -> str:
    """Return one coast as a closed path in steps from point to point."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths)]
    steps = " ".join(f"{dx / 10:g},{dy / 10:g}" for dx, dy in moves if (dx, dy) != (0, 0))
    return f"M{text((tenths[0][0] / 10, tenths[0][1] / 10))}l{steps}z"


def draw(topology: dict[str, Any], cut: bool = False) -> str:
    """Return the emblem as an SVG document in black alone.

    With *cut*, white on both sides of the graticule's lines keeps them visible over land. Printed documents show the
    land whole (A/AC.109/2010/18, S/2023/664), so it is off unless asked for.
    """
    land = "".join(coast_path(ring) for ring in coasts(topology))
    white = graticule("#fff", LINE + 2 * CUT) + "\n" if cut else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
        f'<path fill="#000" d="{land}"/>\n'
        f"{white}{graticule('#000', LINE)}\n"
        f"{branch(-1)}\n{branch(1)}\n"
        "</svg>\n"
    )


def main(words: Sequence[str] | None = None) -> None:
    """Read the land, write the emblem."""
    parser = argparse.ArgumentParser(description="Draw the emblem of the United Nations as SVG.")
    parser.add_argument("land", type=Path, help="land-110m.json of npm package world-atlas")
    parser.add_argument("emblem", type=Path, help="the SVG file to write")
    parser.add_argument("--cut", action="store_true", help="keep the lines visible over land, between white ones")
    choice = parser.parse_args(words)
    try:
        topology = json.loads(choice.land.read_text(encoding="utf-8"))
        choice.emblem.write_text(draw(topology, choice.cut), encoding="utf-8")
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        parser.error(f"{choice.land} to {choice.emblem}: {error!r}; LAND is a quantized TopoJSON with polygons")


if __name__ == "__main__":
    main()
