"""Letters of New York in 2025: what stands where, in points, as measured in real ones; tolerance 0.3 unless said."""

from __future__ import annotations

import io
import json
from functools import cache
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
import zxingcpp

from support.pages import Line, Pdf, compose_seed, ink, picture_of, read_pdf, set_page

pytestmark = pytest.mark.slow

TEXT = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "


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


@cache
def _made(code: str, seed: str) -> Pdf:
    return read_pdf(set_page(compose_seed(json.loads(seed), code), "screen"))


def text_lines(pdf: Pdf, page: int) -> list[Line]:
    """Return the lines of text of a page: between its heads and its feet, no marks of notes."""
    top = 214 if page == 1 else 70
    return [line for line in pdf.pages[page - 1].lines if top < line.baseline < 740 and line.size > 8]


def test_text_of_page_1_ends_higher_than_that_of_others() -> None:
    """702.6 is the lowest baseline of text on page 1 of 173 letters, 732.5 on others."""
    pdf = made(body=[TEXT * 120])
    assert 691.3 < text_lines(pdf, 1)[-1].baseline < 703.5
    assert 720.3 < text_lines(pdf, 2)[-1].baseline < 732.5


JOINT = {"symbol": ["A/79/843*", "S/2025/201*"], "organ": ["general-assembly", "security-council"], "job": "25-05275*"}
SESSIONS = {"session": [79, {"year": 80}], "agenda": {"items": [14], "title": "Culture of peace"}}


def test_session_and_distribution_stand_where_they_do_in_a_letter_of_two_organs() -> None:
    page = made(**JOINT, **SESSIONS).pages[0]
    for start, x0, base in (
        ("Distr.:", 397.0, 86.7), ("29 July", 397.0, 98.4), ("Original:", 397.0, 122.4), ("Seventy-ninth", 60.0, 234.3),
        ("Eightieth", 348.1, 234.3), ("Agenda item", 60.0, 246.3), ("Culture", 60.0, 258.3), ("Letter", 123.4, 289.5),
    ):  # fmt: skip
        line = page.line(start)
        assert (line.x0, line.baseline) == pytest.approx((x0, base), abs=0.3), start
    assert made().pages[0].line("Letter").baseline == pytest.approx(223.5, abs=0.3)  # without session


@pytest.mark.parametrize(("title", "lines"), [
    ("The responsibility to protect and the prevention of genocide, war crimes, ethnic cleansing and crimes against humanity",
     ["The responsibility to protect and the prevention of genocide,", "war crimes, ethnic cleansing and crimes against humanity"]),
    ("Elimination of racism, racial discrimination, xenophobia and related intolerance",
     ["Elimination of racism, racial discrimination, xenophobia", "and related intolerance"]),
])  # fmt: skip
def test_titles_of_the_agenda_break_as_in_real_letters(title: str, lines: list[str]) -> None:
    """A/79/769, A/79/753."""
    pdf = made(**JOINT, session=[79, {"year": 80}], agenda={"items": [14], "title": title})
    assert [line.text for line in pdf.pages[0].lines if 250 < line.baseline < 275] == lines


@pytest.mark.parametrize("code", ["en", "fr", "es", "ru", "zh", "ar"])
def test_running_heads_have_a_line_for_each_symbol_and_no_asterisks(code: str) -> None:
    """A/79/843; of a page from right to left the sides are turned round. The head of Russian and Arabic pages isn't higher."""
    pdf = made(code, annexes=2, **JOINT)
    for page in pdf.pages[1:3]:
        first, second = page.line("A/79/843"), page.line("S/2025/201")
        assert (first.text, second.text) == ("A/79/843", "S/2025/201")
        assert (first.baseline, second.baseline) == pytest.approx((49.2, 59.0), abs=0.3)
        if (page.number % 2 == 0) == (code != "ar"):
            assert (first.x0, second.x0) == pytest.approx((60.0, 60.0), abs=0.3)
        else:
            assert (first.x1, second.x1) == pytest.approx((552.1, 552.1), abs=0.3)
    assert "25-05275*" in pdf.pages[0].line("25-05275").text


def test_one_symbol_stands_on_the_lower_line_of_the_head() -> None:
    assert made(annexes=1).pages[1].line("A/79/999").baseline == pytest.approx(59.0, abs=0.3)


def test_feet_of_later_pages_stand_where_the_real_ones_do() -> None:
    """S/2025/31: the job number is as wide as text, and nothing is kerned in 11/11."""
    pages = made(annexes=10, job="25-00524").pages
    job = pages[1].line("25-00524")
    assert (job.x0, job.x1, job.baseline) == pytest.approx((524.5, 552.0, 753.8), abs=0.3)
    assert pages[2].line("25-00524").x0 == pytest.approx(60.0, abs=0.3)
    folio = pages[10].line("11/11")
    assert (folio.x0, folio.x1, folio.baseline) == pytest.approx((532.2, 551.9, 755.3), abs=0.6)


SUBMITTED = {"notes": {"*": "Circulated in the language of submission only."}}


def test_a_note_with_an_asterisk_stands_in_the_foot_of_page_1_and_takes_no_room_from_its_text() -> None:
    """A/79/753: rule 711.75 from 110.8, asterisk at 115.6, first line 721.9."""
    pdf = made(body=[f"See annex.<fn>*</fn> {TEXT * 120}"], part=SUBMITTED)
    note = pdf.pages[0].line("* Circulated")
    assert (note.x0, note.baseline) == pytest.approx((115.6, 721.9), abs=0.3)
    assert {glyph.size for glyph in note.glyphs} == {8.5}
    rule = ink(pdf.content, 1, (60, 709, 400, 714))
    assert (rule.x0, rule.x1, (rule.top + rule.bottom) / 2) == pytest.approx((110.8, 182.8, 711.75), abs=0.3)
    assert 691.3 < max(line.baseline for line in text_lines(pdf, 1) if line.size == 10) < 703.5


def test_a_long_note_with_an_asterisk_grows_upward_from_the_foot_of_page_1() -> None:
    notes = {"*": "Circulated in the language of submission only, in line with what was said of it at another place. " * 3}
    pdf = made(body=[f"See annex.<fn>*</fn> {TEXT * 120}"], part={"notes": notes})
    first, *_, last = [line for line in text_lines(pdf, 1) if line.size == 8.5]
    assert last.baseline == pytest.approx(721.9, abs=0.3)
    assert max(line.baseline for line in text_lines(pdf, 1) if line.size == 10) < first.baseline - 15


def test_the_note_of_a_reissue_stands_in_the_foot_though_later_pages_have_numbered_notes() -> None:
    """A/79/843; on later pages the rule stands where it does without asterisks."""
    body = [TEXT * 60, "The report.<fn>a</fn>"]
    pdf = made(body=body, part={"notes": {"a": "A/65/497."}}, reissued="2025-08-01", **JOINT)
    assert pdf.pages[0].line("* Reissued").baseline == pytest.approx(721.9, abs=0.3)
    note = pdf.pages[1].line("A/65/497.")
    assert (note.x0, note.baseline) == pytest.approx((123.4, 732.4), abs=0.3)
    rule = ink(pdf.content, 2, (60, note.baseline - 16, 400, note.baseline - 9))
    assert (rule.x0, rule.x1) == pytest.approx((99.6, 171.6), abs=0.3)


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


@pytest.mark.parametrize("lines", range(1, 7))
def test_the_rule_above_notes_stands_nearly_a_line_below_the_text(lines: int) -> None:
    """A/79/437/Add.4: 10.3 below the last line, a line of 12 more where that hasn't room."""
    pdf = made(body=[TEXT * 40, f"{TEXT * 2}The report.<fn>a</fn> {TEXT * 120}"], part={"notes": {"a": TEXT * lines}})
    text = text_lines(pdf, 2)
    last = max(line.baseline for line in text if line.size == 10)
    rule = min(line.baseline for line in text if line.size < 9) - 13.7
    assert 10.0 < rule - last < 22.4


def test_the_title_of_a_letter_stands_lower_with_an_asterisk() -> None:
    """A/79/753, A/79/843, A/79/982: 32.3 below the agenda; without 31.2."""
    for part, gap in ((None, 31.2), (SUBMITTED, 32.3)):
        page = made(body=["See annex.<fn>*</fn>" if part else "Text."], part=part, **SESSIONS).pages[0]
        assert page.line("Letter").baseline - page.line("Culture").baseline == pytest.approx(gap, abs=0.3)


def test_numbered_notes_of_page_1_stand_above_its_foot() -> None:
    """A/AC.182/2025/L.1."""
    page = made(body=["The report.<fn>a</fn>"], part={"notes": {"a": "A/65/497."}}).pages[0]
    assert page.line("A/65/497.").baseline == pytest.approx(703.6, abs=0.3)


def test_the_foot_of_page_1_is_turned_round_in_arabic() -> None:
    pdf = made("ar", ["نص.<fn>*</fn>"], part={"notes": {"*": "حاشية."}})
    base = pdf.pages[0].line("*").baseline
    rule = ink(pdf.content, 1, (300, base - 16, 552, base - 9))
    assert (rule.x0, rule.x1) == pytest.approx((612 - 182.8, 612 - 110.8), abs=0.3)


def test_lines_of_notes_are_ragged_and_marks_stand_where_the_real_ones_do() -> None:
    """A/79/843: marks 3 above their line at 117.0, calls 3.5 above theirs; 103 of 107 lines of notes are ragged."""
    pdf = made(body=["The report.<fn>a</fn>"], part={"notes": {"a": TEXT * 3}})
    edges = [line.x1 for line in text_lines(pdf, 1) if line.size == 8.5]
    assert len(edges) == 3
    assert edges[0] < 487 and edges[1] < 487
    glyphs = pdf.pages[0].glyphs
    call, mark = (next(glyph for glyph in glyphs if glyph.size == size) for size in (6.5, 5.5))
    assert pdf.pages[0].line("The report").baseline - call.baseline == pytest.approx(3.5, abs=0.1)
    assert (mark.x0, text_lines(pdf, 1)[-3].baseline - mark.baseline) == pytest.approx((117.0, 3.0), abs=0.2)


@pytest.mark.parametrize(("date", "text", "heading"), [("2025-03-31", 82.3, 84.5), ("2025-04-01", 84.5, 84.5)])
def test_text_at_the_top_of_a_page_stands_lower_since_april_2025_headings_as_before(
    date: str, text: float, heading: float
) -> None:
    """S/2025/31, A/79/843. What follows a heading is as near to it."""
    body = [{"subheading": "Conclusion"}, "It ends."]
    parts = [{"letter": {"title": "Letter", "body": [TEXT * 60]}}, {"annex": {"heading": "Annex to the letter", "body": body}}]
    pdf = made(date=date, parts=parts)
    lines = text_lines(pdf, 3)
    assert text_lines(pdf, 2)[0].baseline == pytest.approx(text, abs=0.3)
    assert [line.baseline for line in lines] == pytest.approx([heading, heading + 24.3, heading + 42.3], abs=0.3)
    first_title = made(date=date).pages[0].line("Letter")
    assert first_title.baseline == pytest.approx(223.5, abs=0.3)
    after_text = made(date=date, body=["Text.", {"subheading": "Context"}, "More.", {"chapter": "Part"}, "End."]).pages[0]
    gaps = [below.baseline - above.baseline for above, below in pairwise(after_text.flow)]
    assert gaps == pytest.approx([24.3, 24.0, 18.0, 32.4, 24.6], abs=0.3)


@pytest.mark.parametrize(
    ("date", "code", "title", "chapter"),
    [("2026-01-07", "en", 84.4, 84.4), ("2026-01-27", "en", 85.7, 86.9), ("2026-01-27", "ru", 87.9, 89.1)],
)
def test_titles_at_the_top_of_a_page_stand_lower_since_january_2026_gaps_as_before(
    date: str, code: str, title: float, chapter: float
) -> None:
    """A/80/590, pages 6 and 20; A/80/630, pages 5 and 27. In Russian headings stood so before: S/2024/228."""
    parts = [{"chapter": "Part"}, "Text."], [{"section": "Section"}, "Text.", {"chapter": "End"}]
    made_so = made(code, ["Text.", *(block for part in parts for block in ({"new_page": True}, *part))], date=date)
    tops = [[line.baseline for line in text_lines(made_so, page)] for page in (2, 3)]
    assert [tops[0][0], tops[1][0]] == pytest.approx([chapter, title], abs=0.2)
    assert [below - above for page in tops for above, below in pairwise(page)] == pytest.approx([24.6, 24.3, 32.4], abs=0.3)


def test_headings_of_text_size_have_24_above_and_18_between_them() -> None:
    """18 numbered ones and 10 in italics, in letters of 2025."""
    headings = [[{"subsection": "Numbered"}], [{"minor": "Italic"}], [{"subsection": "Both"}, {"minor": "Below"}]]
    body = ["Text.", *(block for some in headings for block in (*some, "Text."))]
    lines = text_lines(made(body=body), 1)[1:]
    gaps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    assert gaps == pytest.approx([24.0, 18.0, 24.0, 18.0, 24.0, 18.0, 18.0], abs=0.3)


@pytest.mark.parametrize("date", ["2025-01-27", "2025-07-29"])
def test_a_chapter_stands_one_line_below_a_title_or_heading(date: str) -> None:
    """A/79/797: 25.8, 26.6; A/79/972: 26.4 below a heading of text size; A/80/604/Add.1: 24.6 from a chapter to such a one."""
    chapter = {"chapter": "Introduction"}
    report = {"titles": ["Title"], "subtitles": ["Report"], "body": [chapter, "Text."]}
    annex = {"heading": "Annex to the letter", "titles": ["Title"], "body": [chapter, {"minor": "Date"}, chapter, "Text."]}
    pdf = made(date=date, parts=[{"report": report}, {"annex": annex}])
    gaps = [[below.baseline - above.baseline for above, below in pairwise(text_lines(pdf, page))] for page in (1, 2)]
    assert gaps == [pytest.approx([25.8, 26.6, 24.6], abs=0.3), pytest.approx([25.5, 26.6, 24.6, 26.4, 24.6], abs=0.3)]


def test_the_word_annex_is_as_large_as_its_titles_in_a_letter() -> None:
    """A/80/141: 12 points on both, the title 19.5 below, the next one 25.5."""
    annex = {"titles": ["Draft resolution", "Observer status"], "body": ["Text."]}
    pdf = made(parts=[{"letter": {"title": "Letter", "body": ["Text."]}}, {"annex": annex}])
    lines = text_lines(pdf, 2)
    assert [(line.size, round(line.x0)) for line in lines] == [(12, 60), (12, 123), (12, 123), (10, 147)]
    assert [line.baseline for line in lines] == pytest.approx([84.5, 104.0, 129.5, 153.8], abs=0.3)
    report = {"report": {"titles": ["Title"], "body": ["Text."]}}
    assert [line.size for line in text_lines(made(parts=[report, {"annex": annex}]), 2)] == [14, 14, 14, 10]


def test_titles_of_several_items_stand_as_far_apart_as_paragraphs() -> None:
    """A/79/843: items 246.3, titles 264.3, 282.3, 300.3 …; the letter 31.2 below the last one."""
    titles = ["Culture of peace", "Prevention of armed conflict", "Report of the United Nations High Commissioner for Refugees"]
    pdf = made(**JOINT, session=[79, {"year": 80}], agenda={"items": [14, 32, 60], "title": titles})
    lines = [line for line in text_lines(pdf, 1) if 240 < line.baseline < 350]
    assert [line.text.split()[0] for line in lines] == ["Agenda", "Culture", "Prevention", "Report", "Refugees", "Letter"]
    assert [line.baseline for line in lines] == pytest.approx([246.3, 264.3, 282.3, 300.3, 312.3, 343.5], abs=0.3)
    assert [line.is_bold for line in lines] == [False, True, True, True, True, True]


def test_titles_of_several_items_stand_at_the_right_in_arabic() -> None:
    agenda = {"items": [14, 32], "title": ["ثقافة السلام", "منع النزاع"]}
    pdf = made("ar", ["نص."], session=[79, {"year": 80}], agenda=agenda, **JOINT)
    lines = [line for line in pdf.pages[0].lines if 240 < line.baseline < 330 and line.x1 > 400]
    assert [line.x1 for line in lines] == pytest.approx([552.0] * len(lines), abs=1)
    assert len(lines) >= 3


def test_items_may_have_no_title() -> None:
    lines = text_lines(made(session=79, agenda={"items": [14, 32]}), 1)
    assert [line.text for line in lines[1:3]] == ["Agenda items 14 and 32", "Letter"]
    assert [line.baseline for line in lines[1:3]] == pytest.approx([234.3, 265.5], abs=0.3)


@pytest.mark.parametrize(("date", "server"), [("2025-01-26", "undocs.org"), ("2025-01-27", "docs.un.org")])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_qr_code_and_links_name_the_server_of_their_day(code: str, date: str, server: str) -> None:
    """S/2025/31 of 14 January, A/79/753 of 27 January."""
    pdf = made(code, [{"en": "See A/65/497.", "ar": "انظر الوثيقة A/65/497."}[code]], date=date)
    codes = {found.text for found in zxingcpp.read_barcodes(picture_of(pdf.content, 1, 4))}
    assert codes == {"2512744", f"https://{server}/{code}/A/79/999"}
    with pdfplumber.open(io.BytesIO(pdf.content)) as read:
        assert f"https://{server}/{code}/A/65/497" in {link["uri"] for link in read.pages[0].hyperlinks}


def links(pdf: Pdf, number: int = 1) -> list[tuple[str, str]]:
    """Return what links of a page cover, and where they lead, in the order of the page; those of the masthead left out."""
    with pdfplumber.open(io.BytesIO(pdf.content)) as read:
        page = read.pages[number - 1]
        found = []
        for link in sorted(page.hyperlinks, key=lambda link: (round(link["top"]), link["x0"])):
            line = [char for char in page.chars if link["top"] < char["top"] + 4 < link["bottom"]]
            inside = [char for char in line if link["x0"] - 0.1 <= char["x0"] and char["x1"] <= link["x1"] + 0.3]
            if link["top"] > 200:
                found.append(("".join(char["text"] for char in inside), link["uri"]))
        return found


def blue(pdf: Pdf, number: int = 1) -> str:
    """Return the letters of a page that are blue."""
    with pdfplumber.open(io.BytesIO(pdf.content)) as read:
        chars = read.pages[number - 1].chars
        assert {tuple(char["non_stroking_color"]) for char in chars} <= {(0, 0, 0), (0, 0, 1)}
        return "".join(char["text"] for char in chars if tuple(char["non_stroking_color"]) == (0, 0, 1))


UN = "https://docs.un.org"


@pytest.mark.parametrize(("code", "text", "found"), [
    ("en", "Security Council resolution 2231 (2015) and General Assembly resolution 79/12.",
     [("2231 (2015)", "S/RES/2231(2015)"), ("79/12", "A/RES/79/12")]),
    ("fr", "La résolution 2231 (2015) du Conseil de sécurité et la résolution 79/12 de l’Assemblée générale.",
     [("2231 (2015)", "S/RES/2231(2015)"), ("79/12", "A/RES/79/12")]),
    ("es", "La resolución 79/12 de la Asamblea General y la resolución 2231 (2015) del Consejo de Seguridad.",
     [("79/12", "A/RES/79/12"), ("2231 (2015)", "S/RES/2231(2015)")]),
    ("ru", "В резолюции 2231 (2015) Совета Безопасности и резолюции 79/12 Генеральной Ассамблеи.",
     [("2231 (2015)", "S/RES/2231(2015)"), ("79/12", "A/RES/79/12")]),
    ("zh", "安全理事会第2231(2015)号决议和大会第79/12号决议。",
     [("2231(2015)", "S/RES/2231(2015)"), ("79/12", "A/RES/79/12")]),
    ("ar", "قرار الجمعية العامة 79/12 وقرار مجلس الأمن 2231 (2015).",  # as drawn, from left to right
     [(")2015( 2231", "S/RES/2231(2015)"), ("79/12", "A/RES/79/12")]),
])  # fmt: skip
def test_numbers_of_resolutions_are_blue_links(code: str, text: str, found: list[tuple[str, str]]) -> None:
    pdf = made(code, [text])
    assert links(pdf) == [(shown, f"{UN}/{code}/{symbol}") for shown, symbol in found]
    assert blue(pdf) == "".join(shown for shown, _ in found)


def test_symbols_and_addresses_of_the_net_are_blue_links() -> None:
    """A joint symbol is one link, to the document of its first: A/79/801."""
    pdf = made(body=["See A/74/676-S/2020/90 and www.un.org/sc.<fn>a</fn>"], part={"notes": {"a": "https://x.com/status/18."}})
    assert links(pdf) == [
        ("A/74/676-S/2020/90", f"{UN}/en/A/74/676"), ("www.un.org/sc", "http://www.un.org/sc"),
        ("https://x.com/status/18", "https://x.com/status/18"),
    ]  # fmt: skip
    assert blue(pdf) == "A/74/676-S/2020/90www.un.org/schttps://x.com/status/18"


def test_a_number_that_goes_over_a_line_is_a_link_in_both() -> None:
    body = [f"The Council has said so in many words, {'so ' * count}and in its resolution 2231 (2015)." for count in range(10)]
    pdf = made(body=body)
    assert blue(pdf).replace(" ", "") == "2231(2015)" * 10
    shown = [text.strip() for text, address in links(pdf) if address == f"{UN}/en/S/RES/2231(2015)"]
    assert ("2231", "(2015)") in pairwise(shown)
    assert "".join(shown).replace(" ", "") == "2231(2015)" * 10


def test_a_number_that_goes_over_a_line_is_a_link_in_both_in_arabic_and_read_in_its_order() -> None:
    body = [f"قال المجلس ذلك مرات {'عديدة ' * count}في قرار مجلس الأمن 2231 (2015) وغيره." for count in range(4, 13)]
    pdf = made("ar", body)
    shown = [text.strip() for text, address in links(pdf) if address == f"{UN}/ar/S/RES/2231(2015)"]
    assert ("2231", ")2015(") in pairwise(shown)  # as drawn, from left to right
    assert sum(text.count("2231") for text in shown) == sum(text.count("2015") for text in shown) == len(body)
    read = " ".join(" ".join(line.text for line in page.lines) for page in pdf.pages)
    assert read.count("الأمن 2231 (2015) وغيره") == len(body)


def test_a_number_that_another_begins_with_leads_to_its_own_document() -> None:
    body = [f"General Assembly resolution 79/12, {'so ' * count}and then its resolution 79/1 and others." for count in range(20)]
    found = links(made(body=body))
    assert {(text, address.rpartition("/RES/")[2]) for text, address in found} == {("79/12", "79/12"), ("79/1", "79/1")}
    assert len(found) >= 20


def test_symbols_are_blue_in_arabic_and_read_in_their_order() -> None:
    pdf = made("ar", ["انظر الوثيقة A/65/497 المتعلقة بمنع الجريمة.", "A/65/498."])
    assert blue(pdf) == "A/65/497A/65/498"


def test_the_page_that_goes_to_press_has_no_blue() -> None:
    page = compose_seed(_seed("en", ["See A/65/497 and Security Council resolution 2231 (2015)."]))
    assert blue(read_pdf(set_page(page))) == ""


def test_links_of_other_layouts_are_black() -> None:
    pdf = made(body=["See A/65/497 and Security Council resolution 2231 (2015)."], layout="new-york-2011")
    assert blue(pdf) == ""
    assert [shown for shown, _ in links(pdf)] == ["A/65/497", "2231 (2015)"]


@pytest.mark.parametrize(
    ("kind", "text", "width"),
    [  # A/80/604/Add.12, pages 8 and 15
        ("subheading", "Delayed deployment factors", 124.67),
        ("minor", "Safety and security of United Nations personnel", 203.75),
    ],
)
def test_headings_of_text_size_are_tracked_less_than_text(kind: str, text: str, width: float) -> None:
    (line,) = [line for line in text_lines(made(body=[{kind: text}, "Text."]), 1) if line.text == text]
    assert line.x1 - line.x0 == pytest.approx(width, abs=0.4)


@pytest.mark.parametrize(("kind", "gap"), [("section", 24.3), ("subheading", 18.0), ("minor", 18.0)])
def test_the_title_of_a_table_stands_as_near_below_a_heading_as_text(kind: str, gap: float) -> None:
    table = {"table": {"title": "Vacancy rates", "columns": ["Category", "Rate"], "rows": [["Posts", "3.5"]]}}
    lines = text_lines(made(body=[{kind: "Heading"}, table]), 1)
    heading, title = (next(line for line in lines if line.text.endswith(text)) for text in ("Heading", "Vacancy rates"))
    assert title.baseline - heading.baseline == pytest.approx(gap, abs=0.2)
