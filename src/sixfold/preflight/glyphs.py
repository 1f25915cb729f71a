"""Which glyphs an embedded font has. Source: ISO 32000-1, 9.7.4.2: in a CID-keyed font they are found by number, not by place."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont


def glyph_numbers(font: Any) -> frozenset[int] | None:
    """Return the numbers of the glyphs of the Type 0 font *font*; None where its glyphs are found by place, or it isn't embedded.

    A font that can't be read has none.
    """
    try:
        descendant = font.DescendantFonts[0]
        stream = descendant.FontDescriptor.get("/FontFile3")
        if str(descendant.Subtype) != "/CIDFontType0" or not isinstance(stream, pikepdf.Stream):
            return None
        names = _charset(stream.read_bytes())
    except MemoryError:
        raise
    except Exception:  # fontTools raises errors of any kind over a broken font
        return frozenset()
    return None if names is None else frozenset(int(name[3:]) if name.startswith("cid") else 0 for name in names)


def _charset(content: bytes) -> list[str] | None:
    """Return the names of the glyphs, `cid00117`; None for a font that isn't CID-keyed."""
    if content.startswith(b"OTTO"):
        fonts = TTFont(io.BytesIO(content), lazy=True)["CFF "].cff
    else:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(content), None)
    top = fonts.topDictIndex[0]
    return list(top.charset) if hasattr(top, "ROS") else None
