"""A layout made again after a few texts changed: only the pages that they are on, until those after them begin as they did.

The result is the same as that of a whole layout; where that can't be known, it is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import tostring

from sixfold.pdf.engine.engine import Engine
from sixfold.pdf.engine.places import UNIT_NAMES, unit_places

#: Points from the top of a page in which a heading, what stands below it and the lines that stay with it have room.
_TOP = 150.0


class LiveLayout:
    """The pages of one document, laid out again and again while its texts change."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._settings: dict[str, Any] = {}
        self._source: Any = None
        self._context: Any = None
        #: The engine's document, as it was laid out last.
        self.document: Any = None

    def lay_out(self, html: str) -> Any:
        """Return the engine's document of *html*, laid out and not yet looked at.

        Raises: RenderError.
        """
        source, settings = self._engine.parse(html)
        again = None
        if self.document and settings["stylesheets"] is self._settings["stylesheets"]:
            changed = changed_units(self._source.etree_element, source.etree_element)
            if changed is not None:
                again = self._lay_out_changed(source, settings, changed)
        context, document = again or _lay_out_all(source, settings)
        self._settings, self._source, self._context, self.document = settings, source, context, document
        return document

    def _lay_out_changed(self, source: Any, settings: dict[str, Any], changed: set[str]) -> tuple[Any, Any] | None:
        """Return context and document with the pages of the *changed* units made again; None where all has to be."""
        if not changed:
            return self._context, self.document
        known = unit_places(self.document.pages)
        if not changed <= known.keys():
            return None
        old, places = self._context, [place for unit in changed for place in known[unit]]
        start, last = min(place.page for place in places), max(place.page for place in places)
        top = min(place.top for unit in known.values() for place in unit if place.page == start)
        # what a page begins with depends on the texts at its top, and on the whole of a table there; what notes left over, on the
        # page before
        if any(place.page == start and place.top < top + _TOP for place in places) or any(".cell." in unit for unit in changed):
            start = max(0, start - 1)
        while start and start in old.unfinished:  # pages are counted from 1 there: the page before this one
            start -= 1
        context, root = _prepare(source, settings)
        _take_over(context, old, start)
        boxes = []
        for index, box in enumerate(_make_pages(context, root, source, start), start):
            boxes.append(box)
            if any(page[-1]["content_changed"] or page[-1]["pages_wanted"] for page in context.page_maker[: index + 1]):
                return None  # a list of contents, or a count of the pages, has changed
            if index >= last and _goes_on_as_before(context, old, index + 1):
                context.page_maker += old.page_maker[index + 2 :]
                break
        else:
            if len(context.page_maker) != len(old.page_maker):
                return None  # another number of pages
        end = start + len(boxes)
        for name, strings in old.string_set.items():
            context.string_set[name] |= {page: texts for page, texts in strings.items() if page <= start or page > end}
        context.unfinished |= {page for page in old.unfinished if page <= start or page > end}
        made = _finish(context, boxes, start)
        return context, self.document.copy([*self.document.pages[:start], *made, *self.document.pages[end:]])


def changed_units(old: Any, new: Any) -> set[str] | None:
    """Return the names of the units in which two trees of HTML differ; None where they differ anywhere else but in the head,
    which is on no page.
    """
    changed: set[str] = set()

    def same_but_for_units(before: Any, after: Any) -> bool:
        name = next(filter(None, map(after.get, UNIT_NAMES)), None)
        if name and before.tag == after.tag and (before.tail or "") == (after.tail or ""):
            if name not in map(before.get, UNIT_NAMES):
                return False
            if tostring(before) != tostring(after):
                changed.add(name)
            return True
        alike = (before.tag, before.attrib, before.text, before.tail, len(before))
        if alike != (after.tag, after.attrib, after.text, after.tail, len(after)):
            return False
        return all(map(same_but_for_units, before, after))

    is_alike = old.attrib == new.attrib and same_but_for_units(old.find("body"), new.find("body"))
    return changed if is_alike else None


def _prepare(source: Any, settings: dict[str, Any]) -> tuple[Any, Any]:
    """Return the engine's context for *source*, and its boxes before layout."""
    from weasyprint import DEFAULT_OPTIONS  # noqa: PLC0415
    from weasyprint.document import Document  # noqa: PLC0415
    from weasyprint.formatting_structure.build import build_formatting_structure  # noqa: PLC0415

    options = {**DEFAULT_OPTIONS, "stylesheets": settings["stylesheets"]}
    fonts, counters, profiles = settings["font_config"], settings["counter_style"], settings["color_profiles"]
    context = Document._build_layout_context(source, fonts, counters, profiles, options)
    root = build_formatting_structure(
        source.etree_element, context.style_for, context.get_image_from_uri, source.base_url, context.target_collector, counters,
        context.footnotes,
    )  # fmt: skip
    return context, root


def _lay_out_all(source: Any, settings: dict[str, Any]) -> tuple[Any, Any]:
    from weasyprint.document import Document, DocumentMetadata, Page, get_html_metadata  # noqa: PLC0415
    from weasyprint.layout import layout_document  # noqa: PLC0415

    context, root = _prepare(source, settings)
    pages = [Page(box) for box in layout_document(source, root, context)]
    metadata = DocumentMetadata(**get_html_metadata(source))
    document = Document(pages, metadata, source.url_fetcher, settings["font_config"], settings["color_profiles"], None)
    document._html = source
    return context, document


def _take_over(context: Any, old: Any, start: int) -> None:
    """Give *context* what it would know after so many pages."""
    fresh = {"content_changed": False, "pages_wanted": False}
    context.page_maker = [(*page[:-1], {**page[-1], **fresh}) for page in deepcopy(old.page_maker[: start + 1])]
    context.style_for.initial_page_sizes = old.style_for.initial_page_sizes
    context.rendered_notes = []
    context.order = {id(note): place for place, note in enumerate(context.footnotes)}
    context.string_set = defaultdict(lambda: defaultdict(list))
    for name, strings in old.string_set.items():
        context.string_set[name] |= {page: texts for page, texts in strings.items() if page <= start}
    for name, elements in old.running_elements.items():
        context.running_elements[name] |= {page: found for page, found in elements.items() if page <= start}


def _make_pages(context: Any, root: Any, source: Any, start: int) -> Iterator[Any]:
    """Yield the boxes of the pages from *start* on, without margin boxes, to the end of the document."""
    from weasyprint.layout.page import remake_page  # noqa: PLC0415

    index = start
    while True:
        box, resume_at = remake_page(index, context, root, source)
        context.page_maker[index + 1][-1]["content_changed"] = False  # says only that there is a next page
        yield box
        if resume_at is None and not context.reported_footnotes:
            return
        index += 1


def _goes_on_as_before(context: Any, old: Any, index: int) -> bool:
    """Tell whether the page *index* begins as it did, where there was one."""
    if index + 1 >= len(old.page_maker) or {index} & (context.unfinished | old.unfinished):
        return False
    return bool(context.page_maker[index][:3] == old.page_maker[index][:3])


def _finish(context: Any, boxes: list[Any], start: int) -> list[Any]:
    """Give pages their running heads and feet. As the engine does at the end of a whole layout."""
    from weasyprint.document import Page  # noqa: PLC0415
    from weasyprint.layout import layout_backgrounds, layout_fixed_boxes, make_margin_boxes  # noqa: PLC0415

    for number, page in enumerate(boxes, start + 1):
        for child in page.descendants():
            if child.string_set and child.string_set != "none":
                for name, text in child.string_set:
                    context.string_set[name][number].append(text)
    for number, page in enumerate(boxes, start + 1):
        root, *areas = page.children
        root.children = [*layout_fixed_boxes(context, [page], page), *root.children] if page.fixed_boxes else root.children
        context.current_page = number
        state = context.page_maker[number][3]
        margins = make_margin_boxes(context, page, state)
        page.children = (root, *(area for area in areas if area.children), *margins)
        layout_backgrounds(page, context.get_image_from_uri)
    return [Page(page) for page in boxes]
