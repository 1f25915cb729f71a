"""Catalogs as chance would have them: what translators, authors and updates may leave behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polib
from hypothesis import strategies as st

from sixfold.catalogs.memory import Earlier, Memory, add_source
from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import parse_catalog, render
from sixfold.catalogs.pot import CatalogHeader, new_catalog
from sixfold.catalogs.source_notes import without_note
from sixfold.document.text_index import empty_index

HEADER = CatalogHeader("Sixfold A/1/1", "A/1/1: a letter", "https://example.org/", "2011-10-04")
PATH = Path("a.po")

CONTEXTS = ("annex.op", "annex.p", "annex.item", "annex.op.first")
_WORDS = (
    "Recall",
    "Recall the declaration",
    "Recall the declarations",
    "Stress the importance",
    "Stress",
    'Note \\ “x”\n"y"',
)
_PLURALS = ("Recalls", "Recalls all of them")


def sources() -> st.SearchStrategy[tuple[str, str]]:
    """Return contexts with texts, of which some are near each other."""
    return st.tuples(st.sampled_from(CONTEXTS), st.sampled_from(_WORDS))


def messages() -> st.SearchStrategy[list[Message]]:
    """Return the texts of a document."""
    one = st.builds(
        lambda source, plural, comment: Message(*source, comment, "seeds/a.yaml", plural),
        sources(),
        st.none() | st.sampled_from(_PLURALS),
        st.sampled_from(("annex.op.1: operative paragraph 1", "")),
    )
    return st.lists(one, max_size=7, unique_by=lambda message: (message.context, message.text))


@dataclass(frozen=True)
class Typed:
    """What somebody did to the unit at a place: typed, marked, noted, emptied; a plain editor `keeps_previous` sources."""

    place: int
    text: str
    is_fuzzy: bool = False
    comment: str = ""
    edits_note: bool = False
    keeps_previous: bool = False


def typings() -> st.SearchStrategy[list[Typed]]:
    """Return what a translator types between two updates."""
    text = st.sampled_from(("", "un", "deux", "trois", "un \\ «\u00a0x\u00a0»\nx", " "))
    comment = st.sampled_from(("", "a note", "#odd", "waive figures: why", "earlier: zéro", "  spaces"))
    flags = st.booleans()
    return st.lists(st.builds(Typed, st.integers(0, 30), text, flags, comment, flags, flags), max_size=6)


def typed(catalog: Catalog, changes: Sequence[Typed], by: str = "") -> Catalog:
    """Return *catalog* after a translator's work; a text that is typed is unlike any other, and says *by* whom."""
    entries = list(catalog.entries)
    for number, change in enumerate(changes):
        if len(entries) == 1:
            break
        place = 1 + change.place % (len(entries) - 1)
        entries[place] = _changed(entries[place], change, f"{by}{number}")
    return saved(replace(catalog, entries=tuple(entries)))


def _changed(entry: Entry, change: Typed, name: str) -> Entry:
    is_typed = bool(change.text.strip())
    forms = tuple(f"{change.text} {name}.{n}" if is_typed else "" for n, _ in enumerate(entry.translations))
    comments = (*entry.comments, f"{change.comment} {name}") if change.comment else entry.comments
    if change.edits_note:
        own = set(without_note(entry).comments)
        comments = tuple(line if line in own or line.startswith(f"{change.comment} ") else f"{line} {name}" for line in comments)
    bare = tuple(flag for flag in entry.flags if flag != "fuzzy")
    is_fuzzy = change.is_fuzzy and is_typed
    previous = entry.previous if is_fuzzy or change.keeps_previous else None
    return replace(
        entry, translations=forms, comments=comments, flags=("fuzzy", *bare) if is_fuzzy else bare, previous=previous
    )


def saved(catalog: Catalog) -> Catalog:
    """Return *catalog* as it is read after it was written, as anybody would find it; `checked` has msgfmt read it, too."""
    return parse_catalog(PATH, render(catalog), is_accepted=True)


def checked(catalog: Catalog) -> Catalog:
    """Return *catalog* as `saved` does, where msgfmt accepts it."""
    return parse_catalog(PATH, render(catalog))


def begun(language: str = "fr") -> Catalog:
    """Return a new catalog."""
    return new_catalog(language, HEADER)


def kept(catalog: Catalog) -> str:
    """Return everything that a translator finds in the file."""
    lines = []
    for entry in catalog.entries:
        lines += [*entry.translations, *entry.comments]
    return "\n".join(lines)


def is_kept(text: str, catalog: Catalog) -> bool:
    """Say whether a translator finds *text* in the file, as a translation or in a comment."""
    return text in kept(catalog) or polib.escape(text) in kept(catalog)


def everything_typed(catalog: Catalog) -> set[str]:
    """Return the translations and notes of *catalog*, without its header and what an update notes beside fuzzy units."""
    units = [without_note(entry) for entry in catalog.entries if not entry.is_header]
    return {text for entry in units for text in (*entry.translations, *entry.comments) if text.strip()}


def memory_of(*known: Earlier) -> Memory:
    """Return a memory in which these are *known* in French."""
    index = sqlite3.connect(":memory:", isolation_level=None)
    empty_index(index)
    for one in known:
        name, _, address = one.origin.partition(":")
        is_file = name.endswith(".po")
        domain = f"memory/{name}" if is_file else name
        index.execute("INSERT OR IGNORE INTO domain VALUES (?, ?, '', '')", (domain, one.date))
        unit = index.execute("INSERT INTO unit VALUES (NULL, ?, ?, ?)", (domain, address, add_source(index, one.source))).lastrowid
        values = (unit, one.translation, f"locales/fr/memory/{name}" if is_file else one.file, one.line)
        index.execute("INSERT INTO version VALUES (NULL, ?, 'fr', 'translated', ?, ?, ?)", values)
    return Memory(lambda: index)
