"""Tables of a seed: what is a grid, what isn't, with its line; what they have for units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.tables import Table, place_cells
from sixfold.document.units import extract
from sixfold.errors import SeedError

SEED = """\
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
parts:
- report:
    titles: [Title]
    body:
    - table:
"""
#: A table with everything that a table can have.
WHOLE: dict[str, Any] = {
    "title": "Posts",
    "number": True,
    "unit": "(Thousands)",
    "head": [[{"text": "Unit", "down": 2}, {"text": "Posts<fn>a</fn>", "across": 2}], ["2024", "2025<fn>b</fn>"]],
    "rows": [
        {"group": "Civilian staff"},
        [{"text": ["Field", "Office"], "down": 2}, "1,250.5", "12"],
        ["–", {"text": "3", "id": "three", "translate": True}],
        ["", {"text": "Field", "across": 2}],
        {"subtotal": ["Subtotal", "1", "2"]},
        {"total": [{"text": "Total<fn>p</fn>", "across": 2}, "3"]},
    ],
    "source": "Umoja.",
    "note": "Rounded.",
    "abbreviations": "FS, Field Service.",
    "notes": {"a": "Posts only.", "b": "Proposed."},
    "widths": [50, 25.5, 25],
    "wide": True,
    "whole": True,
    "landscape": True,
}
ROWS = [["a", "b"]]


def read(**keys: object) -> Document:
    """Return a document whose table has *keys*, each on its line, the first in line 10."""
    lines = "".join(f"        {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
    notes = "    notes: {p: Of the part.}\n" if "<fn>p</fn>" in lines else ""
    return parse_seed(f"{SEED}{lines}{notes}", Path("a.yaml"))


def table(**keys: object) -> Table:
    found: Table = read(**keys).parts[0].value.body[0].table
    return found


#: Keys of a table, and what is said of it: line, words.
NO_GRIDS: tuple[tuple[dict[str, object], int, str], ...] = (
    ({"columns": ["a"], "rows": [["b", "c"]]}, 11, "row 1: cell 2 is wider than the table, which has 1 columns"),
    ({"columns": ["a", "b"], "rows": [["c"]]}, 11, "row 1 fills 1 of the table’s 2 columns"),
    ({"columns": ["a", "b"], "rows": [[{"text": "c", "across": 3}]]}, 11, "row 1: cell 1 is wider than the table"),
    ({"columns": ["a", "b"], "rows": [["c", {"text": "d", "down": 2}]]}, 11, "row 1: a cell reaches down below the last row"),
    ({"rows": [["c", {"text": "d", "down": 2}], [{"text": "e", "across": 2}]]}, 10, "row 2: cell 1 overlaps"),
    ({"rows": [["c", {"text": "d", "down": 2}], {"group": "e"}]}, 10, "row 2: cell 1 overlaps"),
    ({"head": [["a", {"text": "b", "down": 2}], ["c", "d"]], "rows": ROWS}, 10, "head: row 2: cell 2 is wider than the table"),
    ({"columns": [{"text": "a", "down": 2}, "b"], "rows": ROWS}, 10, "row 1: a cell reaches down below the last row"),
    ({"columns": ["a", "b"], "rows": ROWS, "widths": [1, 2, 3]}, 12, "widths: 3 widths are given, the table has 2 columns"),
    ({"columns": ["a", "b"], "head": [["a", "b"]], "rows": ROWS}, 9, "under “columns” or “head”, not under both"),
    ({"rows": [{"group": "a", "total": ["b", "c"]}]}, 10, "exactly one of cells, group, subtotal, total is expected here"),
    ({"rows": ["a"]}, 10, "a list (- …) is expected here"),
    ({"rows": ROWS, "wide": "right"}, 11, "wide: true, false or end, is expected here, found “right”"),
    ({"rows": ROWS, "number": 0}, 11, "number: true, or a number from 1 to 999, is expected here, found “0”"),
    ({"rows": [["a", {"text": "b", "acros": 2}]]}, 10, "unknown key “acros”"),
    ({"rows": [["a", {"text": "b", "indent": 5}]]}, 10, "indent: a number up to 4 is expected here"),
    ({"rows": [["a", "b<fn>x</fn>"]]}, 10, "<fn>x</fn> calls a footnote that isn’t there"),
    ({"rows": ROWS, "notes": {"x": "c"}}, 11, "nothing calls the footnote “x”"),
    ({"rows": [["a<fn>x</fn>", "b"]], "notes": {"x": "c<fn>x</fn>"}}, 11, "which can’t call another"),
)


def test_a_table_that_is_no_grid_is_refused_with_its_line() -> None:
    for keys, line, what in NO_GRIDS:
        with pytest.raises(SeedError) as refused:
            read(**keys)
        (problem,) = refused.value.problems
        assert (problem.line, what in problem.what) == (line, True), problem.what


def test_the_row_that_is_no_row_of_the_grid_is_told_in_its_own_line() -> None:
    rows = "        columns: [a, b]\n        rows:\n        - [c, d]\n        - total: [e]\n"
    with pytest.raises(SeedError, match=r"^a.yaml:13: .*row 2 fills 1 of the table’s 2 columns"):
        parse_seed(SEED + rows, Path("a.yaml"))


def test_merged_cells_stand_where_the_rows_above_leave_room() -> None:
    assert place_cells(table(**WHOLE).head_rows, 3, "head") == [[0, 1], [1, 2]]
    assert place_cells(table(**WHOLE).body_rows, 3, "rows") == [[0], [0, 1, 2], [1, 2], [0, 1], [0, 1, 2], [0, 2]]


def test_every_text_of_a_table_is_a_unit_but_for_figures() -> None:
    found = [(message.address, message.text) for message in extract(read(**WHOLE), "")]
    assert found == [
        ("report.title.1", "Title"), ("report.title.2", "Posts"), ("report.unit.1", "(Thousands)"),
        ("report.cell.1", "Unit"), ("report.cell.2", "Posts<fn>a</fn>"), ("report.cell.4", "2025<fn>b</fn>"),
        ("report.cell.5", "Civilian staff"), ("report.cell.6", "Field"), ("report.cell.7", "Office"), ("report.cell.three", "3"),
        ("report.cell.13", "Subtotal"), ("report.cell.16", "Total<fn>p</fn>"), ("report.source.1", "Umoja."),
        ("report.table-note.1", "Rounded."), ("report.abbreviations.1", "FS, Field Service."),
        ("report.table-note.2", "Posts only."), ("report.table-note.3", "Proposed."), ("report.note.p", "Of the part."),
    ]  # fmt: skip


def test_a_cell_may_be_written_in_short_or_in_full_and_be_empty() -> None:
    for cell in ("a", {"text": "a"}, ["a"], {"text": ["a"]}, {"text": "a", "across": 1}):
        (text,) = table(rows=[[cell]]).rows[0].value[0].text
        assert text.text == "a", cell
    for cell in ("", None, " ", {"text": "", "down": 1}):
        assert table(rows=[["a", cell]]).rows[0].value[1].text == (), cell
