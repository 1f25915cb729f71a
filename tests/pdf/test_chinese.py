"""The white between Chinese letters, last lines, and the Kai of emphasis."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, pairwise
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


#: Texts of one line, pairs of their letters, and what stands between these.
PAIRS = [
    ("我们从2012年起", ["从2", "2年"], EIGHTH),
    ("我们与UNODC和ОБСЕ合作", ["与U", "C和", "和О", "Е合"], EIGHTH),
    ("我们<em>回顾</em>2012<strong>年</strong>初", ["顾2", "2年"], EIGHTH),
    ("我们见A/66/398和《宪章》", ["见A", "8和"], EIGHTH),
    ("我们<em>回顾2</em>年<sup>3</sup>初", ["顾2", "2年"], EIGHTH),
    ("我们见\u2060A\u2060年", ["见A", "A年"], EIGHTH),
    ("《宣言》（见附件）。会议", ["》（", "）。"], -HALF),
    ("《宣言》，“计划”：“提要”……", ["》，", "”：", "：“"], -HALF),
    ("“《宣言》”（“附件”）", ["“《", "》”", "”（", "（“", "”）"], -HALF),
    ("“<em>《宣言》</em>”、<strong>“计划”</strong>", ["“《", "》”", "”、", "、“"], -HALF),
    ("会议(见《宣言》)，《宣言》(附件)", ["》)"], -HALF),
    ("会议(《宣言》)", ["(《"], -QUARTER),
    ("会议，大会。《宣言》和(附件)，第一、二：“甲”——乙……", ["，大", "和(", ")，", "、二", "”—", "乙…"], 0),
    ("《宣言》(附件)", ["》("], 0),
    ("我们，2012年(2013)年，50％的A级、B。", ["，2", "年(", "(2", ")年", "0％", "％的", "、B", "B。"], 0),
]
#: Of many lines: what is between its letters, and whether it is drawn as wide as it was measured.
JUSTIFIED = "第64/293号决议于2012年由193个会员国通过，UNODC和ILO协助A/66/398号文件第7段所述工作；" * 5
ONCE = "大会<em>回顾</em>第64/293号决议(《公报》)与“<strong>附件</strong>”2012年<fn>a</fn>的A/66/398号文件(见“《宪章》”)UNODC工作"
MIXED = ONCE + ONCE.replace("<fn>a</fn>", "") * 8


@pytest.mark.parametrize("layout", LAYOUTS)
def test_letters_stand_as_far_apart_as_their_kinds_ask_also_in_full_lines_and_nothing_of_it_is_copied(layout: str) -> None:
    body = (JUSTIFIED, *(text for text, _, _ in PAIRS), MIXED)
    found = lines(*body, layout=layout)
    written = accumulate(line.text.replace(" ", "") for line in found)
    count = next(count for count, text in enumerate(written, 1) if text == JUSTIFIED)
    justified, short, mixed = found[: count - 1], found[count : count + len(PAIRS)], found[count + len(PAIRS) : -1]
    gaps = {line.text: distances(line) for line in short}
    between, expected = {}, {}
    for line, (_, pairs, gap) in zip(short, PAIRS, strict=True):
        between[line.text] = [gaps[line.text].get(pair, gaps[line.text].get(f"{pair}—")) for pair in pairs]
        expected[line.text] = pytest.approx([gap] * len(pairs), abs=0.06)
    assert between == expected
    pairs = ("第6", "3号", "于2", "2年", "由1", "3个", "C和")
    figures = [gap for line in justified for pair, gap in distances(line).items() if pair in pairs]
    assert len(figures) > 15
    assert figures == pytest.approx([EIGHTH] * len(figures), abs=0.05)
    ends = [line.glyphs[-1].x1 for line in mixed if line.text[-1] not in "”》"]
    assert len(ends) > 5
    assert max(ends) - min(ends) < 0.1
    copied = plain_text(letter(body, layout).content)
    assert [line for line in copied.splitlines() if "我们" in line and " " in line] == []  # nothing of it is copied
    assert "".join(copied.split()).count(JUSTIFIED) == 1
    assert [line for line in copied.splitlines() if "决议" in line and " " in line] == []
    plain = [re.sub("<[^>]*>|\u2060", "", text) for text, _, _ in PAIRS]
    assert [text for text in plain if text not in copied] == []


def test_it_is_drawn_before_a_last_letter_that_comes_with_a_figure() -> None:
    """pdfium, which draws, passes over what is moved at the end of what is shown."""
    with pypdfium2.PdfDocument(letter(("我们于2012年。", "我们注意到<fn>a</fn>年初")).content) as pdf:
        page = pdf[0].get_textpage()
        place = page.get_text_range().index("2012年") + 3
        before, after = (page.get_charbox(number, loose=True) for number in (place, place + 1))
    assert after[0] - before[2] == pytest.approx(EIGHTH, abs=0.05)


def test_the_call_of_a_note_stands_off_by_an_eighth_of_its_own_em_and_what_follows_by_one_of_its() -> None:
    page = letter(("我们于2012年。", "我们注意到<fn>a</fn>年初")).pages[0]
    line = page.line("我们注意到")
    raised = sorted((glyph for glyph in page.glyphs if abs(glyph.baseline - line.baseline) < 5), key=lambda glyph: glyph.x0)
    before, call, after = raised[4:7]
    assert before.text + call.text + after.text == "到1年"
    assert call.x0 - before.x1 == pytest.approx(call.size / 8, abs=0.05)
    assert after.x0 - call.x1 == pytest.approx(EIGHTH, abs=0.05)


def test_none_is_beside_typed_spaces() -> None:
    (line, first, _) = lines("的 A 级、B。", f"{IDEOGRAPHS[:32]}，会议")
    assert distances(line)["的A"] == pytest.approx(SIZE / 4, abs=0.08)  # a space, and the white beside A
    # A stop ends its line where only its white has no room: 365.9 - 21 = 32.85 em for 32 and a half.
    assert first.text.endswith("，")
    assert first.x1 - HALF == pytest.approx(488.9, abs=0.3)


def test_no_ideograph_stands_alone_on_the_last_line_but_comes_with_one_or_a_figure() -> None:
    text = IDEOGRAPHS * 4
    alone = [f"{text[:count]}{end}" for count in (*range(60, 70), *range(92, 104)) for end in ("。", "”。", "》；", "(附)")]
    alone.append(f"{text[:60]}<fn>a</fn>。")
    others = [
        f"{text[:count]}{end}"
        for count in (*range(60, 70), *range(92, 104))
        for end in ("<em>甲</em>乙。", "2012年。", "<em>甲乙</em>——……。")
    ]
    ends = [line.text for line in lines(*alone) if line.x0 < 130 and line.x1 < 480]
    assert len(ends) > 20
    assert [text for text in ends if sum(letter in IDEOGRAPHS or letter == "附" for letter in text) < 2] == []
    assert [line.text for line in lines(*others) if line.text[0] in "乙年"] == []
    assert {name for name in embedded_fonts(letter((*others,)).content) if "Noto" not in name and "Sixfold" not in name} == set()


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
