"""What stands below a table of a Word file → its notes, source and abbreviations; and the raised letters that call the notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sixfold.word.model import Paragraph, Piece, Table, paragraphs_of
from sixfold.word.roles import role_of
from sixfold.word.texts import References, drop, inline, split_label
from sixfold.word.yaml_text import map_texts

_LABEL = re.compile(r"[ \t]*(?P<key>[a-z]{1,2}|[0-9]{1,2}|\*{1,3})(?:[ \u00a0]*\t[ \t]*|[ \u00a0]+)")
#: Words that a page prints before what is under these keys, in the six languages.
_WORDS = {
    "source": r"Sources?|Fuentes?|Источники?|المصدر|المصادر|资料来源|来源",
    "note": r"Notes?|Nota|Notas|Примечани[ея]|ملاحظة|ملاحظات|注",
    "abbreviations": r"Abbreviations?|Abréviations?|Abreviaturas?|Siglas|Сокращени[ея]|المختصرات|简称|缩写",
}
_BEGINNINGS = {
    key: re.compile(rf"[ \t]*(?P<word>{words})[ \u00a0]*[:：][ \u00a0]*", re.IGNORECASE) for key, words in _WORDS.items()
}
_CALLS = re.compile(r"<sup>([a-z*0-9]{1,3}(?:\s*[,、،]\s*[a-z*0-9]{1,3})*)</sup>")


def split_notes(table: Table) -> tuple[Table, list[Paragraph]]:
    """Return *table* without the rows at its end that are one cell of notes, and the paragraphs of these."""
    rows = list(table.rows)
    found: list[Paragraph] = []
    while len(rows) > 1:
        said = [cell for cell in rows[-1].cells if cell.text]
        paragraphs = [paragraph for cell in said for paragraph in paragraphs_of(cell.blocks) if paragraph.text]
        is_whole = len(said) == 1 and len(rows[-1].cells) <= 2 and len(rows[-2].cells) > 1
        if said and not (is_whole and all(map(is_note, paragraphs))):
            break
        if said:
            found = [*paragraphs, *found]
        elif not any(cell.text for row in rows[:-1] for cell in row.cells):
            break
        rows.pop()
    return (replace(table, rows=tuple(rows)), found) if found else (table, [])


def is_note(paragraph: Paragraph) -> bool:
    """Tell whether *paragraph* is a note to a table: by its style or size, its raised letter, or the word it begins with."""
    if any(beginning.match(paragraph.raw) for beginning in _BEGINNINGS.values()):
        return True
    first = next((piece for piece in paragraph.pieces if piece.text.strip()), None)
    is_raised = first is not None and "sup" in first.tags and bool(_LABEL.match(paragraph.raw))
    return is_raised or role_of(paragraph).role == "note"


@dataclass
class TableNotes:
    """The notes of one table. `note` gives what calls a footnote of the page; `words` gets the words that a page prints itself."""

    note: Callable[[str], str]
    references: References
    words: list[str]
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)

    def take(self, paragraph: Paragraph) -> None:
        """Take in a paragraph below the table."""
        paragraph = self.references.marked(paragraph)
        for key, beginning in _BEGINNINGS.items():
            if match := beginning.match(paragraph.raw):
                self.words.append(match["word"])
                self.others.setdefault(key, []).append(inline(drop(paragraph.pieces, match.end()), self.note))
                return
        match = _LABEL.match(paragraph.raw)
        if match and match["key"] not in self.pieces:
            self.pieces[match["key"]] = drop(paragraph.pieces, match.end())
        elif text := inline(paragraph.pieces, self.note):
            self.others.setdefault("note", []).append(text)

    def text(self, pieces: Sequence[Piece], without: Sequence[str] = ()) -> str:
        """Return *pieces* as a text in which raised letters call the notes of these letters."""
        return _CALLS.sub(self._call, inline(self.references.mark(pieces), self.note, without=without))

    def cell(self, paragraph: Paragraph, without: Sequence[str]) -> str:
        """Return the text of a paragraph of a cell; a number or bullet before it is kept as it is typed."""
        numbered = split_label(paragraph)
        return f"{numbered.label} {self.text(numbered.pieces, without)}".strip()

    def _call(self, match: re.Match[str]) -> str:
        keys = re.split(r"\s*[,、،]\s*", match[1])
        if any(key not in self.pieces for key in keys):
            return match[0]
        self.called += [key for key in keys if key not in self.called]
        return "<sup>,</sup>".join(f"<fn>{key}</fn>" for key in keys)

    def below_figure(self) -> dict[str, object]:
        """Return the keys of the seed below a figure, whose letters may stand in the picture."""
        return self._others() | ({"notes": {key: inline(pieces) for key, pieces in self.pieces.items()}} if self.pieces else {})

    def put_below(self, table: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return *table* with its notes, and what has to stand after it.

        Where a letter isn't called in the table, but in the text above, all keep the letters that they have, which a table's own
        notes would not: they are paragraphs.
        """
        if not self._uncalled():
            notes = {key: inline(self.pieces[key]) for key in self.called}
            return table | self._others() | ({"notes": notes} if notes else {}), []
        table = map_texts(table, lambda text: re.sub("</sup><sup>", "", re.sub("<fn>([a-z0-9*]{1,3})</fn>", self._raised, text)))
        return table | self._others(), [f"<sup>{key}</sup> {inline(pieces)}" for key, pieces in self.pieces.items()]

    def _raised(self, match: re.Match[str]) -> str:
        return f"<sup>{match[1]}</sup>" if match[1] in self.pieces else match[0]

    def _others(self) -> dict[str, Any]:
        return {key: " ".join(texts) for key, texts in self.others.items()}

    def _uncalled(self) -> list[str]:
        return [key for key in self.pieces if key not in self.called]

    def doubts(self) -> Iterator[str]:
        """Yield what is doubtful: notes that nothing calls, and letters that a page will print as others."""
        if uncalled := self._uncalled():
            yield f"nothing in the table calls its note {', '.join(uncalled)}: the notes are paragraphs after it"
            return
        letters = [key for key in self.called if len(key) == 1 and key.isalpha()]
        if letters != [chr(ord("a") + place) for place in range(len(letters))]:
            yield f"the notes are called in the order {', '.join(letters)}, and get other letters on the page"
