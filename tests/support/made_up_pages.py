"""Made-up pages, to find where the engine sets a page wrongly: in tests/, `../.venv/bin/python -m support.made_up_pages notes 500`,
`rows 200` or `lines 2000`.

Their words are those of A/66/398 in each of the six languages, their kind, order and length are drawn; the same number gives the
same document. Pages are looked at as laid out: no PDF is written, which is most of the time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from multiprocessing import get_context
from random import Random
from types import SimpleNamespace
from typing import Any

from sixfold.catalogs.inline import plain
from sixfold.errors import RenderError
from sixfold.pdf.engine.layout_check import check_pages
from support.pages import compose_seed, engine, translations

LAYOUTS = ("new-york-2011", "new-york-2025", "geneva", "geneva-2009")
CODES = ("en", "fr", "es", "ru", "ar", "zh")
HEADINGS = ("chapter", "section", "subheading", "point")
#: A line that isn't the last one of its paragraph and fills less of its measure, before it is justified, gave up too early: no word
#: that is drawn here is longer than a third of it.
SHORTEST = 0.66
#: So many paragraphs make one document.
PARAGRAPHS = 400


@cache
def words(code: str) -> list[str]:
    """Return the words of A/66/398, in the order in which they stand; in Chinese its clauses."""
    text = " ".join(plain(each) for each in translations(code).values() if len(each) > 60)
    return [each for each in re.split("(?<=[，。；])", text.replace(" ", "")) if each] if code == "zh" else text.split()


class MadeUp:
    """What is drawn for one document: a part of a seed after the other. Notes that were called are in `notes`."""

    def __init__(self, number: int, code: str = "", layout: str = "") -> None:
        self.random = Random(number)
        self.code = code or self.random.choice(CODES)
        self.layout = layout or self.random.choice(LAYOUTS)
        self.calls = self.random.choice([0.05, 0.2, 0.6])
        self.notes: dict[str, str] = {}

    def some_words(self, count: int) -> list[str]:
        known = words(self.code)
        start = self.random.randrange(len(known))
        return [known[(start + place) % len(known)] for place in range(max(1, count // 5) if self.code == "zh" else count)]

    def joined(self, some: list[str]) -> str:
        return ("" if self.code == "zh" else " ").join(some)

    def text(self, *lengths: int) -> str:
        """Return a text of one of so many words, which may call notes, several in a line, too."""
        some = self.some_words(self.random.choice(lengths or (2, 6, 15, 30, 45, 60, 90, 140)))
        if self.random.random() < self.calls / (1 if len(some) > 12 else 3):
            for _ in range(self.random.choice([1, 1, 1, 2, 3])):
                key = f"n{len(self.notes)}"
                self.notes[key] = self.joined(self.some_words(self.random.choice([3, 8, 20, 20, 40, 60, 90, 200])))
                some[self.random.choice([0, -1, self.random.randrange(len(some))])] += f"<fn>{key}</fn>"
        return self.joined(some)

    def tagged(self) -> str:
        """Return a text in which some words are emphasized."""
        some, end = self.some_words(self.random.choice([12, 20, 30, 45, 60, 90])), 0
        while self.random.random() < 0.6 and end < len(some):
            start = self.random.randrange(end, len(some))
            end = min(len(some), start + self.random.choice([1, 1, 2, 4]))
            tag = self.random.choice(["em", "strong", "sup"])
            some[start] = f"<{tag}>{some[start]}"
            some[end - 1] += f"</{tag}>"
        return self.joined(some)

    def block(self) -> Any:
        kind = self.random.choice(["", "numbered", "numbered", "items", "list", "bulleted", "indented", "table", *HEADINGS])
        several = range(self.random.randint(1, 4))
        if kind == "table":
            heads = [self.text(1, 2) for _ in range(self.random.randint(2, 4))]
            rows = [[self.text(1, 3, 10) for _ in heads] for _ in range(self.random.randint(1, 12))]
            return {kind: {"title": self.text(5), "columns": heads, "rows": rows}}
        if kind in HEADINGS:
            return {kind: self.text(3, 8, 25)}
        if kind == "items":
            return {"numbered": [{"text": self.text(), "items": [self.text() for _ in several]}]}
        return {kind: [self.text() for _ in several]} if kind else self.text()

    def long_rows(self) -> list[Any]:
        """Return what has a table with rows that may be longer than a page, and notes in any of their cells."""
        self.calls = self.random.choice([0.2, 0.6])
        heads = [self.text(1, 2) for _ in range(self.random.randint(2, 3))]
        lengths = (3, 30, 90, 120) if self.code == "zh" else (3, 30, 90, 200, 400)  # the engine takes long for long Chinese cells
        rows = [[self.text(*lengths) for _ in heads] for _ in range(self.random.randint(2, 6))]
        return [self.text(10, 60), {"table": {"title": self.text(5), "columns": heads, "rows": rows}}, self.text(30)]

    def seed(self, body: list[Any] | None = None) -> dict[str, Any]:
        """Return the seed of a document with this *body*, or a drawn one."""
        kind = self.random.choice(["letter", "report", "annex", "resolution"])
        title, body = self.text(4, 12), body or [self.block() for _ in range(self.random.randint(2, 9))]
        part: dict[str, Any] = {"body": body} | ({"title": title} if kind == "letter" else {"titles": [title]})
        if kind == "letter":
            part["signature"] = [{"name": "<strong>Name</strong>", "role": "Role"}]
        if kind == "report":
            part["contents"] = self.random.random() < 0.4
        parts = [{kind: part | {"notes": self.notes}}]
        if kind == "annex":
            parts.insert(0, {"letter": {"title": "Letter", "body": ["Text"]}})
        agenda = {"session": 66, "agenda": {"items": [107], "title": "Crime"}}
        return agenda | {"original": self.code, "layout": self.layout, "parts": parts}


def lay_out(seed: dict[str, Any], code: str) -> list[Any]:
    """Return the boxes of the pages of a document, one a page, as the engine laid them out."""
    return [page._page_box for page in engine().lay_out(compose_seed(seed, code).html).pages]


def stray_notes(pages: list[Any]) -> list[tuple[str, int | None, int | None]]:
    """Return each note that doesn't begin on the page of its call, once: its mark, that page, its own."""
    from weasyprint.formatting_structure.boxes import InlineBlockBox  # noqa: PLC0415

    called: dict[Any, int] = {}
    begun: dict[Any, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for box in page.descendants():
            if box.footnote is not None:
                called.setdefault(box.element, number)
            elif isinstance(box, InlineBlockBox) and box.element_tag.endswith("::footnote-marker"):
                begun.setdefault(box.element, []).append(number)
    return [
        (note.get("data-mark"), called.get(note), next(iter(begun.get(note, [])), None))
        for note in called | begun
        if begun.get(note) != [called.get(note)]
    ]


def refusal(pages: list[Any], notes: int = 0) -> list[str]:
    """Return why the pages don't go to print, if they don't."""
    try:
        check_pages([SimpleNamespace(_page_box=page) for page in pages], notes)
    except RenderError as error:
        return [str(error)]
    return []


def inner_lines(pages: list[Any]) -> Iterator[tuple[float, str]]:
    """Yield each line of justified text that isn't the last one of its paragraph: how much of the measure it fills, its text."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox  # noqa: PLC0415
    from weasyprint.layout.inline import count_expandable_spaces  # noqa: PLC0415

    for page in pages:
        for block in page.descendants():
            for line in getattr(block, "children", ()):
                if not isinstance(line, LineBox) or line.resume_at is None or line.style["text_align_all"] != "justify":
                    continue
                texts = [box for box in line.descendants() if isinstance(box, TextBox)]
                spread = sum(box.justification_spacing * count_expandable_spaces(box) for box in texts)
                width = max(box.position_x + box.width for box in texts) - min(box.position_x for box in texts) - spread
                yield width / block.width, "".join(box.text for box in texts)


def broken_early(number: int, code: str, layout: str, count: int) -> tuple[int, list[str]]:
    """Return of a document of *count* paragraphs how many inner lines it has, and which of them gave up too early."""
    made_up = MadeUp(number, code, layout)
    texts = [made_up.tagged() for _ in range(count)]
    kinds = ("plain", "numbered", "list", "bulleted")
    body = [*texts[:: len(kinds)], *({kind: texts[place :: len(kinds)]} for place, kind in enumerate(kinds) if place)]
    lines = list(inner_lines(lay_out(made_up.seed(body), code)))
    return len(lines), [text for share, text in lines if share < SHORTEST]


def _look_at_notes(number: int, body: Callable[[MadeUp], list[Any] | None] = lambda _: None) -> str:
    made_up = MadeUp(number)
    pages = lay_out(made_up.seed(body(made_up)), made_up.code)
    found = [*stray_notes(pages), *refusal(pages, len(made_up.notes))]
    return f"{number} {made_up.code} {made_up.layout}: {found}" if found else ""


def _look_at_rows(number: int) -> str:
    return _look_at_notes(number, MadeUp.long_rows)


def _look_at_lines(number: int, code: str, layout: str) -> str:
    lines, early = broken_early(number, code, layout, PARAGRAPHS)
    return f"{number} {code} {layout}: {len(early)} of {lines} inner lines end too early {early[:3]}" if early else ""


def _look(what: str, count: int) -> int:
    """Look at *count* documents, or at so many paragraphs in each language and layout, in a process for each processor."""
    look: Callable[..., str] = {"notes": _look_at_notes, "rows": _look_at_rows, "lines": _look_at_lines}[what]
    documents = range(-(-count // PARAGRAPHS) if what == "lines" else count)
    tasks = list(product(documents, CODES, LAYOUTS)) if what == "lines" else [(number,) for number in documents]
    found = 0
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:  # Pango waits for ever after a fork
        for told in pool.map(look, *zip(*tasks, strict=True)):
            if told:
                print(told, flush=True)
                found += 1
    print(f"{found} of {len(tasks)} documents are wrong")
    return found


if __name__ == "__main__":
    sys.exit(bool(_look(sys.argv[1], int(sys.argv[2]))))
