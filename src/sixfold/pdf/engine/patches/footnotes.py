"""Footnotes begin on the page of their call. What doesn't fit goes over to the next page, and none is lost.

The engine moves a note as a whole, lets many notes run off the sheet, and forgets those that it moved when it makes a page again
for a list of contents (measured). Here a note is cut between two lines, as the word processor does, and its rest comes first on
the next page. At least two lines of it stand on either side; where there is no room for two, or another note goes over already,
the line that calls it moves. Where even that makes no room, `render.layout_check` stops the work.

The engine also moves notes of a page, wherever they are called, to keep the first two lines of a paragraph there, and leaves those
of a table that finds no place (measured): here the paragraph moves, and the notes go with the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from sixfold.pdf.engine.patches.isolates import open_isolates

#: What notes that come over leave free for the text of a page, in pixels of CSS: the last line of a paragraph and two of the next,
#: in Arabic (3 × 18 + 6 points).
_LEFT_FOR_TEXT = 80.0

#: Lines of a note that stand together.
_TOGETHER = 2


@dataclass
class _Notes:
    """What is known of the notes while pages are made.

    `order` is where each box stands in the document, `over` what goes over to the next page, `halves` what a note called on this
    page was cut into (nothing and itself, if it goes over as a whole). `needed` is how deep the text reaches on this page.
    """

    order: dict[int, int]
    over: list[Any] = field(default_factory=list)
    halves: dict[int, tuple[Any, Any, Any]] = field(default_factory=dict)
    needed: float | None = None
    is_measuring: bool = False


def install(layout: Any) -> None:
    """Teach the engine's package *layout* all this."""
    context = layout.LayoutContext
    context.layout_footnote = _laying_out(context.layout_footnote)
    context.unlayout_footnote = _taking_back(context.unlayout_footnote)
    context.report_footnote = _moving(context.report_footnote)
    context._update_footnote_area = _measuring(context._update_footnote_area)
    layout.block.iter_line_boxes = _following(layout.block.iter_line_boxes)
    layout.block.table_layout = _clearing(layout.block.table_layout)
    layout.page.make_page = _handing_over(layout.page.make_page)
    layout.make_all_pages = _making_again(layout.make_all_pages)


def _making_again(make_all_pages: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return a way to make the pages that makes all of them again where notes go over: what one moves, the next has to take."""

    def make(context: Any, *arguments: Any) -> Iterator[Any]:
        before = getattr(context, "notes", None)
        order = before.order if before else {id(note): place for place, note in enumerate(context.footnotes)}
        context.notes = _Notes(order)
        context.reported_footnotes = []
        if before and context.footnotes:
            for page in context.page_maker[:-1]:
                page[-1]["content_changed"] = True
        yield from make_all_pages(context, *arguments)

    return make


def _handing_over(make_page: Callable[..., Any]) -> Callable[..., Any]:
    def make_and_hand_over(context: Any, *arguments: Any) -> Any:
        notes = context.notes
        notes.over, notes.halves, notes.needed = [], {}, None
        result = make_page(context, *arguments)
        over = [*notes.over, *context.reported_footnotes]
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
        for count, (line, resume_at) in enumerate(lines, 1):
            bottom = line.position_y + line.height
            if not context.notes.is_measuring:
                followers = max(0, box.style["orphans"] - count) if resume_at else 0
                context.notes.needed = bottom + followers * line.height + max(bottom_space, 0)
            yield line, resume_at
            if 1 < count <= box.style["orphans"] and context.overflows_page(bottom_space, bottom):
                return

    return follow


def _clearing(table_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to lay out a table that leaves no note on a page without its call: where the table, or its head, has no room."""

    def lay_out_and_clear(context: Any, table: Any, *arguments: Any) -> Any:
        waiting = list(context.footnotes)
        result = table_layout(context, table, *arguments)
        called = {box.footnote for box in result[0].descendants()} if result[0] and waiting else set()
        for note in waiting:
            if note not in called:
                context.unlayout_footnote(note)
        return result

    return lay_out_and_clear


def _measuring(update: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def measure(context: Any) -> bool:
        context.notes.is_measuring = True
        try:
            return update(context)
        finally:
            context.notes.is_measuring = False

    return measure


def _laying_out(layout_footnote: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return a way to put a note on a page, as much of it as there is room for.

    It answers whether the line that calls the note has to move: it has to where another note goes over already.
    """

    def lay_out(context: Any, note: Any) -> bool:
        notes = context.notes
        if notes.over and notes.needed is None:
            context.footnotes.remove(note)
            _take_over(notes, note, None, note)
            return False
        layout_footnote(context, note)
        if notes.over:
            return True
        if not _fit(context, note) and notes.needed is None:
            context.current_page_footnotes.remove(note)
            _take_over(notes, note, None, note)
            context._update_footnote_area()
        return False

    return lay_out


def _fit(context: Any, note: Any) -> bool:
    """Cut *note*, the last one on the page, where there is no room for the whole. Return whether there is any."""
    missing = _missing(context)
    if missing > 0 and (halves := _cut(context, note, missing)):
        context.current_page_footnotes[-1] = halves[0]
        _take_over(context.notes, note, *halves)
        context._update_footnote_area()
        return True
    return missing <= 0


def _missing(context: Any) -> float:
    """Return how many pixels the notes on the page take from its text, or from what is left for it where no text stands yet."""
    top = context.current_footnote_area.page.content_box_y()
    needed = top + _LEFT_FOR_TEXT if context.notes.needed is None else context.notes.needed
    return 0.0 if context.in_column else float(needed - context.page_bottom)


def _take_over(notes: _Notes, note: Any, first: Any, rest: Any) -> None:
    notes.over.append(rest)
    notes.order[id(rest)] = notes.order[id(note)]
    notes.halves[id(note)] = (note, first, rest)


def _taking_back(unlayout_footnote: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a way to take a note off its page, because its call moves: whole again."""

    def take_back(context: Any, note: Any) -> None:
        _join(context, note)
        unlayout_footnote(context, note)

    return take_back


def _moving(report_footnote: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a way to move a note whose line has to move.

    The engine doesn't say whether the line can. If it can, the note is taken back; if it can't, as the first line of a page, the
    note begins there, though another one goes over.
    """

    def move(context: Any, note: Any) -> None:
        if not (context.notes.over and _fit(context, note)):
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


def _cut(context: Any, note: Any, missing: float) -> tuple[Any, Any] | None:
    """Return *note*, the last one on the page, in two: what stays when it gives up *missing* pixels, and what goes over."""
    lines = _lines(context)
    kept = sum(line.height for line in lines) - missing
    count = 0
    while count < len(lines) and sum(line.height for line in lines[: count + 1]) <= kept:
        count += 1
    count = min(count, len(lines) - _TOGETHER)
    if count < _TOGETHER:
        return None
    place = lines[count - 1].resume_at
    first, rest = _until(note, place), _from(note, place)
    first.style = first.style.copy()
    first.style["text_align_last"] = "justify"
    first.goes_over = rest.comes_over = True
    return first, rest


def _lines(context: Any) -> list[Any]:
    """Return the lines of the last note on the page."""
    from weasyprint.formatting_structure import build  # noqa: PLC0415
    from weasyprint.layout.block import block_level_layout  # noqa: PLC0415

    context.notes.is_measuring = True
    try:
        area = build.create_anonymous_boxes(context.current_footnote_area.deepcopy())
        area = block_level_layout(context, area, -inf, None, context.current_footnote_area.page)[0]
    finally:
        context.notes.is_measuring = False
    return list(area.children[-1].children)


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
