"""Footnotes: on the page of their call; cut, and going on at the next page, where there is no room; never lost."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from support.made_up_pages import MadeUp, lay_out, refusal, stray_notes
from support.pages import Page, Pdf, compact, compose_seed, read_pdf, set_page

pytestmark = pytest.mark.slow

FOX = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "
TEXT = {
    "ru": "Генеральная Ассамблея приветствует предпринимаемые государствами-членами усилия по предупреждению преступности. ",
    "zh": "大会欢迎会员国为预防犯罪、打击贩运人口行为和保护受害者特别是妇女和儿童而作出的努力。",
    "ar": "ترحب الجمعية العامة بالجهود التي تبذلها الدول الأعضاء من أجل منع الجريمة ومكافحة الاتجار بالأشخاص. ",
}
NOTE_SIZE = {"ar": 10.8, "zh": 9.0}


def render(body: list[Any], notes: dict[str, str], code: str = "en", *, contents: bool = False) -> Pdf:
    report = {"titles": ["Title"], "contents": contents, "notes": notes, "body": body}
    return read_pdf(set_page(compose_seed({"parts": [{"report": report}]}, code)))


def note_text(page: Page, size: float = 8.5) -> str:
    """Return what the notes of a page say, their marks left out."""
    lines = (line for line in page.lines if 80 < line.baseline < 699)
    return compact("".join(glyph.text for line in lines for glyph in line.glyphs if glyph.size == size))


def test_a_note_stands_on_the_page_of_its_call() -> None:
    paragraphs = [FOX * 4 if n % 2 else FOX * 3 + f"call{n}x<fn>n{n}</fn>" for n in range(40)]
    pdf = render([{"numbered": paragraphs}], {f"n{n}": f"Note {n}. {FOX}" for n in range(0, 40, 2)})
    for page in pdf.pages:
        calls = re.findall(r"call(\d+)x", " ".join(line.text for line in page.lines))
        assert re.findall(r"Note(\d+)\.", note_text(page)) == calls
    assert len(pdf.pages) == 5


def made_up(body: list[Any], notes: dict[str, str], layout: str) -> list[Any]:
    """Return the laid-out pages of a report."""
    return lay_out({"layout": layout, "parts": [{"report": {"titles": ["Title"], "notes": notes, "body": body}}]}, "en")


@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025"])
def test_no_note_gives_way_to_a_paragraph_that_begins_in_the_last_line(layout: str) -> None:
    for lines in range(1, 6):  # one of them leaves the last line of the page to the first one of a paragraph
        body = ["call<fn>a</fn> " + FOX, FOX * lines, *[FOX * 4] * 10]
        assert stray_notes(made_up(body, {"a": f"Note. {FOX}"}, layout)) == [], lines


def text_lines(page: Any) -> list[tuple[str, float]]:
    """Return what each line of the text of a laid-out page says, and where it ends, in pixels from the top."""
    of_notes = {box for area in note_areas(page) for box in area.descendants()}
    lines = [box for box in page.descendants() if isinstance(box, boxes.LineBox) and box.element_tag == "p" and box not in of_notes]
    texts = ("".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)) for line in lines)
    return [(text.strip("\u2060 "), line.position_y + line.height) for text, line in zip(texts, lines, strict=True)]


def note_areas(page: Any) -> list[Any]:
    """Return where the notes of a laid-out page stand: nothing, or one box."""
    return [box for box in page.children if isinstance(box, boxes.FootnoteAreaBox)]


def test_no_line_begins_with_the_call_of_a_note() -> None:
    ends = [f"{(FOX * 3)[:length]} end{mark}" for length in range(100, 190) for mark in ".,"]  # some fill their line
    body = [f"{end}<fn>n{place // 2}</fn>" for place, end in enumerate(ends)]  # each note is called twice
    pages = made_up(body, {f"n{place}": "Note." for place in range(len(ends) // 2)}, "new-york-2011")
    found = [text for page in pages for text, _ in text_lines(page)]
    assert len(found) > len(body)
    assert [text for text in found if text.isdigit()] == []


def test_above_notes_there_is_room_for_the_gap_below_a_paragraph() -> None:
    rooms: dict[bool, list[float]] = {True: [], False: []}  # the last line of a page ends its paragraph, or doesn't
    for before in range(6):
        for rest in range(1, 5):
            body = ["call<fn>a</fn>", *["i"] * before, *[FOX * rest + "end"] * 20]
            page = made_up(body, {"a": "Note."}, "new-york-2011")[0]
            text, bottom = text_lines(page)[-1]
            rooms[text.endswith("end")].append(note_areas(page)[0].position_y - bottom)
    assert min(rooms[True]) - min(rooms[False]) == pytest.approx(8)  # 6 points


def test_a_note_begins_on_the_page_of_its_call_though_a_longer_one_comes_over() -> None:
    body = [FOX * 4, f"call<fn>a</fn> {FOX * 4}", f"call<fn>b</fn> {FOX * 3}call<fn>c</fn> {FOX * 3}", *[FOX * 4] * 3]
    notes = {key: f"Note. {FOX * length}" for key, length in (("a", 130), ("b", 4), ("c", 1))}
    assert stray_notes(made_up(body, notes, "new-york-2011")) == []


@pytest.mark.parametrize("before", [[], [FOX * 4] * 3], ids=["page 1", "below text"])
def test_notes_of_one_line_begin_on_its_page_though_each_is_longer_than_a_page(before: list[str]) -> None:
    body = [*before, f"call<fn>a</fn> call<fn>b</fn> call<fn>c</fn> {FOX * 3}", *[FOX * 4] * 3]
    notes = {key: f"Note {key}. {FOX * 70}" for key in "abc"}
    pdf = render(body, notes)  # or it is refused: `render.layout_check`
    parts = [note_text(page) for page in pdf.pages]
    (first,) = (place for place, part in enumerate(parts) if "Notea." in part)
    assert re.findall("Note([abc])", parts[first]) == ["a", "b", "c"]
    assert sum(map(len, parts)) == sum(len(compact(note)) for note in notes.values())


def test_notes_of_cells_stand_clear_of_the_text_of_other_cells_in_a_row_longer_than_a_page() -> None:
    rows = [[FOX * 60, f"{FOX * 3}call<fn>a</fn> {FOX * 40} call<fn>b</fn>"], ["x", "y"]]
    notes = {"a": FOX * 12, "b": FOX * 8}
    pages = made_up([{"table": {"columns": ["one", "two<fn>c</fn>"], "rows": rows}}], notes | {"c": FOX}, "new-york-2011")
    assert stray_notes(pages) == []
    assert refusal(pages, 3) == []


@pytest.mark.parametrize("number", [0, 3, 16])
def test_notes_of_made_up_tables_begin_on_the_page_of_their_call_and_clear_of_the_text(number: int) -> None:
    document = MadeUp(number)  # `-m support.made_up_pages rows 200` tries more of them
    pages = lay_out(document.seed(document.long_rows()), document.code)
    assert stray_notes(pages) == []
    assert refusal(pages, len(document.notes)) == []


#: The last one has tables that leave their page with notes, and heads that have no room.
@pytest.mark.parametrize("number", [*range(8), 168])
def test_notes_of_made_up_documents_begin_on_the_page_of_their_call(number: int) -> None:
    document = MadeUp(number)  # `-m support.made_up_pages notes 500` tries more of them
    pages = lay_out(document.seed(), document.code)
    assert stray_notes(pages) == []
    assert refusal(pages, len(document.notes)) == []


@pytest.mark.parametrize("before", [4, 13])
def test_a_table_moves_with_its_head_where_the_notes_of_the_head_have_no_room(before: int) -> None:
    table = {"title": "Title", "columns": ["one<fn>a</fn><fn>b</fn>", "two<fn>c</fn>"], "rows": [["x", "y"]] * 2}
    notes = {"a": FOX * 16, "b": FOX * 2, "c": FOX}
    pages = made_up([*[FOX * 4] * before, {"table": table}, FOX], notes, "new-york-2011")
    heads = [[box for box in page.descendants() if box.element_tag == "thead"] for page in pages]
    rows = [[box for box in page.descendants() if box.element_tag == "td"] for page in pages]
    assert [len(each) for each in heads] == [bool(each) for each in rows]
    assert refusal(pages, 3) == []


@pytest.mark.parametrize("contents", [False, True], ids=["plain", "with contents"])
def test_a_long_note_goes_on_at_the_next_page(contents: bool) -> None:
    body = [{"chapter": "One"}, {"numbered": [FOX * 4] * 12 + [FOX + "caller<fn>a</fn> " + FOX * 3] + [FOX * 4] * 6}]
    pdf = render(body, {"a": FOX * 40}, contents=contents)
    first = next(place for place, page in enumerate(pdf.pages) if "caller" in " ".join(line.text for line in page.lines))
    assert note_text(pdf.pages[first]) + note_text(pdf.pages[first + 1]) == compact(FOX * 40)
    assert min(len(note_text(pdf.pages[place])) for place in (first, first + 1)) > 100  # two lines at least
    small = [line for line in pdf.pages[first].lines if line.size == 8.5 and 80 < line.baseline < 699]
    assert small[-1].baseline == pytest.approx(694.9, abs=0.5)  # the page is full
    assert small[-1].x1 == pytest.approx(488.7, abs=0.5)  # its last line, too, is justified


def test_pages_whose_notes_have_room_are_not_made_again_for_a_list_of_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    page, made = import_module("weasyprint.layout.page"), []
    remake = page.remake_page

    def count(number: int, *arguments: Any) -> Any:
        made.append(number)
        return remake(number, *arguments)

    monkeypatch.setattr(page, "remake_page", count)
    table = {"columns": ["a<fn>head</fn>", "b"], "rows": [["x", "y"]] * 60}
    body = [{"chapter": "One"}, {"table": table}, {"chapter": "Two"}, f"call<fn>text</fn> {FOX}"]
    pdf = render(body, {"head": "Note of the head.", "text": "Note of the text."}, contents=True)
    assert re.findall(r"Noteofthe(\w+)\.", "".join(note_text(each) for each in pdf.pages)) == ["head", "text"]
    count_of_pages = len(pdf.pages)
    assert count_of_pages > 2
    assert made[:count_of_pages] == [*range(count_of_pages)]
    assert set(made[count_of_pages:]) == {0}  # the page with the list


def test_a_note_longer_than_a_page_fills_several_and_leaves_room_for_text() -> None:
    pdf = render([{"numbered": [FOX * 4] * 4 + ["call<fn>a</fn> " + FOX * 3] + [FOX * 4] * 6}], {"a": FOX * 100})
    assert "".join(note_text(page) for page in pdf.pages) == compact(FOX * 100)
    text = [sum(line.size == 10 for line in page.flow) for page in pdf.pages]
    assert min(text[1:]) >= 2
    assert max(line.baseline for page in pdf.pages for line in page.flow) < 695.5


def test_sixty_notes_of_one_paragraph_are_all_there_in_their_order() -> None:
    words = " ".join(f"word<fn>n{n}</fn>" for n in range(60))
    pdf = render([{"chapter": "One"}, words], {f"n{n}": f"Note {n}. {FOX}" for n in range(60)}, contents=True)
    found = re.findall(r"Note(\d+)\.", "".join(note_text(page) for page in pdf.pages[1:]))
    assert found == [str(n) for n in range(60)]
    assert max(line.baseline for page in pdf.pages for line in page.flow) < 695.5


@pytest.mark.parametrize("code", TEXT)
def test_a_note_that_goes_on_loses_no_letter_in_other_scripts(code: str) -> None:
    text = TEXT[code]
    pdf = render([{"numbered": [text * 5] * 8 + ["<fn>a</fn>" + text * 3] + [text * 5] * 3}], {"a": text * 60}, code)
    parts = [note_text(page, NOTE_SIZE.get(code, 8.5)) for page in pdf.pages]
    assert len([part for part in parts if len(part) > 100]) >= 2
    if code == "ar":  # pdfs hold its ligatures
        assert sum(map(len, parts)) == pytest.approx(len(compact(text * 60)), rel=0.1)
    else:
        assert "".join(parts) == compact(text * 60)


def test_notes_of_a_long_table_stand_below_their_rows() -> None:
    rows = [[f"Row {n}<fn>n{n}</fn>", "x"] for n in range(60)]
    pdf = render([{"table": {"columns": ["a", "b"], "rows": rows}}], {f"n{n}": f"Note {n}." for n in range(60)})
    assert len(pdf.pages) > 2
    for page in pdf.pages:
        text = " ".join(line.text for line in page.lines)
        assert [n[:2] for n in re.findall(r"Row (\d+)", text)] != []
        assert len(re.findall(r"Row \d+", text)) == len(re.findall(r"Note \d+\.", text))
