"""What pikepdf reads of a PDF: boxes, fonts, colours, tags, metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf

from sixfold.preflight.content import read_content
from sixfold.preflight.facts import Box, Font, Page, Pdf

_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_SUBSET = re.compile(r"[A-Z]{6}\+")


def read_structure(pdf: pikepdf.Pdf, path: Path, size: int) -> Pdf:
    """Return what *pdf*, opened from *path*, says of itself; its pages without what only a picture of them shows."""
    root = pdf.Root
    tags, figures_without_text = _tags(root.get("/StructTreeRoot"))
    preferences = _dictionary(root.get("/ViewerPreferences"))
    xmp = _xmp(pdf)
    return Pdf(
        path=path,
        size=size,
        pages=tuple(_page(page, number) for number, page in enumerate(pdf.pages, 1)),
        title=xmp.get("{http://purl.org/dc/elements/1.1/}title", ""),
        language=str(root.get("/Lang", "")),
        xmp=xmp,
        shows_title=bool(preferences.get("/DisplayDocTitle", False)),
        direction=str(preferences.get("/Direction", "")),
        is_marked=bool(_dictionary(root.get("/MarkInfo")).get("/Marked", False)),
        tags=tags,
        figures_without_text=figures_without_text,
        output_intents=tuple(_output_intents(root)),
        attachments=tuple(str(name) for name in pdf.attachments),
        is_encrypted=pdf.is_encrypted,
        has_scripts="/AA" in root or "/JavaScript" in _dictionary(root.get("/Names")),
    )


def _dictionary(value: Any) -> Any:
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def _xmp(pdf: pikepdf.Pdf) -> Mapping[str, str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=False) as metadata:
        return {str(name): _joined(metadata[name]) for name in metadata}


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | set) else str(value)


# ---- pages ----


def _page(page: pikepdf.Page, number: int) -> Page:
    found = {name: _box(page.obj.get(f"/{name}")) for name in _BOXES}
    media = _box(page.mediabox) or Box(0, 0, 612, 792)
    crop = found["CropBox"] or _box(page.cropbox) or media
    boxes = {name: _from_top(box, media) for name, box in found.items() if box} | {
        "MediaBox": _from_top(media, media),
        "CropBox": _from_top(crop, media),
    }
    content = read_content(page)
    return Page(
        number=number,
        boxes=boxes,
        fonts=tuple(dict.fromkeys(_fonts(page.obj))),
        colors=frozenset(content.colors),
        separations=frozenset(content.separations),
        missing_glyphs=content.missing_glyphs,
        has_transparency=content.has_transparency,
        is_garbled=content.is_garbled,
        links=tuple(_links(page)),
    )


def _box(value: Any) -> Box | None:
    try:
        left, bottom, right, top = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _from_top(box: Box, media: Box) -> Box:
    return Box(box.left - media.left, media.bottom - box.bottom, box.right - media.left, media.bottom - box.top)


def _fonts(page: Any) -> Iterator[Font]:
    for font in _dictionary(_dictionary(page.get("/Resources")).get("/Font")).values():
        descendants = font.get("/DescendantFonts") if isinstance(font, pikepdf.Dictionary) else None
        inner = descendants[0] if descendants is not None and len(descendants) else font
        if isinstance(inner, pikepdf.Dictionary):
            name = str(inner.get("/BaseFont", "/?")).lstrip("/")
            descriptor = _dictionary(inner.get("/FontDescriptor"))
            is_embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            is_drawn = font.get("/Subtype") == "/Type3"
            yield Font(_SUBSET.sub("", name, count=1), is_embedded or is_drawn)


def _links(page: pikepdf.Page) -> Iterator[str]:
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        action = _dictionary(_dictionary(annotation).get("/A"))
        if "/URI" in action:
            yield str(action["/URI"])


# ---- the whole ----


def _tags(tree: Any) -> tuple[Mapping[str, int], int]:
    """Return how often each tag is in the structure *tree*, and how many figures have no alternative text."""
    counts: Counter[str] = Counter()
    silent = 0
    seen: set[tuple[int, int]] = set()  # a damaged tree may lead back to itself
    waiting = [_dictionary(tree).get("/K")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary) and node.objgen not in seen:
            seen |= {node.objgen} if node.is_indirect else set()
            tag = str(node.get("/S", "")).lstrip("/")
            counts[tag] += bool(tag)
            silent += tag == "Figure" and "/Alt" not in node
            waiting.append(node.get("/K"))
    return counts, silent


def _output_intents(root: Any) -> Iterator[tuple[str, int | None]]:
    intents = root.get("/OutputIntents")
    for intent in intents if isinstance(intents, pikepdf.Array) else ():
        profile = _dictionary(intent).get("/DestOutputProfile")
        channels = profile.get("/N") if isinstance(profile, pikepdf.Stream) else None
        yield str(_dictionary(intent).get("/S", "")), int(channels) if channels is not None else None
