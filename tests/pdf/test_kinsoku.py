"""Chinese lines: which marks may not begin or end one, which are never cut, and where full lines end.

Source: GB/T 15834-2011, 5.1: no stop, closing quotation mark or bracket begins a line, no opening one ends it, a dash and an
ellipsis of two characters are not cut.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from sixfold.document.loading import Project, load_document
from sixfold.publishing.composing import compose_edition
from support.pages import CHECKOUT, Line, Pdf, compose_seed, edition, read_pdf, set_page

pytestmark = pytest.mark.slow

NEVER_FIRST = "，。；：、！？)）》”’】〉％·"
NEVER_LAST = "(（《“‘【〈"
DOCUMENTS = sorted(path.stem for path in (CHECKOUT / "tests/documents/locales/zh/LC_MESSAGES").glob("*.po"))

#: What a text of the Organization is made of, and marks in heaps that no text has.
PIECES = (
    "大会", "会员国", "贩运人口", "妇女和儿童", "《世界人权宣言》", "“全球行动计划”", "‘内层’", "(见附件)", "（见附件）",
    "第64/293号决议", "A/66/398", "2011年10月4日", "50％", "UNODC", "——", "……", "，", "。", "；", "：", "、", "！", "？", "》，",
    "）。", "”；", "《“", "(“", "”)。", "”——", "……”", "(《", "》)", "，(", ")，", "（《", "》）",
)  # fmt: skip


def _paragraph(source: random.Random) -> str:
    length = source.randint(60, 240)
    text = "我们"
    while len(text) < length:
        text += source.choice(PIECES)
    return text + "会议。"


@cache
def hostile() -> Pdf:
    """Return a letter of paragraphs heaped up by chance, the same each time."""
    source = random.Random(66398)
    body = [_paragraph(source) for _ in range(80)]
    return read_pdf(set_page(compose_seed({"original": "zh", "parts": [{"letter": {"title": "题目", "body": body}}]}, "zh")))


@cache
def pdf(name: str, root: Path) -> Pdf:
    if name == "hostile":
        return hostile()
    if name == "A-66-398":
        return edition("zh")
    document = load_document(CHECKOUT / "tests/documents/seeds" / f"{name}.yaml")
    return read_pdf(set_page(compose_edition(Project(root), document, "zh")))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the catalogs of the house and of the test documents."""
    root = tmp_path_factory.mktemp("documents")
    messages = root / "locales/zh/LC_MESSAGES"
    messages.mkdir(parents=True)
    for folder in ("locales", "tests/documents/locales"):
        for path in (CHECKOUT / folder / "zh/LC_MESSAGES").glob("*.po"):
            (messages / path.name).symlink_to(path)
    (root / "templates").symlink_to(CHECKOUT / "templates")
    return root


@pytest.fixture(params=["A-66-398", "hostile", *DOCUMENTS])
def document(request: pytest.FixtureRequest, root: Path) -> Pdf:
    return pdf(request.param, root)


def _lines(document: Pdf) -> list[Line]:
    return [line for page in document.pages for line in page.lines]


def test_no_line_begins_with_a_stop_or_a_closing_mark(document: Pdf) -> None:
    assert [line.text for line in _lines(document) if line.text[0] in NEVER_FIRST] == []


def test_no_line_ends_with_an_opening_mark(document: Pdf) -> None:
    assert [line.text for line in _lines(document) if line.text[-1] in NEVER_LAST] == []


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
        if above.x1 > 306  # shorter ones are those of an address
    ]
    assert [str(line) for line in full if abs(_end(line) - 488.85) > 0.6] == []


def _end(line: Line) -> float:
    """Return where a line ends: the white of a mark, half an em, may stand outside."""
    end = line.glyphs[-1].x1
    return end - 5.25 if line.text[-1] in NEVER_FIRST and end > 490 else end


def test_the_heaps_are_tried_on_many_lines() -> None:
    assert len(hostile().flow) > 300
    assert sum("——" in line.text for line in hostile().flow) > 100
