"""Letters of New York in 2025: what stands where, in points, as measured in real ones; tolerance 0.3 unless said."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
import zxingcpp

from support.pages import Line, Page, Pdf, compose_seed, ink, picture_of, read_pdf, set_page

pytestmark = pytest.mark.slow

TEXT = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "
FULL = {"lines": ["Line."] * 110}  # two pages of them


def made(
    code: str = "en", body: list[Any] | None = None, part: dict[str, Any] | None = None, annexes: int = 0, **seed: Any
) -> Pdf:
    """Return the pages of a letter in the language *code* with *body*; *part* adds to the letter, *seed* to the document.

    Each of the *annexes* begins a page.
    """
    return _made(code, json.dumps(_seed(code, body, part, annexes, **seed)))


def _seed(
    code: str, body: list[Any] | None = None, part: dict[str, Any] | None = None, annexes: int = 0, **seed: Any
) -> dict[str, Any]:
    letter = {"title": "Letter", "body": body or ["Text."]} | (part or {})
    return {
        "symbol": "A/79/999", "organ": "general-assembly", "date": "2025-07-29", "original": code, "job": "25-12744",
        "layout": "new-york-2025", "parts": [{"letter": letter}, *[{"annex": {"body": ["Text."]}}] * annexes],
    } | seed  # fmt: skip


@lru_cache(maxsize=4)
def _made(code: str, seed: str) -> Pdf:
    return read_pdf(set_page(compose_seed(json.loads(seed), code), "screen"))


def near(*values: float, within: float = 0.3) -> Any:
    return pytest.approx(list(values), abs=within)


def text_lines(pdf: Pdf, page: int) -> list[Line]:
    """Return the lines of text of a page: between its heads and its feet, no marks of notes."""
    top = 214 if page == 1 else 70
    return [line for line in pdf.pages[page - 1].lines if top < line.baseline < 740 and line.size > 8]


def text_end(pdf: Pdf, page: int) -> float:
    """Return the last baseline of a page's text, notes left out."""
    return max(line.baseline for line in text_lines(pdf, page) if line.size == 10)


def baselines(lines: list[Line]) -> list[float]:
    return [line.baseline for line in lines]


def gaps(lines: list[Line]) -> list[float]:
    return [below.baseline - above.baseline for above, below in pairwise(lines)]


# Masthead, session, heads and feet

JOINT = {"symbol": ["A/79/843*", "S/2025/201*"], "organ": ["general-assembly", "security-council"], "job": "25-05275*"}
SESSIONS = {"session": [79, {"year": 80}], "agenda": {"items": [14], "title": "Culture of peace"}}


def places(page: Page, *starts: str) -> dict[str, tuple[float, float]]:
    return {start: (page.line(start).x0, page.line(start).baseline) for start in starts}


def test_session_and_distribution_stand_where_they_do_in_a_letter_of_two_organs() -> None:
    expected = {
        "Distr.:": (397.0, 86.7), "29 July": (397.0, 98.4), "Original:": (397.0, 122.4), "Seventy-ninth": (60.0, 234.3),
        "Eightieth": (348.1, 234.3), "Agenda item": (60.0, 246.3), "Culture": (60.0, 258.3), "Letter": (123.4, 289.5),
    }  # fmt: skip
    found = places(made(annexes=2, **JOINT, **SESSIONS).pages[0], *expected)
    assert found == {start: near(*place) for start, place in expected.items()}
    assert made().pages[0].line("Letter").baseline == pytest.approx(223.5, abs=0.3)  # without session


def test_titles_of_several_items_stand_as_far_apart_as_paragraphs_and_break_as_in_real_letters() -> None:
    """A/79/843: items 246.3, titles 264.3, 282.3 …; the letter 31.2 below the last one. A/79/769, A/79/753: where they break."""
    titles = [
        ["Culture of peace"],
        ["The responsibility to protect and the prevention of genocide,",
         "war crimes, ethnic cleansing and crimes against humanity"],
        ["Elimination of racism, racial discrimination, xenophobia", "and related intolerance"],
    ]  # fmt: skip
    pdf = made(**JOINT, session=[79, {"year": 80}], agenda={"items": [14, 32, 60], "title": [" ".join(title) for title in titles]})
    lines = [line for line in text_lines(pdf, 1) if 240 < line.baseline < 360]
    assert [line.text for line in lines[1:-1]] == [line for title in titles for line in title]
    assert baselines(lines) == near(246.3, 264.3, 282.3, 294.3, 312.3, 324.3, 355.5)
    assert [line.is_bold for line in lines] == [False, *[True] * 6]


def test_items_may_have_no_title() -> None:
    lines = text_lines(made(session=79, agenda={"items": [14, 32]}), 1)
    assert [line.text for line in lines[1:3]] == ["Agenda items 14 and 32", "Letter"]
    assert baselines(lines[1:3]) == near(234.3, 265.5)


@pytest.mark.parametrize("code", ["en", "ru", "zh", "ar"])
def test_running_heads_have_a_line_for_each_symbol_and_no_asterisks(code: str) -> None:
    """A/79/843; of a page from right to left the sides are turned round. The head of Russian and Arabic pages isn't higher."""
    pdf = arabic() if code == "ar" else made(code, annexes=2, **JOINT, **SESSIONS)
    for page in pdf.pages[1:3]:
        first, second = page.line("A/79/843"), page.line("S/2025/201")
        assert (first.text, second.text) == ("A/79/843", "S/2025/201")
        assert baselines([first, second]) == near(49.2, 59.0)
        if (page.number % 2 == 0) == (code != "ar"):
            assert [first.x0, second.x0] == near(60.0, 60.0)
        else:
            assert [first.x1, second.x1] == near(552.1, 552.1)
    assert "25-05275*" in pdf.pages[0].line("25-05275").text


def test_heads_and_feet_of_later_pages_stand_where_the_real_ones_do() -> None:
    """S/2025/31: the job number is as wide as text, and nothing is kerned in 11/11. One symbol stands on the lower line."""
    pages = made(annexes=10, job="25-00524").pages
    assert pages[1].line("A/79/999").baseline == pytest.approx(59.0, abs=0.3)
    job = pages[1].line("25-00524")
    assert [job.x0, job.x1, job.baseline] == near(524.5, 552.0, 753.8)
    assert pages[2].line("25-00524").x0 == pytest.approx(60.0, abs=0.3)
    folio = pages[10].line("11/11")
    assert [folio.x0, folio.x1, folio.baseline] == near(532.2, 551.9, 755.3, within=0.6)


@pytest.mark.parametrize(("code", "date", "server"), [("en", "2025-01-26", "undocs.org"), ("ar", "2025-01-27", "docs.un.org")])
def test_qr_code_and_links_name_the_server_of_their_day(code: str, date: str, server: str) -> None:
    """S/2025/31 of 14 January, A/79/753 of 27 January."""
    pdf = made(code, [{"en": "See A/65/497.", "ar": "انظر الوثيقة A/65/497."}[code]], date=date)
    codes = {found.text for found in zxingcpp.read_barcodes(picture_of(pdf.content, 1, 4))}
    assert codes == {"2512744", f"https://{server}/{code}/A/79/999"}
    assert links(pdf) == [("A/65/497", f"https://{server}/{code}/A/65/497")]


# Notes

SUBMITTED = {"notes": {"*": "Circulated in the language of submission only."}}


def test_a_note_with_an_asterisk_stands_in_the_foot_of_page_1_and_takes_no_room_from_its_text() -> None:
    """A/79/753: rule 711.75 from 110.8, asterisk at 115.6, first line 721.9; the title 32.3 below the agenda, without it 31.2."""
    pdf = made(body=["See annex.<fn>*</fn>", FULL], part=SUBMITTED, **SESSIONS)
    page = pdf.pages[0]
    note = page.line("* Circulated")
    assert [note.x0, note.baseline] == near(115.6, 721.9)
    assert {glyph.size for glyph in note.glyphs} == {8.5}
    rule = ink(pdf.content, 1, (60, 709, 400, 714))
    assert [rule.x0, rule.x1, (rule.top + rule.bottom) / 2] == near(110.8, 182.8, 711.75)
    assert 691.3 < text_end(pdf, 1) < 703.5
    assert page.line("Letter").baseline - page.line("Culture").baseline == pytest.approx(32.3, abs=0.3)


def test_a_long_note_with_an_asterisk_grows_upward_from_the_foot_of_page_1() -> None:
    notes = {"*": "Circulated in the language of submission only, in line with what was said of it at another place. " * 3}
    pdf = made(body=["See annex.<fn>*</fn>", FULL], part={"notes": notes})
    first, *_, last = [line for line in text_lines(pdf, 1) if line.size == 8.5]
    assert last.baseline == pytest.approx(721.9, abs=0.3)
    assert text_end(pdf, 1) < first.baseline - 15


def test_the_note_of_a_reissue_stands_in_the_foot_though_later_pages_have_numbered_notes() -> None:
    """A/79/843; on later pages the rule stands where it does without asterisks."""
    body = ["Text.", {"new_page": True}, "The report.<fn>a</fn>"]
    pdf = made(body=body, part={"notes": {"a": "A/65/497."}}, reissued="2025-08-01", **JOINT)
    assert pdf.pages[0].line("* Reissued").baseline == pytest.approx(721.9, abs=0.3)
    note = pdf.pages[1].line("A/65/497.")
    assert [note.x0, note.baseline] == near(123.4, 732.4)
    rule = ink(pdf.content, 2, (60, note.baseline - 16, 400, note.baseline - 9))
    assert [rule.x0, rule.x1] == near(99.6, 171.6)


@pytest.mark.parametrize(("date", "note", "end"), [
    ("2025-01-27", "On 30 September 2022, the Russian Federation and the Kherson Oblast concluded the treaty of", 478.3),
    ("2025-07-29", "International Atomic Energy Agency (IAEA), report by the Acting Director General", 438.8),
])  # fmt: skip
def test_numbered_notes_are_as_wide_as_those_of_their_day_and_asterisks_as_ever(date: str, note: str, end: float) -> None:
    """A/79/753, S/2025/513; with an asterisk in both: 115.6 to 298.7."""
    pdf = made(date=date, body=["See annex.<fn>*</fn>", "Text.<fn>a</fn>"], part={"notes": SUBMITTED["notes"] | {"a": note}})
    page = pdf.pages[0]
    assert page.line(note[:13]).x1 == pytest.approx(end, abs=0.7)
    assert page.line("* Circulated").x1 == pytest.approx(298.7, abs=0.5)


def test_the_rule_above_notes_stands_nearly_a_line_below_the_text() -> None:
    """A/79/437/Add.4: 10.3 below the last line, a line of 12 more where that hasn't room."""
    lines = range(1, 7)
    body: list[Any] = ["Text."]
    for count in lines:
        body += [{"new_page": True}, f"The report.<fn>n{count}</fn>", {"lines": ["Line."] * 60}]
    pdf = made(body=body, part={"notes": {f"n{count}": TEXT * count for count in lines}})
    found = {}
    for page in pdf.pages[1:]:
        if notes := [line.baseline for line in text_lines(pdf, page.number) if line.size < 9]:
            found[len(notes)] = min(notes) - 13.7 - text_end(pdf, page.number)
    assert {count: gap for count, gap in found.items() if not 10.0 < gap < 22.4} == {}
    assert [*found] == [*lines]


def test_lines_of_notes_are_ragged_and_marks_stand_where_the_real_ones_do() -> None:
    """A/79/843: marks 3 above their line at 117.0, calls 3.5 above theirs; 103 of 107 lines of notes are ragged.

    Numbered notes of page 1 stand above its foot: A/AC.182/2025/L.1.
    """
    pdf = made(body=["The report.<fn>a</fn>"], part={"notes": {"a": TEXT * 3}})
    first, second, last = (line for line in text_lines(pdf, 1) if line.size == 8.5)
    assert first.x1 < 487 and second.x1 < 487
    assert last.baseline == pytest.approx(703.6, abs=0.3)
    glyphs = pdf.pages[0].glyphs
    call, mark = (next(glyph for glyph in glyphs if glyph.size == size) for size in (6.5, 5.5))
    assert pdf.pages[0].line("The report").baseline - call.baseline == pytest.approx(3.5, abs=0.1)
    assert [mark.x0, first.baseline - mark.baseline] == near(117.0, 3.0, within=0.2)


# Headings and titles


@pytest.mark.parametrize(("date", "text", "heading"), [("2025-03-31", 82.3, 84.5), ("2025-04-01", 84.5, 84.5)])
def test_text_at_the_top_of_a_page_stands_lower_since_april_2025_headings_as_before(
    date: str, text: float, heading: float
) -> None:
    """S/2025/31, A/79/843. What follows a heading is as near to it. The lowest line in 173 letters: 702.6 on page 1, then 732.5."""
    body = [{"subheading": "Conclusion"}, "It ends."]
    parts = [{"letter": {"title": "Letter", "body": [FULL]}}, {"annex": {"heading": "Annex to the letter", "body": body}}]
    pdf = made(date=date, parts=parts)
    assert text_lines(pdf, 1)[0].baseline == pytest.approx(223.5, abs=0.3)
    assert 691.3 < text_end(pdf, 1) < 703.5
    assert text_lines(pdf, 2)[0].baseline == pytest.approx(text, abs=0.3)
    assert 718.0 < text_end(pdf, 2) < 732.6
    annex = next(page for page in pdf.pages if "Annex to the letter" in [line.text for line in page.lines])
    assert baselines(text_lines(pdf, annex.number)) == near(heading, heading + 24.3, heading + 42.3)


VACANCIES = {"table": {"title": "Vacancy rates", "columns": ["Category", "Rate"], "rows": [["Posts", "3.5"]]}}


@pytest.mark.parametrize("date", ["2025-03-31", "2025-07-29"])
def test_headings_stand_as_near_to_what_is_above_and_below_as_in_real_letters(date: str) -> None:
    """A/79/843; 18 numbered ones of text size and 10 in italics, in letters of 2025: 24 above, 18 between them."""
    body = [
        "Text.", {"subheading": "Context"}, "More.", {"chapter": "Part"}, "End.", {"subsection": "Numbered"}, "Text.",
        {"minor": "Italic"}, "Text.", {"subsection": "Both"}, {"minor": "Below"}, "Text.",
        {"new_page": True}, {"section": "Section"}, VACANCIES, {"subheading": "Subheading"}, VACANCIES, {"minor": "Minor"},
        VACANCIES,
    ]  # fmt: skip
    pdf = made(body=body, date=date)
    assert gaps(text_lines(pdf, 1)) == near(24.3, 24.0, 18.0, 32.4, 24.6, 24.0, 18.0, 24.0, 18.0, 24.0, 18.0, 18.0)
    lines = text_lines(pdf, 2)
    heads = ("Section", "Subheading", "Minor")
    to_tables = {start: gap for gap, line in zip(gaps(lines), lines, strict=False) for start in heads if line.text.endswith(start)}
    assert to_tables == pytest.approx({"Section": 24.3, "Subheading": 18.0, "Minor": 18.0}, abs=0.3)


def test_headings_of_text_size_are_tracked_less_than_text() -> None:
    """A/80/604/Add.12, pages 8 and 15."""
    widths = {"Delayed deployment factors": 124.67, "Safety and security of United Nations personnel": 203.75}
    subheading, minor = widths
    lines = text_lines(made(body=[{"subheading": subheading}, "Text.", {"minor": minor}, "Text."]), 1)
    assert {line.text: line.x1 - line.x0 for line in lines if line.text in widths} == pytest.approx(widths, abs=0.4)


@pytest.mark.parametrize(
    ("date", "code", "title", "chapter"),
    [("2026-01-07", "en", 84.4, 84.4), ("2026-01-27", "en", 85.7, 86.9), ("2026-01-27", "ru", 87.9, 89.1)],
)
def test_titles_at_the_top_of_a_page_stand_lower_since_january_2026_gaps_as_before(
    date: str, code: str, title: float, chapter: float
) -> None:
    """A/80/590, pages 6 and 20; A/80/630, pages 5 and 27. In Russian headings stood so before: S/2024/228."""
    parts = [{"chapter": "Part"}, "Text."], [{"section": "Section"}, "Text.", {"chapter": "End"}]
    pdf = made(code, ["Text.", *(block for part in parts for block in ({"new_page": True}, *part))], date=date)
    pages = [text_lines(pdf, page) for page in (2, 3)]
    assert [lines[0].baseline for lines in pages] == near(chapter, title, within=0.2)
    assert [gap for lines in pages for gap in gaps(lines)] == near(24.6, 24.3, 32.4)


@pytest.mark.parametrize("date", ["2025-01-27", "2025-07-29"])
def test_a_chapter_stands_one_line_below_a_title_or_heading(date: str) -> None:
    """A/79/797: 25.8, 26.6; A/79/972: 26.4 below a heading of text size; A/80/604/Add.1: 24.6 from a chapter to such a one."""
    chapter = {"chapter": "Introduction"}
    report = {"titles": ["Title"], "subtitles": ["Report"], "body": [chapter, "Text."]}
    annex = {"heading": "Annex to the letter", "titles": ["Title"], "body": [chapter, {"minor": "Date"}, chapter, "Text."]}
    pdf = made(date=date, parts=[{"report": report}, {"annex": annex}])
    assert gaps(text_lines(pdf, 1)) == near(25.8, 26.6, 24.6)
    assert gaps(text_lines(pdf, 2)) == near(25.5, 26.6, 24.6, 26.4, 24.6)


def test_the_word_annex_is_as_large_as_its_titles_in_a_letter() -> None:
    """A/80/141: 12 points on both, the title 19.5 below, the next one 25.5."""
    annex = {"titles": ["Draft resolution", "Observer status"], "body": ["Text."]}
    pdf = made(parts=[{"letter": {"title": "Letter", "body": ["Text."]}}, {"annex": annex}])
    lines = text_lines(pdf, 2)
    assert [(line.size, round(line.x0)) for line in lines] == [(12, 60), (12, 123), (12, 123), (10, 147)]
    assert baselines(lines) == near(84.5, 104.0, 129.5, 153.8)
    report = {"report": {"titles": ["Title"], "body": ["Text."]}}
    assert [line.size for line in text_lines(made(parts=[report, {"annex": annex}]), 2)] == [14, 14, 14, 10]


# Links. Which words are one in which language: tests/compose/test_compose.py

UN = "https://docs.un.org"
RESOLUTION = "2231 (2015)"
_SO_OFTEN = range(9)


def links(pdf: Pdf) -> list[tuple[str, str]]:
    """Return what links cover, and where they lead, in the order of the pages; those of the masthead left out."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf.content)) as read:
        for page in read.pages:
            for link in sorted(page.hyperlinks, key=lambda link: (round(link["top"]), link["x0"])):
                line = [char for char in page.chars if link["top"] < char["top"] + 4 < link["bottom"]]
                inside = [char for char in line if link["x0"] - 0.1 <= char["x0"] and char["x1"] <= link["x1"] + 0.3]
                if link["top"] > (200 if page.page_number == 1 else 70):
                    found.append(("".join(char["text"] for char in inside), link["uri"]))
    return found


def blue(content: bytes) -> str:
    """Return the letters that are blue; all others are black."""
    with pdfplumber.open(io.BytesIO(content)) as read:
        chars = [char for page in read.pages for char in page.chars]
    assert {tuple(char["non_stroking_color"]) for char in chars} <= {(0, 0, 0), (0, 0, 1)}
    return "".join(char["text"] for char in chars if tuple(char["non_stroking_color"]) == (0, 0, 1))


def test_symbols_addresses_and_numbers_of_resolutions_are_blue_links_over_the_ends_of_lines_too() -> None:
    """A joint symbol is one link, to the document of its first: A/79/801."""
    body = [
        "See A/74/676-S/2020/90 and www.un.org/sc.<fn>a</fn>",
        *(f"General Assembly resolution 79/12, {'so ' * count}and then its resolution 79/1 and others." for count in _SO_OFTEN),
        *(f"The Council has said so in many words, {'so ' * count}and in its resolution {RESOLUTION}." for count in _SO_OFTEN),
    ]
    pdf = made(body=body, part={"notes": {"a": "https://x.com/status/18."}})
    found = links(pdf)
    by_address: dict[str, list[str]] = {}
    for shown, address in found:
        by_address.setdefault(address, []).append(shown.strip())
    assert by_address.pop(f"{UN}/en/A/74/676") == ["A/74/676-S/2020/90"]
    assert by_address.pop("http://www.un.org/sc") == ["www.un.org/sc"]
    assert by_address.pop("https://x.com/status/18") == ["https://x.com/status/18"]
    assert by_address.pop(f"{UN}/en/A/RES/79/12") == ["79/12"] * len(_SO_OFTEN)
    assert by_address.pop(f"{UN}/en/A/RES/79/1") == ["79/1"] * len(_SO_OFTEN)
    resolutions = by_address.pop(f"{UN}/en/S/RES/2231(2015)")
    assert ("2231", "(2015)") in pairwise(resolutions)
    assert "".join(resolutions).replace(" ", "") == "2231(2015)" * len(_SO_OFTEN)
    assert by_address == {}
    assert sorted(blue(pdf.content).replace(" ", "")) == sorted("".join(shown for shown, _ in found).replace(" ", ""))


def test_links_are_black_in_the_page_that_goes_to_press_and_in_other_layouts() -> None:
    body = [f"See A/65/497 and Security Council resolution {RESOLUTION}."]
    assert blue(set_page(compose_seed(_seed("en", body)))) == ""
    pdf = made(body=body, layout="new-york-2011")
    assert blue(pdf.content) == ""
    assert [shown for shown, _ in links(pdf)] == ["A/65/497", RESOLUTION]


# From right to left


def arabic() -> Pdf:
    """Return a letter of two organs in Arabic, with a note, a symbol, and a number that goes over the end of a line."""
    said = [f"قال المجلس ذلك مرات {'عديدة ' * count}في قرار مجلس الأمن {RESOLUTION} وغيره." for count in _SO_OFTEN]
    agenda = {"items": [14, 32], "title": ["ثقافة السلام", "منع النزاع"]}
    body = ["نص.<fn>*</fn>", "انظر الوثيقة A/65/497 المتعلقة بمنع الجريمة.", *said]
    part = {"notes": {"*": "حاشية."}}
    return made("ar", body, part, session=[79, {"year": 80}], agenda=agenda, annexes=2, **JOINT)


def test_titles_of_several_items_and_the_foot_of_page_1_are_turned_round_in_arabic() -> None:
    pdf = arabic()
    lines = [line for line in pdf.pages[0].lines if 240 < line.baseline < 300 and line.x1 > 400]
    assert [line.x1 for line in lines] == near(*[552.0] * 3, within=1)
    base = pdf.pages[0].line("*").baseline
    rule = ink(pdf.content, 1, (300, base - 16, 552, base - 9))
    assert [rule.x0, rule.x1] == near(612 - 182.8, 612 - 110.8)


def test_links_are_blue_and_read_in_their_order_in_arabic() -> None:
    pdf = arabic()
    found = [(shown.strip(), address) for shown, address in links(pdf)]
    assert ("A/65/497", f"{UN}/ar/A/65/497") in found
    shown = [text for text, address in found if address == f"{UN}/ar/S/RES/2231(2015)"]
    assert ("2231", ")2015(") in pairwise(shown)  # as drawn, from left to right
    assert [sum(text.count(figure) for text in shown) for figure in ("2231", "2015")] == [len(_SO_OFTEN)] * 2
    coloured = blue(pdf.content)
    assert "A/65/497" in coloured
    assert coloured.count("2231") == len(_SO_OFTEN)
    read = " ".join(" ".join(line.text for line in page.lines) for page in pdf.pages)
    assert read.count(f"الأمن {RESOLUTION} وغيره") == len(_SO_OFTEN)
