"""A catalog and the units of its document → the catalog of these units, by `msgmerge`; nothing that anybody typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

from sixfold.catalogs.model import Catalog, Entry, Key, Message
from sixfold.catalogs.po import dump, parse_entries, run_gettext
from sixfold.catalogs.pot import CatalogHeader, template
from sixfold.errors import CatalogError


@dataclass(frozen=True)
class Updated:
    """A catalog brought up to date: how many units changed in which way, and the keys that an author's `formerly` renamed."""

    catalog: Catalog
    counts: Mapping[str, int]
    corrected: frozenset[Key]


def update_catalog(
    catalog: Catalog, messages: Sequence[Message], header: CatalogHeader, compendia: Callable[[], Sequence[Path]] = tuple
) -> Updated:
    """Return *catalog* with the units of *messages*, in their order.

    *compendia* are further catalogs, asked for only where a unit has no translation: exact and near texts come in fuzzy.

    Raises: CatalogError, where `msgmerge` refuses.
    """
    wanted = template(messages, header)
    dated = catalog.with_header_field("POT-Creation-Date", header.creation_date)
    before, corrected = _correct(dated.entries, messages)
    merged = before if _sources(before) == _sources(wanted) else _merge(before, wanted)
    merged = _fill(_keep_typed(before, merged), wanted, compendia)
    updated = replace(dated, entries=merged)
    old = {entry.key: entry for entry in catalog.entries}
    active = list(updated)
    fuzzy = [entry for entry in active if entry.is_fuzzy and not (entry.key in old and old[entry.key].is_fuzzy)]
    filled = [entry for entry in fuzzy if is_from_elsewhere(entry)]
    counts = {
        "new": sum(entry.state == "missing" and entry.key not in old for entry in active),
        "marked fuzzy": len(fuzzy) - len(filled),
        "pre-filled from other documents": len(filled),
        "corrected": len(corrected),
        "returned": sum(entry.key in old and old[entry.key].is_obsolete for entry in active),
        "obsolete": sum(not (one.key in old and old[one.key].is_obsolete) for one in updated.obsolete),
    }
    return Updated(updated, counts, corrected)


def _correct(entries: Sequence[Entry], messages: Sequence[Message]) -> tuple[tuple[Entry, ...], frozenset[Key]]:
    """Give units whose text was corrected its new form, so that their translations stay valid."""
    by_key = {entry.key: entry for entry in entries}
    new_texts = {(message.context, message.formerly): message for message in messages if message.formerly}
    corrected: dict[Key, Key] = {}
    for former, message in new_texts.items():
        target = by_key.get((message.context, message.text))
        if (found := by_key.get(former)) and found.is_typed and not (target and _is_worth_keeping(target)):
            corrected[former] = (message.context, message.text)
    left = (entry for entry in entries if entry.key not in corrected.values())
    renamed = (replace(one, text=corrected[one.key][1]) if one.key in corrected else one for one in left)
    return tuple(renamed), frozenset(corrected.values())


def _is_worth_keeping(entry: Entry) -> bool:
    return entry.is_typed or bool(entry.comments)


def _sources(entries: tuple[Entry, ...]) -> list[tuple[object, ...]]:
    """Return what an update gives each unit in use."""
    return [(*entry.key, entry.plural, entry.extracted, entry.places) for entry in Catalog(entries)]


def _merge(before: Sequence[Entry], wanted: Sequence[Entry], compendia: Sequence[Path] = ()) -> tuple[Entry, ...]:
    with TemporaryDirectory(prefix="sixfold-") as folder:
        catalog, source = Path(folder, "catalog.po"), Path(folder, "source.pot")
        catalog.write_text(dump(before), encoding="utf-8")
        source.write_text(dump(wanted), encoding="utf-8")
        more = [f"--compendium={path}" for path in compendia]
        run = run_gettext("msgmerge", ["--previous", "--quiet", "--force-po", *more, str(catalog), str(source)])
    if run.returncode:
        raise CatalogError(f"msgmerge refuses the catalog: {run.stderr.strip()}")
    return tuple(_without_copied_notes(parse_entries(run.stdout), {entry.key for entry in before}))


def _without_copied_notes(merged: Sequence[Entry], known: Collection[Key]) -> Iterator[Entry]:
    """Yield *merged* without notes in new units that `msgmerge` took from a near one which is still there: they are its own."""
    own = {(entry.translations, entry.comments) for entry in merged if entry.key in known and not entry.is_obsolete}
    for entry in merged:
        is_copied = entry.key not in known and (entry.translations, entry.comments) in own
        yield replace(entry, comments=()) if is_copied else entry


def _fill(merged: Sequence[Entry], wanted: Sequence[Entry], compendia: Callable[[], Sequence[Path]]) -> tuple[Entry, ...]:
    """Give empty units what *compendia* have: in a run of its own, because `msgmerge` searches only for units that are new."""
    empty = {one.key for one in merged if not one.is_obsolete and not _is_worth_keeping(one)}
    paths = compendia() if empty else ()
    if not paths:
        return tuple(merged)
    units = _merge(merged[:1], [one for one in wanted if one.is_header or one.key in empty], paths)
    found = {one.key: one for one in units if one.is_typed and not one.is_header}
    return tuple(found.get(one.key, one) for one in merged)


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


def write_compendium(path: Path, origin: str, catalog: Catalog) -> None:
    """Write what *catalog* has translated to *path*, its contexts beginning with *origin* (`A-66-398:annex.op`).

    No unit has such a context: what `msgmerge` takes from here is always fuzzy, and says where it comes from.
    """
    bare = (replace(entry, comments=(), extracted=(), previous=None) for entry in catalog if entry.state == "translated")
    named = (replace(entry, context=f"{origin}:{entry.context or 'text'}") for entry in bare)
    path.write_text(dump((catalog.header_entry, *named)), encoding="utf-8")


def is_from_elsewhere(entry: Entry) -> bool:
    """Say whether the translation is one of another document, which nobody has decided on yet."""
    return entry.previous is not None and ":" in (entry.previous.context or "")
