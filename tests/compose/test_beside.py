"""Two languages side by side: what is in a row, and in which order it is read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sixfold.compose.beside import compose_beside
from sixfold.compose.page import Composition
from sixfold.document.loading import load_house
from sixfold.document.seeds import read_seed
from sixfold.document.units import Translation, translate
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from support.pages import PROJECT

SEED: dict[str, Any] = {
    "symbol": "A/66/1", "organ": "general-assembly", "date": "2011-10-04", "job": "11-12345", "session": 66,
}  # fmt: skip


@pytest.fixture
def beside(tmp_path: Path) -> Any:
    """Return a function that sets a letter with *body* in capitals, as *code*, beside itself."""

    def beside(body: list[Any], code: LanguageCode = "fr", say: Any = str.upper, **more: Any) -> Composition:
        path = tmp_path / "seed.yaml"
        letter = {"title": "foo", "body": body} | more
        path.write_text(json.dumps(SEED | {"parts": [{"letter": letter}]}), encoding="utf-8")
        document = read_seed(path)
        look_up = lambda _, text: Translation("translated" if say(text) else "missing", say(text))  # noqa: E731
        translated = translate(document, code, look_up)
        return compose_beside((translated, load_house(PROJECT, code)), (document, load_house(PROJECT, "en")), PROJECT.templates)

    return beside


def rows(composition: Composition) -> list[tuple[str, str]]:
    """Return the words of both sides of each row."""
    found = []
    for row in composition.html.split('<div class="row ')[1:]:
        sides = row.split('<div class="side ')[1:]
        found.append(tuple(" ".join(re.sub("<[^>]+>|\u2060", " ", side.partition(">")[2]).split()) for side in sides))
    return found  # type: ignore[return-value]


def test_a_proof_says_in_both_languages_what_changed_in_the_source_and_names_each_unit_once(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text(json.dumps(SEED | {"parts": [{"letter": {"title": "foo", "body": ["new"]}}]}), encoding="utf-8")
    look_up = lambda _, text: Translation("fuzzy", text.upper(), ("old", "new")) if text == "new" else Translation("missing")  # noqa: E731
    second, first = (
        (translate(read_seed(path), code, look_up), load_house(PROJECT, code)) for code in LANGUAGE_CODES if code in ("es", "fr")
    )
    html = compose_beside(first, second, PROJECT.templates, is_proof=True).html
    sides = html.partition('<p id="letter.p.1"')[2].split('<p id="es:letter.p.1"')
    assert [side.count("<del>old</del><ins>new</ins>") for side in sides] == [1, 1]
    assert [side.count('<span class="context">letter.p.1</span>') for side in sides] == [1, 0]


def test_each_unit_is_a_row(beside: Any) -> None:
    body = ["one", {"numbered": ["two", {"text": "three", "items": ["four"]}]}]
    assert rows(beside(body))[-5:] == [
        ("FOO", "foo"), ("ONE", "one"), ("1. TWO", "1. two"), ("2. THREE", "2. three"), ("a) FOUR", "(a) four"),
    ]  # fmt: skip


def shout(text: str) -> str:
    """Return *text* in capitals, but for its tags."""
    return re.sub("(^|>)[^<]+(<|$)", lambda words: words[0].upper(), text).replace(">A<", ">a<").replace(">B<", ">b<")


def test_notes_stand_below_the_row_that_calls_them_first(beside: Any) -> None:
    body = ["one<fn>a</fn>", "two<fn>b</fn><fn>a</fn>", "three"]
    assert rows(beside(body, say=shout, notes={"a": "foo a", "b": "foo b"}))[-5:] == [
        ("ONE 1", "one 1"), ("1 FOO A", "1 foo a"), ("TWO 2 1", "two 2 1"), ("2 FOO B", "2 foo b"), ("THREE", "three"),
    ]  # fmt: skip


def test_a_note_that_only_one_language_calls_has_a_row_that_says_so(beside: Any) -> None:
    without = lambda text: shout(text).removesuffix("<fn>a</fn>")  # noqa: E731
    body, empty = ["one<fn>a</fn>", "two"], "[Rien dans cette langue]"
    assert rows(beside(body, say=without, notes={"a": "foo"}))[-3:] == [("ONE", "one 1"), (empty, "1 foo"), ("TWO", "two")]


def test_units_that_are_not_translated_are_marked_counted_and_named_with_their_language(beside: Any) -> None:
    composition = beside(["one", "two"], say=lambda text: "" if text == "two" else text.upper())
    assert composition.untranslated == ("fr:letter.p.2",)
    assert re.search(r'<p id="letter.p.2" class="paragraph untranslated" lang="en"', composition.html)
    assert "Français\u00a0: Version provisoire" in composition.html
    assert composition.metadata.status == "draft"


def test_arabic_is_read_first_and_stands_at_the_right(beside: Any) -> None:
    html = beside(["one"], "ar").html
    assert '<main class="columns from-right other-scripts">' in html
    assert re.search(r'lang="ar" dir="rtl">.*lang="en" dir="ltr">', html, re.DOTALL)


def test_a_correction_that_one_language_does_not_need_has_one_row(beside: Any) -> None:
    body = [{"corrections": [{"place": "one", "read": "two"}]}, "three"]
    needless = lambda text: "—" if text == "two" else text.upper()  # noqa: E731
    first, (needed, other), last = rows(beside(body, say=needless))[-3:]
    assert (first, other, last) == (("ONE", "one"), "The text should read two", ("THREE", "three"))
    assert needed == load_house(PROJECT, "fr").word("corrigendum.not-applicable")


def test_tables_stand_side_by_side_up_to_three_columns_and_wider_ones_below_each_other(beside: Any) -> None:
    def table(columns: int, **more: Any) -> dict[str, Any]:
        words = ["foo"] * columns
        return {"table": {"columns": words, "rows": [words]} | more}

    html = beside([table(3), table(4), table(2, wide=True), {"box": {"body": [table(4)]}}]).html
    found = [row.partition('"')[0] for row in html.split('<div class="row ') if "<table" in row]
    assert found == ["letter", "letter below", "letter below", "letter below"]


def test_what_a_layout_or_a_script_sets_it_sets_for_the_second_column_too() -> None:
    for folder in ("layouts", "scripts", "lists", "widths"):
        for path in (PROJECT.templates / "css" / folder).glob("*.css"):
            css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            for selector, content in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
                is_of_page = selector.strip().startswith(":root") and not re.search("second|asterisk", selector)  # notes of page 1
                assert not (is_of_page and "--" in content), f"{path.name}: {selector.strip()}"
