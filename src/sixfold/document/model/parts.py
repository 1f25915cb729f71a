"""The parts of a document: a letter, a report, a resolution, annexes and enclosures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict

from sixfold.document.model.base import Model, OneOf
from sixfold.document.model.blocks import Body
from sixfold.document.model.fields import Date, OneOrMore, TextField, Texts, read_list

Lines = Annotated[Texts, BeforeValidator(read_list), OneOrMore()]


class Signatory(Model):
    """Who signed, and as what: one line, or a list of lines. The family name stands in `<strong>`."""

    name: TextField
    role: Lines


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
    several. A letter in an annex has its signature. `numbering` is where paragraph numbers stand: `declaration` one tab in,
    `report` at the left edge of the text.
    """

    heading: TextField | None = None
    titles: tuple[TextField, ...] = ()
    numbering: Literal["declaration", "report"] = "report"
    body: Body
    signature: tuple[Signatory, ...] = ()
    notes: Notes = Field({}, description="Footnotes by the key that <fn> calls them with.")


class Resolution(Model):
    """A draft or adopted resolution: titles, preambular and operative paragraphs; adopted, its basis, meeting and date."""

    titles: Texts
    basis: TextField | None = Field(
        None, description="What it was adopted on, below the first title: [on the report of the Third Committee (A/65/457)]."
    )
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
