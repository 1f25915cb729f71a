"""Cross-references of Word, REF fields to bookmarks → `<ref>` to the paragraphs and headings of a seed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sixfold.word.model import Paragraph, Piece
from sixfold.word.table_notes import map_texts
from sixfold.word.texts import split_label

#: Stands for a reference until it is known whether its paragraph has a number in the seed.
REFERENCE = re.compile("\ue000([A-Za-z0-9-]+)\ue001([^\ue002]*)\ue002")
#: A number or letter of a paragraph or heading, without points and brackets.
_NUMBER = re.compile(r"[0-9]{1,3}|[a-z]|[A-Z]|[ivxl]+|[IVXL]+")


@dataclass
class References:
    """The cross-references of a file: for each bookmark that one names, the id of its paragraph and the number before that.

    `made` are the ids that stand in the seed beside something that has a number.
    """

    labels: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> References:
        """Return those of *paragraphs*."""
        listed = list(paragraphs)
        named = {piece.target for paragraph in listed for piece in paragraph.pieces if piece.target}
        labels = {
            bookmark: _bare(split_label(paragraph).label)
            for paragraph in listed for bookmark in paragraph.bookmarks if bookmark in named
        }  # fmt: skip
        return cls({bookmark: label for bookmark, label in labels.items() if label})

    def id_of(self, paragraph: Paragraph) -> str | None:
        """Return the id of *paragraph*, if something refers to its number; the seed is to have it there."""
        bookmark = next((one for one in paragraph.bookmarks if one in self.labels), None)
        if bookmark is None:
            return None
        self.made.add(_id(bookmark))
        return _id(bookmark)

    def mark(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return *pieces* with each reference marked whose number, as Word shows it, is that of its paragraph."""
        return [
            replace(piece, text=_marked(piece), target="")
            if piece.target in self.labels and _bare(piece.text) == self.labels[piece.target] else piece
            for piece in pieces
        ]  # fmt: skip

    def marked(self, paragraph: Paragraph) -> Paragraph:
        """Return *paragraph* with its references marked."""
        return replace(paragraph, pieces=tuple(self.mark(paragraph.pieces)))

    def doubts(self, pieces: Iterable[Piece]) -> Iterator[str]:
        """Yield what is doubtful about *pieces*: references whose number, as Word shows it, isn't that of their paragraph."""
        for piece in pieces:
            label = self.labels.get(piece.target)
            if label and _bare(piece.text) != label and _NUMBER.fullmatch(_bare(piece.text)):
                yield f"the reference shows {piece.text.strip()}, but its paragraph has the number {label}: it stays as it is typed"

    def settle(self, tree: Any) -> Any:
        """Return a part of the tree of a seed with `<ref>` where something was marked and its paragraph has a number."""
        if not self.labels:
            return tree

        def write(match: re.Match[str]) -> str:
            return f'<ref form="number">{match[1]}</ref>' if match[1] in self.made else match[2]

        return map_texts(tree, lambda text: REFERENCE.sub(write, text))


def _marked(piece: Piece) -> str:
    before, after = (re.match(pattern, piece.text) for pattern in (r"\s*", r".*?(?=\s*$)"))
    inner = piece.text.strip()
    lead = before[0] if before else ""
    return f"{lead}\ue000{_id(piece.target)}\ue001{inner}\ue002{piece.text[after.end() :] if after else ''}"


def _id(bookmark: str) -> str:
    """Return the id of a bookmark.

    >>> _id("_Ref12345")
    'ref12345'
    """
    return re.sub("[^A-Za-z0-9-]", "", bookmark).lower() or "ref"


def _bare(label: str) -> str:
    return re.sub(r"[\s().]", "", label)
