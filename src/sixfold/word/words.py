"""The words of a Word file beside those of the seed made of it: what is missing, and what is there too often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sixfold.word.model import Paragraph
from sixfold.word.references import REFERENCE
from sixfold.word.texts import inline, split_label

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?(?:em|strong)>")
#: Raised letters are words of their own: they may have become the call of a note.
_RAISED = re.compile(r"</?su[pb]>")
_CALL = re.compile(r"<fn>([^<]*)</fn>|<br>")
#: Keys of notes below the page, whose numbers a page makes itself; those of a table's notes are the letters of the file.
_PAGE_NOTE = re.compile("n[0-9]+")
#: Keys of a seed whose values are no words of the text.
_NO_WORDS = {"picture", "alternative", "id", "wide", "note_numbers", "bracketed"}


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in *texts*."""
    return Counter(word for text in texts for word in _WORD.findall(text.replace("\u00ad", "")))


def _called(match: re.Match[str]) -> str:
    return " " if not match[1] or _PAGE_NOTE.fullmatch(match[1]) else f" {match[1]} "


def words_of_seed(tree: Any) -> Iterator[str]:
    """Yield the texts of a part of a seed, without tags."""
    if isinstance(tree, str):
        yield _without_tags(_CALL.sub(_called, tree))
    elif isinstance(tree, list):
        for inner in tree:
            yield from words_of_seed(inner)
    elif isinstance(tree, dict):
        for key, inner in tree.items():
            if key == "notes":
                yield from (name for name in inner if not _PAGE_NOTE.fullmatch(name))
            if key not in _NO_WORDS:
                yield from words_of_seed(inner)


def _without_tags(text: str) -> str:
    return _TAG.sub("", _RAISED.sub(" ", REFERENCE.sub(r"\2", text)))


def words_of_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[Counter[str], Counter[str]]:
    """Return the words of *paragraphs*, and those of the numbers before them, which a page makes itself."""
    texts, labels = [], []
    for paragraph in paragraphs:
        numbered = split_label(paragraph)
        texts.append(_without_tags(inline(numbered.pieces)))
        labels.append(numbered.label)
    return count_words(texts), count_words(labels)


def compare(source: Counter[str], made: Counter[str], labels: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return what of *source* isn't in *made*, and what is in *made* alone; *labels* may be in both or in neither."""
    return source - made, made - source - labels
