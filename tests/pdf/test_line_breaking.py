"""Spaces of justified text that shrink: a line takes one word more where that is better than to widen its spaces."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from sixfold.compose import compose
from sixfold.document.loading import load_house
from sixfold.document.seeds import parse_seed
from support.pages import PROJECT, Line, engine, read_pdf

pytestmark = pytest.mark.slow

FOX = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "
#: What is white between two words of this text in new-york-2025, and by how much a space shrinks at most there.
WHOLE, SHRINK = 2.95, 0.67


def lines(text: str, layout: str) -> list[Line]:
    """Return the lines of a report's one paragraph."""
    seed = {"symbol": "A/66/1", "organ": "general-assembly", "date": "2023-10-04", "job": "23-12345", "layout": layout}
    parts = [{"report": {"titles": ["Title"], "body": [text]}}]
    document = parse_seed(json.dumps(seed | {"parts": parts}), Path("seed.yaml"))
    pdf = read_pdf(engine().render(compose(document, load_house(PROJECT, "en"), PROJECT.templates).html))
    return [line for page in pdf.pages for line in page.flow if line.text != "Title"]


def spaces(line: Line) -> list[float]:
    """Return the width of each space of a line."""
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    return [after.x0 - before.x1 for before, after in pairwise(glyphs) if after.x0 - before.x1 > 1]


def test_spaces_shrink_by_a_quarter_at_most_and_those_of_the_last_line_are_whole() -> None:
    *full, last = lines(FOX * 12, "new-york-2025")
    assert [round(line.x1) for line in full] == [488] * 12
    assert min(min(spaces(line)) for line in full) == pytest.approx(2.35, abs=0.05)
    assert min(min(spaces(line)) for line in full) > WHOLE - SHRINK
    assert spaces(last) == pytest.approx([WHOLE] * 2, abs=0.05)


def test_spaces_of_2011_do_not_shrink() -> None:
    assert min(min(spaces(line)) for line in lines(FOX * 12, "new-york-2011")) > WHOLE


@pytest.mark.parametrize("text", ["x" * 400, "\u00a0".join(["word"] * 60), f"word word word {'y' * 200} end", "a " * 300],
                         ids=["one word", "no space that breaks", "a word longer than its line", "one letter a word"])  # fmt: skip
def test_text_that_leaves_no_choice_comes_to_an_end_and_loses_nothing(text: str) -> None:
    found = "".join(glyph.text for line in lines(text, "new-york-2025") for glyph in line.glyphs)
    assert "".join(found.split()) == "".join(text.split())
