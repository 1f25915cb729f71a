"""Entries of catalogs ↔ segments, the pairs of texts that TMX and XLIFF know: a plural form is a segment of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from sixfold.catalogs import Entry, Previous
from sixfold.errors import CatalogError

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: XML 1.0, production 2."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_SIGNS = (".", ":", ",", "|", "~")

COMMENT: Final = "translator"
EXTRACTED: Final = "developer"
_PREVIOUS: Final = ("previous", "previous-plural", "previous-context")


@dataclass(frozen=True)
class Batch:
    """Entries of one domain in one language, as they go out or come in.

    `domain` is empty for texts that came from elsewhere, and the entries then have no context.
    """

    domain: str
    source: str
    target: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Segment:
    """One text and its translation, `target`, empty where there is none.

    `form` numbers the plural forms of one entry; `notes` are labelled: the translator's comments, the previous source.
    """

    context: str
    source: str
    target: str
    is_fuzzy: bool = False
    form: int | None = None
    notes: tuple[tuple[str, str], ...] = ()


def segments(entry: Entry, path: Path) -> list[Segment]:
    """Return the segments of *entry*, which stands in the catalog at *path*.

    Raises: CatalogError, where a text has a character that XML can't hold.
    """
    notes = tuple(_notes(entry))
    for text in (entry.context or "", entry.text, *entry.translations, *(text for _, text in notes)):
        if found := _NOT_XML.search(text):
            what = f"{entry.context} has the character U+{ord(found[0]):04X}, which XML can’t hold"
            raise CatalogError(what, path, entry.line, "delete it from the catalog or the seed")
    forms = [form if form.strip() else "" for form in entry.translations]
    if entry.plural is None:
        return [Segment(entry.context or "", entry.text, forms[0], entry.is_fuzzy and bool(forms[0]), None, notes)]
    return [
        Segment(
            entry.context or "",
            entry.text if number == 0 else entry.plural,
            form,
            entry.is_fuzzy and bool(form),
            number,
            notes if number == 0 else (),
        )
        for number, form in enumerate(forms)
    ]


def _notes(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from ((COMMENT, comment) for comment in entry.comments)
    yield from ((EXTRACTED, line) for line in entry.extracted)
    if entry.plural is not None:
        yield "plural", entry.plural
    if entry.previous:
        fields = (entry.previous.text, entry.previous.plural, entry.previous.context)
        yield from ((label, text) for label, text in zip(_PREVIOUS, fields, strict=True) if text is not None)


def entries(found: Iterable[Segment]) -> tuple[Entry, ...]:
    """Return the entries that *found* are segments of; the forms of one entry follow each other."""
    return tuple(_entry(list(group)) for _, group in groupby(enumerate(found), _group))


def _group(numbered: tuple[int, Segment]) -> tuple[str, int]:
    number, segment = numbered
    return segment.context, number if segment.form is None else number - segment.form


def _entry(numbered: Sequence[tuple[int, Segment]]) -> Entry:
    forms = [segment for _, segment in numbered]
    notes = forms[0].notes
    labelled = dict(reversed(notes))
    previous = labelled.get("previous")
    known = {EXTRACTED, "plural", *_PREVIOUS}
    return Entry(
        forms[0].context or None,
        forms[0].source,
        tuple(segment.target for segment in forms),
        labelled.get("plural") if forms[0].form is not None else None,
        tuple(line for label, text in notes if label not in known for line in _comments(text)),
        tuple(text for label, text in notes if label == EXTRACTED),
        flags=("fuzzy",) if any(segment.is_fuzzy for segment in forms) else (),
        previous=None if previous is None else Previous(*_previous(labelled, previous)),
    )


def _comments(note: str) -> Iterator[str]:
    """Yield the lines of *note* as comments of a catalog; what would make another kind of line of one gets a space before it."""
    for line in _LINE_END.split(note):
        yield f" {line}" if line.startswith(_SIGNS) else line


def _previous(labelled: dict[str, str], text: str) -> tuple[str | None, str, str | None]:
    return labelled.get("previous-context"), text, labelled.get("previous-plural")
