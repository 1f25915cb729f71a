"""A table of a Word file → the table of a seed: head rows, merged cells, groups, totals, and its notes and source below."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile
from typing import Any, Literal

from sixfold.word.model import Block, Cell, Paragraph, Piece, Row, Table, paragraphs_of
from sixfold.word.roles import role_of
from sixfold.word.texts import drop, inline, split_label
from sixfold.word.yaml_text import map_texts

#: Text of a cell, from its paragraph and the tags that its role implies.
CellText = Callable[[Paragraph, Sequence[str]], str]
#: Where the text and the page begin and end in the template, in twips from its margin.
_TEXT, _PAGE = (1_267, 8_587), (0, 9_840)
#: How far the edge of a table stands at most from the one that is meant, in twips. A/80/604/Add.1: 138, A/80/605: 120.
_NEAR_EDGE = 360
#: How far a table stands at most out of the text that is meant to end with it; a last column has no more room to give.
_OUT_OF_TEXT = 160
#: Rows of figures are set in 8.5 points, those of sentences in 10, as text is: half points between them.
_SIZE_OF_TEXT = 19
#: Twips from one step of names below the name of a group to the next: 0.2 inches, as in A/80/590 and A/80/605.
_STEP = 288
_LABEL = re.compile(r"[ \t]*(?P<key>[a-z]{1,2}|[0-9]{1,2}|\*{1,3})(?:[ \u00a0]*\t[ \t]*|[ \u00a0]+)")
#: Words that a page prints before what is under these keys, in the six languages.
_WORDS = {
    "source": r"Sources?|Fuentes?|Источники?|المصدر|المصادر|资料来源|来源",
    "note": r"Notes?|Nota|Notas|Примечани[ея]|ملاحظة|ملاحظات|注",
    "abbreviations": r"Abbreviations?|Abréviations?|Abreviaturas?|Siglas|Сокращени[ея]|المختصرات|简称|缩写",
}
_BEGINNINGS = {
    key: re.compile(rf"[ \t]*(?P<word>{words})[ \u00a0]*[:：][ \u00a0]*", re.IGNORECASE) for key, words in _WORDS.items()
}
_CALLS = re.compile(r"<sup>([a-z*0-9]{1,3}(?:\s*[,、،]\s*[a-z*0-9]{1,3})*)</sup>")


@dataclass
class _Placed:
    """A cell in the grid: its first column, how many columns and rows it covers."""

    cell: Cell
    column: int
    across: int
    down: int = 1

    @property
    def has_text(self) -> bool:
        """Whether it says something; a no-break space doesn't."""
        return bool(self.cell.text.strip())


def make_table(source: Table, text_of: CellText, *, is_landscape: bool) -> dict[str, Any]:
    """Return the table of a seed that *source* is, without its title and notes."""
    rows, heads = _grid(source)
    columns = _columns(rows, source.widths)
    cells = _cells(rows, columns, text_of, heads)
    wide = _reach(source)
    table: dict[str, Any] = {"head": cells[:heads]}
    table["rows"] = [_row(cells[number], rows[number], len(columns), text_of) for number in range(heads, len(rows))]
    table["widths"] = _widths(source.widths if is_landscape else _filling(source, wide), _begins(rows, columns))
    if is_landscape:
        table["landscape"] = True
    elif wide:
        table["wide"] = wide
    paragraphs = [one for row in rows[heads:] for placed in row for one in paragraphs_of(placed.cell.blocks)]
    large = sum(len(one.text) for one in paragraphs if one.size >= _SIZE_OF_TEXT)
    if 2 * large > sum(len(one.text) for one in paragraphs):
        table["large"] = True
    if _stays_whole(rows[heads:]):
        table["whole"] = True
    return table


def _stays_whole(rows: Sequence[Sequence[_Placed]]) -> bool:
    """Tell whether the author kept each row on the page of the next, from the first down to the middle or further (A/80/590,
    A/80/604/Add.12, A/80/605, A/80/630). Authors often leave the last rows out, and one that keeps a few has mended a page.
    """
    texts = ([paragraph for placed in row for paragraph in paragraphs_of(placed.cell.blocks)] for row in rows)
    kept = takewhile(bool, (all(paragraph.look.keeps_with_next for paragraph in row) for row in texts))
    return len(rows) > 1 and 2 * sum(kept) >= len(rows)


def join_continued(blocks: Sequence[Block], skipped: list[Paragraph]) -> list[Block]:
    """Return *blocks* with tables joined that are one: between them is nothing but space, and the second repeats the head.

    *skipped* gets the paragraphs of the second head, which a page repeats by itself.
    """
    joined: list[Block] = []
    last = -1  # the place of the last that is no space
    for block in blocks:
        above = joined[last] if last >= 0 else None
        if isinstance(block, Table) and isinstance(above, Table) and (head := _repeated_head(above, block)):
            skipped += paragraphs_of([replace(block, rows=block.rows[:head])])
            joined[last:] = [replace(above, rows=above.rows + block.rows[head:])]
        else:
            joined.append(block)
            is_space = isinstance(block, Paragraph) and not block.text and not block.pictures
            last = last if is_space else len(joined) - 1
    return joined


def _repeated_head(above: Table, below: Table) -> int:
    """Return how many rows of head *below* has in common with *above*; 0 where it is another table."""
    heads = _count_heads(below.rows)
    if not heads or len(above.widths) != len(below.widths) or len(below.rows) <= heads or above.chart:
        return 0
    said = [[re.sub(r"\W", "", cell.text).lower() for row in table.rows[:heads] for cell in row.cells] for table in (above, below)]
    return heads if said[0] == said[1] and any(said[0]) and _count_heads(above.rows) == heads else 0


def _grid(source: Table) -> tuple[list[list[_Placed]], int]:
    """Return the rows of *source* that say something, each with its cells in the grid, and how many of them are the head."""
    rows = []
    for given in source.rows:
        starts = accumulate((cell.across for cell in given.cells), initial=given.before)
        rows.append([_Placed(cell, column, cell.across) for cell, column in zip(given.cells, starts, strict=False)])
    _join_down(rows)
    is_kept = [any(placed.has_text for placed in row) for row in rows]
    kept_before = [*accumulate(is_kept, initial=0)]
    for number, row in enumerate(rows):
        for placed in row:
            placed.down = max(1, kept_before[number + placed.down] - kept_before[number])
    heads = kept_before[_count_heads(source.rows)]
    rows = [row for row, is_one in zip(rows, is_kept, strict=True) if is_one]
    heads = min(heads, max(len(rows) - 1, 0))
    for number, row in enumerate(rows):
        for placed in row:  # no cell reaches from the head into the rows
            placed.down = min(placed.down, (heads if number < heads else len(rows)) - number)
    return rows, heads


def _count_heads(rows: Sequence[Row]) -> int:
    """Return how many rows are the head: those that Word repeats, or the first one where all its letters are slanted or bold, and
    the rows below them that are slanted throughout. Word often repeats the first row of two alone (A/80/630, page 3).
    """
    count = next((number for number, row in enumerate(rows) if not row.is_head), len(rows))
    if not count and len(rows) > 1:
        first = _texts(rows[0])
        count = int(len(first) > 1 and all(paragraph.is_italic or paragraph.is_bold for paragraph in first))
    while 0 < count < len(rows) - 1 and len(below := _texts(rows[count])) > 1 and all(text.is_italic for text in below):
        count += 1
    return count


def _texts(row: Row) -> list[Paragraph]:
    return [paragraph for cell in row.cells for paragraph in paragraphs_of(cell.blocks) if paragraph.text]


def _join_down(rows: Sequence[list[_Placed]]) -> None:
    """Let a merged cell cover the cells below that only continue it, and take those away; one that begins nothing is a cell."""
    open_cells: dict[int, _Placed] = {}
    for row in rows:
        kept, still_open = [], {}
        for placed in row:
            above = open_cells.get(placed.column)
            if placed.cell.merge == "continue" and above and above.across == placed.across and not placed.has_text:
                above.down += 1
                still_open[placed.column] = above
                continue
            if placed.cell.merge:
                still_open[placed.column] = placed
            kept.append(placed)
        row[:] = kept
        open_cells = still_open


def _columns(rows: Sequence[Sequence[_Placed]], widths: Sequence[int]) -> list[int]:
    """Return the columns of the grid that are columns of the table: without those that are only space between two others.

    In each column some cell with words begins, and some cell with words has that column alone; the narrowest of the others go
    first.
    """
    said = [placed for row in rows for placed in row if placed.has_text]
    columns = sorted({placed.column for placed in said})
    while True:
        alone = {bisect_left(columns, placed.column) for placed in said if _span(placed, columns) == 1}
        spare = [number for number in range(len(columns)) if number not in alone]
        if not spare or len(columns) == 1:
            return columns
        columns.pop(min(spare, key=lambda number: widths[columns[number]] if columns[number] < len(widths) else 0))


def _reach(table: Table) -> bool | Literal["end"]:
    """Return how far *table* reaches: to the edges of the text, of the page, or from that of the text to that of the page."""
    begin, end = table.indent, table.indent + sum(table.widths)
    starts_out, ends_out = begin < (_TEXT[0] + _PAGE[0]) / 2, end > _TEXT[1] + _OUT_OF_TEXT
    if ends_out:
        return starts_out or "end"
    return starts_out and end - begin > _TEXT[1] - _TEXT[0]


def _filling(table: Table, wide: bool | Literal["end"]) -> Sequence[int]:
    """Return the widths of *table*; the outer ones take what it lacks to the edges, so that the others stand as in Word."""
    begin, end = (_PAGE if wide is True else _TEXT)[0], (_PAGE if wide else _TEXT)[1]
    before, after = table.indent - begin, end - table.indent - sum(table.widths)
    most = _PAGE[1] - _TEXT[1] if wide else _NEAR_EDGE
    if len(table.widths) < 2 or abs(before) > _NEAR_EDGE or not -_NEAR_EDGE <= after <= most:
        return table.widths
    first, *inner, last = table.widths
    return [first + before, *inner, last + after]


def _begins(rows: Sequence[Sequence[_Placed]], columns: Sequence[int]) -> list[int]:
    """Return where *columns* begin in the grid: the space beside a column belongs to one at its right that is set at the right,
    so that the figures of both end where they do in Word, else to the one before it.
    """
    number_of = {column: number for number, column in enumerate(columns)}
    begins, right = list(columns), [0] * len(columns)
    for row in rows:
        for placed in row:
            is_space = not placed.has_text
            number = number_of.get(placed.column + placed.across, 0) if is_space else bisect_left(columns, placed.column)
            if number and placed.column > columns[number - 1]:
                begins[number] = min(begins[number], placed.column)
            if not is_space and _span(placed, columns) == 1:
                aligns = [one.look.align in ("right", "end") for one in paragraphs_of(placed.cell.blocks) if one.text]
                right[number] += 2 * sum(aligns) - len(aligns)
    return [begin if right[number] > 0 else columns[number] for number, begin in enumerate(begins)]


def _widths(widths: Sequence[int], columns: Sequence[int]) -> list[float]:
    """Return the shares of columns that begin so, in per cent of the table's width."""
    total = sum(widths)
    if not total or not columns or columns[-1] >= len(widths):
        return []
    ends = [*columns[1:], len(widths)]
    shares = [sum(widths[begin if number else 0 : end]) for number, (begin, end) in enumerate(zip(columns, ends, strict=True))]
    rounded = [max(0.01, round(100 * share / total, 2)) for share in shares]
    return [int(share) if share == int(share) else share for share in rounded]


def _span(placed: _Placed, columns: Sequence[int]) -> int:
    """Return how many of *columns* the cell covers; the first is that which it begins in, or the next behind the space there."""
    return bisect_left(columns, placed.column + placed.across) - bisect_left(columns, placed.column)


def _cells(rows: Sequence[Sequence[_Placed]], columns: Sequence[int], text_of: CellText, heads: int) -> list[list[Any]]:
    """Return the cells of a seed row by row, with an empty one in each place of *columns* that no cell covers."""
    grid: dict[tuple[int, int], Any] = {}  # None where a cell covers the place that begins elsewhere
    for number, row in enumerate(rows):
        for placed in row:
            start, across = bisect_left(columns, placed.column), _span(placed, columns)
            if not across:
                continue
            steps = 0 if number < heads or start else _steps(placed.cell)
            own = {key: n for key, n in (("across", across), ("down", placed.down)) if n > 1} | ({"indent": steps} if steps else {})
            text = _text(placed.cell, text_of, ("em",) if number < heads else ())
            grid |= {(number + down, start + over): None for down in range(placed.down) for over in range(across)}
            grid[number, start] = {"text": text} | own if own else text
    whole = [[grid.get((number, column), "") for column in range(len(columns))] for number in range(len(rows))]
    return [[cell for cell in row if cell is not None] for row in whole]


def _text(cell: Cell, text_of: CellText, without: Sequence[str]) -> str | list[str]:
    """Return the text of a cell, or a list where it has several paragraphs."""
    texts = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            texts.append(text_of(block, without))
        else:  # a table in a cell, or a chart: a line for each row
            for row in block.rows:
                inner = (text_of(paragraph, ()) for one in row.cells for paragraph in paragraphs_of(one.blocks))
                texts.append("; ".join(filter(None, inner)))
    texts = list(filter(None, texts))
    return texts if len(texts) > 1 else "".join(texts)


def _steps(cell: Cell) -> int:
    """Return how many steps the first paragraph of *cell* stands further in, by its indent or its tabs."""
    first = next((one for one in paragraphs_of(cell.blocks) if one.text), None)
    if first is None:
        return 0
    tabs = first.raw[: len(first.raw) - len(first.raw.lstrip())].count("\t")
    steps = round((first.look.left + first.look.first) / _STEP) + tabs
    return steps if 0 < steps < 4 else 0  # what stands further in is an indent of text, which no cell means


def _row(cells: list[Any], row: Sequence[_Placed], columns: int, text_of: CellText) -> Any:
    """Return a row of a seed: its cells, or a group or total where its words or looks say so."""
    said = [placed for placed in row if placed.has_text]
    first = said[0].cell if said else None
    if first is None:
        return cells
    paragraphs = [paragraph for paragraph in paragraphs_of(first.blocks) if paragraph.text]
    is_marked = all(paragraph.is_bold or paragraph.is_italic for paragraph in paragraphs)
    if len(said) == 1 and columns > 1 and said[0] is row[0] and is_marked and said[0].down == 1 and len(paragraphs) == 1:
        text = text_of(paragraphs[0], ("strong", "em"))
        return {"group": text if paragraphs[0].is_bold else f"<em>{text}</em>"}
    inner = [one for placed in said for one in paragraphs_of(placed.cell.blocks) if any(map(str.isalnum, one.text))]  # no dash
    if len(said) > 1 and all(paragraph.is_bold for paragraph in inner) and all(placed.down == 1 for placed in row):
        kind = "total" if first.text.lower().startswith("total") else "subtotal"
        return {kind: [_plain(cell) for cell in cells]}
    return cells


def _plain(cell: Any) -> Any:
    """Return *cell* without what a total has by itself: bold letters, and an indent."""
    if isinstance(cell, list):
        return [_plain(one) for one in cell]
    if isinstance(cell, dict):
        rest = {key: _plain(one) if key == "text" else one for key, one in cell.items() if key != "indent"}
        return rest["text"] if len(rest) == 1 else rest
    return re.sub("</?strong>", "", cell)


def split_notes(table: Table) -> tuple[Table, list[Paragraph]]:
    """Return *table* without the rows at its end that are one cell of notes, and the paragraphs of these."""
    rows = list(table.rows)
    found: list[Paragraph] = []
    while len(rows) > 1:
        said = [cell for cell in rows[-1].cells if cell.text]
        paragraphs = [paragraph for cell in said for paragraph in paragraphs_of(cell.blocks) if paragraph.text]
        is_whole = len(said) == 1 and len(rows[-1].cells) <= 2 and len(rows[-2].cells) > 1
        if said and not (is_whole and all(map(is_note, paragraphs))):
            break
        if said:
            found = [*paragraphs, *found]
        elif not any(cell.text for row in rows[:-1] for cell in row.cells):
            break
        rows.pop()
    return (replace(table, rows=tuple(rows)), found) if found else (table, [])


def join(content: dict[str, Any], key: str, text: str) -> None:
    """Add *text*, if there is any, behind what *content* has under this key."""
    if text:
        content[key] = f"{content[key]} {text}" if key in content else text


def is_note(paragraph: Paragraph) -> bool:
    """Tell whether *paragraph* is a note to a table: by its style or size, its raised letter, or the word it begins with."""
    if any(beginning.match(paragraph.raw) for beginning in _BEGINNINGS.values()):
        return True
    first = next((piece for piece in paragraph.pieces if piece.text.strip()), None)
    is_raised = first is not None and "sup" in first.tags and bool(_LABEL.match(paragraph.raw))
    return is_raised or role_of(paragraph).role == "note"


@dataclass
class TableNotes:
    """The notes of one table. `note` gives what calls a footnote of the page; `words` gets the words that a page prints itself."""

    note: Callable[[str], str]
    words: list[str]
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)

    def take(self, paragraph: Paragraph) -> None:
        """Take in a paragraph below the table."""
        begun = next(((key, match) for key, one in _BEGINNINGS.items() if (match := one.match(paragraph.raw))), None)
        if begun:
            self.words.append(begun[1]["word"])
            join(self.others, begun[0], inline(drop(paragraph.pieces, begun[1].end()), self.note))
        elif (match := _LABEL.match(paragraph.raw)) and match["key"] not in self.pieces:
            self.pieces[match["key"]] = drop(paragraph.pieces, match.end())
        else:
            join(self.others, "note", inline(paragraph.pieces, self.note))

    def text(self, pieces: Sequence[Piece], without: Sequence[str] = ()) -> str:
        """Return *pieces* as a text in which raised letters call the notes of these letters."""

        def call(match: re.Match[str]) -> str:
            keys = re.split(r"\s*[,、،]\s*", match[1])
            if any(key not in self.pieces for key in keys):
                return match[0]
            self.called += [key for key in keys if key not in self.called]
            return "<sup>,</sup>".join(f"<fn>{key}</fn>" for key in keys)

        return _CALLS.sub(call, inline(pieces, self.note, without=without))

    def cell(self, paragraph: Paragraph, without: Sequence[str]) -> str:
        """Return the text of a paragraph of a cell; a number or bullet before it is kept as it is typed."""
        numbered = split_label(paragraph)
        return f"{numbered.label} {self.text(numbered.pieces, without)}".strip()

    def below_figure(self) -> dict[str, object]:
        """Return the keys of the seed below a figure, whose letters may stand in the picture."""
        return self.others | ({"notes": {key: inline(pieces) for key, pieces in self.pieces.items()}} if self.pieces else {})

    def put_below(self, table: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return *table* with its notes, and what has to stand after it.

        Where a letter isn't called in the table, but in the text above, all keep the letters that they have, which a table's own
        notes would not: they are paragraphs.
        """
        if not self._uncalled:
            notes = {key: inline(self.pieces[key]) for key in self.called}
            return table | self.others | ({"notes": notes} if notes else {}), []
        calls = re.compile(f"<fn>({'|'.join(map(re.escape, self.pieces))})</fn>")
        table = map_texts(table, lambda text: calls.sub(r"<sup>\1</sup>", text).replace("</sup><sup>", ""))
        return table | self.others, [f"<sup>{key}</sup> {inline(pieces)}" for key, pieces in self.pieces.items()]

    @property
    def _uncalled(self) -> list[str]:
        return [key for key in self.pieces if key not in self.called]

    def doubts(self) -> Iterator[str]:
        """Yield what is doubtful: notes that nothing calls, and letters that a page will print as others."""
        if uncalled := self._uncalled:
            yield f"nothing in the table calls its note {', '.join(uncalled)}: the notes are paragraphs after it"
            return
        letters = [key for key in self.called if len(key) == 1 and key.isalpha()]
        if letters != [chr(ord("a") + place) for place in range(len(letters))]:
            yield f"the notes are called in the order {', '.join(letters)}, and get other letters on the page"
