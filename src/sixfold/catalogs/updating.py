"""A catalog and the units of its document → the catalog of these units, by `msgmerge`; nothing that anybody typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

import polib

from sixfold.catalogs.differences import NearTexts, as_text
from sixfold.catalogs.marks import authors_notes, typed_lines
from sixfold.catalogs.memory import Memory
from sixfold.catalogs.model import Catalog, Entry, Key, Message, Previous
from sixfold.catalogs.po import dump, parse_entries, run_gettext
from sixfold.catalogs.pot import CatalogHeader, template
from sixfold.catalogs.renaming import follow_names, moved_targets
from sixfold.catalogs.source_notes import is_from_elsewhere, with_note, without_note
from sixfold.errors import CatalogError

_SHOWN = 60  # letters of a text by which a person knows it


@dataclass(frozen=True)
class Updated:
    """A catalog as it was `read`, brought up to date as `catalog`, and the keys that an author's `formerly` renamed.

    `renamed` are the keys of units that got another id, or whose references name their places anew.
    `changes` are sentences on what happened to the units' sources since the last update; none of a catalog that had no unit.
    """

    read: Catalog
    catalog: Catalog
    corrected: frozenset[Key]
    changes: Sequence[str]
    renamed: frozenset[Key] = frozenset()

    def counts(self) -> dict[str, int]:
        """Return how many units changed in which way."""
        old = {entry.key: entry for entry in self.read.entries}
        active = list(self.catalog)
        fuzzy = [entry for entry in active if entry.is_fuzzy and not (entry.key in old and old[entry.key].is_fuzzy)]
        filled = [entry for entry in fuzzy if is_from_elsewhere(entry)]
        exact = sum(entry.previous is not None and entry.previous.text == entry.text for entry in filled)
        return {
            "new": sum(entry.state == "missing" and entry.key not in old for entry in active),
            "marked fuzzy": len(fuzzy) - len(filled),
            "pre-filled from exact matches": exact,
            "pre-filled from near matches": len(filled) - exact,
            "corrected": len(self.corrected),
            "with another id or reference": len(self.renamed),
            "returned": sum(entry.key in old and old[entry.key].is_obsolete for entry in active),
            "obsolete": sum(not (one.key in old and old[one.key].is_obsolete) for one in self.catalog.obsolete),
        }


def update_catalog(
    catalog: Catalog,
    messages: Sequence[Message],
    header: CatalogHeader,
    was_ours: Callable[[str], bool] = lambda _: False,
) -> Updated:
    """Return *catalog* with the units of *messages*, in their order.

    *was_ours* says whether an update wrote a line `#.` before that isn't written now: what it didn't write, a person typed, and it
    becomes a comment.

    Raises: CatalogError, where `msgmerge` refuses.
    """
    wanted = template(messages, header)
    dated = catalog.with_header_field("POT-Creation-Date", header.creation_date)
    ours = {line for entry in wanted for line in entry.extracted}
    bare = [without_note(entry) for entry in dated.entries]
    bare = [entry.with_comments(*typed_lines(entry, ours, was_ours)) for entry in bare]
    before, corrected = _correct(bare, messages)
    before, renamed = follow_names(before, messages)
    merged = before if _sources(before) == _sources(wanted) else _merge_changed(before, wanted)
    old = {entry.key: entry for entry in catalog.entries}
    entries = tuple(with_note(entry, old.get(entry.key)) for entry in _keep_typed(before, merged))
    return Updated(catalog, replace(dated, entries=entries), corrected, tuple(_changes(catalog, messages)), renamed)


def is_open(entry: Entry) -> bool:
    """Say whether a unit is empty, or has a translation from elsewhere which nobody has touched."""
    is_unit = not (entry.is_obsolete or entry.is_header or entry.plural is not None)
    return is_unit and (not _is_worth_keeping(entry) or is_from_elsewhere(entry))


def fill_in(updated: Updated, memory: Memory, code: str) -> Updated:
    """Return *updated* with what *memory* has for its open units in the language *code*, which comes in fuzzy."""
    old = {entry.key: entry for entry in updated.read.entries}
    entries = []
    for entry in updated.catalog.entries:
        earlier = memory.offer(code, entry) if is_open(entry) else None
        if earlier:
            previous = Previous(earlier.origin, earlier.source)
            filled = replace(without_note(entry), translations=(earlier.translation,), previous=previous).marked_fuzzy()
            entry = with_note(filled, old.get(entry.key))  # noqa: PLW2901
        entries.append(entry)
    return replace(updated, catalog=replace(updated.catalog, entries=tuple(entries)))


def _changes(catalog: Catalog, messages: Sequence[Message]) -> Iterator[str]:
    """Yield what happened to the sources of *catalog*, unit by unit; nothing where it had none yet."""
    old = {entry.key: entry for entry in catalog}
    keys = {message.key for message in messages}
    new = [message for message in messages if message.key not in old] if old else []
    gone = [entry for entry in old.values() if entry.key not in keys]
    former = _former_sources(new, gone) if new and gone else {}
    for message in new:
        entry = former.get(message)
        if entry is None:
            yield f"{message.name} is new: “{shorten(message.text, _SHOWN, placeholder=' …')}”"
        elif entry.text == message.text:
            yield f"{message.name} was {entry.name}"
        else:
            how = "was corrected" if entry.text == message.formerly else "changed"
            yield f"{message.name} {how}: {as_text(entry.text, message.text)}"
    for message in messages:
        entry = old.get(message.key) or former.get(message)
        known = entry.extracted if entry and message.address else ()
        notes = authors_notes(message.comment.splitlines()) if known else ()  # of a fixed word it is the program's
        if arrived := [note for note in notes if note not in known]:
            yield f"{message.name} has a new note from the author: {' '.join(arrived)}"
    yield from moved_targets(old, messages)
    made_into = {entry.key for entry in former.values()}
    for entry in gone:
        if entry.key not in made_into:
            yield f"{entry.name} is gone: “{shorten(entry.text, _SHOWN, placeholder=' …')}”"


def _former_sources(new: Sequence[Message], gone: Sequence[Entry]) -> dict[Message, Entry]:
    """Return what the author made *new* units of: the one that `formerly` names, or the nearest of those that are *gone*."""
    texts, places = NearTexts(entry.text for entry in gone), {entry.key: place for place, entry in enumerate(gone)}
    named = ((number, (one.context, one.formerly or "")) for number, one in enumerate(new))
    pairs = [(-101, number, places[key]) for number, key in named if key in places]
    pairs += [(-per_cent, number, place) for number, one in enumerate(new) for place, per_cent in texts.nearest(one.text)]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in found and place not in taken:
            found[number] = place
            taken.add(place)
    return {new[number]: gone[place] for number, place in found.items()}


def _correct(entries: Sequence[Entry], messages: Sequence[Message]) -> tuple[tuple[Entry, ...], frozenset[Key]]:
    """Give units whose text was corrected its new form, so that their translations stay valid."""
    by_key = {entry.key: entry for entry in entries}
    new_texts = {(message.context, message.formerly): message for message in messages if message.formerly}
    corrected: dict[Key, Key] = {}
    for former, message in new_texts.items():
        target = by_key.get(message.key)
        if (found := by_key.get(former)) and found.is_typed and not (target and _is_worth_keeping(target)):
            corrected[former] = message.key
    left = (entry for entry in entries if entry.key not in corrected.values())
    renamed = (replace(one, text=corrected[one.key][1]) if one.key in corrected else one for one in left)
    return tuple(renamed), frozenset(corrected.values())


def _is_worth_keeping(entry: Entry) -> bool:
    return entry.is_typed or bool(entry.comments)


def _sources(entries: tuple[Entry, ...]) -> list[tuple[object, ...]]:
    """Return what an update gives each unit in use."""
    return [(*entry.key, entry.plural, entry.extracted, entry.places) for entry in Catalog(entries)]


def _merge(before: Sequence[Entry], wanted: Sequence[Entry]) -> tuple[Entry, ...]:
    with TemporaryDirectory(prefix="sixfold-") as folder:
        catalog, source = Path(folder, "catalog.po"), Path(folder, "source.pot")
        catalog.write_text(dump(before), encoding="utf-8")
        source.write_text(dump(wanted), encoding="utf-8")
        run = run_gettext("msgmerge", ["--previous", "--quiet", "--force-po", str(catalog), str(source)])
    if run.returncode:
        raise CatalogError(f"msgmerge refuses the catalog: {run.stderr.strip()}")
    return tuple(map(_without_own_context, parse_entries(run.stdout)))


def _without_own_context(entry: Entry) -> Entry:
    """Leave the role out of the previous source where it is the same still: Poedit 3.2 and 3.6 show it stuck to the text."""
    previous = entry.previous
    return replace(entry, previous=replace(previous, context=None)) if previous and previous.context == entry.context else entry


def _merge_changed(before: Sequence[Entry], wanted: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give a unit whose text changed the translation of the one that is gone: `msgmerge` may take that of another one in use."""
    merged = _merge(before, wanted)
    known, keys = {one.key for one in before}, {one.key for one in wanted}
    in_use = {one.translations for one in before if one.key in keys and one.is_typed}
    guessed = {one.key for one in merged if one.is_fuzzy and one.key not in known and one.translations in in_use}
    if not guessed:
        return merged
    gone = [one for one in before if one.is_header or one.key not in keys]
    again = _merge(gone, [one for one in wanted if one.is_header or one.key in guessed])
    better = {one.key: one for one in again if one.key in guessed}
    return tuple(better.get(one.key, one) for one in merged)


def _keep_typed(before: Sequence[Entry], merged: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return *merged* with what `msgmerge` dropped of *before*: surplus plural forms, notes and translations without a unit."""
    by_key = {entry.key: entry for entry in merged}
    moved = {(entry.translations, entry.previous.text) for entry in merged if entry.previous}
    for entry in before:
        twin = by_key.get(entry.key)
        if twin is not None:
            lost = (form for form in entry.translations if form.strip() and form not in twin.translations)
            surplus = (f"earlier: {polib.escape(form)}" for form in lost)
            by_key[entry.key] = twin.with_comments(*entry.comments, *surplus)
        elif _is_worth_keeping(entry):
            # it may be a fuzzy one of another text by now, made for this one or for the one before
            sources = {entry.text, entry.previous.text if entry.previous else entry.text}
            if not entry.is_typed or all((entry.translations, source) not in moved for source in sources):
                by_key[entry.key] = replace(entry, is_obsolete=True)
    return tuple(by_key.values())
