"""The English A/66/398 against the known places of its lines, rules and marks: tests/measure/places/A-66-398.en.json."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from support.pages import CHECKOUT, Line, Page, Pdf, Rectangle, edition, ink

pytestmark = pytest.mark.slow

PLACES = json.loads((CHECKOUT / "tests/measure/places/A-66-398.en.json").read_text(encoding="utf-8"))
TOLERANCE = PLACES["tolerance"]


@pytest.fixture(scope="module")
def english() -> Pdf:
    return edition("en")


def _name(place: dict[str, Any]) -> str:
    return f"page {place['page']}: {place.get('starts') or place.get('ends') or place['top']}"


def _complaints(line: Line, place: dict[str, Any]) -> list[str]:
    """Return what of *line* isn't as *place* says."""
    found = {"x0": line.x0, "x1": line.x1, "base": line.baseline}
    wrong = [
        f"{key} {found[key]:.2f}, not {place[key]}"
        for key in found
        if key in place and abs(found[key] - place[key]) > TOLERANCE
    ]
    for key, value in (("size", line.size), ("first_size", line.first_size), ("bold", line.is_bold)):
        if key in place and value != place[key]:
            wrong.append(f"{key} {value}, not {place[key]}")
    return wrong


def _candidates(page: Page, place: dict[str, Any]) -> list[Line]:
    if place.get("last_body_line"):
        last = page.flow[-1]
        return [last] if last.text.endswith(place["ends"]) else []
    return [line for line in page.lines if line.text.replace("\xa0", " ").startswith(place["starts"])]


def test_each_known_line_stands_at_its_place(english: Pdf) -> None:
    found = {_name(place): (place, _candidates(english.pages[place["page"] - 1], place)) for place in PLACES["lines"]}
    assert [name for name, (_, lines) in found.items() if not lines] == []
    complaints = {name: min((_complaints(line, place) for line in lines), key=len) for name, (place, lines) in found.items()}
    assert {name: wrong for name, wrong in complaints.items() if wrong} == {}


def _is_at(box: Rectangle, place: dict[str, Any]) -> bool:
    edges = {"x0": box.x0, "x1": box.x1, "top": box.top, "bottom": box.bottom}
    return all(abs(edges[key] - place[key]) <= TOLERANCE for key in edges if key in place)


def test_each_known_rule_stands_at_its_place_and_there_are_no_others(english: Pdf) -> None:
    found = {
        _name(place): [round(rule.bottom - rule.top, 2) for rule in english.pages[place["page"] - 1].rules if _is_at(rule, place)]
        for place in PLACES["rules"]
    }
    assert found == {_name(place): [place["thickness"]] for place in PLACES["rules"]}
    assert [len(page.rules) for page in english.pages] == [2, 1, 2]  # masthead; head; head and the rule that ends it


def test_three_pages_of_us_letter_begin_and_end_with_the_words_of_the_real_ones(english: Pdf) -> None:
    assert len(english.pages) == PLACES["pages"] == 3
    assert {(page.width, page.height) for page in english.pages} == {(612, 792)}  # 8.5 x 11 inches of 72 points
    first, second, third = (page.flow for page in english.pages)
    assert first[-1].text == "Chargé d’affaires a.i."
    assert second[-1].text.endswith("and invite United Nations")
    assert third[0].text.startswith("Member States, philanthropic institutions")
    assert third[-1].text == "Nations General Assembly."


def test_a_body_line_follows_the_other_by_twelve_points(english: Pdf) -> None:
    baselines = [line.baseline for line in english.pages[0].flow if 338 <= line.baseline <= 447]
    assert len(baselines) == 10  # 338.2 + 9 x 12 = 446.2
    assert {round(b - a, 2) for a, b in pairwise(baselines)} == {12.0}


def test_the_bars_of_the_bar_code_fill_their_box(english: Pdf) -> None:
    place = PLACES["bar_code"]
    bars = [box for box in english.pages[0].rectangles if box.bottom - box.top > 10]
    box = Rectangle(bars[0].x0, bars[-1].x1, min(bar.top for bar in bars), max(bar.bottom for bar in bars))
    assert _is_at(box, place)
    assert len(bars) == 45  # nine characters (*1153026*) of five bars


#: Where only the emblem and only the recycling mark and its words can be, and what is known of their boxes.
REGIONS = {"emblem": (60, 74, 122, 140), "recycle": (430, 705, 560, 740)}


def test_the_ink_of_a_mark_fills_its_box(english: Pdf) -> None:
    boxes = {mark: ink(english.content, 1, region) for mark, region in REGIONS.items()}
    assert {mark: (box, PLACES[mark]) for mark, box in boxes.items() if not _is_at(box, PLACES[mark])} == {}


def test_later_pages_have_no_ink_where_page_1_has_marks(english: Pdf) -> None:
    for page in english.pages[1:]:
        assert sorted(line.text for line in page.lines if line.baseline > 700) == ["11-53026", str(page.number)]
        assert not [box for box in page.rectangles if box.bottom - box.top > 2]


def test_what_is_italic_is_signed_and_the_verbs_of_the_declaration(english: Pdf) -> None:
    runs: list[str] = []
    for line in english.flow:
        was_italic = False
        for before, glyph in zip((None, *line.glyphs), line.glyphs, strict=False):
            is_italic = "Italic" in glyph.font
            if is_italic and not was_italic:
                runs.append("")
            if is_italic:
                has_gap = was_italic and before is not None and glyph.x0 - before.x1 > 1.5
                runs[-1] += " " * has_gap + glyph.text
            was_italic = is_italic
    assert " ".join(runs) == (
        "Signed Recall Stress Stress also Acknowledge recall Welcome invite Note with appreciation encourage Welcome invite "
        "Recognize call upon Recognize also encourage Express support look forward Decide"
    )
