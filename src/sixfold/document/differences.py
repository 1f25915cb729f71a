"""Two versions of a document → their differences, as values: what was changed, inserted, deleted, moved, split and merged."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, zip_longest
from operator import itemgetter
from typing import Any, Final, Literal, NamedTuple

from rapidfuzz.distance import Indel

from sixfold.catalogs.differences import Change, NearTexts, matching_blocks, tokens
from sixfold.catalogs.inline import REFERENCE, REFERENCE_SIGN, Run, note_calls, parse_inline, strip_tags
from sixfold.document.cross_references import print_references
from sixfold.document.fields import Model, Text
from sixfold.document.model import HEADINGS, Document
from sixfold.document.numbering import first_address
from sixfold.document.pictures import located_figures
from sixfold.document.tables import Table
from sixfold.document.units import TextPath, located_texts, node_at, texts
from sixfold.languages import LanguageCode

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


class Piece(NamedTuple):
    """A stretch of a text that both versions have, or only the former (`deleted`), or only the present one (`inserted`)."""

    kind: Literal["kept", "deleted", "inserted"]
    run: Run


@dataclass(frozen=True)
class Difference:
    """What became of a text: what it was `before` and is `after`, each in several texts where it was merged or split, or in none.

    `pieces` are those of each text after, or, of what was deleted, before. `is_source_changed` tells of a translation whether the
    text that it was made from changed, too; None of the source itself. `levels` are those of a heading, before and after.
    What is no text (a date, an agenda item) has the name of its key as its address, and what a seed says there.
    """

    kind: Kind
    before: tuple[Text, ...]
    after: tuple[Text, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    is_source_changed: bool | None = None
    levels: tuple[int, int] = (0, 0)

    @property
    def changes(self) -> Sequence[Sequence[Change]]:
        """The pieces of each text in words, without tags; a footnote is called by its key."""
        typed = [[(kind, f"<fn>{run.text}</fn>" if "fn" in run.tags else run.text) for kind, run in one] for one in self.pieces]
        return [[Change(kind, "".join(text for _, text in group)) for kind, group in groupby(one, itemgetter(0))] for one in typed]


@dataclass(frozen=True)
class Revision:
    """Two versions of a document in one language, `name` says where the former one comes from, and their differences in order.

    `places` are the addresses that the texts of the former version have in the present one.
    """

    name: str
    former: Document
    present: Document
    differences: tuple[Difference, ...]
    places: Mapping[str, str]


def compare_documents(
    name: str, sources: tuple[Document, Document], versions: tuple[Document, Document], code: LanguageCode
) -> Revision:
    """Return what changed between two *versions* in the language *code*, the former one from *name*; both *sources* are given, too.

    Raises: MarkupError, for a reference to what isn't there.
    """
    former, present = map(print_references, versions)
    matches = match_texts(*sources)
    places = {was.address: now.address for one in matches for was, now in zip(one.before, one.after, strict=False)}
    is_translated = present.own_language != code
    old, new = ({text.address: text for text in texts(version)} for version in (former, present))
    old_levels, new_levels = _levels(former), _levels(present)
    settings, other_settings = (dict(_settings(version, code)) for version in (former, present))
    found = [*_other_values(settings, other_settings, ((key, key) for key in settings | other_settings))]
    for match in matches:
        before, after = tuple(old[one.address] for one in match.before), tuple(new[one.address] for one in match.after)
        pieces = _pieces(before, after, places)
        levels = (old_levels.get(before[0].address, 0), new_levels.get(after[0].address, 0)) if before and after else (0, 0)
        is_kept = match.kind == "changed" and levels[0] == levels[1]
        if not is_kept or any(piece.kind != "kept" for one in pieces for piece in one):
            is_changed = not is_kept or [*map(_key, match.before)] != [*map(_key, match.after)]
            found.append(Difference(match.kind, before, after, pieces, is_changed if is_translated else None, levels))
    pictures, other_pictures = (
        {f"{first_address(one)}.picture": one.picture[code] for _, one in located_figures(version)} for version in (former, present)
    )
    names = [(f"{was}.picture", f"{now}.picture") for was, now in places.items()]
    shown = ((was, now) for was, now in names if was in pictures and now in other_pictures)
    found += _other_values(pictures, other_pictures, shown)
    return Revision(name, former, present, tuple(found), places)


# ---- the words of a text ----


class _Word(NamedTuple):
    key: Hashable
    run: Run


#: Stands between the texts that one was split into, or merged from.
_BREAK: Final = _Word("\f", Run(" "))


def _words(versions: Sequence[Text], places: Mapping[str, str]) -> Iterator[_Word]:
    """Yield the words of texts, whatever white space is before them; references are the same that lead to the same place."""
    for number, text in enumerate(versions):
        if number:
            yield _BREAK
        for run in parse_inline(text.text):
            if run.to or {"fn", "br"}.intersection(run.tags):
                yield _Word((places.get(run.to, run.to) or run.text, run.tags), run)
            else:
                for token in tokens(run.text):
                    yield _Word((token.strip(), run.tags) if token.strip() else " ", run._replace(text=token))


def _pieces(before: Sequence[Text], after: Sequence[Text], places: Mapping[str, str]) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces of each text *after* or, where there is none, *before*; between two languages nothing is kept."""
    old, new = [*_words(before, places)], [*_words(after, {})]
    languages = {text.language for text in (*before, *after)}
    found: list[list[Piece]] = [[]]
    i = j = 0
    blocks = matching_blocks([one.key for one in old], [one.key for one in new])
    for start, other, size in blocks if len(languages) == 1 else [(len(old), len(new), 0)]:
        parts: tuple[tuple[Literal["kept", "deleted", "inserted"], Sequence[_Word]], ...] = (
            ("deleted", old[i:start]), ("inserted", new[j:other]), ("kept", new[other : other + size])
        )  # fmt: skip
        for kind, words in parts:
            for word in words:
                if word is _BREAK and (kind != "deleted" or not after):
                    found.append([])
                elif word is not _BREAK or after[0].language != "zh":
                    found[-1].append(Piece(kind, word.run))
        i, j = start + size, other + size
    return tuple(tuple(_in_one(one)) for one in found)


def _in_one(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield *pieces*, those in one that go on in the same way; what changed word after word reads better as a whole."""
    for (kind, bare), group in groupby(pieces, lambda one: (one.kind, one.run._replace(text=""))):
        if {"fn", "br"}.intersection(bare.tags):
            yield from (Piece(kind, piece.run) for piece in group)
        else:
            yield Piece(kind, bare._replace(text="".join(piece.run.text for piece in group)))


# ---- which texts belong together ----


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
        return self.role, self.width, tuple((place, _key(text)) for place, text in self.cells.items())


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
            yield Match(_kind_of(before, after), before, after)


def _kind_of(before: object, after: object) -> Kind:
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


def _key(text: Text) -> str:
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


# ---- what is no text ----


def _levels(document: Document) -> Mapping[str, int]:
    """Return the levels of the headings of *document*, by their addresses."""
    levels = {}
    for path, text in located_texts(document):
        if _kind(text) == "heading" and path[0] == "parts":
            step = next(str(step) for step in reversed(path) if step in HEADINGS)
            levels[text.address] = HEADINGS[step][0]
    return levels


def _other_values(
    old: Mapping[str, str], new: Mapping[str, str], names: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """Yield what has another value in *new* than in *old*, by its *names* in both."""
    for was, now in names:
        before = (Text(old[was], address=was),) if was in old else ()
        after = (Text(new[now], address=now),) if now in new else ()
        if old.get(was) != new.get(now):
            yield Difference(_kind_of(before, after), before, after, _pieces(before, after, {}))


def _settings(node: object, code: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the settings of *node*, all that is no text, by their path; of jobs the one of the language *code*."""
    if isinstance(node, Model):
        for name in type(node).model_fields:
            if name != "parts" and (path[-1:] != ("job",) or name == code):
                yield from _settings(getattr(node, name), code, (*path, name))
    elif isinstance(node, tuple):
        is_single = len(node) == 1
        for place, one in enumerate(node, 1):
            yield from _settings(one, code, path if is_single else (*path, str(place)))
    elif not isinstance(node, Text) and node is not None and node != "":
        yield ".".join(path), str(node)
