"""Catalog and messages → catalog: every text finds its translation, and nothing that anybody typed is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sixfold.catalogs.conflicts import settled
from sixfold.catalogs.correcting import NO_CORRECTION, Correction, decide, is_pending
from sixfold.catalogs.matching import How, Match, match
from sixfold.catalogs.model import Catalog, Entry, Key, Previous
from sixfold.catalogs.syntax import escape
from sixfold.messages import Message

_FILLED = " sixfold: same text as "
_DOUBTFUL = " sixfold: fuzzy already before its source changed"


@dataclass(frozen=True)
class Merged:
    """The new catalog, and what became of the messages and of the entries no message uses, by context.

    `fuzzied` waits for a translator's look, `new` for a translation; `obsoleted` are those that were in use before.
    `corrected` stay valid because their change was editorial; of `fuzzied`, `overdone` were said to be editorial, too, but
    the two texts have too little in common.
    """

    catalog: Catalog
    kept: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    fuzzied: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    obsoleted: tuple[str, ...] = ()
    overdone: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many messages were kept, moved, and so on."""
        return {name: len(getattr(self, name)) for name in (*_OUTCOMES, "obsoleted")}


_OUTCOMES: Final[Mapping[str, tuple[How, ...]]] = {
    "kept": ("kept",),
    "moved": ("moved",),
    "returned": ("returned",),
    "revived": ("revived",),
    "corrected": ("corrected",),
    "fuzzied": ("filled", "changed"),
    "new": ("new",),
}


def merge(catalog: Catalog, messages: Sequence[Message], correction: Correction = NO_CORRECTION) -> Merged:
    """Return the catalog for *messages*, in their order, with every translation of *catalog* that fits.

    Exact text in the same context stays. Exact text elsewhere moves with its text, or fills as fuzzy where its own
    context still has it. A changed text becomes fuzzy with the previous source, until it returns to it. What fits
    nowhere becomes obsolete. What *correction* or a message's former text declares editorial stays valid, and is noted.
    """
    messages = list({(message.context, message.text): message for message in messages}.values())
    matches, left = match(catalog, messages)
    matches = [decide(found, correction) for found in matches]
    left = [entry for entry in left if _is_worth_keeping(entry)]
    active = [_entry(found, catalog.plural_forms, correction) for found in matches]
    return Merged(
        replace(catalog, entries=(catalog.header_entry, *_with_obsolete(active, left))),
        **{
            name: tuple(found.message.context for found in matches if found.how in ways)
            for name, ways in _OUTCOMES.items()
        },
        obsoleted=tuple(entry.context or "" for entry in left if not entry.is_obsolete),
        overdone=tuple(found.message.context for found in matches if correction.is_overdone(found)),
    )


def _entry(found: Match, forms: int, correction: Correction) -> Entry:
    message, entry = found.message, found.entry or found.shell
    if entry is None:
        entry = Entry(message.context, message.text, ("",), message.plural)
    elif found.how == "filled":
        comments = (f"{_FILLED}{escape(entry.context or '')}",)
        entry = Entry(message.context, message.text, entry.translations, message.plural, comments, flags=("fuzzy",))
    elif found.how == "changed":
        entry = fuzzied(entry)
    elif found.how == "returned":
        entry = _cleared(entry)
    elif found.how == "corrected":
        entry = correction.note(_cleared(entry) if is_pending(found) else entry, found)
    return _settled(_fitted(_joined(entry, found.shell), message, forms))


def fuzzied(entry: Entry) -> Entry:
    """Mark a translation as made for another text: the first one, where the source changed more than once."""
    if entry.is_fuzzy and entry.previous:
        return entry
    comments = (*entry.comments, _DOUBTFUL) if entry.is_fuzzy else entry.comments
    flags = ("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy"))
    previous = Previous(entry.context, entry.text, entry.plural)
    return entry.changed(flags=flags, comments=comments, previous=previous)


def _cleared(entry: Entry) -> Entry:
    """Undo `fuzzied`."""
    if _DOUBTFUL in entry.comments:
        return entry.changed(comments=_without(entry.comments, _DOUBTFUL), previous=None)
    return entry.changed(flags=_without(entry.flags, "fuzzy"), previous=None)


def _without(lines: Sequence[str], unwanted: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line != unwanted)


def _joined(entry: Entry, shell: Entry | None) -> Entry:
    """Keep what a translator noted where there was no translation yet."""
    if shell is None or shell is entry:
        return entry
    comments = (*shell.comments, *(line for line in entry.comments if line not in shell.comments))
    flags = (*entry.flags, *(flag for flag in shell.flags if flag not in {"fuzzy", *entry.flags}))
    return entry.changed(comments=comments, flags=flags)


def _fitted(entry: Entry, message: Message, forms: int) -> Entry:
    """Give the entry the message's text, notes and number of plural forms."""
    number = 1 if message.plural is None else forms
    translations = (*entry.translations, *("",) * number)[:number]
    surplus = earlier(entry.translations[number:])
    return entry.changed(
        context=message.context,
        text=message.text,
        plural=message.plural,
        translations=translations,
        comments=(*entry.comments, *surplus),
        extracted=tuple(message.comment.split("\n")) if message.comment else (),
        places=(message.place,) if message.place else (),
        is_obsolete=False,
    )


def _settled(entry: Entry) -> Entry:
    """Drop our own notes, and the marks of a conflict, once the translator has decided."""
    if entry.is_fuzzy:
        return entry
    comments = tuple(line for line in entry.comments if not _is_ours(line))
    return entry.changed(comments=settled(comments, entry.translations))


def earlier(translations: Sequence[str]) -> Iterator[str]:
    """Return the comments that keep *translations*."""
    return (f" earlier: {escape(form)}" for form in translations if form.strip())


def _is_worth_keeping(entry: Entry) -> bool:
    return entry.is_typed or not all(map(_is_ours, entry.comments))


def _is_ours(line: str) -> bool:
    """Say whether we wrote *line*, and nobody went on with it."""
    return line == _DOUBTFUL or (line.startswith(_FILLED) and " " not in line[len(_FILLED) :])


def _with_obsolete(active: Sequence[Entry], left: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the active entries, then the obsolete ones; of two for one text the earlier becomes a comment."""
    older = [entry for entry in left if entry.is_obsolete]
    retired = [_retired(entry) for entry in left if not entry.is_obsolete]
    entries: dict[Key, Entry] = {}
    for entry in (*active, *older, *retired):
        other = entries.get(entry.key)
        if other is None:
            entries[entry.key] = entry
        elif other.is_obsolete:
            entries[entry.key] = folded(entry, other)
        else:
            entries[entry.key] = folded(other, entry)
    return tuple(entries.values())


def _retired(entry: Entry) -> Entry:
    return entry.changed(is_obsolete=True, extracted=(), places=())


def folded(entry: Entry, other: Entry) -> Entry:
    """Return *entry*, whose comments keep those of *other* and its translation."""
    lines = (*other.comments, *earlier(other.translations))
    return entry.changed(comments=(*entry.comments, *(line for line in lines if line not in entry.comments)))
