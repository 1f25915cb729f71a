"""A page and that of an earlier version → one page with both: inserted and struck text, bars, a table of changes at its end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from sixfold.catalogs.differences import Change, shorten, tokens
from sixfold.catalogs.inline import Run
from sixfold.compose.changes import TAGS, Marks, Version, apart, marked_texts, origin
from sixfold.compose.models import (
    AgendaLine,
    Element,
    FixedText,
    Line,
    Page,
    PartOfPage,
    SessionBlock,
    TableCell,
    TableOnPage,
    TableRow,
    lines_of,
)
from sixfold.compose.tables import is_long
from sixfold.compose.text import TextRenderer
from sixfold.document.differences import Difference, Piece, Revision
from sixfold.document.model import Document
from sixfold.document.units import texts
from sixfold.languages import language

#: Words that the table has beside a change, and of a text that only moved.
_AROUND: Final = 4
_BEGINNING: Final = 12


_Made = tuple[Page, Mapping[Path, str]]


def with_changes(revision: Revision, renderer: TextRenderer, make_page: Callable[[Document, TextRenderer], _Made]) -> _Made:
    """Return what *make_page* makes of the present version of *revision* with all that changed marked, and a table of changes."""
    house, name = renderer.house, revision.name
    versions = Version(revision.former, house), Version(revision.present, house)
    came, went = marked_texts(revision, versions)
    spoken = {"ins": house.word("redline.inserted"), "del": house.word("redline.deleted")}
    notes = {text.address: text for text in texts(revision.former) if text.address in went and ".note." in text.address}
    present, pictures = make_page(revision.present, replace(renderer, marks=Marks(came, notes, spoken)))
    former, _ = make_page(revision.former, replace(renderer, marks=Marks(went, notes, spoken, is_former=True)))
    found = {text.address for one in revision.differences for text in (*one.before, *one.after)}
    settings = found - {*versions[0].paths} - {*versions[1].paths}  # which are no texts
    splicer = _Splicer(went.keys(), revision.places, has_new_agenda=any(one.startswith("agenda") for one in settings))
    parts = splicer.join(present.parts, former.parts)
    session_block = splicer.join(present.session_block, former.session_block)
    rest = [line for line in lines_of((former.session_block, former.parts)) if line.anchor in splicer.left]
    rest += [replace(renderer, marks=Marks(went, {}, spoken)).line(note) for note in notes.values()]  # whose calls stayed
    elements = tuple(Element("paragraph", (_struck(line),)) for line in rest)
    parts = (*parts[:-1], replace(parts[-1], body=(*parts[-1].body, *elements)))
    page = replace(
        present,
        title=f"{present.title} ({house.word('redline.title', version=name)})",
        draft_line=house.word("redline.line", version=f"\u2066{name}\u2069" if house.language.code == "ar" else name),
        masthead=splicer.join(present.masthead, former.masthead),
        session_block=session_block,
        parts=(*parts, _table_of_changes(revision, replace(renderer, marks=Marks({}, {}, spoken)), versions)),
        stylesheets=(*present.stylesheets, "redline.css"),
    )
    return page, pictures


# ---- the page ----


class _Splicer:
    """Puts what went into a page, where it was: the addresses that are `gone`; `places` has the new ones of what stayed.

    It `has_new_agenda` where an item is another one, not only its title.
    """

    def __init__(self, gone: Collection[str], places: Mapping[str, str], *, has_new_agenda: bool) -> None:
        self.left = {*gone}
        self._gone, self._places, self._has_new_agenda = gone, places, has_new_agenda

    def join(self, now: Any, was: Any) -> Any:
        """Return *now*, a part of the page, with what went of *was*, the same part of the former one; house words with both."""
        if isinstance(now, Markup) and isinstance(was, Markup):
            words = [Markup("<{0}>{1}</{0}>").format(tag, one) for tag, one in (("del", was), ("ins", now)) if one]
            both = FixedText(Markup(" ").join(words))
            both.unit = getattr(now, "unit", "")
            return now if now == was else both
        if isinstance(now, tuple) and isinstance(was, tuple):
            return self._join_rows(now, was)
        if now is None and isinstance(was, Line) and was.anchor in self._gone:
            return self._take(was)
        if type(now) is not type(was) or not is_dataclass(now) or isinstance(now, Line):
            return now
        names = [one.name for one in fields(now) if one.name != "label"]
        if getattr(now, "kind", "") != getattr(was, "kind", ""):  # which prints other things
            names = ["body"] if isinstance(now, PartOfPage) else []
        if isinstance(now, AgendaLine) and not self._has_new_agenda:  # the note there is printed once
            names = ["titles"]
        if isinstance(now, SessionBlock) and not now.columns:  # where its venue would stand
            names = []
        return replace(now, **{name: self.join(getattr(now, name), getattr(was, name)) for name in names})

    def _join_rows(self, now: tuple[Any, ...], was: tuple[Any, ...]) -> tuple[Any, ...]:
        if now and was and not any(map(_anchors, (*now, *was))):
            return tuple(map(self.join, now, was)) if len(now) == len(was) else now
        places = {anchor: place for place, one in enumerate(now) for anchor in _anchors(one)}
        joined: list[Any] = [*now]
        after: dict[int, list[Any]] = {}
        last = -1
        for one in was:
            own = _anchors(one)
            if own and all(anchor in self._gone for anchor in own):
                after.setdefault(last, []).append(self._take(one))
                continue
            mates = [places[there] for anchor in own if anchor not in self._gone and (there := self._places.get(anchor)) in places]
            if mates:
                last = mates[0]
                joined[last] = self.join(joined[last], one)
        if joined and isinstance(joined[0], TableCell):  # whose columns stay: what went stands in the cell beside it
            for place, went in after.items():
                cell = joined[max(place, 0)]
                joined[max(place, 0)] = replace(cell, lines=(*cell.lines, *lines_of(tuple(went))))
            return tuple(joined)
        return tuple(_spliced(joined, after))

    def _take(self, node: Any) -> Any:
        self.left.difference_update(_anchors(node))
        return _struck(node)


def _spliced(joined: Sequence[Any], after: Mapping[int, Sequence[Any]]) -> Iterator[Any]:
    """Yield *joined* with what stood *after* each, or before all (-1); a row where no cell goes on, and as wide as others."""
    width = sum(cell.across for cell in joined[0].cells) if joined and isinstance(joined[0], TableRow) else 0
    depth = 0
    waiting: list[Any] = []
    for place, one in enumerate((None, *joined), -1):
        if one is not None:
            yield one
            depth = max([depth - 1, *(cell.down - 1 for cell in one.cells)]) if width else 0
        waiting += after.get(place, ())
        while waiting and depth <= 0:
            went = waiting.pop(0)
            if width and (sum(cell.across for cell in went.cells) != width or any(cell.down > 1 for cell in went.cells)):
                went = TableRow("", (TableCell(tuple(lines_of(went)), "first", width, 1, ""),))
            yield went


def _anchors(node: Any) -> list[str]:
    return [line.anchor for line in lines_of(node)]


def _struck(node: Any) -> Any:
    """Return *node*, which went: with anchors of its own, its fixed words struck, a picture in words."""
    if isinstance(node, FixedText) and node:
        return FixedText(Markup("<del>{}</del>").format(node))
    if isinstance(node, tuple):
        return tuple(map(_struck, node))
    if not is_dataclass(node):
        return node
    if isinstance(node, Element):
        if node.picture:
            return Element("lines", tuple(map(_struck, lines_of(node))))
        node = replace(node, turned="", begins_page=False)
    own: dict[str, Any] = {one.name: _struck(getattr(node, one.name)) for one in fields(node)}
    if "anchor" in own:
        own["anchor"] = f"former.{own['anchor']}"
    return replace(node, **own)


# ---- the table of changes ----


def _table_of_changes(revision: Revision, renderer: TextRenderer, versions: tuple[Version, Version]) -> PartOfPage:
    house, name = renderer.house, escape(revision.name)
    code, direction = house.language.code, house.language.direction

    def words(context: str, **values: object) -> Markup:
        return renderer.markup(house.word(f"redline.{context}", **values), code)

    def line(html: Markup, anchor: str) -> Line:
        return Line(html, code, direction, "", anchor=f"changes{anchor}")

    annex = PartOfPage("annex", heading=line(words("title", version=name), ""), numbering="report")
    if not revision.differences:
        return replace(annex, body=(Element("paragraph", (line(words("nothing", version=name), ".none"),)),))
    is_translated = any(one.is_source_changed is not None for one in revision.differences)
    columns = ("unit", "before", "after", "source")[: 4 if is_translated else 3]
    rows = []
    for n, one in enumerate(revision.differences, 1):
        found, version = one.after or one.before, versions[bool(one.after)]
        places = dict.fromkeys(map(version.place, (found[0], found[-1])))  # of a row the first and the last cell
        kind = origin(one, versions[0]) or house.word(f"redline.kind.{one.kind}")
        told = [
            [renderer.markup(escape(text), code) for text in (*places, kind)],
            [*_cell(one, renderer, versions[0], "deleted")],
            [*_cell(one, renderer, versions[1], "inserted")],
            [words("source-changed" if one.is_source_changed else "source-same")] * (one.is_source_changed is not None),
        ]
        cells: list[TableCell] = []
        for column, shown in zip(columns, told, strict=False):
            lines = tuple(line(html, f".{n}.{column}.{place}") for place, html in enumerate(shown or [Markup("—")]))
            cells.append(TableCell(lines, "" if cells else "first", 1, 1, "" if cells else "row"))
        rows.append(TableRow("", tuple(cells)))
    heads = tuple(TableCell((line(words(column), f".{column}"),), "", 1, 1, "col") for column in columns)
    widths = ("20%", "34%", "34%", "12%") if is_translated else ("20%", "40%", "40%")
    long = is_long([[one.html for one in lines_of(row)] for row in rows])
    table = TableOnPage(
        label=FixedText(), title=None, unit=None, head=(TableRow("", heads),), rows=tuple(rows), remarks=(), notes=(),
        width=len(columns), widths=widths, classes="fixed changes" + " long" * long, reach="wide", is_landscape=False,
    )  # fmt: skip
    return replace(annex, body=(Element("table", table=table),))


def _cell(one: Difference, renderer: TextRenderer, version: Version, kind: str) -> Iterator[Markup]:
    """Yield the lines of a cell: what was kept, with a few words beside each change, and what is of this *kind*."""
    own = language(((one.before if kind == "deleted" else one.after) or one.after or one.before)[0].language)
    for pieces in one.pieces:
        address = (one.after or one.before)[0].address
        called = [(of, version.call(run, address).form if "fn" in run.tags else run.text) for of, run in pieces]
        changes = [Change(of, "".join(text for _, text in group)) for of, group in groupby(called, itemgetter(0))]
        if all(change.kind == "kept" for change in changes):
            beginning = tokens("".join(change.text for change in changes))
            changes = [Change("kept", "".join(beginning[:_BEGINNING]) + " …" * (len(beginning) > _BEGINNING))]
        near = shorten(changes, _AROUND) if len(changes) > 1 else changes
        shown = apart([Piece(change.kind, Run(change.text)) for change in near if change.kind in ("kept", kind)])
        if html := renderer.markup([run._replace(tags=TAGS[of]) for of, run in shown], own.code):
            is_other = own is not renderer.house.language
            yield Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(own.code, own.direction, html) if is_other else html
