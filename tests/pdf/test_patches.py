"""Patches: what of the engine is replaced, and that it is what the patches were written for."""

from __future__ import annotations

import json
import subprocess
import sys

import pyphen
import pytest
import weasyprint

from sixfold.errors import RequirementError
from sixfold.pdf.engine import patches
from support.pages import engine

#: Prints what the patches replace, with the hash of its source.
REPLACED = """
import hashlib, inspect, json, sys
import weasyprint, weasyprint.pdf
from sixfold.pdf.engine import load_weasyprint

modules = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in ("weasyprint", "pyphen")}
classes = {f"{one.__module__}.{one.__qualname__}": one for module in modules.values() for one in vars(module).values()
           if inspect.isclass(one) and one.__module__ in modules}

def members():
    owners = modules | classes
    return {(name, key): inspect.getattr_static(owner, key) for name, owner in owners.items() for key in dir(owner)}

def fingerprint(name, key):
    source = inspect.getsource(before.get((name, key), modules.get(name)))  # a module, where a name is new in it
    return hashlib.sha256(source.encode()).hexdigest()[:12]

before = members()
load_weasyprint()
replaced = [place for place, one in members().items() if before.get(place) is not one]
print(json.dumps({".".join(place): fingerprint(*place) for place in replaced}))
"""

#: Of WeasyPrint 70.0 and pyphen 0.18.1.
WRITTEN_FOR = {
    "pyphen.Pyphen.positions": "f325a63f6c3f",
    "weasyprint.css.StyleFor.set_computed_styles": "b5b15856b8be",
    "weasyprint.document.LayoutContext": "211f859ff4e2",
    "weasyprint.draw.text.draw_first_line": "1bb8eae6d88e",
    "weasyprint.draw.text.int": "c9a450aa2092",
    "weasyprint.layout.LayoutContext": "211f859ff4e2",
    "weasyprint.images.RasterImage.__init__": "f2f27bf6bb9c",
    "weasyprint.layout.absolute.absolute_box_layout": "d146b8d6c769",
    "weasyprint.layout.block._linebox_layout": "e07bbe000974",
    "weasyprint.layout.block.block_container_layout": "65842ca53a83",
    "weasyprint.layout.block.iter_line_boxes": "04aec48abfca",
    "weasyprint.layout.block.table_layout": "6594fa40743f",
    "weasyprint.layout.inline.count_expandable_spaces": "175fe6f42576",
    "weasyprint.layout.inline.justify_line": "f83b21ff8793",
    "weasyprint.layout.inline.remove_last_whitespace": "53f0c79c9fbb",
    "weasyprint.layout.inline.split_first_line": "39ad1016863c",
    "weasyprint.layout.inline.split_inline_box": "3a0cb7ca7e34",
    "weasyprint.layout.inline.split_text_box": "8c564329599e",
    "weasyprint.layout.inline.text_align": "e953d41b87cc",
    "weasyprint.layout.make_all_pages": "b5e403489484",
    "weasyprint.layout.page.make_page": "656f183328e8",
    "weasyprint.pdf.add_tags": "f0e74575b0ba",
    "weasyprint.pdf.build_fonts_dictionary": "fc551bef35d0",
    "weasyprint.pdf.stream.Stream.end_text": "967bc1ae8232",
    "weasyprint.pdf.stream.Stream.show_text": "3e008af86f62",
    "weasyprint.stacking._dispatch": "003563d2565b",
    "weasyprint.stacking._dispatch_children": "664961378e41",
    "weasyprint.svg.text": "67a30c3e181b",
    "weasyprint.text.line_break.Layout.get_first_line": "bb65cbda0e27",
    "weasyprint.text.line_break.Layout.reactivate": "0b89ee097104",
    "weasyprint.text.line_break.Layout.set_text": "fe23ca9937db",
    "weasyprint.text.line_break.Layout.setup": "fb227a55094f",
    "weasyprint.text.line_break._font_style_cache_key": "d6b09d54b825",
    "weasyprint.text.line_break.font_features": "e35741064c06",
    "weasyprint.text.line_break.get_font_description": "85734b8947b9",
}


@pytest.mark.slow
def test_what_is_patched_is_what_the_patches_were_written_for() -> None:
    command = [sys.executable, "-c", REPLACED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == WRITTEN_FOR  # else read what changed, before you write its new hash here


def test_another_release_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(RequirementError, match=r"WeasyPrint 71\.0 is not the engine that lines were measured with"):
        patches.install.__wrapped__()


def test_a_word_is_not_divided_where_its_beginning_stays_whole() -> None:
    patches.install()
    russian = pyphen.Pyphen(lang="ru")
    assert [russian.positions(word) for word in ("безопасности", "Безопасности")] == [[7, 9], [7, 9]]


def test_other_words_are_divided_where_the_dictionary_says() -> None:
    patches.install()
    assert pyphen.Pyphen(lang="ru").positions("безумный") == [3, 5]
    assert pyphen.Pyphen(lang="ru").positions("") == []


def test_glyphs_are_written_as_the_engine_would_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    style = "font: 20pt 'Sixfold Naskh', 'Sixfold 103 Serif'; text-align: justify; width: 200pt"
    text = "وإذ تؤكِّد مجدَّداً الفقرة ٤ <b>AVA\u2060/66/398</b> <i style='letter-spacing: 1pt'>Taking note</i> " * 3
    text += "<i style='font-size: 0.0000001pt'>not drawn</i>"
    page = f"<html lang='ar' dir='rtl'><body style=\"{style}\"><p>{text}</p></body></html>"
    ours, write = engine().render(page), patches.drawing._write
    written = []
    monkeypatch.setattr(patches.drawing, "_write", lambda *of: written.append(write(*of)))
    assert engine().render(page) == ours
    assert None in written  # raised glyphs are left to the engine
    assert any(written)
