"""Lines break at the same places, whether or not a word of them is tagged."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from sixfold.typesetting import engine

TEXT = "Межучрежденческая координационная группа по борьбе с торговлей людьми, и призываем группу включать в повестку дня вопросы"


def lines(text: str, width: int) -> list[str]:
    """Return the lines of a justified Russian paragraph that is so many pixels wide."""
    engine.install()
    style = "p, body { margin: 0; font: 16px serif; hyphens: auto; text-align: justify } i { font-style: normal }"
    html = f"<html lang=ru><style>@page {{ size: {width}px 900px; margin: 0 }} {style}</style><p>{text}"
    (page,) = HTML(string=html).render().pages
    found = [box for box in page._page_box.descendants() if isinstance(box, LineBox)]
    return ["".join(box.text for box in line.descendants() if isinstance(box, TextBox)).strip() for line in found]


@pytest.mark.parametrize("tagged", ["людьми,", "призываем", "в повестку дня"])
def test_a_text_whose_last_space_alone_has_no_room_stays_whole(tagged: str) -> None:
    text = TEXT.replace(tagged, f"<i>{tagged}</i>")
    assert [width for width in range(200, 440) if lines(text, width) != lines(TEXT, width)] == []
