"""Wider and narrower copies of a typeface. The numbers are those of Liberation Serif 2.1, in 2048ths of an em."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sixfold.pdf.fonts import Derived, FontFolders, FontSet
from sixfold.pdf.fonts.derived import scale_horizontally
from sixfold.pdf.fonts.installed import find_font_file, is_rare
from support.pages import PROJECT

WIDE = Derived("Foo Serif 103", "Liberation Serif", 103)


def _path(style: str = "Regular") -> Path:
    path = find_font_file(f"LiberationSerif-{style}.ttf", "2.1")
    assert path, "fonts-liberation2 is missing"
    return path


@cache
def _content(derived: Derived = WIDE, style: str = "Regular") -> bytes:
    return scale_horizontally(_path(style), derived)


@cache
def _font(derived: Derived = WIDE, style: str = "Regular") -> TTFont:
    return TTFont(BytesIO(_content(derived, style)))


@pytest.mark.parametrize(
    ("glyph", "advance"),
    [
        ("A", 1523),  # 1479 x 1.03 = 1523.37
        ("a", 936),  # 909 x 1.03 = 936.27
        ("m", 1641),  # 1593 x 1.03 = 1640.79
        ("space", 527),  # 512 x 1.03 = 527.36
    ],
)
def test_a_letter_takes_103_per_cent_of_its_width(glyph: str, advance: int) -> None:
    assert _font()["hmtx"][glyph][0] == advance


def test_a_narrow_face_takes_96_per_cent() -> None:
    narrow = _font(Derived("Foo Serif 96", "Liberation Serif", 96))
    assert narrow["hmtx"]["A"][0] == 1420  # 1479 x 0.96 = 1419.84


def test_outlines_are_as_wide_as_advances_and_as_high_as_before() -> None:
    before, after = TTFont(_path())["glyf"]["A"], _font()["glyf"]["A"]
    assert (before.xMin, before.xMax) == (20, 1464)
    assert (after.xMin, after.xMax) == (21, 1508)  # 20 x 1.03 = 20.6, 1464 x 1.03 = 1507.92
    assert (after.yMin, after.yMax) == (before.yMin, before.yMax)
    assert _font()["hmtx"]["A"][1] == 21  # the side bearing: 20.6


def test_an_accent_moves_with_its_letter() -> None:
    parts = [(part.glyphName, part.x, part.y) for part in _font()["glyf"]["eacute"].components]
    assert parts == [("e", 0, 0), ("acute", 233, 0)]  # 226 x 1.03 = 232.78


@pytest.mark.parametrize(
    ("pair", "kerning"),
    [
        (("T", "e"), -147),  # -143 x 1.03 = -147.29
        (("W", "a"), -169),  # -164 x 1.03 = -168.92
        (("A", "V"), -272),  # -264 x 1.03 = -271.92
        (("y", "comma"), -137),  # -133 x 1.03 = -136.99
    ],
)
def test_kerning_is_scaled(pair: tuple[str, str], kerning: int) -> None:
    assert _font()["kern"].kernTables[0].kernTable[pair] == kerning


def test_anchors_of_marks_are_scaled() -> None:
    def anchors(font: TTFont) -> list[int]:
        found = []
        for lookup in font["GPOS"].table.LookupList.Lookup:
            for table in lookup.SubTable:
                marks = getattr(table, "MarkArray", None)
                found += [record.MarkAnchor.XCoordinate for record in marks.MarkRecord] if marks else []
        return found

    before, after = anchors(TTFont(_path())), anchors(_font())
    assert len(before) > 100
    assert [abs(b * 1.03 - a) <= 0.5 for b, a in zip(before, after, strict=True)] == [True] * len(before)


def test_the_copy_does_not_bear_the_reserved_name() -> None:
    """Source: SIL Open Font License 1.1, clause 3."""
    names = _font()["name"]
    found = {record.nameID: record.toUnicode() for record in names.names}
    assert (found[1], found[4], found[6]) == ("Foo Serif 103", "Foo Serif 103 Regular", "FooSerif103-Regular")
    assert found[10].startswith("Derived from Liberation Serif, Version 2.")
    assert 7 not in found  # the trademark
    allowed = (0, 10, 13, 14)  # copyright, description, licence and its address may tell where it comes from
    assert [text for number, text in found.items() if number not in allowed and "Liberation" in text] == []


@pytest.mark.parametrize("style", ["Bold", "Italic", "BoldItalic"])
def test_each_style_keeps_its_style(style: str) -> None:
    derived = Derived(f"Foo {style}", "Liberation Serif", 100)  # another width would only take longer
    font = _font(derived, style)
    assert font["name"].getDebugName(6) == f"Foo{style}-{style}"
    assert bool(font["head"].macStyle & 1) == ("Bold" in style)
    assert bool(font["head"].macStyle & 2) == ("Italic" in style)


def test_characters_can_be_left_out() -> None:
    font = _font(Derived("Foo Serif Hans", "Liberation Serif", 100, without="“”a-c"))
    characters = font.getBestCmap()
    assert [mark for mark in "“”abc" if ord(mark) in characters] == []
    assert [mark for mark in "dA‘" if ord(mark) not in characters] == []


def test_a_bolder_face_has_its_own_name_and_the_widths_of_the_other() -> None:
    path = find_font_file("ukai.ttc")
    assert path, "fonts-arphic-ukai is missing"
    source = TTFont(path, fontNumber=0)
    bolder = TTFont(FontFolders(PROJECT.build / "faces").fontconfig(FontSet(("zh",))).parent / "SixfoldKai-ukai.ttf")
    assert bolder["name"].getDebugName(1) == "Sixfold Kai"
    assert [str(record) for record in bolder["name"].names if record.nameID in (1, 4, 6, 16) and "UKai" in str(record)] == []
    characters, known = bolder.getBestCmap(), source.getBestCmap()
    assert {chr(code) for code in known.keys() - characters.keys() if not is_rare(chr(code))} == {*"，。、；：！？．"}
    for character in "大会一》":
        (width, bearing), name = bolder["hmtx"][characters[ord(character)]], characters[ord(character)]
        assert width == source["hmtx"][known[ord(character)]][0]
        assert bearing == bolder["glyf"][name].xMin
        before = source["glyf"][known[ord(character)]]
        assert bolder["glyf"][name].xMax - bearing > before.xMax - before.xMin


def test_hints_for_the_old_widths_are_gone() -> None:
    assert [tag for tag in ("fpgm", "prep", "cvt ", "hdmx", "LTSH", "gasp", "DSIG") if tag in _font()] == []


@pytest.mark.slow
def test_the_same_face_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from pathlib import Path; from sixfold.pdf.fonts import Derived; "
        "from sixfold.pdf.fonts.derived import scale_horizontally; "
        "sys.stdout.buffer.write(scale_horizontally(Path(sys.argv[1]), Derived('Foo Serif 103', 'Liberation Serif', 103)))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    again = subprocess.check_output([sys.executable, "-c", program, str(_path())], env=environment)
    assert again == _content()
