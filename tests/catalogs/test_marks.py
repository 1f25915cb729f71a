"""Marks of revisers and queries: they count for what they were made for, for nothing else, and none is lost."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.marks import (
    authors_notes,
    complete_marks,
    damaged_marks,
    former_revisions,
    line_of,
    mark_aligned,
    mark_revised,
    queries,
    revisions,
    unrevised,
)
from sixfold.catalogs.merging import merge_catalogs
from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import decode
from sixfold.catalogs.updating import update_catalog
from sixfold.document.loading import load_document
from sixfold.document.units import extract, texts
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
from support.projects import CHECKOUT

DAY = datetime.date(2026, 11, 27)
ADDRESS = "annex.op.2: operative paragraph 2 of the annex"
STRESS = Message("annex.op", "Stress the importance of discouraging demand;", ADDRESS, "seeds/a.yaml")
UNIT = Entry(STRESS.context, STRESS.text, ("Soulignons l’importance",), extracted=(ADDRESS,), places=(STRESS.place,))


def catalog(*comments: str, **changes: object) -> Catalog:
    """Return a catalog of one unit with these *comments*, as it is read from its file."""
    unit = replace(UNIT, comments=comments, **changes)  # type: ignore[arg-type]
    return saved(replace(begun(), entries=(*begun().entries, unit)))


def with_comments(entries: Catalog, *comments: str) -> Catalog:
    """Return *entries* after the translator made these the comments of the unit."""
    header, unit = entries.entries
    return replace(entries, entries=(header, replace(unit, comments=comments)))


def completed(*comments: str, **changes: object) -> Entry:
    (entry,) = saved(complete_marks(catalog(*comments, **changes), DAY))
    return entry


def noted(*notes: str) -> Message:
    """Return the message of the unit with *notes* of its author."""
    return replace(STRESS, comment="\n".join((ADDRESS, *notes)))


def asked(entries: Catalog, message: Message) -> list[tuple[str, str]]:
    return [(query.question, query.answer) for query in queries(entries, [message])]


def updated(before: Catalog, *found: Message) -> Catalog:
    """Return what `sixfold update` makes of *before*."""
    return saved(update_catalog(complete_marks(before, DAY), found, HEADER).catalog)


# ---- revised ----


def test_a_mark_typed_by_hand_is_completed_and_a_date_that_was_typed_stays() -> None:
    for mark in ("revised: AB", "revised: AB 2026-11-27", "Revised : AB", "revised：AB", "  revised:AB"):
        entry = completed(mark)
        (found,) = revisions(entry)
        assert (found.by, found.on, len(found.tie)) == ("AB", "2026-11-27", 8), mark
        assert entry.comments == (f"revised: AB 2026-11-27 {found.tie}",), mark
    for name in ("Anne-Marie d’Arc", "李"):
        assert [(mark.by, mark.on) for mark in revisions(completed(f"revised: {name} 2026-10-01"))] == [(name, "2026-10-01")]


def test_only_what_is_translated_can_be_revised() -> None:
    for changes in ({"translations": ("",)}, {"flags": ("fuzzy",)}, {"is_obsolete": True}):
        (_, entry) = complete_marks(catalog("revised: AB", **changes), DAY).entries
        assert (entry.comments, revisions(entry)) == (("revised: AB",), []), changes


def test_a_mark_counts_for_one_source_and_one_translation() -> None:
    entry = completed("revised: AB")
    assert (len(revisions(entry)), former_revisions(entry)) == (1, [])
    plural = replace(entry, plural="them", translations=(*UNIT.translations, ""))
    for changed in (replace(entry, text="Stress it;"), replace(entry, translations=("Soulignons",)), plural):
        assert (revisions(changed), [mark.by for mark in former_revisions(changed)]) == ([], ["AB"]), changed
    doubted = entry.marked_fuzzy()
    assert (revisions(doubted), former_revisions(doubted)) == ([], [])


def test_several_revise_one_unit_and_the_last_one_to_see_it_is_enough() -> None:
    entry = mark_revised(completed("revised: AB", "revised: CD"), "EF", DAY)
    assert [mark.by for mark in revisions(entry)] == ["AB", "CD", "EF"]
    changed = mark_revised(replace(entry, translations=("Soulignons",)), "CD", DAY)
    assert ([mark.by for mark in revisions(changed)], former_revisions(changed)) == (["CD"], [])
    assert [line.split()[1] for line in changed.comments] == ["AB", "EF", "CD"]
    assert mark_revised(changed, "CD", datetime.date(2027, 1, 1)) is changed


#: Marks that are none, and what is said of each.
DAMAGED = {
    "revised:": "the mark “revised” doesn’t say by whom",
    "revised: 2026-11-27": "the mark “revised” doesn’t say by whom",
    "revised: the second half": "“the second half” is no name of a reviser",
    "revised: A\u202eB": "“A\u202eB” is no name of a reviser",
    "revised: <b>AB</b>": "“<b>AB</b>” is no name of a reviser",
    "revised: AB 2026-02-30": "“2026-02-30” in the mark “revised” is no date",
    "revised: AB 27.11.2026": "“27.11.2026” in the mark “revised” is no date",
    "revised: AB 2026-11-27 3f9": "“3f9” in the mark “revised” isn’t what `make update` or `make revise` wrote",
    "revised: AB 2026-11-27 3f9a0c1e CD": "“3f9a0c1e CD” in the mark “revised” isn’t what `make update` or `make revise` wrote",
    "query:": "the query asks nothing",
    "query: [2026-11-27 3f9a0c1e]": "the query asks nothing",
}


def test_a_damaged_mark_is_told_and_stays_as_it_was_typed() -> None:
    entry = completed(*DAMAGED)
    told = [one.what for one in damaged_marks(entry)]
    assert (entry.comments, revisions(entry), told) == (tuple(DAMAGED), [], [*DAMAGED.values()])


def test_other_comments_are_no_marks() -> None:
    others = ("revised twice by telephone", "a query: which?", "see revised: AB", "waive figures: revised")
    entry = completed(*others)
    assert (entry.comments, revisions(entry), damaged_marks(entry)) == (others, [], [])
    assert asked(catalog(*others), STRESS) == []


def test_units_that_nobody_revised_are_known() -> None:
    other = replace(STRESS, text="Decide to meet again.")
    entries = complete_marks(catalog("revised: AB"), DAY)
    assert (unrevised(entries, [STRESS, other]), unrevised(None, [STRESS])) == ([other], [STRESS])


def test_a_mark_typed_before_the_source_changed_is_for_the_source_that_its_reviser_saw() -> None:
    (entry,) = updated(catalog("revised: AB"), replace(STRESS, text="Stress the importance of discouraging any demand;"))
    assert (entry.state, len(entry.comments)) == ("fuzzy", 2)  # the other one says what changed
    accepted = replace(entry, flags=(), previous=None)
    assert (revisions(accepted), [mark.by for mark in former_revisions(accepted)]) == ([], ["AB"])


# ---- query ----


def test_a_query_is_answered_by_a_note_that_is_newer() -> None:
    entries = updated(catalog("query: which demand?"), noted())
    assert asked(entries, noted()) == [("which demand?", "")]
    assert asked(entries, noted("Of consumers.")) == [("which demand?", "Of consumers.")]  # before the update already
    assert asked(updated(entries, noted("Of consumers.")), noted("Of consumers.")) == [("which demand?", "Of consumers.")]


def test_a_note_that_was_there_is_no_answer_and_a_changed_one_is() -> None:
    before = updated(catalog(), noted("Of consumers."))
    entries = updated(with_comments(before, "query: which?"), noted("Of consumers."))
    assert asked(entries, noted("Of consumers.")) == [("which?", "")]
    assert asked(entries, noted("Of the buyers of services.")) == [("which?", "Of the buyers of services.")]
    assert asked(entries, noted()) == [("which?", "")]


def test_the_update_that_brings_the_answer_is_too_late_to_hide_it() -> None:
    entries = updated(catalog("query: which?"), noted("Of consumers."))
    assert asked(entries, noted("Of consumers.")) == [("which?", "Of consumers.")]


def test_a_question_that_is_asked_anew_is_open() -> None:
    entries = updated(updated(catalog("query: which?"), noted()), noted("Of consumers."))
    (line,) = entries.entries[1].comments
    again = with_comments(entries, line.replace("which", "of which"))
    for later in (again, updated(again, noted("Of consumers."))):
        assert asked(later, noted("Of consumers.")) == [("of which?", "")]


def test_addresses_and_terms_are_no_answers() -> None:
    moved = ("annex-2.op.7.a.ii: operative paragraph 7 (a) (ii) of annex 2", "and 3 places more", "term: demand = demande")
    entries = updated(catalog("query: which?"), noted())
    after = replace(STRESS, comment="\n".join(("annex.op.3: operative paragraph 3 of the annex", *moved)))
    assert asked(updated(entries, after), after) == [("which?", "")]


def test_a_new_unit_that_is_near_has_no_copy_of_the_query() -> None:
    near = replace(STRESS, text="Stress the importance of discouraging all demand;", comment="")
    entries = updated(catalog("query: which?", "a note"), near, noted())
    assert [(entry.state, len(entry.comments)) for entry in entries] == [("missing", 0), ("translated", 2)]
    moved = updated(catalog("query: which?", "a note"), near)  # the unit itself, with another text
    assert [(entry.state, len(entry.comments)) for entry in moved] == [("fuzzy", 3)]  # and what changed


def test_no_address_of_the_test_documents_is_taken_for_a_note() -> None:
    seeds = sorted((CHECKOUT / "tests/documents/seeds").glob("*.yaml"))
    documents = [load_document(seed) for seed in (*seeds, CHECKOUT / "seeds" / "A-66-398.yaml")]
    assert len(documents) > 5
    for document in documents:
        notes = {text.note for text in texts(document) if text.note}
        for message in extract(document, ""):
            assert set(authors_notes(message.comment.splitlines())) <= notes


def test_the_day_of_a_query_is_added_and_nothing_that_was_typed_goes() -> None:
    (line,) = completed("query: which one [3f9a0c1e]").comments
    assert re.fullmatch(r"query: which one \[3f9a0c1e\] \[2026-11-27 [0-9a-f]{8}\]", line)
    (query,) = queries(catalog(line), [STRESS])
    assert (query.question, query.on, query.comment) == ("which one [3f9a0c1e]", "2026-11-27", line)


def test_comments_and_notes_of_any_length_are_read_in_one_go() -> None:
    comments = f"query: a{' ' * 200_000}b", f"revised: {' ' * 200_000}AB"
    entry = replace(UNIT, comments=comments, extracted=("a.b: c" + " of d" * 50_000,))
    (found,) = queries(Catalog((begun().header_entry, entry)), [STRESS])
    assert (len(found.question), found.answer) == (200_002, "")


def test_a_query_that_was_deleted_is_gone() -> None:
    entries = updated(catalog("query: which?"), noted())
    assert asked(updated(with_comments(entries), noted("Of consumers.")), noted("Of consumers.")) == []
    base = catalog("query: which?", "a note")  # one side has updated it, the other deleted it
    for sides in ((updated(base, noted()), with_comments(base, "a note")), (with_comments(base, "a note"), updated(base, noted()))):
        (entry,) = merge_catalogs(base, *sides).catalog
        assert entry.comments == ("a note",)
    (entry,) = merge_catalogs(base, updated(base, noted()), base).catalog
    assert entry.comments[0].startswith("query: which? [2026-11-27 ")


# ---- both ----


def test_the_line_is_that_of_the_comment() -> None:
    entries = catalog("a note", "query: which?", "revised: AB 2026-02-30")
    lines = (entries.original or b"").decode().split("\n")
    for comment in entries.entries[1].comments:
        assert lines[line_of(entries, entries.entries[1], comment) - 1] == f"# {comment}"
    assert line_of(entries, entries.entries[1], "not there") == entries.entries[1].line


def test_the_file_is_read_once_for_the_lines_of_all_its_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of 5,000 queries read it anew: `sixfold queries` took a minute."""
    asked = catalog(*(f"query: number {number}?" for number in range(50)))
    reads: list[bytes] = []
    monkeypatch.setattr("sixfold.catalogs.marks.decode", lambda content: (reads.append(content), decode(content))[1])
    lines = [line_of(asked, asked.entries[1], comment) for comment in asked.entries[1].comments]
    assert (lines, len(reads)) == (list(range(lines[0], lines[0] + 50)), 1)


def test_completed_marks_are_completed_once() -> None:
    once = complete_marks(catalog("revised: AB", "query: which [one]?", "a note"), DAY)
    assert complete_marks(once, datetime.date(2027, 1, 1)).entries == once.entries
    bare = catalog("a note")
    assert complete_marks(bare, DAY).entries == bare.entries
    assert complete_marks(begun(), DAY).entries == begun().entries


QUERIES = ("query: which?", "query:", "query: x [3f9a0c1e]", "query: y [2026-11-27 3f9a0c1e]")
MARKS = st.sampled_from(("revised: AB", "revised: AB 2026-02-30", "revised:", *QUERIES))


def marked(entries: Catalog, marks: Sequence[str]) -> Catalog:
    """Return *entries* with a mark beside each unit, as long as there are marks."""
    units = [*entries.entries[1:]]
    with_marks = [one.with_comments(mark) for one, mark in zip(units, marks, strict=False)]
    return saved(replace(entries, entries=(entries.entries[0], *with_marks, *units[len(with_marks) :])))


@pytest.mark.slow
@settings(max_examples=15)
@given(st.lists(messages(), min_size=3, max_size=3), st.lists(typings(), min_size=2, max_size=2), st.lists(MARKS, max_size=6))
def test_no_mark_is_lost_by_updates_and_merges(
    texts: list[list[Message]], changes: list[list[Typed]], marks: list[str]
) -> None:
    base = marked(typed(updated(begun(), *texts[0]), changes[0]), marks)
    ours = updated(base, *texts[1])
    theirs = updated(typed(base, changes[1], by="theirs "), *texts[2])
    merged = checked(merge_catalogs(base, ours, theirs).catalog)
    for before, after in ((base, ours), (ours, merged), (theirs, merged)):
        lost = [text.partition(" [")[0] for text in everything_typed(before) if text.startswith(("revised", "query"))]
        assert [text for text in lost if not is_kept(text, after)] == []
    for entry in merged:  # who revised counts for one text that was there
        for mark in revisions(entry):
            assert any(one.translations == entry.translations and one.text == entry.text for one in (*ours, *theirs)), mark


def test_a_merge_keeps_the_marks_of_both_sides_and_counts_those_that_fit() -> None:
    base = catalog()
    ours = saved(complete_marks(catalog("revised: AB"), DAY))
    theirs = saved(complete_marks(catalog("revised: CD", "query: which?", translations=("Soulignons",)), DAY))
    (entry,) = saved(merge_catalogs(base, ours, theirs).catalog)
    assert entry.translation == "Soulignons"
    assert [line.split()[1] for line in entry.comments] == ["AB", "CD", "which?"]
    assert [mark.by for mark in revisions(entry)] == ["CD"]


# ---- how sure an imported translation is ----


def test_how_sure_a_translation_is_stands_beside_it_until_a_person_decides() -> None:
    aligned = mark_aligned(mark_aligned(UNIT, 0.4), 0.614, "part of a longer text")
    assert (aligned.comments, aligned.is_fuzzy) == (("aligned: 0.61 (part of a longer text)",), True)
    kept = completed("aligned: 0.61", "aligned: by hand", flags=("fuzzy",))
    assert kept.comments == ("aligned: 0.61", "aligned: by hand")
    assert completed("aligned: 0.61", "aligned: by hand").comments == ("aligned: by hand",)
