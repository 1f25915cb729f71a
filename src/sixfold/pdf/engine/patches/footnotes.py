"""Footnotes begin on the page of their call. What doesn't fit goes over to the next page, and none is lost.

The engine moves a note as a whole, lets many notes run off the sheet, and forgets those that it moved when it makes a page again
for a list of contents (measured). Here a note is cut between two lines, as the word processor does, and its rest comes first on
the next page. At least two lines of it stand on either side; where there is no room for two, or another note goes over already,
the line that calls it moves. A line that can't move, the first one of a page, has all its notes begin there, and those that come
over give way. Where even that makes no room, `render.layout_check` stops the work.

The engine also moves notes of a page, wherever they are called, to keep the first two lines of a paragraph there, and leaves those
of a table that finds no place (measured): here the paragraph moves, and the notes go with the table. And it prints the notes of one
cell over the text of another, in a row that is cut at the end of the page (measured): here the table is laid out again, and its
cells leave room for the notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import Any

from sixfold.pdf.engine.patches.isolates import open_isolates

#: What notes that come over leave free for the text of a page, in pixels of CSS: the last line of a paragraph and two of the next,
#: in Arabic (3 × 18 + 6 points).
_LEFT_FOR_TEXT = 80.0

#: Lines of a note that stand together.
_TOGETHER = 2

#: A table is laid out at most so many times on a page. Each time its notes have at least the room that they took before.
_MOST_LAYOUTS = 6

#: Pixels of CSS that are rounding.
_TOLERANCE = 0.01


@dataclass
class _Notes:
    """What is known of the notes while pages are made.

    `order` is where each box stands in the document, `over` what goes over to the next page, `halves` what a note called on this
    page was cut into (nothing and itself, if it goes over as a whole). `went_over` is whether any went over on a page made so far.
    `needed` is how deep the text reaches on this page,
    `row` where the row of a table that is laid out begins and how deep it reaches.
    `stays` is whether the line that is laid out can't move to the next page.
    `kept` is how high the notes of a row, known by where it begins, must be able to stand, `floor` that of the row that is laid
    out, and `free` what of it no note takes. `cuts_rows` is whether rows of the table may be cut that could move.
    """

    order: dict[int, int]
    over: list[Any] = field(default_factory=list)
    halves: dict[int, tuple[Any, Any, Any]] = field(default_factory=dict)
    needed: float | None = None
    went_over: bool = False
    row: tuple[float, float] = (-inf, -inf)
    stays: Callable[[], bool] = lambda: False
    kept: dict[float, float] = field(default_factory=dict)
    floor: float = 0.0
    free: float = 0.0
    cuts_rows: bool = False
    is_measuring: bool = False


def install(layout: Any) -> None:
    """Teach the engine's package *layout* all this."""
    context = layout.LayoutContext
    context.layout_footnote = _laying_out(context.layout_footnote)
    context.unlayout_footnote = _taking_back(context.unlayout_footnote)
    context.report_footnote = _moving(context.report_footnote)
    context._update_footnote_area = _measuring(context._update_footnote_area)
    layout.block.iter_line_boxes = _following(layout.block.iter_line_boxes)
    layout.block._linebox_layout = _staying(layout.block._linebox_layout)
    layout.block.table_layout = _clearing(_parting_text_and_notes(layout.block.table_layout))
    layout.block.block_container_layout = _keeping_room(layout.block.block_container_layout)
    layout.page.make_page = _handing_over(layout.page.make_page)
    layout.make_all_pages = _making_again(layout.make_all_pages)


def _making_again(make_all_pages: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return a way to make the pages that makes all of them again where notes go over: what one moves, the next has to take."""

    def make(context: Any, *arguments: Any) -> Iterator[Any]:
        before = getattr(context, "notes", None)
        order = before.order if before else {id(note): place for place, note in enumerate(context.footnotes)}
        context.notes = _Notes(order)
        context.reported_footnotes = []
        if before and before.went_over:
            for page in context.page_maker[:-1]:
                page[-1]["content_changed"] = True
        yield from make_all_pages(context, *arguments)

    return make


def _handing_over(make_page: Callable[..., Any]) -> Callable[..., Any]:
    def make_and_hand_over(context: Any, *arguments: Any) -> Any:
        notes = context.notes
        notes.over, notes.halves, notes.needed = [], {}, None
        notes.kept, notes.floor, notes.free = {}, 0.0, 0.0
        result = make_page(context, *arguments)
        over = [*notes.over, *context.reported_footnotes]
        notes.went_over = notes.went_over or bool(over)
        context.reported_footnotes = sorted(over, key=lambda note: notes.order[id(note)])
        return result

    return make_and_hand_over


def _following(iter_line_boxes: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return a way to make lines that keeps in mind how deep the text reaches with each, and with those that go with it.

    A line that has no room, of a paragraph that can't be parted before it, is the last one: the engine, which looks whether it
    could part the paragraph after it, would move notes of the page for that.
    """

    def follow(context: Any, box: Any, position_y: float, bottom_space: float, *arguments: Any) -> Iterator[Any]:
        lines = iter_line_boxes(context, box, position_y, bottom_space, *arguments)
        container = arguments[1]
        for count, (line, resume_at) in enumerate(lines, 1):
            bottom = line.position_y + line.height
            if not context.notes.is_measuring:
                followers = max(0, box.style["orphans"] - count) if resume_at else 0
                below = 0 if resume_at else container.padding_bottom + container.border_bottom_width
                context.notes.needed = bottom + followers * line.height + below + max(bottom_space, 0)
            yield line, resume_at
            if 1 < count <= box.style["orphans"] and context.overflows_page(bottom_space, bottom):
                return

    return follow


def _clearing(table_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to lay out a table that leaves no note on a page without its call: where the table, or its head, has no room.

    A table moves with its head: the engine sets its rows without the head where the notes of that have no room (measured).
    """

    def lay_out_and_clear(context: Any, table: Any, *arguments: Any) -> Any:
        from weasyprint.layout.block import remove_placeholders  # noqa: PLC0415

        waiting = list(context.footnotes)
        result = table_layout(context, table, *arguments)
        _, begins_before, _, page_is_empty, *placeholders = arguments
        may_move = result[0] and not begins_before and not page_is_empty
        if may_move and table.children[0].is_header and not any(group.is_header for group in result[0].children):
            remove_placeholders(context, [result[0]], *placeholders)
            result = (None, None, {"break": "any", "page": None}, [], False)
        called = {box.footnote for box in result[0].descendants()} if result[0] and waiting else set()
        for note in waiting:
            if note not in called:
                context.unlayout_footnote(note)
        return result

    return lay_out_and_clear


def _staying(linebox_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to lay out the lines of a paragraph that tells whether one can move: not the first one of its page."""

    def lay_out(*arguments: Any) -> Any:
        context, _, _, _, lines, page_is_empty, *_ = arguments
        before, context.notes.stays = context.notes.stays, lambda: page_is_empty and not lines
        try:
            return linebox_layout(*arguments)
        finally:
            context.notes.stays = before

    return lay_out


def _parting_text_and_notes(table_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to lay out a table again until no note of a row that is cut stands where another cell of it has text."""

    def lay_out(context: Any, table: Any, *arguments: Any) -> Any:
        from weasyprint.layout.block import remove_placeholders  # noqa: PLC0415

        notes, widths = context.notes, [*table.column_widths]
        notes.cuts_rows = any(row.style["break_inside"] == "auto" for group in table.children[-1:] for row in group.children[:1])
        for left in reversed(range(_MOST_LAYOUTS)):
            kept, notes.row = dict(notes.kept), (-inf, -inf)
            result = table_layout(context, table, *arguments)
            if not left or notes.kept == kept:
                break
            remove_placeholders(context, [result[0]] if result[0] else [], *arguments[-2:])
            table.column_widths[:] = widths  # the engine turns them round from right to left
        return result

    return lay_out


def _keeping_room(container_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to lay out a cell that leaves the notes of its row the room that they took the last time."""

    def lay_out(context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
        if box.element_tag != "td":
            return container_layout(context, box, *arguments, **options)
        notes, top = context.notes, box.position_y
        if notes.row[0] != top:
            notes.row = top, -inf
        _keep(context, notes.kept.get(top, 0.0))
        result = container_layout(context, box, *arguments, **options)
        _keep(context, 0.0)
        if result[0]:
            notes.row = top, max(notes.row[1], result[0].position_y + result[0].border_height())
        page_is_empty = options["page_is_empty"] if "page_is_empty" in options else arguments[2]
        may_be_cut = notes.cuts_rows or page_is_empty
        if may_be_cut and notes.row[1] > context.page_bottom + _TOLERANCE:
            notes.kept[top] = max(notes.kept.get(top, 0.0), _height_of_notes(context))
        return result

    return lay_out


def _keep(context: Any, floor: float) -> None:
    """Keep the notes of the page *floor* pixels, whatever they take."""
    notes = context.notes
    notes.floor = floor
    free = max(0.0, floor - _height_of_notes(context))
    context.page_bottom += notes.free - free
    notes.free = free


def _height_of_notes(context: Any) -> float:
    area = context.current_footnote_area
    return 0.0 if area.height == "auto" else float(area.margin_height())


def _measuring(update: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def measure(context: Any) -> bool:
        context.page_bottom += context.notes.free
        context.notes.free = 0.0
        with _measure(context):
            result = update(context)
        _keep(context, context.notes.floor)
        return result

    return measure


@contextmanager
def _measure(context: Any) -> Iterator[None]:
    """Lay out notes, which are no text of the page."""
    context.notes.is_measuring = True
    try:
        yield
    finally:
        context.notes.is_measuring = False


def _laying_out(layout_footnote: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return a way to put a note on a page, as much of it as there is room for.

    It answers whether the line that calls the note has to move: it has to where another note goes over already.
    """

    def lay_out(context: Any, note: Any) -> bool:
        notes = context.notes
        comes_over = notes.needed is None
        if notes.over and comes_over:
            context.footnotes.remove(note)
            _take_over(notes, note, None, note)
            return False
        layout_footnote(context, note)
        if not comes_over and notes.stays():
            _share(context)
            return False
        if notes.over:
            return True
        if not _fit(context, note) and comes_over:
            context.current_page_footnotes.remove(note)
            _take_over(notes, note, None, note)
            context._update_footnote_area()
        return False

    return lay_out


def _fit(context: Any, note: Any) -> bool:
    """Cut *note*, the last one on the page, where there is no room for the whole. Return whether there is any."""
    missing = _missing(context)
    if missing <= 0:
        return True
    lines = _lines(context)[-1]
    count = min(_count(lines, sum(line.height for line in lines) - missing), len(lines) - _TOGETHER)
    if count < _TOGETHER:
        return False
    _cut(context, note, lines[count - 1].resume_at)
    context._update_footnote_area()
    return True


def _share(context: Any) -> None:
    """Cut the notes on the page so that each has its first lines there, and those that come first more, as there is room."""
    if _missing(context) <= 0:
        return
    for whole, first, _ in [*context.notes.halves.values()]:
        if first is not None:
            _join(context, whole)
    context._update_footnote_area()
    wholes, lines = [*context.current_page_footnotes], _lines(context)
    kept = sum(line.height for note in lines for line in note) - _missing(context)
    for least in (_TOGETHER, 1):
        taken = [sum(line.height for line in note[:least]) for note in lines]
        if sum(taken) <= kept:
            break
    for whole, note, least_height in zip(wholes, lines, taken, strict=True):
        count = max(least, _count(note, kept - sum(taken) + least_height))
        if count < len(note):
            count = max(least, min(count, len(note) - _TOGETHER))
            _cut(context, whole, note[count - 1].resume_at)
        kept -= sum(line.height for line in note[:count]) - least_height
    context._update_footnote_area()


def _count(lines: list[Any], height: float) -> int:
    """Return how many of *lines* stand in so many pixels."""
    return sum(depth <= height + _TOLERANCE for depth in accumulate(line.height for line in lines))


def _missing(context: Any) -> float:
    """Return how many pixels the notes on the page take from its text, or from what is left for it where no text stands yet."""
    notes = context.notes
    top = context.current_footnote_area.page.content_box_y()
    needed = top + _LEFT_FOR_TEXT if notes.needed is None else notes.needed
    return 0.0 if context.in_column else float(needed - context.page_bottom - notes.free)


def _take_over(notes: _Notes, note: Any, first: Any, rest: Any) -> None:
    notes.over.append(rest)
    notes.order[id(rest)] = notes.order[id(note)]
    notes.halves[id(note)] = (note, first, rest)


def _taking_back(unlayout_footnote: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a way to take a note off its page, because its call moves: whole again.

    A note of an earlier page stays there: the engine would print it again where it lays out the head of a table once more.
    """

    def take_back(context: Any, note: Any) -> None:
        _join(context, note)
        if note in context.current_page_footnotes or note in context.reported_footnotes:
            unlayout_footnote(context, note)

    return take_back


def _moving(report_footnote: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a way to move a note whose line has to move. The engine doesn't ask whether the line can."""

    def move(context: Any, note: Any) -> None:
        if not context.notes.stays():
            _join(context, note)
            report_footnote(context, note)

    return move


def _join(context: Any, note: Any) -> None:
    """Put *note* back in the place of its halves on this page."""
    _, first, rest = context.notes.halves.pop(id(note), (None, None, None))
    if rest is None:
        return
    context.notes.over.remove(rest)
    here = context.current_page_footnotes
    if first is None:
        here.append(note)
    else:
        here[here.index(first)] = note


def _cut(context: Any, note: Any, place: Any) -> None:
    """Cut *note*, which stands on the page, in two: what goes over begins at *place*."""
    first, rest = _until(note, place), _from(note, place)
    first.style = first.style.copy()
    first.style["text_align_last"] = first.style["text_align_all"]
    first.goes_over = rest.comes_over = True
    here = context.current_page_footnotes
    here[here.index(note)] = first
    _take_over(context.notes, note, first, rest)


def _lines(context: Any) -> list[list[Any]]:
    """Return the lines of each note on the page."""
    from weasyprint.formatting_structure import build  # noqa: PLC0415
    from weasyprint.layout.block import block_level_layout  # noqa: PLC0415

    with _measure(context):
        area = build.create_anonymous_boxes(context.current_footnote_area.deepcopy())
        area = block_level_layout(context, area, -inf, None, context.current_footnote_area.page)[0]
    return [[*note.children] for note in area.children]


def _from(box: Any, place: Any) -> Any:
    """Return a copy of *box* without what stands before *place*, which the engine writes {child: {child: {byte: None}}}."""
    if place is None:
        return box.deepcopy()
    ((step, inner),) = place.items()
    if hasattr(box, "text"):
        text = box.text.encode()
        return box.copy_with_text(open_isolates(text[:step].decode()) + text[step:].decode())
    rest = box.deepcopy()
    rest.children = [_from(box.children[step], inner), *rest.children[step + 1 :]]
    return rest


def _until(box: Any, place: Any) -> Any:
    """Return a copy of *box* without what stands from *place* on, hyphenated if it ends within a word."""
    if hasattr(box, "text"):
        (step,) = place
        text = box.text.encode()[:step].decode()
        is_cut = text[-1:].isalpha() and box.text[len(text) :][:1].isalpha() and box.style["hyphens"] == "auto"
        return box.copy_with_text(text + box.style["hyphenate_character"] * is_cut)
    ((step, inner),) = place.items()
    first = box.deepcopy()
    first.children = first.children[:step] + ([] if inner is None else [_until(box.children[step], inner)])
    return first
