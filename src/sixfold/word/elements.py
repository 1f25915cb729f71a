"""Elements of WordprocessingML whose name isn’t enough: what means nothing, what is said twice, what is only a line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sixfold.word.names import COMPATIBILITY, VML, A, W, value, whole

#: Elements around text that mean nothing here.
TRANSPARENT = {
    W + name for name in ("smartTag", "sdt", "sdtContent", "customXml", "hyperlink", "fldSimple", "ins", "moveTo", "bdo", "dir",
    "ruby", "rubyBase")
} | {COMPATIBILITY + "AlternateContent", COMPATIBILITY + "Choice"}  # fmt: skip
#: What the strict form of the format calls the sides.
_STRICT = {"left": "start", "right": "end"}


def inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children *tag* of *parent*, those in what means nothing between them, too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in TRANSPARENT:
            yield from inside(child, tag)


def choice(element: etree._Element) -> etree._Element:
    """Return the first of two ways to say the same: the newer one."""
    choice = element.find(COMPATIBILITY + "Choice")
    if choice is None:
        choice = element.find(COMPATIBILITY + "Fallback")
    return element.makeelement(element.tag) if choice is None else choice


def is_fallback(element: etree._Element, top: etree._Element) -> bool:
    """Tell whether *element* stands below *top* in the older of two ways to say the same, or in another text box."""
    parent = element.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (COMPATIBILITY + "Fallback", W + "txbxContent"):
            return True
        parent = parent.getparent()
    return False


def width_pt(drawing: etree._Element) -> float:
    """Return how wide a drawing is on the page, in points; 0 where it doesn't say so. 12,700 of its units are a point."""
    extent = next((each for each in drawing.iter() if etree.QName(each).localname == "extent"), None)
    return 0.0 if extent is None else max(0, whole(extent.get("cx"), most=100_000_000) / 12_700)


def is_line(element: etree._Element) -> bool:
    """Tell whether a drawing is nothing but a line: the template has them above notes and at the end."""
    shapes = [each.get("prst", "") for each in element.iter(A + "prstGeom")]
    vml = list(element.iter(VML + "line"))
    return bool(shapes or vml) and all("line" in shape.lower() or "connector" in shape.lower() for shape in shapes)


def has_frame(table: etree._Element) -> bool:
    """Tell whether the table has a line on each of its four sides, and none between its columns.

    Word says it of the table, LibreOffice of every cell; what a cell says comes first.
    """
    rows = [row for each in inside(table, W + "tr") if (row := list(inside(each, W + "tc")))]
    if not rows:
        return False
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    edges = {"top": rows[0], "bottom": rows[-1], "left": [row[0] for row in rows], "right": [row[-1] for row in rows]}
    if not all(_has_line(cell, side, borders, side) for side, cells in edges.items() for cell in cells):
        return False
    within = [("right", cell) for row in rows for cell in row[:-1]] + [("left", cell) for row in rows for cell in row[1:]]
    return not any(_has_line(cell, side, borders, "insideV") for side, cell in within)


def _has_line(cell: etree._Element, side: str, borders: etree._Element | None, otherwise: str) -> bool:
    """Tell whether the cell has a line at this side, of its own or of the table's *borders*."""
    own = cell.find(f"{W}tcPr/{W}tcBorders")
    kind = next((found for name in (side, _STRICT.get(side, side)) if (found := value(own, name))), value(borders, otherwise))
    return kind not in (None, "nil", "none")
