"""Pieces of a Word paragraph → a text of a seed, with its few tags; the number that is typed before it; what refers to that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import Any

from sixfold.errors import UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.languages.numbers import Numbered as NumberedKind
from sixfold.languages.numbers import number
from sixfold.word.model import Paragraph, Piece
from sixfold.word.yaml_text import map_texts

#: What a seed refuses as a control character, and private letters of a font, which no other font has.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
#: What a seed would take for a tag: a joiner after the sign keeps it a text.
_LIKE_A_TAG = re.compile(r"<(?=/?[A-Za-z!?])")
_JOINER = "\u2060"
_LABEL = re.compile(
    r"[ \t]*(?:(?P<decimal>[0-9]{1,3})\.|(?P<letter>\(?[a-z]{1,2}\))|(?P<roman>\(?[ivxl]{1,6}\))|(?P<upper>[A-Z]\.)"
    r"|(?P<chapter>[IVXLC]{1,7}\.)|(?P<bullet>[•·▪●○])|(?P<dash>[–—-]))(?P<gap>[ \t\u00a0]*\t[ \t]*|[ \u00a0]+|$)"
)


_TYPED = re.compile(r"[ \t]*([^\t\n]{1,12}?)[ \u00a0]*\t[ \t]*")
#: What a draft leaves open, with its number: [15. At its 314th meeting, …].
_BRACKETED = re.compile(r"[ \t]*\[(?=[0-9]{1,3}\.[ \t\u00a0]).*\][ \t\n]*", re.DOTALL)
_MOST_NUMBERS = {"chapter": 39, "section": 26, "letter": 26, "sub_letter": 39, "list": 999}
#: Stands round what a reference shows until it is known whether its paragraph has that number in the seed.
REFERENCE = re.compile("\ue000([A-Za-z0-9-]+)\ue001([^\ue002]*)\ue002")
_AROUND = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
#: A number or letter of a paragraph or heading, without points and brackets.
_NUMBER = re.compile(r"[0-9]{1,3}|[a-z]|[A-Z]|[ivxl]+|[IVXL]+")


@dataclass(frozen=True)
class Numbered:
    """What stands before a paragraph: its label as typed or generated ("12.", "(a)"), and the pieces after it."""

    label: str
    pieces: tuple[Piece, ...]
    is_bullet: bool = False


@cache
def signs(codes: Sequence[LanguageCode] = LANGUAGE_CODES) -> dict[str, str]:
    """Return the numbers of these languages before paragraphs and headings, each with the English one.

    >>> signs()["b)"], signs()["ثانيا -"], signs()["二."]
    ('(b)', 'II.', 'II.')
    """
    found: dict[str, str] = {}
    kinds: tuple[NumberedKind, ...] = ("chapter", "section", "sub_letter", "letter", "list")
    for kind in kinds:  # (i) is a letter as often as a number: the body knows which
        for count in range(1, _MOST_NUMBERS[kind] + 1):
            for code in codes:
                with suppress(UsageError):
                    found[number(kind, count, code)] = number(kind, count, "en")
    return found


def split_label(paragraph: Paragraph) -> Numbered:
    """Return the label of *paragraph*, generated or typed before a tab, and the rest; the label is "" where there is none."""
    if paragraph.label:
        return Numbered(paragraph.label.text, _trim(paragraph.pieces), is_bullet=paragraph.label.is_bullet)
    if is_bracketed(paragraph):
        return split_label(replace(paragraph, pieces=_without_brackets(paragraph)))
    raw = paragraph.raw
    typed = _TYPED.match(raw)
    if typed and (sign := signs().get(typed[1].replace("\u00a0", " "))):
        return Numbered(sign, _trim(drop(paragraph.pieces, typed.end())))
    match = _LABEL.match(raw)
    if match is None:
        return Numbered("", _trim(paragraph.pieces))
    is_sure = (match["decimal"] or match["letter"] or match["roman"]) and raw[match.end() : match.end() + 1].isupper()
    if "\t" not in match["gap"] and not is_sure:
        return Numbered("", _trim(paragraph.pieces))
    label = match[0].strip(" \t\u00a0")
    if label.endswith(")"):  # a), as French, Spanish and Russian write
        label = f"({label.lstrip('(')}"
    return Numbered(label, _trim(drop(paragraph.pieces, match.end())), is_bullet=bool(match["bullet"] or match["dash"]))


def is_bracketed(paragraph: Paragraph) -> bool:
    """Tell whether *paragraph* stands in square brackets with its number."""
    return bool(_BRACKETED.fullmatch(paragraph.raw))


def _without_brackets(paragraph: Paragraph) -> tuple[Piece, ...]:
    pieces = list(drop(paragraph.pieces, paragraph.raw.index("[") + 1))
    last = max(place for place, piece in enumerate(pieces) if piece.text.strip())
    pieces[last] = replace(pieces[last], text=pieces[last].text.rstrip()[:-1])
    return tuple(pieces)


def drop(pieces: Sequence[Piece], count: int) -> tuple[Piece, ...]:
    """Return *pieces* without their first *count* letters."""
    kept: list[Piece] = []
    for piece in pieces:
        if count >= len(piece.text) and not piece.note:
            count -= len(piece.text)
            continue
        kept.append(replace(piece, text=piece.text[count:]))
        count = 0
    return tuple(kept)


def _trim(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return *pieces* without white space at both ends."""
    kept = [piece for piece in pieces if piece.text or piece.note]
    while kept and not kept[0].note and not kept[0].text.strip(" \t\n"):
        kept.pop(0)
    while kept and not kept[-1].note and not kept[-1].text.strip(" \t\n"):
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \t\n"))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \t\n"))
    return tuple(kept)


def inline(
    pieces: Sequence[Piece], note: Callable[[str], str] = lambda _: "", *, without: Collection[str] = (), break_as: str = " "
) -> str:
    """Return *pieces* as a text of a seed.

    *note* gives what calls the note of an id, with its tags; tags in *without* are left out, because the role of the text says
    the same; a line break of Word becomes *break_as*.
    """
    runs = [replace(piece, tags=_kept(piece, without)) for piece in _trim(pieces)]
    written: list[str] = []
    for tags, group in groupby(_joined(runs), lambda piece: piece.tags):
        text = "".join(note(piece.note) if piece.note else _written(piece, break_as) for piece in group)
        inner = text.strip(" \u00a0")
        if not inner:
            written.append(text)
            continue
        before, after = text[: len(text) - len(text.lstrip(" \u00a0"))], text[len(text.rstrip(" \u00a0")) :]
        opening, closing = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
        written.append(f"{before}{opening}{inner}{closing}{after}")
    folded = re.sub(r"[ \t\r\n]+", " ", "".join(written))
    return re.sub(r" ?(<br>) ?", r"\1", folded).strip(" ")


def _kept(piece: Piece, without: Collection[str]) -> tuple[str, ...]:
    """Return the tags of *piece* that say something: a raised letter is a mark, whether it slants or not."""
    if "sup" in piece.tags and len(piece.text.strip()) <= 3:
        return ("sup",)
    return tuple(tag for tag in piece.tags if tag not in without)


def _joined(runs: Sequence[Piece]) -> Sequence[Piece]:
    """Return *runs* with the tags of what stands round them where they show none: spaces, and calls of notes."""
    joined = list(runs)
    for place, run in enumerate(joined):
        around = [joined[other].tags for other in (place - 1, place + 1) if 0 <= other < len(joined)]
        if run.note:
            joined[place] = replace(run, tags=())
        elif not run.text.strip(" \t\n\u00a0") and len(around) == 2 and around[0] == around[1]:
            joined[place] = replace(run, tags=around[0])
        elif not run.text.strip(" \t\n\u00a0"):
            joined[place] = replace(run, tags=())
    return joined


def _written(piece: Piece, break_as: str) -> str:
    """Return the text of *piece* without what can't stand in a seed; a reference is marked."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", re.sub("[\u2028\u2029]", "\n", piece.text)))
    text = _LIKE_A_TAG.sub(f"<{_JOINER}", text).replace("\n", break_as)
    return _AROUND.sub(f"\\1\ue000{_id(piece.target)}\ue001\\2\ue002\\3", text, count=1) if piece.target else text


@dataclass
class References:
    """The cross-references of a file: for the id of each bookmark that one names, the number before its paragraph.

    `made` are the ids that stand in the seed beside something that has a number.
    """

    labels: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> References:
        """Return those of *paragraphs*."""
        listed = list(paragraphs)
        named = {piece.target for paragraph in listed for piece in paragraph.pieces if piece.target}
        targets = ((one, name) for one in listed for name in one.bookmarks if name in named)
        return cls({_id(name): label for one, name in targets if (label := _bare(split_label(one).label))})

    def id_of(self, paragraph: Paragraph) -> str | None:
        """Return the id of *paragraph*, if something refers to its number; the seed is to have it there."""
        name = next((name for name in map(_id, paragraph.bookmarks) if name in self.labels), None)
        if name:
            self.made.add(name)
        return name

    def doubts(self, paragraph: Paragraph) -> Iterator[str]:
        """Yield what is doubtful about *paragraph*: references whose number, as Word shows it, isn't that of their paragraph."""
        for piece in paragraph.pieces:
            label, shown = self.labels.get(_id(piece.target)), _bare(piece.text)
            if label and shown != label and _NUMBER.fullmatch(shown):
                yield f"the reference shows {piece.text.strip()}, but its paragraph has the number {label}: it stays as it is typed"

    def settle(self, tree: Any) -> Any:
        """Return the tree of a seed with `<ref>` where a reference shows the number of a paragraph that has one in the seed."""

        def write(match: re.Match[str]) -> str:
            follows = match[1] in self.made and _bare(match[2]) == self.labels[match[1]]
            return f'<ref form="number">{match[1]}</ref>' if follows else match[2]

        return map_texts(tree, lambda text: REFERENCE.sub(write, text))


def _id(bookmark: str) -> str:
    """Return the id of a bookmark; "" for none.

    >>> _id("_Ref12345")
    'ref12345'
    """
    return bookmark and (re.sub("[^A-Za-z0-9-]", "", bookmark).lower() or "ref")


def _bare(label: str) -> str:
    return re.sub(r"[\s().]", "", label)
