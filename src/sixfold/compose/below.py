"""What stands below a table or figure: source, note and abbreviations after their words, then its own notes with their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sixfold.compose.models import Line, NoteBelow
from sixfold.compose.text import Notes, TextRenderer
from sixfold.document.fields import Text
from sixfold.document.model import Figure
from sixfold.document.tables import Table

#: What parts several sources, or several abbreviations.
_PARTED = re.compile("[;；؛]")


def remarks(owner: Table | Figure, renderer: TextRenderer, notes: Notes) -> Iterator[Line]:
    """Yield what stands below *owner* without a letter: source, note, abbreviations, each after its word."""
    for kind in ("source", "note", "abbreviations"):
        text: Text | None = getattr(owner, kind)
        if text:
            word = kind if kind == "note" else kind.removesuffix("s") + ("s" if _PARTED.search(text.text) else "")
            yield renderer.line(text, notes, renderer.house.word(f"table.{word}", text=text.text))


def notes_below(texts: Mapping[str, Text], renderer: TextRenderer, notes: Notes) -> Iterator[NoteBelow]:
    """Yield the notes *texts* in the order of their letters, those of *notes*."""
    for key, mark in notes.marks.items():
        yield NoteBelow(renderer.note_mark(mark), renderer.line(texts[key]))
