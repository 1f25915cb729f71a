"""What a paragraph of a Word file is, by its style, or by its looks where the style says nothing; and which heading of a seed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from sixfold.document.model import count_heading
from sixfold.languages.numbers import roman
from sixfold.word.model import Paragraph

Role = Literal[
    "empty", "session", "agenda", "agenda-title", "title", "heading", "text", "note", "contents", "caption", "quotation", "bullet",
]  # fmt: skip

#: The styles of the United Nations template, and those that Word brings along, by id or name without spaces and signs. The number
#: is the level of a title or heading. Word writes the English names of its own styles into every file, whatever its language.
_STYLES: dict[str, tuple[Role, int]] = {
    "session": ("session", 0), "agendaitemnormal": ("agenda", 0), "agendaitemnumber": ("agenda", 0),
    "agendatitleh2": ("agenda-title", 0), "agendaitemtitle": ("agenda-title", 0),
    "titlehch": ("title", 1), "titleh1": ("title", 2), "titleh2": ("title", 3), "stitlel": ("title", 1), "stitlem": ("title", 1),
    "stitles": ("title", 1), "sm": ("title", 1), "sl": ("title", 1), "ss": ("title", 1), "reptitlel": ("title", 1),
    "reptitlem": ("title", 1), "reptitles": ("title", 1), "title": ("title", 1), "subtitle": ("title", 2),
    "hch": ("heading", 1), "h1": ("heading", 2), "h23": ("heading", 3), "h4": ("heading", 4), "h56": ("heading", 5),
    "rephch": ("heading", 1), "reph1": ("heading", 2), "reph2": ("heading", 3), "reph4": ("heading", 4),
    "repnumberedh1": ("heading", 2), "repnumberedh2": ("heading", 3),
    "heading1": ("heading", 1), "heading2": ("heading", 2), "heading3": ("heading", 3), "heading4": ("heading", 4),
    "heading5": ("heading", 5), "heading6": ("heading", 5),
    "singletxt": ("text", 0), "dualtxt": ("text", 0), "paragraphssingletxt": ("text", 0), "repsingletext": ("text", 0),
    "bodytext": ("text", 0), "footnotetext": ("note", 0), "endnotetext": ("note", 0), "small": ("note", 0), "smallx": ("note", 0),
    "bullet1": ("bullet", 1), "bullet2": ("bullet", 2), "bullet3": ("bullet", 3), "listbullet": ("bullet", 1),
    "listbullet2": ("bullet", 2), "repbullet": ("bullet", 1), "normalbullet": ("bullet", 1),
    "caption": ("caption", 0), "tocheading": ("contents", 0),
    "quote": ("quotation", 0), "quotations": ("quotation", 0), "intensequote": ("quotation", 0),
    **{f"toc{level}": ("contents", level) for level in range(1, 10)},
}  # fmt: skip
#: Half points of headings of the first and second degree in the template: 28 and 24; text has 20.
_CHAPTER, _SECTION, _TEXT = 28, 24, 20
#: A heading is a few lines long; what is longer is a paragraph that somebody made bold.
_LONGEST_HEADING = 300
#: Headings without number, by level. The fifth degree is none of a seed's.
_UNNUMBERED = {1: "heading", 2: "heading", 3: "subheading", 4: "minor", 5: "minor"}
_NUMBERED = {1: "chapter", 2: "section", 3: "subsection", 4: "point"}
#: Signs that each of the six languages has for them.
_MOST = {"chapter": 20, "section": 26, "subsection": 99, "point": 26}


@dataclass(frozen=True)
class Found:
    """The role of a paragraph, its level, and whether only its looks say so."""

    role: Role
    level: int = 0
    is_guess: bool = False


def role_of(paragraph: Paragraph) -> Found:
    """Return what *paragraph* is."""
    if not paragraph.text and not any(piece.note for piece in paragraph.pieces):
        return Found("empty")
    if paragraph.is_in_contents:
        return Found("contents")
    own = paragraph.styles[:2]
    for name in paragraph.styles:
        if found := _STYLES.get(_plain(name)):
            if found[0] == "contents" and found[1] and not ends_with_page(paragraph):
                return Found("text", 0, is_guess=True)
            is_own = name in own
            if found[0] == "heading" and not _may_be_heading(paragraph):
                return Found("text", 0, is_guess=True)
            return Found(*found, is_guess=not is_own)
    return _by_looks(paragraph)


def ends_with_page(paragraph: Paragraph) -> bool:
    """Tell whether *paragraph* ends with the number of a page, as those of a list of contents do."""
    return bool(re.search(r"(?:\t|\.{3,})\s*[0-9٠-٩ivx]{1,4}\s*$", paragraph.raw))


def _plain(name: str) -> str:
    """Return the name of a style without spaces and signs.

    >>> _plain("_ h_2/3"), _plain("__single txt")
    ('h23', 'singletxt')
    """
    return re.sub(r"[^a-z0-9]", "", name)


def _may_be_heading(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= _LONGEST_HEADING


def _by_looks(paragraph: Paragraph) -> Found:
    """Return what the looks of *paragraph* say: the template's headings are bold in 14, 12 and 10 points, then in italics."""
    if not _may_be_heading(paragraph):
        return Found("text")
    is_sentence = paragraph.text.endswith((".", ";", ":", ",")) or paragraph.look.align == "both"
    is_outlined = paragraph.look.outline < 9
    if paragraph.is_bold and paragraph.size >= _SECTION:
        return Found("heading", 1 if paragraph.size >= _CHAPTER else 2, is_guess=True)
    if paragraph.is_bold and (is_outlined or not is_sentence):
        return Found("heading", 3, is_guess=True)
    is_set_off = paragraph.look.keeps_with_next or paragraph.look.first < 0
    if paragraph.is_italic and (is_outlined or (is_set_off and not is_sentence)):
        return Found("heading", 4, is_guess=True)
    if 0 < paragraph.size < _TEXT - 1 and not paragraph.is_boxed:
        return Found("note", 0, is_guess=True)
    return Found("text")


def _sign(kind: str, number: int) -> str:
    """Return how a heading of *kind* is numbered, without points.

    >>> _sign("chapter", 4), _sign("section", 2), _sign("subsection", 3), _sign("point", 1)
    ('IV', 'B', '3', '(a)')
    """
    letter = chr(ord("A") + (number - 1) % 26)
    return {"chapter": roman(number), "section": letter, "subsection": str(number), "point": f"({letter.lower()})"}[kind]


def choose_heading(counts: Counter[str], level: int, label: str) -> tuple[str, str]:
    """Return the key of a heading of *level* that is typed with *label*, and the number that has to be typed all the same.

    The key is the numbered one whose next number the label is, that of the level first. Where there is none, the heading is one
    without number, and its number stays in its words.
    """
    bare = re.sub(r"[\s.]", "", label)
    for kind in sorted(_NUMBERED.values(), key=lambda kind: kind != _NUMBERED.get(level)):
        if counts[kind] < _MOST[kind] and bare == _sign(kind, counts[kind] + 1):
            count_heading(counts, kind)
            return kind, ""
    kind = _UNNUMBERED[min(level, 5)]
    count_heading(counts, kind)
    return kind, label
