"""A table as a seed has it: heads, rows and cells, which may be merged, and the grid that they make."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, Strict, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from sixfold.document.fields import (
    Model,
    OneOf,
    OneOrMore,
    TextField,
    Texts,
    apart_from_text,
    only,
    optional,
)

CellTexts = Annotated[tuple[TextField, ...], OneOrMore(may_be_empty=True)]
Span = Annotated[int, Strict(), Field(ge=1, le=100)]


class Cell(Model):
    """A cell: a text, its paragraphs, or nothing. Merged, it is `across` columns wide and `down` rows deep."""

    short_forms = ("text",)

    text: CellTexts = ()
    across: Span = Field(1, description="How many columns it is wide; the places that it covers aren't written.")
    down: Span = Field(1, description="How many rows it is deep; the places that it covers aren't written.")
    indent: Annotated[int, Strict(), Field(ge=0, le=4)] = Field(0, description="How many steps its text stands further in.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return apart_from_text(value, cls)


Cells = Annotated[tuple[Cell, ...], Field(min_length=1)]


Number = Annotated[
    bool | int,
    only("true, or a number from 1 to 999,", lambda n: n is True or (isinstance(n, int) and 1 <= n <= 999)),
    WithJsonSchema({"anyOf": [{"const": True}, {"type": "integer", "minimum": 1, "maximum": 999}]}),
]
Reach = Annotated[
    bool | Literal["end"], only("true, false or end,", lambda value: isinstance(value, bool) or value == "end")
]


class Row(OneOf):
    """A row: its cells, those of a subtotal or total, or a heading across the whole table."""

    short_forms = ("cells",)

    cells: Cells | None = None
    group: Annotated[Texts, OneOrMore()] | None = optional(
        "A heading across the table, of the rows below it; in <em> in italics, else bold."
    )
    subtotal: Cells | None = None
    total: Cells | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        return value if isinstance(value, dict | Row) else {"cells": value}

    def cells_of(self, columns: int) -> Sequence[Cell]:
        """Return its cells in a table of so many *columns*."""
        return (Cell(text=self.group, across=columns),) if self.group else self.value


class Table(Model):
    """A table: the heads of its columns, and its rows, whose cells together fill every column."""

    title: TextField | None = None
    number: Number | None = optional(
        "Prints “Table 1” above the title: true counts through the part, a number is where the count goes on."
    )
    unit: TextField | None = optional("Below the title: (Thousands of United States dollars).")
    columns: Cells | None = optional("The heads of the columns, in one row.")
    head: Annotated[tuple[Cells, ...], Field(min_length=1, max_length=9)] | None = optional(
        "The heads of the columns, in several rows."
    )
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=1500)]  # the engine takes 12 ms for each
    source: TextField | None = optional("Below the table, after the word “Source:”, which is printed.")
    note: TextField | None = optional("Below the table, after the word “Note:”.")
    abbreviations: TextField | None = optional("Below the table, after the word “Abbreviations:”.")
    notes: dict[str, TextField] = Field({}, description="Notes below the table by the key that <fn> calls.")
    widths: Annotated[tuple[Annotated[float, Field(gt=0, le=100_000)], ...], Field(min_length=1)] | None = optional(
        "The widths of the columns, as shares of their sum."
    )
    large: bool = Field(False, description="Whether its rows are in the size of running text, as those of sentences are.")
    wide: Reach = Field(
        False, description="Whether it is as wide as the page, not only as its text; end: from the edge of the text to the page’s."
    )
    whole: bool = Field(False, description="Whether all its rows stand on one page, where they fit.")
    landscape: bool = Field(False, description="Whether it stands on a page of its own that is turned.")

    @model_validator(mode="after")
    def _is_a_grid(self) -> Table:
        if self.columns and self.head:
            raise PydanticCustomError("heads", "the heads stand under “columns” or “head”, not under both")
        place_cells(self.head_rows, self.width, "head" if self.head else "")
        place_cells(self.body_rows, self.width, "rows")
        if self.widths and len(self.widths) != self.width:
            given = {"given": len(self.widths), "columns": self.width, "place": ("widths",)}
            raise PydanticCustomError("widths", "{given} widths are given, the table has {columns} columns", given)
        return self

    @property
    def head_rows(self) -> Sequence[Sequence[Cell]]:
        """The rows of the head, none or more."""
        return (self.columns,) if self.columns else self.head or ()

    @property
    def width(self) -> int:
        """How many columns it has: those of its head, or of its first row of cells."""
        rows = self.head_rows or [row.value for row in self.rows if not row.group] or [[Cell()]]
        return sum(cell.across for cell in rows[0])

    @property
    def body_rows(self) -> Sequence[Sequence[Cell]]:
        """The cells of its rows; a group is one cell across all columns."""
        return [row.cells_of(self.width) for row in self.rows]

    @cached_property
    def starts(self) -> Sequence[Sequence[int]]:
        """The columns, from 0, that the cells of its rows begin in."""
        return place_cells(self.body_rows, self.width, "rows")

    def column_at(self, steps: Sequence[Any]) -> int:
        """Return the column, from 0, in which the cell begins whose text is at *steps* from the table."""
        kind, *inner = steps
        if kind not in ("columns", "head", "rows") or "group" in inner:
            return 0
        row, cell = (0, inner[0]) if kind == "columns" else (inner[0], inner[2 if kind == "rows" else 1])
        starts = self.starts if kind == "rows" else place_cells(self.head_rows, self.width, "")
        return starts[int(row)][int(cell)]


def place_cells(rows: Sequence[Sequence[Cell]], columns: int, key: str) -> list[list[int]]:
    """Return for each of *rows*, which stand under *key*, the columns (from 0) that its cells begin in.

    Raises: PydanticCustomError, where cells overlap, leave a place empty or reach out of the table.
    """
    depths = [0] * columns  # how many rows, from this one on, each column is covered by a cell
    owners = [0] * columns  # the row of that cell
    placed = []
    for number, row in enumerate(rows):
        starts: list[int] = []
        column = 0
        for cell in row:
            while column < columns and depths[column]:
                column += 1
            end = column + cell.across
            if end > columns or any(depths[column:end]):
                what = "is wider than the table, which has {columns} columns" if end > columns else "overlaps one that comes down"
                raise _misplaced(f"row {{row}}: cell {{cell}} {what}", key, number, cell=len(starts) + 1, columns=columns)
            depths[column:end], owners[column:end] = [cell.down] * cell.across, [number] * cell.across
            starts.append(column)
            column = end
        if not all(depths):
            found = columns - depths.count(0)
            raise _misplaced("row {row} fills {found} of the table’s {columns} columns", key, number, found=found, columns=columns)
        depths = [depth - 1 for depth in depths]
        placed.append(starts)
    if any(depths):
        raise _misplaced("row {row}: a cell reaches down below the last row", key, owners[depths.index(max(depths))])
    return placed


def _misplaced(what: str, key: str, row: int, **values: int) -> PydanticCustomError:
    place = (key, row) if key else ("columns",)
    return PydanticCustomError("grid", what if key != "head" else f"head: {what}", values | {"row": row + 1, "place": place})
