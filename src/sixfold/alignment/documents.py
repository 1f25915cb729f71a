"""A document and the same in another language → each unit with its translation, and what has no partner, on both sides.

By structure first: parts, bodies, tables row by row, footnotes by where they are called. In each of these, `beads` goes by facts
and by length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, NamedTuple

from sixfold.alignment.beads import Bead, align, assign
from sixfold.alignment.evidence import Evidence, Piece, Reader, joined
from sixfold.catalogs.inline import REFERENCE, note_calls, references
from sixfold.catalogs.term_finder import TermBase
from sixfold.document.cross_references import CrossReferences
from sixfold.document.fields import Text
from sixfold.document.model import Document
from sixfold.document.units import TextPath, located_texts
from sixfold.languages import LanguageCode
from sixfold.languages.formatting import convert_figure
from sixfold.languages.references import ReferenceForm, write_reference

How = Literal["alone", "parted", "joined"]

#: Where a sentence ends, and the next may be another text's.
_SENTENCE = re.compile(r"(?<=[.!?:;؟؛])\s+|(?<=[。！？：；])")
#: How a reference may be typed, the longest words first.
_FORMS: tuple[ReferenceForm, ...] = ("", "short", "number")
_CALL = re.compile("<fn>([^<>]*)</fn>")
#: How much better rows of a table have to fit in another order, for that to be the order of the language.
_SORTED_ANEW = 3.0


@dataclass(frozen=True)
class Pair:
    """A text of the seed and its translation, with the probability that it is one.

    `how` says whether the translated text stands alone as this one does, or was parted or joined from others.
    """

    source: Text
    translation: str
    score: float
    how: How


@dataclass(frozen=True)
class Alignment:
    """What of two documents belongs together, and what of either has no partner; and figures of tables that differ."""

    pairs: list[Pair] = field(default_factory=list)
    untranslated: list[Text] = field(default_factory=list)
    without_source: list[Text] = field(default_factory=list)
    other_figures: list[tuple[Text, Text]] = field(default_factory=list)
    lost_calls: list[tuple[Text, str]] = field(default_factory=list)


class _Unit(NamedTuple):
    """A text of a document, with its path from its part and what it says."""

    path: TextPath
    text: Text
    piece: Piece

    @property
    def block(self) -> TextPath:
        """The path of the table that the text is in; of any other text its own."""
        return self.path[: self.path.index("table") + 1] if "table" in self.path else self.path

    @property
    def row(self) -> TextPath:
        """Where in its table the text is: in which row, or in what isn't in a row."""
        at = len(self.block)
        return self.path[at : at + (2 if self.path[at] in ("rows", "head", "notes") else 1)]

    @property
    def column(self) -> TextPath:
        """Where in its row the text is."""
        return self.path[len(self.block) + len(self.row) :]

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote of the page, not of a table."""
        return "notes" in self.block


def align_documents(source: Document, other: Document, terms: TermBase) -> Alignment:
    """Return how the texts of *source* and of *other*, the same document in its own language, belong together.

    Annexes in their order or, where one of the documents has fewer, by what they say.
    """
    own, code = source.own_language, other.own_language
    reader = Reader(code, own, terms)
    here, there = _by_part(source, Reader(own, code, terms)), _by_part(other, reader)
    evidence = Evidence(*([unit.piece for units in side.values() for unit in units] for side in (here, there)))
    aligner = _Aligner(evidence, reader, CrossReferences(source), code)
    for kind in dict.fromkeys(name.partition("-")[0] for name in (*here, *there)):
        mine, theirs = ([units for name, units in side.items() if name.partition("-")[0] == kind] for side in (here, there))
        if len(mine) == len(theirs):
            beads = [Bead((at,), (at,), 1.0) for at in range(len(mine))]
        else:
            pieces, others = ([_whole(units, kind) for units in side] for side in (mine, theirs))
            beads = align(pieces, others, evidence, merges=False)
        for bead in beads:
            aligner.align_part(*_joined(bead, mine, theirs))
    return aligner.alignment


@dataclass
class _Aligner:
    """Aligns the parts of a document with those of the same in *language*; `notes` are the seed's keys by those of the other."""

    evidence: Evidence
    reader: Reader
    references: CrossReferences
    language: LanguageCode
    alignment: Alignment = field(default_factory=Alignment)
    notes: Mapping[str, str] = field(default_factory=dict)

    def align_part(self, here: Sequence[_Unit], there: Sequence[_Unit]) -> None:
        """Align the texts of one part: first those outside of tables and footnotes, with each table as one text."""
        mine, theirs = (
            [list(block) for _, block in groupby((unit for unit in side if not unit.is_note), lambda unit: unit.block)]
            for side in (here, there)
        )
        beads = align([_block_piece(block) for block in mine], [_block_piece(block) for block in theirs], self.evidence)
        partner = {
            id(theirs[b][0].text): mine[a][0].text for bead in beads for a, b in zip(bead.here, bead.there, strict=False)
        }
        self.notes = self._align_notes(here, there, partner)
        for bead in beads:
            some, others = _joined(bead, mine, theirs)
            if some and others and "table" in some[0].path and "table" in others[0].path:
                self._align_table(mine[bead.here[0]], theirs[bead.there[0]], bead.score)
            else:
                self._keep(some, others, bead.score)

    def _align_notes(self, here: Sequence[_Unit], there: Sequence[_Unit], partner: Mapping[int, Text]) -> Mapping[str, str]:
        """Align footnotes, and return the keys of the seed's by those of the other's.

        Two that texts call which belong together have that in common beside what they say.
        """
        sides, pieces = [], []
        for side, known in ((here, {id(unit.text): unit.text for unit in here}), (there, partner)):
            calls = [
                (key, f"{caller.address} {at}") for unit in side if (caller := known.get(id(unit.text)))
                for at, key in enumerate(note_calls(unit.text.text))
            ]  # fmt: skip
            first = dict(reversed(calls))
            sides.append([unit for unit in side if unit.is_note])
            pieces.append([replace(unit.piece, label=first.get(str(unit.path[-1]), "")) for unit in sides[-1]])
        keys: dict[str, str] = {}
        for bead in align(pieces[0], pieces[1], self.evidence):
            mine, theirs = [sides[0][at] for at in bead.here], [sides[1][at] for at in bead.there]
            keys |= {str(b.path[-1]): str(a.path[-1]) for a, b in zip(mine, theirs, strict=False)}
            self._keep(mine, theirs, bead.score)
        return keys

    def _align_table(self, here: Sequence[_Unit], there: Sequence[_Unit], score: float) -> None:
        """Align two tables row by row, whatever order each language sorts them in, and the cells of a row by column."""
        mine, theirs = ([list(row) for _, row in groupby(side, lambda unit: unit.row)] for side in (here, there))
        pieces = [[_whole(row, str(row[0].row[0]), str(row[0].row[-1])) for row in rows] for rows in (mine, theirs)]
        beads = align(pieces[0], pieces[1], self.evidence, merges=False)
        sorted_anew = [Bead((i,), (j,), probability) for i, j, probability in assign(pieces[0], pieces[1], self.evidence)]
        if self._worth(sorted_anew, pieces) > self._worth(beads, pieces) + _SORTED_ANEW:
            left = {(i,) for i in range(len(mine))} - {bead.here for bead in sorted_anew}
            right = {(j,) for j in range(len(theirs))} - {bead.there for bead in sorted_anew}
            beads = [*sorted_anew, *(Bead(at, (), 1.0) for at in sorted(left)), *(Bead((), at, 1.0) for at in sorted(right))]
        for bead in beads:
            columns = [{unit.column: [unit] for unit in row} for row in _joined(bead, mine, theirs)]
            for column in dict.fromkeys((*columns[0], *columns[1])):
                self._keep(columns[0].get(column, []), columns[1].get(column, []), min(score, bead.score))

    def _worth(self, beads: Sequence[Bead], pieces: Sequence[Sequence[Piece]]) -> float:
        pairs = ((pieces[0][bead.here[0]], pieces[1][bead.there[0]]) for bead in beads if bead.here and bead.there)
        return sum(self.evidence.of(*pair) for pair in pairs)

    # ---- what comes of a bead ----

    def _keep(self, here: Sequence[_Unit], there: Sequence[_Unit], score: float) -> None:
        """Keep what one bead says: a pair, two from one, one from two, or what has no partner."""
        if not here or not there:
            self.alignment.untranslated.extend(unit.text for unit in here if not unit.text.is_figure)
            self.alignment.without_source.extend(unit.text for unit in there if not unit.text.is_figure)
            return
        mine, theirs = here[0].text, there[0].text
        if mine.is_figure and len(here) == len(there) == 1:
            if convert_figure(mine.text, mine.language, "en") != convert_figure(theirs.text, theirs.language, "en"):
                self.alignment.other_figures.append((mine, theirs))
        elif len(here) == 1:
            gap = "" if self.language == "zh" else " "
            self._add(mine, gap.join(unit.text.text for unit in there), score, "alone" if len(there) == 1 else "joined")
        else:
            self._part(here, theirs, score)

    def _part(self, mine: Sequence[_Unit], whole: Text, score: float) -> None:
        """Divide *whole*, which has two texts of the seed in one, at the end of the sentence where they fit best."""
        cuts = [match.span() for match in _SENTENCE.finditer(whole.text) if _is_outside_tags(whole.text, match.start())]

        def fit(cut: tuple[int, int]) -> float:
            halves = whole.text[: cut[0]], whole.text[cut[1] :]
            return sum(
                self.evidence.of(unit.piece, self.reader.piece(replace(whole, text=half), unit.piece.kind))
                for unit, half in zip(mine, halves, strict=True)
            )

        if not cuts:
            self._add(mine[0].text, whole.text, score, "joined")
            self.alignment.untranslated.extend(unit.text for unit in mine[1:])
            return
        start, end = max(cuts, key=fit)
        for unit, half in zip(mine, (whole.text[:start], whole.text[end:]), strict=True):
            self._add(unit.text, half, score, "parted")

    def _add(self, source: Text, translation: str, score: float, how: How) -> None:
        """Add a pair, the keys of its footnotes those of the seed; a call that the seed hasn't is told."""
        wanted, found = note_calls(source.text), note_calls(translation)
        keys = [self.notes.get(key, "") for key in found]
        if len(wanted) == len(found) and sorted(keys) != sorted(wanted):
            keys = list(wanted)
        calls = iter(keys)

        def call(match: re.Match[str]) -> str:
            key = next(calls)
            if key in wanted:
                return f"<fn>{key}</fn>"
            self.alignment.lost_calls.append((source, match[1]))
            return ""

        translation = self._with_references(source, _CALL.sub(call, translation))
        self.alignment.pairs.append(Pair(source, translation, score, how))

    def _with_references(self, source: Text, translation: str) -> str:
        """Return *translation* with the references of the source where it has typed what they print, or just their numbers."""
        wanted = references(source.text)
        if wanted and len(references(translation)) == len(wanted):  # those of the file name its own places
            names = iter(one.names for one in wanted)
            return REFERENCE.sub(lambda match: match[0].replace(f">{match[1]}<", f">{next(names)}<"), translation)
        for one in wanted:
            members = [(first.number, last.number if last else None) for first, last in self.references.resolve(one.names)]
            for form in _FORMS:
                words = "".join(piece.text for piece in write_reference(members, self.language, form))
                if form == "number" and not any(map(str.isdigit, words)):  # I, or الأول, may be any other word
                    continue
                pattern = re.sub(r"\\?[ \u00a0]", "[ \u00a0]", re.escape(words))
                typed = list(re.finditer(rf"(?<![\w.,/]){pattern}(?![\w/])", translation, re.IGNORECASE))
                if len(typed) == 1:
                    tag = f'<ref form="{form}">' if form else "<ref>"
                    start, end = typed[0].span()
                    translation = f"{translation[:start]}{tag}{one.names}</ref>{translation[end:]}"
                    break
        return translation


def _by_part(document: Document, reader: Reader) -> dict[str, list[_Unit]]:
    """Return the texts of *document* by part, in reading order.

    The kind of a sub-paragraph is item, whatever its paragraph is; its label is its place, and that of the items that it is in.
    """
    parts: dict[str, list[_Unit]] = defaultdict(list)
    for path, text in located_texts(document):
        part, kind, *places = text.address.split(".")
        label = "" if kind in ("cell", "note") else ".".join(places)
        parts[part].append(_Unit(path, text, reader.piece(text, text.context.split(".")[1], label)))
    return parts


def _whole(units: Sequence[_Unit], kind: str, label: str = "") -> Piece:
    """Return the texts of *units* as one piece."""
    return replace(joined(unit.piece for unit in units), kind=kind, label=label, end="")


def _block_piece(block: Sequence[_Unit]) -> Piece:
    return _whole(block, "table") if "table" in block[0].path else block[0].piece


def _joined(bead: Bead, here: Sequence[Sequence[_Unit]], there: Sequence[Sequence[_Unit]]) -> tuple[list[_Unit], list[_Unit]]:
    """Return the units of *bead*, whose places are those of parts, blocks or rows."""
    return [unit for at in bead.here for unit in here[at]], [unit for at in bead.there for unit in there[at]]


def _is_outside_tags(text: str, position: int) -> bool:
    before = text[:position]
    return all(before.count(f"<{tag}>") == before.count(f"</{tag}>") for tag in ("em", "strong", "sup", "sub", "fn"))
