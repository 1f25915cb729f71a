"""What `<ref>` names, what is printed for it in each language and place, and what of it is refused, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.catalogs.inline import plain
from sixfold.document.cross_references import print_references
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.units import name_texts, texts
from sixfold.errors import SeedError

HEAD = "symbol: A/67/1\norgan: general-assembly\ndate: 2012-11-15\njob: 12-00001\nparts:\n"
#: A report with sections, paragraphs and a note, and two annexes.
BODY = """\
- report:
    titles: [Foo]
    body:
    - chapter: Foo
    - section: {text: Bar, id: bar}
    - numbered: [First, Second]
    - preambular: [Unnumbered]
    - numbered:
      - text: Third
        number: 52
        items: [a, {text: b, id: foo-b}]
      - {text: Fourth<fn>x</fn>, id: last}
    - list: [one, two]
    - lettered: [a, b]
    - TEXT
    notes: {x: Note}
- annex: {heading: Annex, body: [{operative: [Do, Go]}]}
- annex: {heading: Other, body: [foo]}
"""


def seed(text: str, body: str = BODY) -> str:
    return HEAD + body.replace("TEXT", repr(text))


def document(text: str, body: str = BODY) -> Document:
    return parse_seed(seed(text, body), Path("a.yaml"))


def printed(text: str) -> str:
    """Return what is printed of *text*, with the place that each piece leads to behind it: paragraph 3 [annex.op.3]."""
    found = next(one.text for one in texts(print_references(document(text))) if one.text.startswith("…"))
    return found.removeprefix("…").replace("\u00a0", " ")


def complaint(text: str, body: str = BODY) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(SeedError) as caught:
        document(text, body)
    return [(one.what, one.line, one.hint) for one in caught.value.problems]


#: What a reference names, and what is printed.
PRINTED = (
    ("report.p.1", '<ref to="report.p.1">paragraph 1</ref>'),
    ("report.p.3", '<ref to="report.p.3">paragraph 52</ref>'),  # the third of its kind; the seed gives it the number 52
    ("last", '<ref to="report.p.last">paragraph 53</ref>'),
    ("foo-b", '<ref to="report.p.3.foo-b">paragraph 52 (b)</ref>'),
    ("annex.op.2", '<ref to="annex.op.2">paragraph 2</ref>'),
    ("bar", '<ref to="report.heading.bar">section I.A</ref>'),
    ("report.heading.1", '<ref to="report.heading.1">section I</ref>'),
    ("report.item.2", '<ref to="report.item.2">item 2</ref>'),
    ("report.item.4", '<ref to="report.item.4">subparagraph (b)</ref>'),
    ("report.note.x", '<ref to="report.note.x">footnote 1</ref>'),
    ("annex-2", '<ref to="annex-2.heading.1">annex II</ref>'),
    (
        "report.p.1 – report.p.3, foo-b",
        'paragraphs <ref to="report.p.1">1</ref> to <ref to="report.p.3">52</ref> and <ref to="report.p.3.foo-b">52 (b)</ref>',
    ),
)


def test_a_reference_prints_what_its_place_has() -> None:
    assert {names: printed(f"…<ref>{names}</ref>") for names, _ in PRINTED} == dict(PRINTED)


def test_a_form_is_the_number_alone_or_the_abbreviation() -> None:
    assert printed('…<ref form="number">last</ref>') == '<ref to="report.p.last">53</ref>'
    assert printed("…<ref form='number'>last</ref>") == '<ref to="report.p.last">53</ref>'
    assert printed('…<ref form="short">last</ref>') == '<ref to="report.p.last">para. 53</ref>'


def test_a_sentence_begins_with_a_capital() -> None:
    for text, expected in (
        ("…It bars. <ref>last</ref> says", "Paragraph"), ("…See (A/67/1). <ref>last</ref> says", "Paragraph"),
        ("…“Foo bars.” <ref>last</ref> says", "Paragraph"), ("…cf. <ref>last</ref>", "paragraph"),
        ("…foo; <ref>last</ref>", "paragraph"), ("…(<ref>last</ref>)", "paragraph"),
    ):  # fmt: skip
        assert f">{expected} 53</ref>" in printed(text), text


@pytest.mark.parametrize(("text", "expected"), [
    ("(см. также <ref>t</ref>)", "таблицу 1"), ("Есть <ref>t</ref>.", "таблица 1"), ("См. <ref>last</ref>.", "пункт 53"),
    ("См. <ref form='short'>t</ref>.", "табл. 1"),
])  # fmt: skip
def test_in_russian_a_reference_behind_see_has_the_accusative(text: str, expected: str) -> None:
    table = "- table: {number: true, title: {text: Title, id: t}, columns: [a], rows: [[b]]}\n    - TEXT"
    in_russian = document("…" + text, BODY.replace("- TEXT", table)).model_copy(update={"language": "ru"})
    shown = [plain(one.text) for one in texts(print_references(name_texts(in_russian)))]
    found = next(one for one in shown if one.startswith("…")).replace("\u00a0", " ")
    assert expected in found


def test_a_text_begins_with_a_capital() -> None:
    found = print_references(document("<ref>bar, report.heading.1</ref> say"))
    assert any(one.text.startswith('Sections <ref to="report.heading.bar">I.A</ref>') for one in texts(found))


#: A reference to nothing, what is said of it, and the hint.
WRONG = (
    ("<ref>annex.op.22</ref>", "<ref> names annex.op.22, which isn’t there", "did you mean “annex.op.2”?"),
    ("<ref>report.p.4</ref>", "<ref> names report.p.4, which isn’t there", "the text there has an id: write <ref>last</ref>"),
    (
        "<ref>report.p.1-report.p.2</ref>", "<ref> names report.p.1-report.p.2, which isn’t there",
        "write an en dash, “–”, between the ends of a range",
    ),
    ("<ref>lats</ref>", "<ref> names lats, which isn’t there", "did you mean “last”?"),
    ("<ref>report.pp.1</ref>", "<ref> names report.pp.1, which has no number on the page", "name it in words"),
    ("<ref>last–report.p.1</ref>", "<ref> has a range that doesn’t rise, last–report.p.1", "write the lower number first"),
    ("<ref>last, bar</ref>", "<ref> names a paragraph and a section", "write a <ref> for each"),
    ("<ref>last, annex.op.1</ref>", "<ref> names places of several parts", "write a <ref> for each"),
    ('<ref to="x">last</ref>', "<ref> has no “to”", "write <ref>ADDRESS</ref>"),
)  # fmt: skip


def test_a_reference_to_nothing_is_an_error_with_its_line() -> None:
    told = {text: complaint(text) for text, *_ in WRONG}
    assert told == {text: [(what, 20, hint)] for text, what, hint in WRONG}  # the line of TEXT: 5 of the head, 15 of the body


def test_a_tag_that_is_none_is_refused() -> None:
    for text in ("<ref></ref>", '<ref form="loud">last</ref>', "<ref>la<em>st</em></ref>", "<ref>last", "<REF>last</REF>"):
        assert "<ref" in complaint(text)[0][0].lower(), text


def test_so_many_wrong_references_are_told_and_no_more() -> None:
    assert len(complaint(" ".join(f"<ref>no-{n}</ref>" for n in range(300)))) == 100


def test_the_bare_number_of_the_only_annex_is_refused() -> None:
    body = BODY.replace("- annex: {heading: Other, body: [foo]}\n", "")
    assert complaint('<ref form="number">annex</ref>', body)[0][0] == "<ref> names annex, which is the only one and has no number"


def test_an_id_of_two_texts_is_asked_for_by_its_address() -> None:
    body = BODY.replace("body: [foo]", "body: [{operative: [{text: Stop, id: last}]}]")
    assert complaint("<ref>last</ref>", body)[0][::2] == (
        "<ref> names “last”, the id of 2 texts", "write one of report.p.last, annex-2.op.last",
    )  # fmt: skip


def test_a_text_that_refers_to_itself_is_a_circle() -> None:
    body = BODY.replace("[Do, Go]", "[Do, See <ref>annex.op.2</ref>]")
    assert [one[:2] for one in complaint("foo", body)] == [("annex.op.2 refers to itself", 22)]


def test_notes_that_refer_to_one_another_are_a_circle() -> None:
    body = BODY.replace("notes: {x: Note}", "notes: {x: See <ref>report.note.y</ref>, y: See <ref>report.note.x</ref>}")
    assert [one[0] for one in complaint("foo<fn>y</fn>", body)] == [
        "report.note.x refers to itself", "report.note.y refers to itself",
    ]  # fmt: skip


def test_paragraphs_may_refer_to_one_another_and_to_a_range_that_they_are_in() -> None:
    document("<ref>annex.op.1</ref>", BODY.replace("[Do, Go]", "[See <ref>annex.op.2</ref>, See <ref>annex.op.1–annex.op.2</ref>]"))
