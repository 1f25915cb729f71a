"""A chart of a Word file → the table of its data, as Word keeps it beside the drawing. The workbook behind it is never opened."""

from __future__ import annotations

import re

from lxml import etree

from sixfold.word.model import Cell, Paragraph, Piece, Row, Table
from sixfold.word.names import CHART, A, whole

#: Points of one series; a chart of more says nothing to a reader.
_MOST_POINTS = 500


def read_chart(root: etree._Element, place: int, section: int) -> Table | None:
    """Return the data of a chart: a column for each series, a row for each category; None where it has none."""
    series = list(root.iter(CHART + "ser"))[:50]
    names = ["".join(_points(one.find(CHART + "tx"))) for one in series]
    categories: list[str] = []
    columns = []
    for one in series:
        found = one.find(CHART + "cat")
        labels = _points(one.find(CHART + "xVal") if found is None else found)
        categories = labels if len(labels) > len(categories) else categories
        values = one.find(CHART + "val")
        columns.append(_points(one.find(CHART + "yVal") if values is None else values))
    count = max(map(len, [categories, *columns]), default=0)
    if not count:
        return None
    rows = [["", *names]]
    rows += [[column[row] if row < len(column) else "" for column in [categories, *columns]] for row in range(count)]
    title = "".join(text.text or "" for text in (root.find(f"{CHART}chart/{CHART}title") or _nothing(root)).iter(A + "t"))
    rows[0][0] = title

    def cell(text: str) -> Cell:
        return Cell((Paragraph(place, pieces=(Piece(text),), section=section),))

    made = tuple(Row(tuple(map(cell, row)), is_head=number == 0) for number, row in enumerate(rows))
    return Table(place, made, (100,) * len(rows[0]), section, chart=True)


def _nothing(root: etree._Element) -> etree._Element:
    return root.makeelement("nothing")


def _points(element: etree._Element | None) -> list[str]:
    """Return the values that are kept of a reference: texts, or figures as the chart shows them."""
    if element is None:
        return []
    literal = [one.text or "" for one in element.findall(CHART + "v")]
    if literal:
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
    decimals = len(match[1]) if (match := re.search(r"\.([0#]+)", shown)) else 0
    if "%" in shown:
        return f"{number:.{decimals}%}"
    if match:
        return f"{number:.{decimals}f}"
    return f"{number:.10g}"

