"""Isolates: text that runs against the direction of its line, over the end of a line.

The engine (WeasyPrint 70) knows no `unicode-bidi`, and hands each line to Pango by itself: where an isolate (U+2066 to U+2069) goes
over to the next line, its beginning is forgotten there. Here it is said again. Source: Unicode Standard Annex 9, X5a to X6a, L1.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

_BEGIN, _END = "\u2066\u2067\u2068", "\u2069"


def patch_lines() -> None:
    """Let a line begin with the isolates that the one before has left open."""
    split_text_box = inline.split_text_box

    def split_isolated(context: Any, box: Any, room: float, skip: int, *rest: Any, **options: Any) -> tuple[Any, Any, Any]:
        encoded = box.text.encode()
        begun = open_isolates(encoded[:skip].decode()) if skip else ""
        added = len(begun.encode())
        if begun and skip < len(encoded):
            again = box.copy_with_text(begun + encoded[skip:].decode())
            line, resume, is_broken = split_text_box(context, again, room, 0, *rest, **options)
            if resume is None or resume > added:  # else no letter fits
                return line, resume if resume is None else resume + skip - added, is_broken
        whole: tuple[Any, Any, Any] = split_text_box(context, box, room, skip, *rest, **options)
        return whole

    inline.split_text_box = split_isolated


def open_isolates(text: str) -> str:
    """Return the signs that began the isolates which *text* doesn't end."""
    begun: list[str] = []
    for sign in text:
        if sign in _BEGIN:
            begun.append(sign)
        elif sign == _END and begun:
            begun.pop()
    return "".join(begun)
