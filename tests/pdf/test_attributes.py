"""What Pango is told of a text: it is found once for each style, and given back."""

from __future__ import annotations

import ctypes
import gc
import platform

import pytest
from weasyprint.text import line_break

from sixfold.pdf.engine.patches import shared_styles
from support.pages import engine

pytestmark = pytest.mark.slow


class _Allocations(ctypes.Structure):
    """What glibc's `mallinfo2` answers: ten numbers, of which the eighth is what is in use."""

    _fields_ = [(f"number_{place}", ctypes.c_size_t) for place in range(1, 11)]


def allocated() -> int:
    """Return the bytes that this process has allocated outside Python and not given back."""
    gc.collect()
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = _Allocations
    return int(ask().number_8)


def page(*texts: str) -> str:
    """Return a page with a paragraph for each of *texts*, in a font with features."""
    rules = "p { font: 10pt 'Sixfold 103 Serif'; font-variant-ligatures: no-common-ligatures contextual }"
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return f"<html lang='en'><head><title>foo</title><style>{rules}</style></head><body>{paragraphs}</body></html>"


def test_the_font_of_many_texts_is_described_once(monkeypatch: pytest.MonkeyPatch) -> None:
    describe, sizes = line_break.get_font_description, []
    monkeypatch.setattr(line_break, "get_font_description", lambda style: sizes.append(style["font_size"]) or describe(style))
    engine().render(page("foo", "bar", "foo bar " * 50))
    assert sum(size == 10 / 0.75 for size in sizes) <= 3  # the paragraph, its text, its line


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks glibc what is in use")
def test_texts_that_name_the_features_of_their_font_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine alone leaves 170 bytes of each text: 100 kB here."""
    monkeypatch.setattr(shared_styles, "_MOST", 0)  # a stylesheet in a page is another in each
    html = page(*(f"foo {number}" for number in range(100)))
    engine().lay_out(html)
    before = allocated()
    for _ in range(6):
        engine().lay_out(html)
    assert allocated() - before < 30_000
