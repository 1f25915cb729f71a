"""Letters of today on the page: what stands where, in points, from letters of 2025, tolerance 0.5."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    return [round(below - above, 1) for above, below in zip(found, found[1:], strict=False)]


def near(*values: float) -> Any:
    """Return *values*, each within the tolerance of these pages."""
    return pytest.approx(list(values), abs=NEAR)


def test_a_name_alone_signs_where_a_name_and_a_role_do() -> None:
    pdf = render("en", "letter", signature=[{"name": "António <strong>Guterres</strong>"}])
    lines = [*pdf.pages[0].lines]
    assert gaps(lines, "First", "(Signed)") == near(30.0)  # S/2025/63: 459.5, 489.5
    assert pdf.pages[0].line("(Signed)").x1 == pytest.approx(RIGHT, abs=NEAR)
