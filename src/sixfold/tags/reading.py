"""What of a drawn text is read otherwise than it looks: symbols are links, hyphens at the end of a line divide words or don't."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sixfold.symbols import Symbol, find_symbols
from sixfold.tags.content import Cut, Piece

#: What keeps a symbol in one line, and isn't drawn.
JOINER = "\u2060"

#: What is read for a hyphen at the end of a line. The engine's own, U+2010, divides a word; after the text's own, which viewers
#: would drop like that one, stands a joiner, which nobody sees. Source: ISO 32000-1, 14.8.2.2.3; pdfium and poppler, measured.
_AT_END = {"\u2010": "\u00ad", "-": "-\u2060"}

#: A space that doesn't break stands on the wrong side of an Arabic number when pdfium reads it.
_HARD_SPACE, _SPACE = "\u00a0", " "

#: Hyphens, spaces, and what is Chinese.
_BEFORE_NO_SPACE = re.compile(
    "[\\s\u2010\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef-]$"
)
_ARABIC = re.compile("[\u0621-\u064a]")


@dataclass(frozen=True)
class Group:
    """Pieces that are read together, in the order in which they are read; those of a symbol are a link to it."""

    pieces: tuple[Piece, ...]
    symbol: Symbol | None


def is_as_drawn(text: str) -> bool:
    """Tell whether *text* is read as it is drawn, letter for letter, which most is."""
    if text.endswith(tuple(_AT_END)) or (_HARD_SPACE in text and is_arabic(text)):
        return False
    return "/" not in text or not any(find_symbols(text.replace(JOINER, "")))


def is_arabic(text: str) -> bool:
    """Tell whether *text* is drawn from left to right, but read from right to left."""
    return bool(_ARABIC.search(text))


def needs_space(text: str) -> bool:
    """Tell whether a space comes after *text* where the next line goes on: not in Chinese, nor after a hyphen."""
    return bool(text.strip()) and not _BEFORE_NO_SPACE.search(text)


def find_cuts(text: str, *, ends_line: bool) -> dict[Cut, Symbol | None]:
    """Return what of *text*, as it was drawn from left to right, is a piece of its own: symbols, and what is read otherwise."""
    cuts: dict[Cut, Symbol | None] = {Cut(start, end): symbol for start, end, symbol in find_symbols(text)}
    if is_arabic(text):
        cuts |= {Cut(match.start(), match.end(), _SPACE): None for match in re.finditer(_HARD_SPACE, text)}
    if ends_line and text[-1:] in _AT_END:
        cuts[Cut(len(text) - 1, len(text), _AT_END[text[-1]])] = None
    return cuts


def read_groups(pieces: Sequence[Piece], cuts: dict[Cut, Symbol | None], *, is_rtl: bool) -> list[Group]:
    """Return *pieces*, which come from left to right, in the order in which they are read; each symbol by itself."""

    def symbol_of(piece: Piece) -> Symbol | None:
        return cuts.get(piece.cut) if piece.cut else None

    ordered = reversed(pieces) if is_rtl else pieces
    return [Group(tuple(group), symbol) for symbol, group in groupby(ordered, symbol_of)]
