"""Computed styles: WeasyPrint 70 computes them anew for each document, and for each mark, call and margin of a page.

A worker prints many documents with the same stylesheets. What a style is computed from, the style of the parent and what the
stylesheets say, is the same in all of them. Here one style is kept for each such pair, with whatever was computed of it, and shared
by all that have it.
"""

from __future__ import annotations

import gc
from typing import Any

#: Above so many styles, of 2.5 kB and more, all are forgotten before the next document. 25 made-up documents in six languages have
#: 7,300; a worker may have 190 MB (`publishing/executors.py`).
_MOST = 10_000

#: Styles by what they are computed from: the parent's style (alive as long as that of a child is kept), or the stylesheets for the
#: first one; what they are the style of; its declarations.
_kept: dict[tuple[Any, ...], Any] = {}


def install() -> None:
    """Teach the engine this."""
    from weasyprint.css import StyleFor  # noqa: PLC0415

    compute = StyleFor.set_computed_styles

    def share(styles: Any, element: Any, parent: Any, root: Any, pseudo_type: Any = None, **options: Any) -> None:
        computed = styles.get_computed_styles()
        if parent is None:
            if len(_kept) > _MOST:
                _kept.clear()
                gc.unfreeze()  # many refer to themselves, and `gc_postponed` has kept the collector from looking at them
            origin: Any = (styles.font_config, options["base_url"], *(sheet for sheet, *_ in styles._sheets))
        else:
            origin = id(computed[parent, None])
        declared = styles.get_cascaded_styles().get((element, pseudo_type), {})
        declarations = ((name, _comparable(value), *weight[:2], *weight[2]) for name, (value, weight) in declared.items())
        key = (origin, pseudo_type, *declarations)
        if (style := _kept.get(key)) is None:
            compute(styles, element, parent, root, pseudo_type, **options)
            _kept[key] = computed[element, pseudo_type]
            return
        if parent in (None, root):
            style.pop("overflow", None)  # the engine hands that of the root, or of its child, to the page
        computed[element, pseudo_type] = style
        if (targets := options.get("target_collector")) and style["anchor"]:
            targets.collect_anchor(style["anchor"])

    StyleFor.set_computed_styles = share


def _comparable(value: Any) -> Any:
    """Return *value*, or what tells it from others where it can't be compared, as what a variable stands for."""
    try:
        hash(value)
    except TypeError:
        return id(value)  # the style that it belongs to keeps it alive
    return value
