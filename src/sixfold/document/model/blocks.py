"""What a body is made of: paragraphs of every kind, headings, tables."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sixfold.document.model.base import Model, OneOf
from sixfold.document.model.fields import OneOrMore, OrNothing, Text, TextField, Texts, read_list


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


Paragraphs = Annotated[Texts, BeforeValidator(read_list), OneOrMore()]
ItemList = Annotated[tuple[Item, ...], Field(min_length=1, max_length=999)]


def _read_cell(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Cell = Annotated[TextField | None, BeforeValidator(_read_cell), OrNothing()]


class Table(Model):
    """A table: the heads of its columns, and its rows, each with a cell for every column; a cell may be empty."""

    title: TextField | None = None
    columns: Texts
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(min_length=1)]

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
    continued: TextField | None = Field(
        None, description="An unnumbered paragraph that goes on after what interrupts it: no line of it is indented."
    )
    indented: Paragraphs | None = Field(
        None, description="One or more unnumbered paragraphs that stand one tab in as a whole: a list of names, a quotation."
    )
    preambular: ItemList | None = Field(
        None, description="Paragraphs that open a declaration or resolution, unnumbered."
    )
    operative: ItemList | None = Field(None, description="Numbered paragraphs of a declaration or resolution.")
    numbered: ItemList | None = Field(None, description="Numbered paragraphs of a report.")
    lettered: ItemList | None = Field(None, description="Paragraphs (a), (b), … that belong to no numbered one.")
    list: ItemList | None = Field(None, description="A list 1., 2., … whose lines stand clear of its numbers.")
    bulleted: ItemList | None = Field(None, description="A list with bullets, and dashes below them.")
    chapter: TextField | None = Field(None, description="A heading of the first degree: I., II., …")
    section: TextField | None = Field(None, description="A heading of the second degree: A., B., …")
    subsection: TextField | None = Field(None, description="A heading of the third degree: 1., 2., …")
    subheading: TextField | None = Field(None, description="A heading of the third degree without number.")
    point: TextField | None = Field(None, description="A heading of the fourth degree, in italics: (a), (b), …")
    minor: TextField | None = Field(None, description="A heading of the fourth degree, in italics, without number.")
    heading: Texts | None = Field(None, description="A heading without number, in one or more lines.")
    table: Table | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        is_text = isinstance(value, str | Text) or (isinstance(value, dict) and "text" in value)
        return {"paragraph": value} if is_text else value


Body = Annotated[tuple[Block, ...], Field(min_length=1)]
