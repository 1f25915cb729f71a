"""Merging two versions of a catalog: the work of both sides is there, and what both typed is marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.merging import is_conflict, merge_catalogs
from sixfold.catalogs.model import Catalog, Entry, Message, Previous
from sixfold.catalogs.updating import update_catalog
from support.made_up_catalogs import (
    HEADER,
    Typed,
    begun,
    checked,
    everything_typed,
    is_kept,
    messages,
    saved,
    typed,
    typings,
)

OP = "annex.op"
BASE = saved(
    replace(
        begun(),
        entries=(
            *begun().entries,
            *(Entry(OP, text, (form,)) for text, form in (("One", "Un"), ("Two", "Deux"), ("Three", ""))),
        ),
    )
)


def edited(catalog: Catalog, source: str, /, **fields: object) -> Catalog:
    """Return *catalog* with other *fields* of the unit of *text*; it must have one."""
    assert any(entry.text == source for entry in catalog.entries)
    return replace(
        catalog, entries=tuple(replace(one, **fields) if one.text == source else one for one in catalog.entries)
    )  # type: ignore[arg-type]


def unit(catalog: Catalog, text: str) -> Entry:
    return next(entry for entry in catalog.entries if entry.text == text)


def test_work_on_neighbouring_units_is_merged() -> None:
    merged = merge_catalogs(
        BASE, edited(BASE, "One", translations=("Le un",)), edited(BASE, "Two", translations=("Le deux",))
    )
    assert [entry.translation for entry in merged.catalog] == ["Le un", "Le deux", ""]
    assert merged.conflicts == ()


def test_two_translations_of_one_unit_are_a_conflict_with_the_other_side_s_name_and_what_was_there_before() -> None:
    ours, theirs = (
        edited(BASE, "One", translations=("Le un",)),
        edited(BASE, "One", translations=("L’un",), comments=("sic",)),
    )
    merged = merge_catalogs(BASE, ours, theirs, "Ann Example, 2026-11-23")
    entry = unit(merged.catalog, "One")
    assert merged.conflicts == (entry,)
    assert (entry.translation, entry.state) == ("Le un", "fuzzy")
    assert entry.comments == ("sic", "theirs (Ann Example, 2026-11-23): L’un", "before: Un")
    assert is_conflict(entry)


def test_both_type_the_same_text() -> None:
    ours, theirs = (edited(BASE, "One", translations=("Le un",), comments=(note,)) for note in ("a", "b"))
    merged = merge_catalogs(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert unit(merged.catalog, "One").comments == ("a", "b")


def test_every_plural_form_of_the_other_side_is_beside_ours() -> None:
    base = replace(BASE, entries=(*BASE.entries, Entry("draft.line", "n", ("a", "b"), "ns")))
    merged = merge_catalogs(
        base, edited(base, "n", translations=("c", "d")), edited(base, "n", translations=("e", "f"))
    )
    assert unit(merged.catalog, "n").comments == ("theirs[0]: e", "theirs[1]: f", "before[0]: a", "before[1]: b")


def test_what_one_side_typed_and_the_other_side_s_update_made_fuzzy_meet() -> None:
    reworded = [Message(OP, text) for text in ("One and all that follows", "Two", "Three")]
    start = saved(
        update_catalog(
            edited(BASE, "One", text="One and all which follows"),
            [replace(reworded[0], text="One and all which follows"), *reworded[1:]],
            HEADER,
        ).catalog
    )
    update = saved(update_catalog(start, reworded, HEADER).catalog)
    for sides in ((update, edited(start, "One and all which follows", translations=("Le un",))),):
        for ours, theirs in (sides, sides[::-1]):
            merged = merge_catalogs(start, ours, theirs)
            entry = unit(merged.catalog, "One and all that follows")
            assert (entry.translation, entry.state) == ("Le un", "fuzzy")
            assert entry.previous == Previous(None, "One and all which follows")
            assert [one.text for one in merged.catalog] == ["One and all that follows", "Two", "Three"]


def test_what_one_side_typed_follows_the_author_s_correction() -> None:
    corrected = edited(BASE, "One", text="1ne")
    merged = merge_catalogs(BASE, corrected, edited(BASE, "One", translations=("Le un",)))
    assert next((one.text, one.translation, one.state) for one in merged.catalog) == ("1ne", "Le un", "translated")


def test_a_mark_of_one_side_stays_beside_the_other_side_s_text() -> None:
    doubt, text = edited(BASE, "One", flags=("fuzzy",)), edited(BASE, "One", translations=("Le un",))
    entry = unit(merge_catalogs(BASE, doubt, text).catalog, "One")
    assert (entry.translation, entry.state) == ("Le un", "fuzzy")


def test_a_unit_that_one_side_deleted_and_the_other_typed_is_kept_as_obsolete() -> None:
    without = replace(BASE, entries=tuple(entry for entry in BASE.entries if entry.text != "Three"))
    merged = merge_catalogs(BASE, without, edited(BASE, "Three", translations=("Trois",)))
    assert [entry.translation for entry in merged.catalog.obsolete] == ["Trois"]


def test_new_units_of_both_sides_are_there() -> None:
    def with_unit(text: str, place: int) -> Catalog:
        return replace(BASE, entries=(*BASE.entries[:place], Entry(OP, text, (text,)), *BASE.entries[place:]))

    merged = merge_catalogs(BASE, with_unit("Half", 1), with_unit("Two and a half", 3))
    assert [entry.text for entry in merged.catalog] == ["Half", "One", "Two", "Three", "Two and a half"]


def test_the_header_is_that_of_the_side_that_changed_last() -> None:
    early, late = (
        BASE.with_header_field("PO-Revision-Date", f"2027-01-0{day} 00:00+0000").with_header_field("Last-Translator", f"{day}")
        for day in (1, 2)
    )
    merged = [merge_catalogs(BASE, *sides).catalog for sides in ((early, late), (late, early))]
    assert [catalog.header["Last-Translator"] for catalog in merged] == ["2", "2"]


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(messages(), min_size=3, max_size=3), st.lists(typings(), min_size=3, max_size=3), st.booleans())
def test_nothing_that_either_side_typed_is_lost(
    texts: list[list[Message]], changes: list[list[Typed]], has_base: bool
) -> None:
    base = typed(saved(update_catalog(begun(), texts[0], HEADER).catalog), changes[0], by="base ")
    ours, theirs = (
        typed(
            saved(update_catalog(typed(base, changes[n], by=f"{name} "), texts[n], HEADER).catalog),
            changes[n][:2],
            by=f"{name} later ",
        )
        for n, name in ((1, "ours"), (2, "theirs"))
    )
    merged = checked(merge_catalogs(base if has_base else None, ours, theirs).catalog)
    own = [text for side in (ours, theirs) for text in everything_typed(side) if "ours" in text or "theirs" in text]
    assert [text for text in own if not is_kept(text, merged)] == []
    for one in merged:
        states = [found.state for side in (ours, theirs) if (found := side.find(*one.key))]
        assert one.state != "translated" or "translated" in states


@pytest.mark.slow
@settings(max_examples=12)
@given(messages(), messages(), typings())
def test_what_only_one_side_changed_is_that_side(
    before: list[Message], after: list[Message], changes: list[Typed]
) -> None:
    base = typed(saved(update_catalog(begun(), before, HEADER).catalog), changes)
    side = typed(saved(update_catalog(base, after, HEADER).catalog), changes[:2])
    for merged in (merge_catalogs(base, side, base), merge_catalogs(base, base, side)):
        assert saved(merged.catalog).entries == side.entries
        assert merged.conflicts == ()


def test_plural_forms_stay_where_the_other_side_moved_the_unit_to_one_without() -> None:
    plural = edited(BASE, "One", plural="Ones", translations=("Le un", "Les uns"))
    moved = edited(BASE, "One", context="annex.p", flags=("fuzzy",), previous=Previous(OP, "One"))
    for sides in ((moved, plural), (plural, moved)):
        merged = saved(merge_catalogs(BASE, *sides).catalog)
        assert "Les uns" in everything_typed(merged)


def reworded(catalog: Catalog, text: str, *comments: str) -> Catalog:
    """Return *catalog* updated to a newer source of its first unit, with *comments* of a translator."""
    update = update_catalog(catalog, [Message(OP, source) for source in (text, "Two", "Three")], HEADER)
    return saved(edited(update.catalog, text, comments=(*comments, *unit(update.catalog, text).comments)))


OLD = edited(BASE, "One", text="One and all which follows")
NEWER, NEWEST = "One and all that follows", "One and all that still follows"


def test_what_changed_in_the_source_is_noted_once_whichever_side_was_updated() -> None:
    note = "sixfold: source changed: One and all [-which-] {+that+} follows"
    last = "sixfold: source changed: One and all [-which-] {+that still+} follows"
    sides = [
        (OLD, reworded(OLD, NEWER), reworded(OLD, NEWER), NEWER, (note,)),
        (OLD, reworded(OLD, NEWER, "a"), reworded(OLD, NEWER, "b"), NEWER, ("a", "b", note)),
        (reworded(OLD, NEWER), reworded(OLD, NEWER, "a"), reworded(reworded(OLD, NEWER), NEWEST), NEWEST, ("a", last)),
    ]
    for base, ours, theirs, text, comments in sides:
        merged = merge_catalogs(base, ours, theirs)
        assert merged.conflicts == ()
        assert unit(merged.catalog, text).comments == comments
        assert sorted(unit(merge_catalogs(base, theirs, ours).catalog, text).comments) == sorted(comments)


def test_the_note_goes_where_one_side_decided() -> None:
    base = reworded(OLD, NEWER)
    decided = edited(base, NEWER, translations=("Le un",), flags=(), previous=None)
    noted = edited(base, NEWER, comments=("a", *unit(base, NEWER).comments))
    for sides in ((decided, noted), (noted, decided)):
        entry = unit(merge_catalogs(base, *sides).catalog, NEWER)
        assert (entry.translation, entry.state, entry.comments) == ("Le un", "translated", ("a",))


def test_both_sides_edits_of_a_note_of_ours_are_kept() -> None:
    base = reworded(OLD, NEWER)
    (note,) = unit(base, NEWER).comments
    ours, theirs = (edited(base, NEWER, comments=(f"{note} {name}",)) for name in ("ours", "theirs"))
    merged = merge_catalogs(base, ours, theirs)
    assert (unit(merged.catalog, NEWER).comments, merged.conflicts) == ((f"{note} ours", f"{note} theirs", note), ())
