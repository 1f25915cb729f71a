"""The blocks of a part → the elements of the page: numbered as the language numbers them, columns of figures aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sixfold.compose.models import Element, FixedText, Line, Mark, Picture
from sixfold.compose.tables import TableRenderer, notes_below, remarks
from sixfold.compose.text import Notes, TextRenderer
from sixfold.document.fields import Text
from sixfold.document.model import HEADINGS, NOT_APPLICABLE, Block, Box, Correction, Figure, Item, Passage, RollEntry
from sixfold.document.numbering import first_address
from sixfold.languages.numbers import Numbered, number
from sixfold.languages.references import Number

#: The elements of lettered paragraphs and of those below them.
_LETTERED = ("sub-paragraph", "sub-sub-paragraph")

#: Lettered paragraphs, and lists, whose points stand clear of what is before them.
_LISTED = ("lettered", "list", "hanging", "bulleted", "dashed")
#: What stands before the points of a list, and before those below them. Source of bullets and dashes: S/2024/228.
BULLETS = {"bulleted": ("•", "–"), "dashed": ("–", "–")}

#: The headings, by the size in points that they have unless their part says another.
_OF_SIZE = {14: "chapter", 12: "section", 10: "subsection"}


#: Stands for what is rendered by itself.
_HEADING = "\ue000"


@dataclass(frozen=True)
class BodyRenderer:
    """Renders the body of one part, whose footnotes are `notes`; `numbers` are those of the document, by address.

    `sizes` are those of numbered headings, in points: one that is set in another size looks like that which has it. `pictures`
    are the addresses of pictures, by their names in the seed.
    """

    text: TextRenderer
    notes: Notes
    numbers: Mapping[str, Number]
    pictures: Mapping[str, str]
    sizes: Mapping[str, int] = field(default_factory=dict)

    def render(self, blocks: Sequence[Block | Passage]) -> Iterator[Element]:
        """Yield the elements of *blocks*, of which those begin a page that come after `new_page`."""
        begins_page = False
        for block in blocks:
            if block.kind == "new_page":
                begins_page = True
                continue
            for element in self._block(block):
                yield replace(element, begins_page=True) if begins_page else element
                begins_page = False

    def _block(self, block: Block | Passage) -> Iterator[Element]:
        """Yield the elements of *block*."""
        kind, value = block.kind, block.value
        if kind in HEADINGS:
            looks = _OF_SIZE[self.sizes[kind]] if kind in self.sizes else kind
            lines = tuple(self.text.title(text, self.notes) for text in _texts(value))
            yield Element(looks, lines, self._number(_texts(value)[0]), HEADINGS[kind][0])
        elif kind == "table":
            table = TableRenderer(value, self.text, self.notes, self.numbers)
            yield Element("table", table=table.render(self.numbers.get(first_address(value))))
        elif kind == "figure":
            yield self._figure(value)
        elif kind == "box":
            body = tuple(self.render(value.body))
            yield Element("box", self._title(value, self.notes), label=self._label(value), body=body)
        elif kind in ("paragraph", "continued", "lines", "right", "centred"):
            yield Element(kind, self._lines(value))
        elif kind == "indented":
            for element in self.render(value):
                is_plain = element.kind == "paragraph"
                yield replace(element, kind="indented") if is_plain else replace(element, is_further_in=True)
        elif kind == "roll":
            yield from self._roll(value)
        elif kind == "corrections":
            yield from self._corrections(value)
        elif kind in _LISTED:
            yield from self._listed(kind, value)
        else:
            for item in value:
                number = self.numbers.get(item.text.address)
                lines, sign = self._item(item)
                yield Element("numbered", lines, sign, position=number.steps[0].n) if number else Element("paragraph", lines)
                yield from self._listed("lettered", item.items)

    def _roll(self, groups: Sequence[RollEntry]) -> Iterator[Element]:
        words = self.text.house.word("roll.heading", heading=_HEADING)
        for one in groups:
            heading = self.text.line(one.heading, self.notes)  # which may have tags of its own
            yield Element("roll-heading", (self.text.within(heading, words, _HEADING),))
            yield Element("roll", self._lines(one.lines))

    def _corrections(self, corrections: Sequence[Correction]) -> Iterator[Element]:
        """Yield the entries of a corrigendum: each a heading, which is numbered if there are several, and what is to be read."""
        house = self.text.house
        for n, one in enumerate(corrections, 1):
            look, sign = ("subsection", self._sign("list", n)) if len(corrections) > 1 else ("subheading", "")
            yield Element(look, (self.text.title(one.place, self.notes),), sign, HEADINGS["subheading"][0])
            found = one.read or one.delete or one.insert
            if not found:
                continue
            if found.text == NOT_APPLICABLE:
                yield Element("paragraph", (self.text.line(found, self.notes, house.word("corrigendum.not-applicable")),))
            elif one.before:
                line = self.text.line(found, self.notes, house.word("corrigendum.for", before=one.before.text, read=found.text))
                other = self.text.line(one.before, self.notes)
                label = " ".join(filter(None, (other.label, line.label)))
                mark: Mark = max(line.mark, other.mark)  # "", "fuzzy", "untranslated": the worse of the two
                change = line.change or other.change
                yield Element("paragraph", (replace(line, mark=mark, label=label, change=change),))
            else:
                word = "read" if one.read else "delete" if one.delete else "insert"
                above = self.text.markup(house.word(f"corrigendum.{word}"), house.language.code)
                yield Element("paragraph introducing", (Line(above, house.language.code, house.language.direction, ""),))
                yield Element("paragraph", (self.text.line(found, self.notes),))

    def _listed(self, kind: str, items: Sequence[Item], depth: int = 1) -> Iterator[Element]:
        for item in items:
            lines, sign = self._item(item)
            sign = BULLETS[kind][depth > 1] if kind in BULLETS else sign
            look = _LETTERED[min(depth, 2) - 1] if kind == "lettered" else f"listed {kind} {kind}-{min(depth, 3)}"
            yield Element(look, lines, sign)
            yield from self._listed(kind, item.items, depth + 1)

    def _item(self, item: Item) -> tuple[tuple[Line, ...], str]:
        """Return the text of *item* and its number, in square brackets if it is left open."""
        sign = self._number(item.text)
        if not item.bracketed:
            return self._lines(item.text), sign
        within = f"{'' if sign else '['}{item.text.text}]"
        return (self.text.line(item.text, self.notes, within),), sign and f"[{sign}"

    def _figure(self, figure: Figure) -> Element:
        code = self.text.house.language.code
        notes = Notes.of(figure.notes, self.numbers, code, outer=self.notes)
        label, title = self._label(figure), self._title(figure, notes)
        picture = Picture(
            address=self.pictures.get(figure.picture[code], ""),
            alternative=self.text.line(figure.alternative),
            remarks=tuple(remarks(figure, self.text, notes)),
            notes=tuple(notes_below(figure.notes, self.text, notes)),
            is_wide=figure.wide,
            is_landscape=figure.landscape,
        )
        return Element("figure", title, label=label, picture=picture)

    def _label(self, one: Figure | Box) -> FixedText:
        """Return "Figure II", or nothing where it has no number."""
        number = self.numbers.get(first_address(one)) if one.number else None
        return self.text.fixed(self.text.figures(self.text.house.label(number))) if number else FixedText()

    def _title(self, one: Figure | Box, notes: Notes) -> tuple[Line, ...]:
        return (self.text.title(one.title, notes),) if one.title else ()

    def _lines(self, value: Text | Sequence[Text]) -> tuple[Line, ...]:
        return self.text.lines(_texts(value), self.notes)

    def _number(self, text: Text) -> str:
        """Return what stands before *text*, a paragraph or heading: the last step of its number, if it has one."""
        found = self.numbers.get(text.address)
        return self._sign(*found.steps[-1]) if found else ""  # type: ignore[arg-type]

    def _sign(self, kind: Numbered, position: int) -> str:
        return self.text.figures(number(kind, position, self.text.house.language.code))


def _texts(value: Text | Sequence[Text]) -> Sequence[Text]:
    return (value,) if isinstance(value, Text) else value


def with_turned_pages(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Return *elements*, those marked that stand on pages that are turned: tables, figures, and the headings right above them."""
    marked: list[Element] = []
    for element in reversed(elements):
        goes_on = bool(marked and marked[-1].turned)
        shown = element.table or element.picture
        is_turned = shown.is_landscape if shown else bool(element.level and goes_on)
        marked.append(replace(element, turned="turned" if goes_on else "turned last") if is_turned else element)
    return tuple(reversed(marked))
