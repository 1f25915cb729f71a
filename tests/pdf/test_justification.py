"""Lines break at the same places, whether or not a word of them is tagged."""

from __future__ import annotations

from functools import cache

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TextBox

from sixfold.pdf.engine import patches
from support.made_up_pages import CODES, LAYOUTS, SHORTEST, broken_early, inner_lines, lay_out

pytestmark = pytest.mark.slow

RUSSIAN = "Межучрежденческая координационная группа по борьбе с торговлей людьми, и призываем группу включать в повестку дня"
FRENCH = "Rappelant la déclaration (A/65/497, annexe) adoptée par le «\u00a0Groupe d’amis\u00a0» à Genève et la coopération"


@cache
def lines(text: str, widths: range) -> dict[str, list[str]]:
    """Return the lines of a justified paragraph for each of *widths* in pixels that it is given."""
    patches.install()
    language = "fr" if "à" in text else "ru"
    style = "p, body { margin: 0; font: 16px serif; hyphens: auto; text-align: justify } i { font-style: normal }"
    paragraphs = "".join(f"<p id=w{width} style='width: {width}px'>{text}" for width in widths)
    html = f"<html lang={language}><style>@page {{ size: {max(widths)}px 90000px; margin: 0 }} {style}</style>{paragraphs}"
    (page,) = HTML(string=html).render().pages
    blocks = [box for box in page._page_box.descendants() if box.element_tag == "p" and isinstance(box, BlockBox)]
    return {
        block.element.get("id"): [
            "".join(box.text for box in line.descendants() if isinstance(box, TextBox)).strip()
            for line in block.descendants()
            if isinstance(line, LineBox)
        ]
        for block in blocks
    }


@pytest.mark.parametrize(
    ("text", "tagged"),
    [(RUSSIAN, "людьми,"), (RUSSIAN, "призываем"), (RUSSIAN, "в повестку дня"), (FRENCH, "Groupe d’amis")],
)
def test_a_text_with_spaces_at_its_end_is_broken_like_any_other(text: str, tagged: str) -> None:
    written = text.replace(tagged, f"<i>{tagged}</i>")
    widths = range(200, 440)
    plain, tagged_too = lines(text, widths), lines(written, widths)
    assert len(plain) == len(widths)
    assert [width for width in plain if tagged_too[width] != plain[width]] == []


def test_no_line_of_narrowed_spaces_is_given_up_for_its_first_word() -> None:
    text = (
        "I must address you with reference to the notes verbales of the Permanent Mission of the Russian Federation to the United "
        "Nations No. 3810/n of 9 September 2024, No. 4996/n of 14 November 2024."
    )
    seed = {"symbol": "A/79/999", "organ": "general-assembly", "date": "2025-07-29", "job": "25-12744", "layout": "new-york-2025"}
    lines = inner_lines(lay_out(seed | {"parts": [{"letter": {"title": "Letter", "body": [text]}}]}, "en"))
    assert [text.split()[-1] for _, text in lines] == ["Permanent", "September"]


def test_no_line_of_narrowed_spaces_is_given_up_for_a_part_of_its_second_word() -> None:
    text = (
        "мандатов для противодействия такому серьезному преступлению, как торговля людьми, и рекомендуем им вносить вклад в полное "
        "и эффективное осуществление Глобального плана действий Организации Объединенных Наций по борьбе с торговлей людьми; "
        "приветствуем <sup>принятие</sup> на двадцатой сессии Парламентской ассамблеи Организации по безопасности и сотрудничеству "
        "в Европе"
    )
    seed = {"symbol": "A/79/999", "organ": "general-assembly", "date": "2025-07-29", "job": "25-12744", "layout": "new-york-2025"}
    pages = lay_out(seed | {"original": "ru", "parts": [{"letter": {"title": "Письмо", "body": [{"list": [text]}]}}]}, "ru")
    assert [text for share, text in inner_lines(pages) if share < SHORTEST] == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("code", CODES)
def test_lines_of_made_up_paragraphs_are_filled(code: str, layout: str) -> None:
    count, early = broken_early(1, code, layout, 80 if layout == "new-york-2025" else 12)  # made_up_pages.py tries more
    assert count > 10
    assert early == []


def test_no_line_of_narrowed_spaces_stands_out_of_its_room_before_a_tagged_word() -> None:
    text = "rappelons, à cet <strong>égard,</strong> l’adoption, par l’Assemblée générale des Nations Unies à Vienne, et encore"
    body = [{"numbered": [text]}]
    seed = {"symbol": "A/66/1", "organ": "general-assembly", "date": "2025-07-29", "job": "25-12744", "layout": "new-york-2025"}
    pages = lay_out(seed | {"original": "fr", "parts": [{"report": {"titles": ["Titre"], "body": body}}]}, "fr")
    assert [text.split()[-1] for _, text in inner_lines(pages)] == ["Unies"]
