"""Messages: one for each text, with its name, its role in words and its place; also by way of Babel."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract as babel_extract

from conftest import CHECKOUT
from sixfold.errors import SeedError
from sixfold.messages import Message, describe, extract
from sixfold.seeds import parse_seed, read_seed

SEED = """
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
session: 66
agenda: {items: 107, title: Crime}
parts:
  - letter:
      title: Letter
      body: [One]
      signature: [{name: {text: Zoya <strong>K</strong>, note: "The signatory\\nis a woman."}, role: Chargé}]
  - annex: {heading: First, body: [{preambular: [We]}, {operative: [Do, {text: Go, id: last}]}]}
  - annex: {heading: Second, titles: [T], body: [{numbered: [Report]}]}
"""


def test_messages_have_context_text_comment_and_place_in_reading_order() -> None:
    messages = extract(parse_seed(SEED, Path("a.yaml")), "seeds/a.yaml")
    place = "seeds/a.yaml"
    assert messages == [
        Message("agenda.title.1", "Crime", "title 1 of the agenda item", place),
        Message("letter.title.1", "Letter", "title 1 of the letter", place),
        Message("letter.p.1", "One", "paragraph 1 of the letter", place),
        Message(
            "letter.name.1",
            "Zoya <strong>K</strong>",
            "name of the signatory 1 of the letter\nThe signatory is a woman.",
            place,
        ),
        Message("letter.role.1", "Chargé", "function of the signatory 1 of the letter", place),
        Message("annex.heading.1", "First", "heading 1 of the annex", place),
        Message("annex.pp.1", "We", "preambular paragraph 1 of the annex", place),
        Message("annex.op.1", "Do", "operative paragraph 1 of the annex", place),
        Message("annex.op.last", "Go", "operative paragraph last of the annex", place),
        Message("annex-2.heading.1", "Second", "heading 1 of annex 2", place),
        Message("annex-2.title.1", "T", "title 1 of annex 2", place),
        Message("annex-2.p.1", "Report", "paragraph 1 of annex 2", place),
    ]


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ("annex.op.5", "operative paragraph 5 of the annex"),
        ("annex-3.pp.2", "preambular paragraph 2 of annex 3"),
        ("letter-2.role.1", "function of the signatory 1 of letter 2"),
        ("letter.role.2.3", "line 3 of the function of the signatory 2 of the letter"),
        ("agenda.title.1", "title 1 of the agenda item"),
    ],
)
def test_context_is_said_in_words(context: str, words: str) -> None:
    assert describe(context) == words


def test_babel_finds_the_same_messages_by_the_plug_in() -> None:
    path = CHECKOUT / "seeds" / "A-66-398.yaml"
    with path.open("rb") as file:
        found = list(babel_extract("sixfold-seed", file))
    expected = extract(read_seed(path), "")
    assert [(row[3], row[1]) for row in found] == [(message.context, message.text) for message in expected]
    assert [row[2] for row in found] == [message.comment.splitlines() for message in expected]


def test_babel_is_told_of_a_broken_seed_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SEED.replace("operative", "oprative"), encoding="utf-8")
    with path.open("rb") as file, pytest.raises(SeedError, match=r"a\.yaml:13: unknown key “oprative”"):
        list(babel_extract("sixfold-seed", file))


TABLE = """
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
parts:
  - report:
      titles: [Report]
      body:
        - table:
            columns: [Year, "2010"]
            rows: [["1,250.5", –], [{text: "12,345", translate: true}, 5 per cent], ["(1,000)", 2010-2011]]
"""


def test_a_cell_that_is_only_a_figure_is_no_message_unless_the_author_wants_it() -> None:
    messages = extract(parse_seed(TABLE, Path("a.yaml")), "seeds/a.yaml")
    assert [message.text for message in messages] == ["Report", "Year", "12,345", "5 per cent", "2010-2011"]


def test_translate_takes_true_only() -> None:
    with pytest.raises(SeedError) as raised:
        parse_seed(TABLE.replace("translate: true", "translate: no"), Path("a.yaml"))
    assert "true, or no such key, is expected here" in str(raised.value)
