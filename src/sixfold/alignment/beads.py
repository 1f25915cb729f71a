"""Two rows of texts → beads: which belong together, 1-1, 1-0, 0-1, 2-1 or 1-2, and how probable each bead is.

One dynamic programme goes over both rows: forwards for the best row of beads and for what all rows are worth together, and back for
the probability of each bead among all of them (Gale and Church 1993, with more than lengths). `galechurch`, which does the first by
length alone, can't be given facts, and gives no probabilities.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sixfold.alignment.evidence import Evidence, Piece, joined

#: Logarithms of odds against 1-1: a text that only one document has, and two that are one in the other.
_COSTS = {(1, 1): 0.0, (1, 0): -3.0, (0, 1): -3.0, (2, 1): -4.5, (1, 2): -4.5}
#: How far from the diagonal beads are looked for, in texts.
_REACH = 40
#: What can be parted or joined: running text.
_RUNNING = {"p", "pp", "op", "item", "note"}
#: Where nothing else could be meant, a pair is still only as sure as what the two say: odds before that.
_BEFORE = 1.0


class Bead(NamedTuple):
    """Texts that belong together, by their places in the two rows, and the probability of that; a side may be empty."""

    here: tuple[int, ...]
    there: tuple[int, ...]
    score: float


def align(here: Sequence[Piece], there: Sequence[Piece], evidence: Evidence, *, merges: bool = True) -> list[Bead]:
    """Return the best row of beads, in reading order; *merges* allows 2-1 and 1-2.

    What stands in another order is found at the end, among what has no partner by then.
    """
    steps = [step for step in _COSTS if merges or max(step) == 1]
    rows, columns = len(here), len(there)
    slope, reach = columns / max(rows, 1), _REACH + abs(rows - columns)
    places = [(i, j) for i in range(rows + 1) for j in range(columns + 1) if abs(i * slope - j) <= reach]

    @cache
    def odds(i: int, j: int, a: int, b: int) -> float:
        """Return the logarithm of the odds of the bead of *a* and *b* texts that ends before *i* and *j*."""
        mine, theirs = here[i - a : i], there[j - b : j]
        if not a or not b:
            return _COSTS[a, b]
        if a + b > 2 and not all(piece.kind in _RUNNING for piece in (*mine, *theirs)):
            return -math.inf
        return _COSTS[a, b] + evidence.of(joined(mine), joined(theirs))

    def ways(table: Mapping[tuple[int, int], float], i: int, j: int) -> dict[tuple[int, int], float]:
        """Return what *table* says of each row of beads that ends at this place, by its last step."""
        return {(a, b): table[i - a, j - b] + odds(i, j, a, b) for a, b in steps if (i - a, j - b) in table}

    best, every, share = {(0, 0): 0.0}, {(0, 0): 0.0}, defaultdict(float, {(rows, columns): 1.0})
    for place in places[1:]:
        best[place] = max(ways(best, *place).values())
        every[place] = _sum(ways(every, *place).values())
    for i, j in reversed(places[1:]):  # the share of all rows of beads that go through a place
        for (a, b), way in ways(every, i, j).items():
            share[i - a, j - b] += share[i, j] * math.exp(way - every[i, j])
    beads = []
    i, j = rows, columns
    while i or j:
        a, b = max(fitting := ways(best, i, j), key=lambda step: fitting[step])
        score = share[i, j] * math.exp(every[i - a, j - b] + odds(i, j, a, b) - every[i, j])
        by_itself = _probable(odds(i, j, a, b) - _COSTS[a, b]) if a and b else 1.0
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j)), score * by_itself))
        i, j = i - a, j - b
    return _with_moved(beads[::-1], here, there, evidence)


def _probable(odds: float) -> float:
    """Return the probability of a pair of that logarithm of *odds*, whatever else there is."""
    return 1 / (1 + math.exp(-odds - _BEFORE))


def _sum(logs: Collection[float]) -> float:
    """Return the logarithm of the sum of what *logs* are the logarithms of."""
    top = max(logs)
    return top + math.log(sum(math.exp(log - top) for log in logs))


def _with_moved(beads: list[Bead], here: Sequence[Piece], there: Sequence[Piece], evidence: Evidence) -> list[Bead]:
    """Return *beads* with those joined that stand alone on either side, and belong together in another order."""
    left = [bead.here[0] for bead in beads if not bead.there]
    right = [bead.there[0] for bead in beads if not bead.here]
    pairs = assign([here[i] for i in left], [there[j] for j in right], evidence)
    moved: dict[tuple[int, ...], Bead] = {(left[i],): Bead((left[i],), (right[j],), score) for i, j, score in pairs}
    taken = {bead.there for bead in moved.values()}
    return [moved.get(bead.here, bead) for bead in beads if bead.here or bead.there not in taken]


def assign(here: Sequence[Piece], there: Sequence[Piece], evidence: Evidence) -> list[tuple[int, int, float]]:
    """Return pairs of places in any order, the surest first, each with its probability among all pairs that either could make."""
    odds = {(i, j): evidence.of(mine, theirs) for i, mine in enumerate(here) for j, theirs in enumerate(there)}
    lonely = math.exp(-_COSTS[1, 0])
    by_row = [lonely + sum(math.exp(odds[i, j]) for j in range(len(there))) for i in range(len(here))]
    by_column = [lonely + sum(math.exp(odds[i, j]) for i in range(len(here))) for j in range(len(there))]
    pairs: list[tuple[int, int, float]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for (i, j), log in sorted(odds.items(), key=lambda one: -one[1]):
        if i not in rows and j not in columns and log > 0:
            weight = math.exp(log)
            pairs.append((i, j, weight / (by_row[i] + by_column[j] - weight) * _probable(log)))
            rows.add(i)
            columns.add(j)
    return pairs
