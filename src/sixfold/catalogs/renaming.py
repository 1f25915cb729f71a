"""What an author named otherwise, which changes no meaning: a text that got an id, a reference that names its place anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sixfold.catalogs.inline import REFERENCE, MarkupError, references
from sixfold.catalogs.model import Entry, Key, Message

#: What parts the names of a reference.
_PARTS = re.compile(r"(\s*[,–]\s*)")


def follow_names(entries: Sequence[Entry], messages: Sequence[Message]) -> tuple[tuple[Entry, ...], frozenset[Key]]:
    """Return *entries*, those that *messages* only name otherwise with their new id and references, and the keys of these.

    A reference is only named otherwise where it names a place of the same part and kind: the words around it fit still.
    """
    wanted, known = {message.key for message in messages}, {entry.key for entry in entries}
    gone: dict[Key, list[Entry]] = {}
    new: dict[Key, list[Message]] = {}
    for entry in entries:
        if entry.is_typed and not entry.is_obsolete and not entry.is_header and entry.key not in wanted:
            gone.setdefault(_bare(entry.key), []).append(entry)
    for message in messages if gone else ():
        if message.address and message.key not in known:  # a fixed word has none
            new.setdefault(_bare(message.key), []).append(message)
    # the part and kind (`annex.op`) of each text by the last step of its address, its id if it has one
    kinds = {one.address.rpartition(".")[2]: _kind(one.address, {}) for one in messages if new and one.address}
    renamed: dict[Key, Entry] = {}
    for key in gone.keys() & new.keys():
        (entry, *others), (message, *more) = gone[key], new[key]
        has_kept_id = _id(entry.context) in ("", _id(message.context))
        names = _renamed(entry.text, message.text, kinds)
        if not others and not more and has_kept_id and names is not None:
            forms = tuple(_name_anew(form, names) for form in entry.translations)
            renamed[entry.key] = replace(entry, context=message.context, text=message.text, translations=forms)
    return tuple(renamed.get(entry.key, entry) for entry in entries), frozenset(one.key for one in renamed.values())


def _bare(key: Key) -> Key:
    """Return *key* without the id and without what references name."""
    return ".".join((key[0] or "").split(".")[:2]), REFERENCE.sub("<ref>", key[1])


def _id(context: str | None) -> str:
    return ".".join((context or "").split(".")[2:])


def _kind(name: str, kinds: Mapping[str, str]) -> str:
    return kinds.get(name, "") if "." not in name else ".".join(name.split(".")[:2])


def _renamed(before: str, after: str, kinds: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return what each reference of *before* names in *after*; None where one names something of another kind."""
    try:
        old, new = ([one.names for one in references(text)] for text in (before, after))
    except MarkupError:  # somebody edited the source text of the catalog
        return None
    names = dict(zip(old, new, strict=True))
    if any(names[one] != other for one, other in zip(old, new, strict=True)):
        return None
    for one, other in names.items():
        parts, others = _PARTS.split(one), _PARTS.split(other)
        pairs = list(zip(parts, others, strict=False))
        is_like = len(parts) == len(others) and all(a == b or _kind(a, kinds) == _kind(b, kinds) != "" for a, b in pairs)
        if not is_like:
            return None
    return names


def _name_anew(form: str, names: Mapping[str, str]) -> str:
    """Return the translation *form*, whose references name what *names* says."""
    return REFERENCE.sub(lambda match: match[0].replace(f">{match[1]}<", f">{names.get(match[1], match[1])}<"), form)


def moved_targets(old: Mapping[Key, Entry], messages: Sequence[Message]) -> Iterator[str]:
    """Yield each reference by a position at which another text stands since the last update, whose units are *old*."""
    named = ((message, _PARTS.split(one.names)[::2]) for message in messages for one in references(message.text))
    referring = [(message, name) for message, names in named for name in names if "." in name]
    if not referring:
        return
    before = {line.partition(": ")[0]: key for key, entry in old.items() for line in entry.extracted}
    after = {line.partition(": ")[0]: message.key for message in messages for line in message.comment.splitlines()}
    places = {message.key: message.address for message in messages}
    for message, name in referring:
        target = before.get(name)
        if message.key in old and target in places and target != after.get(name):
            yield f"{message.name} refers to {name}, and what stood there is {places[target]} now: give it an id, and name that"
