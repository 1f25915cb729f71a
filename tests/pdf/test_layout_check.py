"""What the engine loses or puts beside the sheet stops the work."""

from __future__ import annotations

import pytest

from sixfold.errors import RenderError
from sixfold.pdf.engine.layout_check import check_pages
from support.pages import engine

pytestmark = pytest.mark.slow

PAGE = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title>{}</head><body>{}</body></html>'
STYLE = "<style>body {{ font-family: 'Liberation Serif' }} .footnote {{ float: footnote }}{}</style>"


def render(style: str, body: str) -> bytes:
    return engine().render(PAGE.format(STYLE.format(style), body))


def test_a_footnote_that_found_its_place_is_no_error() -> None:
    assert render("", '<p>One<span class="footnote">a note</span></p>')


def test_a_footnote_that_the_engine_lost_is_an_error() -> None:
    with pytest.raises(RenderError, match="1 of 2 footnotes found no place"):
        lost = '<i class="lost"><span class="footnote">b</span></i>'
        render(".lost { display: none }", f'<p>One<span class="footnote">a</span>{lost}</p>')


SHEET = "@page { size: 300pt 200pt; margin: 20pt } p { margin: 0; font: 12pt/14pt 'Liberation Serif' }"


def test_more_footnotes_called_in_a_line_than_lines_on_the_page_are_an_error() -> None:
    notes = "".join(f'<span class="footnote" data-mark="{mark}">word</span>' for mark in range(20))
    with pytest.raises(RenderError, match="page 1 has no room for its text beside its footnotes"):
        render(SHEET, f"<p>One{notes}</p>")


def test_a_footnote_that_begins_after_the_page_of_its_call_is_an_error() -> None:
    body = '<p>One<span class="footnote" data-mark="1">note</span><p style="break-before: page">Two'
    html = PAGE.format(STYLE.format(SHEET), body)
    pages = engine().lay_out(html).pages
    one, two = (page._page_box for page in pages)
    one.children, two.children = (*one.children[:1], *two.children[1:]), (*two.children[:1], *one.children[1:])
    with pytest.raises(RenderError, match="page 1 has no room for its footnote 1, which would begin on page 2"):
        check_pages(pages, 1)


def test_text_beside_the_sheet_is_an_error_with_its_page() -> None:
    with pytest.raises(RenderError, match="page 1: “faraway” runs off the sheet"):
        render("p { position: absolute; left: 2000pt }", "<p>faraway</p>")
