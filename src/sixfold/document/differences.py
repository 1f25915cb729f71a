"""Two versions of a document → their differences, as values: what was changed, inserted, deleted, moved, split and merged."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from sixfold.catalogs.differences import Change, matching_blocks, tokens
from sixfold.catalogs.inline import Run, parse_inline
from sixfold.document.cross_references import print_references
from sixfold.document.fields import Model, Text
from sixfold.document.matching import Kind, kind_of, match_texts, without_numbers
from sixfold.document.model import HEADINGS, Document
from sixfold.document.numbering import first_address
from sixfold.document.pictures import located_figures
from sixfold.document.units import located_texts, texts
from sixfold.languages import LanguageCode


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
            is_changed = not is_kept or [*map(without_numbers, match.before)] != [*map(without_numbers, match.after)]
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


# ---- what is no text ----


def _levels(document: Document) -> Mapping[str, int]:
    """Return the levels of the headings of *document*, by their addresses."""
    levels = {}
    for path, text in located_texts(document):
        if text.address.split(".")[1] == "heading" and path[0] == "parts":
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
            yield Difference(kind_of(before, after), before, after, _pieces(before, after, {}))


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
