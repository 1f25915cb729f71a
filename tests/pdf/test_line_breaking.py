"""Spaces of justified text that shrink: a line takes one word more where that is better than to widen its spaces."""

from __future__ import annotations

from itertools import groupby, pairwise
from random import Random
from statistics import mean
from typing import Any

import pytest
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from sixfold.languages import LanguageCode
from support.made_up_pages import MadeUp, lay_out
from support.pages import Line, compose_seed, read_pdf, set_page

pytestmark = pytest.mark.slow

FOX = "the quick brown fox jumps over the lazy dog and goes home to its family in the forest; "
#: What is white between two words of this text in new-york-2025, and by how much a space shrinks at most there.
WHOLE, SHRINK = 2.975, 0.692  # 2.5 * 1.03 + 2 * 0.2
#: By how much a space before an A is narrower. Source: the kerning of Liberation Serif, 113 of 2048.
BEFORE_A = 0.568  # 10 * 1.03 * 113 / 2048


def report(layout: str, code: LanguageCode, *body: str) -> dict[str, Any]:
    """Return the seed of a report of these paragraphs, one of which may call the note `a`."""
    notes = {"a": "Note."} if any("<fn>" in text for text in body) else {}
    parts = [{"report": {"titles": ["Title"], "body": list(body), "notes": notes}}]
    return {"date": "2023-10-04", "layout": layout, "original": code, "parts": parts}


def drawn(layout: str, *body: str, code: LanguageCode = "en") -> list[Line]:
    """Return the lines of a report's paragraphs as they are drawn."""
    pdf = read_pdf(set_page(compose_seed(report(layout, code, *body), code)))
    return [line for page in pdf.pages for line in page.flow if line.text != "Title" and line.size > 9.5]


def broken(*body: str, code: LanguageCode = "en") -> list[str]:
    """Return the lines that a report's paragraphs are broken into."""
    pages = lay_out(report("new-york-2025", code, *body), code)
    return [line.replace("\u2060", "").strip() for page in pages for line in page_lines(page)]


def page_lines(page: Any) -> list[str]:
    """Return the lines of a laid-out page that are justified."""
    lines = (box for box in page.descendants() if isinstance(box, LineBox) and box.style["text_align_all"] == "justify")
    return ["".join(box.text for box in line.descendants() if isinstance(box, TextBox)) for line in lines]


def spaces_and_letters(line: Line) -> list[tuple[float, str]]:
    """Return the width of each space of a line, and the letter behind it."""
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    return [(after.x0 - before.x1, after.text) for before, after in pairwise(glyphs) if after.x0 - before.x1 > 1]


def spaces(line: Line) -> list[float]:
    """Return the width of each space of a line."""
    return [width for width, _ in spaces_and_letters(line)]


def last_word(line: Line) -> float:
    """Return how wide the last word of a line is."""
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    start = max(place for place, (before, after) in enumerate(pairwise(glyphs), 1) if after.x0 - before.x1 > 1)
    return line.x1 - glyphs[start].x0


def test_spaces_shrink_by_a_quarter_at_most_where_they_would_grow_by_twice_that_and_those_of_the_last_line_are_whole() -> None:
    *full, last = drawn("new-york-2025", " ".join(Random(1).choices(FOX.split(), k=600)))
    assert [line.x1 for line in full] == pytest.approx([488.7] * len(full), abs=0.05)  # 612 - 60 - 63.1 - 0.2
    assert WHOLE - SHRINK - 0.01 < min(min(spaces(line)) for line in full) < WHOLE - SHRINK + 0.1
    assert spaces(last) == pytest.approx([WHOLE] * len(spaces(last)), abs=0.05)
    for line in full:
        count, narrowed = len(spaces(line)), WHOLE - mean(spaces(line))
        widened = (last_word(line) + WHOLE - narrowed * count) / (count - 1)  # without its last word
        assert narrowed < 0.01 or widened > 2 * narrowed - 0.02, line.text


@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025"])  # Geneva sets none
def test_a_space_keeps_its_kerning_in_a_justified_line_and_what_keeps_a_symbol_together_has_no_width(layout: str) -> None:
    *full, _, joined = drawn(layout, "every Ash and Alder grew amid the oaks and Aspens " * 12, "A/65/230, non-foo")
    for line in full:
        gaps = {letter: [gap for gap, beside in spaces_and_letters(line) if (beside == "A") == (letter == "A")] for letter in "Ax"}
        assert mean(gaps["x"]) - mean(gaps["A"]) == pytest.approx(BEFORE_A, abs=0.04)
        assert max(gaps["x"]) - min(gaps["x"]) < 0.03
        if layout == "new-york-2011":
            assert min(gaps["x"]) > WHOLE - 0.01  # none shrinks
    between = [after.x0 - before.x1 for before, after in pairwise(joined.glyphs) if after.x0 - before.x1 < 1]
    assert between == pytest.approx([0.2] * len(between), abs=0.05)


#: In each a kerned space stands beside a tag, a link or the call of a note, and the line is narrowed or widened.
MIXED = {
    "en": "The <em>Ambassador</em> Ash, <strong>Also</strong> A/66/398 and A/65/497, the <em>Ad Hoc</em> Act<fn>a</fn> and Aid ",
    "fr": "L’Assemblée <em>A été</em> saisie, <strong>Aussi</strong> A/66/398, à « Aide » À l’Accord<fn>a</fn> et Appui ",
    "es": "La Asamblea <em>A la</em> vez, <strong>Además</strong> A/66/398 y Ayuda, “Acta” Todo<fn>a</fn> y Apoyo ",
    "ru": "Генеральная Ассамблея<fn>a</fn> <em>А также</em> о докладе, <strong>Акт</strong> A/66/398 и Устав Африки и Тогда ",
}


@pytest.mark.parametrize(
    ("code", "layout"),
    [("en", "new-york-2025"), ("ru", "new-york-2025"), ("fr", "new-york-2011"), ("es", "geneva"), ("ru", "geneva-2009")],
)
def test_a_line_is_drawn_as_wide_as_it_was_measured(code: LanguageCode, layout: str) -> None:
    once, again = (MIXED[code] * 9).split("<fn>a</fn>", 1)
    *full, _ = drawn(layout, f"{once}<fn>a</fn>{again.replace('<fn>a</fn>', '')}", code=code)
    assert len(full) > 5
    assert max(line.x1 for line in full) - min(line.x1 for line in full) < 0.05


def test_lines_end_within_addresses_and_before_long_numbers_and_not_within_symbols_dates_and_names() -> None:
    """A/79/753, A/79/982: 1941-|1943. A short number stays, as in a symbol."""
    pieces = ["EC-83/DEC.5", "E3/European", "A/C.3/66/L.5", "and/or", "1941-1943", "2022-OLC-000126", "ES-10/23"]
    pieces += ["on 4 October", "foo – bar", "No. 29", "Mr. Foo", "5 million", "item 7", *FOX.split()]
    addresses = ["https://foo.org/bar/baz/fee/fie", "www.foo.org/bar/baz"]
    found = broken(" ".join(Random(1).choices([*pieces, *addresses], k=3000)))
    assert len(found) > 250
    ends = {text.rpartition(" ")[2] for text in found}
    assert {"https://foo.org/bar/", "1941-", "2022-OLC-"} < ends
    assert ends & {"https:/", "https://", "ES-", "4", "No.", "Mr.", "5", "item"} == set()
    assert [end for end in ends if end.endswith(("/", "DEC.", "C.", "L.")) and "foo" not in end] == []
    assert [text for text in found if text.startswith(("October", "–", "29", "Foo", "million", "7"))] == []


@pytest.mark.parametrize("code", ["en", "ru"])  # ru divides words by itself, too
def test_a_word_is_parted_at_its_soft_hyphens_with_a_hyphen(code: LanguageCode) -> None:
    pieces = ["inter\u00adna\u00adtional", "co\u00adope\u00adration", "foo", "as"]
    found = drawn("new-york-2025", " ".join(Random(3).choices(pieces, k=300)), code=code)
    ends = [line.text.rpartition(" ")[2] for line in found if line.text.endswith("\u2010")]
    assert {"inter\u2010", "co\u2010", "coope\u2010"} <= {*ends} <= {"inter\u2010", "interna\u2010", "co\u2010", "coope\u2010"}


def test_hyphens_end_four_lines_in_a_row_at_most_and_no_page() -> None:
    made_up = MadeUp(0, "ru", "new-york-2025")
    body = [*(made_up.tagged() for _ in range(70)), "государства-участники " * 90]  # whose hyphens are typed
    pages = lay_out(made_up.seed(body), "ru")
    ends = [[text.strip().endswith(("-", "\u2010")) for text in page_lines(page)] for page in pages]
    runs = [len([*run]) for is_hyphen, run in groupby(end for page in ends for end in page) if is_hyphen]
    assert len(pages) > 5
    assert max(runs) == 4
    full = [page for page in ends if page]  # a first page with a list of contents may have none
    assert [page[-1] for page in full] == [False] * len(full)


def test_text_that_leaves_no_choice_comes_to_an_end_and_loses_nothing() -> None:
    body = [
        "x" * 400,  # one word
        "\u00a0".join(["word"] * 60),  # no space that breaks
        f"word word word {'y' * 200} end",  # a word longer than its line
        "a " * 300,  # one letter a word
    ]
    found = "".join(glyph.text for line in drawn("new-york-2025", *body) for glyph in line.glyphs)
    assert "".join(found.split()) == "".join("".join(body).split())
