"""Letters of today on the page: what stands where, in points, from letters of 2025, tolerance 0.5."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from sixfold.document.loading import load_document
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import Line, Pdf, compose_seed, engine, read_pdf, set_page

pytestmark = pytest.mark.slow

NEAR = 0.5
#: From where to where text runs. Source: S/2025/63, A/79/982.
LEFT, RIGHT = 123.4, 488.3


def render(code: str = "en", kind: str = "annex", **part: Any) -> Pdf:
    """Return a letter and an annex (or the part *kind*) with these keys, in the layout of today, its texts taken for translated."""
    letter = {"title": "Letter", "body": ["First"]}
    parts = [{"letter": letter | part}] if kind == "letter" else [{"letter": letter}, {kind: {"heading": "Annex to"} | part}]
    seed = {"symbol": "S/2025/63", "organ": "security-council", "date": "2025-01-31", "job": "25-01294", "layout": "new-york-2025"}
    return read_pdf(set_page(compose_seed(seed | {"parts": parts}, code)))


def gaps(lines: list[Line], *starts: str) -> list[float]:
    """Return how far apart the baselines of the lines are that begin with *starts*."""
    found = [next(line.baseline for line in lines if line.text.startswith(start)) for start in starts]
    return [round(below - above, 1) for above, below in pairwise(found)]


def near(*values: float) -> Any:
    """Return *values*, each within the tolerance of these pages."""
    return pytest.approx(list(values), abs=NEAR)


def test_a_name_alone_signs_where_a_name_and_a_role_do() -> None:
    pdf = render("en", "letter", signature=[{"name": "António <strong>Guterres</strong>"}])
    lines = [*pdf.pages[0].lines]
    assert gaps(lines, "First", "(Signed)") == near(30.0)  # S/2025/63: 459.5, 489.5
    assert pdf.pages[0].line("(Signed)").x1 == pytest.approx(RIGHT, abs=NEAR)


@pytest.mark.parametrize("code", ["en", "ar", "zh"])
def test_a_title_is_broken_by_hand_and_titles_stand_apart(code: str) -> None:
    body = [{"heading": ["Three<br>four"]}, {"subheading": "Five<br>six"}, "x", {"heading": ["Seven", "eight"]}, "x"]
    body += [{"heading": ["Nine"]}, {"heading": ["Ten"]}, "x"]
    pdf = render(code, titles=["One<br>two", "Next"], body=body)
    lines = [line for line in pdf.pages[1].lines if line.text in ("One", "two", "Next", "Three", "four", "Five", "six")]
    assert [line.text for line in lines] == ["One", "two", "Next", "Three", "four", "Five", "six"]
    if code == "en":  # S/2025/63: 128.0, 141.4, 167.1; lines of 10 points 12 apart
        found = gaps(lines, *(line.text for line in lines))
        assert [*found[:2], found[3], found[5]] == near(13.5, 25.5, 13.5, 12.0)
        assert gaps([*pdf.pages[1].lines], "Nine", "Ten") == near(25.5)
    with pypdfium2.PdfDocument(pdf.content) as document:
        space = "" if code == "zh" else " "
        titles = [f"One{space}two", "Next", f"Three{space}four", f"Five{space}six", "Seven eight", "Nine", "Ten"]
        assert [re.sub("[\u2066\u2069]", "", entry.get_title()) for entry in document.get_toc()][-7:] == titles
    edge = {"ar": [line.x1 for line in lines]}.get(code, [line.x0 for line in lines])
    assert max(edge) - min(edge) < 1  # a broken line ends with no space


def test_lines_at_the_right_stand_clear_above_and_below() -> None:
    letter = [{"right": ["25 July 2023"]}, {"continued": "Sir,"}, "I wish", {"right": "17 July 2025"}]
    pdf = render(body=letter, signature=[{"name": "Volker Türk", "signed": False}])
    lines = [*pdf.pages[1].lines]
    # A/79/982, page 6: 111.5, 135.7, 159.7, 177.7; page 5: 360.5, 384.5; page 6: 591.8, 621.8
    assert gaps(lines, "Annex", "25 July", "Sir", "I wish", "17 July") == near(24.2, 24.0, 18.0, 24.0)
    assert [pdf.pages[1].line(start).x1 for start in ("25 July", "17 July", "Volker")] == near(RIGHT, RIGHT, RIGHT)
    pdf = render(body=["I wish"], signature=[{"name": "Volker Türk", "signed": False}])
    assert gaps([*pdf.pages[1].lines], "I wish", "Volker") == near(30.0)


def test_lines_without_gap_stand_one_below_the_other_and_in_the_middle() -> None:
    body = [{"lines": ["One", "Two"]}, {"right": ["Three", "Four"]}, {"centred": ["<strong>Five</strong>", "Six"]}]
    pdf = render(body=[*body, {"centred": "***"}, "Seven"])
    lines = [*pdf.pages[1].lines]
    starts = ("One", "Two", "Three", "Four", "Five", "Six", "***", "Seven")
    assert gaps(lines, *starts) == near(12, 24, 12, 24, 12, 18, 18)  # A/79/753, page 3: 149.5, 167.3, 185.5
    middles = [(line.x0 + line.x1) / 2 for line in lines if line.text in ("Five", "Six", "***")]
    assert middles == near(305.7, 305.7, 305.7)  # (142.1 + 469.3) / 2
    assert pdf.pages[1].line("One").x0 == pytest.approx(LEFT, abs=NEAR)


@pytest.mark.parametrize(("heading", "titles"), [(None, []), ("Annex to", ["Title"])])
def test_the_language_of_the_original_stands_at_the_right_below_the_heading(heading: str | None, titles: list[str]) -> None:
    pdf = render(heading=heading, original=["fr", "en"] if heading else "fr", titles=titles, body=["First of it"])
    bracket = pdf.pages[1].line("[Original: French and English]" if heading else "[Original: French]")
    assert bracket.x1 == pytest.approx(RIGHT, abs=NEAR)
    lines = [*pdf.pages[1].lines]
    if heading:  # S/2025/63, page 3: 84.5, 103.0, 128.0
        assert gaps(lines, "Annex to", "[Original", "Title") == near(18.3, 25.3)
    else:  # page 2: 84.5, 109.0, 127.0
        assert gaps(lines, "Annex", "[Original", "First of it") == near(24.3, 18.0)


def test_a_session_of_the_council_has_its_year_and_below_it_its_dates() -> None:
    seed = {"symbol": "E/2025/L.19", "organ": "economic-and-social-council", "date": "2025-07-21", "job": "25-12161",
            "layout": "new-york-2025", "session": 2025, "venue": "25 July 2024–30 July 2025",
            "agenda": {"items": ["4", "13(e)"], "title": "Elections"},
            "parts": [{"letter": {"title": "Draft", "body": ["x"]}}]}  # fmt: skip
    pdf = read_pdf(set_page(compose_seed(seed)))
    lines = [pdf.pages[0].line(start) for start in ("2025 session", "25 July 2024–30 July 2025", "Agenda items", "Elections")]
    # E/2025/L.19: 222.3, 234.3, 246.3
    assert [round(below.baseline - above.baseline, 1) for above, below in pairwise(lines)] == near(12, 12, 12)
    assert [line.is_bold for line in lines] == [True, False, False, True]


LONG = "words and more words " * 9


def edges(pdf: Pdf, start: str) -> tuple[float, float]:
    """Return where the first and the second line of the paragraph begin whose sign is *start*."""
    lines = [*pdf.pages[1].lines]
    place = next(i for i, line in enumerate(lines) if line.text.startswith(start))
    return round(lines[place].x0, 1), round(lines[place + 1].x0, 1)


def test_letters_stand_one_tab_further_in_below_a_quotation_or_a_bullet() -> None:
    pdf = render(body=[{"bulleted": [LONG]}, {"indented": ["to request", {"lettered": [LONG]}, {"bulleted": [LONG]}]}])
    assert edges(pdf, "(a)") == near(170.9, 147.2)  # S/2025/63, page 8
    assert edges(pdf, "•") == near(140.4, 147.1)  # S/2025/513, page 3
    assert [line.x0 for line in pdf.pages[1].lines if line.text.startswith("•")] == near(140.4, 164.2)
    assert gaps([*pdf.pages[1].lines], "to request", "(a)") == near(18)
    pdf = render(body=[{"indented": [{"lines": ["Name", "Street"]}, {"list": [LONG]}, {"dashed": [LONG]}, {"continued": "y"}]}])
    assert [pdf.pages[1].line(start).x0 for start in ("Name", "Street", "1.", "–", "y")] == near(147.1, 147.1, 170.9, 158.3, 147.1)


def test_lines_stand_clear_of_their_letters() -> None:
    pdf = render(body=[{"hanging": [LONG, {"text": LONG, "items": [LONG]}]}])
    assert [edges(pdf, sign) for sign in ("(a)", "(b)", "(i)")] == [
        near(147.1, 170.9), near(147.1, 170.9), near(170.9, 194.6),
    ]  # A/79/972, page 9  # fmt: skip


def test_dashes_of_the_first_degree_have_their_text_where_bullets_have_it() -> None:
    pdf = render(body=[{"dashed": [LONG, {"text": LONG, "items": [LONG]}]}])
    assert edges(pdf, "–") == near(134.5, 147.1)


def test_in_arabic_everything_stands_at_the_other_side() -> None:
    """Tabs and measure are those of English."""
    keys = ("right", "lines", "hanging", "lettered", "centred")
    english, arabic = (
        [line for line in render(code, body=[{key: [word]} for key in keys]).pages[1].flow if line.size < 12.8][-len(keys) :]
        for code, word in (("en", "x"), ("ar", "باب"))
    )
    for key, left, right in zip(keys, english, arabic, strict=True):
        start, turned = (left.x0, left.x1), (612 - right.x1, 612 - right.x0)
        side = {"right": start[1] - turned[1], "centred": (sum(start) - sum(turned)) / 2}.get(key, start[0] - turned[0])
        assert side == pytest.approx(0, abs=2), key


def test_a_heading_of_another_size_keeps_its_number_and_its_level() -> None:
    body = [{"chapter": "Background"}, "One", {"section": "Further"}, "Two", {"chapter": "Objectives"}, "Three"]
    pdf = render(titles=["Title"], sizes={"chapter": 10, "section": 12}, body=body)
    page, lines = pdf.pages[1], [*pdf.pages[1].lines]
    assert [(page.line(start).size, page.line(start).is_bold) for start in ("I. Back", "A. Further", "II. Obj")] == [
        (10, True), (12, True), (10, True),
    ]  # fmt: skip
    assert gaps(lines, "Title", "I. Back", "One")[0] == pytest.approx(24.3, abs=NEAR)  # A/80/141, page 3: 103.9, 128.2
    ends = [page.line(start).glyphs[len(start) - 1].x1 for start in ("I.", "II.")]
    assert ends == near(111.4, 111.4)  # "1." of A/80/141 begins at 103.2
    with pypdfium2.PdfDocument(pdf.content) as document:
        levels = {entry.get_title(): entry.level for entry in document.get_toc()}
    assert levels["A.Further"] == levels["I.Background"] + 1 == levels["II.Objectives"] + 1


def test_a_letter_that_has_all_of_it_is_whole_in_six_languages(documents: Project) -> None:
    seed = documents.seed("E-2025-999")
    given = seed.read_text(encoding="utf-8")
    keys = ("<br>", "right:", "centred:", "lines:", "hanging:", "dashed:", "indented:", "number:", "sizes:", "original: fr")
    assert [key for key in keys if key not in given] == []
    composed = {code: compose_edition(documents, load_document(seed), code) for code in LANGUAGE_CODES}
    assert {code: page.untranslated for code, page in composed.items()} == dict.fromkeys(LANGUAGE_CODES, ())
    lengths = {code: len(engine().lay_out_checked(page.html).pages) for code, page in composed.items()}
    assert lengths == {"ar": 4, "en": 3, "es": 3, "fr": 3, "ru": 3, "zh": 4}
