"""Two languages side by side, as pages: rows begin at one height, go over pages, and are read unit after unit."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pikepdf
import pytest

from sixfold.document.loading import load_document
from sixfold.publishing.composing import compose_side_by_side
from sixfold.publishing.requests import EditionRequest
from support.pages import PROJECT, SLUG, Page, Pdf, compact, read_pdf, set_page, translations
from support.validators import broken_rules

pytestmark = pytest.mark.slow


@cache
def beside(first: Any, second: Any, *, has_spreads: bool = False, is_proof: bool = False) -> Pdf:
    """Return the screen edition of A/66/398 in two languages."""
    request = EditionRequest(PROJECT.seed(SLUG), first, beside=second, has_spreads=has_spreads, is_proof=is_proof)
    return read_pdf(set_page(compose_side_by_side(PROJECT, load_document(request.seed), request), "screen"))


#: The middle of a page, which is 612 wide, and the room for text on it.
MIDDLE, TOP, BOTTOM = 306, 72, 732


def columns(page: Page) -> list[list[tuple[float, str]]]:
    """Return the lines of both columns of *page*, each with its baseline, without spaces, Arabic as it is read."""
    found: list[list[tuple[float, str]]] = [[], []]
    for line in page.lines:
        for is_right, lines in enumerate(found):
            glyphs = sorted((one for one in line.glyphs if (one.x0 > MIDDLE) == is_right), key=lambda one: one.x0)
            text = "".join(one.text for one in glyphs)
            if glyphs and TOP < line.baseline < BOTTOM:
                if re.search("[\u0621-\u064a]", text):
                    text = re.sub("[\u0660-\u0669]+", lambda figure: figure[0][::-1], text[::-1])
                lines.append((line.baseline, text))
    return found


def starts(pages: Sequence[Sequence[tuple[float, str]]], pattern: str = r"(\d+)\.[A-Z]") -> dict[int, tuple[int, float]]:
    """Return where operative paragraphs begin in a column of *pages*: page and baseline, by number."""
    lines = [(place, baseline, re.match(pattern, text)) for place, page in enumerate(pages) for baseline, text in page]
    return {int(match[1]): (place, baseline) for place, baseline, match in lines if match}


def test_units_begin_on_one_baseline_in_two_scripts_arabic_at_the_right() -> None:
    english, arabic = zip(*map(columns, beside("ar", "en").pages), strict=True)
    left, right = starts(english), starts(arabic, "([\u0660-\u0669]+)-")
    assert [*left] == [*right] == [*range(1, 12)]
    for number, (page, baseline) in left.items():
        assert right[number] == (page, pytest.approx(baseline, abs=0.4))


def test_a_row_goes_over_the_page_in_both_columns_and_bookmarks_are_in_the_first_language() -> None:
    pdf = beside("es", "en")
    spanish, english = zip(*map(columns, pdf.pages), strict=True)
    assert starts(spanish).keys() == starts(english).keys() == {*range(1, 12)}
    (left, text), (right, other) = spanish[2][0], english[2][0]
    assert left == pytest.approx(right, abs=0.4)
    assert not re.match(r"\d+\.", text + other)
    with pikepdf.open(io.BytesIO(pdf.content)) as opened, opened.open_outline() as outline:
        (name,) = outline.root
        assert name.title == "Edición no oficial con textos en paralelo: español/inglés"
        assert [one.title.split()[0] for one in name.children] == ["Carta", "Anexo", "Segunda", "Declaración"]


def test_pages_that_face_each_other_have_the_same_rows_at_the_same_height_and_every_word() -> None:
    pdf = beside("es", "en", has_spreads=True)
    assert [(page.width, page.height) for page in pdf.pages] == [(612, 792)] * 6
    whole = [[(line.baseline, line.text) for line in page.lines if TOP < line.baseline < BOTTOM] for page in pdf.pages]
    spanish, english = whole[::2], whole[1::2]
    left, right = (starts(pages, r"(\d+)\. +[A-Z]") for pages in (spanish, english))
    assert [*left] == [*right] == [*range(1, 12)]
    for number, (page, baseline) in left.items():
        assert right[number] == (page, pytest.approx(baseline, abs=0.4))
    for pages, code in ((spanish, "es"), (english, "en")):
        words = compact("".join(text for page in pages for _, text in page))
        assert [address for address, text in translations(code).items() if compact(text) not in words] == []
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert opened.Root.PageLayout == "/TwoPageLeft"


def test_addresses_stand_in_the_left_margin_of_pages_that_face_others() -> None:
    """Text begins at 123.11."""
    pages = beside("ar", "en", has_spreads=True, is_proof=True).pages
    margins = ["".join(glyph.text for line in page.lines for glyph in line.glyphs if glyph.x1 < 112) for page in pages]
    assert "letter.p.1" in margins[0]
    assert "annex.op.4" in "".join(margins[::2])
    assert not any(margins[1::2])


@pytest.mark.parametrize(("first", "has_spreads"), [("ar", False), ("es", True)])
def test_a_screen_reader_reads_unit_after_unit_in_both_languages(first: str, has_spreads: bool) -> None:
    content = beside(first, "en", has_spreads=has_spreads).content
    assert broken_rules(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert document.Lang == first if "Lang" in document else pdf.Root.Lang == first
        (main,) = document.K
        rows = [[str(side.get("/Lang", first)) for side in row.K] for row in main.K]
        assert rows[0] == [first]
        assert rows[1:] == [[first, "en"]] * (len(rows) - 1)
        assert len(rows) == 1 + 9 + 4 + 15  # name; masthead and agenda; letter; annex
