"""A table as `Table` of the model knew it before merged cells: one row of heads, a cell for each column."""

from __future__ import annotations

from typing import Any


def flatten_table(content: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the table with one head row and no merged cells, and the notes that follow it as paragraphs."""
    rows = [one if isinstance(one, list) else next(iter(one.values())) for one in [*content.get("head", []), *content["rows"]]]
    rows = [row if isinstance(row, list) else [row] for row in rows]
    heads = len(content.get("head", []))
    columns = max(sum(cell.get("across", 1) if isinstance(cell, dict) else 1 for cell in row) for row in rows)
    grid = [[""] * columns for _ in rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            across, down = (cell.get("across", 1), cell.get("down", 1)) if isinstance(cell, dict) else (1, 1)
            if column < columns:
                grid[number][column] = _text(cell)
            taken |= {(number + lower, column + over) for lower in range(down) for over in range(across)}
            column += across
    head = [" ".join(filter(None, (row[column] for row in grid[:heads]))) or "–" for column in range(columns)]
    plain = {key: content[key] for key in ("title",) if content.get(key)}
    notes = [content[key] for key in ("source", "abbreviations") if key in content]
    notes = [*([content["unit"]] if "unit" in content else []), *notes]
    notes += [f"<sup>{key}</sup> {text}" for key, text in content.get("notes", {}).items()]
    return plain | {"columns": head, "rows": grid[heads:]}, notes


def _text(cell: Any) -> str:
    if isinstance(cell, dict):
        return _text(cell["text"])
    return " ".join(cell) if isinstance(cell, list) else str(cell)
