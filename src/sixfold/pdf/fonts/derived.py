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
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.pointInsidePen import PointInsidePen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables import otBase, otTables
from fontTools.ttLib.ttVisitor import TTVisitor

from sixfold.pdf.fonts.installed import KASHIDA, LONG_KASHIDA, Derived, Font, is_rare

#: Hints are written for the old widths; tables of device widths and foreign tool data go with them.
_DROPPED = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "FFTM", "DSIG", "gasp")

#: Source: Unicode, ARABIC TATWEEL.
_TATWEEL = 0x640
#: The class of a mark on a letter. Source: OpenType, GDEF.
_MARK = 3

#: How wide the glyphs of kashida are, and how far they reach over either end, in em. The long one alone would stand out of the bow
#: of a letter where a joint is lengthened by little.
_KASHIDA_WIDTHS, _KASHIDA_OVERLAP = {KASHIDA: 0.03, LONG_KASHIDA: 0.2}, 0.02
#: How high the middle of an ideograph stands, in halves of an em. Source: the ink of AR PL UKai, measured.
_MIDDLE_OF_EM = 0.78


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
    if _TATWEEL in font.getBestCmap():
        _add_kashida(font, path)
        _join_fillers(font)
    _scale(font, derived.width / 100)
    return _written(font, derived)


def embolden(path: Path, source: Font, derived: Derived, *, has_rare: bool) -> bytes:
    """Return a copy of the TrueType font *source*, which the file *path* holds, with larger letters and thicker strokes.

    Letters grow from the middle of their em, as *derived* says, and take no more room. The copy has a name of its own, and rare
    ideographs only if it *has_rare* ones.
    """
    whole = _face(path, source.family)
    content = _subset(whole, _kept(whole, has_rare=has_rare), has_all_features=False)
    font, thicker = TTFont(BytesIO(content), recalcTimestamp=False), uharfbuzz.Font(uharfbuzz.Face(content))
    thicker.synthetic_bold = (derived.bolder / 1000, derived.bolder / 1000, True)
    growth, middle = derived.size / 100, font["head"].unitsPerEm / 2
    shift = middle * (1 - growth)
    for number, name in enumerate(font.getGlyphOrder()):
        pen = TTGlyphPen(None)
        thicker.draw_glyph_with_pen(number, TransformPen(pen, (growth, 0, 0, growth, shift, shift * _MIDDLE_OF_EM)))
        glyph = font["glyf"][name] = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    bolder = uharfbuzz.Face(_written(font, derived))
    return _subset(bolder, bolder.unicodes)  # without the parts that letters were put together from


def _written(font: TTFont, derived: Derived) -> bytes:
    """Return *font* as a file, with its own name and without what it is to lack."""
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    without = re.compile(f"[{derived.without}]" if derived.without else r"(?!)")  # the latter matches nothing
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if not without.match(chr(code))}
    names, family = font["name"], derived.family
    style = names.getDebugName(2)
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    made_from = f"Derived from {names.getDebugName(4)}, {names.getDebugName(5)}"
    own = {1: family, 3: f"Sixfold: {postscript}", 4: f"{family} {style}", 6: postscript, 10: made_from, 16: family, 17: style}
    for name_id in (7, 18, 21, 22, *own):  # trademark and alternative names of the original, and what has another name now
        names.removeNames(nameID=name_id)
    for name_id, value in own.items():
        names.setName(value, name_id, 3, 1, 0x409)
    output = BytesIO()
    font.save(output)
    return output.getvalue()


def _add_kashida(font: TTFont, path: Path) -> None:
    """Give *font*, read from *path*, the glyphs of kashida: a straight stroke as high as the tatweel is where it joins a letter.

    The tatweel itself won't do: Amiri turns a row of it into one curved glyph, which has a length of its own (measured).
    """
    letters = uharfbuzz.Buffer()
    letters.add_str("\u0628\u0640\u0628")
    letters.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))), letters)
    glyphs = font.getGlyphSet()
    tatweel = glyphs[font.getGlyphName(next(info.codepoint for info in letters.glyph_infos if info.cluster == 1))]
    tatweel.draw(bounds := BoundsPen(glyphs))
    heights = range(otRound(bounds.bounds[1]), otRound(bounds.bounds[3]))
    inside = [PointInsidePen(glyphs, (0, height + 0.5)) for height in heights]
    for pen in inside:
        tatweel.draw(pen)
    stroke = [height for height, pen in zip(heights, inside, strict=True) if pen.getResult()]
    bottom, top = stroke[0], stroke[-1] + 1
    em = font["head"].unitsPerEm
    overlap = otRound(_KASHIDA_OVERLAP * em)
    for character, share in _KASHIDA_WIDTHS.items():
        width, name = otRound(share * em), f"uni{ord(character):04X}"
        pen = TTGlyphPen(None)
        pen.moveTo((-overlap, bottom))
        for corner in ((-overlap, top), (width + overlap, top), (width + overlap, bottom)):
            pen.lineTo(corner)
        pen.closePath()
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (width, -overlap)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name


def _join_fillers(font: TTFont) -> None:
    """Make one glyph of a letter and the tatweel that the font puts behind it where the next one leans over it, as in Amiri's لك.

    The engine has one text for all glyphs of a letter: it took the tatweel for the letter and the letter for nothing, or copied
    a tatweel that nobody typed, and the word was not found (measured).
    """
    filler = f"{font.getBestCmap()[_TATWEEL]}."
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            for letter, parts in table.mapping.items() if isinstance(table, otTables.MultipleSubst) else ():
                if parts[0] == letter and classes.get(letter) != _MARK and parts[1:] and parts[1].startswith(filler):
                    table.mapping[letter] = [_joined(font, *parts)]
    font.setGlyphOrder(font.getGlyphOrder())  # whose numbers it had read before


def _joined(font: TTFont, letter: str, filler: str) -> str:
    """Return the name of a glyph of *font* with *letter* at the right and *filler* at its left."""
    name = f"{letter}_{filler}"
    (room, _), (width, _) = font["hmtx"][filler], font["hmtx"][letter]
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(filler, (1, 0, 0, 1, 0, 0))
    pen.addComponent(letter, (1, 0, 0, 1, room, 0))
    glyph = font["glyf"][name] = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (room + width, glyph.xMin)
    return name


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


def make_subset(path: Path, font: Font) -> bytes:
    """Return a copy of *font*, which the file *path* holds, without rare ideographs.

    Glyphs are numbered by their place, as there.
    """
    whole = _face(path, font.family)
    content = _subset(whole, _kept(whole, has_rare=False))
    with TTFont(BytesIO(content), lazy=True) as subset:
        if "CFF " in subset:  # TrueType glyphs are found by their place
            # A subset keeps the numbers of the glyphs that it was made from. The engine writes places into a PDF, where readers by
            # the book look for numbers (ISO 32000-1, 9.7.4.2) and would find other glyphs, or none. They become one range, from 1
            # on (Adobe 5176, table 22); what is left of the old ones is not read.
            start = subset.reader.tables["CFF "].offset + subset["CFF "].cff.topDictIndex[0].rawDict["charset"]
            numbers = struct.pack(">BHH", 2, 1, subset["maxp"].numGlyphs - 2)
            content = content[:start] + numbers + content[start + len(numbers) :]
    return content


def _kept(face: uharfbuzz.Face, *, has_rare: bool) -> set[int]:
    return {code for code in face.unicodes if has_rare or not is_rare(chr(code))}


def _subset(face: uharfbuzz.Face, codes: set[int], *, has_all_features: bool = True) -> bytes:
    """Return *face* with the characters *codes* alone. With every feature of layout, lines come out as with the whole font."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(codes)
    if has_all_features:
        features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
        features.clear()
        features.invert()
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _face(path: Path, family: str) -> Any:
    """Return the font *family* of the file *path*, which may hold others."""
    place = 0
    if path.suffix == ".ttc":
        with TTCollection(path, lazy=True) as collection:
            names = [{one["name"].getDebugName(number) for number in (1, 16)} for one in collection.fonts]
        place = next(place for place, known in enumerate(names) if family in known)
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), place)
