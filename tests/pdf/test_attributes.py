"""What a text asks of Pango is given back with it."""

from __future__ import annotations

import ctypes
import gc
import platform

import pytest

from support.pages import engine

pytestmark = [pytest.mark.slow, pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks glibc what is in use")]


class _Allocations(ctypes.Structure):
    """What glibc's `mallinfo2` answers: ten numbers, of which the eighth is what is in use."""

    _fields_ = [(f"number_{place}", ctypes.c_size_t) for place in range(1, 11)]


def allocated() -> int:
    """Return the bytes that this process has allocated outside Python and not given back."""
    gc.collect()
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = _Allocations
    return int(ask().number_8)


def test_texts_that_name_the_features_of_their_font_leave_nothing_behind() -> None:
    """The engine alone leaves 170 bytes of each text: 670 kB here."""
    rules = "p { font: 10pt 'Sixfold 103 Serif'; font-variant-ligatures: no-common-ligatures contextual }"
    paragraphs = "".join(f"<p>foo {number}</p>" for number in range(400))
    html = f"<html lang='en'><head><title>foo</title><style>{rules}</style></head><body>{paragraphs}</body></html>"
    engine().lay_out(html)
    before = allocated()
    for _ in range(10):
        engine().lay_out(html)
    assert allocated() - before < 100_000
