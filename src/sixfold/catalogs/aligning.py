"""Which entry of an edited catalog comes from which entry of the catalog it was edited from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final

from sixfold.catalogs.correcting import notes_correction_of
from sixfold.catalogs.matching import kind
from sixfold.catalogs.model import Entry, Key

_Name = Callable[[Entry], Hashable]


def align(base: Iterable[Entry], side: Iterable[Entry]) -> Mapping[Key, Entry]:
    """Return, by the key of an entry of *base*, the entry of *side* that it became; best match first, each entry once.

    An entry may have moved with its text, or have become fuzzy because its text changed.
    """
    left, unused = {entry.key: entry for entry in base}, {entry.key: entry for entry in side}
    found: dict[Key, Entry] = {}
    for name_before, name_after in _PASSES:
        waiting = defaultdict(list)
        for entry in unused.values():
            waiting[name_after(entry)].append(entry)
        for key, entry in list(left.items()):
            candidates = waiting.get(name_before(entry), [])
            if name_before(entry) is None or not candidates:
                continue
            found[key] = candidates.pop(0)
            del left[key], unused[found[key].key]
    for key, entry in left.items():
        note = next((after for after in unused.values() if notes_correction_of(after, entry)), None)
        if note is not None:
            found[key] = unused.pop(note.key)
    return found


def _key(entry: Entry) -> Hashable:
    return entry.key


def _text_in_kind(entry: Entry) -> Hashable:
    return (entry.text, entry.plural, kind(entry.context or "")) if entry.text else None


def _text(entry: Entry) -> Hashable:
    return (entry.text, entry.plural) if entry.text else None


def _previous(entry: Entry) -> Hashable:
    """Return the source that a fuzzy translation was made for, and the translation."""
    if not entry.is_fuzzy or entry.previous is None or not entry.is_typed:
        return None
    return entry.previous.context, entry.previous.text, entry.translations


def _source(entry: Entry) -> Hashable:
    return (entry.context, entry.text, entry.translations) if entry.is_typed else None


def _previous_source(entry: Entry) -> Hashable:
    if not entry.is_fuzzy or entry.previous is None:
        return None
    return entry.previous.context, entry.previous.text


_PASSES: Final[tuple[tuple[_Name, _Name], ...]] = (
    (_key, _key),
    (_text_in_kind, _text_in_kind),
    (_text, _text),
    (_source, _previous),
    (_previous, _previous),
    (_key, _previous_source),
)
