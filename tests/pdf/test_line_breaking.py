"""Spaces of justified text that shrink: a line takes one word more where that is better than to widen its spaces."""

from __future__ import annotations

from itertools import groupby, pairwise
from random import Random
from statistics import mean
from typing import Any

import pytest
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from sixfold.languages import LanguageCode
from support.made_up_pages import LAYOUTS, MadeUp, lay_out
from support.pages import Line, compose_seed, read_pdf, set_page

pytestmark = pytest.mark.slow

FOX = "the quick brown fox jumps over the lazy dog and goes home to its family in the forest; "
#: What is white between two words of this text in new-york-2025, and by how much a space shrinks at most there.
WHOLE, SHRINK = 2.975, 0.692  # 2.5 * 1.03 + 2 * 0.2
#: By how much a space before an A is narrower. Source: the kerning of Liberation Serif, 113 of 2048.
BEFORE_A = 0.568  # 10 * 1.03 * 113 / 2048


def lines(text: str, layout: str, code: LanguageCode = "en") -> list[Line]:
    """Return the lines of a report's one paragraph."""
    seed = {"date": "2023-10-04", "layout": layout, "original": code}
    parts = [{"report": {"titles": ["Title"], "body": [text], "notes": {"a": "Note."} if "<fn>" in text else {}}}]
    pdf = read_pdf(set_page(compose_seed(seed | {"parts": parts}, code)))
    return [line for page in pdf.pages for line in page.flow if line.text != "Title" and line.size > 9.5]


def spaces_and_letters(line: Line) -> list[tuple[float, str]]:
    """Return the width of each space of a line, and the letter behind it."""
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    return [(after.x0 - before.x1, after.text) for before, after in pairwise(glyphs) if after.x0 - before.x1 > 1]


def spaces(line: Line) -> list[float]:
    """Return the width of each space of a line."""
    return [width for width, _ in spaces_and_letters(line)]


def test_spaces_shrink_by_a_quarter_at_most_and_those_of_the_last_line_are_whole() -> None:
    *full, last = lines(" ".join(Random(1).choices(FOX.split(), k=900)), "new-york-2025")
    assert [line.x1 for line in full] == pytest.approx([488.7] * len(full), abs=0.05)  # 612 - 60 - 63.1 - 0.2
    assert WHOLE - SHRINK - 0.01 < min(min(spaces(line)) for line in full) < WHOLE - SHRINK + 0.1
    assert spaces(last) == pytest.approx([WHOLE] * len(spaces(last)), abs=0.05)


def test_spaces_of_2011_do_not_shrink() -> None:
    assert min(min(spaces(line)) for line in lines(FOX * 12, "new-york-2011")) > WHOLE - 0.01


@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025"])  # Geneva sets none
def test_a_space_keeps_its_kerning_in_a_justified_line(layout: str) -> None:
    *full, _ = lines("every Ash and Alder grew amid the oaks and Aspens " * 12, layout)
    for line in full:
        gaps = {letter: [gap for gap, beside in spaces_and_letters(line) if (beside == "A") == (letter == "A")] for letter in "Ax"}
        assert mean(gaps["x"]) - mean(gaps["A"]) == pytest.approx(BEFORE_A, abs=0.04)
        assert max(gaps["x"]) - min(gaps["x"]) < 0.03


def test_what_keeps_a_symbol_in_one_line_takes_no_room() -> None:
    (line,) = lines("A/65/230, non-foo", "new-york-2025")
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs) if after.x0 - before.x1 < 1]
    assert gaps == pytest.approx([0.2] * len(gaps), abs=0.05)


#: In each a kerned space stands beside a tag, a link or the call of a note, and the line is narrowed or widened.
MIXED = {
    "en": "The <em>Ambassador</em> Ash, <strong>Also</strong> A/66/398 and A/65/497, the <em>Ad Hoc</em> Act<fn>a</fn> and Aid ",
    "fr": "L’Assemblée <em>A été</em> saisie, <strong>Aussi</strong> A/66/398, à « Aide » À l’Accord<fn>a</fn> et Appui ",
    "es": "La Asamblea <em>A la</em> vez, <strong>Además</strong> A/66/398 y Ayuda, “Acta” Todo<fn>a</fn> y Apoyo ",
    "ru": "Генеральная Ассамблея<fn>a</fn> <em>А также</em> о докладе, <strong>Акт</strong> A/66/398 и Устав Африки и Тогда ",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("code", MIXED)
def test_a_line_is_drawn_as_wide_as_it_was_measured(code: LanguageCode, layout: str) -> None:
    once, again = (MIXED[code] * 9).split("<fn>a</fn>", 1)
    *full, _ = lines(f"{once}<fn>a</fn>{again.replace('<fn>a</fn>', '')}", layout, code)
    assert len(full) > 5
    assert max(line.x1 for line in full) - min(line.x1 for line in full) < 0.05


@pytest.mark.parametrize("code", ["en", "fr", "es", "ru"])
def test_no_line_ends_with_a_stroke_or_within_a_symbol(code: LanguageCode) -> None:
    pieces = ["EC-83/DEC.5", "E3/European", "A/C.3/66/L.5", "and/or", "foo", "foobar", "a"]
    found = [line.text for line in lines(" ".join(Random(1).choices(pieces, k=900)), "new-york-2025", code)]
    assert len(found) > 60
    assert [text for text in found if text.endswith(("/", "DEC.", "C.", "L."))] == []


def test_a_line_may_end_before_a_long_number_behind_a_hyphen() -> None:
    """A/79/753, A/79/982: 1941-|1943. A short one stays, as in a symbol."""
    words = Random(2).choices([*FOX.split(), "1941-1943", "2022-OLC-000126", "ES-10/23"], k=2000)
    ends = {line.text.split()[-1] for line in lines(" ".join(words), "new-york-2025")}
    assert {"1941-", "2022-OLC-"} < ends
    assert "ES-" not in ends


def test_an_address_may_end_a_line_with_a_stroke_of_its_path() -> None:
    pieces = ["https://foo.org/bar/baz/fee/fie", "www.foo.org/bar/baz", "foo", "foobar", "a"]
    found = [line.text for line in lines(" ".join(Random(1).choices(pieces, k=600)), "new-york-2025")]
    ends = {text.rpartition(" ")[2] for text in found if text.endswith("/")}
    assert "https://foo.org/bar/" in ends
    assert ends & {"https:/", "https://"} == set()


def test_no_line_ends_between_a_day_and_its_month_or_before_a_dash() -> None:
    pieces = ["on 4 October", "foo – bar", "No. 29", "Mr. Foo", "5 million", "item 7", "foo", "foobar", "a"]
    found = [line.text for line in lines(" ".join(Random(1).choices(pieces, k=900)), "new-york-2025")]
    assert len(found) > 60
    assert [text for text in found if text.endswith((" 4", "No.", "Mr.", " 5", "item"))] == []
    assert [text for text in found if text.startswith(("October", "–", "29", "Foo", "million", "7"))] == []


@pytest.mark.parametrize("code", ["en", "ru"])
def test_a_word_is_parted_at_its_soft_hyphens_with_a_hyphen(code: LanguageCode) -> None:
    pieces = ["inter\u00adna\u00adtional", "co\u00adope\u00adration", "foo", "as"]
    found = [line.text for line in lines(" ".join(Random(3).choices(pieces, k=300)), "new-york-2025", code)]
    ends = [text.rpartition(" ")[2] for text in found if text.endswith("\u2010")]
    assert {"inter\u2010", "co\u2010", "coope\u2010"} <= {*ends} <= {"inter\u2010", "interna\u2010", "co\u2010", "coope\u2010"}


@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025"])
def test_hyphens_end_four_lines_in_a_row_at_most_and_no_page(layout: str) -> None:
    made_up = MadeUp(0, "ru", layout)
    pages = lay_out(made_up.seed([made_up.tagged() for _ in range(90)]), "ru")
    ends = [[text.strip().endswith(("-", "\u2010")) for text in page_lines(page)] for page in pages]
    runs = [len([*run]) for is_hyphen, run in groupby(end for page in ends for end in page) if is_hyphen]
    assert len(pages) > 5
    assert max(runs) == 4
    full = [page for page in ends if page]  # a first page with a list of contents may have none
    assert [page[-1] for page in full] == [False] * len(full)


def page_lines(page: Any) -> list[str]:
    """Return the lines of a laid-out page that are justified."""
    lines = (box for box in page.descendants() if isinstance(box, LineBox) and box.style["text_align_all"] == "justify")
    return ["".join(box.text for box in line.descendants() if isinstance(box, TextBox)) for line in lines]


@pytest.mark.parametrize("text", ["x" * 400, "\u00a0".join(["word"] * 60), f"word word word {'y' * 200} end", "a " * 300],
                         ids=["one word", "no space that breaks", "a word longer than its line", "one letter a word"])  # fmt: skip
def test_text_that_leaves_no_choice_comes_to_an_end_and_loses_nothing(text: str) -> None:
    found = "".join(glyph.text for line in lines(text, "new-york-2025") for glyph in line.glyphs)
    assert "".join(found.split()) == "".join(text.split())
