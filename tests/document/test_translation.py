"""Translating: laws, and a toy language that is its own shout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed, read_seed
from sixfold.document.units import Translation, extract, map_texts, texts, translate
from sixfold.languages import LanguageCode
from support.projects import CHECKOUT

SEED = """
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
session: 66
parts:
  - letter: {title: letter, body: [foo, bar], signature: [{name: "<strong>zoya</strong>", role: chargé}]}
  - annex: {heading: annex, body: [{operative: [foo, {text: baz, id: last}]}]}
"""


def documents() -> tuple[Document, ...]:
    return parse_seed(SEED, Path("a.yaml")), read_seed(CHECKOUT / "seeds" / "A-66-398.yaml")


def shout(_: str, text: str) -> Translation:
    return Translation("translated", text.upper().replace("STRONG", "strong"))


def test_empty_catalog_changes_nothing_but_the_states() -> None:
    for document in documents():
        draft = translate(document, "fr", lambda context, text: Translation("missing"))
        assert {text.state for text in texts(draft)} == {"missing"}
        assert map_texts(draft, lambda text, _: replace(text, state="source")) == document


def test_catalog_filled_with_the_source_is_the_identity_but_for_language_and_state() -> None:
    for document in documents():
        catalog = {(message.context, message.text): message.text for message in extract(document, "")}
        same = translate(
            document, "fr", lambda context, text, filled=catalog: Translation("translated", filled[context, text])
        )
        assert {(text.state, text.language) for text in texts(same)} == {("translated", "fr")}
        assert map_texts(same, lambda text, _: replace(text, state="source", language="en")) == document


def test_toy_translation_reaches_every_text() -> None:
    document = translate(documents()[0], "fr", shout)
    assert [text.text for text in texts(document)] == [
        "LETTER", "FOO", "BAR", "<strong>ZOYA</strong>", "CHARGÉ", "ANNEX", "FOO", "BAZ",
    ]  # fmt: skip


def test_same_text_in_two_contexts_may_have_two_translations() -> None:
    words = {"letter.p": "FOO", "annex.op": "Foo"}
    document = translate(
        documents()[0], "fr", lambda context, text: Translation("translated", words[context] if text == "foo" else text)
    )
    assert [text.text for text in texts(document) if text.text.lower() == "foo"] == ["FOO", "Foo"]


def test_fuzzy_message_prints_source_text_in_its_own_language() -> None:
    document = translate(documents()[0], "ar", lambda context, text: Translation("fuzzy", "ignored"))
    assert {(text.state, text.language) for text in texts(document)} == {("fuzzy", "en")}
    assert [text.text for text in texts(document)] == [text.text for text in texts(documents()[0])]


def test_ids_notes_and_contexts_survive() -> None:
    before, after = documents()[0], translate(documents()[0], "zh", shout)
    assert [(text.context, text.id, text.note) for text in texts(after)] == [
        (text.context, text.id, text.note) for text in texts(before)
    ]


def test_what_is_no_text_stays() -> None:
    before, after = documents()[1], translate(documents()[1], "ru", shout)
    assert after.model_dump(exclude={"parts", "agenda"}) == before.model_dump(exclude={"parts", "agenda"})


TABLE = """
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
parts:
  - report:
      titles: [report]
      body: [{table: {columns: [year, sum], rows: [["2010", "-1,250.5"], ["1234567", …], [sum, "(12,345)"]]}}]
"""


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("ar", ["2010", "-1\u00a0250,5", "1234567", "…", "SUM", "(12\u00a0345)"]),
        ("es", ["2010", "-1.250,5", "1234567", "…", "SUM", "(12.345)"]),
        ("fr", ["2010", "-1\u00a0250,5", "1234567", "…", "SUM", "(12\u00a0345)"]),
        ("ru", ["2010", "-1\u00a0250,5", "1234567", "…", "SUM", "(12\u00a0345)"]),
        ("zh", ["2010", "-1\u00a0250.5", "1234567", "…", "SUM", "(12\u00a0345)"]),
    ],
)
def test_a_figure_in_a_cell_is_written_as_the_language_writes_it(code: LanguageCode, cells: list[str]) -> None:
    translated = translate(parse_seed(TABLE, Path("a.yaml")), code, shout)
    assert [text.text for text in texts(translated)][3:] == cells
    assert {text.state for text in texts(translated)} == {"translated"}
