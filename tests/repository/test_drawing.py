"""The emblem and the recycling mark: the map is right, the files are plain, the ink fills the box."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import weasyprint

from drawing import emblem, recycle

TEMPLATES = Path(__file__).parents[2] / "templates"
EMBLEM, RECYCLE = TEMPLATES / "emblem.svg", TEMPLATES / "recycle.svg"
WIDTH, HEIGHT = 53.5, 44.4  # points: the ink on page 1 of A/AC.109/2010/18
DPI = 600
MARGIN = 2  # points around the picture, so that ink outside its box would be seen
ELEMENTS = {"svg", "g", "path", "circle"}
ATTRIBUTES = {
    "viewBox", "d", "cx", "cy", "r", "fill", "fill-rule", "stroke", "stroke-width", "stroke-linejoin",
}  # fmt: skip


def black(svg: Path, width: float, height: float) -> np.ndarray:
    """Return the page as printed: true where there is ink."""
    page = f"@page{{size:{width + 2 * MARGIN}pt {height + 2 * MARGIN}pt;margin:{MARGIN}pt}}body{{margin:0}}"
    picture = f'<img src="{svg.as_uri()}" style="display:block;width:{width}pt;height:{height}pt" alt="">'
    pdf = weasyprint.HTML(string=f"<style>{page}</style>{picture}").write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=DPI / 72, grayscale=True).to_numpy().squeeze() < 128
    finally:
        document.close()


def ink_box(ink: np.ndarray) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the ink, in points from the picture's corner."""
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    pixels = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    left, top, right, bottom = (float(pixel) * 72 / DPI - MARGIN for pixel in pixels)
    return left, top, right, bottom


@pytest.fixture(scope="module")
def printed() -> np.ndarray:
    return black(EMBLEM, WIDTH, HEIGHT)


def square(west: int, south: int, size: int) -> list[list[int]]:
    return [[west, south], [0, size], [size, 0], [0, -size], [-size, 0]]


@pytest.fixture
def small() -> dict[str, Any]:
    """Return a world of a continent (10°–30° E, 10° S–10° N; its second arc runs backwards), a speck, an Antarctic."""
    halves = [[[190, 80], [0, 20], [20, 0]], [[190, 80], [20, 0], [0, 20]]]
    return {
        "transform": {"scale": [1, 1], "translate": [-180, -90]},
        "arcs": [*halves, square(100, 90, 1), square(0, 0, 20)],
        "objects": {
            "land": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "MultiPolygon", "arcs": [[[0, ~1]], [[2]]]},
                    {"type": "Polygon", "arcs": [[3]]},
                ],
            }
        },
    }


def test_places_lie_where_the_emblem_has_them() -> None:
    for longitude in (-180, -60, 0, 90):  # the pole is the centre, whatever the longitude
        assert emblem.project(longitude, 90) == pytest.approx(emblem.CENTRE)
    for (longitude, latitude), place in {
        (0, 0): (0, 0.6),  # Greenwich goes straight down; the equator is three of five steps out
        (90, 0): (0.6, 0),
        (-90, 30): (-0.4, 0),
        (180, -30): (0, -0.8),
        (45, -60): (0.5**0.5, 0.5**0.5),
    }.items():
        right, down = np.subtract(emblem.project(longitude, latitude), emblem.CENTRE) / emblem.GLOBE
        assert (right, down) == pytest.approx(place, abs=1e-9)


def test_arcs_are_stitched_and_what_cant_print_is_dropped(small: dict[str, Any]) -> None:
    (continent,) = emblem.coasts(small)
    corners = [(10, -10), (10, 10), (30, 10), (30, -10)]
    for corner in corners:
        nearest = min(np.hypot(*np.subtract(emblem.project(*corner), point)) for point in continent)
        assert nearest < 0.1


def test_backward_arcs_make_the_same_ring_as_forward_ones(small: dict[str, Any]) -> None:
    arcs = emblem.arcs_of(small)
    assert emblem.stitch(arcs, [0, ~1]) == [(10, -10), (10, 10), (30, 10), (30, -10)]


def test_simplified_coasts_stay_within_the_tolerance() -> None:
    line = [(float(x), (x % 3) * 0.2 + (x > 20) * 5.0) for x in range(40)]
    short = emblem.simplify(line, 0.45)
    assert len(short) < len(line) / 3
    ends = list(pairwise(short))
    assert all(min(emblem.distance(point, *pair) for pair in ends) <= 0.45 for point in line)


def test_islands_swell_outwards_in_whichever_way_they_turn() -> None:
    island = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]
    for ring in (island, island[::-1]):
        assert abs(emblem.area(emblem.swell(ring, 1.0))) > 81


def test_program_writes_the_same_file_each_time(small: dict[str, Any], tmp_path: Path) -> None:
    land, first, second = tmp_path / "land.json", tmp_path / "1.svg", tmp_path / "2.svg"
    land.write_text(json.dumps(small), encoding="utf-8")
    for svg in (first, second, second):
        emblem.main([str(land), str(svg)])
    assert first.read_bytes() == second.read_bytes()
    assert ET.parse(first).getroot().tag.endswith("svg")


def test_white_lines_over_land_are_drawn_only_on_request(small: dict[str, Any]) -> None:
    assert "#fff" not in emblem.draw(small)
    assert emblem.draw(small, cut=True).count("#fff") == 1


def test_land_that_cant_be_read_is_named_and_nothing_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    land, svg = tmp_path / "land.json", tmp_path / "emblem.svg"
    for content in (None, "[]", "{}", "no json"):
        if content is not None:
            land.write_text(content, encoding="utf-8")
        with pytest.raises(SystemExit) as stop:
            emblem.main([str(land), str(svg)])
        assert (content, stop.value.code, svg.exists()) == (content, 2, False)
        assert "land.json" in capsys.readouterr().err


def test_committed_pictures_are_plain_black_shapes_that_ask_for_nothing() -> None:
    for svg in (EMBLEM, RECYCLE):
        source = svg.read_text(encoding="ascii")
        assert len(source) < 60_000
        assert not re.search(r"url\(|href|script|style|@import|<!|<\?", source)
        for element in ET.fromstring(source).iter():
            assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES
            assert {element.get("fill"), element.get("stroke")} <= {None, "none", "#000"}
            assert not (element.text or "").strip()


def test_committed_pictures_are_what_the_programs_draw_today(small: dict[str, Any]) -> None:
    without_land = re.compile(r'<path fill="#000" d="M[^"C]*z"/>')
    assert without_land.sub("", EMBLEM.read_text(encoding="ascii")) == without_land.sub("", emblem.draw(small))
    assert RECYCLE.read_text(encoding="ascii") == recycle.draw()


def test_emblem_has_the_measured_proportion_and_fills_its_box(printed: np.ndarray) -> None:
    left, top, width, height = map(float, ET.parse(EMBLEM).getroot().get("viewBox", "").split())
    assert (left, top) == (0, 0)
    assert width / height == pytest.approx(WIDTH / HEIGHT, rel=1e-6)
    left, top, right, bottom = ink_box(printed)
    assert (left, right) == pytest.approx((0, WIDTH), abs=0.005 * WIDTH)
    assert (top, bottom) == pytest.approx((0, HEIGHT), abs=0.005 * HEIGHT)


def test_recycling_mark_fills_its_box() -> None:
    _, _, width, height = map(float, ET.parse(RECYCLE).getroot().get("viewBox", "").split())
    assert ink_box(black(RECYCLE, 18, 18 * height / width)) == pytest.approx((0, 0, 18, 18 * height / width), abs=0.15)


def test_sea_is_white_and_land_and_lines_are_black(printed: np.ndarray) -> None:
    places = {
        "Chad": (18, 15, True),
        "Brazil": (-55, -10, True),
        "Canada": (-105, 57, True),
        "Siberia": (100, 62, True),
        "Australia": (133, -25, True),
        "Greenland": (-40, 75, True),
        "the Arctic Ocean": (0, 86, False),
        "the North Atlantic": (-35, 40, False),
        "the Indian Ocean": (75, -20, False),
        "the Pacific": (-150, 10, False),
        "the Southern Ocean": (110, -50, False),
        "the equator off Africa": (-20, 0, True),
        "the meridian south of Africa": (0, -45, True),
    }
    found = {}
    for place, (longitude, latitude, _) in places.items():
        x, y = ((tenths / 10 + MARGIN) * DPI / 72 for tenths in emblem.project(longitude, latitude))
        found[place] = bool(printed[int(y), int(x)])
    assert found == {place: ink for place, (*_, ink) in places.items()}


def test_wreath_is_the_same_on_both_sides_and_its_leaves_stay_apart(printed: np.ndarray) -> None:
    edge = round(MARGIN * DPI / 72)
    wreath = printed[:, edge : edge + round(7 * DPI / 72)]  # the outer 7 pt, clear of the globe
    mirror = printed[:, ::-1][:, edge : edge + wreath.shape[1]]
    assert (wreath != mirror).mean() < 0.02
    down_the_leaves = wreath[:, round(2.5 * DPI / 72)].astype(int)
    assert (np.diff(down_the_leaves) == 1).sum() >= 4  # separate leaves met on the way down
