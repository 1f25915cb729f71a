"""A document → the number of each thing in it that has one, counted here and nowhere else: page, contents and references use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from sixfold.catalogs.inline import note_calls
from sixfold.document.fields import Text
from sixfold.document.model import HEADINGS, Document, Item, Passage, Report, count_heading, numbered_items
from sixfold.document.units import TextPath, located_texts, part_names
from sixfold.languages.numbers import Numbered
from sixfold.languages.references import Number, Referable, Step

#: How paragraphs are numbered, level by level; the last one goes for all below. None has no number.
_SIGNS: Mapping[str, tuple[Numbered | None, ...]] = {
    "preambular": (None, "letter", "sub_letter"),
    "operative": ("paragraph", "letter", "sub_letter"),
    "numbered": ("paragraph", "letter", "sub_letter"),
    "lettered": ("letter", "sub_letter"),
    "hanging": ("letter", "sub_letter"),
    "list": ("list", "letter"),
    "bulleted": (None,),
    "dashed": (None,),
}
#: What the first step of a number makes of the whole.
_WHAT: Mapping[str, Referable] = {"paragraph": "paragraph", "letter": "subparagraph", "sub_letter": "subparagraph", "list": "item"}


class Counted(NamedTuple):
    """Something that may have a number: its path, its address, the number; `is_given` says that the seed gives it."""

    path: TextPath
    address: str
    number: Number | None
    is_given: bool = False


def is_numbered(kind: str) -> bool:
    """Tell whether a block of this *kind* is a list of paragraphs that have numbers or letters."""
    return _SIGNS.get(kind, (None,))[0] is not None


def number_document(document: Document) -> Mapping[str, Number]:
    """Return the numbers of *document* by address: of its paragraphs, headings, tables, annexes (`annex-2`) and footnotes."""
    return {one.address: one.number for one in count_document(document) if one.number}


def count_document(document: Document) -> Iterator[Counted]:
    """Yield everything in *document* that may have a number, part by part; its footnotes at the end."""
    kinds = [part.kind for part in document.parts]
    for place, (part, name) in enumerate(zip(document.parts, part_names(document), strict=True)):
        path: TextPath = ("parts", place, part.kind)
        if part.kind in ("annex", "enclosure", "appendix"):
            # an appendix is counted with those of its annex, others with all
            annexes = [n for n, kind in enumerate(kinds) if kind == "annex" and part.kind == "appendix"]
            first = max((n for n in annexes if n < place), default=0)
            end = min((n for n in annexes if n > place), default=len(kinds))
            steps = (Step("annex", kinds[first:place].count(part.kind) + 1),) if kinds[first:end].count(part.kind) > 1 else ()
            yield Counted(path, name, Number(part.kind, steps))  # type: ignore[arg-type]
        if isinstance(part.value, Report) and part.value.summary:
            yield from _Part(name.replace("report", "summary", 1)).count(part.value.summary, (*path, "summary"))
        yield from _Part(name).count(part.value.body, (*path, "body"))
    yield from _count_notes(document)


class _Part:
    """Counts what stands in the part of this *name*."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.headings: dict[int, Step] = {}

    def count(self, body: Sequence[Passage], path: TextPath) -> Iterator[Counted]:
        """Yield what stands in *body*, which is at *path*."""
        for place, block in enumerate(body):
            steps, kind, value = (*path, place, block.kind), block.kind, block.value
            if kind in HEADINGS:
                yield from self._count_heading(kind, value, steps)
            elif kind == "indented":
                yield from self.count(value, steps)
            elif kind in ("table", "figure", "box"):
                if given := value.number:  # known by its own name, `annex.table.2`, and by its first text
                    self.counts[kind] = self.counts[kind] + 1 if given is True else given
                    self.counts[f"{kind} by place"] += 1
                    number = Number(kind, (Step("annex" if kind == "figure" else "list", self.counts[kind]),))  # type: ignore[arg-type]
                    yield Counted(steps, f"{self.name}.{kind}.{self.counts[f'{kind} by place']}", number)
                    yield Counted(steps, first_address(value), number)
                if kind == "box":
                    yield from self.count(value.body, (*steps, "body"))
            elif kind in _SIGNS:
                # the numbers of paragraphs go on from block to block, letters begin anew
                before = self.counts["paragraph"] if _SIGNS[kind][0] == "paragraph" else 0
                for one in _count_items(value, _SIGNS[kind], steps, (), before):
                    if one.number and len(one.number.steps) == 1 and one.number.what == "paragraph":
                        self.counts["paragraph"] = one.number.steps[0].n
                    yield one

    def _count_heading(self, kind: str, value: Text | Sequence[Text], path: TextPath) -> Iterator[Counted]:
        level, sign = HEADINGS[kind]
        n = count_heading(self.counts, kind)
        self.headings = {above: step for above, step in self.headings.items() if above < level}
        if isinstance(value, Text) and sign:
            self.headings[level] = Step(sign, n)
            yield Counted(path, value.address, Number("section", tuple(self.headings.values())))

def first_address(node: object) -> str:
    """Return the address of the first text of *node*, its title as a rule: by it a table, figure or box is known."""
    found = located_texts(node)
    return found[0][1].address if found else ""


def _count_items(
    items: Sequence[Item], signs: Sequence[Numbered | None], path: TextPath, above: tuple[Step, ...], before: int = 0
) -> Iterator[Counted]:
    for place, (n, item) in enumerate(numbered_items(items, before)):
        steps = (*above, Step(signs[0], n)) if signs[0] else above
        number = Number(_WHAT[steps[0].kind], steps) if signs[0] else None
        yield Counted((*path, place), item.text.address, number, item.number is not None)
        yield from _count_items(item.items, signs[1:] or signs, (*path, place, "items"), steps)


def _count_notes(document: Document) -> Iterator[Counted]:
    """Yield the notes in the order of their calls; those below a table or figure that nothing calls, too.

    They have numbers through all parts, letters below a table or figure and in the annexes of a report, unless an annex says
    otherwise; a key of asterisks is its own mark.
    """
    usual = "letters" if any(part.kind == "report" for part in document.parts) else "on"
    ways = [getattr(part.value, "note_numbers", "on") or usual for part in document.parts]
    found = located_texts(document)
    notes = {path: text.address for path, text in found if path[0] == "parts" and path[-2] == "notes"}
    called: list[TextPath] = []
    for path, text in found:
        for key in note_calls(text.text) if path not in notes else ():
            called += [note] if (note := called_note(path, key, notes)) else []
    counts: Counter[TextPath] = Counter()
    for note in dict.fromkeys([*called, *(path for path in notes if path[-3] in ("table", "figure"))]):
        kind: Literal["note", "note-letter", "table-note"] = "note"
        if note[-3] in ("table", "figure"):
            kind = "table-note"
        elif ways[int(note[1])] == "letters":
            kind = "note-letter"
        is_mark = set(str(note[-1])) == {"*"}
        owner = note[:-2] if kind != "note" or ways[int(note[1])] == "anew" else ()
        counts[owner] += not is_mark
        number = Number("footnote", (Step(kind, counts[owner]),), str(note[-1]) if is_mark else "")
        yield Counted(note, notes[note], number)


def called_note(path: TextPath, key: str, notes: Container[TextPath]) -> TextPath:
    """Return the path of the one of *notes* that a text at *path* calls by *key*: of the innermost that has it, a table in a part.

    Where there is none it is empty.
    """
    return next((note for end in range(len(path), 2, -1) if (note := (*path[:end], "notes", key)) in notes), ())
