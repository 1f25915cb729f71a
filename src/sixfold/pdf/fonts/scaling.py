"""Wider and narrower copies of a typeface, as a word processor's character scaling makes them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.misc.fixedTools import otRound
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otBase, otTables
from fontTools.ttLib.ttVisitor import TTVisitor

from sixfold.pdf.fonts.families import Derived

#: Hints are written for the old widths; tables of device widths and foreign tool data go with them.
_DROPPED = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "FFTM", "DSIG", "gasp")


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


def widen(path: Path, derived: Derived) -> bytes:
    """Return a copy of the TrueType file *path* with letters, spaces and kerning as wide as *derived* says.

    The copy has a name of its own, as its licence asks. The same input gives the same bytes.
    Source: SIL Open Font License 1.1, clause 3 (reserved names).
    """
    font = TTFont(path, recalcTimestamp=False)
    factor = derived.width / 100
    _scale(font, factor)
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    _leave_out(font, derived.without)
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


def _leave_out(font: TTFont, characters: str) -> None:
    pattern = re.compile(f"[{characters}]" if characters else r"(?!)")  # the latter matches nothing
    for table in font["cmap"].tables:
        for code in [code for code in table.cmap if pattern.match(chr(code))]:
            del table.cmap[code]


def _rename(font: TTFont, family: str) -> None:
    """Give the face its own family, full and PostScript names, and say what it was made from."""
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
        names.setName(value, name_id, 3, 1, 0x409)
        names.removeNames(nameID=name_id, platformID=0)
        names.removeNames(nameID=name_id, platformID=1)
