"""The rule that ends a document stands no lower than its page lets it: at the foot of a full page it moves up.

The stylesheets place it by `inset-block-start`. What `inset-block-end` says, which CSS leaves unheard beside it, is the least
distance from the rule to the end of the room for text; negative, the rule may stand so much below.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_RULE = "end-of-document"


def install() -> None:
    """Teach the engine all this."""
    from weasyprint.layout import page  # noqa: PLC0415

    page.make_page = _lifting(page.make_page)


def _lifting(make_page: Callable[..., Any]) -> Callable[..., Any]:
    def make_and_lift(context: Any, *arguments: Any) -> Any:
        page, *rest = make_page(context, *arguments)
        rule = _last(page)
        if rule.element.get("class") == _RULE and rule.bottom != "auto":
            lowest = context.page_bottom - rule.bottom
            rule.translate(0, min(0, lowest - rule.border_box_y()))
        return page, *rest

    return make_and_lift


def _last(page: Any) -> Any:
    """Return the last block of the text of *page*."""
    box = page.children[0]
    while getattr(box, "children", ()) and box.children[-1].element is not None:
        box = box.children[-1]
    return box
