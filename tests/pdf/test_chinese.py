"""The white between Chinese letters, last lines, and the Kai of emphasis."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from sixfold.pdf.fonts import FontFolders, FontSet
from support.made_up_pages import LAYOUTS
from support.pages import PROJECT, Line, Pdf, compose_seed, embedded_fonts, plain_text, read_pdf, set_page, translations

pytestmark = pytest.mark.slow

SIZE = 10.5
EIGHTH, QUARTER, HALF = SIZE / 8, SIZE / 4, SIZE / 2
IDEOGRAPHS = "联合国大会第六十六届会议期间于纽约举行会外会议并通过打击贩运人口的全球行动计划"


@cache
def letter(body: tuple[str, ...], layout: str = "new-york-2011") -> Pdf:
    """Return a letter with the paragraphs of *body*."""
    notes = {"a": "注释。"} if any("<fn>" in text for text in body) else {}
    parts = [{"letter": {"title": "题目", "body": list(body), "notes": notes}}]
    return read_pdf(set_page(compose_seed({"original": "zh", "layout": layout, "parts": parts}, "zh")))


def lines(*body: str, layout: str = "new-york-2011") -> list[Line]:
    """Return the lines of the paragraphs of *body*."""
    return [line for line in letter(body, layout).flow if line.size == SIZE and line.text != "题目"]


def distances(line: Line) -> dict[str, float]:
    """Return how far the second letter of each two begins from where the first one ends."""
    return {before.text + after.text: after.x0 - before.x1 for before, after in pairwise(line.glyphs)}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("我们从2012年起", ["从2", "2年"]),
        ("我们与UNODC和ОБСЕ合作", ["与U", "C和", "和О", "Е合"]),
        ("我们<em>回顾</em>2012<strong>年</strong>初", ["顾2", "2年"]),
        ("我们见A/66/398和《宪章》", ["见A", "8和"]),
        ("我们<em>回顾2</em>年<sup>3</sup>初", ["顾2", "2年"]),
        ("我们见\u2060A\u2060年", ["见A", "A年"]),
    ],
)
def test_an_eighth_of_an_em_is_between_ideographs_and_figures_or_letters(text: str, pairs: list[str], layout: str) -> None:
    (line,) = lines(text, layout=layout)
    found = distances(line)
    assert [found[pair] for pair in pairs] == pytest.approx([EIGHTH] * len(pairs), abs=0.05)
    assert " " not in plain_text(letter((text,), layout).content).partition("题目")[2].partition("初")[0].split("\n")[1]


def test_it_is_drawn_before_a_last_letter_that_comes_with_a_figure() -> None:
    """pdfium, which draws, passes over what is moved at the end of what is shown."""
    with pypdfium2.PdfDocument(letter(("我们于2012年。",)).content) as pdf:
        page = pdf[0].get_textpage()
        place = page.get_text_range().index("2012年") + 3
        before, after = (page.get_charbox(number, loose=True) for number in (place, place + 1))
    assert after[0] - before[2] == pytest.approx(EIGHTH, abs=0.05)


def test_the_call_of_a_note_stands_off_by_an_eighth_of_its_own_em_and_what_follows_by_one_of_its() -> None:
    page = letter(("我们注意到<fn>a</fn>年初",)).pages[0]
    line = page.line("我们注意到")
    raised = sorted((glyph for glyph in page.glyphs if abs(glyph.baseline - line.baseline) < 5), key=lambda glyph: glyph.x0)
    before, call, after = raised[4:7]
    assert before.text + call.text + after.text == "到1年"
    assert call.x0 - before.x1 == pytest.approx(call.size / 8, abs=0.05)
    assert after.x0 - call.x1 == pytest.approx(EIGHTH, abs=0.05)


def test_none_is_beside_marks_brackets_and_typed_spaces() -> None:
    (line,) = lines("我们，2012年(2013)年，50％的 A 级、B。")
    found = distances(line)
    pairs = ["，2", "年(", "(2", ")年", "0％", "％的", "、B", "B。"]
    assert [found[pair] for pair in pairs] == pytest.approx([0] * len(pairs), abs=0.05)
    assert found["的A"] == pytest.approx(SIZE / 4, abs=0.08)  # a space, and the white beside A


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_gap_is_as_wide_in_justified_lines_and_is_not_copied(layout: str) -> None:
    text = "第64/293号决议于2012年由193个会员国通过，UNODC和ILO协助A/66/398号文件第7段所述工作；" * 9
    *full, _ = lines(text, layout=layout)
    pairs = ("第6", "3号", "于2", "2年", "由1", "3个", "C和")
    found = [gap for line in full for pair, gap in distances(line).items() if pair in pairs]
    assert len(found) > 20
    assert found == pytest.approx([EIGHTH] * len(found), abs=0.05)
    assert "".join(plain_text(letter((text,), layout).content).split()).count(text) == 1
    copied = plain_text(letter((text,), layout).content)
    assert [line for line in copied.splitlines() if "决议" in line and " " in line] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_is_drawn_as_wide_as_it_was_measured(layout: str) -> None:
    once = "大会<em>回顾</em>第64/293号决议(《公报》)与“<strong>附件</strong>”2012年<fn>a</fn>的A/66/398号文件"
    once += "(见“《宪章》”)UNODC工作"
    *full, _ = lines(once + once.replace("<fn>a</fn>", "") * 12, layout=layout)
    ends = [line.glyphs[-1].x1 for line in full if line.text[-1] not in "”》"]
    assert len(ends) > 8
    assert max(ends) - min(ends) < 0.1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("text", "pairs", "less"),
    [
        ("《宣言》（见附件）。会议", ["》（", "）。"], HALF),
        ("《宣言》，“计划”：“提要”……", ["》，", "”：", "：“"], HALF),
        ("“《宣言》”（“附件”）", ["“《", "》”", "”（", "（“", "”）"], HALF),
        ("“<em>《宣言》</em>”、<strong>“计划”</strong>", ["“《", "》”", "”、", "、“"], HALF),
        ("会议(见《宣言》)，《宣言》(附件)", ["》)"], HALF),
        ("会议(《宣言》)", ["(《"], QUARTER),
        ("会议，大会。《宣言》和(附件)，第一、二：“甲”——乙……", ["，大", "和(", ")，", "、二", "”—", "乙…"], 0),
        ("《宣言》(附件)", ["》("], 0),
    ],
)
def test_half_an_em_goes_between_marks(text: str, pairs: list[str], less: float, layout: str) -> None:
    (line,) = lines(text, layout=layout)
    found = distances(line)
    assert [found.get(pair, found.get(pair + "—")) for pair in pairs] == pytest.approx([-less] * len(pairs), abs=0.06)
    assert text.replace("<em>", "")[:4].strip("<") in plain_text(letter((text,), layout).content).replace("\n", "")


@pytest.mark.parametrize("marks", ["。", "”。", "》；", "(附)", "<fn>a</fn>。"])
def test_no_ideograph_stands_alone_on_the_last_line(marks: str) -> None:
    body = tuple((IDEOGRAPHS * 4)[:count] + (marks if "fn" not in marks or count == 60 else "。") for count in range(60, 105))
    ends = [line.text for line in lines(*body) if line.x0 < 130 and line.x1 < 480]
    assert len(ends) > 20
    assert [text for text in ends if sum(letter in IDEOGRAPHS or letter == "附" for letter in text) < 2] == []


def test_it_comes_with_a_tagged_ideograph_or_a_figure_before_it() -> None:
    body = tuple(f"{(IDEOGRAPHS * 4)[:count]}<em>甲</em>乙。" for count in range(60, 100))
    body += tuple(f"{(IDEOGRAPHS * 4)[:count]}2012年。" for count in range(60, 100))
    body += tuple(f"{(IDEOGRAPHS * 4)[:count]}<em>甲乙</em>——……。" for count in range(60, 100))
    assert [line.text for line in lines(*body) if line.text[0] in "乙年"] == []
    assert {name for name in embedded_fonts(letter(body).content) if "Noto" not in name and "Sixfold" not in name} == set()


def test_a_stop_ends_its_line_where_only_its_white_has_no_room() -> None:
    (first, _) = lines(f"{IDEOGRAPHS[:32]}，会议")  # 365.9 - 21 = 32.85 em for 32 and a half
    assert first.text.endswith("，")
    assert first.x1 - HALF == pytest.approx(488.9, abs=0.3)


def _ink(path: Path, number: int, characters: str) -> float:
    """Return how much of an em the ink of *characters* covers, at 10.5 points and 600 dots an inch."""
    font, dots = ImageFont.truetype(str(path), 88, index=number), 88  # 10.5 / 72 * 600 = 87.5
    covered = 0.0
    for character in characters:
        picture = Image.new("L", (2 * dots, 2 * dots))
        ImageDraw.Draw(picture).text((dots // 2, dots), character, font=font, fill=255, anchor="ls")
        covered += float(np.asarray(picture, dtype=float).sum()) / 255
    return covered / len(characters) / dots**2


def test_emphasis_is_as_black_as_the_text_beside_it() -> None:
    folder = FontFolders(PROJECT.build / "faces").fontconfig(FontSet(("zh",))).parent
    letters = {letter for text in translations("zh").values() for letter in text}
    characters = "".join(sorted(letter for letter in letters if "\u4e00" <= letter <= "\u9fff"))
    assert len(characters) > 250
    kai = _ink(next(folder.glob("SixfoldKai*")), 0, characters)
    song = _ink(folder / "NotoSerifCJK-Regular.otf", 0, characters)
    assert kai / song == pytest.approx(1, abs=0.05)


def test_emphasis_takes_its_stops_from_the_face_of_the_text() -> None:
    (line,) = lines("我们<em>回顾，强调：</em>会议")
    fonts = {glyph.text: glyph.font.partition("+")[2] for glyph in line.glyphs}
    assert fonts["顾"] == "Sixfold-Kai"
    assert fonts["，"] == fonts["："] == fonts["会"] == "Noto-Serif-CJK-SC"
