"""What pikepdf reads of a PDF: boxes, fonts, colours, tags, metadata, and what the content of its pages does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from sixfold.checks.preflight.model import Box, Content, Font, Page, Pdf

_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_SUBSET = re.compile(r"[A-Z]{6}\+")
_COLOR_OPERATORS = {"g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}


def read_structure(pdf: pikepdf.Pdf, size: int) -> Pdf:
    """Return what *pdf*, a file of *size* bytes, says of itself; its pages without what only a picture of them shows."""
    root = pdf.Root
    tags, figures_without_text = _count_tags(root.get("/StructTreeRoot"))
    preferences = _dictionary(root.get("/ViewerPreferences"))
    intents = [_dictionary(intent) for intent in _array(root.get("/OutputIntents"))]
    profiles = [intent.get("/DestOutputProfile") for intent in intents if intent.get("/S") == "/GTS_PDFX"]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=False) as metadata:
        values = {str(name): metadata[name] for name in metadata}
    xmp = {
        name: ", ".join(map(str, value)) if isinstance(value, list | set) else str(value) for name, value in values.items()
    }
    return Pdf(
        size=size,
        pages=tuple(_page(page, number) for number, page in enumerate(pdf.pages, 1)),
        title=xmp.get("{http://purl.org/dc/elements/1.1/}title", ""),
        language=str(root.get("/Lang", "")),
        xmp=xmp,
        shows_title=bool(preferences.get("/DisplayDocTitle", False)),
        direction=str(preferences.get("/Direction", "")),
        is_tagged=bool(_dictionary(root.get("/MarkInfo")).get("/Marked", False)) and tags > 0,
        figures_without_text=figures_without_text,
        press_channels=tuple(int(one["/N"]) if isinstance(one, pikepdf.Stream) and "/N" in one else None for one in profiles),
        is_encrypted=pdf.is_encrypted,
        has_scripts="/AA" in root or "/JavaScript" in _dictionary(root.get("/Names")),
    )


def _dictionary(value: Any) -> Any:
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def _array(value: Any) -> Any:
    return value if isinstance(value, pikepdf.Array) else pikepdf.Array()


def _entries(resources: Any, kind: str) -> dict[str, Any]:
    return {str(name): entry for name, entry in _dictionary(_dictionary(resources).get(kind)).items()}


def _count_tags(tree: Any) -> tuple[int, int]:
    """Return how many tags are in the structure *tree*, and how many figures have no alternative text."""
    tags = silent = 0
    seen: set[tuple[int, int]] = set()  # a damaged tree may lead back to itself
    waiting = [_dictionary(tree).get("/K")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary) and node.objgen not in seen:
            seen |= {node.objgen} if node.is_indirect else set()
            tag = str(node.get("/S", ""))
            tags += bool(tag)
            silent += tag == "/Figure" and "/Alt" not in node
            waiting.append(node.get("/K"))
    return tags, silent


# ---- pages ----


def _page(page: pikepdf.Page, number: int) -> Page:
    found = {name: _box(page.obj.get(f"/{name}")) for name in _BOXES}
    media = _box(page.mediabox) or Box(0, 0, 612, 792)
    found |= {"MediaBox": media, "CropBox": found["CropBox"] or _box(page.cropbox) or media}
    boxes = {
        name: Box(box.left - media.left, media.bottom - box.bottom, box.right - media.left, media.bottom - box.top)
        for name, box in found.items()
        if box
    }
    content = _ContentReader(has_transparency=_dictionary(page.obj.get("/Group")).get("/S") == "/Transparency")
    content.read(page, page.obj.get("/Resources", pikepdf.Dictionary()))
    actions = [_dictionary(_dictionary(annotation).get("/A")) for annotation in _array(page.obj.get("/Annots"))]
    return Page(
        number=number,
        boxes=boxes,
        content=content,
        fonts=tuple(dict.fromkeys(_fonts(page.obj))),
        links=tuple(str(action["/URI"]) for action in actions if "/URI" in action),
    )


def _box(value: Any) -> Box | None:
    try:
        left, bottom, right, top = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _fonts(page: Any) -> Iterator[Font]:
    for font in map(_dictionary, _entries(page.get("/Resources"), "/Font").values()):
        descendants = font.get("/DescendantFonts")
        inner = descendants[0] if descendants is not None and len(descendants) else font
        if isinstance(inner, pikepdf.Dictionary):
            name = str(inner.get("/BaseFont", "/?")).lstrip("/")
            descriptor = _dictionary(inner.get("/FontDescriptor"))
            is_embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            is_drawn = font.get("/Subtype") == "/Type3"
            yield Font(_SUBSET.sub("", name, count=1), is_embedded or is_drawn)


# ---- the content of pages ----


@dataclass
class _ContentReader(Content):
    """The content of a page, to which each stream and form is added once."""

    _seen: set[tuple[int, int]] = field(default_factory=set)
    _numbers: dict[tuple[int, int], frozenset[int] | None] = field(default_factory=dict)

    def read(self, stream: Any, resources: Any) -> None:
        """Add what *stream* does, and the forms in its *resources*.

        A glyph is missing where a code of two bytes is 0, the glyph of a character that a font lacks, or none of the font's.
        """
        self._look_at_resources(resources)
        fonts = _entries(resources, "/Font")
        is_wide, numbers = False, None
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except (TypeError, ValueError, pikepdf.PdfError):  # a number like 105-10.2, a string without its end
            self.is_garbled = True
            return
        for instruction in instructions:
            operands, name = instruction.operands, str(instruction.operator)
            if name in _COLOR_OPERATORS:
                self.colors.add((name, tuple(float(one) for one in operands if _is_number(one))))
            elif name == "Tf" and operands:
                font = _dictionary(fonts.get(str(operands[0])))
                is_wide = str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")
                if is_wide and font.objgen not in self._numbers:
                    self._numbers[font.objgen] = _glyph_numbers(font)
                numbers = self._numbers[font.objgen] if is_wide else None
            elif name in ("Tj", "TJ", "'", '"') and is_wide:
                nested = (operand if isinstance(operand, pikepdf.Array) else [operand] for operand in operands)
                for shown in (bytes(one) for part in nested for one in part if isinstance(one, pikepdf.String)):
                    codes = [high << 8 | low for high, low in zip(shown[::2], shown[1::2], strict=False)]
                    self.missing_glyphs += sum(not code or (numbers is not None and code not in numbers) for code in codes)

    def _look_at_resources(self, resources: Any) -> None:
        for state in map(_dictionary, _entries(resources, "/ExtGState").values()):
            opaque = all(not _is_number(value := state.get(key, 1)) or value == 1 for key in ("/ca", "/CA"))
            plain = str(state.get("/BM", "/Normal")) in ("/Normal", "/Compatible")
            masked = state.get("/SMask", pikepdf.Name.None_) != pikepdf.Name.None_
            self.has_transparency |= not (opaque and plain) or masked
        for space in map(_array, _entries(resources, "/ColorSpace").values()):
            if len(space) > 1 and str(space[0]) == "/Separation":
                self.separations.add(str(space[1]).lstrip("/"))
        for form in [*_entries(resources, "/XObject").values(), *_entries(resources, "/Pattern").values()]:
            if not isinstance(form, pikepdf.Stream) or form.objgen in self._seen:
                continue
            self._seen.add(form.objgen)
            self.has_transparency |= "/SMask" in form
            if str(form.get("/Subtype", "/Form")) != "/Image":
                self.read(form, form.get("/Resources", resources))


def _is_number(value: Any) -> bool:
    return not isinstance(value, pikepdf.Object) and not isinstance(value, str)


def _glyph_numbers(font: Any) -> frozenset[int] | None:
    """Return the numbers of the glyphs of the Type 0 font *font*; None where its glyphs are found by place, or it isn't embedded.

    A font that can't be read has none. Source: ISO 32000-1, 9.7.4.2.
    """
    try:
        descendant = font.DescendantFonts[0]
        stream = descendant.FontDescriptor.get("/FontFile3")
        if str(descendant.Subtype) != "/CIDFontType0" or not isinstance(stream, pikepdf.Stream):
            return None
        content = stream.read_bytes()
        if content.startswith(b"OTTO"):
            fonts = TTFont(io.BytesIO(content), lazy=True)["CFF "].cff
        else:
            fonts = CFFFontSet()
            fonts.decompile(io.BytesIO(content), None)
        top = fonts.topDictIndex[0]
        if not hasattr(top, "ROS"):  # it isn't CID-keyed
            return None
        return frozenset(int(name[3:]) if name.startswith("cid") else 0 for name in top.charset)
    except Exception:  # fontTools raises errors of any kind over a broken font
        return frozenset()
