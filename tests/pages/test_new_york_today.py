"""Letters of New York in 2025: what stands where, in points, as measured in real ones; tolerance 0.3 unless said."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sixfold.compose import compose
from sixfold.document.loading import load_house
from sixfold.document.seeds import parse_seed
from support.pages import PROJECT, Line, Pdf, engine, read_pdf

pytestmark = pytest.mark.slow

TEXT = "The quick brown fox jumps over the lazy dog and goes home to its family in the forest. "


def made(code: str = "en", body: list[Any] | None = None, part: dict[str, Any] | None = None, **seed: Any) -> Pdf:
    """Return the pages of a letter in the language *code* with *body*; *part* adds to the letter, *seed* to the document."""
    letter = {"title": "Letter", "body": body or ["Text."]} | (part or {})
    whole = {
        "symbol": "A/79/999", "organ": "general-assembly", "date": "2025-07-29", "original": code, "job": "25-12744",
        "layout": "new-york-2025", "parts": [{"letter": letter}],
    } | seed  # fmt: skip
    return _made(code, json.dumps(whole))


@cache
def _made(code: str, seed: str) -> Pdf:
    document = parse_seed(seed, Path("seed.yaml"))
    html = compose(document, load_house(PROJECT, code), PROJECT.templates).html  # type: ignore[arg-type]
    return read_pdf(engine().render(html))


def text_lines(pdf: Pdf, page: int) -> list[Line]:
    """Return the lines of text of a page: between its heads and its feet, no marks of notes."""
    top = 214 if page == 1 else 70
    return [line for line in pdf.pages[page - 1].lines if top < line.baseline < 740 and line.size > 8]


def test_text_of_page_1_ends_higher_than_that_of_others() -> None:
    """702.6 is the lowest baseline of text on page 1 of 173 letters, 732.5 on others."""
    pdf = made(body=[TEXT * 120])
    assert 691.3 < text_lines(pdf, 1)[-1].baseline < 703.5
    assert 720.3 < text_lines(pdf, 2)[-1].baseline < 732.5
