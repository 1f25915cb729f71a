"""Letters of today on the page: what stands where, in points, from letters of 2025, tolerance 0.5."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from sixfold.compose import compose
from sixfold.document.loading import load_house
from sixfold.document.seeds import parse_seed
from sixfold.document.units import Translation, translate
from support.pages import PROJECT, Line, Pdf, engine, read_pdf

pytestmark = pytest.mark.slow

NEAR = 0.5
#: From where to where text runs. Source: S/2025/63, A/79/982.
LEFT, RIGHT = 123.4, 488.3


def render(code: str = "en", kind: str = "annex", **part: Any) -> Pdf:
    """Return a letter and an annex (or the part *kind*) with these keys, in the layout of today, its texts taken for translated."""
    letter = {"title": "Letter", "body": ["First"]}
    parts = [{"letter": letter | part}] if kind == "letter" else [{"letter": letter}, {kind: {"heading": "Annex to"} | part}]
    seed = {"symbol": "S/2025/63", "organ": "security-council", "date": "2025-01-31", "job": "25-01294", "layout": "new-york-2025"}
    document = parse_seed(json.dumps(seed | {"parts": parts}), Path("seed.yaml"))
    if code != "en":
        document = translate(document, code, lambda _, text: Translation("translated", text))  # type: ignore[arg-type]
    return read_pdf(engine().render(compose(document, load_house(PROJECT, code), PROJECT.templates).html))  # type: ignore[arg-type]


def gaps(lines: list[Line], *starts: str) -> list[float]:
    """Return how far apart the baselines of the lines are that begin with *starts*."""
    found = [next(line.baseline for line in lines if line.text.startswith(start)) for start in starts]
    return [round(below - above, 1) for above, below in pairwise(found)]


def near(*values: float) -> Any:
    """Return *values*, each within the tolerance of these pages."""
    return pytest.approx(list(values), abs=NEAR)


def test_a_name_alone_signs_where_a_name_and_a_role_do() -> None:
    pdf = render("en", "letter", signature=[{"name": "António <strong>Guterres</strong>"}])
    lines = [*pdf.pages[0].lines]
    assert gaps(lines, "First", "(Signed)") == near(30.0)  # S/2025/63: 459.5, 489.5
    assert pdf.pages[0].line("(Signed)").x1 == pytest.approx(RIGHT, abs=NEAR)


@pytest.mark.parametrize("code", ["en", "ar", "zh"])
def test_a_title_is_broken_by_hand_and_titles_stand_apart(code: str) -> None:
    body = [{"heading": ["Three<br>four"]}, {"subheading": "Five<br>six"}, "x", {"heading": ["Seven", "eight"]}, "x"]
    pdf = render(code, titles=["One<br>two", "Next"], body=body)
    lines = [line for line in pdf.pages[1].lines if line.text in ("One", "two", "Next", "Three", "four", "Five", "six")]
    assert [line.text for line in lines] == ["One", "two", "Next", "Three", "four", "Five", "six"]
    if code == "en":  # S/2025/63: 128.0, 141.4, 167.1; lines of 10 points 12 apart
        found = gaps(lines, *(line.text for line in lines))
        assert [*found[:2], found[3], found[5]] == near(13.5, 25.5, 13.5, 12.0)
    with pypdfium2.PdfDocument(pdf.content) as document:
        space = "" if code == "zh" else " "
        titles = [f"One{space}two", "Next", f"Three{space}four", f"Five{space}six", "Seven eight"]
        assert [re.sub("[\u2066\u2069]", "", entry.get_title()) for entry in document.get_toc()][-5:] == titles
    edge = {"ar": [line.x1 for line in lines]}.get(code, [line.x0 for line in lines])
    assert max(edge) - min(edge) < 1  # a broken line ends with no space
