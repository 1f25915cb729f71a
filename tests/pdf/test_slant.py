"""Emphasis in Arabic: upright letters that lean to the right."""

from __future__ import annotations

import pypdfium2
import pytest

from sixfold.pdf.editions import Edition
from support.pages import Pdf, engine, read_pdf

pytestmark = pytest.mark.slow

TEXT = (
    "نشدد على أهمية تثبيط الطلب بغية النجاح في منع الاتجار بالأشخاص ومكافحته في تعزيز الجهود المشتركة التي تبذلها مجموعة الأصدقاء "
    "في تنفيذ خطة عمل الأمم المتحدة العالمية لمكافحة الاتجار"
)
#: A third of 0.75 points, a pixel of CSS.
SLANT = (0.0, 0.25)
#: Points.
WIDTHS = range(160, 260, 9)


def pages(*texts: str) -> Pdf:
    """Return a page for each of *texts*, and each of `WIDTHS`, with a justified paragraph."""
    font = "font: 14pt/20pt 'Sixfold Naskh', 'Sixfold 103 Serif'; font-variant-ligatures: no-common-ligatures contextual"
    rules = f"p {{ {font}; text-align: justify; margin: 0; break-after: page }} em {{ font-style: oblique }}"
    head = f"<title>foo</title><style>@page {{ size: 500pt 400pt; margin: 10pt }} {rules}</style>"
    paragraphs = "".join(f'<p style="width: {width}pt">{text}</p>' for text in texts for width in WIDTHS)
    html = f'<html lang="ar" dir="rtl"><head>{head}</head><body style="margin: 0">{paragraphs}</body></html>'
    return read_pdf(engine().render(html, Edition({"pdf_tags": True})))


def test_what_is_emphasized_leans_in_the_upright_faces_and_nothing_else() -> None:
    glyphs = pages("على <em>نشدد ISO 9001</em> أهمية ISO").pages[0].glyphs
    assert {glyph.skew for glyph in glyphs} == {(0.0, 0.0), SLANT}
    assert sorted(glyph.text for glyph in glyphs if glyph.skew == SLANT) == sorted("نشددISO9001")
    assert {glyph.font.partition("+")[2] for glyph in glyphs} == {"Sixfold-Naskh", "Sixfold-103-Serif"}


def test_lines_break_and_end_and_are_copied_alike_with_emphasis_and_without() -> None:
    emphasized = ("نشدد", "بغية النجاح في منع", "بالأشخاص ومكافحته", "تنفيذ خطة")
    pdf = pages(TEXT, *(TEXT.replace(words, f"<em>{words}</em>") for words in emphasized))
    with pypdfium2.PdfDocument(pdf.content) as document:
        copied = [page.get_textpage().get_text_range() for page in document]
    assert len(pdf.pages) == len(WIDTHS) * (1 + len(emphasized))
    for place, after in enumerate(pdf.pages):
        before, case = pdf.pages[place % len(WIDTHS)], divmod(place, len(WIDTHS))
        assert copied[place] == copied[place % len(WIDTHS)], case
        assert [line.text for line in after.lines] == [line.text for line in before.lines], case
        for line, other in zip(before.lines, after.lines, strict=True):
            assert (other.x0, other.x1) == pytest.approx((line.x0, line.x1), abs=0.15), case
