"""Two rows of texts → beads: which belong together, 1-1, 1-0, 0-1, 2-1 or 1-2, and how probable each bead is.

One dynamic programme goes over both rows three times: for the best row of beads, and forwards and backwards for the probability of
each, in which all other rows of beads count (Gale and Church 1993, with more than lengths). `galechurch`, which does the first by
length alone, can't be given facts, and gives no probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from sixfold.alignment.evidence import Evidence, Piece, joined

#: Logarithms of odds against 1-1: a text that only one document has, and two that are one in the other.
_COSTS = {(1, 1): 0.0, (1, 0): -3.0, (0, 1): -3.0, (2, 1): -4.5, (1, 2): -4.5}
#: How far from the diagonal beads are looked for, in texts.
_REACH = 40
#: What can be parted or joined: running text.
_RUNNING = {"p", "pp", "op", "item", "note"}
_NEVER = -math.inf
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
    slope = columns / max(rows, 1)
    reach = _REACH + abs(rows - columns)

    @cache
    def odds(i: int, j: int, step: tuple[int, int]) -> float:
        """Return the logarithm of the odds of the bead of *step* that begins at *i* and *j*."""
        mine, theirs = here[i : i + step[0]], there[j : j + step[1]]
        if 0 in step:
            return _COSTS[step]
        if max(step) > 1 and not all(piece.kind in _RUNNING for piece in (*mine, *theirs)):
            return _NEVER
        return _COSTS[step] + evidence.of(joined(mine), joined(theirs))

    def near(i: int, j: int) -> bool:
        return abs(i * slope - j) <= reach

    def sweep(combine: Callable[[Sequence[float]], float]) -> list[list[float]]:
        """Return for each place what the rows of beads up to there are worth together."""
        table = [[_NEVER] * (columns + 1) for _ in range(rows + 1)]
        table[0][0] = 0.0
        for i in range(rows + 1):
            for j in range(columns + 1):
                if (i or j) and near(i, j):
                    ways = [table[i - a][j - b] + odds(i - a, j - b, (a, b)) for a, b in steps if a <= i and b <= j]
                    table[i][j] = combine(ways)
        return table

    best, forwards = sweep(max), sweep(_sum)
    backwards = [[_NEVER] * (columns + 1) for _ in range(rows + 1)]
    backwards[rows][columns] = 0.0
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            if (i < rows or j < columns) and near(i, j):
                ways = [odds(i, j, (a, b)) + backwards[i + a][j + b] for a, b in steps if i + a <= rows and j + b <= columns]
                backwards[i][j] = _sum(ways)
    beads = []
    i, j = rows, columns
    while i or j:
        fitting = [step for step in steps if step[0] <= i and step[1] <= j]
        a, b = max(fitting, key=lambda step: best[i - step[0]][j - step[1]] + odds(i - step[0], j - step[1], step))
        i, j = i - a, j - b
        log = forwards[i][j] + odds(i, j, (a, b)) + backwards[i + a][j + b] - forwards[rows][columns]
        by_itself = _probable(odds(i, j, (a, b)) - _COSTS[a, b]) if a and b else 1.0
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), min(1.0, math.exp(log)) * by_itself))
    return _with_moved(beads[::-1], here, there, evidence)


def _probable(odds: float) -> float:
    """Return the probability of a pair of that logarithm of *odds*, whatever else there is."""
    return 1 / (1 + math.exp(-odds - _BEFORE))


def _sum(logs: Sequence[float]) -> float:
    """Return the logarithm of the sum of what *logs* are the logarithms of."""
    top = max(logs)
    return top if top == _NEVER else top + math.log(sum(math.exp(log - top) for log in logs))


def _with_moved(beads: list[Bead], here: Sequence[Piece], there: Sequence[Piece], evidence: Evidence) -> list[Bead]:
    """Return *beads* with those joined that stand alone on either side, and belong together in another order."""
    left = [bead.here[0] for bead in beads if not bead.there]
    right = [bead.there[0] for bead in beads if not bead.here]
    pairs = assign([here[i] for i in left], [there[j] for j in right], evidence)
    moved = {left[i]: (right[j], score) for i, j, score in pairs}
    taken = {j for j, _ in moved.values()}
    result = []
    for bead in beads:
        if not bead.there and bead.here[0] in moved:
            j, score = moved[bead.here[0]]
            result.append(Bead(bead.here, (j,), score))
        elif bead.here or bead.there[0] not in taken:
            result.append(bead)
    return result


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
