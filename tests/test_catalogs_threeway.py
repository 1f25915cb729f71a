"""Merging three ways: the work of two people on one catalog, nothing of either lost."""

from __future__ import annotations

import shutil
import subprocess
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sixfold.catalogs import Catalog, Entry, Previous, check_catalog_text, merge, read_catalog, reconcile, render
from sixfold.catalogs.syntax import escape
from sixfold.messages import Message
from test_catalogs_merge import Story, catalog_of, corrected, edits, messages, shown, stories, tell, told, typed

BASE = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", "Soulignons"), ("a.op.3", "Note", ""))


def work(catalog: Catalog, text: str, translation: str, **fields: object) -> Catalog:
    """Return the catalog after somebody typed the translation of *text*."""
    key = next((entry.context or "", entry.text) for entry in catalog if entry.text == text)
    return typed(catalog, {key: translation}, **fields)


def entry_of(catalog: Catalog, context: str) -> Entry:
    return next(entry for entry in catalog if entry.context == context)


def test_units_that_one_side_changed_are_taken_from_it() -> None:
    ours, theirs = work(BASE, "Recall", "Rappelant"), work(BASE, "Note", "Notons")
    merged = reconcile(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert [translation for _, _, translation, _ in shown(merged.catalog)] == ["Rappelant", "Soulignons", "Notons"]


def test_same_change_on_both_sides_is_no_conflict() -> None:
    ours = work(BASE, "Recall", "Rappelant")
    assert reconcile(BASE, ours, work(BASE, "Recall", "Rappelant")).conflicts == ()


def test_unit_that_both_changed_is_ours_fuzzy_with_theirs_in_a_comment() -> None:
    merged = reconcile(BASE, work(BASE, "Recall", "Rappelant"), work(BASE, "Recall", "Évoquons\n«»"))
    entry = entry_of(merged.catalog, "a.op.1")
    assert merged.conflicts == ("a.op.1",)
    assert (entry.translation, entry.state, entry.comments) == ("Rappelant", "fuzzy", (" theirs: Évoquons\\n«»",))


def test_conflict_marked_by_an_earlier_merge_is_not_counted_again() -> None:
    conflict = reconcile(BASE, work(BASE, "Recall", "Rappelant"), work(BASE, "Recall", "Évoquons")).catalog
    assert reconcile(BASE, conflict, work(BASE, "Note", "Notons")).conflicts == ()


@pytest.mark.parametrize(("chosen", "comments"), [("Rappelant", (" earlier: Évoquons",)), ("Évoquons", ())])
def test_mark_of_a_conflict_goes_with_the_next_update_once_somebody_has_decided(
    chosen: str, comments: tuple[str, ...]
) -> None:
    conflict = reconcile(BASE, work(BASE, "Recall", "Rappelant"), work(BASE, "Recall", "Évoquons")).catalog
    wanted = messages(("a.op.1", "Recall"), ("a.op.2", "Stress"), ("a.op.3", "Note"))
    undecided = entry_of(merge(conflict, wanted).catalog, "a.op.1")
    assert (undecided.state, undecided.comments) == ("fuzzy", (" theirs: Évoquons",))
    decided = entry_of(merge(work(conflict, "Recall", chosen, flags=()), wanted).catalog, "a.op.1")
    assert (decided.translation, decided.state, decided.comments) == (chosen, "translated", comments)


def test_translation_that_only_one_side_typed_wins_over_an_empty_one() -> None:
    commented = work(BASE, "Note", "", comments=(" ask Geneva",))
    entry = entry_of(reconcile(BASE, commented, work(BASE, "Note", "Notons")).catalog, "a.op.3")
    assert (entry.translation, entry.comments) == ("Notons", (" ask Geneva",))


@pytest.mark.parametrize("turned", [False, True])
def test_text_that_moved_on_one_side_takes_the_other_side_s_work_along(*, turned: bool) -> None:
    moved = merge(BASE, messages(("a.op.1", "New"), ("a.op.2", "Recall"), ("a.op.3", "Stress"))).catalog
    typed_there = work(BASE, "Recall", "Rappelant")
    merged = reconcile(BASE, *((typed_there, moved) if turned else (moved, typed_there)))
    assert merged.conflicts == ()
    assert shown(merged.catalog) == [
        ("a.op.1", "New", "", "missing"),
        ("a.op.2", "Recall", "Rappelant", "translated"),
        ("a.op.3", "Stress", "Soulignons", "translated"),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_text_that_changed_on_one_side_makes_the_other_side_s_work_fuzzy(*, turned: bool) -> None:
    reworded = merge(BASE, messages(("a.op.1", "Recall it"), ("a.op.2", "Stress"), ("a.op.3", "Note"))).catalog
    typed_there = work(BASE, "Recall", "Rappelant")
    merged = reconcile(BASE, *((typed_there, reworded) if turned else (reworded, typed_there)))
    entry = entry_of(merged.catalog, "a.op.1")
    assert (entry.text, entry.translation, entry.state) == ("Recall it", "Rappelant", "fuzzy")
    assert entry.previous == Previous("a.op.1", "Recall")
    assert merged.conflicts == ()


def test_text_corrected_on_one_side_takes_the_other_side_s_work_and_the_next_update_makes_it_valid() -> None:
    old, new = "Recal the declaration", "Recall the declaration"
    base = catalog_of(("a.op.1", old, "Rappelons"))
    merged = reconcile(base, corrected(base, ("a.op.1", new)).catalog, work(base, old, "Rappelant")).catalog
    assert (shown(merged), entry_of(merged, "a.op.1").previous) == (
        [("a.op.1", new, "Rappelant", "fuzzy")],
        Previous("a.op.1", old),
    )
    updated = merge(merged, [Message("a.op.1", new, formerly=old)]).catalog
    assert shown(updated) == [("a.op.1", new, "Rappelant", "translated")]


def test_text_corrected_and_then_changed_keeps_no_other_work_valid() -> None:
    base = catalog_of(("a.op.1", "Recal the declaration", "Rappelons"))
    ours = corrected(base, ("a.op.1", "Recall the declaration")).catalog
    ours = merge(ours, messages(("a.op.1", "Recall the declaration of 2011"))).catalog
    merged = reconcile(base, ours, work(base, "Recal the declaration", "Rappelant")).catalog
    assert shown(merged) == [("a.op.1", "Recall the declaration of 2011", "Rappelant", "fuzzy")]


def test_translation_made_for_the_new_text_wins_over_the_fuzzy_one() -> None:
    reworded = merge(BASE, messages(("a.op.1", "Recall it"), ("a.op.2", "Stress"), ("a.op.3", "Note"))).catalog
    done = work(reworded, "Recall it", "Rappelons-le", flags=(), previous=None)
    for sides in ((reworded, done), (done, reworded)):
        entry = entry_of(reconcile(BASE, *sides).catalog, "a.op.1")
        assert (entry.translation, entry.state) == ("Rappelons-le", "translated")


def test_two_units_that_meet_in_one_context_and_text_become_one_with_the_work_of_both() -> None:
    base = catalog_of(("a.op.1", "A", "ta"), ("a.op.2", "B", "tb"))
    ours = merge(base, messages(("a.op.1", "New words here"), ("a.op.2", "A"))).catalog
    fuzzy = Entry("a.op.2", "A", ("tb2",), flags=("fuzzy",), previous=Previous("a.op.2", "B"))
    theirs = replace(base, entries=(*base.entries[:2], fuzzy))
    merged = reconcile(base, ours, theirs).catalog
    keys = [entry.key for entry in merged.entries]
    assert len(keys) == len(set(keys))
    check_catalog_text(Path("a.po"), render(merged))
    assert entry_of(merged, "a.op.2").translation == "ta"
    assert {"ta", "tb2"} <= kept(merged)


def test_what_one_side_removed_goes_unless_the_other_worked_on_it() -> None:
    without = merge(BASE, messages(("a.op.2", "Stress"), ("a.op.3", "Note"))).catalog
    purged = replace(without, entries=tuple(entry for entry in without.entries if not entry.is_obsolete))
    assert "Rappelons" not in render(reconcile(BASE, purged, work(BASE, "Note", "Notons")).catalog).decode()
    assert "Rappelant" in render(reconcile(BASE, purged, work(BASE, "Recall", "Rappelant")).catalog).decode()


def test_catalog_that_both_sides_began_has_the_units_of_both() -> None:
    one = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", ""))
    other = catalog_of(("a.op.1", "Recall", "Évoquons"), ("a.op.2", "Stress", "Soulignons"), ("a.op.3", "Note", "Notons"))
    merged = reconcile(None, one, other)
    assert merged.conflicts == ("a.op.1",)
    assert shown(merged.catalog) == [
        ("a.op.1", "Recall", "Rappelons", "fuzzy"),
        ("a.op.2", "Stress", "Soulignons", "translated"),
        ("a.op.3", "Note", "Notons", "translated"),
    ]


def with_fields(catalog: Catalog, **fields: str) -> Catalog:
    for name, value in fields.items():
        catalog = catalog.with_header_field(name.replace("_", "-"), value)
    return catalog


def test_header_takes_the_last_change_and_marks_what_both_changed() -> None:
    ours = with_fields(BASE, PO_Revision_Date="2026-01-02 10:00+0000", Last_Translator="Ana", Language_Team="One")
    theirs = with_fields(BASE, PO_Revision_Date="2026-01-03 10:00+0000", Last_Translator="Bo", Language_Team="Two")
    merged = reconcile(BASE, ours, with_fields(theirs, X_Generator="Poedit 3"))
    header = merged.catalog.header
    assert [header[name] for name in ("PO-Revision-Date", "Last-Translator", "X-Generator", "Language-Team")] == [
        "2026-01-03 10:00+0000", "Bo", "Poedit 3", "One",
    ]  # fmt: skip
    assert merged.conflicts == ("header",)
    assert merged.catalog.header_entry.comments[-1] == " theirs: Language-Team: Two"


ODD = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"



#bare
#:  x.py
msgctxt "a.op.1"
msgid ""
"Re"
"call"
msgstr   "Rappelons"

msgctxt "a.op.2"
msgid "Stress"
msgstr ""

msgctxt "a.op.3"
msgid "Note"
msgstr ""
# end
"""


@pytest.mark.parametrize("theirs_end", ["\n", "\r\n"])
def test_line_ends_mark_and_layout_of_untouched_units_stay(tmp_path: Path, theirs_end: str) -> None:
    stress, note = ('"Stress"\nmsgstr ""', '"Stress"\nmsgstr   "Soulignons"'), ('"Note"\nmsgstr ""', '"Note"\nmsgstr "Notons"')
    catalogs = []
    for text, end in ((ODD, "\r\n"), (ODD.replace(*note), "\r\n"), (ODD.replace(*stress), theirs_end)):
        (tmp_path / "a.po").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
        catalogs.append(read_catalog(tmp_path / "a.po"))
    merged = render(reconcile(*catalogs).catalog)
    wanted = ODD.replace(*note).replace(*stress).replace("\n", theirs_end)  # theirs turned the line ends, or nobody did
    assert merged == b"\xef\xbb\xbf" + wanted.encode()


# Laws: two people go on from one story.

moves = st.lists(edits, max_size=12)
Moves = list[tuple[str, int, object]]
Start = tuple[list[str], Moves]


def parted(start: Start, ours: Moves, theirs: Moves) -> tuple[Story, Story, Story]:
    """Return a story, and how it goes on in two places."""
    base = told(start)
    sides = []
    for name, steps in (("o", ours), ("t", theirs)):
        story = deepcopy(base)
        story.author = name
        for edit in steps:
            tell(story, edit)
        story.merge()
        sides.append(story)
    return base, sides[0], sides[1]


def kept(catalog: Catalog) -> set[str]:
    """Return every translation that the catalog still shows somewhere, comments included, escaped."""
    forms = {escape(form) for entry in catalog.entries for form in entry.translations}
    comments = {line.partition(": ")[2] for entry in catalog.entries for line in entry.comments}
    return forms | comments


@settings(max_examples=200, deadline=None)
@given(stories, moves, moves)
def test_nothing_of_either_side_is_lost(start: Start, ours: Moves, theirs: Moves) -> None:
    base, one, other = parted(start, ours, theirs)
    merged = reconcile(base.catalog, one.catalog, other.catalog).catalog
    made = {escape(form) for form in (*one.made_for, *other.made_for)}
    assert made <= kept(merged)
    comments = {comment for entry in merged.entries for comment in entry.comments}
    assert one.comments | other.comments <= comments
    assert made <= kept(merge(merged, one.messages).catalog)


@settings(max_examples=200, deadline=None)
@given(stories, moves, moves)
@example(
    (["Recall", "Stress"], [("remove", 0, "Recall"), ("repeat", 0, 0), ("merge", 0, "Recall")]),
    [("insert", 0, "Recall"), ("confirm", 0, "Recall")],
    [("formerly", 0, "Recall"), ("merge", 0, "Recall"), ("insert", 0, "Recall"), ("insert", 0, "Recall"),
     ("insert", 0, "Recall Recall")],
)  # fmt: skip
def test_no_translation_stands_unfuzzied_beside_a_text_it_was_not_made_for(
    start: Start, ours: Moves, theirs: Moves
) -> None:
    base, one, other = parted(start, ours, theirs)
    merged = reconcile(base.catalog, one.catalog, other.catalog).catalog
    stories = (one, other)
    for entry in merged:
        if entry.state == "translated":
            for form in entry.translations:
                assert any(form in story.made_for and story.is_made_for(form, entry.text) for story in stories)


@settings(max_examples=100, deadline=None)
@given(stories, moves, moves)
def test_a_side_that_did_nothing_changes_nothing(start: Start, ours: Moves, theirs: Moves) -> None:
    base, one, _ = parted(start, ours, theirs)
    for sides in ((base, one, base), (base, base, one), (base, one, one)):
        merged = reconcile(*(story.catalog for story in sides))
        assert render(merged.catalog) == render(one.catalog)
        assert merged.conflicts == ()


@settings(max_examples=100, deadline=None)
@given(stories, moves, moves)
def test_merged_catalog_is_read_strictly_and_an_update_of_it_is_quiet(start: Start, ours: Moves, theirs: Moves) -> None:
    base, one, other = parted(start, ours, theirs)
    merged = reconcile(base.catalog, one.catalog, other.catalog).catalog
    updated = merge(merged, one.messages).catalog
    assert render(merge(updated, one.messages).catalog) == render(updated)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@settings(max_examples=40, deadline=None)
@given(stories, moves, moves)
def test_msgfmt_accepts_what_two_sides_made(start: Start, ours: Moves, theirs: Moves) -> None:
    base, one, other = parted(start, ours, theirs)
    content = render(reconcile(base.catalog, one.catalog, other.catalog).catalog)
    check_catalog_text(Path("a.po"), content)
    run = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "-"], input=content, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
