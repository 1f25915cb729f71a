"""Reports of today: contents, the summary in its frame, figures and boxes. Places are those of published reports of 2026."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sixfold.catalogs.inline import plain
from sixfold.document.loading import load_house
from sixfold.languages import LanguageCode
from support.pages import PROJECT, Line, Page, Pdf, compose_seed, read_pdf, set_page

pytestmark = pytest.mark.slow

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50"/></svg>'
HEAD = {
    "symbol": "A/80/630", "organ": "general-assembly", "date": "2026-02-10", "job": "26-01656", "session": 80,
    "agenda": {"items": [177], "title": "Financing of the United Nations Support Office in Haiti"}, "layout": "new-york-2025",
}  # fmt: skip
TITLES = {
    "titles": ["Budgets for the periods from 1 October 2025<br>to 30 June 2026 and from 1 July 2026<br>to 30 June 2027"],
    "subtitles": ["Report of the Secretary-General"],
}
LONG = "The present report contains the budgets for the Office and says what was done in the periods that it is about. "


def render(folder: Path, parts: list[dict[str, Any]], code: str = "en", **head: Any) -> Pdf:
    """Return a report whose pictures lie in *folder*; in any language but English its texts are the same, taken for translated."""
    (folder / "a.svg").write_text(SVG, encoding="utf-8")
    return read_pdf(set_page(compose_seed(HEAD | head | {"parts": parts}, code, folder)))


def report(body: list[Any], **keys: Any) -> dict[str, Any]:
    return {"report": TITLES | {"body": body} | keys}


def figure(title: str = "Foo", **keys: Any) -> dict[str, Any]:
    return {"figure": {"title": title, "number": True, "picture": "a.svg", "alternative": "A bar."} | keys}


def flow(page: Page) -> list[str]:
    return [line.text for line in page.flow]


def test_contents_stand_where_published_ones_do(tmp_path: Path) -> None:
    body = [{"chapter": "Mandate"}, {"section": "Overall"}, {"subsection": "Third"}, "Text"]
    annexes = [{"annex": {"titles": [title], "body": ["Text"]}} for title in ("First", "Second")]
    page = render(tmp_path, [report(body, contents=True), *annexes]).pages[0]
    # A/80/630, page 1: the same three lines of title
    for start, baseline, x0 in (
        ("Contents", 367.1, 60.0), ("I.", 399.8, 107.7), ("A.", 417.8, 124.8), ("Annexes", 435.8, 76.6),
    ):  # fmt: skip
        line = next(line for line in page.lines if line.text.startswith(start))
        assert (line.baseline, line.x0) == (pytest.approx(baseline, abs=0.25), pytest.approx(x0, abs=0.25)), start
    assert [line.text.split(" .")[0] for line in page.flow if line.baseline > 395] == [
        "I. Mandate", "A. Overall", "Annexes", "I. First", "II. Second",
    ]  # fmt: skip


@pytest.mark.parametrize("subtitles", [[], ["Report of the Second Committee"]])
def test_the_rapporteur_stands_between_titles_and_text(tmp_path: Path, subtitles: list[str]) -> None:
    body = [{"chapter": "Introduction"}, {"numbered": ["Foo."]}]
    parts = [report(body, subtitles=subtitles, rapporteur="Ms. Stefany <strong>Romero Veiga</strong> (Uruguay)")]
    lines = render(tmp_path, parts, date="2024-12-09", session=79).pages[0].flow
    lines = [line for line in lines if line.text.startswith(("to 30", "Report of", "Rapporteur", "I.", "1."))]
    found = [round(below.baseline - above.baseline, 1) for above, below in pairwise(lines)][-3:]
    # A/AC.182/2025/L.1: 295.1, 319.7, 346.1, 370.9; A/79/437/Add.4: 307.5, 331.8, 358.2, 383.2
    assert found == pytest.approx([24.3 if subtitles else 24.6, 26.4, 24.8], abs=0.3)


def test_the_word_for_rapporteur_is_that_of_the_language_and_of_the_person() -> None:
    lines: dict[tuple[LanguageCode, str], str] = {
        ("en", "Mr. Foo (Uruguay)"): "Rapporteur: Mr. Foo (Uruguay)",
        ("fr", "M. Foo (Uruguay)"): "Rapporteur : M. Foo (Uruguay)",
        ("fr", "Mme Foo (Uruguay)"): "Rapporteuse : Mme Foo (Uruguay)",
        ("es", "Sra. Foo (Uruguay)"): "Relatora: Sra. Foo (Uruguay)",
        ("es", "Sr. Foo (Uruguay)"): "Relator: Sr. Foo (Uruguay)",
        ("ru", "г-жа Foo (Уругвай)"): "Докладчик: г-жа Foo (Уругвай)",
        ("zh", "Foo女士(乌拉圭)"): "报告员：Foo女士(乌拉圭)",
        ("ar", "السيدة فو"): "المقررة: السيدة فو",
        ("ar", "السيد فو"): "المقرر: السيد فو",
    }
    printed = {(code, name): plain(load_house(PROJECT, code).rapporteur(name)) for code, name in lines}
    assert {case: line.replace("\u00a0", " ") for case, line in printed.items()} == lines


def test_who_submits_a_draft_stands_in_bold_above_its_title(tmp_path: Path) -> None:
    draft = {"submission": "Draft decision submitted by the Vice-President", "titles": ["Appointment"], "body": ["The Council"]}
    page = render(tmp_path, [{"resolution": draft}], agenda={"items": [4], "title": "Elections"}, date="2025-07-21").pages[0]
    lines = [page.line(start) for start in ("Elections", "Draft decision", "Appointment", "The Council")]
    found = [round(below.baseline - above.baseline, 1) for above, below in pairwise(lines)]
    assert found == pytest.approx([30.0, 25.2, 24.4], abs=0.3)  # E/2025/L.19: 294.3, 324.3; 336.3, 361.5; 374.9, 399.3
    assert [line.is_bold for line in lines] == [True, True, True, False]


def test_officers_and_votes_stand_one_tab_in_below_their_headings(tmp_path: Path) -> None:
    states = "Albania, " * 30 + "Zimbabwe."
    roll = [{"heading": "Chair", "lines": "Foo (Peru)"}, {"heading": "In <em>favour</em>", "lines": [states]}]
    page = render(tmp_path, [report([{"continued": "Elected:"}, {"roll": roll}])]).pages[0]
    lines = page.flow[[line.text for line in page.flow].index("Elected:") :][:5]
    assert [line.text for line in lines[:4:2]] == ["Elected:", "Foo (Peru)"]
    assert (lines[1].text, lines[3].text) == ("Chair:", "In favour:")
    # A/AC.182/2025/L.1, page 1: 551.0, 569.0, 581.0, 599.0, 611.0; A/79/437/Add.4, page 2: to 487.4–488.5
    assert [round(b.baseline - a.baseline, 1) for a, b in pairwise(lines)] == pytest.approx([18.0, 12.0, 18.0, 12.0], abs=0.1)
    assert [line.x0 for line in lines] == pytest.approx([123.4, 123.4, 147.1, 123.4, 147.1], abs=0.3)
    assert lines[4].x1 == pytest.approx(488.0, abs=0.8)


def test_what_a_draft_leaves_open_stands_in_brackets_with_its_number(tmp_path: Path) -> None:
    body = [{"numbered": [{"text": "Foo.", "items": [{"text": "bar", "bracketed": True}]}, {"text": "Foo.", "bracketed": True}]}]
    lines = flow(render(tmp_path, [report(body)]).pages[0])
    assert lines[-3:] == ["1. Foo.", "[(a) bar]", "[2. Foo.]"]  # A/AC.182/2025/L.1, page 3


def test_annexes_figures_and_boxes_are_named_and_ranges_written_as_the_language_does(tmp_path: Path) -> None:
    words = {  # annexes in the contents; labels; the range of paragraphs, Arabic from right to left
        "en": (["Annexes", "I. First", "II. Second"], ["Figure I", "Box 1"], "1–3"),
        "fr": (["Annexes", "I. First", "II. Second"], ["Figure I", "Encadré 1"], "1–3"),
        "es": (["Anexos", "I. First", "II. Second"], ["Figura I", "Recuadro 1"], "1–3"),
        "ru": (["Приложения", "I. First", "II. Second"], ["Диаграмма I", "Вставка 1"], "1–3"),
        "zh": (["附件", "一. First", "二. Second"], ["图一", "方框1"], "1-3"),
        "ar": ([], [], "3-1"),
    }
    annexes = [{"annex": {"titles": [title], "body": ["Text"]}} for title in ("First", "Second")]
    box = {"box": {"number": True, "title": "Bar", "body": ["Baz"]}}
    body = [{"chapter": "Mandate"}, {"numbered": ["a", "b", "c"]}, figure(), box]
    for code, (named, labels, numbers) in words.items():
        pdf = render(tmp_path, [report(body, contents={"paragraphs": True}), *annexes], code)
        first = [line.text.split(" .")[0].replace("\u00a0", " ") for line in pdf.pages[0].flow]
        assert [name for name in first if name in named] == named, code
        ranges = [re.sub(r"[^\d–-]", "", line.text) for line in pdf.pages[0].flow]
        assert any(found.startswith((numbers, f"2{numbers}")) for found in ranges), (code, ranges)
        texts = [text.replace(" ", "") for page in pdf.pages for text in flow(page)]
        assert [label for label in labels if label.replace(" ", "") not in texts] == [], code


def test_an_entry_of_the_contents_has_room_for_its_gap_and_the_title_stands_as_without_a_note(tmp_path: Path) -> None:
    """A/80/605, page 1: title 32.4 below the agenda with an asterisk; the entry after that at 681.8 begins page 2."""
    agenda = {"items": [177], "title": "Financing", "note": "Reissued."}
    body = [*({"chapter": f"Chapter {number}"} for number in range(20)), "Text"]
    titles = ["Budget" + "<br>and so on" * 4]
    page = render(tmp_path, [report(body, contents=True, titles=titles)], agenda=agenda).pages[0]
    assert page.line("Budget").baseline - page.line("Financing").baseline == pytest.approx(32.4, abs=0.2)
    assert max(line.baseline for line in page.lines if "Chapter" in line.text) == pytest.approx(681.8, abs=0.2)


def test_contents_have_as_many_levels_and_columns_as_the_seed_wants(tmp_path: Path) -> None:
    body = [{"chapter": "One"}, {"numbered": ["a", "b"]}, {"section": "Two"}, {"subsection": "Three"}, {"numbered": ["c"]}]
    page = render(tmp_path, [report(body, contents={"levels": 3, "paragraphs": True})]).pages[0]
    (heads,) = [line for line in page.lines if "Paragraphs" in line.text]
    assert heads.text.split() == ["Paragraphs", "Page"]
    rows: dict[int, str] = {}
    for line in sorted(page.flow, key=lambda line: line.x0):
        if line.baseline > heads.baseline:
            rows[round(line.baseline)] = rows.get(round(line.baseline), "") + line.text.replace(" ", "").replace(".", "")
    assert [rows[baseline] for baseline in sorted(rows)] == ["IOne1–32", "ATwo32", "1Three32"]  # paragraphs 1–3, page 2
    (alone,) = [line for line in render(tmp_path, [report(body, contents={"levels": 1})]).pages[0].lines if "One" in line.text]
    assert alone.text.startswith("I. One")


def test_a_summary_stands_in_its_frame_as_in_published_reports(tmp_path: Path) -> None:
    summary = [LONG * 2, "Second.", {"subheading": "Resources"}, "Third."]
    page = render(tmp_path, [report(["Text"], contents=True, summary=summary)]).pages[1]
    word, first = page.line("Summary"), page.line("The present report")
    # A/80/605, page 3: the word at 72.3, its baseline 21.6 below the frame, text 18 below it from 147.4
    assert (word.x0, word.size) == (pytest.approx(72.3, abs=0.25), 12)
    assert word.baseline == pytest.approx(96.7, abs=0.25)
    assert (first.x0, first.baseline) == (pytest.approx(147.3, abs=0.3), pytest.approx(114.7, abs=0.25))
    assert page.line("Resources").baseline - page.line("Second.").baseline == pytest.approx(24, abs=0.1)
    frame = max(page.rectangles, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top))
    assert (frame.x0, frame.x1) == (pytest.approx(60.0, abs=0.2), pytest.approx(552.8, abs=0.2))
    assert frame.top == pytest.approx(75, abs=0.3)


def test_a_summary_may_go_over_a_page_and_the_text_begins_a_new_one_where_there_are_contents(tmp_path: Path) -> None:
    pdf = render(tmp_path, [report([{"chapter": "Mandate"}, "Text"], contents=True, summary=[LONG * 3] * 14)])
    assert [flow(page)[0][:7] for page in pdf.pages[1:]] == ["Summary", flow(pdf.pages[2])[0][:7], "I. Mand"]
    sides = [box for box in pdf.pages[2].rectangles if box.x1 - box.x0 > 480]
    assert sides, "the frame goes on"


def test_the_summary_stands_on_page_1_where_the_contents_stand_below_it(tmp_path: Path) -> None:
    body = [{"chapter": "Mandate"}, "Text"]
    pdf = render(tmp_path, [report(body, contents={"below": "summary"}, summary=["Short."])])
    assert ["Summary" in flow(page) for page in pdf.pages] == [True, False, False]
    assert ["Contents" in flow(page) for page in pdf.pages] == [False, True, False]
    alone = render(tmp_path, [report(body, summary=["Short."])])
    assert len(alone.pages) == 1
    assert [text for text in flow(alone.pages[0]) if text in ("Summary", "Text")] == ["Summary", "Text"]


def picture(page: Page) -> tuple[float, float, float, float]:
    """Return where the black bar is that fills a picture."""
    box = max(page.rectangles, key=lambda one: (one.x1 - one.x0) * (one.bottom - one.top))
    return box.x0, box.x1, box.top, box.bottom


def test_a_figure_stands_where_published_ones_do(tmp_path: Path) -> None:
    page = render(tmp_path, [report([{"chapter": "One"}, "Before", figure("Titled"), "After"], contents=True)]).pages[1]
    before, label, title, after = (page.line(start) for start in ("Before", "Figure I", "Titled", "After"))
    x0, x1, top, bottom = picture(page)
    # A/80/605, page 65
    assert label.baseline - before.baseline == pytest.approx(119.9 - 95.9, abs=0.2)
    assert title.baseline - label.baseline == pytest.approx(12, abs=0.1)
    assert (label.x0, label.is_bold, title.is_bold) == (pytest.approx(123.4, abs=0.2), False, True)
    assert top - title.baseline == pytest.approx(158.2 - 143.9, abs=0.3)
    assert after.baseline - bottom == pytest.approx(329.9 - 307.8, abs=0.5)
    assert (x0, x1) == (pytest.approx(123.4, abs=0.3), pytest.approx(488.9, abs=0.6))


def test_a_wide_figure_is_as_wide_as_the_page_and_a_turned_one_has_its_own(tmp_path: Path) -> None:
    annexes = [{"annex": {"body": [figure(**{key: True})]}} for key in ("wide", "landscape")]
    pdf = render(tmp_path, [report(["Text"]), *annexes])
    assert picture(pdf.pages[1])[:2] == (pytest.approx(60, abs=0.2), pytest.approx(552, abs=0.2))
    assert [round(page.width) for page in pdf.pages] == [612, 612, 792]


def test_appendices_are_numbered_by_annex_and_smaller(tmp_path: Path) -> None:
    kinds = ("annex", "annex", "appendix", "appendix")
    pdf = render(tmp_path, [report(["Text"]), *({kind: {"titles": ["Foo"], "body": ["Bar"]}} for kind in kinds)])
    heads = [page.flow[0] for page in pdf.pages[1:]]
    assert [line.text for line in heads] == ["Annex I", "Annex II", "Appendix I", "Appendix II"]
    assert [line.size for line in heads] == [14, 14, 12, 12]
    title: Line = pdf.pages[3].flow[1]
    assert (title.x0, title.baseline - heads[2].baseline) == (pytest.approx(123.4, abs=0.2), pytest.approx(19.6, abs=0.2))


def test_a_note_to_the_whole_report_stands_in_the_foot_of_page_1(tmp_path: Path) -> None:
    keys = {"subtitles": ["Report of the Secretary-General<fn>**</fn>"], "notes": {"**": "It was submitted late."}}
    agenda = {"items": [177], "title": "Foo", "of": "provisional", "note": "A/80/150."}
    page = render(tmp_path, [{"report": TITLES | {"body": ["Text"]} | keys}], agenda=agenda).pages[0]
    assert "Report of the Secretary-General**" in flow(page)
    assert [line.text for line in page.lines if line.text.startswith("*")] == ["* A/80/150.", "** It was submitted late."]
