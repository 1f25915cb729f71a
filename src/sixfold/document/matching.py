"""Two versions of a document → which of their texts belong together: changed, moved, split and merged; what came and what went."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, zip_longest
from operator import itemgetter
from typing import Any, Final, Literal

from rapidfuzz.distance import Indel

from sixfold.catalogs.differences import NearTexts, tokens
from sixfold.catalogs.inline import REFERENCE, REFERENCE_SIGN, note_calls, strip_tags
from sixfold.document.fields import Text
from sixfold.document.model import Document
from sixfold.document.tables import Table
from sixfold.document.units import TextPath, located_texts, node_at

Kind = Literal["changed", "inserted", "deleted", "moved", "split", "merged"]

#: Texts that share less, in per cent of their words, are two: one goes, another comes.
_LEAST_ALIKE: Final = 50
#: What is told to have moved shares more than that, and is no shorter: “–” is in every table.
_LEAST_MOVED: Final = 80
_LEAST_WORDS: Final = 4
#: So much of a text the pieces have to share into which it was split.
_LEAST_SPLIT: Final = 0.7
#: Kinds of texts that may become one another.
_PARAGRAPHS: Final = ("p", "pp", "op", "item")


@dataclass(frozen=True)
class Match:
    """Texts of the former version, and those that they are in the present one; `changed` they have to be compared."""

    kind: Kind
    before: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()


@dataclass(frozen=True)
class _Group:
    """Texts that stay together: those of a row, by their columns, or one. What may replace them has the same `role`.

    `table` is the path of the table of a row, `width` how many columns that has.
    """

    role: str
    cells: Mapping[tuple[int, int], Text]
    words: tuple[str, ...]
    width: int = 1
    table: TextPath = ()

    @cached_property
    def key(self) -> Hashable:
        """What has to be the same."""
        return self.role, self.width, tuple((place, without_numbers(text)) for place, text in self.cells.items())


def match_texts(former: Document, present: Document) -> list[Match]:
    """Return which texts of two versions belong together, in the order of the *present* one; what was deleted, where it was."""
    links = _links(_groups(former), _groups(present))
    rows: defaultdict[tuple[TextPath, TextPath], list[tuple[_Group, _Group]]] = defaultdict(list)
    for kind, was, now in links:
        if kind == "changed":
            rows[was[0].table, now[0].table].append((was[0], now[0]))
    columns = {tables: _columns(pairs) for tables, pairs in rows.items()}
    found: list[Match] = []
    for kind, was, now in links:
        if kind == "changed":
            found += _cells(was[0], now[0], columns[was[0].table, now[0].table])
        else:
            before, after = (tuple(text for group in side for text in group.cells.values()) for side in (was, now))
            found.append(Match(kind, before, after))
    return found


def _links(
    old: Sequence[_Group], new: Sequence[_Group]
) -> list[tuple[Kind, Sequence[_Group], Sequence[_Group]]]:
    """Return which groups belong together, in the order of *new*.

    What stayed in its order is found first, then what is alike between that, what was split or merged, what moved, and what else
    stands in the place of something.
    """
    pairs: dict[int, int] = {}
    i = j = 0
    opcodes = Indel.opcodes([one.key for one in old], [one.key for one in new])
    for start, other, size in opcodes.as_matching_blocks():
        pairs |= {i + m: j + n for m, n in _alike(old[i:start], new[j:other])}
        pairs |= {start + n: other + n for n in range(size)}
        i, j = start + size, other + size
    links: list[tuple[Kind, Sequence[int], Sequence[int]]] = []
    taken: tuple[set[int], set[int]] = set(), set()

    def add(kind: Kind, found: Iterable[tuple[Sequence[int], Sequence[int]]]) -> None:
        for was, now in found:
            if taken[0].isdisjoint(was) and taken[1].isdisjoint(now):
                links.append((kind, was, now))
                taken[0].update(was)
                taken[1].update(now)

    def left() -> tuple[list[int], list[int]]:
        return [m for m in range(len(old)) if m not in taken[0]], [n for n in range(len(new)) if n not in taken[1]]

    def stays() -> dict[int, int]:
        return dict(sorted((was[0], now[0]) for kind, was, now in links if was and now and kind != "moved"))

    add("split", (([m], pieces) for m, pieces in _split(old, new, pairs).items()))
    add("merged", ((pieces, [n]) for n, pieces in _split(new, old, {n: m for m, n in pairs.items()}).items()))
    add("changed", _singly(pairs.items()))
    add("changed", _singly(_called(old, new, stays())))
    add("moved", _singly(_moved(old, new, *left())))
    add("changed", _singly(_in_place(old, new, stays(), left())))
    gone, come = left()
    add("deleted", (([m], []) for m in gone))
    add("inserted", (([], [n]) for n in come))
    place = stays()
    behind = [*accumulate(range(len(old)), lambda last, m: place.get(m, last), initial=-1)]  # where in *new* what went stood
    links.sort(key=lambda link: (link[2][0], -1) if link[2] else (behind[link[1][0]], link[1][0]))
    return [(kind, [old[m] for m in was], [new[n] for n in now]) for kind, was, now in links]


def _singly(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    return (([m], [n]) for m, n in pairs)


def _columns(rows: Sequence[tuple[_Group, _Group]]) -> Mapping[int, int]:
    """Return which columns of two tables belong together, of which these *rows* do: those whose cells are most alike."""
    width = rows[0][0].width
    if width == rows[0][1].width:
        return {n: n for n in range(width)}
    weights: Counter[tuple[int, int]] = Counter()
    for was, now in rows:
        for (column, _), text in was.cells.items():
            for (other, _), there in now.cells.items():
                weights[column, other] += round(100 * Indel.normalized_similarity(tokens(text.text), tokens(there.text)))
    return dict(_heaviest(weights))


def _cells(old: _Group, new: _Group, columns: Mapping[int, int]) -> Iterator[Match]:
    """Yield the texts of a row, or one by itself, by their places: *columns* has that of *new* for each that stayed of *old*."""
    olds, news = [*old.cells], [*new.cells]
    for step in Indel.opcodes([(columns.get(column), n) for column, n in olds], news):
        for was, now in zip_longest(olds[step.src_start : step.src_end], news[step.dest_start : step.dest_end]):
            before, after = (old.cells[was],) if was else (), (new.cells[now],) if now else ()
            yield Match(kind_of(before, after), before, after)


def kind_of(before: object, after: object) -> Kind:
    """Return what became of what was *before* and is *after*, either of which may be nothing."""
    return "changed" if before and after else "deleted" if before else "inserted"


def _groups(document: Document) -> list[_Group]:
    """Return the texts of *document* in reading order, those of each row of a table as one."""

    def row_of(located: tuple[TextPath, Text]) -> TextPath:
        path, text = located
        if _kind(text) != "cell":
            return path
        table = path.index("table")
        return path[: table + (2 if path[table + 1] == "columns" else 3)]

    found = []
    for path, group in groupby(located_texts(document), row_of):
        located = [*group]
        words = tuple(one.strip() for one in tokens(" ".join(strip_tags(text.text) for _, text in located)))
        kind = _kind(located[0][1])
        if kind == "cell":
            start = path.index("table") + 1
            table: Table = node_at(document, path[:start])
            cells = {(table.column_at(at[start:]), int(at[-1])): text for at, text in located}
            found.append(_Group("row", cells, words, table.width, path[:start]))
        else:
            found.append(_Group("paragraph" if kind in _PARAGRAPHS else kind, {(0, 0): located[0][1]}, words))
    return found


def _kind(text: Text) -> str:
    return text.address.split(".")[1]


def without_numbers(text: Text) -> str:
    """Return what has to be the same of a text: its words, whatever number it refers to."""
    return REFERENCE.sub(REFERENCE_SIGN, text.text)


def _alike(old: Sequence[_Group], new: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    """Yield what belongs together of *old* and *new*, which stand between what stayed, in order: the most that is alike."""
    near = NearTexts(" ".join(one.words) for one in new)
    named: dict[Hashable, list[int]] = {}
    for n, group in enumerate(new):
        named.setdefault(_name(group), []).append(n)
    weights: dict[tuple[int, int], int] = {}
    for m, group in enumerate(old):
        weights |= {(m, n): share for n, share in near.nearest(" ".join(group.words), _LEAST_ALIKE)}
        weights |= {(m, n): 100 for n in named.get(_name(group) or "", ())}
    yield from _heaviest({(m, n): share for (m, n), share in weights.items() if old[m].role == new[n].role})


def _in_place(
    old: Sequence[_Group], new: Sequence[_Group], pairs: Mapping[int, int], left: tuple[Sequence[int], Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Yield what is *left* of *old* and of *new* between the same *pairs*, as much of each kind: a title is that title."""
    i = j = 0
    for m, n in [*pairs.items(), (len(old), len(new))]:
        was, now = ([k for k in part if k in side] for part, side in zip((range(i, m), range(j, n)), left, strict=True))
        for role in dict.fromkeys(old[k].role for k in was):
            places = [k for k in was if old[k].role == role], [k for k in now if new[k].role == role]
            if len(places[0]) == len(places[1]) and role != "row":
                yield from zip(*places, strict=True)
        i, j = m + 1, max(j, n + 1)  # notes may stand in another order


def _name(group: _Group) -> Hashable:
    """Return by what *group* is known, whatever it says: the author's own id, or the words of a row in its first column."""
    place, text = next(iter(group.cells.items()))
    if group.role == "row":
        return text.text if place[0] == 0 else None
    return (text.context, text.id) if text.id else None


def _heaviest(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Return the pairs of the most weight together in which both numbers rise."""
    ends: list[tuple[int, int, list[Any]]] = []  # of chains: where they end, their weight, their pairs
    for (m, n), weight in sorted(weights.items(), key=lambda one: (one[0][0], -one[0][1])):
        place = bisect_left(ends, n, key=itemgetter(0))
        _, total, chain = ends[place - 1] if place else (-1, 0, [])
        end = place
        while end < len(ends) and ends[end][1] < total + weight:
            end += 1
        if end > place or place == len(ends) or ends[place][0] > n:
            ends[place:end] = [(n, total + weight, [(m, n), chain])]
    pairs = []
    link = max(ends, key=itemgetter(1))[2] if ends else []
    while link:
        pair, link = link
        pairs.append(pair)
    return pairs[::-1]


def _split(old: Sequence[_Group], new: Sequence[_Group], pairs: Mapping[int, int]) -> dict[int, Sequence[int]]:
    """Return the paragraphs of *old* that are several in *new*, one after the other, of which at most one is in *pairs*."""
    taken = {*pairs.values()}
    free = [n for n, one in enumerate(new) if one.role == "paragraph" and n not in taken]
    found: dict[int, Sequence[int]] = {}
    last = -1
    for m, group in enumerate(old):
        first, last = last + 1, pairs.get(m, last)
        if group.role != "paragraph" or not free:
            continue
        starts = [last]
        if m not in pairs:
            following = next((pairs[k] for k in range(m + 1, len(old)) if k in pairs), len(new))
            starts = free[bisect_left(free, first) : bisect_left(free, following)]
        for start in starts:
            window, share = range(start, start + 1), _share(group, [new[start]])
            for left, right in ((0, 1), (1, 0)):
                wider = range(window.start - left, window.stop + right)
                while wider[-right] in free and (more := _share(group, [new[n] for n in wider])) > share:
                    window, share = wider, more
                    wider = range(wider.start - left, wider.stop + right)
            if len(window) > 1 and share >= _LEAST_SPLIT:
                found[m] = window
                free = [n for n in free if n not in window]
                break
    return found


def _called(old: Sequence[_Group], new: Sequence[_Group], pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the footnotes that are called at the same places of texts that belong together, which *pairs* are."""
    notes, others = (
        {text.address: n for n, one in enumerate(side) if one.role == "note" for text in one.cells.values()}
        for side in (old, new)
    )
    for m, n in pairs.items():
        for was, now in zip(old[m].cells.values(), new[n].cells.values(), strict=False):
            called, called_now = ([note_address(text.address, key) for key in note_calls(text.text)] for text in (was, now))
            if len(called) == len(called_now):
                yield from ((notes[a], others[b]) for a, b in zip(called, called_now, strict=True) if a in notes and b in others)


def note_address(address: str, key: str) -> str:
    """Return the address of the footnote that a text at *address* calls by *key*; a summary calls those of its report."""
    return f"{address.partition('.')[0].replace('summary', 'report')}.note.{key}"


def _share(whole: _Group, pieces: Sequence[_Group]) -> float:
    return Indel.normalized_similarity(whole.words, tuple(word for one in pieces for word in one.words))


def _moved(
    old: Sequence[_Group], new: Sequence[_Group], gone: Sequence[int], come: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield what of *old* went from one place and came in another of *new*."""
    near = NearTexts(" ".join(new[n].words) for n in come)
    left = dict(enumerate(come))
    for m in gone:
        found = near.nearest(" ".join(old[m].words), _LEAST_MOVED) if len(old[m].words) >= _LEAST_WORDS else []
        place = next((one for one, _ in found if one in left and new[left[one]].role == old[m].role), None)
        if place is not None:
            yield m, left.pop(place)
