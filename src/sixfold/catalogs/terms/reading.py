"""The project's list of terms → concepts, checked: every mistake at once, with its line.

The list is a table, `terms.csv`: a concept a row, a language a column; in a cell, `|` separates forms, the preferred one first.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from sixfold.catalogs.terms.model import Concept, TermBase
from sixfold.catalogs.terms.recognition import form_length
from sixfold.errors import Problem, SixfoldError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.files import read_file

_FORBIDDEN: Mapping[str, LanguageCode] = {f"{code}_forbidden": code for code in LANGUAGE_CODES}
COLUMNS = (*LANGUAGE_CODES, *_FORBIDDEN, "context", "source")

#: What would break the line of a catalog's comment, or a terminal, in which the term is shown.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufffe\uffff]")


class TermsError(SixfoldError):
    """A list of terms can't be read, or contradicts itself."""

    exit_code = 4


def read_terms(path: Path) -> TermBase:
    """Return the terms of the list at *path*; a list that isn't there has none.

    Raises: TermsError, with every mistake and its line.
    """
    try:
        concepts, problems = _read_table(path, read_file(path).decode("utf-8-sig"))
    except FileNotFoundError:
        return TermBase()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TermsError("a list of terms is UTF-8, and this line isn’t", path, line, "save the file as UTF-8") from None
    except OSError as error:
        raise TermsError(f"can’t be read: {error.strerror}", path, hint="check the path and its rights") from None
    problems += [problem for concept in concepts for problem in _contradictions(concept)]
    if problems:
        raise TermsError.of(problems)
    return TermBase(tuple(concepts))


def _contradictions(concept: Concept) -> Iterator[Problem]:
    if len(concept.forms) < 2:
        hint = "give the term in two languages at least, or delete the row"
        yield Problem("a concept has a term in one language only", concept.path, concept.line, hint)
    for code in LANGUAGE_CODES:
        forbidden = concept.forbidden.get(code, ())
        for form in concept.forms.get(code, ()):
            if form in forbidden:
                what = f"“{form}” ({code}) is both to be used and forbidden"
                yield Problem(what, concept.path, concept.line, "delete it in one of the two places")
        for form in (*concept.forms.get(code, ()), *forbidden):
            if control := _CONTROL.search(form):
                what = f"“{form}” ({code}) has the control character U+{ord(control[0]):04X}"
                yield Problem(what, concept.path, concept.line, "write the term in one line, with what can be seen")
            if not form_length(form):
                what = f"“{form}” ({code}) has no word to look for"
                yield Problem(what, concept.path, concept.line, "write the term, without marks")


class _Rows(Protocol):
    """What `csv.reader` gives: its type has no name."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def _read_table(path: Path, text: str) -> tuple[list[Concept], list[Problem]]:
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
