"""A document and the same in another language → each unit with its translation, and what has no partner, on both sides.

By structure first: parts, bodies, tables row by row, footnotes by where they are called. In each of these, `beads` goes by facts
and by length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from sixfold.languages import ReferenceForm, convert_figure, write_reference

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
    `origin` is where it stands in the other document, by address.
    """

    source: Text
    translation: str
    score: float
    how: How
    origin: str


@dataclass(frozen=True)
class Alignment:
    """What of two documents belongs together, and what of either has no partner; and figures of tables that differ."""

    pairs: list[Pair] = field(default_factory=list)
    untranslated: list[Text] = field(default_factory=list)
    without_source: list[Text] = field(default_factory=list)
    other_figures: list[tuple[Text, Text]] = field(default_factory=list)
    lost_calls: list[tuple[Text, str]] = field(default_factory=list)


class _Unit(NamedTuple):
    path: TextPath
    text: Text


def align_documents(source: Document, other: Document, terms: TermBase) -> Alignment:
    """Return how the texts of *source* and of *other*, the same document in its own language, belong together."""
    return _Aligner(source, other, terms).alignment


class _Aligner:
    """Two documents, while they are aligned."""

    def __init__(self, source: Document, other: Document, terms: TermBase) -> None:
        codes = source.own_language, other.own_language
        self.alignment = Alignment()
        self._languages = codes
        self._references = CrossReferences.of(source)
        self._notes: Mapping[str, str] = {}
        self._readers = Reader(codes[0], codes[1], terms), Reader(codes[1], codes[0], terms)
        sides = [_by_part(document) for document in (source, other)]
        self._pieces = {
            id(unit.text): self._readers[side].piece(unit.text, _kind(unit), _label(unit))
            for side in (0, 1) for units in sides[side].values() for unit in units
        }  # fmt: skip
        every = [[self._pieces[id(unit.text)] for units in side.values() for unit in units] for side in sides]
        self._evidence = Evidence(*every)
        self._align_parts(*sides)

    def _align_parts(self, here: Mapping[str, list[_Unit]], there: Mapping[str, list[_Unit]]) -> None:
        """Align part by part: annexes in their order or, where one of the documents has fewer, by what they say."""
        kinds = dict.fromkeys(name.partition("-")[0] for name in (*here, *there))
        for kind in kinds:
            names = [[name for name in side if name.partition("-")[0] == kind] for side in (here, there)]
            if len(names[0]) == len(names[1]):
                pairs = [([one], [other]) for one, other in zip(*names, strict=True)]
            else:
                whole = [[self._whole(side[name], kind) for name in some] for side, some in zip((here, there), names, strict=True)]
                beads = align(whole[0], whole[1], self._evidence, merges=False)
                pairs = [([names[0][at] for at in bead.here], [names[1][at] for at in bead.there]) for bead in beads]
            for mine, theirs in pairs:
                self._align_part([unit for name in mine for unit in here[name]], [unit for name in theirs for unit in there[name]])

    def _whole(self, units: Sequence[_Unit], kind: str, label: str = "") -> Piece:
        """Return the texts of *units* as one piece."""
        return replace(joined(self._pieces[id(unit.text)] for unit in units), kind=kind, label=label, end="")

    def _align_part(self, here: Sequence[_Unit], there: Sequence[_Unit]) -> None:
        """Align the texts of one part: first those outside of tables and footnotes, with each table as one text."""
        bodies = [_blocks(unit for unit in side if "notes" not in _outside_table(unit.path)) for side in (here, there)]
        pieces = [[self._block_piece(block) for block in body] for body in bodies]
        beads = align(pieces[0], pieces[1], self._evidence)
        partner: dict[int, Text] = {}
        for bead in beads:
            blocks = [[body[at] for at in places] for body, places in zip(bodies, bead[:2], strict=True)]
            for mine, theirs in zip(*blocks, strict=False):
                partner[id(theirs[0].text)] = mine[0].text
        self._notes = self._align_notes(here, there, partner)
        for bead in beads:
            mine, theirs = [bodies[0][at] for at in bead.here], [bodies[1][at] for at in bead.there]
            if mine and theirs and "table" in mine[0][0].path and "table" in theirs[0][0].path:
                self._align_table(mine[0], theirs[0], bead.score)
            else:
                self._keep([one for block in mine for one in block], [one for block in theirs for one in block], bead.score)

    def _block_piece(self, block: Sequence[_Unit]) -> Piece:
        return self._whole(block, "table") if "table" in block[0].path else self._pieces[id(block[0].text)]

    def _align_notes(self, here: Sequence[_Unit], there: Sequence[_Unit], partner: Mapping[int, Text]) -> Mapping[str, str]:
        """Align footnotes, and return the keys of the seed's by those of the other's.

        Two that texts call which belong together have that in common beside what they say.
        """
        sides = [[unit for unit in side if "notes" in _outside_table(unit.path)] for side in (here, there)]
        callers: list[dict[str, tuple[int, int]]] = [{}, {}]
        for unit in here:
            for at, key in enumerate(note_calls(unit.text.text)):
                callers[0].setdefault(key, (id(unit.text), at))
        for unit in there:
            caller = partner.get(id(unit.text))
            for at, key in enumerate(note_calls(unit.text.text) if caller else ()):
                callers[1].setdefault(key, (id(caller), at))
        pieces = [
            [replace(self._pieces[id(unit.text)], label=str(called.get(str(unit.path[-1]), ""))) for unit in notes]
            for called, notes in zip(callers, sides, strict=True)
        ]
        keys: dict[str, str] = {}
        for bead in align(pieces[0], pieces[1], self._evidence):
            mine, theirs = [sides[0][at] for at in bead.here], [sides[1][at] for at in bead.there]
            keys |= {str(b.path[-1]): str(a.path[-1]) for a, b in zip(mine, theirs, strict=False)}
            self._keep(mine, theirs, bead.score)
        return keys

    def _align_table(self, here: Sequence[_Unit], there: Sequence[_Unit], score: float) -> None:
        """Align two tables row by row, whatever order each language sorts them in, and the cells of a row by column."""
        sides = [_rows(units) for units in (here, there)]
        pieces = [[self._whole(row, str(key[0]), str(key[-1])) for key, row in rows] for rows in sides]
        beads = align(pieces[0], pieces[1], self._evidence, merges=False)
        sorted_anew = [Bead((i,), (j,), probability) for i, j, probability in assign(pieces[0], pieces[1], self._evidence)]
        if self._worth(sorted_anew, pieces) > self._worth(beads, pieces) + _SORTED_ANEW:
            taken = [{bead.here[0] for bead in sorted_anew}, {bead.there[0] for bead in sorted_anew}]
            left = [[at for at in range(len(side)) if at not in some] for side, some in zip(sides, taken, strict=True)]
            beads = [*sorted_anew, *(Bead((i,), (), 1.0) for i in left[0]), *(Bead((), (j,), 1.0) for j in left[1])]
        for bead in beads:
            mine, theirs = ([unit for at in places for unit in rows[at][1]] for rows, places in zip(sides, bead[:2], strict=True))
            columns = [{unit.path[_cell(unit.path) :]: unit for unit in row} for row in (mine, theirs)]
            for column in dict.fromkeys((*columns[0], *columns[1])):
                pair = [[side[column]] if column in side else [] for side in columns]
                self._keep(pair[0], pair[1], min(score, bead.score))

    def _worth(self, beads: Sequence[Bead], pieces: Sequence[Sequence[Piece]]) -> float:
        pairs = ((pieces[0][bead.here[0]], pieces[1][bead.there[0]]) for bead in beads if bead.here and bead.there)
        return sum(self._evidence.of(*pair) for pair in pairs)

    # ---- what comes of a bead ----

    def _keep(self, here: Sequence[_Unit], there: Sequence[_Unit], score: float) -> None:
        """Keep what one bead says: a pair, two from one, one from two, or what has no partner."""
        if not here or not there:
            self.alignment.untranslated.extend(unit.text for unit in here if not unit.text.is_figure)
            self.alignment.without_source.extend(unit.text for unit in there if not unit.text.is_figure)
            return
        mine, theirs = [unit.text for unit in here], [unit.text for unit in there]
        if mine[0].is_figure and len(mine) == len(theirs) == 1:
            figures = {convert_figure(text.text, text.language, "en") for text in (mine[0], theirs[0])}
            if len(figures) > 1:
                self.alignment.other_figures.append((mine[0], theirs[0]))
        elif len(mine) == len(theirs) == 1:
            self._add(mine[0], theirs[0].text, score, "alone", theirs[0].address)
        elif len(mine) == 1:
            gap = "" if self._languages[1] == "zh" else " "
            self._add(mine[0], gap.join(text.text for text in theirs), score, "joined", theirs[0].address)
        else:
            self._part(mine, theirs[0], score)

    def _part(self, mine: Sequence[Text], whole: Text, score: float) -> None:
        """Divide *whole*, which has two texts of the seed in one, at the end of the sentence where they fit best."""
        wanted = [self._pieces[id(text)] for text in mine]
        reader = self._readers[1]
        cuts = [match.span() for match in _SENTENCE.finditer(whole.text) if _is_outside_tags(whole.text, match.start())]

        def fit(cut: tuple[int, int]) -> float:
            halves = whole.text[: cut[0]], whole.text[cut[1] :]
            return sum(
                self._evidence.of(piece, reader.piece(replace(whole, text=half), piece.kind))
                for piece, half in zip(wanted, halves, strict=True)
            )

        if not cuts:
            self._add(mine[0], whole.text, score, "joined", whole.address)
            self.alignment.untranslated.extend(mine[1:])
            return
        start, end = max(cuts, key=fit)
        for text, half in zip(mine, (whole.text[:start], whole.text[end:]), strict=True):
            self._add(text, half, score, "parted", whole.address)

    def _add(self, source: Text, translation: str, score: float, how: How, origin: str) -> None:
        """Add a pair, the keys of its footnotes those of the seed; a call that the seed hasn't is told."""
        wanted, found = note_calls(source.text), note_calls(translation)
        keys = [self._notes.get(key, "") for key in found]
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
        self.alignment.pairs.append(Pair(source, translation, score, how, origin))

    def _with_references(self, source: Text, translation: str) -> str:
        """Return *translation* with the references of the source where it has typed what they print, or just their numbers."""
        wanted = references(source.text)
        if wanted and len(references(translation)) == len(wanted):  # those of the file name its own places
            names = iter(one.names for one in wanted)
            return REFERENCE.sub(lambda match: match[0].replace(f">{match[1]}<", f">{next(names)}<"), translation)
        for one in wanted:
            members = [(first.number, last.number if last else None) for first, last in self._references.resolve(one.names)]
            for form in _FORMS:
                words = "".join(piece.text for piece in write_reference(members, self._languages[1], form))
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


def _by_part(document: Document) -> dict[str, list[_Unit]]:
    """Return the texts of *document* by part, in reading order."""
    parts: dict[str, list[_Unit]] = defaultdict(list)
    for path, text in located_texts(document):
        parts[text.address.partition(".")[0]].append(_Unit(path, text))
    return parts


def _kind(unit: _Unit) -> str:
    """Return the kind of a unit; sub-paragraphs of a text are items, whatever their paragraph is."""
    return unit.text.context.split(".")[1]


def _label(unit: _Unit) -> str:
    """Return what a text is counted by: its place among those of its kind, and those of the items that it is in."""
    steps = unit.text.address.split(".")
    return "" if steps[1] in ("cell", "note") else ".".join(steps[2:])


def _outside_table(path: TextPath) -> TextPath:
    return path[: path.index("table")] if "table" in path else path


def _table_of(unit: _Unit) -> TextPath:
    """Return the path of the table that the text is in; of any other text its own."""
    return unit.path[: unit.path.index("table") + 1] if "table" in unit.path else unit.path


def _blocks(units: Iterator[_Unit]) -> list[list[_Unit]]:
    return [list(block) for _, block in groupby(units, _table_of)]


def _cell(path: TextPath) -> int:
    """Return where in the path of a table's text its column begins: after the row, or the name of what isn't in a row."""
    at = path.index("table") + 1
    return at + 2 if path[at] in ("rows", "head", "notes") else at + 1


def _rows(units: Sequence[_Unit]) -> list[tuple[TextPath, list[_Unit]]]:
    """Return the texts of a table row by row; each with what it is known by."""
    def key(unit: _Unit) -> TextPath:
        return unit.path[unit.path.index("table") + 1 : _cell(unit.path)]

    return [(row, list(found)) for row, found in groupby(units, key)]


def _is_outside_tags(text: str, position: int) -> bool:
    before = text[:position]
    return all(before.count(f"<{tag}>") == before.count(f"</{tag}>") for tag in ("em", "strong", "sup", "sub", "fn"))
