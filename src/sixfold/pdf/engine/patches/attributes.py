"""Pango's attributes of a text: WeasyPrint 70 never gives back those that name the features of a font.

That was 170 bytes for each text, each time that it was laid out or drawn: 28 kB for an edit of a proof of A/66/398 (measured).
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Teach the engine to give them back with the layout of the text."""
    from weasyprint.text import line_break  # noqa: PLC0415
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415

    set_up, features_of = line_break.Layout.setup, line_break.font_features
    wanted: dict[str, int] = {}

    def remember(*properties: Any) -> dict[str, int]:
        wanted.clear()
        wanted.update(features_of(*properties))
        return {}  # for which the engine's own `setup` makes no attributes

    def set_up_with_features(layout: Any, style: Any) -> None:
        set_up(layout, style)
        if wanted:
            features = ",".join(f"{name} {value}" for name, value in wanted.items()).encode()
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(features))  # the list's now
            pango.pango_layout_set_attributes(layout.layout, attributes)

    line_break.font_features = remember
    line_break.Layout.setup = set_up_with_features
