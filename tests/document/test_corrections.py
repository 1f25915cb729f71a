"""What changed between two versions of a document, in the words and with the places of a corrigendum."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from sixfold.document.corrigendum import changed_words, corrections, corrigendum_seed
from sixfold.document.cross_references import quote_references
from sixfold.document.house import House
from sixfold.document.loading import load_house
from sixfold.document.model import Document
from sixfold.document.places import Places
from sixfold.document.seeds import parse_seed
from sixfold.document.units import located_texts
from sixfold.errors import SeedError
from sixfold.languages import LanguageCode, language
from support.pages import PROJECT

ENGLISH = House(language("en"))


def read(*parts: dict[str, Any], **more: Any) -> Document:
    seed = {"symbol": "A/66/1", "organ": "general-assembly", "date": "2011-10-04", "job": "11-12345", "parts": [*parts], **more}
    return parse_seed(json.dumps(seed), Path("A-66-1.yaml"))  # JSON is YAML


def report(*body: Any, notes: dict[str, str] | None = None) -> dict[str, Any]:
    return {"report": {"titles": ["Title"], "body": [*body], **({"notes": notes} if notes else {})}}


def found(before: Document, after: Document) -> list[dict[str, str]]:
    return [words for _, words in corrections(before, after, ENGLISH)]


#: Two versions of a text, and the words that a corrigendum gives of each.
CHANGES: tuple[tuple[str, str, tuple[str, str] | None], ...] = (
    ("starting in 2012, by UNODC", "starting in 2013, by UNODC", ("2012", "2013")),
    ("in full use in full accord", "in full use in the full accord", ("full accord", "the full accord")),
    ("the States, which agreed", "the States which agreed", ("States,", "States")),
    ("a <em>Recall</em> of it", "a <em>Recalling</em> of it", ("Recall", "Recalling")),
    ("the word here", "the <em>word</em> here", ("word", "<em>word</em>")),  # no tag without its other half
    ("one", "two", ("one", "two")),
    ("a total of 1,250 cases", "a total of 1,520 cases", ("1,250", "1,520")),  # a figure is one word
    ("de 1\u00a0250,5 cas", "de 2\u00a0250,5 cas", ("1\u00a0250,5", "2\u00a0250,5")),
    ("人权理事会第十七届会议", "人权理事会第十八届会议", ("十七届", "十八届")),  # an ideograph is no word
    ("从2012年起与会员国", "从2013年起与会员国", ("2012", "2013")),
    (" ".join("abcdefghijklmn"), " ".join("opqrstuvwxyz12"), None),  # fourteen words: the text as a whole
    ("no no no no no no no no no no no no no no", "no no no no no no no yes no no no no no no", None),  # no place to tell
)  # fmt: skip


def test_words_of_a_change_are_as_few_as_tell_the_place() -> None:
    assert [changed_words(before, after) for before, after, _ in CHANGES] == [words for *_, words in CHANGES]


def test_each_changed_text_has_an_entry_in_the_order_of_reading() -> None:
    before = read(report({"numbered": ["One stays as it is.", "Two goes away.", "Three was held in May.", "Four."]}))
    after = read(report({"numbered": ["One stays as it is.", "Three was held in June.", "Four.", "Something wholly new."]}))
    assert found(before, after) == [
        {"place": "Paragraph 2", "delete": "Two goes away."},
        {"place": "Paragraph 2", "for": "May", "read": "June"},  # where it stands now
        {"place": "Paragraph 4", "insert": "Something wholly new."},
    ]
    assert found(after, after) == []


def test_text_written_anew_is_given_as_a_whole() -> None:
    before, after = " ".join("abcdefghijklmn"), " ".join("opqrstuvwxyz12")
    changed = found(read(report({"numbered": [before]})), read(report({"numbered": [after]})))
    assert changed == [{"place": "Paragraph 1", "read": after}]


def test_places_are_numbered_as_the_page_prints_them() -> None:
    document = read(
        report(
            "An introduction.",
            {"numbered": [{"text": "First", "number": 7}, {"text": "Second", "items": ["a", {"text": "b", "items": ["i", "ii"]}]}]},
            {"chapter": "Heading"},
            {"numbered": ["Third"]},
            {"table": {"title": "Table", "columns": ["State", "Amount"], "rows": [["Chad", "12"]]}},
            {"bulleted": ["point"]},
            {"hanging": ["letter"]},
            {"indented": [{"lettered": ["inner"]}]},
        ),
        {"annex": {"titles": ["One"], "body": [{"preambular": ["P1"]}, {"preambular": ["P2"]}, {"operative": ["O1"]}]}},
        {"annex": {"heading": "Second annex", "body": ["Text<fn>x</fn>"], "notes": {"x": "Note"}}},
    )
    named = Places(document, ENGLISH)
    places = {text.text: named.of(path).replace("\u00a0", " ") for path, text in located_texts(document)}
    assert places == {
        "Title": "Title", "An introduction.": "Unnumbered paragraph 1", "First": "Paragraph 7", "Second": "Paragraph 8",
        "a": "Paragraph 8 (a)", "b": "Paragraph 8 (b)", "i": "Paragraph 8 (b) (i)", "ii": "Paragraph 8 (b) (ii)",
        "Heading": "Section heading", "Third": "Paragraph 9", "Table": "Table 1, title",
        "State": "Table 1, heading of column 1", "Amount": "Table 1, heading of column 2",
        "Chad": "Table 1, row 1, column 1", "12": "Table 1, row 1, column 2",
        "point": "Item 1 of the list", "letter": "Paragraph (a)", "inner": "Paragraph (a)",
        "One": "Annex I, title", "P1": "Annex I, preambular paragraph 1", "P2": "Annex I, preambular paragraph 2",
        "O1": "Annex I, operative paragraph 1", "Second annex": "Annex II, title", "Text<fn>x</fn>": "Annex II, paragraph 1",
        "Note": "Annex II, footnote a",  # notes to the annexes of a report have letters
    }  # fmt: skip


def test_place_is_said_in_each_language() -> None:
    said: dict[LanguageCode, str] = {
        "fr": "Annexe, paragraphe 1\u00a0b) du dispositif", "es": "Anexo, párrafo 1\u00a0b) de la parte dispositiva",
        "ru": "Приложение, пункт 1\u00a0b) постановляющей части", "zh": "附件，执行部分第1(b)段",
        "ar": "المرفق، الفقرة 1\u00a0(ب) من المنطوق",
    }  # fmt: skip
    letter = {"letter": {"title": "Letter", "body": ["Text"]}}
    document = read(letter, {"annex": {"body": [{"operative": [{"text": "one", "items": ["a", "b"]}]}]}})
    path = next(path for path, text in located_texts(document) if text.text == "b")
    assert {code: Places(document, load_house(PROJECT, code)).of(path) for code in said} == said


def test_a_reference_is_quoted_as_it_is_printed_and_changes_with_what_is_printed() -> None:
    last = {"text": "Last", "id": "last"}
    see = "See <ref>last</ref> for the whole of it"
    before, after = (quote_references(read(report({"numbered": one}))) for one in (["One", see, last], ["One", "New", see, last]))
    assert found(before, after) == [
        {"place": "Paragraph 2", "insert": "New"}, {"place": "Paragraph 3", "for": "3", "read": "4"},
    ]  # fmt: skip


def test_call_of_a_footnote_is_quoted_as_its_mark() -> None:
    before = read(report({"numbered": ["One<fn>x</fn> of <em>two</em>."]}, notes={"x": "Note"}))
    after = read(report({"numbered": ["One of <em>two</em>.<fn>x</fn>"]}, notes={"x": "Note"}))
    expected = {"for": "One<sup>1</sup> of <em>two</em>.", "read": "One of <em>two</em>.<sup>1</sup>"}
    assert found(before, after) == [{"place": "Paragraph 1", **expected}]


def test_seed_has_the_session_of_its_document_and_tells_equal_words_apart() -> None:
    tree = {
        "symbol": "A/66/1", "organ": "general-assembly", "date": "2011-10-04", "job": "11-12345", "session": 66,
        "agenda": {"items": [7], "title": "Item"}, "parts": [report("x")],
    }  # fmt: skip
    entries = [{"place": f"Paragraph {n}", "for": "full", "read": f"the full {n}"} for n in (1, 2)]
    text = corrigendum_seed(tree, ["A/66/1/Corr.1"], entries, datetime.date(2011, 11, 14), "Corrigendum")
    document = parse_seed(text, Path("A-66-1-Corr.1.yaml"))
    assert (document.slug, str(document.session[0]), document.agenda[0].title[0].text) == ("A-66-1-Corr.1", "66", "Item")
    part = document.parts[0].value
    assert [one.text for one in (*part.titles, *part.subtitles)] == ["Title", "Corrigendum"]
    assert [one.before.context for one in part.body[0].value] == ["report.for.entry-1", "report.for.entry-2"]
    assert [one.read.context for one in part.body[0].value] == ["report.read", "report.read"]


def test_entry_that_says_nothing_or_too_much_is_refused_with_its_line() -> None:
    kinds = "a correction has “for” and “read”, or one of “read”, “delete” and “insert”"
    for entry, complaint in (
        ({"for": "a"}, kinds), ({"for": "a", "delete": "a"}, kinds), ({"read": "a", "insert": "a"}, kinds),
        ({"for": "a", "read": "a"}, "“for” and “read” say the same"),
    ):  # fmt: skip
        with pytest.raises(SeedError) as refused:
            read(report({"corrections": [{"place": "Paragraph 1", **entry}]}))
        assert complaint in str(refused.value)
