"""A catalog and an alignment → the catalog with what the translated file has; what a person decided stays, what differs is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten

from sixfold.alignment.documents import Alignment, How, Pair
from sixfold.catalogs.inline import blocking_errors
from sixfold.catalogs.marks import mark_aligned
from sixfold.catalogs.model import Catalog, Entry, Key
from sixfold.document.fields import Text
from sixfold.document.units import describe_address

#: From here on a pair is taken as it is. Of damaged documents that nothing was tuned on, two in a thousand are wrong from here on
#: (docs/measured.md).
SURE = 0.9

_HOW: Mapping[How, str] = {"alone": "", "parted": "part of a longer text", "joined": "with a further text"}
_SHOWN = 60


@dataclass(frozen=True)
class Filled:
    """A catalog that was filled: how many units in which way, and what a person has to look at, each in a sentence."""

    catalog: Catalog
    counts: Mapping[str, int]
    account: tuple[str, ...]


def fill(catalog: Catalog, alignment: Alignment) -> Filled:
    """Return *catalog*, which has the units of the seed already, with the translations of *alignment*.

    A unit that is translated and not fuzzy stays as it is. A fuzzy one gets what the file has; what it had becomes a comment.
    """
    pairs: dict[Key, list[Pair]] = defaultdict(list)
    for pair in alignment.pairs:
        pairs[pair.source.context, pair.source.text].append(pair)
    without_call = {(text.context, text.text) for text, _ in alignment.lost_calls}
    entries, counts, told = [], Counter[str](), list[str]()
    for entry in catalog.entries:
        found = [] if entry.is_obsolete or entry.plural is not None else pairs.get((entry.context or "", entry.text), [])
        found = sorted(found, key=lambda pair: -pair.score)
        if not found:
            entries.append(entry)
            continue
        for other in found[1:]:
            if other.translation != found[0].translation:
                told.append(f"{entry.name}: the file has it in two ways, “{_short(found[0].translation)}” and "
                            f"“{_short(other.translation)}” ({other.source.address})")  # fmt: skip
        if entry.state == "translated":
            is_same = any(pair.translation == entry.translation for pair in found)
            counts["as they were" if is_same else "translated otherwise in the file"] += 1
            if not is_same:
                told.append(f"{entry.name} is translated already; the file has “{_short(found[0].translation)}”")
            entries.append(entry)
        else:
            entries.append(_filled(entry, found[0], is_whole=entry.key not in without_call))
            counts["fuzzy" if entries[-1].is_fuzzy else "filled"] += 1
    return Filled(replace(catalog, entries=tuple(entries)), counts, (*told, *_without_partner(alignment)))


def _filled(entry: Entry, pair: Pair, *, is_whole: bool) -> Entry:
    """Return *entry* with the translation of *pair*: fuzzy, unless it is sure and can be printed."""
    before = entry.translation
    earlier = [f"earlier: {' '.join(before.split())}"] if before.strip() and before != pair.translation else []
    bare = replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy"), previous=None)
    filled = replace(bare, translations=(pair.translation,)).with_comments(*earlier)
    if pair.score >= SURE and pair.how == "alone" and is_whole and not list(blocking_errors(filled, is_house=False)):
        return filled
    return mark_aligned(filled, pair.score, _HOW[pair.how])


def _without_partner(alignment: Alignment) -> Iterator[str]:
    for text in alignment.untranslated:
        yield f"{_named(text)} has no translation in the file: “{_short(text.text)}”"
    for text in alignment.without_source:
        yield f"in the file, {_named(text)} belongs to no unit of the seed: “{_short(text.text)}”"
    for mine, theirs in alignment.other_figures:
        yield f"{_named(mine)} is {mine.text}; the file has {theirs.text} ({_named(theirs)})"
    for text, key in alignment.lost_calls:
        yield f"{_named(text)}: the file calls a footnote there (“{key}”) that the seed doesn’t call; the call was left out"


def _named(text: Text) -> str:
    return f"{text.address} ({describe_address(text.address)})"


def _short(text: str) -> str:
    return shorten(text, _SHOWN, placeholder=" …") if " " in text[:_SHOWN] else text[:_SHOWN]
