"""An id that an author gives, and a reference that names its place anew, leave the translations valid; a drifting one is told."""

from __future__ import annotations

from dataclasses import replace

from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.updating import Updated, update_catalog
from support.made_up_catalogs import HEADER, begun, saved


def message(address: str, text: str, context: str = "report.p") -> Message:
    return Message(context, text, f"{address}: in words", "seeds/a.yaml", address=address)


def catalog(**translations: str) -> Catalog:
    """Return a catalog whose units, `report.p`, have been updated once: source text and translation."""
    messages = [message(f"report.p.{n}", text) for n, text in enumerate(translations, 1)]
    entries = (*begun().entries, *(Entry("report.p", text, (form,)) for text, form in translations.items()))
    return saved(update_catalog(replace(begun(), entries=entries), messages, HEADER).catalog)


def states(updated: Updated) -> list[tuple[str, str, str]]:
    return [(str(entry.context), entry.translation, entry.state) for entry in updated.catalog]


def test_a_text_that_gets_an_id_keeps_its_translation() -> None:
    updated = update_catalog(catalog(Foo="Eins", Bar="Zwei"), [
        message("report.p.foo", "Foo", "report.p.foo"), message("report.p.2", "Bar"),
    ], HEADER)  # fmt: skip
    assert states(updated) == [("report.p.foo", "Eins", "translated"), ("report.p", "Zwei", "translated")]
    assert updated.counts()["with another id or reference"] == 1


def test_a_text_with_another_id_or_another_word_is_looked_at() -> None:
    before = replace(begun(), entries=(*begun().entries, Entry("report.p.foo", "Foo bars", ("Eins",))))
    for changed in (message("report.p.bar", "Foo bars", "report.p.bar"), message("report.p.foo", "Foo bar", "report.p.foo")):
        assert states(update_catalog(before, [changed], HEADER))[0][1:] == ("Eins", "fuzzy")


def test_a_reference_of_the_same_kind_is_named_anew_in_the_translation() -> None:
    others = [message("report.p.foo", "Foo", "report.p.foo")]
    for before, after, form, expected in (
        ("report.p.3", "report.p.4", "<ref>{}</ref>", "translated"),
        ("report.p.3", "report.p.4", '<ref form="number">{}</ref>', "translated"),
        ("report.p.3–report.p.5, report.p.9.a", "report.p.4–report.p.6, foo", "<ref>{}</ref>", "translated"),
        ("report.p.3", "foo", "<ref>{}</ref>", "translated"),
        ("report.p.3", "report.heading.4", "<ref>{}</ref>", "fuzzy"),  # a section, no paragraph: the words round it may not fit
        ("report.p.3", "report.p.3, report.p.4", "<ref>{}</ref>", "fuzzy"),
    ):
        known = catalog(**{f"see <ref>{before}</ref> now": f"jetzt {form.format(before)}"})
        updated = update_catalog(known, [message("report.p.1", f"see <ref>{after}</ref> now"), *others], HEADER)
        named = after if expected == "translated" else before
        assert states(updated)[0][1:] == (f"jetzt {form.format(named)}", expected)


def test_two_texts_that_differ_in_their_references_alone_are_not_taken_for_one_another() -> None:
    tags = [f"<ref>report.p.{n}</ref>" for n in (3, 4)]
    known = catalog(**{f"see {tag}": f"A {tag}" for tag in tags})
    texts = [message(f"report.p.{n}", f"see <ref>report.p.{n + 4}</ref>") for n in (1, 2)]
    assert [state for *_, state in states(update_catalog(known, texts, HEADER))] == ["fuzzy", "fuzzy"]


def test_a_reference_by_position_that_names_another_text_since_is_told() -> None:
    known = catalog(**{"Foo": "Eins", "see <ref>report.p.1</ref>": "A <ref>report.p.1</ref>"})
    moved = [message("report.p.1", "New"), message("report.p.2", "Foo"), message("report.p.3", "see <ref>report.p.1</ref>")]
    told = "report.p.3 refers to report.p.1, and what stood there is report.p.2 now: give it an id, and name that"
    assert told in update_catalog(known, moved, HEADER).changes
    unmoved = [message("report.p.1", "Foo"), message("report.p.2", "New"), message("report.p.3", "see <ref>report.p.1</ref>")]
    assert not any("refers to" in change for change in update_catalog(known, unmoved, HEADER).changes)
