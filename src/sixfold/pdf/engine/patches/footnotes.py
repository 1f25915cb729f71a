"""Footnotes begin on the page of their call. What doesn't fit goes over to the next page, and none is lost.

The engine moves a note as a whole, lets many notes run off the sheet, and forgets those that it moved when it makes a page again
for a list of contents (measured). Here a note is cut between two lines, as the word processor does, and its rest comes first on
the next page. At least two lines of it stand on either side; where there is no room for two, or another note goes over already,
the line that calls it moves. A line that can't move, the first one of a page, has all its notes begin there, and those that come
over give way. Where even that makes no room, `engine.layout_check` stops the work.

The engine also moves notes of a page, wherever they are called, to keep the first two lines of a paragraph there, and leaves those
of a table that finds no place (measured): here the paragraph moves, and the notes go with the table. And it prints the notes of one
cell over the text of another, in a row that is cut at the end of the page (measured): here the table is laid out again, and its
cells leave room for the notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from math import inf
from typing import Any

from weasyprint import document, layout
from weasyprint.formatting_structure import build
from weasyprint.layout import block

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


class NotesContext(layout.LayoutContext):  # type: ignore[misc]
    """What the engine knows while it makes pages, and what is known of their notes.

    `order` is where each box stands in the document, `over` what goes over to the next page, `halves` what a note called on this
    page was cut into (nothing and itself, if it goes over as a whole). `went_over` is whether any went over on a page made so far,
    `unfinished` are the numbers of the pages that left notes, or parts of boxes beside the text, to the next one. `needed` is how
    deep the text reaches on this page, None where it hasn't begun: the notes that come over are laid out first. `stays` is whether
    the line that is laid out can't move to the next page, `gap` what its paragraph leaves free below it.
    `row` is where the row of a table that is laid out begins and how deep it reaches, `cuts_rows` whether rows of the table may
    be cut that could move. `kept` is how high the notes of a row, known by where it begins, must be able to stand, `floor` that of
    the row that is laid out, and `free` what of it no note takes.
    """

    def __init__(self, *arguments: Any) -> None:
        """Take what the engine gives."""
        super().__init__(*arguments)
        self.order: dict[int, int] = {}
        self.went_over = self.cuts_rows = False
        self.unfinished: set[int] = set()
        self.stays: Callable[[], bool] = lambda: False
        self.gap = 0.0
        self.begin_page()

    def begin_page(self) -> None:
        """Forget the page before."""
        self.over: list[Any] = []
        self.halves: dict[int, tuple[Any, Any, Any]] = {}
        self.needed: float | None = None
        self.row = -inf, -inf
        self.kept: dict[float, float] = {}
        self.floor = self.free = 0.0

    def overflows_page(self, bottom_space: float, position_y: float) -> bool:
        """Tell whether there is no room: above notes there must be room for the gap below a paragraph, too.

        Source: A/79/843, page 3; 17 other pages of 2025 and 2026 that end with a paragraph and have notes leave it free, while the
        lines within paragraphs come as near as 0.1 points.
        """
        gap = self.gap if self.gap and self.height_of_notes() > _TOLERANCE else 0.0
        return bool(super().overflows_page(bottom_space + gap, position_y))

    def layout_footnote(self, note: Any) -> bool:
        """Put a note on the page, as much of it as there is room for.

        It answers whether the line that calls the note has to move: it has to where another note goes over already.
        """
        super().layout_footnote(note)
        if self.needed is None:
            if self.over or not self._fit(note):
                self.current_page_footnotes.remove(note)
                self._send_over(note, None, note)
                self._update_footnote_area()
        elif self.stays():
            self._share()
        elif self.over:
            return True
        else:
            self._fit(note)
        return False

    def unlayout_footnote(self, note: Any) -> None:
        """Take a note off its page, because its call moves: whole again.

        A note of an earlier page stays there: the engine would print it again where it lays out the head of a table once more.
        """
        self._join(note)
        if note in self.current_page_footnotes or note in self.reported_footnotes:
            super().unlayout_footnote(note)

    def report_footnote(self, note: Any) -> None:
        """Move a note whose line has to move. The engine doesn't ask whether the line can."""
        if not self.stays():
            self._join(note)
            super().report_footnote(note)

    def _update_footnote_area(self) -> bool:
        self.page_bottom += self.free
        self.free, needed = 0.0, self.needed
        overflows = super()._update_footnote_area()
        self.needed = needed  # notes are no text of the page
        self.keep(self.floor)
        return bool(overflows)

    def keep(self, floor: float) -> None:
        """Keep the notes of the page *floor* pixels, whatever they take."""
        self.floor = floor
        free = max(0.0, floor - self.height_of_notes())
        self.page_bottom += self.free - free
        self.free = free

    def height_of_notes(self) -> float:
        """Return how many pixels the notes of the page take."""
        area = self.current_footnote_area
        return 0.0 if area.height == "auto" else float(area.margin_height())

    def _missing(self) -> float:
        """Return how many pixels the notes take from the text of the page, or from what is left for it where none stands yet."""
        top = self.current_footnote_area.page.content_box_y()
        needed = top + _LEFT_FOR_TEXT if self.needed is None else self.needed
        return 0.0 if self.in_column else float(needed - self.page_bottom - self.free)

    def _fit(self, note: Any) -> bool:
        """Cut *note*, the last one on the page, where there is no room for the whole. Return whether there is any."""
        missing = self._missing()
        if missing <= 0:
            return True
        lines = self._lines()[-1]
        count = min(_count(lines, _height(lines) - missing), len(lines) - _TOGETHER)
        if count < _TOGETHER:
            return False
        self._cut(note, lines[count - 1].resume_at)
        self._update_footnote_area()
        return True

    def _share(self) -> None:
        """Cut the notes on the page so that each has its first lines there, and those that come first more, as there is room."""
        if self._missing() <= 0:
            return
        for whole, first, _ in [*self.halves.values()]:
            if first is not None:
                self._join(whole)
        self._update_footnote_area()
        wholes, lines = [*self.current_page_footnotes], self._lines()
        room = sum(map(_height, lines)) - self._missing()
        for least in (_TOGETHER, 1):
            spare = room - sum(_height(note[:least]) for note in lines)
            if spare >= 0:
                break
        for whole, note in zip(wholes, lines, strict=True):
            count = max(least, _count(note, spare + _height(note[:least])))
            if count < len(note):
                count = max(least, min(count, len(note) - _TOGETHER))
                self._cut(whole, note[count - 1].resume_at)
            spare -= _height(note[least:count])
        self._update_footnote_area()

    def _lines(self) -> list[list[Any]]:
        """Return the lines of each note on the page."""
        needed, area = self.needed, self.current_footnote_area
        laid_out, *_ = block.block_level_layout(self, build.create_anonymous_boxes(area.deepcopy()), -inf, None, area.page)
        self.needed = needed
        return [[*note.children] for note in laid_out.children]

    def _cut(self, note: Any, place: Any) -> None:
        """Cut *note*, which stands on the page, in two: what goes over begins at *place*."""
        first, rest = _until(note, place), _from(note, place)
        first.style = first.style.copy()
        first.style["text_align_last"] = first.style["text_align_all"]
        first.goes_over = rest.comes_over = True
        here = self.current_page_footnotes
        here[here.index(note)] = first
        self._send_over(note, first, rest)

    def _send_over(self, note: Any, first: Any, rest: Any) -> None:
        self.over.append(rest)
        self.order[id(rest)] = self.order[id(note)]
        self.halves[id(note)] = (note, first, rest)

    def _join(self, note: Any) -> None:
        """Put *note* back in the place of its halves on this page."""
        _, first, rest = self.halves.pop(id(note), (None, None, None))
        if rest is None:
            return
        self.over.remove(rest)
        here = self.current_page_footnotes
        if first is None:
            here.append(note)
        else:
            here[here.index(first)] = note


def patch_pages() -> None:
    """Make pages with what is known of their notes: each begins with what the one before sent over.

    Where the engine makes pages again, for a list of contents, all are made again if notes went over: what one moves, the next has
    to take.
    """
    make_page, make_all_pages = layout.page.make_page, layout.make_all_pages

    def make_page_and_hand_over(context: Any, *arguments: Any) -> Any:
        context.begin_page()
        result = make_page(context, *arguments)
        over = [*context.over, *context.reported_footnotes]
        context.went_over = context.went_over or bool(over)
        context.reported_footnotes = sorted(over, key=lambda note: context.order[id(note)])
        if over or context.broken_out_of_flow:
            context.unfinished.add(context.current_page)
        else:
            context.unfinished.discard(context.current_page)
        return result

    def make_pages_again(context: Any, *arguments: Any) -> Iterator[Any]:
        context.order = context.order or {id(note): place for place, note in enumerate(context.footnotes)}
        if context.went_over:
            for page in context.page_maker[:-1]:
                page[-1]["content_changed"] = True
        context.went_over, context.reported_footnotes = False, []
        yield from make_all_pages(context, *arguments)

    layout.LayoutContext = document.LayoutContext = NotesContext
    layout.page.make_page, layout.make_all_pages = make_page_and_hand_over, make_pages_again


def patch_lines() -> None:
    """Let it be known how deep the text reaches, and whether a line can move: not the first one of its page."""
    iter_line_boxes, linebox_layout = block.iter_line_boxes, block._linebox_layout

    def follow(context: Any, box: Any, position_y: float, bottom_space: float, *arguments: Any) -> Iterator[Any]:
        """Yield the lines, and keep in mind how deep the text reaches with each, and with those that go with it.

        A line that has no room, of a paragraph that can't be parted before it, is the last one: the engine, which looks whether it
        could part the paragraph after it, would move notes of the page for that.
        """
        lines = iter_line_boxes(context, box, position_y, bottom_space, *arguments)
        container = arguments[1]
        for count, (line, resume_at) in enumerate(lines, 1):
            bottom = line.position_y + line.height
            followers = max(0, box.style["orphans"] - count) if resume_at else 0
            below = 0 if resume_at else container.padding_bottom + container.border_bottom_width
            context.gap = 0 if resume_at else container.margin_bottom
            context.needed = bottom + followers * line.height + below + max(bottom_space, 0)
            yield line, resume_at
            if 1 < count <= box.style["orphans"] and context.overflows_page(bottom_space, bottom):
                return

    def lay_out_and_tell(*arguments: Any) -> Any:
        context, _, _, _, lines, page_is_empty, *_ = arguments
        before, context.stays = (context.stays, context.gap), lambda: page_is_empty and not lines
        try:
            return linebox_layout(*arguments)
        finally:
            context.stays, context.gap = before

    block.iter_line_boxes, block._linebox_layout = follow, lay_out_and_tell


def patch_tables() -> None:
    """Let no table leave a note on a page without its call: where the table, or its head, has no room.

    A table moves with its head: the engine sets its rows without the head where the notes of that have no room (measured).
    """
    table_layout = block.table_layout

    def lay_out_and_clear(context: Any, table: Any, *arguments: Any) -> Any:
        waiting = list(context.footnotes)
        result = table_layout(context, table, *arguments)
        _, begins_before, _, page_is_empty, *placeholders = arguments
        may_move = result[0] and not begins_before and not page_is_empty
        if may_move and table.children[0].is_header and not any(group.is_header for group in result[0].children):
            block.remove_placeholders(context, [result[0]], *placeholders)
            result = (None, None, {"break": "any", "page": None}, [], False)
        called = {box.footnote for box in result[0].descendants()} if result[0] and waiting else set()
        for note in waiting:
            if note not in called:
                context.unlayout_footnote(note)
        return result

    block.table_layout = lay_out_and_clear


def patch_rows() -> None:
    """Lay out tables again until no note of a row that is cut stands where another cell of it has text."""
    table_layout, container_layout = block.table_layout, block.block_container_layout

    def lay_out_again(context: Any, table: Any, *arguments: Any) -> Any:
        widths = [*table.column_widths]
        context.cuts_rows = any(row.style["break_inside"] == "auto" for group in table.children[-1:] for row in group.children[:1])
        for left in reversed(range(_MOST_LAYOUTS)):
            kept, context.row = dict(context.kept), (-inf, -inf)
            result = table_layout(context, table, *arguments)
            if not left or context.kept == kept:
                break
            block.remove_placeholders(context, [result[0]] if result[0] else [], *arguments[-2:])
            table.column_widths[:] = widths  # the engine turns them round from right to left
        return result

    def lay_out_and_keep_room(context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
        """Lay out a cell that leaves the notes of its row the room that they took the last time."""
        if box.element_tag != "td":
            return container_layout(context, box, *arguments, **options)
        top = box.position_y
        if context.row[0] != top:
            context.row = top, -inf
        context.keep(context.kept.get(top, 0.0))
        result = container_layout(context, box, *arguments, **options)
        context.keep(0.0)
        if result[0]:
            context.row = top, max(context.row[1], result[0].position_y + result[0].border_height())
        page_is_empty = options["page_is_empty"] if "page_is_empty" in options else arguments[2]
        if (context.cuts_rows or page_is_empty) and context.row[1] > context.page_bottom + _TOLERANCE:
            context.kept[top] = max(context.kept.get(top, 0.0), context.height_of_notes())
        return result

    block.table_layout, block.block_container_layout = lay_out_again, lay_out_and_keep_room


def _height(lines: list[Any]) -> float:
    return float(sum(line.height for line in lines))


def _count(lines: list[Any], height: float) -> int:
    """Return how many of *lines* stand in so many pixels."""
    return sum(depth <= height + _TOLERANCE for depth in accumulate(line.height for line in lines))


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
