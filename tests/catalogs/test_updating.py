"""Updating: every text finds its translation, nothing comes in unseen, and nothing that anybody typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.memory import Earlier, Memory
from sixfold.catalogs.model import Catalog, Entry, Message, Previous
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.catalogs.updating import fill_in, is_open, update_catalog
from sixfold.document.units import KINDS, describe_address
from support.made_up_catalogs import (
    HEADER,
    Typed,
    begun,
    checked,
    everything_typed,
    is_kept,
    kept,
    memory_of,
    messages,
    saved,
    sources,
    typed,
    typings,
)


def updated(catalog: Catalog, *texts: Message, memory: Memory | None = None, **options: Callable[[str], bool]) -> Catalog:
    result = update_catalog(catalog, texts, HEADER, **options)
    return saved((fill_in(result, memory, "fr") if memory else result).catalog)


def translated(*pairs: tuple[str, str, str]) -> Catalog:
    """Return a catalog with units: context, text, translation."""
    return saved(replace(begun(), entries=(*begun().entries, *(Entry(c, text, (t,)) for c, text, t in pairs))))


RECALL, STRESS, DECIDE = (
    Message(
        "annex.op", text, f"annex.op.{number}: operative paragraph {number} of the annex", "seeds/a.yaml",
        address=f"annex.op.{number}",
    )
    for number, text in enumerate(
        (
            "Recall the declaration on trafficking in persons;",
            "Stress the importance of discouraging demand;",
            "Decide to meet again.",
        ),
        1,
    )
)
CATALOG = updated(
    translated((RECALL.context, RECALL.text, "Rappelons"), (STRESS.context, STRESS.text, "Soulignons")), RECALL, STRESS
)


def units(catalog: Catalog) -> list[tuple[str | None, str, str]]:
    return [(entry.context, entry.translation, entry.state) for entry in catalog]


def test_an_insertion_touches_no_other_unit() -> None:
    after = updated(CATALOG, DECIDE, RECALL, STRESS)
    assert units(after) == [
        ("annex.op", "", "missing"),
        ("annex.op", "Rappelons", "translated"),
        ("annex.op", "Soulignons", "translated"),
    ]


def test_two_paragraphs_change_places() -> None:
    assert units(updated(CATALOG, STRESS, RECALL)) == [
        ("annex.op", "Soulignons", "translated"),
        ("annex.op", "Rappelons", "translated"),
    ]


def test_a_reworded_text_is_fuzzy_with_its_former_source() -> None:
    reworded = replace(RECALL, text="Recall the Declaration on Trafficking in Persons;")
    result = update_catalog(CATALOG, [reworded, STRESS], HEADER)
    entry = result.catalog.find(*(reworded.context, reworded.text))
    assert entry
    assert (entry.translation, entry.state, entry.previous) == (
        "Rappelons",
        "fuzzy",
        Previous(None, RECALL.text),  # the role, which is the same, would be read as part of it in Poedit
    )
    assert {name: number for name, number in result.counts().items() if number} == {"marked fuzzy": 1}
    again = saved(update_catalog(saved(result.catalog), [reworded, replace(STRESS, text="Stress")], HEADER).catalog)
    assert again.find(*entry.key) == entry


def test_a_text_that_leaves_is_obsolete_and_comes_back_with_its_translation() -> None:
    without = update_catalog(CATALOG, [RECALL], HEADER)
    assert without.counts()["obsolete"] == 1
    assert [entry.translation for entry in without.catalog.obsolete] == ["Soulignons"]
    back = update_catalog(saved(without.catalog), [RECALL, STRESS], HEADER)
    assert back.counts()["returned"] == 1
    assert units(back.catalog) == units(CATALOG)


def test_a_text_that_takes_another_role_is_looked_at() -> None:
    (entry,) = updated(CATALOG, replace(RECALL, context="annex.p"))
    assert (entry.translation, entry.state, entry.previous) == ("Rappelons", "fuzzy", Previous("annex.op", RECALL.text))


def test_a_correction_of_the_author_leaves_the_translation_valid() -> None:
    slip = updated(
        translated(("annex.op", "Recal the declaration", "Rappelons")), Message("annex.op", "Recal the declaration")
    )
    corrected = Message("annex.op", "Recall the declaration", formerly="Recal the declaration")
    result = update_catalog(slip, [corrected], HEADER)
    assert units(result.catalog) == [("annex.op", "Rappelons", "translated")]
    assert result.corrected == {("annex.op", "Recall the declaration")}
    assert update_catalog(saved(result.catalog), [corrected], HEADER).corrected == frozenset()


def test_a_correction_does_not_take_the_place_of_what_is_typed() -> None:
    both = translated(("annex.op", "Recal", "Rappelons"), ("annex.op", "Recall", "Rappelant"))
    after = updated(both, Message("annex.op", "Recall", formerly="Recal"))
    assert units(after) == [("annex.op", "Rappelant", "translated")]
    assert "Rappelons" in kept(after)


def test_plural_forms_that_a_text_no_longer_has_are_kept_in_comments() -> None:
    plural = Message("draft.line", "{count} passage", plural="{count} passages")
    entry = Entry("draft.line", plural.text, ("un", "des"), plural.plural)
    before = updated(saved(replace(begun(), entries=(*begun().entries, entry))), plural)
    (after,) = updated(before, replace(plural, plural=None))
    note = "sixfold: source changed: {count} passage [-/ {count} passages-]"
    assert (after.translation, after.is_fuzzy, after.comments) == ("un", True, ("earlier: des", note))


def test_every_language_has_its_number_of_plural_forms() -> None:
    plural = Message("draft.line", "{count} passage", plural="{count} passages")
    forms = {code: len(next(iter(updated(begun(code), plural))).translations) for code in ("ar", "fr", "ru", "zh")}
    assert forms == {"ar": 6, "fr": 2, "ru": 3, "zh": 1}


def test_a_note_beside_an_empty_unit_outlives_its_text() -> None:
    noted = typed(updated(begun(), RECALL), [Typed(0, "", comment="earlier: Rappelons")])
    gone = updated(noted, STRESS)
    assert "earlier: Rappelons" in kept(gone)
    assert "earlier: Rappelons" in kept(updated(gone, STRESS))
    assert next(iter(updated(gone, RECALL))).comments == ("earlier: Rappelons 0",)


#: What a person typed into the lines that an update writes, and the comment that it becomes.
TYPED = {
    "annex.op.1: operative paragraph 1 of the annex. Ask Ann": ". Ask Ann",
    "annex.op.7: operative paragraph 7 of the annex see the note of the author": "see the note of the author",
    "annex.op.1: opening paragraph 1": "annex.op.1: opening paragraph 1",
    "a line of my own": "a line of my own",
    "annex.op.1: operative or else paragraph 1 of the annex": "annex.op.1: operative or else paragraph 1 of the annex",
    "annex.op.7: operative, see Ann, paragraph 7 of the annex": "annex.op.7: operative, see Ann, paragraph 7 of the annex",
    "query: which one?": "query: which one?",
    "all persons, not trade": "all persons, not trade",
    "term: trafic": "term: trafic",
}


def test_what_a_person_typed_into_the_lines_that_an_update_writes_becomes_a_comment() -> None:
    noted = replace(RECALL, comment=f"{RECALL.comment}\nall persons\nterm: trafficking = traite")
    written = tuple(noted.comment.splitlines())
    before = saved(edited(updated(CATALOG, noted, STRESS), RECALL.text, extracted=(*written, *TYPED)))
    for texts in ([noted, STRESS], [replace(noted, text=NEWER.text), STRESS], [STRESS]):
        after = updated(before, *texts, was_ours=lambda line: line in written)
        assert {comment for comment in TYPED.values() if comment not in kept(after).split("\n")} == set()
        assert updated(after, *texts) == after
    entry = updated(before, noted, STRESS).find(RECALL.context, RECALL.text)
    assert entry
    assert (entry.extracted, entry.comments) == (written, tuple(TYPED.values()))


def test_what_a_person_typed_behind_a_term_becomes_a_comment() -> None:
    noted = replace(RECALL, comment=f"{RECALL.comment}\nterm: trafficking = traite\nterm: trafficking = traite des personnes")
    written = noted.comment.splitlines()
    before = saved(edited(updated(CATALOG, noted), RECALL.text, extracted=(*written[:2], f"{written[2]} (not trafic)")))
    assert comments(updated(before, noted)) == ("(not trafic)",)


def test_an_address_or_a_term_that_went_is_no_comment() -> None:
    parts, places = ("letter", "annex-2", "agenda", "masthead"), ("1", "2.b.2", "entry-3")
    addresses = [f"{part}.{kind}.{place}" for part in parts for kind in KINDS for place in places]
    words = [f"{address}: {describe_address(address)}" for address in addresses]
    went = (*words, "and 12 places more", "term: demand = demande", "terms: 3 more, in locales/terms.csv")
    before = saved(edited(CATALOG, RECALL.text, extracted=went))
    assert [entry.comments for entry in updated(before, RECALL, STRESS)] == [(), ()]


def reworded(*comments: str, **options: object) -> Catalog:
    """Return a catalog in which the source of a translated unit changed, with *comments* of a translator."""
    before = saved(edited(CATALOG, RECALL.text, comments=comments, **options))
    return updated(before, NEWER, STRESS)


def edited(catalog: Catalog, source: str, **fields: object) -> Catalog:
    """Return *catalog* with other *fields* of the unit of *source*, as a translator saves it."""
    assert any(entry.text == source for entry in catalog.entries)
    entries = (replace(one, **fields) if one.text == source else one for one in catalog.entries)  # type: ignore[arg-type]
    return saved(replace(catalog, entries=tuple(entries)))


NEWER = replace(RECALL, text="Recall the Declaration on trafficking in human beings;")
NEWEST = replace(RECALL, text="Recall the Declaration on trafficking in all human beings;")
NOTE = "sixfold: source changed: Recall the [-declaration-] {+Declaration+} on trafficking in [-persons-] {+human beings+};"
NEWER_NOTE = NOTE.replace("{+human", "{+all human")


def comments(catalog: Catalog) -> tuple[str, ...]:
    """Return the comments beside the first unit in use."""
    return next(iter(catalog)).comments


def test_what_changed_in_the_source_stands_in_a_comment_renewed_at_each_update() -> None:
    assert comments(reworded("a note")) == ("a note", NOTE)
    assert comments(updated(reworded("a note"), NEWEST, STRESS)) == ("a note", NEWER_NOTE)  # since it was translated
    assert comments(updated(reworded("a note"), RECALL, STRESS)) == ("a note",)


@pytest.mark.parametrize(("keeps_previous", "translation"), [(True, "Rappelons la"), (False, "")])  # a plain editor, Poedit
def test_the_comment_goes_with_the_previous_source_when_the_unit_is_decided(keeps_previous: bool, translation: str) -> None:
    before = reworded("a note")
    previous = next(iter(before)).previous if keeps_previous else None
    decided = edited(before, NEWER.text, flags=(), previous=previous, translations=(translation,))
    entry = next(iter(updated(decided, NEWER, STRESS)))
    assert (entry.comments, entry.previous) == (("a note",), None)
    assert comments(updated(decided, NEWEST, STRESS))[1:] != (NOTE,)  # also when the source changed again meanwhile


@pytest.mark.parametrize("fields", [{}, {"flags": (), "previous": None}, {"flags": ()}])
def test_a_comment_of_ours_that_a_person_edited_is_theirs(fields: dict[str, object]) -> None:
    theirs = (f"{NOTE} ask the author", NOTE.replace("human", "all"), NOTE[:-1], "sixfold: source changed: why?", "from A:b, 9 %")
    after = updated(edited(reworded(), NEWER.text, comments=theirs, **fields), NEWER, STRESS)
    assert comments(after) == (theirs if fields else (*theirs, NOTE))
    assert updated(after, NEWER, STRESS) == after


def test_a_comment_of_ours_is_there_once_and_stays_in_its_place() -> None:
    for found in ((NOTE, NOTE, "a note"), (NOTE, "a note"), ("a note", NOTE)):
        after = comments(updated(edited(reworded(), NEWER.text, comments=found), NEWER, STRESS))
        assert after == (found if found.count(NOTE) == 1 else ("a note", NOTE))


def test_a_unit_whose_role_alone_changed_has_no_comment_of_ours() -> None:
    (entry,) = updated(CATALOG, replace(RECALL, context="annex.p"))
    assert (entry.state, entry.comments) == ("fuzzy", ())


def test_a_fuzzy_unit_that_returns_or_is_corrected_keeps_its_comment() -> None:
    gone = updated(reworded(), STRESS)
    assert NOTE in kept(gone)
    assert comments(updated(gone, NEWER, STRESS)) == (NOTE,)
    assert comments(updated(reworded(), replace(NEWEST, formerly=NEWER.text), STRESS)) == (NEWER_NOTE,)


def test_a_changed_plural_is_shown_behind_the_singular() -> None:
    plural = Message("draft.line", "{count} passage", plural="{count} passages")
    entry = Entry("draft.line", plural.text, ("un", "des"), plural.plural)
    before = updated(saved(replace(begun(), entries=(*begun().entries, entry))), plural)
    after = updated(before, replace(plural, text="{count} text", plural="{count} texts"))
    note = "sixfold: source changed: {count} [-passage-] {+text+} / {count} [-passages-] {+texts+}"
    assert comments(after) == (note,)


def test_a_changed_unit_gets_its_own_translation_though_one_in_use_is_nearer() -> None:
    gone = replace(STRESS, text="Recall the declaration on the trafficking in children;")
    new = replace(STRESS, text="Recall the declaration on trafficking in children;")
    pairs = ((RECALL, "Rappelons"), (gone, "Enfants"))
    before = updated(translated(*((one.context, one.text, form) for one, form in pairs)), RECALL, gone)
    assert units(updated(before, RECALL, new))[1] == ("annex.op", "Enfants", "fuzzy")


def test_an_update_tells_what_the_author_changed_since_the_last_one() -> None:
    result = update_catalog(CATALOG, [NEWER, DECIDE], HEADER)
    assert result.changes == (
        f"annex.op.1 changed: {NOTE.partition('changed: ')[2]}",
        "annex.op.3 is new: “Decide to meet again.”",
        "annex.op.2 is gone: “Stress the importance of discouraging demand;”",
    )
    assert update_catalog(saved(result.catalog), [NEWER, DECIDE], HEADER).changes == ()
    assert update_catalog(begun(), [NEWER, DECIDE], HEADER).changes == ()
    moved = update_catalog(CATALOG, [replace(RECALL, context="annex.p", address="annex.p.1"), STRESS], HEADER)
    assert moved.changes == ("annex.p.1 was annex.op.1",)
    corrected = update_catalog(CATALOG, [replace(NEWER, formerly=RECALL.text), STRESS], HEADER)
    assert corrected.changes == (f"annex.op.1 was corrected: {NOTE.partition('changed: ')[2]}",)


def test_an_update_tells_of_an_author_s_note_when_it_arrives() -> None:
    noted = [replace(one, comment=f"{one.comment}\nall persons\nterm: demand = demande") for one in (RECALL, STRESS)]
    result = update_catalog(CATALOG, [noted[0], STRESS], HEADER)
    assert result.changes == ("annex.op.1 has a new note from the author: all persons",)
    assert update_catalog(saved(result.catalog), [noted[0], STRESS], HEADER).changes == ()
    changed = update_catalog(CATALOG, [replace(noted[0], text=NEWER.text), STRESS], HEADER).changes
    assert changed[1:] == ("annex.op.1 has a new note from the author: all persons",)


KNOWN = [
    Earlier("A-66-398:annex.op.1", RECALL.text, "Rappelons", "2011-10-04"),
    Earlier("A-66-398:annex.op.2", STRESS.text, "Soulignons", "2011-10-04"),
]


def test_what_another_document_translated_comes_in_fuzzy_with_its_unit_and_how_near_it_is() -> None:
    near = replace(STRESS, text="Stress the importance of discouraging all demand;")
    unlike = Message("annex.op", "Quite another sentence about water")
    result = update_catalog(begun(), [replace(RECALL, context="annex.p"), near, unlike], HEADER)
    result = fill_in(result, memory_of(*KNOWN), "fr")
    first, second, third = saved(result.catalog)
    assert (first.translation, first.state, first.previous, first.comments) == (
        "Rappelons", "fuzzy", Previous("A-66-398:annex.op.1", RECALL.text), ("from A-66-398:annex.op.1, 100 %",),
    )  # fmt: skip
    assert (second.translation, second.state, second.previous, second.comments) == (
        "Soulignons", "fuzzy", Previous("A-66-398:annex.op.2", STRESS.text),
        ("from A-66-398:annex.op.2, 93 %: … importance of discouraging {+all+} demand;",),  # 14 of 15 words and marks
    )  # fmt: skip
    assert third.state == "missing"
    assert {name: number for name, number in result.counts().items() if number} == {
        "new": 1, "pre-filled from exact matches": 1, "pre-filled from near matches": 1,
    }  # fmt: skip


def test_the_best_match_wins_and_of_equal_ones_the_newest() -> None:
    unit = Message("annex.op", "one two three four five six")
    worse, near = "one two three four 5 6", "one two three four five 6"
    known = [Earlier("old:a.1", near, "vieux", "2001-01-01"), Earlier("new:a.1", worse, "pire", "2020-01-01")]
    assert [one.translation for one in updated(begun(), unit, memory=memory_of(*known))] == ["vieux"]
    known += [Earlier("later:a.1", near.replace("one", "1"), "pire", "2021-01-01"), Earlier("new:a.2", near, "neuf", "2020-01-01")]
    assert [one.translation for one in updated(begun(), unit, memory=memory_of(*known))] == ["neuf"]
    known += [Earlier("agency.po:5", unit.text, "exact")]
    (entry,) = updated(begun(), unit, memory=memory_of(*known))
    assert (entry.translation, entry.comments) == ("exact", ("from agency.po:5, 100 %",))


def test_below_60_per_cent_nothing_comes_in() -> None:
    known = memory_of(Earlier("A:b.1", "a b c x y", "t"))
    texts = {"a b c d e": True, "a b c d e f": False}  # 2 × 3 of 10, of 11 words
    assert {text: next(iter(updated(begun(), Message("annex.op", text), memory=known))).is_typed for text in texts} == texts


def test_what_was_empty_at_the_last_update_is_filled_too() -> None:
    assert next(iter(updated(updated(begun(), RECALL), RECALL, memory=memory_of(*KNOWN)))).translation == "Rappelons"


def test_what_a_person_emptied_with_a_note_stays_empty() -> None:
    filled = updated(begun(), RECALL, memory=memory_of(*KNOWN))
    for notes, translation in ((("not so",), ""), ((), "Rappelons")):
        comments = (*next(iter(filled)).comments, *notes)
        emptied = edited(filled, RECALL.text, translations=("",), flags=(), previous=None, comments=comments)
        (entry,) = updated(emptied, RECALL, memory=memory_of(*KNOWN))
        assert (entry.translation, entry.comments[: len(notes)]) == (translation, notes)


def test_a_better_match_replaces_one_that_nobody_has_touched() -> None:
    near = Earlier("A-65-1:annex.op.1", RECALL.text.replace("persons", "women"), "Rappel")
    before = updated(begun(), RECALL, memory=memory_of(near))
    (after,) = updated(before, RECALL, memory=memory_of(near, *KNOWN))
    assert (after.translation, after.comments) == ("Rappelons", ("from A-66-398:annex.op.1, 100 %",))
    touched = edited(before, RECALL.text, translations=("Rappelons donc",))
    assert updated(touched, RECALL, memory=memory_of(near, *KNOWN)) == touched


def test_the_origin_goes_when_the_unit_is_decided_but_for_what_a_person_wrote_there() -> None:
    near = replace(STRESS, text="Stress the importance of discouraging all demand;")
    before = updated(begun(), near, memory=memory_of(*KNOWN))
    (note,) = next(iter(before)).comments
    for comment in (note, f"{note} good", note.replace("93", "94")):
        decided = edited(before, near.text, flags=(), previous=None, comments=(comment,))
        assert comments(updated(decided, near)) == (() if comment == note else (comment,))


def test_memory_is_asked_for_only_where_something_is_missing() -> None:
    assert not any(map(is_open, update_catalog(CATALOG, [STRESS, RECALL], HEADER).catalog))
    assert any(map(is_open, update_catalog(CATALOG, [STRESS, RECALL, DECIDE], HEADER).catalog))


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.tuples(messages(), typings()), min_size=1, max_size=4), messages(), st.lists(sources(), max_size=3))
def test_nothing_typed_is_lost(
    rounds: list[tuple[list[Message], list[Typed]]], last: list[Message], known: list[tuple[str, str]]
) -> None:
    offered = [Earlier(f"A-1-1:{context}", text, f"memory of {text}") for context, text in known]
    catalog = begun()
    for number, (texts, changes) in enumerate(rounds):
        before = typed(updated(catalog, *texts, memory=memory_of(*offered)), changes, by=f"{number}.")
        after = checked(updated(before, *last, memory=memory_of(*offered)))
        copies = {one.translation for one in offered}
        assert not [text for text in everything_typed(before) - copies if not is_kept(text, after)]
        assert [(entry.context, entry.text, entry.plural) for entry in after] == [
            (m.context, m.text, m.plural) for m in last
        ]
        for entry in after:
            if entry.state == "translated":  # nothing comes in unseen
                known = before.find(*entry.key) or next(one for one in before.obsolete if one.key == entry.key)
                assert (known.translations, known.state) == (entry.translations, "translated")
        catalog = before


@pytest.mark.slow
@settings(max_examples=12)
@given(messages(), typings(), messages())
def test_an_update_without_a_change_writes_nothing(
    tmp_path_factory: pytest.TempPathFactory, first: list[Message], changes: list[Typed], second: list[Message]
) -> None:
    path = tmp_path_factory.mktemp("locales") / "a.po"
    before = replace(typed(updated(begun(), *first), changes), original=None)
    assert write_catalog(path, update_catalog(before, second, HEADER).catalog)
    content = path.read_bytes()
    for _ in range(2):
        assert not write_catalog(path, update_catalog(read_catalog(path), second, HEADER).catalog)
    assert path.read_bytes() == content
