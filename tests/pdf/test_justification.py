"""Lines break at the same places, whether or not a word of them is tagged."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TextBox

from sixfold.pdf.engine import patches
from support.made_up_pages import CODES, SHORTEST, broken_early, inner_lines, lay_out

pytestmark = pytest.mark.slow

RUSSIAN = "Межучрежденческая координационная группа по борьбе с торговлей людьми, и призываем группу включать в повестку дня"
FRENCH = "Rappelant la déclaration (A/65/497, annexe) adoptée par le «\u00a0Groupe d’amis\u00a0» à Genève et la coopération"
#: Pixels.
WIDTHS = range(200, 440, 3)


def lines(language: str, texts: list[str]) -> list[dict[int, list[str]]]:
    """Return the lines of each of *texts*, as a justified paragraph, for each of `WIDTHS` that it is given."""
    patches.install()
    style = "p, body { margin: 0; font: 16px serif; hyphens: auto; text-align: justify } i { font-style: normal }"
    paragraphs = "".join(f"<p style='width: {width}px'>{text}" for text in texts for width in WIDTHS)
    html = f"<html lang={language}><style>@page {{ size: {max(WIDTHS)}px 90000px; margin: 0 }} {style}</style>{paragraphs}"
    (page,) = HTML(string=html).render().pages
    blocks = [box for box in page._page_box.descendants() if box.element_tag == "p" and isinstance(box, BlockBox)]
    found = iter(
        [
            "".join(box.text for box in line.descendants() if isinstance(box, TextBox)).strip()
            for line in block.descendants()
            if isinstance(line, LineBox)
        ]
        for block in blocks
    )
    return [{width: next(found) for width in WIDTHS} for _ in texts]


@pytest.mark.parametrize(
    ("language", "text", "tagged"),
    [("ru", RUSSIAN, ["людьми,", "призываем", "в повестку дня"]), ("fr", FRENCH, ["Groupe d’amis"])],
)
def test_a_text_with_spaces_at_its_end_is_broken_like_any_other(language: str, text: str, tagged: list[str]) -> None:
    plain, *others = lines(language, [text, *(text.replace(words, f"<i>{words}</i>") for words in tagged)])
    assert sum(map(len, plain.values())) > 2 * len(WIDTHS)
    for words, found in zip(tagged, others, strict=True):
        assert {width: found[width] for width in WIDTHS if found[width] != plain[width]} == {}, words


def test_no_line_of_narrowed_spaces_is_given_up_for_its_first_word() -> None:
    text = (
        "I must address you with reference to the notes verbales of the Permanent Mission of the Russian Federation to the United "
        "Nations No. 3810/n of 9 September 2024, No. 4996/n of 14 November 2024."
    )
    pages = lay_out({"layout": "new-york-2025", "parts": [{"letter": {"title": "Letter", "body": [text]}}]}, "en")
    assert [text.split()[-1] for _, text in inner_lines(pages)] == ["Permanent", "September"]


def test_no_line_of_narrowed_spaces_is_given_up_for_a_part_of_its_second_word() -> None:
    text = (
        "мандатов для противодействия такому серьезному преступлению, как торговля людьми, и рекомендуем им вносить вклад в полное "
        "и эффективное осуществление Глобального плана действий Организации Объединенных Наций по борьбе с торговлей людьми; "
        "приветствуем <sup>принятие</sup> на двадцатой сессии Парламентской ассамблеи Организации по безопасности и сотрудничеству "
        "в Европе"
    )
    letter = {"letter": {"title": "Письмо", "body": [{"list": [text]}]}}
    found = [*inner_lines(lay_out({"original": "ru", "layout": "new-york-2025", "parts": [letter]}, "ru"))]
    assert len(found) > 3
    assert [text for share, text in found if share < SHORTEST] == []


def test_no_line_of_narrowed_spaces_stands_out_of_its_room_before_a_tagged_word() -> None:
    text = "rappelons, à cet <strong>égard,</strong> l’adoption, par l’Assemblée générale des Nations Unies à Vienne, et encore"
    report = {"report": {"titles": ["Titre"], "body": [{"numbered": [text]}]}}
    pages = lay_out({"original": "fr", "layout": "new-york-2025", "parts": [report]}, "fr")
    assert [text.split()[-1] for _, text in inner_lines(pages)] == ["Unies"]


#: All six in the layout that narrows spaces, each of the others once.
@pytest.mark.parametrize(
    ("code", "layout"),
    [*((code, "new-york-2025") for code in CODES), ("en", "new-york-2011"), ("es", "geneva"), ("ar", "geneva-2009")],
)
def test_lines_of_made_up_paragraphs_are_filled(code: str, layout: str) -> None:
    count, early = broken_early(1, code, layout, 32 if layout == "new-york-2025" else 8)  # made_up_pages.py tries more
    assert count > 10
    assert early == []
