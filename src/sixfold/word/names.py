"""Names in WordprocessingML, and how a value is asked for.

Source: ECMA-376, Office Open XML File Formats, part 1.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML = "{urn:schemas-microsoft-com:vml}"


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

    >>> whole("-120"), whole("12.0"), whole("x", 7), whole(None)
    (-120, 12, 7, 0)
    """
    try:
        number = int(float(text)) if text else otherwise
    except (ValueError, OverflowError):
        return otherwise
    return number if abs(number) < most else otherwise
