"""What the content streams of a page do: colours set, letters without a glyph shown, transparency asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

_COLOR_OPERATORS = {"g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}


@dataclass
class Content:
    """The sum of a page's streams, forms within forms too, each once; `colors` are (operator, operands)."""

    colors: set[tuple[str, tuple[float, ...]]] = field(default_factory=set)
    separations: set[str] = field(default_factory=set)
    missing_glyphs: int = 0
    has_transparency: bool = False
    is_garbled: bool = False
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _numbers: dict[tuple[int, int], frozenset[int] | None] = field(default_factory=dict)

    def read(self, stream: Any, resources: Any) -> None:
        """Add what *stream* does, and the forms in its *resources*."""
        self._look_at_resources(resources)
        fonts = _entries(resources, "/Font")
        is_wide, numbers = False, None
        for instruction in self._parse(stream):
            operands, name = instruction.operands, str(instruction.operator)
            if name in _COLOR_OPERATORS:
                self.colors.add((name, tuple(float(one) for one in operands if _is_number(one))))
            elif name == "Tf" and operands:
                font = fonts.get(str(operands[0]))
                is_wide = _is_identity(font)
                numbers = self._numbers_of(font) if is_wide else None
            elif name in ("Tj", "TJ", "'", '"') and is_wide:
                self.missing_glyphs += sum(_count_missing(shown, numbers) for shown in _strings(operands))

    def _numbers_of(self, font: Any) -> frozenset[int] | None:
        """Return the numbers of the glyphs of an embedded font, where glyphs are found by number; None where by place."""
        if font.objgen not in self._numbers:
            self._numbers[font.objgen] = _glyph_numbers(font)
        return self._numbers[font.objgen]

    def _parse(self, stream: Any) -> Sequence[Any]:
        try:
            return pikepdf.parse_content_stream(stream)
        except (TypeError, ValueError, pikepdf.PdfError):  # a number like 105-10.2, a string without its end
            self.is_garbled = True
            return ()

    def _look_at_resources(self, resources: Any) -> None:
        for state in _entries(resources, "/ExtGState").values():
            opaque = all(_number(state, key, 1.0) == 1.0 for key in ("/ca", "/CA"))
            plain = str(state.get("/BM", "/Normal")) in ("/Normal", "/Compatible")
            masked = state.get("/SMask", pikepdf.Name.None_) != pikepdf.Name.None_
            self.has_transparency |= not (opaque and plain) or masked
        for space in _entries(resources, "/ColorSpace", of=pikepdf.Array).values():
            if len(space) > 1 and str(space[0]) == "/Separation":
                self.separations.add(str(space[1]).lstrip("/"))
        for form in [*_entries(resources, "/XObject").values(), *_entries(resources, "/Pattern").values()]:
            self._enter(form, resources)

    def _enter(self, form: Any, outer: Any) -> None:
        if not isinstance(form, pikepdf.Stream) or form.objgen in self._seen:
            return
        self._seen.add(form.objgen)
        self.has_transparency |= "/SMask" in form
        if str(form.get("/Subtype", "/Form")) != "/Image":
            self.read(form, form.get("/Resources", outer))


def read_content(page: pikepdf.Page) -> Content:
    """Return what the streams of *page* do."""
    group = page.obj.get("/Group")
    content = Content()
    content.has_transparency = isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency"
    content.read(page, page.obj.get("/Resources", pikepdf.Dictionary()))
    return content


def _entries(resources: Any, kind: str, of: type = pikepdf.Object) -> dict[str, Any]:
    if not isinstance(resources, pikepdf.Dictionary) or not isinstance(resources.get(kind), pikepdf.Dictionary):
        return {}
    wanted = (pikepdf.Dictionary, pikepdf.Stream) if of is pikepdf.Object else (of,)
    return {str(name): value for name, value in resources[kind].items() if isinstance(value, wanted)}


def _is_number(value: Any) -> bool:
    return not isinstance(value, pikepdf.Object) and not isinstance(value, str)


def _number(state: Any, key: str, default: float) -> float:
    value = state.get(key, default)
    return float(value) if _is_number(value) else default


def _is_identity(font: Any) -> bool:
    return font is not None and str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from (bytes(one) for one in operand if isinstance(one, pikepdf.String))


def _count_missing(shown: bytes, numbers: frozenset[int] | None) -> int:
    """Return how many of the two-byte codes of *shown* are 0, the glyph of a character that a face lacks, or none of *numbers*."""
    codes = [high << 8 | low for high, low in zip(shown[::2], shown[1::2], strict=False)]
    return sum(not code or (numbers is not None and code not in numbers) for code in codes)


def _glyph_numbers(font: Any) -> frozenset[int] | None:
    """Return the numbers of the glyphs of the Type 0 font *font*; None where its glyphs are found by place, or it isn't embedded.

    A font that can't be read has none. Source: ISO 32000-1, 9.7.4.2.
    """
    try:
        descendant = font.DescendantFonts[0]
        stream = descendant.FontDescriptor.get("/FontFile3")
        if str(descendant.Subtype) != "/CIDFontType0" or not isinstance(stream, pikepdf.Stream):
            return None
        names = _charset(stream.read_bytes())
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
