"""Holds test documents against the places of the real ones: `make fidelity`.

The facts are in places/, written by sixfold.tools.record_places; the documents in documents/seeds/. A line break is where a line
gives way to the next one of the same text: a title, a paragraph. Where one differs, DIFFERENCES says why.
"""

from __future__ import annotations

import difflib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from tabulate import tabulate

from pages import CHECKOUT, FLOW_BOTTOM, FLOW_TOP, FLOW_TOP_FIRST, PROJECT, engine
from sixfold.editions import compose_edition, load_document
from sixfold.tools.record_places import Place, read_places

SEEDS, PLACES = CHECKOUT / "tests/documents/seeds", CHECKOUT / "tests/places"
DOCUMENTS = ("A-AC.109-2010-18", "A-AC.109-2009-17")

#: How far a baseline or a left edge may stand from the real one.
TOLERANCE = 0.5
#: The next line of the same text is nearer than this, in type sizes: 12 points for 10, 13.5 for 12, 15 for 14; paragraphs: 18.
SAME_TEXT = 1.3
#: Text is this high at least: marks of footnotes are no lines.
SMALLEST = 8.0

_SHORT = "the original breaks the title by hand: the next word would fit (as in the other document)"
_UNTRACKED = (
    "the original sets this paragraph without the tracking of 0.2 points that the others have: more fits in its lines"
)
#: Why a line of the original ends where ours doesn't: document and the words before and after its break.
DIFFERENCES = {
    ("A-AC.109-2010-18", "the Eradication", "of Colonialism"): _SHORT,
    ("A-AC.109-2009-17", "the Eradication", "of Colonialism"): _SHORT,
    ("A-AC.109-2010-18", "end of", "the Second"): _UNTRACKED,
    ("A-AC.109-2010-18", "on the", "resolution of"): _UNTRACKED,
    ("A-AC.109-2009-17", "arrangements regarding", "the organization"): _UNTRACKED,
}

Break = tuple[str, str]


@dataclass(frozen=True)
class Comparison:
    """How a document of ours stands to the real one."""

    document: str
    real: Sequence[Place]
    ours: Sequence[Place]

    @property
    def pages(self) -> tuple[int, int]:
        """How many pages the real document has, and ours."""
        return self.real[-1].page, self.ours[-1].page

    @property
    def page_breaks(self) -> tuple[int, int]:
        """How many of the real pages after the first begin as ours do, and how many there are."""
        real, ours = _page_starts(self.real), _page_starts(self.ours)
        return sum(ours.get(page) == start for page, start in real.items()), len(real)

    @property
    def differing_breaks(self) -> list[Break]:
        """The line breaks of the real document that ours doesn't have, each as the words before and after it."""
        real = _breaks(self.real)
        same = difflib.SequenceMatcher(None, real, _breaks(self.ours), autojunk=False).get_matching_blocks()
        kept = {n for block in same for n in range(block.a, block.a + block.size)}
        return [words for n, words in enumerate(real) if n not in kept]

    @property
    def line_breaks(self) -> tuple[int, int]:
        """How many line breaks are right, of how many."""
        count = len(_breaks(self.real))
        return count - len(self.differing_breaks), count

    @property
    def errors(self) -> list[tuple[Place, float, float]]:
        """Each line of the real document with the errors of baseline and left edge of ours; infinite where ours has none."""
        found = ((place, _counterpart(place, self.ours)) for place in self.real)
        lost = float("inf")
        return [(a, abs(b.base - a.base), abs(b.x0 - a.x0)) if b else (a, lost, lost) for a, b in found]

    @property
    def astray(self) -> list[tuple[Place, float, float]]:
        """The lines whose baseline or left edge isn't within the tolerance."""
        return [error for error in self.errors if max(error[1:]) > TOLERANCE]

    @property
    def share(self) -> float:
        """The share of lines within the tolerance."""
        return 1 - len(self.astray) / len(self.real)


def is_flow(place: Place) -> bool:
    """Tell whether a line stands between head and feet and is text."""
    top = FLOW_TOP_FIRST if place.page == 1 else FLOW_TOP
    return top < place.base < FLOW_BOTTOM and place.size > SMALLEST


def _page_starts(places: Sequence[Place]) -> dict[int, str]:
    starts: dict[int, str] = {}
    for place in filter(is_flow, places):
        starts.setdefault(place.page, place.starts)
    return {page: start for page, start in starts.items() if page > 1}


def _breaks(places: Sequence[Place]) -> list[Break]:
    return [
        (above.ends, below.starts)
        for above, below in pairwise(filter(is_flow, places))
        if above.page == below.page and below.base - above.base < SAME_TEXT * below.size
    ]


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


def read_facts(path: Path) -> list[Place]:
    """Return the places of a real document."""
    return [Place(**line) for line in json.loads(path.read_text(encoding="utf-8"))["lines"]]


def compare(document: str) -> Comparison:
    """Return *document* (a slug), built anew, beside the facts of the real one."""
    html = compose_edition(PROJECT, load_document(SEEDS / f"{document}.yaml"), "en").html
    ours = read_places(io.BytesIO(engine().render(html)))
    return Comparison(document, read_facts(PLACES / f"{document}.en.json"), ours)


def _row(comparison: Comparison) -> list[str]:
    bases, edges = ([error[n] for error in comparison.errors] for n in (1, 2))
    right, breaks = comparison.line_breaks
    real, ours = comparison.pages
    return [
        comparison.document,
        str(ours) if ours == real else f"{ours}, not {real}",
        "{} of {}".format(*comparison.page_breaks),
        f"{right / breaks:.1%} ({right} of {breaks})",
        *(f"{value:.2f}" for errors in (bases, edges) for value in (median(errors), max(errors))),
        f"{comparison.share:.1%}",
    ]


HEAD = [
    "document", "pages", "page breaks", "line breaks",
    "baseline:\nmedian", "\nworst", "left edge:\nmedian", "\nworst", "within 0.5",
]  # fmt: skip


def main() -> None:
    """Print the table, then each line break and each line that differs."""
    comparisons = [compare(document) for document in DOCUMENTS]
    print(tabulate([_row(comparison) for comparison in comparisons], HEAD, disable_numparse=True))
    for comparison in comparisons:
        print(f"\n{comparison.document}: line breaks of the original that differ")
        for before, after in comparison.differing_breaks:
            print(f"  {before} | {after}: {DIFFERENCES.get((comparison.document, before, after), 'not explained')}")
        print(f"{comparison.document}: lines that stand elsewhere")
        for place, base, edge in comparison.astray:
            print(
                f"  page {place.page}, {place.base}: “{place.starts} … {place.ends}” by {base:.2f}, left edge by {edge:.2f}"
            )


if __name__ == "__main__":
    main()
