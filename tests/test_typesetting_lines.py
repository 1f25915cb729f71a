"""Lines break at the same places, whether or not a word of them is tagged."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from sixfold.typesetting import engine

RUSSIAN = "Межучрежденческая координационная группа по борьбе с торговлей людьми, и призываем группу включать в повестку дня"
FRENCH = "Rappelant la déclaration (A/65/497, annexe) adoptée par le «\u00a0Groupe d’amis\u00a0» à Genève et la coopération"


def lines(text: str, width: int) -> list[str]:
    """Return the lines of a justified paragraph that is so many pixels wide."""
    engine.install()
    language = "fr" if "à" in text else "ru"
    style = "p, body { margin: 0; font: 16px serif; hyphens: auto; text-align: justify } i { font-style: normal }"
    html = f"<html lang={language}><style>@page {{ size: {width}px 900px; margin: 0 }} {style}</style><p>{text}"
    (page,) = HTML(string=html).render().pages
    found = [box for box in page._page_box.descendants() if isinstance(box, LineBox)]
    return ["".join(box.text for box in line.descendants() if isinstance(box, TextBox)).strip() for line in found]


@pytest.mark.parametrize(
    ("text", "tagged"),
    [(RUSSIAN, "людьми,"), (RUSSIAN, "призываем"), (RUSSIAN, "в повестку дня"), (FRENCH, "Groupe d’amis")],
)
def test_a_text_with_spaces_at_its_end_is_broken_like_any_other(text: str, tagged: str) -> None:
    written = text.replace(tagged, f"<i>{tagged}</i>")
    assert [width for width in range(200, 440) if lines(written, width) != lines(text, width)] == []
