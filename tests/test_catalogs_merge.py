"""Merging: every text finds its translation, and nothing that anybody typed is lost."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixfold.catalogs import (
    Catalog,
    Correction,
    Domain,
    Entry,
    Merged,
    Previous,
    counts,
    merge,
    new_catalog,
    read_catalog,
    render,
)
from sixfold.catalogs.syntax import escape
from sixfold.messages import Message

FRENCH = Domain("Sixfold A/1/1", "A/1/1: a letter", "https://example.org/", "2011-10-04")

Unit = tuple[str, str, str]  # context, text, translation


def messages(*units: tuple[str, str]) -> list[Message]:
    return [Message(context, text, f"about {context}", "seeds/a.yaml") for context, text in units]


def catalog_of(*units: Unit) -> Catalog:
    """Return a French catalog with these units translated, as it stands after a first merge."""
    catalog = merge(new_catalog("fr", FRENCH), messages(*((context, text) for context, text, _ in units))).catalog
    return typed(catalog, {(context, text): translation for context, text, translation in units})


def typed(catalog: Catalog, translations: dict[tuple[str, str], str], **fields: object) -> Catalog:
    """Return the catalog after a translator typed these translations (and set these fields)."""
    entries = (
        entry.changed(translations=(translations[entry.context or "", entry.text],), **fields)
        if (entry.context or "", entry.text) in translations
        else entry
        for entry in catalog.entries
    )
    return replace(catalog, entries=tuple(entries))


def shown(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    """Return context, text, translation and state of every entry, obsolete ones included."""
    return [
        (entry.context or "", entry.text, entry.translation, "obsolete" if entry.is_obsolete else entry.state)
        for entry in catalog.entries
        if entry.key != (None, "")
    ]


def entry_of(merged: Merged, context: str) -> Entry:
    return next(entry for entry in merged.catalog if entry.context == context)


def test_exact_text_in_the_same_context_stays() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", "Soulignons"))
    merged = merge(before, messages(("a.op.1", "Recall"), ("a.op.2", "Stress")))
    assert merged.catalog == before
    assert (merged.kept, merged.counts["kept"]) == (("a.op.1", "a.op.2"), 2)


def test_paragraph_inserted_in_the_middle_moves_the_rest_with_its_text() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", "Soulignons"), ("a.op.3", "End", "Fin"))
    merged = merge(before, messages(("a.op.1", "Recall"), ("a.op.2", "Note"), ("a.op.3", "Stress"), ("a.op.4", "End")))
    assert shown(merged.catalog) == [
        ("a.op.1", "Recall", "Rappelons", "translated"),
        ("a.op.2", "Note", "", "missing"),
        ("a.op.3", "Stress", "Soulignons", "translated"),
        ("a.op.4", "End", "Fin", "translated"),
    ]
    assert (merged.kept, merged.new, merged.moved) == (("a.op.1",), ("a.op.2",), ("a.op.3", "a.op.4"))


def test_two_paragraphs_swapped_take_their_translations_with_them() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", "Soulignons"))
    merged = merge(before, messages(("a.op.1", "Stress"), ("a.op.2", "Recall")))
    assert shown(merged.catalog) == [
        ("a.op.1", "Stress", "Soulignons", "translated"),
        ("a.op.2", "Recall", "Rappelons", "translated"),
    ]


def test_paragraph_removed_and_later_brought_back_is_translated_again() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", "Soulignons"))
    without = merge(before, messages(("a.op.1", "Stress")))
    assert shown(without.catalog) == [
        ("a.op.1", "Stress", "Soulignons", "translated"),
        ("a.op.1", "Recall", "Rappelons", "obsolete"),
    ]
    assert without.obsoleted == ("a.op.1",)
    back = merge(without.catalog, messages(("a.op.1", "Recall"), ("a.op.2", "Stress")))
    assert back.catalog == before
    assert (back.revived, back.moved) == (("a.op.1",), ("a.op.2",))


def test_paragraph_brought_back_elsewhere_is_translated_again() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"))
    back = merge(merge(before, []).catalog, messages(("b.op.7", "Recall")))
    assert shown(back.catalog) == [("b.op.7", "Recall", "Rappelons", "translated")]


def test_text_reworded_in_its_context_becomes_fuzzy_with_the_previous_source() -> None:
    merged = merge(catalog_of(("a.op.1", "Recall", "Rappelons")), messages(("a.op.1", "Wholly other words")))
    entry = entry_of(merged, "a.op.1")
    assert (entry.translation, entry.state) == ("Rappelons", "fuzzy")
    assert entry.previous == Previous("a.op.1", "Recall")
    assert merged.fuzzied == ("a.op.1",)


def test_text_in_a_context_that_was_empty_for_a_while_takes_only_a_near_translation() -> None:
    gone = merge(catalog_of(("a.op.1", "Recall the declaration", "Rappelons")), []).catalog
    assert merge(gone, messages(("a.op.1", "Wholly other words"))).new == ("a.op.1",)
    assert merge(gone, messages(("a.op.1", "Recall the declarations"))).fuzzied == ("a.op.1",)


def test_text_that_returns_to_its_previous_source_is_no_longer_fuzzy() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"))
    reworded = merge(before, messages(("a.op.1", "Recall it")))
    again = merge(reworded.catalog, messages(("a.op.1", "Recall this")))
    assert entry_of(again, "a.op.1").previous == Previous("a.op.1", "Recall")  # the first: what it was made for
    back = merge(again.catalog, messages(("a.op.1", "Recall")))
    assert back.catalog == before
    assert back.returned == ("a.op.1",)


def test_text_that_returns_in_another_context_is_no_longer_fuzzy() -> None:
    reworded = merge(catalog_of(("a.op.1", "Recall", "Rappelons")), messages(("a.op.1", "Recall it")))
    back = merge(reworded.catalog, messages(("a.op.1", "New"), ("a.op.2", "Recall")))
    assert shown(back.catalog) == [
        ("a.op.1", "New", "", "missing"),
        ("a.op.2", "Recall", "Rappelons", "translated"),
    ]


def test_translator_s_own_doubt_survives_a_source_that_changes_and_returns() -> None:
    before = typed(catalog_of(("a.op.1", "Recall", "")), {("a.op.1", "Recall"): "Rappelons"}, flags=("fuzzy",))
    reworded = merge(before, messages(("a.op.1", "Recall it")))
    assert entry_of(reworded, "a.op.1").comments == (" sixfold: fuzzy already before its source changed",)
    assert merge(reworded.catalog, messages(("a.op.1", "Recall"))).catalog == before


def test_inserted_and_reworded_at_once_each_text_finds_its_own() -> None:
    text = "Stress the need for a comprehensive system"
    before = catalog_of(("a.op.1", text, "Soulignons"), ("a.op.2", "Recall", "Rappelons"))
    merged = merge(before, messages(("a.op.1", "New words"), ("a.op.2", f"{text} now"), ("a.op.3", "Recall")))
    assert shown(merged.catalog) == [
        ("a.op.1", "New words", "", "missing"),
        ("a.op.2", f"{text} now", "Soulignons", "fuzzy"),
        ("a.op.3", "Recall", "Rappelons", "translated"),
    ]


def test_near_text_helps_only_in_the_same_role() -> None:
    text = "Stress the need for a comprehensive system"
    before = merge(catalog_of(("a.op.1", text, "Soulignons")), []).catalog
    near = merge(before, messages(("b.op.7", f"{text} now"), ("b.note.1", f"{text} then")))
    assert shown(near.catalog) == [
        ("b.op.7", f"{text} now", "Soulignons", "fuzzy"),
        ("b.note.1", f"{text} then", "", "missing"),
    ]
    assert entry_of(near, "b.op.7").previous == Previous("a.op.1", text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("one two three six seven", "fuzzy"),  # 3 of 5 words alike: ratio 0.6
        ("one two three six seven eight", "missing"),  # 2 × 3 of 5 + 6 words: ratio 0.55
    ],
)
def test_near_begins_at_six_tenths(text: str, state: str) -> None:
    before = merge(catalog_of(("a.op.1", "one two three four five", "t")), []).catalog
    assert entry_of(merge(before, messages(("a.op.2", text))), "a.op.2").state == state


def test_text_whose_own_context_still_has_it_fills_the_other_as_fuzzy() -> None:
    before = catalog_of(("a.cell.1", "Total", "Ensemble"))
    merged = merge(before, messages(("a.cell.1", "Total"), ("a.cell.2", "Total")))
    entry = entry_of(merged, "a.cell.2")
    assert (entry.translation, entry.state, entry.previous) == ("Ensemble", "fuzzy", None)
    assert entry.comments == (" sixfold: same text as a.cell.1",)
    assert (merged.kept, merged.fuzzied) == (("a.cell.1",), ("a.cell.2",))


def test_comment_of_a_filled_entry_goes_when_the_translator_has_decided() -> None:
    merged = merge(
        catalog_of(("a.cell.1", "Total", "Ensemble")), messages(("a.cell.1", "Total"), ("a.cell.2", "Total"))
    )
    decided = typed(merged.catalog, {("a.cell.2", "Total"): "Total"}, flags=())
    entry = entry_of(merge(decided, messages(("a.cell.1", "Total"), ("a.cell.2", "Total"))), "a.cell.2")
    assert (entry.translation, entry.state, entry.comments) == ("Total", "translated", ())


def test_what_a_translator_added_to_a_comment_of_ours_stays() -> None:
    remark = " sixfold: same text as a.cell.1, but feminine here"
    before = typed(catalog_of(("a.cell.2", "Total", "")), {("a.cell.2", "Total"): "Somme"}, comments=(remark,))
    assert entry_of(merge(before, messages(("a.cell.2", "Total"))), "a.cell.2").comments == (remark,)


def test_two_contexts_with_the_same_text_keep_their_own_translations() -> None:
    before = catalog_of(("a.p.1", "Total", "Ensemble"), ("a.cell.1", "Total", "Somme"))
    merged = merge(before, messages(("a.p.1", "New"), ("a.p.2", "Total"), ("a.cell.1", "New"), ("a.cell.2", "Total")))
    assert shown(merged.catalog) == [
        ("a.p.1", "New", "", "missing"),
        ("a.p.2", "Total", "Ensemble", "translated"),
        ("a.cell.1", "New", "", "missing"),
        ("a.cell.2", "Total", "Somme", "translated"),
    ]


def test_same_text_stays_in_its_role_when_the_roles_change_places() -> None:
    before = catalog_of(("a.p.1", "Total", "Ensemble"), ("a.cell.1", "Total", "Somme"))
    merged = merge(before, messages(("b.cell.2", "Total"), ("b.p.2", "Total")))
    assert [(context, translation) for context, _, translation, _ in shown(merged.catalog)] == [
        ("b.cell.2", "Somme"),
        ("b.p.2", "Ensemble"),
    ]


def test_text_that_returns_in_its_context_takes_its_own_translation_first() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"), ("a.op.2", "Stress", "Soulignons"))
    reworded = merge(before, messages(("a.op.1", "Recall it"), ("a.op.2", "Stress"))).catalog
    both = merge(reworded, messages(("a.op.1", "Recall it"), ("a.op.2", "Recall"))).catalog
    other = typed(both, {("a.op.2", "Recall"): "Rappelant"}, flags=(), previous=None)
    back = merge(other, messages(("a.op.1", "Recall")))
    assert shown(back.catalog)[0] == ("a.op.1", "Recall", "Rappelons", "translated")


def test_entry_left_empty_gets_no_guesses_later() -> None:
    both = messages(("a.cell.1", "Total sum"), ("a.cell.2", "Total sum"))
    filled = merge(catalog_of(("a.cell.1", "Total sum", "Ensemble")), both).catalog
    second = filled.find("a.cell.2", "Total sum")
    emptied = second.changed(translations=("",), flags=(), comments=()) if second else None
    cleared = replace(filled, entries=tuple(emptied if old is second and emptied else old for old in filled.entries))
    assert merge(cleared, both).catalog == cleared
    near = catalog_of(("a.op.1", "Recall it all", "Rappelons"), ("a.op.2", "Recall it", ""))
    assert shown(merge(near, messages(("a.op.2", "Recall it"))).catalog)[0] == ("a.op.2", "Recall it", "", "missing")


def test_same_text_obsolete_twice_keeps_both_translations() -> None:
    before = catalog_of(("a.p.1", "Total", "Ensemble"), ("a.p.2", "Total", "Somme"))
    gone = merge(before, [])
    assert shown(gone.catalog) == [("a.p.1", "Total", "Ensemble", "obsolete"), ("a.p.2", "Total", "Somme", "obsolete")]
    assert merge(gone.catalog, messages(("a.p.1", "Total"), ("a.p.2", "Total"))).catalog == before


def test_second_obsolete_entry_of_one_context_and_text_becomes_a_comment() -> None:
    """No catalog that msgfmt reads holds both; one put together in memory may."""
    before = catalog_of(("a.p.1", "Total", "Somme"))
    older = Entry("a.p.1", "Total", ("Ensemble\n«»",), comments=(" old",), is_obsolete=True)
    merged = merge(replace(before, entries=(*before.entries, older)), [])
    assert [(entry.translation, entry.comments) for entry in merged.catalog.obsolete] == [
        ("Somme", (" old", " earlier: Ensemble\\n«»"))
    ]
    beside = merge(replace(before, entries=(*before.entries, older)), messages(("a.p.1", "Total")))
    assert entry_of(beside, "a.p.1").comments == (" old", " earlier: Ensemble\\n«»")


def test_hand_edited_comment_and_flags_go_with_the_translation() -> None:
    before = typed(
        catalog_of(("a.op.1", "Recall", "")),
        {("a.op.1", "Recall"): "Rappelons"},
        comments=(" checked with DGACM", "#odd"),
        flags=("no-wrap", "house-style"),
    )
    reworded = entry_of(merge(before, messages(("a.op.1", "Recall it"))), "a.op.1")
    assert (reworded.comments, reworded.flags) == ((" checked with DGACM", "#odd"), ("fuzzy", "no-wrap", "house-style"))
    gone = merge(before, []).catalog
    assert gone.obsolete[0].comments == (" checked with DGACM", "#odd")
    assert merge(gone, messages(("a.op.1", "Recall"))).catalog == before


def test_comment_beside_an_empty_translation_is_not_lost_either() -> None:
    before = typed(catalog_of(("a.op.1", "Recall", "")), {("a.op.1", "Recall"): ""}, comments=(" ask Geneva",))
    reworded = merge(before, messages(("a.op.1", "Other")))
    assert (entry_of(reworded, "a.op.1").comments, entry_of(reworded, "a.op.1").state) == ((" ask Geneva",), "missing")
    assert [entry.comments for entry in merge(before, []).catalog.obsolete] == [(" ask Geneva",)]
    moved = merge(before, messages(("a.op.1", "New"), ("a.op.2", "Recall")))
    assert (entry_of(moved, "a.op.1").comments, entry_of(moved, "a.op.2").comments) == ((), (" ask Geneva",))


def test_empty_entry_takes_a_translation_that_lost_its_place_and_keeps_its_comment() -> None:
    before = catalog_of(("a.p.1", "Total", ""), ("a.p.2", "Total", "Somme"))
    before = typed(before, {("a.p.1", "Total"): ""}, comments=(" ask",))
    merged = merge(before, messages(("a.p.1", "Total")))
    assert shown(merged.catalog) == [("a.p.1", "Total", "Somme", "translated")]
    assert entry_of(merged, "a.p.1").comments == (" ask",)


def test_empty_translation_is_never_kept_as_obsolete() -> None:
    before = catalog_of(("a.op.1", "Recall", ""), ("a.op.2", "Stress", " \n"))
    assert shown(merge(before, []).catalog) == []


def test_extracted_comment_and_place_are_refreshed() -> None:
    before = catalog_of(("a.op.1", "Recall", "Rappelons"))
    entry = entry_of(merge(before, [Message("a.op.1", "Recall", "first\nsecond", "seeds/b.yaml")]), "a.op.1")
    assert (entry.extracted, entry.places) == (("first", "second"), ("seeds/b.yaml",))


def test_entries_stand_in_the_order_of_the_messages_and_obsolete_ones_last() -> None:
    before = catalog_of(("a.op.1", "A", "a"), ("a.op.2", "B", "b"), ("a.op.3", "C", "c"))
    before = merge(before, messages(("a.op.1", "A"), ("a.op.3", "C"))).catalog
    merged = merge(before, messages(("a.op.3", "C")))
    assert [text for _, text, _, _ in shown(merged.catalog)] == ["C", "B", "A"]  # B was obsolete before


def test_message_named_twice_is_one_entry() -> None:
    assert len(shown(catalog_of(("a.op.1", "A", "a"), ("a.op.1", "A", "a")))) == 1


def test_header_is_not_touched() -> None:
    before = new_catalog("fr", FRENCH)
    assert merge(before, messages(("a.op.1", "A"))).catalog.header_entry is before.header_entry


TYPO, RIGHT = "Recal the declaration", "Recall the declaration"
NOTE = " sixfold: editorial change of 2011-10-04, before: Recal the declaration"


def corrected(before: Catalog, *wanted: tuple[str, str]) -> Merged:
    """Return the merged catalog, where the author calls the change of every text editorial."""
    return merge(before, messages(*wanted), Correction(frozenset(context for context, _ in wanted), "2011-10-04"))


def test_editorial_change_leaves_the_translation_valid_and_is_noted() -> None:
    merged = corrected(catalog_of(("a.op.1", TYPO, "Rappelons")), ("a.op.1", RIGHT))
    entry = entry_of(merged, "a.op.1")
    assert (entry.text, entry.translation, entry.state, entry.previous) == (RIGHT, "Rappelons", "translated", None)
    assert entry.comments == (NOTE,)
    assert (merged.corrected, merged.fuzzied) == (("a.op.1",), ())
    again = corrected(merged.catalog, ("a.op.1", RIGHT))
    assert (render(again.catalog), again.corrected) == (render(merged.catalog), ())


def test_change_may_be_called_editorial_after_an_update_has_made_it_fuzzy() -> None:
    fuzzied = merge(catalog_of(("a.op.1", TYPO, "Rappelons")), messages(("a.op.1", RIGHT))).catalog
    entry = entry_of(corrected(fuzzied, ("a.op.1", RIGHT)), "a.op.1")
    assert (entry.state, entry.previous, entry.comments) == ("translated", None, (NOTE,))


def test_editorial_change_of_a_fuzzy_text_leaves_it_fuzzy_with_its_first_source() -> None:
    fuzzied = merge(catalog_of(("a.op.1", "Recall it all", "Rappelons")), messages(("a.op.1", TYPO))).catalog
    entry = entry_of(corrected(fuzzied, ("a.op.1", RIGHT)), "a.op.1")
    assert (entry.state, entry.previous) == ("fuzzy", Previous("a.op.1", "Recall it all"))
    assert entry.comments == (NOTE,)


def test_editorial_change_follows_a_text_that_moved() -> None:
    merged = corrected(catalog_of(("a.op.1", TYPO, "Rappelons")), ("a.op.1", "Note"), ("a.op.2", RIGHT))
    assert shown(merged.catalog) == [("a.op.1", "Note", "", "missing"), ("a.op.2", RIGHT, "Rappelons", "translated")]


def test_text_that_had_left_the_document_is_not_what_was_corrected() -> None:
    before = catalog_of(("a.op.1", "Recall Recall and so on", "Rappelons deux fois"), ("a.op.2", "Recall", "Rappelons"))
    gone = merge(before, messages(("a.op.1", "Recall"))).catalog
    entry = entry_of(corrected(gone, ("a.op.1", "Recall and so on")), "a.op.1")
    assert (entry.translation, entry.state) == ("Rappelons deux fois", "fuzzy")  # near, but made for another text


def test_new_sentence_is_no_editorial_change() -> None:
    merged = corrected(catalog_of(("a.op.1", TYPO, "Rappelons")), ("a.op.1", "Expresses its gratitude to donors"))
    assert (merged.overdone, merged.corrected, entry_of(merged, "a.op.1").state) == (("a.op.1",), (), "fuzzy")


def test_former_text_of_a_seed_keeps_the_translation_until_the_text_changes_again() -> None:
    message = Message("a.op.1", RIGHT, formerly=TYPO)
    merged = merge(catalog_of(("a.op.1", TYPO, "Rappelons")), [message])
    assert (entry_of(merged, "a.op.1").state, merged.corrected) == ("translated", ("a.op.1",))
    assert merge(merged.catalog, [message]).kept == ("a.op.1",)
    later = merge(merged.catalog, [replace(message, text=f"{RIGHT} of 2011")])
    assert (entry_of(later, "a.op.1").state, later.corrected) == ("fuzzy", ())


def test_former_text_finds_its_translation_wherever_it_stands() -> None:
    message = Message("a.op.2", RIGHT, formerly=TYPO)
    gone = merge(catalog_of(("a.op.1", TYPO, "Rappelons")), []).catalog
    assert entry_of(merge(gone, [message]), "a.op.2").state == "translated"
    fuzzied = merge(catalog_of(("a.op.1", TYPO, "Rappelons")), messages(("a.op.1", RIGHT))).catalog
    assert entry_of(merge(fuzzied, [message]), "a.op.2").state == "translated"
    doubted = typed(catalog_of(("a.op.1", TYPO, "")), {("a.op.1", TYPO): "Rappelons"}, flags=("fuzzy",))
    assert entry_of(merge(doubted, [message]), "a.op.2").state == "fuzzy"  # the translator's own doubt


def plural(text: str, plural: str | None) -> Message:
    return Message("draft.line", text, plural=plural)


def test_new_plural_has_as_many_forms_as_the_language() -> None:
    arabic = merge(new_catalog("ar", FRENCH), [plural("{n} draft", "{n} drafts")])
    assert entry_of(arabic, "draft.line").translations == ("",) * 6
    chinese = merge(new_catalog("zh", FRENCH), [plural("{n} draft", "{n} drafts")])
    assert entry_of(chinese, "draft.line").translations == ("",)


def test_plural_that_changes_is_fuzzy_until_it_returns() -> None:
    before = merge(new_catalog("fr", FRENCH), [plural("{n} page", "{n} pages")]).catalog
    entries = tuple(e.changed(translations=("f", "ff")) if e.plural else e for e in before.entries)
    before = replace(before, entries=entries)
    changed = merge(before, [plural("{n} page", "{n} leaves")])
    entry = entry_of(changed, "draft.line")
    assert (entry.state, entry.previous) == ("fuzzy", Previous("draft.line", "{n} page", "{n} pages"))
    assert merge(changed.catalog, [plural("{n} page", "{n} pages")]).catalog == before


def test_plural_that_becomes_singular_keeps_the_forms_it_loses_in_comments() -> None:
    before = merge(new_catalog("fr", FRENCH), [plural("{n} page", "{n} pages")]).catalog
    entries = tuple(e.changed(translations=("f", "ff")) if e.plural else e for e in before.entries)
    entry = entry_of(merge(replace(before, entries=entries), [plural("{n} page", None)]), "draft.line")
    assert (entry.translations, entry.state, entry.comments) == (("f",), "fuzzy", (" earlier: ff",))


def test_counts_say_messages_and_words() -> None:
    catalog = catalog_of(("a.op.1", "<em>Recall</em> two words", "t"), ("a.op.2", "Old", "t"))
    wanted = messages(("a.op.1", "<em>Recall</em> two words"), ("a.op.2", "New text"), ("a.op.3", "More"))
    merged = merge(catalog, wanted).catalog
    count = counts(merged, wanted)
    assert (count.translated, count.fuzzy, count.missing) == (1, 1, 1)
    assert (count.words_translated, count.words) == (3, 6)  # 3 of 3 + 2 + 1
    assert counts(None, wanted).missing == 3


# Laws: any sequence of an author's edits, with a translator at work in between.

WORDS = ("Recall", "Stress", "the", "system", "of 2011", "«Note»", 'a "b"', "中文", "line\nbreak")


@dataclass
class Story:
    """A document and its catalog, and what was typed: each translation → the texts it was made or confirmed for.

    `names` are the ids that an author gave, `formerly` the text that one was corrected from.
    """

    texts: list[str]
    catalog: Catalog = field(default_factory=lambda: new_catalog("fr", FRENCH))
    made_for: dict[str, set[str]] = field(default_factory=dict)
    comments: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    formerly: dict[str, str] = field(default_factory=dict)
    author: str = ""

    @property
    def messages(self) -> list[Message]:
        kinds = ("op", "p", "note")
        places = (f"a.{kinds[n % 3]}.{self.names.get(text, n // 3 + 1)}" for n, text in enumerate(self.texts))
        named = messages(*zip(places, self.texts, strict=True))
        named = [replace(message, formerly=self.formerly.get(message.text)) for message in named]
        return [replace(m, plural=f"{m.text}s") if m.text.endswith("system") else m for m in named]

    def merge(self) -> None:
        self.catalog = merge(self.catalog, self.messages).catalog

    def correct(self, number: int, how: str) -> None:
        """Let the author correct one text, and say so in the seed or at the update."""
        old = self.texts[number]
        if how == "formerly":
            self.texts[number] = f"{old} x"
            self.formerly[f"{old} x"] = old
            return
        self.merge()
        self.texts[number] = f"{old} and so on"
        context = self.messages[number].context
        merged = merge(self.catalog, self.messages, Correction(frozenset({context}), "2011-10-04"))
        self.catalog = merged.catalog
        if context in merged.corrected:
            for form, made in self.made_for.items():
                made.update({self.texts[number]} if self.is_made_for(form, old) else ())

    def is_made_for(self, form: str, text: str) -> bool:
        while text not in self.made_for[form]:
            if text not in self.formerly:
                return False
            text = self.formerly[text]
        return True

    def edit(self, number: int, what: str) -> None:
        """Let the translator work on one entry: translate it where that is missing, comment, doubt or confirm it."""
        entries = list(self.catalog)
        if not entries:
            return
        entry = entries[number % len(entries)]
        changed = entry
        if what == "comment":
            comment = f" comment {self.author}{len(self.comments)}"
            self.comments.add(comment)
            changed = entry.changed(comments=(*entry.comments, comment))
        elif what == "doubt" and entry.state == "translated":
            changed = entry.changed(flags=("fuzzy", *entry.flags))
        elif what == "confirm" and entry.state == "fuzzy":
            for form in entry.translations:
                self.made_for[form].add(entry.text)
            changed = entry.changed(flags=(), previous=None)
        elif what == "translate" and entry.state == "missing":
            translation = f'traduction «{self.author}{len(self.made_for)}» "\\'
            self.made_for[translation] = {entry.text}
            forms = (form if form.strip() else translation for form in entry.translations)
            changed = entry.changed(translations=tuple(forms))
        after = tuple(changed if old is entry else old for old in self.catalog.entries)
        self.catalog = replace(self.catalog, entries=after)


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
numbers = st.integers(0, 20)
edits = st.one_of(
    st.tuples(st.just("insert"), numbers, texts),
    st.tuples(st.just("remove"), numbers, texts),
    st.tuples(st.just("reword"), numbers, texts),
    st.tuples(st.just("move"), numbers, numbers),
    st.tuples(st.just("repeat"), numbers, numbers),
    st.tuples(st.sampled_from(["translate", "comment", "doubt", "confirm"]), numbers, texts),
    st.tuples(st.sampled_from(["rename", "correct", "formerly"]), numbers, texts),
    st.tuples(st.just("merge"), numbers, texts),
)


def tell(story: Story, edit: tuple[str, int, object]) -> None:
    """Apply one edit of the author or the translator."""
    what, number, other = edit
    size = max(len(story.texts), 1)
    if what == "insert":
        story.texts.insert(number % size, str(other))
    elif what == "merge":
        story.merge()
    elif what in {"translate", "comment", "doubt", "confirm"}:
        story.edit(number, what)
    elif story.texts and what in {"correct", "formerly"}:
        story.correct(number % size, what)
    elif story.texts and what == "rename":
        story.names[story.texts[number % size]] = f"id-{number}"
    elif story.texts and what == "remove":
        story.texts.pop(number % size)
    elif story.texts and what == "reword":
        story.texts[number % size] = str(other)
    elif story.texts:
        text = story.texts[number % size] if what == "repeat" else story.texts.pop(number % size)
        story.texts.insert(int(str(other)) % size, text)


stories = st.builds(
    lambda first, steps: (first, steps), st.lists(texts, max_size=6), st.lists(edits, min_size=3, max_size=25)
)


def told(start: tuple[list[str], list[tuple[str, int, object]]]) -> Story:
    """Return the story at its end: a full translation in the beginning, a merge at the end."""
    story = Story(list(start[0]))
    story.merge()
    for number in range(len(story.texts)):
        story.edit(number, "translate")
    for edit in start[1]:
        tell(story, edit)
    story.merge()
    return story


@settings(max_examples=250, deadline=None)
@given(stories)
def test_nothing_typed_is_ever_lost(start: tuple[list[str], list[tuple[str, int, object]]]) -> None:
    story = told(start)
    kept = {form for entry in story.catalog.entries for form in entry.translations}
    earlier = {comment for entry in story.catalog.entries for comment in entry.comments}
    assert {form for form in story.made_for if f" earlier: {escape(form)}" not in earlier} <= kept
    assert story.comments <= {comment for entry in story.catalog.entries for comment in entry.comments}


@settings(max_examples=250, deadline=None)
@given(stories)
def test_no_translation_stands_unfuzzied_beside_a_text_it_was_not_made_for(
    start: tuple[list[str], list[tuple[str, int, object]]],
) -> None:
    story = told(start)
    for entry in story.catalog:
        if entry.state == "translated":
            assert all(story.is_made_for(form, entry.text) for form in entry.translations)
        elif entry.state == "fuzzy":
            previous = entry.previous.text if entry.previous else entry.text
            assert any(story.is_made_for(form, previous) for form in entry.translations)


@settings(max_examples=250, deadline=None)
@given(stories)
def test_merging_twice_changes_nothing(start: tuple[list[str], list[tuple[str, int, object]]]) -> None:
    story = told(start)
    assert render(merge(story.catalog, story.messages).catalog) == render(story.catalog)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories)
def test_merged_catalog_reads_back_as_it_was_written(
    tmp_path: Path, start: tuple[list[str], list[tuple[str, int, object]]]
) -> None:
    story = told(start)
    path = tmp_path / "a.po"
    path.write_bytes(render(story.catalog))
    assert read_catalog(path).entries == story.catalog.entries


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@settings(max_examples=40, deadline=None)
@given(stories)
def test_msgfmt_accepts_every_merged_catalog(start: tuple[list[str], list[tuple[str, int, object]]]) -> None:
    content = render(told(start).catalog)
    run = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "-"], input=content, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
