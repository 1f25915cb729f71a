"""What the templates get: the page as frozen values, every decision made. One class for each template, or each loop of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Literal

from markupsafe import Markup

#: How a draft marks a text.
Mark = Literal["", "untranslated", "fuzzy"]

_NO_MARKUP = Markup()


class FixedText(Markup):
    """Words of the house as HTML; `unit` is theirs: `house:organ.general-assembly`."""

    unit: str = ""


_NO_WORDS = FixedText()


@dataclass(frozen=True)
class Line:
    """A text ready for the page.

    `mark` is its class in the stylesheets: how a draft marks it. `label` is its address, where a proof shows it; `change` what
    changed in its source, there too; `anchor`, its address, names its element and its place in the PDF, to which a contents list
    points, `entry` is what is printed there: the text without its notes. `revision` is its class in a redline edition: changed,
    inserted, deleted, moved, split, merged; there `change` says from where.
    """

    html: Markup
    language: str
    direction: str
    mark: Mark
    label: str = ""
    anchor: str = ""
    entry: Markup = _NO_MARKUP
    change: Markup = _NO_MARKUP
    revision: str = ""


@dataclass(frozen=True)
class LinkedSymbol:
    """A symbol in two parts, which are printed in two sizes, and where the document is found."""

    series: str
    rest: str
    address: str


@dataclass(frozen=True)
class Masthead:
    """The head of page 1 down to its rule. `language` is that of the distribution block; a line that is empty keeps its place."""

    united_nations: FixedText
    symbols: tuple[LinkedSymbol, ...]
    emblem: str
    emblem_text: str
    organs: tuple[FixedText, ...]
    distribution: FixedText
    date: Markup
    language_line: FixedText
    original_line: FixedText
    language: str


@dataclass(frozen=True)
class AgendaLine:
    """The line of agenda items and their titles."""

    items: FixedText
    titles: tuple[Line, ...]


@dataclass(frozen=True)
class SessionColumn:
    """A session and its agenda; `organ` is named in joint documents only."""

    organ: FixedText = _NO_WORDS
    session: FixedText = _NO_WORDS
    agenda: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True)
class SessionBlock:
    """What is printed between the masthead and the first part: a column for each organ of a joint symbol, else one or none."""

    columns: tuple[SessionColumn, ...]
    subsidiary_organ: FixedText
    subsidiary: Line | None
    venue: Line | None
    reissued: FixedText


@dataclass(frozen=True)
class BarCode:
    """Bars or squares as an SVG path; `modules` is the width of the whole in narrow bars or squares."""

    path: str
    modules: int


@dataclass(frozen=True)
class Footer:
    """The foot of page 1, and the job number of the others. What a layout doesn't print is None or empty."""

    job_number: str
    job_line: str
    bar_code: BarCode | None
    bar_code_text: str
    bar_code_figures: str
    qr_code: BarCode | None
    qr_code_text: str
    please_recycle: FixedText


#: What a cell of a table is the heading of: a column, its row, the rows below it, nothing.
Scope = Literal["", "col", "row", "rowgroup"]


@dataclass(frozen=True)
class TableCell:
    """A cell of a table: its paragraphs, its classes in the stylesheets, how many columns and rows it fills, what it heads."""

    lines: tuple[Line, ...]
    look: str
    across: int
    down: int
    scope: Scope

    @property
    def has_rule_of_its_own(self) -> bool:
        """Whether the rule below it leaves gaps to those of its neighbours."""
        return {"spanning", "above"} <= {*self.look.split()}

    @property
    def attributes(self) -> dict[str, object]:
        """The attributes of its element; what is None isn't written."""
        spans = {"colspan": self.across if self.across > 1 else None, "rowspan": self.down if self.down > 1 else None}
        return spans | {"scope": self.scope if self.scope.startswith("row") else None}


@dataclass(frozen=True)
class TableRow:
    """A row of a table, with its classes in the stylesheets: group, subtotal, total, …"""

    classes: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class NoteBelow:
    """A note below a table or figure and its mark, as its calls print it."""

    mark: str
    text: Line


@dataclass(frozen=True)
class TableOnPage:
    """A table with what stands above it (`label` is "Table 1") and below it.

    `remarks` are its source, note and abbreviations, `width` is how many columns it has, `widths` are those of its columns in per
    cent, if the seed gives them; `classes` its own in the stylesheets.
    """

    label: FixedText
    title: Line | None
    unit: Line | None
    head: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    remarks: tuple[Line, ...]
    notes: tuple[NoteBelow, ...]
    width: int
    widths: tuple[str, ...]
    classes: str
    reach: Literal["", "wide", "wide-end"]
    is_landscape: bool


@dataclass(frozen=True)
class Picture:
    """A picture, its `alternative`, the words for who can't see it, and what stands below it."""

    address: str
    alternative: Line
    remarks: tuple[Line, ...]
    notes: tuple[NoteBelow, ...]
    is_wide: bool
    is_landscape: bool


@dataclass(frozen=True)
class Element:
    """One thing in a body: a paragraph, a heading, a table, figure or box.

    `kind` is its class in the stylesheets, `lines` its text (several in some kinds only), `number` what is printed before
    it, `is_further_in` whether it stands one tab further in than its kind does, `level` that of a heading, `position` that of
    a numbered paragraph; `turned` says that it stands on a page that is turned, or is the last to do so, `begins_page` that the
    author has a page begin with it. A figure or box may have a
    `label`, "Figure II", above its title; a figure has its `picture`, a box its `body`.
    """

    kind: str
    lines: tuple[Line, ...] = ()
    number: str = ""
    level: int = 0
    table: TableOnPage | None = None
    position: int = 0
    is_further_in: bool = False
    label: FixedText = _NO_WORDS
    picture: Picture | None = None
    body: tuple[Element, ...] = ()
    turned: Literal["", "turned", "turned last"] = ""
    begins_page: bool = False

    @property
    def classes(self) -> str:
        """Its classes in the stylesheets."""
        further_in, new_page = "further-in" if self.is_further_in else "", "new-page" if self.begins_page else ""
        return " ".join(filter(None, (self.kind, further_in, self.turned, new_page)))

    @property
    def text(self) -> Line:
        """The text of an element that has one."""
        return self.lines[0]


@dataclass(frozen=True)
class PartOfPage:
    """A letter, report, resolution, annex, enclosure or appendix. Which fields are filled depends on `kind`.

    `anchor`, its name (`annex-2`), is a place in its `label`, to which references lead.
    An annex has either a `heading` of its own or the `label` "Annex II", which may be large with its titles; `original` is
    "[Original: French]" below either; `closing` are the lines that close a resolution, `summary` stands in a frame below the word
    `summary_title`.
    """

    kind: str
    anchor: str = ""
    body: tuple[Element, ...] = ()
    titles: tuple[Line, ...] = ()
    subtitles: tuple[Line, ...] = ()
    heading: Line | None = None
    label: FixedText = _NO_WORDS
    has_large_titles: bool = True
    original: FixedText = _NO_WORDS
    numbering: str = ""
    rapporteur: Line | None = None
    submission: Line | None = None
    basis: Line | None = None
    closing: tuple[FixedText, ...] = ()
    signatures: tuple[tuple[Line, ...], ...] = ()
    summary: tuple[Element, ...] = ()
    summary_title: FixedText = _NO_WORDS


@dataclass(frozen=True)
class ContentsEntry:
    """A row of the list of contents; `paragraphs` are the numbers of those below a heading: 3–45."""

    kind: str
    number: str
    text: Line | None = None
    paragraphs: str = ""


@dataclass(frozen=True)
class Contents:
    """The list of contents of a report and the heads of its columns; `paragraphs` is empty where there is no such column.

    `is_below_summary` says where it stands.
    """

    entries: tuple[ContentsEntry, ...]
    title: FixedText
    paragraphs: FixedText
    page: FixedText
    is_below_summary: bool


@dataclass(frozen=True)
class Page:
    """One edition of a document, as `document.html.j2` prints it.

    `running_symbol` is that of the running head, in one line or more; `date` is ISO 8601; `stylesheets` are below `css/`.
    `has_asterisk_notes` says that page 1 can have notes with asterisks, `has_blue_links` how links of the text look.
    """

    title: str
    running_symbol: str
    date: str
    draft_line: str
    language: str
    direction: Literal["ltr", "rtl"]
    hyphenation: Literal["auto", "manual"]
    digits: Literal["arab", "latn"]
    has_asterisk_notes: bool
    has_blue_links: bool
    stylesheets: tuple[str, ...]
    masthead: Masthead
    session_block: SessionBlock
    footer: Footer
    contents: Contents | None
    parts: tuple[PartOfPage, ...] = field(repr=False)


def lines_of(node: object) -> Iterator[Line]:
    """Yield the lines of *node*, a part of a page, in its order."""
    if isinstance(node, Line):
        yield node
    elif isinstance(node, tuple) or is_dataclass(node):
        for one in node if isinstance(node, tuple) else (getattr(node, each.name) for each in fields(node)):
            yield from lines_of(one)
