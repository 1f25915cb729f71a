"""What Pango is told of a text before it sets it: direction, language, font and its features.

WeasyPrint 70 says all of it anew for each text, each time that one is laid out or drawn: five times for each line, a tenth of the
time of a page (measured). Here each style has one layout without text, which is copied. Nor does it give back the attributes
that name the features of a font: 170 bytes each time, 28 kB for an edit of a proof of A/66/398 (measured).
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Teach the engine this."""
    from weasyprint.text import line_break  # noqa: PLC0415
    from weasyprint.text.ffi import ffi, gobject, pango  # noqa: PLC0415

    layout_class, features_of = line_break.Layout, line_break.font_features
    set_up, name_font = layout_class.setup, line_break._font_style_cache_key
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

    def copy_set_up(layout: Any, style: Any) -> None:
        if (model := getattr(style, "layout", None)) is None:
            model = style.layout = layout_class.__new__(layout_class)
            set_up_with_features(model, style)
        vars(layout).update(vars(model))
        layout.layout = ffi.gc(pango.pango_layout_copy(model.layout), gobject.g_object_unref)

    def name_once(style: Any, include_size: bool = False) -> str:
        names = vars(style).setdefault("font_names", {})
        if include_size not in names:
            names[include_size] = name_font(style, include_size)
        return str(names[include_size])

    line_break._font_style_cache_key = name_once
    line_break.font_features = remember
    layout_class.setup = copy_set_up
