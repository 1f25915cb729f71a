"""Fonts made from others: wider and narrower copies, as a word processor's character scaling makes them, bolder ones, and subsets.

Imported where a font has to be made only: fontTools takes long to import.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz
from fontTools.misc.fixedTools import otRound
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables import otBase, otTables
from fontTools.ttLib.ttVisitor import TTVisitor

from sixfold.pdf.fonts.installed import Derived, Font

#: Hints are written for the old widths; tables of device widths and foreign tool data go with them.
_DROPPED = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "FFTM", "DSIG", "gasp")

#: How high the middle of an ideograph stands, in halves of an em. Source: the ink of AR PL UKai, measured.
_MIDDLE_OF_EM = 0.78

#: What a subset may lack: radicals, ideographs, Hangul, and what lies beyond the first plane.
_MAY_LACK = re.compile("[\u2e80-\u2fdf\u3130-\u318f\u3400-\u9fff\ua960-\ud7ff\uf900-\ufaff\U00010000-\U0010ffff]")


class _Widener(TTVisitor):  # type: ignore[misc]
    """Multiplies the horizontal measures of the positioning tables."""

    def __init__(self, factor: float) -> None:
        self.factor = factor


@_Widener.register_attrs((  # type: ignore[untyped-decorator]
    (otBase.ValueRecord, ("XPlacement", "XAdvance")),
    (otTables.Anchor, ("XCoordinate",)),
    (otTables.CaretValue, ("Coordinate",)),
))  # fmt: skip
def visit(visitor: _Widener, obj: Any, attribute: str, value: int | None) -> None:  # the name that fontTools asks for
    """Scale one measure of *obj*."""
    if value:
        setattr(obj, attribute, otRound(value * visitor.factor))


def scale_horizontally(path: Path, derived: Derived) -> bytes:
    """Return a copy of the TrueType file *path* with letters, spaces and kerning as wide as *derived* says.

    The copy has a name of its own, as its licence asks. The same input gives the same bytes.
    Source: SIL Open Font License 1.1, clause 3 (reserved names).
    """
    font = TTFont(path, recalcTimestamp=False)
    _scale(font, derived.width / 100)
    return _written(font, derived)


def embolden(path: Path, source: Font, derived: Derived) -> bytes:
    """Return a copy of the TrueType font *source*, which the file *path* holds, with larger letters and thicker strokes.

    Letters grow from the middle of their em, as *derived* says, and take no more room. The copy has a name of its own, and only
    what *source* has: *path* may hold more fonts.
    """
    whole = _face(path, source.family)
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(whole.unicodes)
    content = bytes(uharfbuzz.subset(whole, wanted).blob.data)
    font, thicker = TTFont(BytesIO(content), recalcTimestamp=False), uharfbuzz.Font(uharfbuzz.Face(content))
    thicker.synthetic_bold = (derived.bolder / 1000, derived.bolder / 1000, True)
    growth, middle = derived.size / 100, whole.upem / 2
    shift = middle * (1 - growth)
    for number, name in enumerate(font.getGlyphOrder()):
        pen = TTGlyphPen(None)
        thicker.draw_glyph_with_pen(number, TransformPen(pen, (growth, 0, 0, growth, shift, shift * _MIDDLE_OF_EM)))
        glyph = font["glyf"][name] = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    return _written(font, derived)


def _written(font: TTFont, derived: Derived) -> bytes:
    """Return *font* as a file, with its own name and without what it is to lack."""
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    without = re.compile(f"[{derived.without}]" if derived.without else r"(?!)")  # the latter matches nothing
    for table in font["cmap"].tables:
        for code in [code for code in table.cmap if without.match(chr(code))]:
            del table.cmap[code]
    _rename(font, derived.family)
    output = BytesIO()
    font.save(output)
    return output.getvalue()


def _scale(font: TTFont, factor: float) -> None:
    """Multiply outlines, metrics and kerning by *factor*."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.isComposite():
            for component in glyph.components:
                component.x = otRound(component.x * factor)
        elif glyph.numberOfContours > 0:
            glyph.coordinates.scale((factor, 1))
            glyph.coordinates.toInt()
        if hasattr(glyph, "program"):
            glyph.removeHinting()
    metrics = font["hmtx"].metrics
    for name, (advance, bearing) in metrics.items():
        metrics[name] = (otRound(advance * factor), otRound(bearing * factor))
    font["OS/2"].xAvgCharWidth = otRound(font["OS/2"].xAvgCharWidth * factor)
    for table in font["kern"].kernTables if "kern" in font else ():
        table.kernTable = {pair: otRound(value * factor) for pair, value in table.kernTable.items()}
    for tag in ("GPOS", "GDEF"):
        if tag in font:
            _Widener(factor).visit(font[tag].table)


def _rename(font: TTFont, family: str) -> None:
    """Give the font its own family, full and PostScript names, and say what it was made from."""
    names = font["name"]
    style = names.getDebugName(2)
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    made_from = f"Derived from {names.getDebugName(4)}, {names.getDebugName(5)}"
    own = {
        1: family,
        3: f"Sixfold: {postscript}",
        4: f"{family} {style}",
        6: postscript,
        10: made_from,
        16: family,
        17: style,
    }
    for record in list(names.names):
        if record.nameID in (7, 16, 17, 18, 21, 22):  # trademark and alternative names of the original
            names.names.remove(record)
    for name_id, value in own.items():
        names.removeNames(nameID=name_id)
        names.setName(value, name_id, 3, 1, 0x409)


def make_subset(path: Path, font: Font) -> tuple[bytes, set[str]]:
    """Return a copy of *font*, which the file *path* holds, with what its repertoire asks for, and what was left out.

    Every feature of layout stays, so that lines come out as with the whole font.
    """
    whole = _face(path, font.family)
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF))  # GB 2312-80: 94 rows of 94
    repertoire = "".join(pair.decode(font.repertoire, errors="ignore") for pair in pairs)
    has = set(map(chr, whole.unicodes))
    left_out = {character for character in has.difference(repertoire) if _MAY_LACK.match(character)}
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(map(ord, has - left_out))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.invert()
    return _number_by_place(bytes(uharfbuzz.subset(whole, wanted).blob.data)), left_out


def _face(path: Path, family: str) -> Any:
    """Return the font *family* of the file *path*, which may hold others."""
    place = 0
    if path.suffix == ".ttc":
        with TTCollection(path, lazy=True) as collection:
            names = [{one["name"].getDebugName(number) for number in (1, 16)} for one in collection.fonts]
        place = next(place for place, known in enumerate(names) if family in known)
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), place)


def _number_by_place(content: bytes) -> bytes:
    """Return the font *content* with its glyphs numbered by their place, as the whole fonts have them.

    A subset keeps the numbers of the glyphs that it was made from. The engine writes places into a PDF, where readers by the book
    look for numbers (ISO 32000-1, 9.7.4.2) and would find other glyphs, or none. The numbers become one range, from 1 on.
    """
    with TTFont(BytesIO(content), lazy=True) as font:
        if "CFF " not in font:  # TrueType glyphs are found by their place
            return content
        top = font["CFF "].cff.topDictIndex[0]
        place = font.reader.tables["CFF "].offset + top.rawDict["charset"]
        numbers = struct.pack(">BHH", 2, 1, font["maxp"].numGlyphs - 2)  # Adobe 5176, table 22: one range
    return content[:place] + numbers + content[place + len(numbers) :]  # what is left of the old ones is not read
