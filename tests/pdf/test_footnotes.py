"""Footnotes: on the page of their call; cut, and going on at the next page, where there is no room; never lost."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from support.made_up_pages import MadeUp, lay_out, refusal, stray_notes
from support.pages import compact, compose_seed, read_pdf, set_page

pytestmark = pytest.mark.slow

FOX = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "
TEXT = {
    "ru": "Генеральная Ассамблея приветствует предпринимаемые государствами-членами усилия по предупреждению преступности. ",
    "zh": "大会欢迎会员国为预防犯罪、打击贩运人口行为和保护受害者特别是妇女和儿童而作出的努力。",
    "ar": "ترحب الجمعية العامة بالجهود التي تبذلها الدول الأعضاء من أجل منع الجريمة ومكافحة الاتجار بالأشخاص. ",
}
#: Points from the top of the page: where notes end.
FOOT = 695.5


def made_up(
    body: list[Any], notes: dict[str, str], layout: str = "new-york-2011", code: str = "en", *, contents: bool = False
) -> list[Any]:
    """Return the laid-out pages of a report."""
    report = {"titles": ["Title"], "contents": contents, "notes": notes, "body": body}
    return lay_out({"layout": layout, "original": code, "parts": [{"report": report}]}, code)


def note_areas(page: Any) -> list[Any]:
    """Return where the notes of a laid-out page stand: nothing, or one box."""
    return [box for box in page.children if isinstance(box, boxes.FootnoteAreaBox)]


def note_text(page: Any) -> str:
    """Return what the notes of a laid-out page say, their marks left out."""
    within = [box for area in note_areas(page) for box in area.descendants()]
    marks = {box for mark in within if str(mark.element_tag).endswith("::footnote-marker") for box in (mark, *_below(mark))}
    return compact("".join(box.text for box in within if isinstance(box, boxes.TextBox) and box not in marks))


def _below(box: Any) -> list[Any]:
    return list(box.descendants()) if isinstance(box, boxes.ParentBox) else []


def text_lines(page: Any) -> list[tuple[str, float]]:
    """Return what each line of the text of a laid-out page says, and where it ends, in pixels from the top."""
    of_notes = {box for area in note_areas(page) for box in area.descendants()}
    lines = [box for box in page.descendants() if isinstance(box, boxes.LineBox) and box.element_tag == "p" and box not in of_notes]
    texts = ("".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)) for line in lines)
    return [(text.strip("\u2060 "), line.position_y + line.height) for text, line in zip(texts, lines, strict=True)]


def test_notes_are_printed_below_the_paragraphs_and_rows_that_call_them_and_go_on_at_the_next_page() -> None:
    paragraphs = [FOX * 4 if n % 2 else FOX * 3 + f"call{n}x<fn>n{n}</fn>" for n in range(10)]
    rows = [[f"call{n}x<fn>n{n}</fn>", "x"] for n in range(10, 30)]
    notes = {f"n{n}": f"Note {n}. {FOX * 60 if n == 4 else FOX}" for n in (*range(0, 10, 2), *range(10, 30))}
    body = [{"chapter": "One"}, {"numbered": paragraphs}, {"table": {"columns": ["a", "b"], "rows": rows}}]
    report = {"titles": ["Title"], "contents": True, "notes": notes, "body": body}
    pages = read_pdf(set_page(compose_seed({"parts": [{"report": report}]}))).pages
    small = [[line for line in page.lines if line.size == 8.5 and 80 < line.baseline < FOOT] for page in pages]
    called = [re.findall(r"call(\d+)x", " ".join(line.text for line in page.lines)) for page in pages]
    begun = [re.findall(r"Note (\d+)\.", " ".join(line.text for line in lines)) for lines in small]
    assert begun == called
    assert sum(map(bool, called)) > 2
    (first,) = (place for place, numbers in enumerate(called) if "4" in numbers)
    assert not small[first + 1][0].text.startswith("Note")
    assert small[first][-1].baseline == pytest.approx(694.9, abs=0.5)  # the page is full
    assert small[first][-1].x1 == pytest.approx(488.7, abs=0.5)  # its last line, too, is justified


@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025"])
def test_no_note_gives_way_to_a_paragraph_that_begins_in_the_last_line(layout: str) -> None:
    for lines in range(1, 6):  # one of them leaves the last line of the page to the first one of a paragraph
        body = ["call<fn>a</fn> " + FOX, FOX * lines, *[FOX * 4] * 9]
        assert stray_notes(made_up(body, {"a": f"Note. {FOX}"}, layout)) == [], lines


def test_no_line_begins_with_the_call_of_a_note() -> None:
    ends = [f"{(FOX * 3)[:length]} end{'.,'[length % 2]}" for length in range(100, 190)]  # some fill their line
    body = [f"{end}<fn>n{place // 2}</fn>" for place, end in enumerate(ends)]  # each note is called twice
    pages = made_up(body, {f"n{place}": "Note." for place in range(len(ends) // 2)})
    found = [text for page in pages for text, _ in text_lines(page)]
    assert len(found) > len(body)
    assert [text for text in found if text.isdigit()] == []


def test_above_notes_there_is_room_for_the_gap_below_a_paragraph() -> None:
    rooms: dict[bool, list[float]] = {True: [], False: []}  # the last line of a page ends its paragraph, or doesn't
    for before in range(6):
        for rest in range(2, 4):
            body = ["call<fn>a</fn>", *["i"] * before, *[FOX * rest + "end"] * (36 // rest)]
            page = made_up(body, {"a": "Note."})[0]
            text, bottom = text_lines(page)[-1]
            rooms[text.endswith("end")].append(note_areas(page)[0].position_y - bottom)
    assert min(rooms[True]) - min(rooms[False]) == pytest.approx(8)  # 6 points


def test_a_note_begins_on_the_page_of_its_call_though_a_longer_one_comes_over() -> None:
    body = [FOX * 4, f"call<fn>a</fn> {FOX * 4}", f"call<fn>b</fn> {FOX * 3}call<fn>c</fn> {FOX * 3}", *[FOX * 4] * 3]
    notes = {key: f"Note. {FOX * length}" for key, length in (("a", 130), ("b", 4), ("c", 1))}
    assert stray_notes(made_up(body, notes)) == []


@pytest.mark.parametrize(("before", "keys"), [(0, "ab"), (3, "abc")], ids=["page 1", "below text"])
def test_notes_of_one_line_begin_on_its_page_though_each_is_longer_than_a_page(before: int, keys: str) -> None:
    body = [*[FOX * 4] * before, "".join(f"call<fn>{key}</fn> " for key in keys) + FOX * 3, *[FOX * 4] * 3]
    notes = {key: f"Note {key}. {FOX * 60}" for key in keys}
    pages = made_up(body, notes)
    assert refusal(pages, len(keys)) == []
    parts = [note_text(page) for page in pages]
    (first,) = (place for place, part in enumerate(parts) if "Notea." in part)
    assert re.findall("Note([abc])", parts[first]) == [*keys]
    assert sum(map(len, parts)) == sum(len(compact(note)) for note in notes.values())


def test_notes_of_cells_stand_clear_of_the_text_of_other_cells_in_a_row_longer_than_a_page() -> None:
    rows = [[FOX * 60, f"{FOX * 3}call<fn>a</fn> {FOX * 40} call<fn>b</fn>"], ["x", "y"]]
    notes = {"a": FOX * 12, "b": FOX * 8}
    pages = made_up([{"table": {"columns": ["one", "two<fn>c</fn>"], "rows": rows}}], notes | {"c": FOX})
    assert stray_notes(pages) == []
    assert refusal(pages, 3) == []


@pytest.mark.parametrize("number", [3, 16])
def test_notes_of_made_up_tables_begin_on_the_page_of_their_call_and_clear_of_the_text(number: int) -> None:
    document = MadeUp(number)  # `-m support.made_up_pages rows 200` tries more of them
    pages = lay_out(document.seed(document.long_rows()), document.code)
    assert stray_notes(pages) == []
    assert refusal(pages, len(document.notes)) == []


#: The last one has tables that leave their page with notes, and heads that have no room.
@pytest.mark.parametrize("number", [*range(5), 168])
def test_notes_of_made_up_documents_begin_on_the_page_of_their_call(number: int) -> None:
    document = MadeUp(number)  # `-m support.made_up_pages notes 500` tries more of them
    pages = lay_out(document.seed(), document.code)
    assert stray_notes(pages) == []
    assert refusal(pages, len(document.notes)) == []


@pytest.mark.parametrize("before", [4, 13])
def test_a_table_moves_with_its_head_where_the_notes_of_the_head_have_no_room(before: int) -> None:
    table = {"title": "Title", "columns": ["one<fn>a</fn><fn>b</fn>", "two<fn>c</fn>"], "rows": [["x", "y"]] * 2}
    notes = {"a": FOX * 16, "b": FOX * 2, "c": FOX}
    pages = made_up([*[FOX * 4] * before, {"table": table}, FOX], notes)
    heads = [[box for box in page.descendants() if box.element_tag == "thead"] for page in pages]
    rows = [[box for box in page.descendants() if box.element_tag == "td"] for page in pages]
    assert [len(each) for each in heads] == [bool(each) for each in rows]
    assert refusal(pages, 3) == []


def test_a_long_note_goes_on_at_the_next_page() -> None:
    body = [{"chapter": "One"}, {"numbered": [FOX * 4] * 12 + [FOX + "caller<fn>a</fn> " + FOX * 3] + [FOX * 4] * 6}]
    for contents in (False, True):
        pages = made_up(body, {"a": FOX * 40}, contents=contents)
        parts = [note_text(page) for page in pages]
        (first,) = (place for place, page in enumerate(pages) if any("caller" in text for text, _ in text_lines(page)))
        assert parts[first] + parts[first + 1] == compact(FOX * 40)
        assert parts[first + 1]


def test_two_lines_of_a_note_at_least_stand_on_either_page() -> None:
    for before in (19, 20, 21):  # room for four lines of the note, for two, for one
        pages = made_up([*["i"] * before, f"call<fn>a</fn>. {FOX * 4}", *[FOX * 4] * 4], {"a": FOX * 5})
        assert [len(note_text(page)) for page in pages] in ([220, 125], [0, 345])


def test_pages_whose_notes_have_room_are_not_made_again_for_a_list_of_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    page, made = import_module("weasyprint.layout.page"), []
    remake = page.remake_page

    def count(number: int, *arguments: Any) -> Any:
        made.append(number)
        return remake(number, *arguments)

    monkeypatch.setattr(page, "remake_page", count)
    table = {"columns": ["a<fn>head</fn>", "b"], "rows": [["x", "y"]] * 60}
    body = [{"chapter": "One"}, {"table": table}, {"chapter": "Two"}, f"call<fn>text</fn> {FOX}"]
    pages = made_up(body, {"head": "Note of the head.", "text": "Note of the text."}, contents=True)
    assert re.findall(r"Noteofthe(\w+)\.", "".join(map(note_text, pages))) == ["head", "text"]
    assert len(pages) > 2
    assert made[: len(pages)] == [*range(len(pages))]
    assert set(made[len(pages) :]) == {0}  # the page with the list


def test_a_note_longer_than_a_page_fills_several_and_leaves_room_for_text() -> None:
    pages = made_up([{"numbered": [FOX * 4] * 4 + ["call<fn>a</fn> " + FOX * 3] + [FOX * 4] * 6}], {"a": FOX * 100})
    assert "".join(map(note_text, pages)) == compact(FOX * 100)
    assert min(len(text_lines(page)) for page in pages[1:]) >= 2
    assert refusal(pages, 1) == []


def test_sixty_notes_of_one_paragraph_are_all_there_in_their_order() -> None:
    words = " ".join(f"word<fn>n{n}</fn>" for n in range(60))
    notes = {f"n{n}": f"Note {n}. {FOX}" for n in range(60)}
    pages = made_up([words], notes)
    assert re.findall(r"Note(\d+)\.", "".join(map(note_text, pages))) == [str(n) for n in range(60)]
    assert refusal(pages, 60) == []


@pytest.mark.parametrize("code", TEXT)
def test_a_note_that_goes_on_loses_no_letter_in_other_scripts(code: str) -> None:
    text = TEXT[code]
    pages = made_up([{"numbered": [text * 5] * 6 + ["<fn>a</fn>" + text * 3] + [text * 5] * 2}], {"a": text * 40}, code=code)
    parts = [note_text(page) for page in pages]
    assert len([part for part in parts if len(part) > 100]) >= 2
    assert "".join(parts) == compact(text * 40)
