"""A document: data only. What a seed says, in frozen models; a translation has the same shape.

The models carry the rules of the seed format (which keys, which values), so that one place says them; reading a file, and saying
where in it a rule is broken, is the business of `seeds`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BeforeValidator, Field, PrivateAttr, Strict, model_validator
from pydantic_core import PydanticCustomError

from sixfold.catalogs.inline import plain
from sixfold.document.fields import (
    FIRST_YEAR,
    AgendaItems,
    CalendarYear,
    Date,
    Distribution,
    Emblem,
    JobNumberField,
    Model,
    OneOf,
    OneOrMore,
    OrdinalNumber,
    Organs,
    PictureFile,
    Symbols,
    Text,
    TextField,
    Texts,
    apart_from_text,
    expected,
    optional,
)
from sixfold.document.symbols import join_slugs
from sixfold.document.tables import Number, Table
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.languages.numbers import Numbered

_T = TypeVar("_T")


class Item(Model):
    """A paragraph that may have sub-paragraphs: (a), (b), …, and those (i), (ii), …; a text by itself has none.

    `number` is where the count goes on from it; else it follows the one before. `bracketed` is what a draft leaves open.
    """

    short_forms = ("text",)

    text: TextField
    items: Annotated[tuple[Item, ...], Field(max_length=26)] = ()
    number: OrdinalNumber | None = optional("Its number, from which the following ones count on.")
    bracketed: bool = Field(False, description="Whether it stands in square brackets, with its number: [15. …].")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return apart_from_text(value, cls)


def numbered_items(items: Sequence[Item], before: int = 0) -> Iterator[tuple[int, Item]]:
    """Yield each of *items* with its number, the first one the number after *before*."""
    for item in items:
        before = item.number or before + 1
        yield before, item


Lines = Annotated[Texts, OneOrMore()]
ItemList = Annotated[tuple[Item, ...], Field(min_length=1, max_length=999)]


class InSix(Model, Generic[_T]):
    """What each language version has of its own; in a seed, one may stand for all."""

    short_forms = ("en",)

    ar: _T
    en: _T
    es: _T
    fr: _T
    ru: _T
    zh: _T

    @model_validator(mode="before")
    @classmethod
    def _from_one(cls, value: object) -> object:
        is_whole = isinstance(value, cls) or (isinstance(value, dict) and "number" not in value)  # which a job has
        return value if is_whole else dict.fromkeys(LANGUAGE_CODES, value)

    def __getitem__(self, code: str) -> _T:
        """Return that of the language *code*."""
        own: _T = getattr(self, code)
        return own


class Pictures(InSix[PictureFile]):
    """The file of a picture for each language; in a seed, one may stand for all."""


class Titled(Model):
    """What may print its number above its title: a number alone would say nothing, and no reference could lead to it."""

    title: TextField | None = None
    number: Number | None = None

    @model_validator(mode="after")
    def _has_title(self) -> Titled:
        if self.number and not self.title:
            raise PydanticCustomError("title", "what has a number needs a title, too")
        return self


class Figure(Titled):
    """A picture beside the seed, its number and title above, what is to be said of it below.

    `alternative` says in words what is to be seen, for who can't see it.
    """

    picture: Pictures = Field(description="An .svg or .png file beside the seed, or one for each language.")
    alternative: TextField = Field(description="What is to be seen, in words, for readers who can’t see it.")
    source: TextField | None = optional("Below the picture, after the word “Source:”, which is printed.")
    note: TextField | None = optional("Below the picture, after the word “Note:”.")
    abbreviations: TextField | None = optional("Below the picture, after the word “Abbreviations:”.")
    notes: dict[str, TextField] = Field({}, description="Notes below the picture by the key that <fn> calls, or of letters in it.")
    wide: bool = Field(False, description="Whether it is as wide as the page, not only as its text.")
    landscape: bool = Field(False, description="Whether it stands on a page of its own that is turned.")


class Box(Titled):
    """What stands apart from the text in a frame, with its title, and its number, if it has one."""

    body: Body

    @model_validator(mode="after")
    def _holds_no_box(self) -> Box:
        if any(block.kind == "box" for block in self.body):
            raise PydanticCustomError("box", "a box can’t stand in a box")
        return self


class Passage(OneOf):
    """One or more paragraphs of one kind, which may also stand one tab in; a text by itself is an unnumbered paragraph."""

    short_forms = ("paragraph",)

    paragraph: TextField | None = None
    continued: TextField | None = optional(
        "An unnumbered paragraph that goes on after what interrupts it: no line of it is indented."
    )
    lines: Lines | None = optional("Lines one below the other without space between them: names, an address.")
    right: Lines | None = optional("One or more lines at the right (in Arabic, the left): a date and a place.")
    centred: Lines | None = optional("One or more lines in the middle.")
    lettered: ItemList | None = optional("Paragraphs (a), (b), … that belong to no numbered one.")
    hanging: ItemList | None = optional("Paragraphs (a), (b), … whose lines stand clear of their letters.")
    list: ItemList | None = optional("A list 1., 2., … whose lines stand clear of its numbers.")
    bulleted: ItemList | None = optional("A list with bullets, and dashes below them.")
    dashed: ItemList | None = optional("A list with dashes.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        is_text = isinstance(value, str | Text) or (isinstance(value, dict) and "text" in value)
        return {"paragraph": value} if is_text else value


#: The translation of a correction that its own language doesn't need; the page says so.
NOT_APPLICABLE = "—"


class Correction(Model):
    """An entry of a corrigendum: a place in the document, and what is to be read there.

    `for` and `read` are words before and after; `read` alone is the whole text anew, `delete` what goes, `insert` what comes.
    """

    place: TextField
    before: TextField | None = Field(None, alias="for")
    read: TextField | None = None
    delete: TextField | None = None
    insert: TextField | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Correction:
        given = [name for name in ("read", "delete", "insert") if getattr(self, name)]
        if len(given) != 1 or (self.before and given != ["read"]):
            raise PydanticCustomError("correction", "a correction has “for” and “read”, or one of “read”, “delete” and “insert”")
        if self.before and self.read and self.before.text == self.read.text:
            raise PydanticCustomError("correction", "“for” and “read” say the same")
        return self


Passages = Annotated[tuple[Passage, ...], Field(min_length=1), OneOrMore()]


class RollEntry(Model):
    """Names or States below a heading in italics, a colon behind it, which is printed: the officers of a committee, a vote."""

    heading: TextField
    lines: Lines


class Block(Passage):
    """One or more paragraphs of one kind, a heading, a table, figure or box; a text by itself is an unnumbered paragraph."""

    indented: Passages | None = optional("Paragraphs that stand one tab in as a whole: a quotation, what stands below a bullet.")
    preambular: ItemList | None = optional("Paragraphs that open a declaration or resolution, unnumbered.")
    operative: ItemList | None = optional("Numbered paragraphs of a declaration or resolution.")
    numbered: ItemList | None = optional("Numbered paragraphs of a report.")
    chapter: TextField | None = optional("A heading of the first degree: I., II., …")
    section: TextField | None = optional("A heading of the second degree: A., B., …")
    subsection: TextField | None = optional("A heading of the third degree: 1., 2., …")
    subheading: TextField | None = optional("A heading of the third degree without number.")
    point: TextField | None = optional("A heading of the fourth degree, in italics: (a), (b), …")
    minor: TextField | None = optional("A heading of the fourth degree, in italics, without number.")
    heading: Texts | None = optional("A heading without number, in one or more lines.")
    table: Table | None = None
    figure: Figure | None = None
    roll: Annotated[tuple[RollEntry, ...], Field(min_length=1, max_length=99)] | None = optional(
        "Lists below headings in italics: the officers of a committee, who voted in favour and against."
    )
    box: Box | None = optional("Paragraphs in a frame of their own, apart from the text.")
    corrections: Annotated[tuple[Correction, ...], Field(min_length=1, max_length=999)] | None = optional(
        "The entries of a corrigendum: where, and what is to be read there."
    )
    new_page: Literal[True] | None = optional("What comes next begins a page.")


Body = Annotated[tuple[Block, ...], Field(min_length=1)]


#: Headings, by the key of their block: their level below the title of the part, and how they are numbered.
HEADINGS: dict[str, tuple[int, Numbered | None]] = {
    "chapter": (1, "chapter"),
    "section": (2, "section"),
    "subsection": (3, "subsection"),
    "subheading": (3, None),
    "point": (4, "letter"),
    "minor": (4, None),
    "heading": (2, None),
}


def count_heading(counts: Counter[str], kind: str) -> int:
    """Count a heading of *kind* in *counts*, where those below it begin anew, and return which one it is."""
    level = HEADINGS[kind][0]
    counts[kind] += 1
    for lower, (lower_level, _) in HEADINGS.items():
        if lower_level > level:
            counts[lower] = 0
    return counts[kind]


class Signatory(Model):
    """Who signed, and as what: one line, a list of lines, or nothing. The family name stands in `<strong>`."""

    name: TextField
    role: Lines = ()
    signed: bool = Field(True, description="Whether “(Signed)” stands before the name.")


Footnotes = Annotated[dict[str, TextField], Field(description="Footnotes by the key that <fn> calls them with.")]


Sizes = Annotated[
    dict[Literal["chapter", "section", "subsection"], Literal[10, 12, 14]],
    Field(description="Sizes of numbered headings, in points, where they are not 14, 12 and 10."),
]


class Letter(Model):
    """A letter or note verbale: its title, its paragraphs, who signed it (a note verbale has no signature)."""

    title: TextField
    sizes: Sizes = Field({})
    body: Body
    signature: tuple[Signatory, ...] = ()
    notes: Footnotes = Field({})


class ContentsList(Model):
    """A list of contents: how many levels of headings, whether with the numbers of their paragraphs, and where it stands."""

    short_forms = ({"type": "boolean"},)

    levels: Annotated[int, Strict(), Field(ge=1, le=4)] | None = optional(
        "How many levels of numbered headings it names: I., A., 1., (a); if absent, two, in Geneva four."
    )
    paragraphs: bool | None = optional(
        "Whether it has a column of paragraph numbers; if absent, as the layout has it: in Geneva only."
    )
    below: Literal["titles", "summary"] = Field("titles", description="Whether it stands before or after the summary.")

    @model_validator(mode="before")
    @classmethod
    def _from_true(cls, value: object) -> object:
        return {} if value is True else value


class Report(Model):
    """A report: its titles, larger ones first, a list of contents and a summary if it has them, its paragraphs."""

    titles: Texts
    subtitles: tuple[TextField, ...] = ()
    rapporteur: TextField | None = optional(
        "Who reports for a committee, below the titles, after the word “Rapporteur:”, which is printed: "
        "Ms. Ana <strong>Martins</strong> (Portugal)."
    )
    contents: Annotated[ContentsList | None, BeforeValidator(lambda value: None if value is False else value)] = None
    summary: Body | None = optional("What is printed in a frame with the word “Summary”, before the text.")
    body: Body
    notes: Footnotes = Field({})


Originals = Annotated[tuple[LanguageCode, ...], Field(max_length=6), OneOrMore()]


class Annex(Model):
    """An annex, on a page of its own.

    It has a heading of its own ("Annex to the letter …"), or without one the word "Annex", and its number where there are
    several. A letter in an annex has its signature. `numbering` is where paragraph numbers stand: `declaration` one tab in,
    `report` at the left edge of the text.
    """

    heading: TextField | None = None
    original: Originals = Field((), description="The language or languages of its original, where that is another one.")
    titles: tuple[TextField, ...] = ()
    numbering: Literal["declaration", "report"] = "report"
    note_numbers: Literal["on", "anew", "letters"] | None = optional(
        "How its footnotes are numbered: on from the part before, anew from 1, or in letters; if absent, on in a "
        "letter, in letters in a report."
    )
    sizes: Sizes = Field({})
    body: Body
    signature: tuple[Signatory, ...] = ()
    notes: Footnotes = Field({})


class Resolution(Model):
    """A draft or adopted resolution: titles, preambular and operative paragraphs; adopted, its basis, meeting and date."""

    submission: TextField | None = optional(
        "Who submits a draft, in a bold line above its title: “Draft resolution submitted by the President of "
        "the General Assembly”, “Cuba and Togo: draft resolution”."
    )
    titles: Texts
    basis: TextField | None = optional(
        "What it was adopted on, below the first title: [on the report of the Third Committee (A/65/457)]."
    )
    body: Body
    meeting: OrdinalNumber | None = None
    adopted: Date | None = None
    notes: Footnotes = Field({})


class Part(OneOf):
    """A part of a document."""

    letter: Letter | None = None
    report: Report | None = None
    resolution: Resolution | None = None
    annex: Annex | None = None
    enclosure: Annex | None = None
    appendix: Annex | None = None


class Session(OneOf):
    """A session; a plain number in a seed is a regular one, or the calendar year of one of the Economic and Social Council.

    `year` is how the Security Council counts.
    """

    short_forms = ({"type": "integer", "minimum": 1, "maximum": 9999},)

    regular: OrdinalNumber | None = None
    special: OrdinalNumber | None = None
    emergency_special: OrdinalNumber | None = Field(None, alias="emergency-special")
    year: OrdinalNumber | None = None
    of_year: CalendarYear | None = Field(None, alias="of-year")
    substantive: CalendarYear | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            return {"regular" if value <= FIRST_YEAR else "of-year": value}
        if isinstance(value, dict | Session):
            return value
        raise expected("a session such as 66, or a mapping such as special: 26,", value)

    def __str__(self) -> str:
        """Return the session as a seed has it: `66`, `special 26`."""
        return str(self.value) if self.kind == "regular" else f"{self.kind.replace('_', '-')} {self.value}"


class Agenda(Model):
    """The items under which a document is issued, of the agenda or of what comes before it, and their titles, if any."""

    items: AgendaItems
    of: Literal["agenda", "provisional", "preliminary"] = "agenda"
    note: TextField | None = optional("Footnote to the line, mostly the symbol of a provisional agenda.")
    title: Lines = Field((), description="The title of the item; of several items a list, printed one below the other; or none.")


Sessions = Annotated[tuple[Session, ...], Field(max_length=2), OneOrMore()]
Agendas = Annotated[tuple[Agenda, ...], Field(max_length=9), OneOrMore()]


class Job(Model):
    """What the foot of page 1 prints of a document's processing: its number and up to two dates."""

    short_forms = ({"type": "string"},)

    number: JobNumberField
    dates: Annotated[tuple[Date, ...], Field(max_length=2)] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        return value if isinstance(value, dict | Job) else {"number": value}


class Jobs(InSix[Job]):
    """The job of each language version; in a seed, one number may stand for all."""


class Document(Model):
    """One parliamentary document, in one language."""

    symbol: Symbols = Field(description="The document symbol, A/66/398; a list makes a joint symbol.")
    organ: Organs
    distribution: Distribution = "general"
    date: Date = Field(description="The masthead's date: submission for processing, not the date of the letter.")
    original: LanguageCode = Field("en", description="The language in which the document was submitted.")
    language: LanguageCode | None = optional(
        "The language of this file, where it isn't the original's: its text is a translation, too."
    )
    job: Jobs
    reissued: Date | None = optional("The day of a reissue for technical reasons; the symbol has an asterisk.")
    session: Sessions = ()
    venue: TextField | None = optional("Where and when the session meets, below it.")
    agenda: Agendas = ()
    subsidiary: TextField | None = optional("The subsidiary body whose document this is, below the rule.")
    layout: Literal["new-york-2011", "new-york-2025", "geneva", "geneva-2009"] = Field(
        "new-york-2011", description="The page: New York until about 2013 and today, Geneva today and until about 2015."
    )
    digits: Literal["arab", "latn"] | None = optional("Digits of Arabic running text; the layout's, if absent.")
    width: Literal[100, 103] = Field(103, description="How wide letters below the masthead are set, in per cent.")
    lists: Literal["justified", "ragged"] = Field("justified", description="How lists 1., 2., … end their lines.")
    first_page: Literal["open", "close"] = Field(
        "open", description="How page 1 is set; close: half a line before the original language, subsidiary body on 12 points."
    )
    recycle: bool = Field(True, description="Whether page 1 asks to recycle.")
    emblem: Emblem = Field("emblem.svg", description="An SVG file in templates/, or false for none.")
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    _folder: Path = PrivateAttr(Path("seeds"))

    def lying_in(self, folder: Path) -> Document:
        """Return the document as that of a seed in *folder*, where its pictures are."""
        document = self.model_copy()
        document._folder = folder
        return document

    @property
    def folder(self) -> Path:
        """The folder of the seed."""
        return self._folder

    @property
    def slug(self) -> str:
        """The symbol as a file name, which is also the domain of the document's catalogs."""
        return join_slugs(self.symbol)

    @property
    def own_language(self) -> LanguageCode:
        """The language that the texts of the seed are written in."""
        return self.language or self.original

    @property
    def full_title(self) -> str:
        """The symbol and the title of the first part, without tags, in one line."""
        first = self.parts[0].value
        title = first.title if isinstance(first, Letter) else first.heading if isinstance(first, Annex) else first.titles[0]
        return f"{self.printed_symbol}: {plain(title.text)}" if title else self.printed_symbol

    @property
    def subjects(self) -> tuple[str, ...]:
        """The titles of the agenda items, without tags."""
        return tuple(plain(title.text) for agenda in self.agenda for title in agenda.title)

    @property
    def printed_symbol(self) -> str:
        """The symbol or joint symbol as it is printed."""
        return "-".join(map(str, self.symbol))
