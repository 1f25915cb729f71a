"""What of a document has a number, which one, and by which address it is known."""

from __future__ import annotations

from pathlib import Path

from sixfold.document.numbering import number_document
from sixfold.document.seeds import parse_seed
from sixfold.languages import LanguageCode
from sixfold.languages.references import write_number

HEAD = "symbol: A/67/1\norgan: general-assembly\ndate: 2012-11-15\njob: 12-00001\nparts:\n"


def numbers(parts: str, code: LanguageCode = "en") -> dict[str, str]:
    """Return what a reference to each address prints, without the word."""
    found = number_document(parse_seed(HEAD + parts, Path("a.yaml")))
    return {address: write_number(number, code).replace("\u00a0", " ") for address, number in found.items()}


def body(*blocks: str) -> str:
    return "\n".join(["- report:", "    titles: [Foo]", "    body:", *(f"    - {block}" for block in blocks)])


def test_paragraphs_count_on_over_blocks_and_from_a_given_number() -> None:
    found = numbers(body("numbered: [a, b]", "chapter: Foo", "numbered: [{text: c, number: 9}, {text: d, items: [e, f]}]", "plain"))
    assert found == {
        "report.p.1": "1", "report.p.2": "2", "report.heading.1": "I", "report.p.3": "9", "report.p.4": "10",
        "report.p.4.a": "10 (a)", "report.p.4.b": "10 (b)",
    }  # fmt: skip


def test_letters_and_lists_begin_anew_and_bullets_have_none() -> None:
    found = numbers(body("lettered: [a, b]", "lettered: [c]", "list: [d, {text: e, items: [f]}]", "bulleted: [g]", "hanging: [h]"))
    assert list(found.values()) == ["(a)", "(b)", "(a)", "1", "2", "2 (a)", "(a)"]


def test_headings_are_numbered_below_those_that_they_are_in() -> None:
    found = numbers(body("section: a", "chapter: b", "section: c", "subsection: d", "point: e", "chapter: f", "section: g"))
    assert list(found.values()) == ["A", "I", "I.A", "I.A.1", "I.A.1 (a)", "II", "II.A"]


def test_tables_are_counted_where_they_have_a_number() -> None:
    rows = "rows: [[a], [b]]"
    given = ("number: true, title: Foo, ", "title: Bar, ", "number: true, ", "number: 7, ", "number: true, ")
    found = numbers(body(*(f"table: {{{one}columns: [c], {rows}}}" for one in given)))
    assert found == {
        "report.table.1": "1", "report.title.2": "1",  # title 1 is that of the report
        "report.table.2": "2", "report.cell.7": "2", "report.table.3": "7", "report.cell.10": "7", "report.table.4": "8",
        "report.cell.13": "8",
    }  # fmt: skip


def test_annexes_have_numbers_where_there_are_several() -> None:
    one, two = "\n- annex: {heading: Foo, body: [foo]}", "\n- enclosure: {body: [foo]}"
    assert numbers(body("foo") + one + two) == {"annex": "", "enclosure": ""}
    assert numbers(body("foo") + one + two + one, "ar") == {"annex": "الأول", "enclosure": "", "annex-2": "الثاني"}


def test_notes_of_an_annex_are_counted_as_it_says() -> None:
    annex = "\n- annex: {heading: Foo, note_numbers: %s, body: ['foo<fn>x</fn>'], notes: {x: X}}"
    part = body("foo<fn>x</fn>") + "\n    notes: {x: X}" + "".join(annex % way for way in ("on", "anew", "letters", "on"))
    found = numbers(part)
    assert [found[f"{name}.note.x"] for name in ("report", "annex", "annex-2", "annex-3", "annex-4")] == ["1", "2", "1", "a", "3"]


def test_notes_are_counted_in_the_order_of_their_calls_and_have_letters_in_annexes_and_below_tables() -> None:
    table = "table: {columns: ['a<fn>t</fn>'], rows: [['b<fn>x</fn>']], notes: {t: of the table}}"
    annex = "\n- annex: {heading: Foo, body: ['foo<fn>z</fn><fn>y</fn>'], notes: {y: Y, z: Z}}"
    part = body("foo<fn>x</fn>", table, "foo<fn>*</fn><fn>table</fn>") + "\n    notes: {table: T, x: X, '*': Star}"
    found = {address: mark for address, mark in numbers(part + annex).items() if "note" in address}
    assert found == {
        "report.note.x": "1", "report.table-note.1": "a", "report.note.*": "*", "report.note.table": "2", "annex.note.z": "a",
        "annex.note.y": "b",
    }  # fmt: skip
    assert numbers(part, "ar")["report.table-note.1"] == "أ"
