"""Emphasis in Arabic: upright letters that lean to the right."""

from __future__ import annotations

from functools import cache

import pytest

from sixfold.pdf.editions import Edition
from support.pages import Pdf, engine, plain_text, read_pdf

pytestmark = pytest.mark.slow

TEXT = (
    "نشدد على أهمية تثبيط الطلب بغية النجاح في منع الاتجار بالأشخاص ومكافحته في تعزيز الجهود المشتركة التي تبذلها مجموعة الأصدقاء "
    "في تنفيذ خطة عمل الأمم المتحدة العالمية لمكافحة الاتجار"
)
#: A third of 0.75 points, a pixel of CSS.
SLANT = (0.0, 0.25)


@cache
def page(text: str, widths: range = range(200, 201)) -> Pdf:
    """Return a page for each of *widths*, in points, with a justified paragraph of *text*."""
    font = "font: 14pt/20pt 'Sixfold Naskh', 'Sixfold 103 Serif'; font-variant-ligatures: no-common-ligatures contextual"
    rules = f"p {{ {font}; text-align: justify; margin: 0; break-after: page }} em {{ font-style: oblique }}"
    head = f"<title>foo</title><style>@page {{ size: 500pt 800pt; margin: 10pt }} {rules}</style>"
    paragraphs = "".join(f'<p style="width: {width}pt">{text}</p>' for width in widths)
    html = f'<html lang="ar" dir="rtl"><head>{head}</head><body style="margin: 0">{paragraphs}</body></html>'
    return read_pdf(engine().render(html, Edition({"pdf_tags": True})))


def test_what_is_emphasized_leans_in_the_upright_faces_and_nothing_else() -> None:
    glyphs = page("على <em>نشدد ISO 9001</em> أهمية ISO").pages[0].glyphs
    assert {glyph.skew for glyph in glyphs} == {(0.0, 0.0), SLANT}
    assert sorted(glyph.text for glyph in glyphs if glyph.skew == SLANT) == sorted("نشددISO9001")
    assert {glyph.font.partition("+")[2] for glyph in glyphs} == {"Sixfold-Naskh", "Sixfold-103-Serif"}


@pytest.mark.parametrize("emphasized", ["نشدد", "بغية النجاح في منع", "بالأشخاص ومكافحته", "تنفيذ خطة"])
def test_lines_break_and_end_alike_with_emphasis_and_without(emphasized: str) -> None:
    widths = range(160, 260, 3)
    plain, tagged = page(TEXT, widths), page(TEXT.replace(emphasized, f"<em>{emphasized}</em>"), widths)
    assert len(plain.pages) == len(widths)
    for width, before, after in zip(widths, plain.pages, tagged.pages, strict=True):
        assert [line.text for line in after.lines] == [line.text for line in before.lines], width
        for line, other in zip(before.lines, after.lines, strict=True):
            assert (other.x0, other.x1) == pytest.approx((line.x0, line.x1), abs=0.15)


def test_what_is_copied_is_the_text() -> None:
    assert plain_text(page(TEXT).content) == plain_text(page(TEXT.replace("بغية", "<em>بغية</em>")).content)
