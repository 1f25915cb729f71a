"""What the typography of several languages needs: quotations by their depth, straight marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.translations.model import Fault

_STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def outer_marks(text: str, outer: tuple[str, str], inner: str) -> Iterator[str]:
    """Yield each mark *inner* of *text* that stands outside the quotation marks *outer*."""
    if inner not in text:
        return
    depth = 0
    for sign in text:
        if sign == outer[0]:
            depth += 1
        elif sign == outer[1]:
            depth -= 1
        elif sign == inner and depth <= 0:
            yield sign


def straight_quotes(text: str, wanted: str) -> Iterator[Fault]:
    """Yield a straight quotation mark, in place of which *wanted* should stand."""
    if '"' in text:
        yield Fault('the text has a straight quotation mark "', f"write {wanted}")


def straight_apostrophes(text: str) -> Iterator[Fault]:
    """Yield a straight apostrophe inside a word."""
    if "'" in text and (match := _STRAIGHT_APOSTROPHE.search(text)):
        around = text[max(0, match.start() - 8) : match.end() + 8]
        yield Fault(f"the text has a straight apostrophe: “{around}”", "write ’")
