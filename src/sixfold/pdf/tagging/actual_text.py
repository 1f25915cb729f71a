"""What of a drawn text is read otherwise than it looks: symbols are links, hyphens at the end of a line divide words or don't."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sixfold.document.symbols import Symbol, find_symbols
from sixfold.pdf.tagging.marked_content import Cut, Piece

#: What keeps a symbol in one line, what isolates it in Arabic, what joins letters over a tag: it isn't drawn.
_UNSEEN = dict.fromkeys(map(ord, "\u2060\u200d\u200e\u2066\u2069"))

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
#: A line of an Arabic text may have no letter of it and yet be drawn in another order: two symbols, a range.
_ONE_ISOLATE = re.compile("\u2066[^\u2066\u2069]*\u2069?")


@dataclass(frozen=True)
class Group:
    """Pieces that are read together, in the order in which they are read; those of a symbol are a link to it.

    *reads* is what is read for them, where that isn't what is drawn.
    """

    pieces: tuple[Piece, ...]
    symbol: Symbol | None
    reads: str = ""


def is_as_drawn(text: str) -> bool:
    """Tell whether *text* is read as it is drawn, letter for letter, which most is."""
    if text.endswith(tuple(_AT_END)) or (_HARD_SPACE in text and is_arabic(text)):
        return False
    return "/" not in text or not any(find_symbols(as_read(text)))


def as_read(text: str) -> str:
    """Return *text* without the signs that only the engine needs."""
    return text.translate(_UNSEEN)


def is_arabic(text: str) -> bool:
    """Tell whether *text* is drawn from left to right, but read from right to left."""
    return bool(_ARABIC.search(text)) or ("\u2066" in text and not _ONE_ISOLATE.fullmatch(text))


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


def read_arabic(groups: list[Group], text: str) -> list[Group]:
    """Return *groups* in the order of *text*, for which they were drawn: its symbols, and what is read between.

    They stay as they are where what was drawn hasn't the symbols of the text.
    """
    text = as_read(text)
    parts: list[str | Symbol] = []
    position = 0
    for start, end, symbol in find_symbols(text):
        parts += [text[position:start], symbol]
        position = end
    parts = [part for part in (*parts, text[position:]) if part]
    links, words = [group for group in groups if group.symbol], [group for group in groups if not group.symbol]
    texts = sum(isinstance(part, str) for part in parts)
    if len(links) != len(parts) - texts or len(words) < texts or (words and not texts):
        return groups
    words[max(0, texts - 1) :] = [Group(sum((group.pieces for group in words[texts - 1 :]), ()), None)] if words else []
    read = []
    for part in parts:
        if isinstance(part, str):
            read.append(Group(words.pop(0).pieces, None, part))
        elif link := next((link for link in links if part.text.startswith(str(link.symbol))), None):
            links.remove(link)
            read.append(Group(link.pieces, part))
        else:
            return groups
    return read
