"""A list of terms as a table (`terms.csv`): a concept a row, a language a column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from sixfold.document import LANGUAGE_CODES, LanguageCode
from sixfold.errors import Problem
from sixfold.terms.model import Concept

_FORBIDDEN: Mapping[str, LanguageCode] = {f"{code}_forbidden": code for code in LANGUAGE_CODES}
COLUMNS = (*LANGUAGE_CODES, *_FORBIDDEN, "context", "source")


class _Rows(Protocol):
    """What `csv.reader` gives: its type has no name."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def read_table(path: Path, text: str) -> tuple[list[Concept], list[Problem]]:
    """Return the concepts of a table, and what is wrong with it; in a cell, `|` stands between forms, the preferred one first."""
    rows: _Rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    concepts: list[Concept] = []
    problems: list[Problem] = []
    try:
        header = [name.strip() for name in next(rows, [])]
        problems += _header_problems(path, header)
        if not problems:
            for line, cells in _lines(rows):
                if len(cells) > len(header):
                    what = f"the row has {len(cells)} cells, the table {len(header)} columns"
                    problems.append(Problem(what, path, line, "put a cell with “,” in quotation marks"))
                else:
                    concepts.append(_concept(path, line, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        problems.append(
            Problem(f"this isn’t a table: {error}", path, rows.line_num, "put a cell with “,” in quotation marks")
        )
    return concepts, problems


def _lines(rows: _Rows) -> Iterator[tuple[int, list[str]]]:
    line = rows.line_num
    for cells in rows:
        if any(cell.strip() for cell in cells):
            yield line + 1, cells
        line = rows.line_num


def _header_problems(path: Path, header: list[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(header):
        if name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"the columns are {', '.join(COLUMNS)}"
            yield Problem(f"unknown column “{name}”", path, 1, hint)
        elif header.count(name) > 1:
            yield Problem(f"the column “{name}” stands twice", path, 1, "keep one of them")
    if sum(name in LANGUAGE_CODES for name in header) < 2:
        hint = f"the first line names the columns: {', '.join(LANGUAGE_CODES)}"
        yield Problem("a list of terms needs columns for two languages at least", path, 1, hint)


def _concept(path: Path, line: int, row: Mapping[str, str]) -> Concept:
    return Concept(
        {code: forms for code in LANGUAGE_CODES if (forms := _forms(row.get(code, "")))},
        {code: forms for name, code in _FORBIDDEN.items() if (forms := _forms(row.get(name, "")))},
        path,
        line,
        row.get("context", "").strip(),
        row.get("source", "").strip(),
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for part in cell.split("|") if (form := part.strip())))
