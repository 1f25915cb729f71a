"""Wider and narrower copies of a typeface, as a word processor's character scaling makes them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.misc.fixedTools import otRound
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otBase, otTables
from fontTools.ttLib.ttVisitor import TTVisitor

#: Hints are written for the old widths; tables of device widths and foreign tool data go with them.
_DROPPED = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "FFTM", "DSIG", "gasp")


class _Widener(TTVisitor):  # type: ignore[misc]
    """Multiplies the horizontal measures of the positioning tables."""

    def __init__(self, factor: float) -> None:
        self.factor = factor


@_Widener.register_attrs((
    (otBase.ValueRecord, ("XPlacement", "XAdvance")),
    (otTables.Anchor, ("XCoordinate",)),
    (otTables.CaretValue, ("Coordinate",)),
))  # fmt: skip
def visit(visitor: _Widener, obj: Any, attribute: str, value: int | None) -> None:  # the name that fontTools asks for
    """Scale one measure of *obj*."""
    if value:
        setattr(obj, attribute, otRound(value * visitor.factor))


@dataclass(frozen=True)
class Recipe:
    """How a copy differs: its name, its width in per cent, the characters it lacks, the width of its space in em."""

    family: str
    width: int
    without: str = ""
    space_em: float | None = None


def space_width(path: Path) -> float:
    """Return the width of the space of a typeface file, in em."""
    font = TTFont(path, lazy=True)
    advance: int = font["hmtx"][font.getBestCmap()[0x20]][0]
    units: int = font["head"].unitsPerEm
    return advance / units


def widen(path: Path, recipe: Recipe) -> bytes:
    """Return a copy of the TrueType file *path* with letters, spaces and kerning as wide as *recipe* says.

    The copy has a name of its own, as its licence asks. The same input gives the same bytes.
    Source: SIL Open Font License 1.1, clause 3 (reserved names).
    """
    font = TTFont(path, recalcTimestamp=False)
    factor = recipe.width / 100
    _scale_outlines(font, factor)
    _scale_metrics(font, factor)
    _scale_kerning(font, factor)
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    _leave_out(font, recipe.without)
    _set_space(font, recipe.space_em)
    _rename(font, recipe.family)
    output = BytesIO()
    font.save(output)
    return output.getvalue()


def _scale_outlines(font: TTFont, factor: float) -> None:
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


def _scale_metrics(font: TTFont, factor: float) -> None:
    metrics = font["hmtx"].metrics
    for name, (advance, bearing) in metrics.items():
        metrics[name] = (otRound(advance * factor), otRound(bearing * factor))
    font["OS/2"].xAvgCharWidth = otRound(font["OS/2"].xAvgCharWidth * factor)


def _scale_kerning(font: TTFont, factor: float) -> None:
    for table in font["kern"].kernTables if "kern" in font else ():
        table.kernTable = {pair: otRound(value * factor) for pair, value in table.kernTable.items()}
    for tag in ("GPOS", "GDEF"):
        if tag in font:
            _Widener(factor).visit(font[tag].table)


def _leave_out(font: TTFont, characters: str) -> None:
    for table in font["cmap"].tables:
        for character in characters:
            table.cmap.pop(ord(character), None)


def _set_space(font: TTFont, space_em: float | None) -> None:
    if space_em is None:
        return
    for code in (0x20, 0xA0):
        name = font.getBestCmap()[code]
        font["hmtx"][name] = (otRound(space_em * font["head"].unitsPerEm), 0)


def _rename(font: TTFont, family: str) -> None:
    """Give the face its own family, full and PostScript names, and say what it was made from."""
    names = font["name"]
    style = names.getDebugName(2)
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    made_from = f"Derived from {names.getDebugName(4)}, {names.getDebugName(5)}"
    own = {1: family, 3: f"Sixfold: {postscript}", 4: f"{family} {style}", 6: postscript, 10: made_from, 16: family, 17: style}
    for record in list(names.names):
        if record.nameID in (7, 16, 17, 18, 21, 22):  # trademark and alternative names of the original
            names.names.remove(record)
    for name_id, value in own.items():
        names.setName(value, name_id, 3, 1, 0x409)
        names.removeNames(nameID=name_id, platformID=0)
        names.removeNames(nameID=name_id, platformID=1)
