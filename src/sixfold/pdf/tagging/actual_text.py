"""What of a drawn text is read otherwise than it looks: symbols and references are links, hyphens may divide words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sixfold.document.symbols import Symbol, find_symbols
from sixfold.pdf.tagging.marked_content import Cut, Piece

#: What keeps a symbol in one line, what isolates it in Arabic, what joins letters over a tag: it isn't drawn.
_UNSEEN = dict.fromkeys(map(ord, "\u2060\u200d\u200e\u2066\u2069"))

#: What is read for a hyphen at the end of a line. The engine's own, U+2010, divides a word; after the text's own, which viewers
#: would drop like that one, stands a joiner, which nobody sees. Source: ISO 32000-1, 14.8.2.2.3; pdfium and poppler, measured.
_AT_END = {"\u2010": "\u00ad", "-": "-\u2060"}

#: So many characters at least make a part of a reference that goes over a line: "2231 |(2015)".
_LEAST = 4

#: A space that doesn't break stands on the wrong side of an Arabic number when pdfium reads it.
_HARD_SPACE, _SPACE = "\u00a0", " "

#: Hyphens, spaces, and what is Chinese.
_BEFORE_NO_SPACE = re.compile(
    "[\\s\u2010\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef-]$"
)
#: The full stop after an Arabic sentence that ends with a symbol, drawn before it: within symbols one stands before figures only.
_STOP_BEFORE = re.compile(r"\.(?=[A-Z])")
#: A number of a resolution and its year, which stands left of it in Arabic, its brackets turned round.
_WITH_YEAR = re.compile(r"^(\w+)\s\((\w+)\)$")
_ARABIC = re.compile("[\u0621-\u064a]")
#: A line of an Arabic text may have no letter of it and yet be drawn in another order: two symbols, a range.
_ONE_ISOLATE = re.compile("\u2066[^\u2066\u2069]*\u2069?")


@dataclass(frozen=True)
class Group:
    """Pieces that are read together, in the order in which they are read; those that have a target are a link to it.

    A target is a symbol of the text, or what a reference leads to: a symbol, or an address of the net. *reads* is what is read
    for the pieces, where that isn't what is drawn.
    """

    pieces: tuple[Piece, ...]
    target: Symbol | str | None
    reads: str = ""


def is_as_drawn(text: str, references: Mapping[str, str]) -> bool:
    """Tell whether *text*, of a paragraph with *references*, is read as it is drawn, letter for letter, which most is."""
    if references or text.endswith(tuple(_AT_END)) or (_HARD_SPACE in text and is_arabic(text)):
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


def find_cuts(
    text: str, references: Mapping[str, str], *, is_rtl: bool, ends_line: bool, colour: bytes = b""
) -> dict[Cut, Symbol | str | None]:
    """Return what of *text*, as it was drawn from left to right, is a piece of its own: links, and what is read otherwise.

    Links are its symbols and the *references* of its paragraph, each with its target, of the given *colour*.
    """
    drawn = _STOP_BEFORE.sub(" ", text) if is_rtl else text
    cuts: dict[Cut, Symbol | str | None] = {
        Cut(start, end, colour=colour): symbol for start, end, symbol in find_symbols(drawn)
    }
    for shown, target in references.items():
        places = _places_in_arabic if is_rtl else _places
        for start, end in places(text, shown, ends_line=ends_line):
            if not any(cut.start < end and start < cut.end for cut in cuts):
                cuts[Cut(start, end, colour=colour)] = target
    if is_rtl:
        cuts |= {Cut(match.start(), match.end(), _SPACE): None for match in re.finditer(_HARD_SPACE, text)}
    if ends_line and text[-1:] in _AT_END and not any(cut.end == len(text) for cut in cuts):
        cuts[Cut(len(text) - 1, len(text), _AT_END[text[-1]])] = None
    return cuts


def _whole_places(text: str, shown: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(rf"(?<![0-9]){re.escape(shown)}(?![0-9])", text))


def _places(text: str, shown: str, *, ends_line: bool) -> Iterator[tuple[int, int]]:
    """Yield where *shown* stands in *text*: whole, or its beginning at the end of a line, or its end where a line begins."""
    yield from _whole_places(text, shown)
    is_address = "://" in shown or shown.startswith("www.")  # which may be parted anywhere, a number at its space only
    cuts = [cut for cut in range(1, len(shown)) if is_address or shown[cut].isspace()]
    length = len(text.rstrip())
    heads = (shown[:cut] for cut in reversed(cuts) if cut >= _LEAST and ends_line)
    if head := next((head for head in heads if text[:length].endswith(head)), ""):
        yield length - len(head), length
    tails = (shown[cut:].lstrip() for cut in cuts if len(shown) - cut >= _LEAST)
    if tail := next((tail for tail in tails if text.startswith(tail)), ""):
        yield 0, len(tail)


def _places_in_arabic(text: str, shown: str, *, ends_line: bool) -> Iterator[tuple[int, int]]:
    """Yield where *shown* stands in *text* as it was drawn: whole, or a number where a line ends, its year where one begins."""
    yield from _whole_places(text, _WITH_YEAR.sub(r")\2( \1", shown))
    if parted := _WITH_YEAR.match(shown):
        number, year = re.escape(parted[1]), re.escape(parted[2])
        if ends_line and len(parted[1]) >= _LEAST and (head := re.match(rf"\s*({number})(?![0-9])", text)):
            yield head.span(1)
        if tail := re.search(rf"(\){year}\()\s*$", text):
            yield tail.span(1)


def read_groups(pieces: Sequence[Piece], cuts: dict[Cut, Symbol | str | None], *, is_rtl: bool) -> list[Group]:
    """Return *pieces*, which come from left to right, in the order in which they are read; each link by itself."""

    def target_of(piece: Piece) -> Symbol | str | None:
        return cuts.get(piece.cut) if piece.cut else None

    ordered = reversed(pieces) if is_rtl else pieces
    return [Group(tuple(group), target) for target, group in groupby(ordered, target_of)]


def read_arabic(groups: list[Group], text: str, references: Mapping[str, str], *, ends_line: bool) -> list[Group]:
    """Return *groups* in the order of *text*, for which they were drawn: its links, and what is read between.

    They stay as they are where what was drawn hasn't the symbols and *references* of the text.
    """
    text = as_read(text)
    parts: list[tuple[str, Symbol | str | None]] = []
    position = 0
    for start, end, target in _links(text, references, ends_line=ends_line):
        parts += [(text[position:start], None), (text[start:end], target)]
        position = end
    parts = [part for part in (*parts, (text[position:], None)) if part[0]]
    links, words = [group for group in groups if group.target], [group for group in groups if not group.target]
    texts = sum(target is None for _, target in parts)
    if len(links) != len(parts) - texts or len(words) < texts or (words and not texts):
        return groups
    words[max(0, texts - 1) :] = [Group(sum((group.pieces for group in words[texts - 1 :]), ()), None)] if words else []
    read = []
    for part, leads_to in parts:
        if leads_to is None:
            read.append(Group(words.pop(0).pieces, None, part))
        elif link := next((link for link in links if str(leads_to).startswith(str(link.target))), None):
            links.remove(link)
            read.append(Group(link.pieces, leads_to, part if isinstance(leads_to, str) else ""))
        else:
            return groups
    return read


def _links(text: str, references: Mapping[str, str], *, ends_line: bool) -> list[tuple[int, int, Symbol | str]]:
    """Return where the symbols and *references* of *text* begin and end, in its order."""
    found: list[tuple[int, int, Symbol | str]] = [*find_symbols(text)]
    for shown, target in references.items():
        # an address that goes over a line in Arabic is no link
        places = _places(text, shown, ends_line=ends_line) if _WITH_YEAR.match(shown) else _whole_places(text, shown)
        for start, end in places:
            if not any(other_start < end and start < other_end for other_start, other_end, _ in found):
                found.append((start, end, target))
    return sorted(found, key=lambda link: link[0])
