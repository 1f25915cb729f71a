"""Elements of WordprocessingML: their names, how a value is asked for, and what a part is without what means nothing to a seed.

Source: ECMA-376, Office Open XML File Formats, part 1.
"""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

#: What stands round text, rows or cells and means nothing here; and what goes with what is in it.
_WRAPPERS = [
    W + name for name in ("smartTag", "sdt", "sdtContent", "customXml", "hyperlink", "bdo", "dir", "ruby", "rubyBase")
] + [_COMPATIBILITY + name for name in ("AlternateContent", "Choice", "Fallback")]  # fmt: skip
_ADDITIONS = [W + name for name in ("sdtPr", "sdtEndPr", "rubyPr")]
#: What newer Words draw and we can't read: charts of 2016, models in three dimensions, ink. Beside it stands a picture of it.
_UNREADABLE = re.compile(r"cx\d*|am3d|aink")
_INSERTED, _DELETED = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")
_FORMATTED = tuple(W + name for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"))
#: What the strict form of the format calls the sides.
_STRICT = {"left": "start", "right": "end"}


def value(parent: etree._Element | None, name: str, attribute: str = "val") -> str | None:
    """Return the attribute of the child *name* of *parent*; None where there is no such child or attribute."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + attribute)


def flag(parent: etree._Element | None, name: str) -> bool | None:
    """Return whether the child *name* of *parent* switches something on or off; None where there is no such child."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "true") not in ("0", "false", "off", "none")


def whole(text: str | None, otherwise: int = 0, most: int = 1_000_000) -> int:
    """Return *text* as a whole number; *otherwise* where it is none, or larger than *most*, which nobody means.

    The strict form of the format writes lengths in points; they become twips.

    >>> whole("-120"), whole("12.0"), whole("63.35pt"), whole("x", 7), whole(None)
    (-120, 12, 1267, 7, 0)
    """
    try:
        number = round(20 * float(text[:-2])) if text and text.endswith("pt") else int(float(text)) if text else otherwise
    except (ValueError, OverflowError):
        return otherwise
    return number if abs(number) < most else otherwise


def unwrap(root: etree._Element) -> None:
    """Take out of *root* what stands round its texts and means nothing, and the older of two ways to say the same."""
    for either in list(root.iter(_COMPATIBILITY + "AlternateContent")):
        choices = either.findall(_COMPATIBILITY + "Choice")
        readable = [one for one in choices if not _UNREADABLE.fullmatch(one.get("Requires", ""))]
        either[:] = [*readable, *either.findall(_COMPATIBILITY + "Fallback"), *choices][:1]
    etree.strip_elements(root, *_ADDITIONS, with_tail=False)
    etree.strip_tags(root, *_WRAPPERS)
    for frame in list(root.iter(W + "framePr")):
        if frame.get(W + "dropCap") in ("drop", "margin"):  # a large first letter, which is a paragraph of its own
            _join_with_next(next(frame.iterancestors(W + "p"), None))
    open_fields: list[etree._Element] = []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append(mark)
        elif kind == "end" and open_fields:
            open_fields.pop()
    for mark in open_fields:  # it has no end: all that follows would be taken for its code
        mark.getparent().remove(mark)


def count_changes(root: etree._Element) -> int:
    """Return how many tracked changes the part has; changes of looks alone count, too."""
    return sum(1 for _ in root.iter(*_INSERTED, *_DELETED, *_FORMATTED, W + "cellIns", W + "cellDel", W + "numberingChange"))


def settle_changes(root: etree._Element, *, accept: bool) -> None:
    """Change *root* to what it is with all changes accepted, or rejected."""
    gone, kept = (_DELETED, _INSERTED) if accept else (_INSERTED, _DELETED)
    for change in list(root.iter(*_FORMATTED)):
        properties = change.getparent()
        properties.remove(change)
        if not accept and len(change):
            properties[:] = list(change[0])
    for mark in list(root.iter(*gone)):
        parent = mark.getparent()
        if parent.tag == W + "rPr":  # the mark at the end of a paragraph: what follows joins it
            _join_with_next(next(parent.iterancestors(W + "p"), None))
        else:
            _remove(parent.getparent() if parent.tag == W + "trPr" else mark)
    etree.strip_tags(root, *kept)
    for text in root.iter(W + "delText", W + "delInstrText"):
        text.tag = W + ("t" if text.tag == W + "delText" else "instrText")


def _remove(element: etree._Element) -> None:
    if (parent := element.getparent()) is not None:  # a row may be gone already
        parent.remove(element)


def _join_with_next(paragraph: etree._Element | None) -> None:
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or following.tag != W + "p":
        return
    place = 1 if len(following) and following[0].tag == W + "pPr" else 0
    following[place:place] = [child for child in paragraph if child.tag != W + "pPr"]
    _remove(paragraph)


def has_frame(table: etree._Element) -> bool:
    """Tell whether the table has a line on each of its four sides, and none between its columns.

    Word says it of the table, LibreOffice of every cell; what a cell says comes first.
    """
    rows = [row for each in table.findall(W + "tr") if (row := each.findall(W + "tc"))]
    borders = table.find(f"{W}tblPr/{W}tblBorders")

    def has_line(cell: etree._Element, side: str, otherwise: str) -> bool:
        own = cell.find(f"{W}tcPr/{W}tcBorders")
        kind = value(own, side) or value(own, _STRICT.get(side, side)) or value(borders, otherwise)
        return kind not in (None, "nil", "none")

    if not rows:
        return False
    edges = {"top": rows[0], "bottom": rows[-1], "left": [row[0] for row in rows], "right": [row[-1] for row in rows]}
    within = [("right", cell) for row in rows for cell in row[:-1]] + [("left", cell) for row in rows for cell in row[1:]]
    return all(has_line(cell, side, side) for side, cells in edges.items() for cell in cells) and not any(
        has_line(cell, side, "insideV") for side, cell in within
    )
