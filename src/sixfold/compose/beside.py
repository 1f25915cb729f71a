"""A document in two languages → the HTML of one page that has them side by side, for revisers: a row for each unit.

Both pages come from one seed, so that they have the same places: what stands in one place of each is a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from sixfold.compose.models import Element, Line, NoteBelow, Page, PartOfPage, lines_of
from sixfold.compose.page import Composition, draft_line, fill_template, make_page, make_renderer, untranslated_units
from sixfold.compose.text import Column
from sixfold.document.cross_references import print_references
from sixfold.document.house import House
from sixfold.document.metadata import edition_metadata
from sixfold.document.model import Document
from sixfold.languages import language
from sixfold.languages.numbers import capitalized

#: Columns of a table for which half a page is wide enough.
_MOST_COLUMNS = 3

#: The call of a footnote.
_CALLED = re.compile('data-note="([^"]+)"')


@dataclass(frozen=True)
class Side:
    """What the `page` in one language has in a row: elements, or a note; nothing, where the other alone has something."""

    page: Page
    elements: tuple[Element, ...] = ()
    note: NoteBelow | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self.elements and not self.note


@dataclass(frozen=True)
class Row:
    """Both sides of a row, in the order of reading; `part` is the class of their part.

    Where half a page is too narrow, the second `is_below` the first.
    """

    part: str
    sides: tuple[Side, Side]
    is_below: bool = False


@dataclass(frozen=True)
class BesidePage:
    """An edition with two languages side by side, as `beside.html.j2` prints it.

    `page` is that of the first language, `name` says what kind of edition this is, `draft` what isn't translated in either, `empty`
    stands where a side has no text; `classes` say how rows are laid out: in `columns`, or in
    `spreads`, where each language has pages of its own; with addresses between them in a `proof`; `other-scripts`, where lines
    aren't as high in both.
    """

    page: Page
    name: str
    draft: str
    empty: str
    classes: str
    stylesheets: tuple[str, ...]
    rows: tuple[Row, ...]


def compose_beside(
    first: tuple[Document, House],
    second: tuple[Document, House],
    templates: Path,
    *,
    is_proof: bool = False,
    has_spreads: bool = False,
) -> Composition:
    """Return the HTML of a document, given in two languages, with these side by side, or on pages that face each other.

    Untranslated units have their language before their address. *is_proof* prints addresses between the columns, and what changed
    in the source of fuzzy translations, of the second language above them.
    """
    house, code, other = first[1], first[1].language.code, second[1].language.code
    names = "/".join(house.word(f"original-bracket.{one}") for one in (code, other))
    name, empty = house.word("beside.title", languages=names), house.word("beside.empty")
    columns = Column(), Column(f"{other}:")
    renderer, other_renderer = (make_renderer(*one, is_proof=is_proof) for one in (first, second))
    page, pictures = make_page(print_references(first[0]), replace(renderer, column=columns[0]), templates)
    other_page, other_pictures = make_page(print_references(second[0]), replace(other_renderer, column=columns[1]), templates)
    untranslated, other_untranslated = untranslated_units(*first), untranslated_units(*second)
    drafts = [
        capitalized(house.word("beside.draft", language=house.word(f"original-bracket.{one}"), line=line))
        for document, one, found in ((first[0], code, untranslated), (second[0], other, other_untranslated))
        if found and (line := renderer.figures(draft_line(document, house, len(found))))
    ]
    marked = (*(f"{code}:{one}" for one in untranslated), *(f"{other}:{one}" for one in other_untranslated))
    sheets = page.stylesheets + tuple(sheet for sheet in other_page.stylesheets if sheet not in page.stylesheets)
    rows = tuple(_rows(page, other_page, [column.notes for column in columns], has_spreads=has_spreads))
    title = f"{first[0].full_title} ({name})"
    page = replace(page, title=house.word("draft.title", title=title) if marked else title)
    looks = {
        "columns": not has_spreads, "spreads": has_spreads, "proof": is_proof, "from-right": page.direction == "rtl",
        "other-scripts": bool({code, other} & {"ar", "zh"}),
    }  # fmt: skip
    classes = " ".join(look for look, applies in looks.items() if applies)
    shown = BesidePage(page, name, "\n".join(drafts), empty, classes, (*sheets, "beside.css"), rows)
    metadata = edition_metadata(first[0], house, page.title, "draft" if marked and not is_proof else "proof")  # never final
    html = fill_template("beside.html.j2", templates, page=page, beside=shown)
    return Composition(html, marked, metadata, {**pictures, **other_pictures})


def _rows(page: Page, other: Page, notes: Sequence[dict[str, NoteBelow]], *, has_spreads: bool) -> Iterator[Row]:
    """Yield the rows of two pages of one document, below each the *notes* of either that it is the first to call."""
    both = Side(page), Side(other)
    for (part, elements), (_, others) in zip(_places(page), _places(other), strict=True):
        if not elements and not others:
            continue
        sides = replace(both[0], elements=elements), replace(both[1], elements=others)
        yield Row(part, sides, not has_spreads and any(map(_needs_the_width, (*elements, *others))))
        called = [[call for line in lines_of(own) for call in _CALLED.findall(line.html)] for own in (elements, others)]
        for key in dict.fromkeys(chain(*called)):
            first, second = (
                replace(side, note=kept.pop(key, None) if key in own else None)
                for side, kept, own in zip(both, notes, called, strict=True)
            )
            if first.note or second.note:  # it is called for the first time
                yield Row(part, (first, second))


def _needs_the_width(element: Element) -> bool:
    """Tell whether half a page is too narrow for *element*: a table of many columns, a wide figure, a box with such a one."""
    if table := element.table:
        return bool(table.reach) or table.width > _MOST_COLUMNS or "folding" in table.classes
    if picture := element.picture:
        return picture.is_wide or picture.is_landscape
    return any(map(_needs_the_width, element.body))


def _places(page: Page) -> Iterator[tuple[str, tuple[Element, ...]]]:
    """Yield what stands in each place of *page*, from the masthead on, with the class of its part.

    A place that is empty in this language may be filled in another. A list of contents is left out: it says its headings again.
    """
    fixed = partial(_fixed, page)
    masthead, block = page.masthead, page.session_block
    own = language(masthead.language)
    in_block = partial(Markup('<span lang="{}" dir="{}">{}</span>').format, own.code, own.direction)
    above = [fixed(words) for words in (masthead.united_nations, *masthead.organs)]
    for words in (masthead.distribution, masthead.date, masthead.language_line, masthead.original_line):
        above.append(fixed(in_block(words) if words else ""))
    above += [fixed(block.reissued), fixed(block.subsidiary_organ), _line(block.subsidiary), _line(block.venue)]
    for column in block.columns:
        above += [fixed(column.organ), fixed(column.session)]
        for agenda in column.agenda:
            above += [fixed(agenda.items), *map(_line, agenda.titles)]
    yield from (("", elements) for elements in above)
    for part in page.parts:
        name = f"{part.kind} {part.numbering}".strip()
        yield from ((name, elements) for elements in _places_of_part(part, fixed))


def _places_of_part(part: PartOfPage, fixed: Callable[..., tuple[Element, ...]]) -> Iterator[tuple[Element, ...]]:
    """Yield what stands in each place of *part*.

    What is turned goes together with the headings above it, a correction with the words that introduce it: a language that needs
    none hasn't got them.
    """
    large = "large" if part.kind == "report" or (part.label and part.has_large_titles) else "title"
    yield fixed(part.label, large, level=1, anchor=part.anchor)
    yield _line(part.heading, "title", level=1)
    yield fixed(part.original, "right")
    yield _line(part.submission, "submission")
    yield from (_line(title, large, level=1) for title in part.titles)
    yield from (_line(title, "title", level=2) for title in part.subtitles)
    yield _line(part.rapporteur, "rapporteur")
    yield _line(part.basis, "basis")
    yield fixed(part.summary_title, "title", level=2)
    for element in part.summary:
        yield (element,)
    elements: tuple[Element, ...] = ()
    for element in part.body:
        elements += (element,)
        if element.turned != "turned" and not element.kind.endswith("introducing"):
            yield elements
            elements = ()
    yield from ((Element("right", signatory),) for signatory in part.signatures)
    yield from (fixed(words, "right") for words in part.closing)


def _line(line: Line | None, kind: str = "lines", level: int = 0) -> tuple[Element, ...]:
    return (Element(kind, (line,), level=level),) if line else ()


def _fixed(page: Page, words: Markup | str, kind: str = "lines", level: int = 0, anchor: str = "") -> tuple[Element, ...]:
    line = Line(Markup(words), page.language, page.direction, "", anchor=anchor)  # noqa: S704  (the renderer made it)
    return _line(line if words else None, kind, level)
