"""Holds documents against the places of the real ones: `make fidelity`.

The facts are in places/, written by record_places.py; the documents in documents/seeds/. Where the facts are those of
the first pages only, only these are compared. A line break is where a line gives way to the next one of the same text: a title, a
paragraph. Where one differs, or a line stands elsewhere, differences.py says why.
"""

from __future__ import annotations

import difflib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from itertools import pairwise
from math import isnan, nan
from pathlib import Path
from statistics import median

from tabulate import tabulate

from measure import differences
from measure.record_places import WORDS, Place, read_places
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.languages import LanguageCode
from sixfold.publishing.composing import compose_edition
from support.made_once import made_once
from support.pages import CHECKOUT, FLOW_BOTTOM, FLOW_TOP, FLOW_TOP_FIRST, PROJECT, set_page

SEEDS, PLACES = (CHECKOUT / "tests/documents/seeds", CHECKOUT / "seeds"), CHECKOUT / "tests/measure/places"
#: What is compared: slug and language.
DOCUMENTS: tuple[tuple[str, LanguageCode], ...] = (
    ("A-AC.109-2010-18", "en"),
    ("A-AC.109-2009-17", "en"),
    ("A-66-398", "en"),
    ("S-2023-664", "es"),
    ("S-2024-228", "ru"),
    ("A-HRC-WG.6-7-ITA-1", "fr"),
    ("A-HRC-WG.6-34-ITA-3", "ru"),
)

#: How far a baseline or a left edge may stand from the real one.
TOLERANCE = 0.5
#: The next line of the same text is nearer than this, in type sizes: 12 points for 10, 13.5 for 12, 15 for 14; paragraphs: 18.
SAME_TEXT = 1.3
#: Text is this high at least: marks of footnotes are no lines.
SMALLEST = 8.0
#: Hyphens of all kinds are one, and a minus sign stands for a dash.
_HYPHENS = str.maketrans(dict.fromkeys("\u00ad\u2010\u2011", "-") | {"\u2212": "–"})

#: Where text stands: below the head of page 1, below that of the others, above the feet; by layout.
FLOWS = {
    "new-york-2011": (FLOW_TOP_FIRST, FLOW_TOP, FLOW_BOTTOM),
    "new-york-2025": (214.0, 70.0, 740.0),
    "geneva": (204.0, 66.0, 776.0),
    "geneva-2009": (218.0, 78.0, 740.0),
}

Break = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """What is known of a real document: lines of its first pages, and how many pages it has."""

    lines: tuple[Place, ...]
    pages: int
    of_pages: int

    @property
    def is_whole(self) -> bool:
        """Whether all its pages are known."""
        return self.pages == self.of_pages


@dataclass(frozen=True)
class Comparison:
    """How a document of ours stands to the real one, of which *real* is known; `flow` is where text stands."""

    document: str
    language: str
    real: Facts
    ours: Sequence[Place]
    flow: tuple[float, float, float]

    @property
    def pages(self) -> tuple[int, int]:
        """How many pages the real document has and ours, of those that are known."""
        return self.real.pages, self.ours[-1].page if self.real.is_whole else min(self.ours[-1].page, self.real.pages)

    @property
    def page_breaks(self) -> tuple[int, int]:
        """How many of the real pages after the first begin as ours do, and how many there are."""
        real, ours = self._page_starts(self.real.lines), self._page_starts(self.ours)
        return sum(ours.get(page) == start for page, start in real.items()), len(real)

    @cached_property
    def differing_breaks(self) -> list[Break]:
        """The line breaks of the real document that ours doesn't have, each as the words before and after it."""
        real = self._breaks(self.real.lines)
        same = difflib.SequenceMatcher(None, real, self._breaks(self.ours), autojunk=False).get_matching_blocks()
        kept = {n for block in same for n in range(block.a, block.a + block.size)}
        return [words for n, words in enumerate(real) if n not in kept]

    @property
    def line_breaks(self) -> tuple[int, int]:
        """How many line breaks are right, of how many."""
        count = len(self._breaks(self.real.lines))
        return count - len(self.differing_breaks), count

    @cached_property
    def errors(self) -> list[tuple[Place, float, float]]:
        """Each line of the real document with the errors of baseline and left edge of ours; infinite where ours has none."""
        found = ((place, _counterpart(place, self.ours)) for place in self.real.lines)
        lost = float("inf")
        return [(a, abs(b.base - a.base), _edge_error(a, b)) if b else (a, lost, lost) for a, b in found]

    @property
    def astray(self) -> list[tuple[Place, float, float]]:
        """The lines whose baseline or left edge isn't within the tolerance."""
        return [error for error in self.errors if max(error[1:]) > TOLERANCE]

    @property
    def share(self) -> float:
        """The share of lines within the tolerance."""
        return 1 - len(self.astray) / len(self.real.lines)

    def _page_starts(self, places: Sequence[Place]) -> dict[int, str]:
        starts: dict[int, str] = {}
        for place in filter(self._is_flow, places):
            starts.setdefault(place.page, place.starts)
        return {page: start for page, start in starts.items() if 1 < page <= self.real.pages}

    def _breaks(self, places: Sequence[Place]) -> list[Break]:
        return [
            (above.ends, below.starts)
            for above, below in pairwise(filter(self._is_flow, places))
            if above.ends and above.page == below.page and 0 < below.base - above.base < SAME_TEXT * below.size
        ]

    def _is_flow(self, place: Place) -> bool:
        """Tell whether a line stands between head and feet and is text."""
        first_top, top, bottom = self.flow
        return (first_top if place.page == 1 else top) < place.base < bottom and place.size > SMALLEST


def _counterpart(place: Place, ours: Sequence[Place]) -> Place | None:
    """Return our line with the same words at both ends, or at one, or at its height, on the same page; the nearest of several."""
    page = [one for one in ours if one.page == place.page]
    for candidates in (
        [one for one in page if (one.starts, one.ends) == (place.starts, place.ends)],
        [one for one in page if one.starts == place.starts],
        [one for one in page if one.ends == place.ends],
        [one for one in page if abs(one.base - place.base) < TOLERANCE],
    ):
        if candidates:
            return min(candidates, key=lambda one: abs(one.base - place.base))
    return None


def _edge_error(real: Place, ours: Place) -> float:
    """Return how far the left edge stands from the real one; the right edge, where only that is known."""
    return abs(ours.x1 - real.x1) if isnan(real.x0) else abs(ours.x0 - real.x0)


def read_facts(path: Path) -> Facts:
    """Return what is known of a real document. Of a line, an edge or the words of an end may be unknown."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    unknown = {"x0": nan, "x1": nan, "bold": False, "starts": "", "ends": ""}
    known = {field.name for field in fields(Place)}
    lines = [Place(**unknown | {key: line[key] for key in line.keys() & known}) for line in facts["lines"]]
    return Facts(tuple(map(_normal, lines)), facts["pages"], facts.get("of_pages", facts["pages"]))


def _normal(place: Place) -> Place:
    """Return *place* with hyphens of one kind, and as many words as ours are read with."""
    starts, ends = (text.translate(_HYPHENS).split() for text in (place.starts, place.ends))
    return replace(place, starts=" ".join(starts[:WORDS]), ends=" ".join(ends[-WORDS:]))


@cache
def compare(document: str, language: LanguageCode) -> Comparison:
    """Return *document* (a slug) in *language*, as Sixfold sets it, beside the facts of the real one."""
    content = typeset(document, language)
    ours = made_once(lambda: [_normal(place) for place in read_places(io.BytesIO(content))], "places", content)
    flow = FLOWS[_load(document).layout]
    return Comparison(document, language, read_facts(PLACES / f"{document}.{language}.json"), ours, flow)


@cache
def typeset(document: str, language: LanguageCode) -> bytes:
    """Return the PDF of *document* (a slug) in *language*, set once."""
    return set_page(compose_edition(PROJECT, _load(document), language))


@cache
def _load(document: str) -> Document:
    return load_document(next(path for folder in SEEDS if (path := folder / f"{document}.yaml").exists()))


def _row(comparison: Comparison) -> list[str]:
    bases, edges = ([error[n] for error in comparison.errors] for n in (1, 2))
    right, breaks = comparison.line_breaks
    real, ours = comparison.pages
    whole = str(ours) if comparison.real.is_whole else f"first {ours}"
    return [
        comparison.document,
        comparison.language,
        whole if ours == real else f"{ours}, not {real}",
        "{} of {}".format(*comparison.page_breaks),
        f"{right / breaks:.1%} ({right} of {breaks})" if breaks else "none known",
        *(f"{value:.2f}" for errors in (bases, edges) for value in (median(errors), max(errors))),
        f"{comparison.share:.1%}",
    ]


HEAD = [
    "document", "", "pages", "page breaks", "line breaks",
    "baseline:\nmedian", "\nworst", "left edge:\nmedian", "\nworst", "within 0.5",
]  # fmt: skip


def main() -> None:
    """Print the table, then each line break and each line that differs."""
    comparisons = [compare(document, language) for document, language in DOCUMENTS]
    print(tabulate([_row(comparison) for comparison in comparisons], HEAD, disable_numparse=True))
    for comparison in comparisons:
        _print_differences(comparison)


def _print_differences(comparison: Comparison) -> None:
    document = comparison.document
    print(f"\n{document}: line breaks of the original that differ")
    for before, after in comparison.differing_breaks:
        print(f"  {before} | {after}: {differences.BREAKS.get((document, before, after), 'not explained')}")
    print(f"{document}: lines that stand elsewhere")
    for place, base, edge in comparison.astray:
        words = f"page {place.page}, {place.base}: “{place.starts} … {place.ends}” by {base:.2f}, left edge by {edge:.2f}"
        print(f"  {words}: {cause_of_place(document, place) or 'not explained'}")


def cause_of_place(document: str, place: Place) -> str | None:
    """Return why a line of *document* stands elsewhere: its own cause, or that of its whole page."""
    own = differences.PLACES.get((document, place.page, place.starts))
    return own or differences.PLACES.get((document, place.page, None))


if __name__ == "__main__":
    main()
