"""The shape of a document: its parts, and which keys a seed may give them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

from sixfold.document.values import (
    LANGUAGE_CODES,
    Date,
    Distribution,
    Emblem,
    Items,
    JobNumberField,
    LanguageCode,
    OneOrMore,
    Organs,
    SessionNumber,
    Symbols,
    Text,
    TextField,
    Texts,
    describe,
    read_list,
)
from sixfold.symbols import join_slugs


def _complete_schema(schema: JsonSchemaValue, model: type[BaseModel]) -> None:
    """Add to a model's JSON Schema what its validators know and pydantic can't see."""
    if issubclass(model, OneOf):
        for name, field in schema["properties"].items():
            form = next(form for form in field["anyOf"] if form != {"type": "null"})
            schema["properties"][name] = form | {key: field[key] for key in field if key not in ("anyOf", "default")}
        schema |= {"minProperties": 1, "maxProperties": 1}
    if issubclass(model, Model) and model.short_forms:
        whole = dict(schema)
        schema.clear()
        forms = (whole["properties"][form] if isinstance(form, str) else form for form in model.short_forms)
        schema["anyOf"] = [*forms, whole]


class Model(BaseModel):
    """The base of every part of a document: frozen, and refusing keys it doesn't know.

    `short_forms` are the JSON Schemas of other ways to write it, which its validators read; a field's name stands for its schema.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, json_schema_extra=_complete_schema
    )
    short_forms: ClassVar[tuple[JsonSchemaValue | str, ...]] = ()


class OneOf(Model):
    """A mapping with exactly one key, which says what the value is."""

    @model_validator(mode="after")
    def _has_one_key(self) -> OneOf:
        keys = ", ".join(field.alias or name for name, field in type(self).model_fields.items())
        given = ", ".join(sorted(self.model_fields_set)) or "nothing"
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError(
                "one_of", "exactly one of {keys} is expected here, found {given}", {"keys": keys, "given": given}
            )
        if self.value is None:
            raise PydanticCustomError("nothing", "nothing stands under “{given}”", {"given": given})
        return self

    @property
    def kind(self) -> str:
        """The key that is given."""
        return next(iter(self.model_fields_set))

    @property
    def value(self) -> Any:
        """The value of that key."""
        return getattr(self, self.kind)


class Item(Model):
    """A paragraph that may have sub-paragraphs: (a), (b), …, and those (i), (ii), …; a text by itself has none."""

    short_forms = ("text",)

    text: TextField
    items: Annotated[tuple[Item, ...], Field(max_length=26)] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, dict) and "items" in value:
            inner = {key: inner for key, inner in value.items() if key != "items"}
            return {"text": inner if set(inner) - {"text"} else inner.get("text"), "items": value["items"]}
        return value if isinstance(value, Item) else {"text": value}


ItemList = Annotated[tuple[Item, ...], Field(min_length=1, max_length=999)]
Body = Annotated[tuple["Block", ...], Field(min_length=1)]


class Table(Model):
    """A table: the heads of its columns, and its rows, each with a cell for every column."""

    title: TextField | None = None
    columns: Texts
    rows: Annotated[tuple[tuple[TextField, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_even_rows(self) -> Table:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise PydanticCustomError(
                    "uneven", "row {row} has {cells} cells, the table {columns} columns",
                    {"row": number, "cells": len(row), "columns": len(self.columns)},
                )  # fmt: skip
        return self


class Block(OneOf):
    """One or more paragraphs of one kind, a heading or a table; a text by itself is an unnumbered paragraph."""

    short_forms = ("paragraph",)

    paragraph: TextField | None = None
    preambular: ItemList | None = Field(
        None, description="Paragraphs that open a declaration or resolution, unnumbered."
    )
    operative: ItemList | None = Field(None, description="Numbered paragraphs of a declaration or resolution.")
    numbered: ItemList | None = Field(None, description="Numbered paragraphs of a report.")
    lettered: ItemList | None = Field(None, description="Paragraphs (a), (b), … that belong to no numbered one.")
    list: ItemList | None = Field(None, description="A list 1., 2., … whose lines stand clear of its numbers.")
    chapter: TextField | None = Field(None, description="A heading of the first degree: I., II., …")
    section: TextField | None = Field(None, description="A heading of the second degree: A., B., …")
    subsection: TextField | None = Field(None, description="A heading of the third degree: 1., 2., …")
    minor: TextField | None = Field(None, description="A heading of the fourth degree, in italics, without number.")
    heading: Texts | None = Field(None, description="A heading without number, in one or more lines.")
    table: Table | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        is_text = isinstance(value, str | Text) or (isinstance(value, dict) and "text" in value)
        return {"paragraph": value} if is_text else value


class Signatory(Model):
    """Who signed, and as what. The family name stands in `<strong>`."""

    name: TextField
    role: TextField


Notes = dict[str, TextField]


class Letter(Model):
    """A letter or note verbale: its title, its paragraphs, who signed it (a note verbale has no signature)."""

    title: TextField
    body: Body
    signature: tuple[Signatory, ...] = ()
    notes: Notes = Field({}, description="Footnotes by the key that <fn> calls them with.")


class Report(Model):
    """A report: its titles, larger ones first, a list of contents if it has one, its paragraphs."""

    titles: Texts
    subtitles: tuple[TextField, ...] = ()
    contents: bool = False
    body: Body
    notes: Notes = Field({}, description="Footnotes by the key that <fn> calls them with.")


class Annex(Model):
    """An annex, on a page of its own.

    It has a heading of its own ("Annex to the letter …"), or without one the word "Annex", and its number where there are
    several. `numbering` is where paragraph numbers stand: `declaration` one tab in, `report` at the left edge of the text.
    """

    heading: TextField | None = None
    titles: tuple[TextField, ...] = ()
    numbering: Literal["declaration", "report"] = "report"
    body: Body
    notes: Notes = Field({}, description="Footnotes by the key that <fn> calls them with.")


class Resolution(Model):
    """A draft or adopted resolution: titles, preambular and operative paragraphs; adopted, its meeting and date."""

    titles: Texts
    body: Body
    meeting: Annotated[int, Strict(), Field(ge=1, le=999)] | None = None
    adopted: Date | None = None
    notes: Notes = Field({}, description="Footnotes by the key that <fn> calls them with.")


class Part(OneOf):
    """A part of a document."""

    letter: Letter | None = None
    report: Report | None = None
    resolution: Resolution | None = None
    annex: Annex | None = None
    enclosure: Annex | None = None


class Session(OneOf):
    """A session; a plain number in a seed is a regular one. `year` is how the Security Council counts."""

    short_forms = ({"type": "integer", "minimum": 1, "maximum": 999},)

    regular: SessionNumber | None = None
    special: SessionNumber | None = None
    emergency_special: SessionNumber | None = Field(None, alias="emergency-special")
    year: SessionNumber | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            return {"regular": value}
        if isinstance(value, dict | Session):
            return value
        what = "a session such as 66, or a mapping such as special: 26,"
        raise PydanticCustomError(
            "session", "{what} is expected here, found {found}", {"what": what, "found": describe(value)}
        )


class Agenda(Model):
    """The items under which a document is issued, of the agenda or of what comes before it, and their title."""

    items: Items
    of: Literal["agenda", "provisional", "preliminary"] = "agenda"
    note: TextField | None = Field(None, description="Footnote to the line, mostly the symbol of a provisional agenda.")
    title: TextField


Sessions = Annotated[tuple[Session, ...], Field(max_length=2), BeforeValidator(read_list), OneOrMore()]
Agendas = Annotated[tuple[Agenda, ...], Field(max_length=9), BeforeValidator(read_list), OneOrMore()]


class Job(Model):
    """What the foot of page 1 prints of a document's processing: its number and up to two dates."""

    short_forms = ({"type": "string"},)

    number: JobNumberField
    dates: Annotated[tuple[Date, ...], Field(max_length=2)] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        return value if isinstance(value, dict | Job) else {"number": value}


class Jobs(Model):
    """The job of each language version; in a seed, one number may stand for all."""

    short_forms = ("en",)

    ar: Job
    en: Job
    es: Job
    fr: Job
    ru: Job
    zh: Job

    @model_validator(mode="before")
    @classmethod
    def _from_one(cls, value: object) -> object:
        if isinstance(value, dict) and "number" not in value:
            return value
        return dict.fromkeys(LANGUAGE_CODES, value)

    def __getitem__(self, code: str) -> Job:
        """Return the job of the language *code*."""
        job: Job = getattr(self, code)
        return job


class Document(Model):
    """One parliamentary document, in one language."""

    symbol: Symbols = Field(description="The document symbol, A/66/398; a list makes a joint symbol.")
    organ: Organs
    distribution: Distribution = "general"
    date: Date = Field(description="The masthead's date: submission for processing, not the date of the letter.")
    original: LanguageCode = Field("en", description="The language in which this text is written.")
    job: Jobs
    reissued: Date | None = Field(
        None, description="The day of a reissue for technical reasons; the symbol has an asterisk."
    )
    session: Sessions = ()
    agenda: Agendas = ()
    subsidiary: TextField | None = Field(
        None, description="The subsidiary body whose document this is, below the rule."
    )
    layout: Literal["new-york-2011", "new-york-2025", "geneva"] = Field(
        "new-york-2011", description="The page: New York until about 2013, New York today, Geneva."
    )
    digits: Literal["arab", "latn"] | None = Field(
        None, description="Digits of Arabic running text; the layout's, if absent."
    )
    width: Literal[100, 103] = Field(103, description="How wide letters below the masthead are set, in per cent.")
    lists: Literal["justified", "ragged"] = Field("justified", description="How lists 1., 2., … end their lines.")
    first_page: Literal["open", "close"] = Field(
        "open",
        description="How page 1 is set; close: half a line before the original language, subsidiary body on 12 points.",
    )
    recycle: bool = Field(True, description="Whether page 1 asks to recycle.")
    emblem: Emblem = Field("emblem.svg", description="An SVG file in templates/, or false for none.")
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @property
    def slug(self) -> str:
        """The symbol as a file name, which is also the domain of the document's catalogs."""
        return join_slugs(self.symbol)

    @property
    def printed_symbol(self) -> str:
        """The symbol or joint symbol as it is printed."""
        return "-".join(map(str, self.symbol))
