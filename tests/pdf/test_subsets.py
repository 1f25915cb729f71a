"""Everyday copies of the Chinese faces: they are used where they make no difference, and only there."""

from __future__ import annotations

from pathlib import Path

import numpy
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import prepare_fonts
from sixfold.pdf.fonts.folders import FontSets, prepare_font_sets
from support.pages import PROJECT, engine, html

pytestmark = pytest.mark.slow

#: In the name of a premier, in Noto's faces and not in GB 2312.
RARE = "镕"


@pytest.fixture(scope="module")
def font_sets() -> FontSets:
    return prepare_font_sets(prepare_fonts(PROJECT.build), PROJECT.templates)


def page(text: str, language: str = "zh") -> str:
    return f'<!DOCTYPE html><html lang="{language}" dir="ltr"><title>Page</title><body>{text}</body></html>'


@pytest.mark.parametrize(
    ("text", "language", "is_everyday"),
    [
        ("贩卖妇女和女童（甲）“乙” 107", "zh", True),
        (f"朱{RARE}基", "zh", False),
        ("朱&#38229;基", "zh", False),  # the same, as HTML may write it
        ("𠮷", "zh", False),  # beyond the first plane
        ("한국", "zh", False),
        ("Traite des femmes et des filles n° 107…", "fr", True),
        ("Цель №\u00a01", "ru", True),
        ("نساء وفتيات", "ar", True),
        ("Le mot 中", "fr", False),  # refused with the whole faces, so they must refuse it
    ],
)
def test_the_page_alone_decides_which_faces_it_is_set_from(
    font_sets: FontSets, text: str, language: str, is_everyday: bool
) -> None:
    assert font_sets.choose(page(text, language)) == (font_sets.everyday if is_everyday else font_sets.whole)


@pytest.mark.parametrize("written", [RARE, r"\9555", r"\009555"])
def test_a_stylesheet_that_brings_a_rare_character_counts_too(tmp_path: Path, written: str) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "foo.css").write_text(f'p::before {{ content: "{written}" }}', encoding="utf-8")
    font_sets = prepare_font_sets(prepare_fonts(PROJECT.build), tmp_path)
    assert font_sets.choose(page("中")) == font_sets.whole
    assert font_sets.choose(page("foo", "en")) == font_sets.everyday


def test_every_face_is_in_the_everyday_folder_the_chinese_ones_smaller(font_sets: FontSets) -> None:
    whole, everyday = font_sets.whole.parent, font_sets.everyday.parent
    faces = {path.stem: path for path in whole.iterdir() if path.suffix in (".ttf", ".ttc")}
    copies = {path.stem: path for path in everyday.iterdir() if path.suffix in (".ttf", ".otf")}
    assert set(copies) == set(faces)
    made = {name for name, path in copies.items() if not path.is_symlink()}
    noto = {f"Noto{kind}CJK-{weight}" for kind in ("Serif", "Sans") for weight in ("Regular", "Bold")}
    assert made == noto | {"SixfoldKai-ukai", "ukai"}
    assert all(copies[name].stat().st_size < faces[name].stat().st_size / 2 for name in made)


def test_a_copy_has_gb_2312_and_lacks_only_what_is_listed(font_sets: FontSets) -> None:
    lacking = set((font_sets.everyday.parent / "lacking.txt").read_text(encoding="utf-8"))
    whole = set(map(chr, TTFont(font_sets.whole.parent / "NotoSerifCJK-Regular.ttc", fontNumber=2).getBestCmap()))
    copy = set(map(chr, TTFont(font_sets.everyday.parent / "NotoSerifCJK-Regular.otf").getBestCmap()))
    assert whole - copy <= lacking
    assert copy <= whole
    assert set("贩卖妇女和女童，。“”①Ⅲαя") <= copy
    assert {RARE, "齾"} <= lacking
    assert lacking.isdisjoint("abcé№…—“”١ЯΩ，。（）")


def test_glyphs_of_a_copy_are_numbered_by_their_place(font_sets: FontSets) -> None:
    """Readers by the book look for a glyph's number, the engine writes its place."""
    found = 0
    for path in sorted(font_sets.everyday.parent.glob("*.otf")):
        with TTFont(path, lazy=True) as font:
            if "CFF " in font:
                names = font["CFF "].cff.topDictIndex[0].charset
                assert names == [".notdef", *(f"cid{place:05d}" for place in range(1, len(names)))], path.name
                found += 1
    assert found >= 3


def test_chinese_pages_are_the_same_to_the_last_dot(font_sets: FontSets) -> None:
    everyday, whole = engine().render(html("zh")), _engine_of(font_sets.whole).render(html("zh"))
    assert everyday != whole  # other faces, their letters numbered otherwise
    for ours, theirs in zip(pypdfium2.PdfDocument(everyday), pypdfium2.PdfDocument(whole), strict=True):
        assert numpy.array_equal(ours.render(scale=2).to_numpy(), theirs.render(scale=2).to_numpy())
        assert ours.get_textpage().get_text_range() == theirs.get_textpage().get_text_range()


def _engine_of(whole: Path) -> Engine:
    one_case = Engine(PROJECT.templates, whole)
    one_case.__dict__["_font_sets"] = FontSets(whole, whole)
    return one_case


def test_a_rare_character_is_set_in_the_page_s_own_face(font_sets: FontSets) -> None:
    rare = html("zh").replace("贩运", f"贩{RARE}", 1)
    assert RARE in rare
    pdf = engine().render(rare)
    assert pdf == _engine_of(font_sets.whole).render(rare)
    text = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))
    assert RARE in text


def test_what_was_printed_before_makes_no_difference() -> None:
    rare = html("zh").replace("贩运", f"贩{RARE}", 1)
    usual = engine().render(html("zh"))
    first = engine().render(rare)
    assert engine().render(html("zh")) == usual
    assert engine().render(rare) == first


def test_a_folder_without_chinese_faces_has_one_case(tmp_path: Path) -> None:
    alone = tmp_path / "fonts.conf"
    alone.write_text("", encoding="utf-8")
    assert prepare_font_sets(alone, tmp_path) == FontSets(alone.resolve(), alone.resolve())
