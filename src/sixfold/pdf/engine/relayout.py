"""A layout made again after a few texts changed: only the pages that they are on, until those after them begin as they did.

The result is the same as that of a whole layout; where that can't be known, it is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import tostring

from sixfold.pdf.engine.engine import Engine
from sixfold.pdf.engine.places import UNIT_NAMES, unit_places

#: Points from the top of a page in which a heading, what stands below it and the lines that stay with it have room.
_TOP = 150.0

#: The elements of each unit that changed, as they were and as they are, by the unit's name.
_Changed = dict[str, list[tuple[Any, Any]]]

#: Elements that are laid out as a whole, with all that each is in.
_Blocks = dict[Any, set[Any]]


class LiveLayout:
    """The pages of one document, laid out again and again while its texts change.

    Where nothing but words differ, styles and boxes are those of the last layout, but for the blocks that these words are in.
    """

    def __init__(self, engine: Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._settings: dict[str, Any] = {}
        self._source: Any = None
        self._context: Any = None
        self._boxes: Any = None
        self._notes: list[Any] = []
        #: The engine's document, as it was laid out last.
        self.document: Any = None

    def lay_out(self, html: str) -> Any:
        """Return the engine's document of *html*, laid out and not yet looked at.

        Raises: RenderError.
        """
        source, settings = self._engine.parse(html)
        before, self.document = self.document, None  # what is kept is changed in place: it counts only when all went well
        if before and settings["stylesheets"] is self._settings["stylesheets"]:
            changed = changed_units(self._source.etree_element, source.etree_element)
            if changed is not None:
                self.document = self._lay_out_changed(before, source, settings, changed)
        if self.document is None:
            self._prepare(source, settings)
            self.document = _lay_out_all(self._context, self._boxes, source, settings)
        self._settings = settings
        targets = self._context.target_collector
        for item in (*targets.target_lookup_items.values(), *targets.counter_lookup_items.values()):
            item.cached_page_counter_values["pages"] = [len(self.document.pages)]  # the engine kept them before it knew
        return self.document

    def _prepare(self, source: Any, settings: dict[str, Any]) -> None:
        """Let the engine compute the styles of all elements, and make their boxes."""
        from weasyprint import DEFAULT_OPTIONS  # noqa: PLC0415
        from weasyprint.document import Document  # noqa: PLC0415
        from weasyprint.formatting_structure.build import build_formatting_structure  # noqa: PLC0415

        options = {**DEFAULT_OPTIONS, "stylesheets": settings["stylesheets"]}
        fonts, counters, profiles = settings["font_config"], settings["counter_style"], settings["color_profiles"]
        context = Document._build_layout_context(source, fonts, counters, profiles, options)
        self._boxes = build_formatting_structure(
            source.etree_element, context.style_for, context.get_image_from_uri, source.base_url, context.target_collector,
            counters, context.footnotes,
        )  # fmt: skip
        self._source, self._context, self._notes = source, context, [*context.footnotes]

    def _prepare_again(self, source: Any, settings: dict[str, Any], changed: _Changed, blocks: _Blocks) -> None:
        """Have what a layout of *source* needs: with the boxes of these *blocks* alone made anew, or all."""
        old, targets = self._context, self._context.target_collector
        pairs = [pair for found in changed.values() for pair in found]
        if all(_differ_in_words(*pair) for pair in pairs):
            for before, after in pairs:
                for element, typed in zip(before.iter(), after.iter(), strict=True):
                    element.text, element.tail = typed.text, typed.tail
            self._context = type(old)(old.style_for, old.get_image_from_uri, old.font_config, old.counter_style, targets)
            if all(self._make_boxes(*block) for block in blocks.items()):
                self._context.footnotes = [*self._notes]
                return
        self._prepare(source, settings)
        for name, target in self._context.target_collector.target_lookup_items.items():
            if name in targets.target_lookup_items:
                target.cached_page_counter_values = targets.target_lookup_items[name].cached_page_counter_values

    def _make_boxes(self, block: Any, above: set[Any]) -> bool:
        """Make the boxes of one element anew, as the engine does for all. Return False, where they don't stand by themselves.

        No counter of the engine's is printed but page numbers: notes, paragraphs and lists get their numbers from us.
        """
        from weasyprint.formatting_structure import boxes  # noqa: PLC0415
        from weasyprint.formatting_structure.build import create_anonymous_boxes, element_to_box  # noqa: PLC0415

        context, notes = self._context, list[Any]()
        parent, place = _box_of(self._boxes, block, above) or (None, 0)
        made = element_to_box(
            block, context.style_for, context.get_image_from_uri, self._source.base_url, context.target_collector,
            context.counter_style, notes,
        )  # fmt: skip
        if not isinstance(parent, boxes.BlockContainerBox) or not isinstance(parent.children[place], boxes.BlockLevelBox):
            return False
        made[0].process_whitespace()
        made[0].process_text_transform()
        parent.children = [*parent.children[:place], create_anonymous_boxes(made[0]), *parent.children[place + 1 :]]
        fresh = {note.element: note for note in notes}
        self._notes = [fresh.get(note.element, note) for note in self._notes]
        return True

    def _lay_out_changed(self, before: Any, source: Any, settings: dict[str, Any], changed: _Changed) -> Any | None:
        """Return the document *before* with the pages of the *changed* units made again; None where all has to be."""
        if not changed:
            return before
        known, old, numbers = unit_places(before.pages), self._context, _page_numbers(self._context)
        blocks = self._blocks(changed)
        names = {element.get(name) for element in _elements(blocks) for name in UNIT_NAMES} & known.keys()
        if not changed.keys() <= names:
            return None
        places = [place for name in names for place in known[name]]
        start, last = min(place.page for place in places), max(place.page for place in places)
        top = min(place.top for unit in known.values() for place in unit if place.page == start)
        # what a page begins with depends on the texts at its top, what notes left over on the page before
        if any(place.page == start and place.top < top + _TOP for place in places):
            start = max(0, start - 1)
        while start and start in old.unfinished:  # pages are counted from 1 there: the page before this one
            start -= 1
        self._prepare_again(source, settings, changed, blocks)
        context = self._context
        _take_over(context, old, start)
        boxes = []
        for index, box in enumerate(_make_pages(context, self._boxes, self._source, start), start):
            boxes.append(box)
            if any(page[-1]["content_changed"] or page[-1]["pages_wanted"] for page in context.page_maker):
                return None  # a list of contents that is new, or a count of the pages
            if index >= last and _goes_on_as_before(context, old, index + 1):
                context.page_maker[index + 1 :] = old.page_maker[index + 1 :]
                break
        else:
            if len(context.page_maker) != len(old.page_maker):
                return None  # another number of pages
        if _page_numbers(context) != numbers:
            return None
        end = start + len(boxes)
        for name, strings in old.string_set.items():
            context.string_set[name] |= {page: texts for page, texts in strings.items() if page <= start or page > end}
        context.unfinished |= {page for page in old.unfinished if page <= start or page > end}
        made = _finish(context, boxes, start)
        return before.copy([*before.pages[:start], *made, *before.pages[end:]])

    def _blocks(self, changed: _Changed) -> _Blocks:
        """Return the elements that are laid out as a whole where *changed* units are, each with those that it is in.

        They are tables, and other blocks that stand in the flow.
        """
        tree, style_for = self._source.etree_element, self._context.style_for
        parents = {child: parent for parent in tree.iter() for child in parent}
        blocks = {}
        for element, _ in (pair for pairs in changed.values() for pair in pairs):
            path = [element]
            while path[-1] in parents:
                path.append(parents[path[-1]])
            block, above = path.pop(), set[Any]()
            while path and style_for(block)["display"] == ("block", "flow") and style_for(block)["bookmark_level"] == "none":
                style = style_for(path[-1])
                if style["display"][0] != "block" or style["float"] != "none":
                    break
                above.add(block)
                block = path.pop()
            blocks[block] = above
        return blocks


def changed_units(old: Any, new: Any) -> _Changed | None:
    """Return the units in which two trees of HTML differ, with their elements before and after, by name; None where the trees
    differ anywhere else but in the head, which is on no page.
    """
    changed: _Changed = {}

    def same_but_for_units(before: Any, after: Any) -> bool:
        name = next(filter(None, map(after.get, UNIT_NAMES)), None)
        if name and before.tag == after.tag and (before.tail or "") == (after.tail or ""):
            if name not in map(before.get, UNIT_NAMES):
                return False
            if tostring(before) != tostring(after):
                changed.setdefault(name, []).append((before, after))
            return True
        alike = (before.tag, before.attrib, before.text, before.tail, len(before))
        if alike != (after.tag, after.attrib, after.text, after.tail, len(after)):
            return False
        return all(map(same_but_for_units, before, after))

    is_alike = old.attrib == new.attrib and same_but_for_units(old.find("body"), new.find("body"))
    return changed if is_alike else None


def _differ_in_words(before: Any, after: Any) -> bool:
    """Tell whether two elements, and all that is in them, differ in their words alone, which no style depends on."""
    alike = (before.tag, before.attrib, bool(before.text), bool(before.tail), len(before))
    if alike != (after.tag, after.attrib, bool(after.text), bool(after.tail), len(after)):
        return False
    return all(map(_differ_in_words, before, after))


def _page_numbers(context: Any) -> dict[str, Any]:
    """Return the number of the page of each element that a list of contents refers to."""
    targets = context.target_collector
    asked = {box.element.get("href", "").removeprefix("#") for box, _ in targets.counter_lookup_items}
    found = ((name, targets.target_lookup_items[name]) for name in asked & targets.target_lookup_items.keys())
    return {name: target.cached_page_counter_values.get("page") for name, target in found}


def _elements(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        yield from block.iter()


def _box_of(box: Any, block: Any, above: set[Any]) -> tuple[Any, int] | None:
    """Return the box in *box* that holds the outermost one of the element *block*, and its place there; *above* are the elements
    that *block* is in.
    """
    for place, child in enumerate(box.children):
        if child.element is block and child.element_tag == block.tag:
            return box, place
        if child.element in above and (found := _box_of(child, block, above)):
            return found
    return None


def _lay_out_all(context: Any, root: Any, source: Any, settings: dict[str, Any]) -> Any:
    from weasyprint.document import Document, DocumentMetadata, Page, get_html_metadata  # noqa: PLC0415
    from weasyprint.layout import layout_document  # noqa: PLC0415

    pages = [Page(box) for box in layout_document(source, root, context)]
    metadata = DocumentMetadata(**get_html_metadata(source))
    document = Document(pages, metadata, source.url_fetcher, settings["font_config"], settings["color_profiles"], None)
    document._html = source
    return document


def _take_over(context: Any, old: Any, start: int) -> None:
    """Give *context* what it would know after so many pages."""
    fresh = {"content_changed": False, "pages_wanted": False}
    context.page_maker = [(*page[:-1], {**page[-1], **fresh}) for page in deepcopy(old.page_maker[: start + 1])]
    context.page_maker[start][-1].update(anchors=[], content_lookups=[])
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
