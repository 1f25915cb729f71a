"""A Word file → `WordDocument`: paragraphs, tables, notes and pictures in order, numbers and fields as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal

from lxml import etree

from sixfold.errors import UsageError
from sixfold.word.elements import MATH, R, W, count_changes, flag, has_frame, settle_changes, unwrap, value, whole
from sixfold.word.model import Block, Cell, Doubt, Paragraph, Row, Table, WordDocument, fold, paragraphs_of
from sixfold.word.package import Package, main_part, open_package
from sixfold.word.paragraphs import FileState, ParagraphReader
from sixfold.word.styles import Numbering, Styles

_ASKED = {
    "changes": ("tracked change", "tracked changes"), "comments": ("comment", "comments"), "text-boxes": ("text box", "text boxes"),
    "equations": ("equation", "equations"), "objects": ("embedded object", "embedded objects"),
}  # fmt: skip
#: The template keeps symbol and job number of the documents office in a comment: <<ODS JOB NO>>N2600369E<<ODS JOB NO>>.
_OFFICE_MARK = re.compile(r"<<([A-Z0-9 ]+)>>(.*?)<<\1>>", re.DOTALL)


def read_word(path: Path, accepted: Collection[str] = (), rejected: Collection[str] = ()) -> WordDocument:
    """Return what the Word file at *path* holds; *accepted* and *rejected* say what becomes of what no seed can say.

    Raises: WordFileError, where it can't be read; UsageError, where something isn't decided: each thing with its number and place.
    """
    package = open_package(path)
    try:
        return _Reader(package, accepted, rejected).read()
    except RecursionError:
        raise package.damaged("it is nested too deeply") from None


class _Reader:
    """Reads one file."""

    def __init__(self, package: Package, accepted: Collection[str], rejected: Collection[str]) -> None:
        self.package, self.rejected = package, rejected
        self.part = main_part(package)
        self.relations = package.relations(self.part)
        styles, numbering = Styles(self._related("styles")), Numbering(self._related("numbering"))
        self.file = FileState(package, self.relations, styles, numbering, accepted)

    def _related(self, kind: str) -> etree._Element | None:
        """Return the part of this kind that the text is related to: its styles, its notes."""
        name = next((one.target for one in self.relations.values() if one.kind == kind and one.target), None)
        return self._xml(name) if name else None

    def _xml(self, name: str) -> etree._Element:
        root = self.package.xml(name)
        unwrap(root)
        return root

    def read(self) -> WordDocument:
        """Return the document.

        Raises: UsageError, where something isn't decided.
        """
        root, file = self._xml(self.part), self.file
        body = root.find(W + "body")
        if body is None:
            raise self.package.damaged("there is no text in it")
        notes = {kind: part for kind in ("footnote", "endnote") if (part := self._related(f"{kind}s")) is not None}
        parts = [root, *notes.values()]
        if changes := sum(map(count_changes, parts)):
            file.asked["changes"] = [Doubt("")] * changes
            for part in parts:
                settle_changes(part, accept="changes" in file.accepted)
        self._read_comments(self._related("comments"))
        file.found.language = file.styles.language
        settings, sections = self._related("settings"), list(body.iter(W + "sectPr"))
        for place, section in enumerate(sections):
            file.note_looks.append(_note_looks(section, settings))
            size = section.find(W + "pgSz")
            if size is not None and whole(size.get(W + "w")) > whole(size.get(W + "h")):
                file.found.landscape.add(place)
        file.found.body = list(self._blocks(body))
        self._read_margins("header", sections, file.found.heads)
        self._read_margins("footer", sections, file.found.feet)
        file.in_note = True
        for kind, part in notes.items():
            for note in part.iter(W + kind):
                if note.get(W + "type") in (None, "normal"):
                    name = f"{kind} {note.get(W + 'id')}"
                    file.found.notes[file.marked.get(name, name)] = tuple(paragraphs_of(self._blocks(note)))
        for text in file.comments.values():  # nothing is marked with it
            file.tell_comment(text)
        self._decide()
        return file.found

    def _decide(self) -> None:
        """Raise the question that is still open."""
        asked = self.file.asked
        open_kinds = [kind for kind in asked if kind not in self.file.accepted and kind not in self.rejected]
        if not open_kinds:
            return
        counts = [f"{len(asked[kind])} {_ASKED[kind][len(asked[kind]) > 1]}" for kind in open_kinds]
        places = [one for kind in open_kinds for one in asked[kind] if one.place]
        where = f" (first in {min(places, key=lambda one: one.place).where})" if places else ""
        kind = open_kinds[0]
        hint = f"say what becomes of them: --accept {kind} (ACCEPT=) takes them in, --reject {kind} (REJECT=) leaves them out"
        if len(open_kinds) > 1:
            hint = f"say for each: --accept or --reject {' and '.join(open_kinds)} (ACCEPT=, REJECT=)"
        raise UsageError(f"has {', '.join(counts)}{where}, which a seed can’t say", self.package.path, hint=hint)

    # Heads and feet, comments

    def _read_margins(self, kind: str, sections: Sequence[etree._Element], found: list[Paragraph]) -> None:
        """Add the paragraphs of the head or foot of page 1 to *found*, those of other pages to the margins."""
        references = [(place, one) for place, section in enumerate(sections) for one in section.findall(f"{W}{kind}Reference")]
        wanted = {"first": 0, "default": 1}
        references.sort(key=lambda one: (one[0] > 1, wanted.get(one[1].get(W + "type", ""), 2)))  # the first two may be page 1
        targets = dict.fromkeys(filter(None, (self.file.target(one.get(R + "id")) for _, one in references)))
        for number, target in enumerate(targets):
            self.file.relations, self.file.in_box = self.package.relations(target), True
            part = self._xml(target)
            settle_changes(part, accept=True)
            (self.file.found.margins if number else found).extend(paragraphs_of(self._blocks(part)))
            self.file.relations, self.file.in_box = self.relations, False

    def _read_comments(self, root: etree._Element | None) -> None:
        for comment in [] if root is None else root.findall(W + "comment"):
            text = fold(" ".join("".join(one.text or "" for one in part.iter(W + "t")) for part in comment))
            if found := _OFFICE_MARK.findall(text):
                self.file.found.marks |= dict(found)
            elif text.strip():
                self.file.comments[comment.get(W + "id", "")] = f"{comment.get(W + 'author', '')}: {text}".strip(": ")

    # Blocks

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs and tables in *parent*."""
        for child in parent:
            if child.tag in (W + "p", MATH + "oMathPara", MATH + "oMath"):
                yield from ParagraphReader(self.file, self._blocks).read(child)
            elif child.tag == W + "tbl":
                yield self._table(child)
            elif child.tag in (W + "altChunk", W + "subDoc"):
                if self.file.ask("objects"):
                    self.file.doubt("a document that is embedded here is left out: its text has to be typed")
            elif next(child.iter(W + "p", W + "tbl"), None) is not None:
                yield from self._blocks(child)
            else:
                self.file.tell_unread(child)

    def _table(self, element: etree._Element) -> Table:
        widths = tuple(whole(column.get(W + "w")) for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
        place = self.file.place + 1
        rows = tuple(self._row(row) for row in element.iterfind(W + "tr"))
        begin = whole(value(element.find(W + "tblPr"), "tblInd", "w"))
        self.file.tell_unread(element)
        return Table(place, rows, widths, self.file.section, begin, has_frame=has_frame(element))

    def _row(self, element: etree._Element) -> Row:
        properties = element.find(W + "trPr")
        cells = []
        for cell in element.iterfind(W + "tc"):
            own = cell.find(W + "tcPr")
            merge = None if own is None else own.find(W + "vMerge")
            kind: Literal["", "begin", "continue"] = ""
            if merge is not None:
                kind = "begin" if merge.get(W + "val") == "restart" else "continue"
            cells.append(Cell(tuple(self._blocks(cell)), min(max(whole(value(own, "gridSpan"), 1), 1), 200), kind))
        before = min(max(whole(value(properties, "gridBefore")), 0), 200)
        return Row(tuple(cells), bool(flag(properties, "tblHeader")), before)


def _note_looks(section: etree._Element, settings: etree._Element | None) -> tuple[bool, bool]:
    """Return whether the notes of *section* begin anew, and whether they have letters; what it doesn't say, *settings* may."""
    own, others = (None if each is None else each.find(W + "footnotePr") for each in (section, settings))
    begin, look = (value(own, name) or value(others, name) for name in ("numRestart", "numFmt"))
    return begin == "eachSect", look == "lowerLetter"
