"""Documents share their styles, and nothing else."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import pytest
from weasyprint.css import ComputedStyle

from sixfold.errors import RenderError
from sixfold.pdf.engine import Engine
from sixfold.pdf.engine.patches import shared_styles
from sixfold.project.process import gc_postponed
from support.pages import engine

pytestmark = pytest.mark.slow


@pytest.fixture
def small(tmp_path: Path) -> Engine:
    """Return an engine with the stylesheets `page.css`, and `wide.css` for the rule that a test is about."""
    style = '@page { size: 100pt; margin: 10pt } body { font: 10pt "Liberation Serif" } p::before { content: "§" }'
    (tmp_path / "page.css").write_text(style, encoding="utf-8")
    return Engine(tmp_path, engine().fonts)


def page(text: str, identifier: str = "foo", sheet: str = "page.css") -> str:
    """Return a page with one paragraph."""
    links = "".join(f'<link rel="stylesheet" href="{name}">' for name in dict.fromkeys(("page.css", sheet)))
    return f'<html lang="en"><head><title>foo</title>{links}</head><body><p id="{identifier}">{text}</p></body></html>'


def computed(monkeypatch: pytest.MonkeyPatch, small: Engine, *pages: str) -> list[int]:
    """Return how many styles were computed for each page."""
    begin, counts = ComputedStyle.__init__, []

    def count(*arguments: Any) -> None:
        counts[-1] += 1
        begin(*arguments)

    monkeypatch.setattr(ComputedStyle, "__init__", count)
    for html in pages:
        counts.append(0)
        small.lay_out(html)
    return counts


def test_a_second_document_computes_only_the_styles_that_the_first_has_not(
    monkeypatch: pytest.MonkeyPatch, small: Engine
) -> None:
    first, second, third = computed(monkeypatch, small, page("foo"), page("bar"), page("bar", "baz"))
    assert first > 50
    assert second == 0
    assert 0 < third < 10  # the paragraph with another name, its mark and its calls


def test_styles_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch, small: Engine) -> None:
    monkeypatch.setattr(shared_styles, "_MOST", 50)
    first, second = computed(monkeypatch, small, page("foo"), page("foo"))
    assert first == second


def test_what_is_forgotten_is_gone_though_the_collector_was_kept_from_it(monkeypatch: pytest.MonkeyPatch, small: Engine) -> None:
    monkeypatch.setattr(shared_styles, "_MOST", 50)
    with gc_postponed():
        small.lay_out(page("foo"))
    forgotten = [weakref.ref(style) for style in shared_styles._kept.values()]
    with gc_postponed():
        small.lay_out(page("foo"))
    assert not any(style() is not None for style in forgotten)


def test_each_document_has_its_own_anchors(small: Engine, tmp_path: Path) -> None:
    (tmp_path / "wide.css").write_text("a::after { content: target-counter(attr(href), page) }", encoding="utf-8")
    for identifier in ("foo", "bar", "foo"):
        (laid_out,) = small.lay_out_checked(page(f'<a href="#{identifier}">page </a>', identifier, "wide.css")).pages
        assert set(laid_out.anchors) == {identifier}
        assert [box.text for box in laid_out._page_box.descendants() if getattr(box, "text", "")] == ["§", "page ", "1"]


def test_what_one_document_is_refused_for_the_next_is_refused_for_too(small: Engine, tmp_path: Path) -> None:
    (tmp_path / "wide.css").write_text("p { --foo: 2pt; width: calc(var(--foo) * 1pt) }", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RenderError, match="Ignored `width"):
            small.lay_out_checked(page("foo", sheet="wide.css"))


def test_each_document_gives_its_page_what_overflows_its_body(small: Engine, tmp_path: Path) -> None:
    (tmp_path / "wide.css").write_text("body { overflow: hidden }", encoding="utf-8")
    for _ in range(2):
        (laid_out,) = small.lay_out(page("foo", sheet="wide.css")).pages
        assert laid_out._page_box.style["overflow"] == "hidden"
