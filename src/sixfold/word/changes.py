"""Tracked changes in a part of a Word file: counted, and all accepted or all rejected, as Word would."""

from __future__ import annotations

from lxml import etree

from sixfold.word.names import W

_INSERTED, _DELETED = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")
_FORMATTED = tuple(W + name for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"))


def count_changes(root: etree._Element) -> int:
    """Return how many tracked changes the part has; changes of looks alone count, too."""
    return sum(1 for _ in root.iter(*_INSERTED, *_DELETED, *_FORMATTED, W + "cellIns", W + "cellDel", W + "numberingChange"))


def settle_changes(root: etree._Element, *, accept: bool) -> None:
    """Change *root* to what it is with all changes accepted, or rejected."""
    gone, kept = (_DELETED, _INSERTED) if accept else (_INSERTED, _DELETED)
    for change in list(root.iter(*_FORMATTED)):
        _settle_looks(change, accept=accept)
    for mark in list(root.iter(*gone)):
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == W + "trPr":
            _remove(parent.getparent())
        elif parent.tag == W + "rPr":  # the mark at the end of a paragraph: what follows joins it
            _join_with_next(parent)
        else:
            _remove(mark)
    for mark in list(root.iter(*kept)):
        if mark.getparent() is not None and mark.getparent().tag not in (W + "rPr", W + "trPr"):
            _unwrap(mark)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"


def _remove(element: etree._Element | None) -> None:
    if element is not None and (parent := element.getparent()) is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    place = parent.index(element)
    parent[place : place + 1] = list(element)


def _settle_looks(change: etree._Element, *, accept: bool) -> None:
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    if not accept and len(change):
        properties[:] = list(change[0])


def _join_with_next(run_properties: etree._Element) -> None:
    paragraph = run_properties.getparent()
    while paragraph is not None and paragraph.tag != W + "p":
        paragraph = paragraph.getparent()
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or following.tag != W + "p":
        return
    place = 1 if len(following) and following[0].tag == W + "pPr" else 0
    following[place:place] = [child for child in paragraph if child.tag != W + "pPr"]
    _remove(paragraph)
