"""Bodies on the page: tables over several pages, headings at the foot of one, lists in lists, words that are too long."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from support.pages import Line, Pdf, compose_seed, read_pdf, set_page

pytestmark = pytest.mark.slow

FOX = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3


def render(body: list[Any], code: str = "en", *, is_proof: bool = False, **report: Any) -> Pdf:
    """Return a report with this body; in any language but English its texts are the same, taken for translated."""
    seed = {"parts": [{"report": {"titles": ["Title"], "body": body} | report}]}
    return read_pdf(set_page(compose_seed(seed, code, is_proof=is_proof)))


def _table(rows: list[list[str]], *columns: str) -> dict[str, Any]:
    return {"table": {"title": "Contributions", "columns": columns or ("Country", "Amount"), "rows": rows}}


def test_a_table_over_several_pages_repeats_its_head_and_loses_no_row() -> None:
    pdf = render([_table([[f"Row{n}", str(n)] for n in range(90)])])
    assert len(pdf.pages) == 3
    for page in pdf.pages:
        assert len([line for line in page.lines if line.text.startswith("Country")]) == 1
    assert re.findall(r"Row(\d+)", pdf.text) == [str(n) for n in range(90)]


def test_the_title_of_a_table_stands_on_the_page_of_its_first_rows() -> None:
    found = []
    for count in range(17, 21):  # the title meets the foot of page 1 on the way
        pdf = render([*["x"] * count, _table([["Row1", "1"], ["Row2", "2"], ["Row3", "3"]])])
        pages = [" ".join(line.text for line in page.flow) for page in pdf.pages]
        found += [place for place, text in enumerate(pages) if "Contributions" in text]
        assert "Row1 1 Row2" in pages[found[-1]], count
    assert found == [0, 1, 1, 1]


def test_an_empty_cell_leaves_its_column_one_of_figures_and_its_row_whole() -> None:
    pdf = render([_table([["Belarus", ""], ["Qatar", "1,250.5"], ["", "980"]])])
    lines = [line.text for line in pdf.pages[0].flow]
    assert lines[lines.index("Country") :] == ["Country", "Amount", "Belarus", "Qatar", "1,250.5", "980"]
    places = {line.text: line.x0 for line in pdf.pages[0].flow}
    assert places["980"] > 460  # at the decimal mark, in the second column


def test_no_row_stands_alone_on_a_page() -> None:
    found = []
    for count in (24, 25):
        pdf = render([_table([[f"Row{n}", "1"] for n in range(count)])])
        found.append([sum("Row" in line.text for line in page.flow) for page in pdf.pages])
    assert found == [[24], [23, 2]]


def test_a_row_longer_than_a_page_is_cut_and_begins_below_its_title() -> None:
    pdf = render(["x", _table([["Row1", FOX * 80], ["Row2", FOX]])])
    assert len(pdf.pages) == 2
    assert [page.number for page in pdf.pages if "Contributions" in " ".join(line.text for line in page.flow)] == [1]
    assert [len([line for line in page.lines if line.text.startswith("Country")]) for page in pdf.pages] == [1, 1]
    assert pdf.text.count("quick brown") == 81


@pytest.mark.parametrize(("code", "mark"), [("en", "."), ("fr", ","), ("ar", ",")])
def test_units_stand_below_units(code: str, mark: str) -> None:
    pdf = render([_table([["a", f"1250{mark}5"], ["b", "980"], ["c", f"7{mark}25"]])], code)
    size = 10.8 if code == "ar" else 8.5
    figures = [line for line in pdf.flow if size in (line.size, line.first_size)]
    ends = []
    for line in figures:
        digits = sorted((g for g in line.glyphs if g.text in "0123456789٠١٢٣٤٥٦٧٨٩.,"), key=lambda g: g.x0)
        marks = [g.x0 for g in digits if g.text == mark]
        if digits:
            ends.append(marks[0] if marks else digits[-1].x1)
    assert len(ends) == 3
    assert max(ends) - min(ends) < 0.5


def test_a_column_of_figures_ends_under_its_head() -> None:
    pdf = render([_table([["a", "1,250.5", "x"], ["b", "980", "y"]], "Country", "Amount", "Remarks")])
    ends = [
        next(glyph for glyph, following in pairwise(line.glyphs) if following.x0 - glyph.x1 > 10).x1
        for line in pdf.flow
        if line.text in ("Amount Remarks", "1,250.5 x")
    ]
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=0.8)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_names_of_cells_in_a_proof_lie_over_nothing(code: str) -> None:
    rows = [[f"a{n}", f"{n}.5", "words and more words"] for n in range(12)]
    pdf = render([_table(rows, "Country", "Amount", "Remarks"), {"list": [{"text": "one", "items": ["two"]}]}], code, is_proof=True)
    for page in pdf.pages:
        names = [line for line in page.lines if line.size == 5.5]
        for name in names:
            over = [line for line in page.lines if line is not name and _overlap(name, line)]
            assert over == [], f"{name} lies over {over[0]}"
    assert sum(line.text.count("report.cell.") for page in pdf.pages for line in page.lines) == 39


def _overlap(one: Line, other: Line) -> bool:
    return abs(one.baseline - other.baseline) < max(one.size, other.size) and any(
        min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and -0.6 * b.size < a.baseline - b.baseline < 0.6 * a.size
        for a in one.glyphs
        for b in other.glyphs
    )


def test_a_heading_never_ends_a_page() -> None:
    body: list[Any] = []
    for n in range(24):
        body += [{"section": "Section"}, {"numbered": [FOX * (2 + n % 5)]}, {"subheading": "Heading"}]
        body += [{"bulleted": [FOX * (1 + n % 3)]}, {"minor": "Heading"}, FOX]
    pdf = render(body)
    assert len(pdf.pages) > 7
    assert [page.number for page in pdf.pages if page.flow[-1].text.endswith(("Section", "Heading"))] == []


def test_what_the_author_has_begin_a_page_stands_at_its_top() -> None:
    begun = [{"chapter": "Begun"}, {"section": "Begun"}, {"numbered": ["Begun"]}, _table([["Begun", "1"]])]
    begun.append({"box": {"body": ["Boxed"]}})
    pdf = render(["End", *(block for one in begun for block in ({"new_page": True}, one, "End"))])
    assert [page.flow[-1].text for page in pdf.pages] == ["End"] * 6
    tops = [page.flow[0] for page in pdf.pages[1:]]
    assert [line.text.split()[-1] for line in tops] == ["Begun", "Begun", "Begun", "Contributions", "Boxed"]
    assert [line.baseline for line in tops[:4]] == pytest.approx([96.7] * 4, abs=0.05)  # where text begins: no gap above it


def test_no_line_of_a_paragraph_stands_alone_at_the_edge_of_a_page() -> None:
    pdf = render([{"numbered": [FOX * (1 + n % 9) for n in range(60)]}])
    for page in pdf.pages[1:]:
        first, second = page.flow[:2]
        assert second.baseline - first.baseline == pytest.approx(12, abs=0.1)
    for page in pdf.pages[:-1]:
        before, last = page.flow[-2:]
        assert last.baseline - before.baseline == pytest.approx(12, abs=0.1)


def test_words_too_long_for_any_line_are_cut_and_not_lost() -> None:
    body = [LONG, {"bulleted": [{"text": LONG, "items": [LONG]}]}, {"indented": LONG}, _table([[LONG, LONG]])]
    pdf = render([*body, {"chapter": LONG}], contents=True)
    assert pdf.text.replace("\n", "").replace(" ", "").count("gesellschaft") >= 3 * 7
    assert max(line.x1 for page in pdf.pages for line in page.lines) < 556


def test_contents_of_an_arabic_report_have_figures_of_the_text_and_the_feet_have_not() -> None:
    pdf = render([{"chapter": "مقدمة"}, {"numbered": ["نص"]}], "ar", contents=True)
    entry = next(line for line in pdf.pages[0].lines if "...." in line.text.replace(" ", ""))
    assert [glyph.text for glyph in entry.glyphs if glyph.text.isdigit()] == ["٢"]
    assert [line.text for line in pdf.pages[1].lines if line.baseline > 728] == ["2"]
    latin = render([{"chapter": "One"}, {"numbered": ["x"]}], contents=True)
    assert [glyph.text for line in latin.pages[0].lines if "...." in line.text.replace(" ", "") for glyph in line.glyphs][-1] == "2"
