"""Chinese lines: which marks may not begin or end one, which are never cut, and where full lines end.

Source: GB/T 15834-2011, 5.1: no stop, closing quotation mark or bracket begins a line, no opening one ends it, a dash and an
ellipsis of two characters are not cut.
"""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from support.pages import Line, Pdf, compose_seed, edition, read_pdf, set_page

pytestmark = pytest.mark.slow

NEVER_FIRST = "，。；：、！？)）》”’】〉％·"
NEVER_LAST = "(（《“‘【〈"

#: What a text of the Organization is made of, and marks in heaps that no text has.
PIECES = (
    "大会", "会员国", "贩运人口", "妇女和儿童", "《世界人权宣言》", "“全球行动计划”", "‘内层’", "(见附件)", "（见附件）",
    "第64/293号决议", "A/66/398", "2011年10月4日", "50％", "UNODC", "——", "……", "，", "。", "；", "：", "、", "！", "？", "》，",
    "）。", "”；", "《“", "(“", "”)。", "”——", "……”", "(《", "》)", "，(", ")，", "（《", "》）",
)  # fmt: skip


def _heap(source: random.Random, least: int, most: int) -> str:
    length = source.randint(least, most)
    text = "我们"
    while len(text) < length:
        text += source.choice(PIECES)
    return text + "会议。"


@pytest.fixture(scope="module", params=["A-66-398", "heaps"])
def document(request: pytest.FixtureRequest) -> Pdf:
    """Return A/66/398, or a letter of texts heaped up by chance, the same each time: paragraphs, a title, a note, a table."""
    if request.param == "A-66-398":
        return edition("zh")
    source = random.Random(66398)
    body = [_heap(source, 60, 240) for _ in range(40)]
    cells = [[_heap(source, 20, 60) for _ in range(2)] for _ in range(6)]
    others = [{"chapter": _heap(source, 60, 70)}, {"table": {"columns": ["甲", "乙"], "rows": cells}}, "会议<fn>a</fn>。"]
    letter = {"title": "题目", "body": [*body, *others], "notes": {"a": _heap(source, 100, 200)}}
    return read_pdf(set_page(compose_seed({"original": "zh", "parts": [{"letter": letter}]}, "zh")))


def _lines(document: Pdf) -> list[Line]:
    return [line for page in document.pages for line in page.lines]


def test_no_line_begins_with_a_stop_or_a_closing_mark_or_ends_with_an_opening_one(document: Pdf) -> None:
    assert [line.text for line in _lines(document) if line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST] == []
    assert sum(any(mark in line.text for mark in NEVER_LAST) for line in _lines(document)) > 15


def test_no_dash_and_no_ellipsis_is_cut(document: Pdf) -> None:
    cut = [
        f"{above.text[-4:]} / {below.text[:4]}"
        for above, below in pairwise(document.flow)
        for mark in "—…"
        if (len(above.text) - len(above.text.rstrip(mark))) % 2 and below.text.startswith(mark)
    ]
    assert cut == []


def test_full_lines_end_at_the_edge_of_the_text(document: Pdf) -> None:
    full = [
        above
        for above, below in pairwise(document.flow)
        if above.size == below.size == 10.5 and not above.is_bold and abs(below.x0 - 123.1) < 1.5
        if 13 < below.baseline - above.baseline < 17
        if above.x1 > 440  # shorter ones are those of an address, or of a cell
    ]
    assert len(full) > 30
    assert [str(line) for line in full if abs(_end(line) - 488.85) > 0.6] == []


def _end(line: Line) -> float:
    """Return where a line ends: the white of a mark, half an em, may stand outside."""
    end = line.glyphs[-1].x1
    return end - 5.25 if line.text[-1] in NEVER_FIRST and end > 490 else end
