"""Drawings of a Word file: what one says of itself, its picture as a PNG file, its chart as the table of its data."""

from __future__ import annotations

import io
import re

from lxml import etree
from PIL import Image, UnidentifiedImageError

from sixfold.word.elements import CHART, VML, A, whole
from sixfold.word.model import Cell, Paragraph, Picture, Piece, Row, Table, fold

#: Dots. A whole page in 400 dots an inch has 15 million; Pillow would open more than the memory holds.
_MOST_DOTS = 20_000_000
_LEAST_DOTS = 16
#: A chart of more says nothing to a reader: series, and points of one.
_MOST_SERIES = 50
_MOST_POINTS = 500


def is_line(drawing: etree._Element) -> bool:
    """Tell whether a drawing is nothing but a line: the template has them above notes and at the end."""
    shapes = [each.get("prst", "").lower() for each in drawing.iter(A + "prstGeom")]
    is_drawn = bool(shapes) or next(drawing.iter(VML + "line"), None) is not None
    return is_drawn and all("line" in shape or "connector" in shape for shape in shapes)


def described(drawing: etree._Element) -> Picture:
    """Return what a drawing says of its picture: the alternative text, and how wide it is. 12,700 of its units are a point."""
    own = next(drawing.iter("{*}docPr"), None)
    extent = next(drawing.iter("{*}extent"), None)
    width_pt = 0.0 if extent is None else max(0, whole(extent.get("cx"), most=100_000_000) / 12_700)
    return Picture(b"", "" if own is None else own.get("descr", ""), width_pt=width_pt)


def crop(blip: etree._Element) -> tuple[float, float, float, float]:
    """Return how much of the picture is cut off at the left, top, right and bottom, as shares; less than nothing is nothing."""
    cut = blip.getparent().find(A + "srcRect")
    left, top, right, bottom = (0.0 if cut is None else max(0, whole(cut.get(side))) / 100_000 for side in "ltrb")
    return left, top, right, bottom


def as_png(picture: Picture) -> tuple[bytes, str]:
    """Return *picture* as PNG and nothing, or nothing and the reason why it can't be."""
    try:
        with Image.open(io.BytesIO(picture.content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as image:
            width, height = image.size
            if min(width, height) < _LEAST_DOTS or width * height > _MOST_DOTS:
                return b"", f"it has {width:,} × {height:,} dots"
            left, top, right, bottom = picture.crop
            box = (round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
            shown = image.convert("RGBA" if image.mode in ("P", "LA", "PA", "RGBA") else "L" if image.mode in ("1", "L") else "RGB")
            if box != (0, 0, width, height) and box[0] < box[2] and box[1] < box[3]:
                shown = shown.crop(box)
            written = io.BytesIO()
            shown.save(written, "PNG")
            return written.getvalue(), ""
    except UnidentifiedImageError:
        return b"", "it is in a format that a page can’t show"
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, OverflowError) as error:
        return b"", f"it is damaged: {error}"


def texts_of(drawing: etree._Element) -> list[str]:
    """Return the texts that stand in a drawing, chart or diagram: its paragraphs, and the names that a chart keeps."""
    named = (one for cache in drawing.iter(CHART + "strCache", CHART + "strLit", CHART + "lvl") for one in cache.iter(CHART + "v"))
    found = ["".join(text.text or "" for text in each.iter(A + "t")) for each in drawing.iter(A + "p")]
    found += [one.text or "" for one in named]
    return [text for each in found if (text := fold(each))]


def read_chart(root: etree._Element, place: int, section: int) -> Table | None:
    """Return the data of a chart, which Word keeps beside it: a column for each series, a row for each category; None without any.

    The workbook behind it is never opened.
    """
    series = list(root.iter(CHART + "ser"))[:_MOST_SERIES]
    columns = [max((_points(one, "cat", "xVal") for one in series), key=len, default=[])]
    columns += [_points(one, "val", "yVal") for one in series]
    count = max(map(len, columns))
    if not count:
        return None
    title = "".join(text.text or "" for text in root.iterfind(f"{CHART}chart/{CHART}title//{A}t"))
    rows = [[title, *("".join(_points(one, "tx")) for one in series)]]
    rows += [[column[row] if row < len(column) else "" for column in columns] for row in range(count)]

    def cell(text: str) -> Cell:
        return Cell((Paragraph(place, pieces=(Piece(text),), section=section),))

    made = tuple(Row(tuple(map(cell, row)), is_head=number == 0) for number, row in enumerate(rows))
    return Table(place, made, (100,) * len(columns), section, chart=True)


def _points(series: etree._Element, *names: str) -> list[str]:
    """Return the values that are kept of the first reference among *names*: texts, or figures as the chart shows them."""
    element = next((found for name in names if (found := series.find(CHART + name)) is not None), None)
    if element is None:
        return []
    if literal := [one.text or "" for one in element.findall(CHART + "v")]:
        return literal
    level = next(element.iter(CHART + "strCache", CHART + "numCache", CHART + "lvl", CHART + "strLit", CHART + "numLit"), None)
    if level is None:
        return []
    shown = level.findtext(CHART + "formatCode") or ""
    points = {whole(point.get("idx")): point.findtext(CHART + "v") or "" for point in level.findall(CHART + "pt")}
    last = min(max(points, default=-1), _MOST_POINTS)
    return [_figure(points.get(place, ""), shown) for place in range(last + 1)]


def _figure(text: str, shown: str) -> str:
    """Return a figure with the decimals that the format asks for.

    >>> _figure("0.3521", "0.0%"), _figure("7.0000000000000007", "General"), _figure("Other", "General")
    ('35.2%', '7', 'Other')
    """
    try:
        number = float(text)
    except ValueError:
        return text
    decimals = re.search(r"\.([0#]+)", shown)
    if "%" in shown:
        return f"{number:.{len(decimals[1]) if decimals else 0}%}"
    return f"{number:.{len(decimals[1])}f}" if decimals else f"{number:.10g}"
