"""A document: its texts in reading order, their names, its symbol and slug."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from sixfold.document.fields import Text
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.units import map_texts, texts

SEED = """
symbol: [A/68/984, S/2014/642]
organ: [general-assembly, security-council]
date: 2014-09-03
job: 14-59852
session: 68
agenda: {items: 33, title: Prevention}
parts:
  - annex: {heading: H1, body: [{operative: [One, Two]}, Between, {operative: [Three]}]}
  - letter:
      title: L
      body: [First, {numbered: [Second, {text: Third, id: list, note: Seven words}]}]
      signature: [{name: N1, role: [R1, R1b]}, {name: N2, role: R2}]
  - annex: {heading: H2, titles: [T1, T2], body: [{preambular: [We]}, Do]}
"""


@pytest.fixture
def document() -> Document:
    return parse_seed(SEED, Path("seed.yaml"))


def test_texts_are_named_by_part_kind_and_number_in_reading_order(document: Document) -> None:
    assert [(text.address, text.text) for text in texts(document)] == [
        ("agenda.title.1", "Prevention"),
        ("annex.heading.1", "H1"),
        ("annex.op.1", "One"),
        ("annex.op.2", "Two"),
        ("annex.p.1", "Between"),
        ("annex.op.3", "Three"),
        ("letter.title.1", "L"),
        ("letter.p.1", "First"),
        ("letter.p.2", "Second"),
        ("letter.p.list", "Third"),
        ("letter.name.1", "N1"),
        ("letter.role.1", "R1"),
        ("letter.role.1.2", "R1b"),
        ("letter.name.2", "N2"),
        ("letter.role.2", "R2"),
        ("annex-2.heading.1", "H2"),
        ("annex-2.title.1", "T1"),
        ("annex-2.title.2", "T2"),
        ("annex-2.pp.1", "We"),
        ("annex-2.p.1", "Do"),
    ]


def test_the_role_of_a_text_has_no_number_but_the_author_s_own_id(document: Document) -> None:
    roles = {text.address: text.context for text in texts(document)}
    assert [roles[name] for name in ("annex.op.3", "letter.role.1.2", "annex-2.title.2", "letter.p.list")] == [
        "annex.op", "letter.role", "annex.title", "letter.p.list",
    ]  # fmt: skip


def test_note_and_id_of_the_author_are_kept(document: Document) -> None:
    third = next(text for text in texts(document) if text.text == "Third")
    assert (third.id, third.note) == ("list", "Seven words")


def test_joint_symbol_makes_one_slug(document: Document) -> None:
    assert (document.printed_symbol, document.slug) == ("A/68/984-S/2014/642", "A-68-984-S-2014-642")


def test_one_job_number_stands_for_all_languages(document: Document) -> None:
    assert {str(document.job[code].number) for code in ("ar", "en", "es", "fr", "ru", "zh")} == {"14-59852"}


def test_texts_are_in_the_language_of_the_original() -> None:
    french = parse_seed(SEED.replace("session: 68", "session: 68\noriginal: fr"), Path("seed.yaml"))
    assert {text.language for text in texts(french)} == {"fr"}


def test_changing_every_text_keeps_everything_else(document: Document) -> None:
    loud = map_texts(document, lambda text, _: replace(text, text=text.text.upper()))
    assert [text.text for text in texts(loud)] == [text.text.upper() for text in texts(document)]
    assert map_texts(loud, lambda text, _: replace(text, text="")) == map_texts(
        document, lambda text, _: replace(text, text="")
    )


def test_changing_nothing_is_the_identity(document: Document) -> None:
    assert map_texts(document, lambda text, _: text) == document


def test_path_of_a_text_is_made_of_keys_and_positions(document: Document) -> None:
    paths = []

    def note(text: Text, path: tuple[str | int, ...]) -> Text:
        paths.append(path)
        return text

    map_texts(document, note)
    assert paths[5] == ("parts", 0, "annex", "body", 2, "operative", 0, "text")


def test_document_is_frozen(document: Document) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        document.distribution = "limited"  # type: ignore[misc]
