"""A document as a whole, and what page 1 says of it: session, agenda, job."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sixfold.catalogs.inline import plain
from sixfold.document.model.base import Model, OneOf
from sixfold.document.model.fields import (
    Date,
    Distribution,
    Emblem,
    Items,
    JobNumberField,
    OneOrMore,
    Organs,
    SessionNumber,
    Symbols,
    TextField,
    describe,
    read_list,
)
from sixfold.document.model.parts import Annex, Letter, Part
from sixfold.document.symbols import join_slugs
from sixfold.languages import LANGUAGE_CODES, LanguageCode


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

    def __str__(self) -> str:
        """Return the session as a seed has it: `66`, `special 26`."""
        return str(self.value) if self.kind == "regular" else f"{self.kind.replace('_', '-')} {self.value}"


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
    original: LanguageCode = Field("en", description="The language in which the document was submitted.")
    language: LanguageCode | None = Field(
        None, description="The language of this file, where it isn't the original's: its text is a translation, too."
    )
    job: Jobs
    reissued: Date | None = Field(
        None, description="The day of a reissue for technical reasons; the symbol has an asterisk."
    )
    session: Sessions = ()
    venue: TextField | None = Field(None, description="Where and when the session meets, below it.")
    agenda: Agendas = ()
    subsidiary: TextField | None = Field(
        None, description="The subsidiary body whose document this is, below the rule."
    )
    layout: Literal["new-york-2011", "new-york-2025", "geneva", "geneva-2009"] = Field(
        "new-york-2011", description="The page: New York until about 2013 and today, Geneva today and until about 2015."
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
        return tuple(plain(agenda.title.text) for agenda in self.agenda)

    @property
    def printed_symbol(self) -> str:
        """The symbol or joint symbol as it is printed."""
        return "-".join(map(str, self.symbol))
