"""What WeasyPrint 70 doesn't do for Chinese: the one place that reaches into the engine.

* The rest of a justified line is spread between its ideographs. The engine stretches spaces only, and Chinese has none: right
  edges stood up to 21 points short (measured).
* Lines stand on a regular grid. The engine makes a line that mixes faces up to 1 point higher (measured).

`install` refuses an engine that it wasn't written for, and tests measure edges and grid.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sixfold.errors import RequirementError

#: What may be spread: ideographs, and the full-width marks among them. Source: Unicode blocks CJK and Fullwidth Forms.
_IDEOGRAPHS = re.compile("[\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")

_ENGINE = "70."


def install() -> None:
    """Teach the engine both. Doing it twice does it once.

    Raises: RequirementError, when the engine isn't the one that this was written for.
    """
    import weasyprint  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    if not weasyprint.__version__.startswith(_ENGINE):
        what = f"WeasyPrint {weasyprint.__version__} is not the engine that Chinese lines were measured with"
        raise RequirementError(what, hint=f"install WeasyPrint {_ENGINE}x, as src/setup/constraints.txt says")
    if not getattr(inline, "knows_chinese", False):
        inline.knows_chinese = True
        inline.split_text_box = _on_the_grid(inline.split_text_box)
        inline.count_expandable_spaces = _counting(inline.count_expandable_spaces)
        line_break.Layout.set_text = _setting(line_break.Layout.set_text)


def _on_the_grid(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to split a text box that puts Chinese text where the first face of its family stands alone."""
    from weasyprint.text.line_break import strut  # noqa: PLC0415

    def split_and_place(*arguments: Any, **options: Any) -> Any:
        result = split(*arguments, **options)
        box = result[0]
        if box is not None and _is_chinese(box.style):
            box.height, box.baseline = strut(box.style)
            box.margin_top = box.margin_bottom = 0
        return result

    return split_and_place


def _counting(count_spaces: Callable[[Any], float]) -> Callable[[Any], float]:
    """Return a count of what can be stretched in a box: its spaces and, in Chinese, its ideographs.

    Pango gives an ideograph at the edge of a box only the inner half of its share.
    """

    def count(box: Any) -> float:
        text = getattr(box, "text", None)
        if text is None or not _is_chinese(box.style):
            return count_spaces(box)
        ideographs = sum(len(match[0]) for match in _IDEOGRAPHS.finditer(text))
        edges = sum(bool(_IDEOGRAPHS.match(edge)) for edge in (text[:1], text[-1:]))
        return count_spaces(box) + ideographs - edges / 2

    return count


def _setting(set_text: Callable[..., None]) -> Callable[..., None]:
    """Return a way to set a layout's text that spreads ideographs, too, when the line is drawn justified."""

    def set_and_spread(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        if justify and layout.justification_spacing and _is_chinese(layout.style):
            _spread(layout, layout.text)

    return set_and_spread


def _spread(layout: Any, text: str) -> None:
    from weasyprint.text.ffi import TO_UNITS, ffi, pango  # noqa: PLC0415

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for match in _IDEOGRAPHS.finditer(text):
        attribute = pango.pango_attr_letter_spacing_new(int(layout.justification_spacing * TO_UNITS))
        attribute.start_index = len(text[: match.start()].encode())
        attribute.end_index = len(text[: match.end()].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _is_chinese(style: Any) -> bool:
    return str(style["lang"] or "").startswith("zh")
