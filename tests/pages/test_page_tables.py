"""Tables on the page, held against published ones: rules, gaps, merged cells, notes, pages that are turned."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
import pytest

from support.pages import compose_seed, set_page

pytestmark = pytest.mark.slow

SEED = {"symbol": "A/80/1", "organ": "general-assembly", "date": "2025-10-04", "job": "25-12345", "layout": "new-york-2025"}


def render(body: list[Any], code: str = "en", *more: dict[str, Any], **part: Any) -> list[Any]:
    """Return the pages of a report with this body; in another language than English its texts are the same."""
    parts = [{"report": {"titles": ["Title"], "body": body} | part}, *more]
    return list(pdfplumber.open(io.BytesIO(set_page(compose_seed(SEED | {"parts": parts}, code)))).pages)


def lines(page: Any) -> list[tuple[float, float, float, str]]:
    """Return each piece of text on *page*: its baseline, where its letters begin and end, what it says."""
    pieces: list[list[Any]] = []
    for char in page.chars:
        y = page.height - char["matrix"][5]
        if pieces and abs(pieces[-1][0] - y) < 0.1 and 0 <= char["x0"] - pieces[-1][2] + 1 < 5:
            pieces[-1][2], pieces[-1][3] = char["x1"], pieces[-1][3] + char["text"]
        elif char["text"].strip():
            pieces.append([y, char["x0"], char["x1"], char["text"]])
    return [(y, x0, x1, text.strip().replace("\xa0", " ")) for y, x0, x1, text in pieces]


def baselines(page: Any) -> dict[str, float]:
    return {text: y for y, _, _, text in lines(page)}


def rules(page: Any, x: float) -> list[tuple[float, float]]:
    """Return the rules that cross *x* on *page* from top to bottom: where each begins, how thick it is."""
    beside = (x - 0.5, 0, float(page.width) - x - 0.5, 0)  # what of the page is not drawn
    image = pypdfium2.PdfDocument(page.pdf.stream)[page.page_number - 1].render(scale=20, grayscale=True, crop=beside).to_numpy()
    dark = np.flatnonzero(np.diff(image[:, 10].squeeze() < 128, prepend=False, append=False)) / 20
    return [(float(top), float(bottom - top)) for top, bottom in zip(dark[::2], dark[1::2], strict=True)]


#: Page 9 of A/80/605; its widths in twips.
REFURBISHED: dict[str, Any] = {
    "number": 2,
    "title": "High-value asset refurbishments completed in 2024/25",
    "unit": "(Thousands of United States dollars)",
    "wide": True,
    "widths": [3690, 630, 720, 900, 945, 855, 1170, 938],
    "head": [
        [{"text": "Type of equipment", "down": 2}, {"text": "Number of assets", "down": 2}, "Acquisition value",
         "Transportation value", "Refurbishment cost", "Replacement cost", "Potential cost avoidance", "Percentage savings"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ],
    "rows": [
        ["Heavy engineering and construction equipment", "1", "51.7", "7.6", "39.1", "44.9", "(1.8)", "(4.0)"],
        ["Heavy-wheeled vehicles<fn>a</fn>", "12", "2 553.9", "177.1", "1 138.6", "2 543.6", "1 227.8", "48.3"],
        ["Specialized vehicles", "2", "864.8", "31.9", "283.4", "896.4", "581.1", "64.8"],
        {"total": ["Total", "15", "3 470.4", "216.6", "1 461.1", "3 484.9", "1 807.2", "51.9"]},
    ],
    "notes": {"a": "Asset was refurbished in 2023/24."},
}  # fmt: skip


def test_lines_rules_and_columns_of_a_table_stand_as_published() -> None:
    page = render(["x", {"table": REFURBISHED}])[0]
    at = baselines(page)
    first = at["Table 2"]
    published = {  # baselines on page 9 of A/80/605, less 84.50, that of “Table 2”; those of the note are of table 3 there
        "High-value asset refurbishments completed in 2024/25": 12.0, "(Thousands of United States dollars)": 24.0,
        "Potential cost": 49.3, "(1)": 73.9, "Type of equipment": 73.9, "Heavy engineering and construction equipment": 95.8,
        "Heavy-wheeled vehicles": 110.3, "Specialized vehicles": 124.7, "Total": 143.9, "Asset was refurbished in 2023/24.": 166.0,
    }  # fmt: skip
    assert {text: at[text] - first for text in published} == pytest.approx(published, abs=0.4)
    found = [(top - first, height) for top, height in rules(page, 314.0) if first < top < first + 160]
    assert [height for _, height in found] == pytest.approx([0.48, 0.48, 1.44, 0.48, 1.44], abs=0.05)
    assert [top for top, _ in found] == pytest.approx([38.4, 63.0, 79.6, 130.8, 150.0], abs=0.4)
    assert at["Table 2"] - at["x"] == pytest.approx(24.0, abs=0.1)  # S/2025/346, page 5: 264.55 to 288.55
    ends = {text: x1 for _, _, x1, text in lines(page)}
    columns = {"15": 273.8, "3 470.4": 309.7, "216.6": 354.7, "1 461.1": 402.0, "3 484.9": 444.8, "1 807.2": 503.3, "51.9": 550.2}
    assert {text: ends[text] for text in columns} == pytest.approx(columns, abs=0.8)
    starts = {text: x0 for _, x0, _, text in lines(page)}
    assert starts["Table 2"] == starts["Heavy-wheeled vehicles"] == pytest.approx(60.0, abs=0.1)
    assert starts["Total"] == starts["Asset was refurbished in 2023/24."] == pytest.approx(74.4, abs=0.1)


@pytest.mark.parametrize(
    ("code", "wide", "edges"),
    [
        ("en", False, (123.4, 488.9)),
        ("en", "end", (123.4, 552.0)),  # A/80/604/Add.1, page 6
        ("en", True, (60.0, 552.0)),
        ("ar", "end", (60.0, 488.6)),
    ],
)
def test_a_table_is_as_wide_as_the_text_unless_it_is_wide(code: str, wide: object, edges: tuple[float, float]) -> None:
    page = render([{"table": {"columns": ["a", "b"], "rows": [["c", "d"]], "wide": wide}}], code)[0]
    spans = [(one["x0"], one["x1"]) for one in page.rects if 250 < one["top"] < 300 and one["height"] > 1]
    assert (min(x0 for x0, _ in spans), max(x1 for _, x1 in spans)) == pytest.approx(edges, abs=0.5)


def test_a_table_stands_nearer_to_a_heading_of_the_text_than_to_text() -> None:
    table = {"table": {"unit": "(Percentage)", "columns": ["a", "b"], "rows": [["c", "1"]]}}
    body = [{"subsection": "Costs"}, table, {"paragraph": "Text."}, table]
    at = [(y, text) for y, _, _, text in lines(render(body)[0]) if text in ("Costs", "Text.", "(Percentage)")]
    gaps = [below - above for (above, _), (below, _) in zip(at[::2], at[1::2], strict=True)]
    assert gaps == pytest.approx([18, 24], abs=0.6)  # A/80/604/Add.1, page 9; A/80/604/Add.12, pages 7 and 13


def test_a_single_row_without_a_head_of_its_first_column_is_a_heading_of_the_text_below() -> None:
    """A/80/590, page 21; A/80/605, page 53."""
    head = [["", {"text": "2024/25", "across": 2}, {"text": "2026/27", "across": 2}]]
    row = ["Travel", "$56.4", "120.3%", "$7", "1%"]
    table = {"table": {"head": head, "rows": [row]}}
    page = render([{"chapter": "Costs"}, table, "Less.", table, "x"])[0]
    at = [(y, text) for y, _, _, text in lines(page) if text in ("Costs", "2024/25", "Travel", "Less.", "x")]
    assert [text for _, text in at] == ["Costs", "2024/25", "Travel", "Less.", "2024/25", "Travel", "x"]
    gaps = [below - above for (above, _), (below, _) in pairwise(at)]
    assert gaps == pytest.approx([25.7, 17.6, 20.5, 24.9, 17.6, 20.5], abs=0.4)
    heights = [[height for top, height in rules(page, x) if at[0][0] + 5 < top < at[3][0] - 10] for x in (190.0, 320.0)]
    assert heights[0] == pytest.approx([0.48], abs=0.05)  # no rule above the first column
    assert heights[1] == pytest.approx([0.24, 0.48], abs=0.05)


def test_the_resolution_above_sentences_and_the_figure_of_a_sum_stand_as_published() -> None:
    """A/80/615, pages 43 and 22."""
    sentences = {"title": "Issues", "unit": "(Resolution 76/274)", "columns": ["a", "b"], "rows": [["c", "d"]], "large": True}
    rows = [["h", "1", "i"], {"subtotal": ["Total, executive direction", "6", ""]}]
    sums = {"columns": ["e", "f", "g"], "widths": [20, 40, 40], "rows": rows}
    page = render([{"table": sentences}, {"table": sums}])[0]
    at = baselines(page)
    assert at["(Resolution 76/274)"] - at["Issues"] == pytest.approx(18, abs=0.2)
    assert next(char["size"] for char in page.chars if char["text"] == "(") == pytest.approx(10, abs=0.01)
    assert at["6"] == pytest.approx(at["direction"], abs=0.1)


def test_a_table_without_heads_in_a_box_stands_further_in_without_rules_as_published() -> None:
    rows = [["Appropriation<fn>a</fn>", "$68,743,800"], ["Allotment", "$68,235,000"], ["Adjustment recommended " * 3, "$7"]]
    table = {"rows": rows, "large": True, "widths": [77.4, 22.6], "notes": {"a": "Estimates."}}
    page = render([{"subheading": "Report"}, {"box": {"body": [{"table": table}]}}])[0]
    found = {text: (x0, x1) for _, x0, x1, text in lines(page)}
    assert found["Appropriation"][0] == pytest.approx(147.3, abs=1)  # A/80/604/Add.1, page 1, as all that follows
    assert found["$68,743,800"][1] == pytest.approx(474.3, abs=1)
    assert found["Estimates."][0] == pytest.approx(159.5, abs=0.5)
    frame = max(one["top"] for one in page.rects if one["width"] > 300 and one["top"] < 400)
    at = baselines(page)
    assert frame - at["Report"] == pytest.approx(20.7, abs=0.4)
    assert at["Appropriation"] - frame == pytest.approx(17.4, abs=0.4)
    assert at["Allotment"] - at["Appropriation"] == pytest.approx(20.0, abs=0.1)
    assert at["$7"] < at["Estimates."] - 40  # in the first of two lines
    last = max(y for y, *_, text in lines(page) if text.endswith("recommended"))
    assert at["Estimates."] - last == pytest.approx(28.8, abs=0.4)
    assert [top - last for top, _ in rules(page, 212.0) if last < top < at["Estimates."]] == pytest.approx([14.3], abs=0.4)
    inner = [one for one in page.rects if one["top"] > 250 and one["x0"] > 130 and one["x1"] < 480 and one["width"] > 100]
    assert not inner


def test_rows_of_sentences_have_the_size_of_text_and_names_below_a_group_stand_further_in() -> None:
    below = [[{"text": "Row1", "indent": 1}, "a"], [{"text": "Row2", "indent": 2}, "b"]]
    rows = [{"group": "Group"}, [["First", "Second"], "0"], *below]
    page = render([{"table": {"columns": ["c", "d"], "rows": rows, "large": True}}])[0]
    at, starts = baselines(page), {text: x0 for _, x0, _, text in lines(page)}
    assert at["Second"] - at["First"] == pytest.approx(18, abs=0.1)  # A/80/605, page 63
    assert at["Row2"] - at["Row1"] == pytest.approx(20.3, abs=0.3)  # A/80/590, page 14: 124.68, 144.68, 165.20
    assert next(char["size"] for char in page.chars if char["text"] == "R") == pytest.approx(10.0, abs=0.01)
    assert [starts[text] - starts["Group"] for text in ("Row1", "Row2")] == pytest.approx([14.4, 28.8])


def test_a_word_is_parted_only_where_it_is_longer_than_its_column() -> None:
    rows = [["Maintenance and repair services for two sites: Bamako and Gao", "Telecommunications", ""]]
    page = render([{"table": {"columns": ["a", "b", "c"], "rows": rows, "widths": [195, 40, 257], "wide": True}}], "fr")[0]
    said = [text for *_, text in lines(page)]
    place = said.index("Maintenance and repair services for two sites:")  # there is room for “Ba-”
    assert said[place + 1 : place + 5] == ["Bamako and Gao", "Tele\u2010", "commu\u2010", "nications"]


def test_heads_of_several_rows_are_repeated_with_their_rules_and_a_total_has_rules_on_its_own_page() -> None:
    head = [[{"text": "Office", "down": 2}, {"text": "Staff", "across": 2}], ["2024", "2025"]]
    pages = set()
    for count in (26, 27):  # the subtotal meets the foot of page 1 on the way
        rows: list[Any] = [[f"Row{n}", "1", "2"] for n in range(40)]
        rows[count:count] = [{"subtotal": ["Sum", "1", "2"]}]
        first, second = render([{"table": {"head": head, "rows": rows}}])
        for page in (first, second):
            assert [text for _, _, _, text in lines(page) if text in ("Office", "Staff", "2024")] == ["Office", "Staff", "2024"]
        page = first if "Sum" in baselines(first) else second
        pages.add(page.page_number)
        y = baselines(page)["Sum"]
        around = [top for top, _ in rules(page, 400.0) if y - 14 < top < y + 8]
        assert [top - y for top in around][-1] == pytest.approx(6.1, abs=0.3), count
        assert len(around) == 2, count
        assert f"Row{count - 1}" in baselines(page), count
    assert pages == {1, 2}


def test_a_heading_of_a_group_stands_with_its_rows_and_no_row_is_lost_beside_a_merged_cell() -> None:
    groups = []
    for count in (18, 19, 20, 27):  # at 27 the heading alone would end page 1
        rows: list[Any] = [[f"Row{n}", "1"] for n in range(count)]
        rows += [{"group": "Group"}, [{"text": "Merged " * 12, "down": 9}, "first"], *([f"other{n}"] for n in range(8))]
        pages = render([{"table": {"columns": ["a", "b"], "widths": [1, 9], "rows": rows}}])
        found = [[text for _, _, _, text in lines(page)] for page in pages]
        (place,) = [n for n, texts in enumerate(found) if "Group" in texts]
        groups.append(place)
        assert "first" in found[place], count
        assert sum(" ".join(texts).count("Merged") for texts in found) == 12, count
        assert [text for texts in found for text in texts if text.startswith("other")] == [f"other{n}" for n in range(8)], count
        for page in pages:
            assert max(y for y, *_, text in lines(page) if text.startswith(("Merged", "Row", "other", "first"))) < 735, count
    assert groups == [0, 0, 1, 1]


def test_notes_are_lettered_in_the_order_of_their_calls_and_stand_below_the_table() -> None:
    table = {
        "columns": ["a<fn>y</fn>", "b"], "rows": [["c<fn>x</fn>", "d<fn>y</fn>"], ["e<fn>foot</fn>", "f"]],
        "notes": {"x": "Note X", "y": "Note Y"}, "source": "One; two", "abbreviations": "One, 1", "note": "All",
    }  # fmt: skip
    page = render([{"table": table}], notes={"foot": "Note in the foot"})[0]
    at = baselines(page)
    said = [text for y, _, _, text in lines(page) if at["Sources: One; two"] <= y < 710]
    assert said[:7] == ["Sources: One; two", "Note: All", "Abbreviation: One, 1", "a", "Note Y", "b", "Note X"]
    assert at["Note Y"] - at["a"] == pytest.approx(3.0, abs=0.1)  # A/80/605, page 9: 406.0 and 409.0
    assert at["Note in the foot"] > at["Note X"] + 100


def test_arabic_tables_run_from_right_to_left_with_arabic_letters_for_notes() -> None:
    rows = [["qux<fn>a</fn>", "1"], {"total": ["sum", "2"]}]
    table = {"number": True, "columns": ["foo", "bar"], "rows": rows, "notes": {"a": "Note"}}
    page = render([{"table": table}], "ar")[0]
    starts = {text: x1 for _, _, x1, text in lines(page)}
    assert starts["qux"] > 480 and starts["1"] < 250
    assert starts["qux"] - starts["sum"] == pytest.approx(14.4, abs=0.5)
    assert "".join(text for *_, text in lines(page)).count("\u0623") >= 2  # the letter of the call and of the note


def test_a_table_that_is_turned_has_a_page_of_its_own_with_the_headings_above_it() -> None:
    table = {"table": {"number": True, "columns": ["a", "b"], "rows": [["c", "d"]], "landscape": True}}
    pages = render(["x", {"chapter": "Above"}, table, "Below"])
    assert [(page.width, page.height) for page in pages] == [(612, 792), (792, 612), (612, 792)]
    assert ["Above" in baselines(page) for page in pages] == [False, True, False]
    assert "Below" in baselines(pages[2])
    page = pages[1]  # published: pages 50 and 61 of A/80/605
    turned = [char for char in page.chars if abs(char["matrix"][0]) < 0.1]
    places = {"".join(char["text"] for char in turned if char["matrix"][4] == x): x for x in {char["matrix"][4] for char in turned}}
    assert {text: round(x, 1) for text, x in places.items()} == {"A/80/1": 740.3, "2/3": 38.6, "25-12345": 40.2}
    assert next(char for char in turned if char["text"] == "A")["top"] < 65  # an even page: at the upper end
    body = [char for char in page.chars if abs(char["matrix"][0]) > 0.1]
    assert min(char["x0"] for char in body if char["size"] < 9) == pytest.approx(57.4, abs=0.1)
    assert max(one["x1"] for one in page.rects if one["x1"] < 730) == pytest.approx(720.0, abs=0.2)


def test_what_is_turned_ends_a_document_or_follows_on_without_an_empty_page() -> None:
    table = {"table": {"columns": ["a", "b"], "rows": [["c", "d"]], "landscape": True}}
    annex = {"annex": {"titles": ["Charts"], "body": [{"section": "First"}, table, {"section": "Second"}, table]}}
    pages = render(["x"], "en", annex)
    assert [page.width for page in pages] == [612, 792]
    heads = ["Annex", "Charts", "First", "Second"]
    assert [text for *_, text in lines(pages[1]) if text in heads] == heads


def test_a_reference_to_a_table_by_its_place_leads_to_it() -> None:
    untitled = {"table": {"number": True, "columns": ["a"], "rows": [["b"]]}}
    body = ["See <ref>report.table.1</ref> and <ref>report.table.2</ref>.", {"table": REFURBISHED}, untitled]
    page = render(body)[0]
    assert "See table 2 and table 3." in baselines(page)
    assert len([link for link in page.annots if link["top"] > 200]) == 2


def test_a_whole_table_that_does_not_fit_begins_a_page_and_goes_on_where_no_page_has_room_for_it() -> None:
    def pages(count: int, *, whole: bool) -> list[int]:
        table = {"columns": ["a", "b"], "rows": [[f"row {n}", "1"] for n in range(count)], "whole": whole}
        return [sum(text.startswith("row") for text in baselines(page)) for page in render([*["x"] * 12, {"table": table}])]

    assert pages(20, whole=True) == [0, 20]
    assert pages(20, whole=False)[0] > 0
    longer = pages(60, whole=True)
    assert (longer[0], len(longer), sum(longer)) == (0, 3, 60)
