"""Messages: one for each text, with its name, its role in words and its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.document.seeds import parse_seed
from sixfold.document.units import describe_address, extract
from sixfold.errors import SeedError

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


def test_messages_have_role_text_comment_and_place_in_reading_order() -> None:
    messages = extract(parse_seed(SEED, Path("a.yaml")), "seeds/a.yaml")
    assert {message.place for message in messages} == {"seeds/a.yaml"}
    assert [(message.context, message.text, message.comment) for message in messages] == [
        ("agenda.title", "Crime", "agenda.title.1: title 1 of the agenda item"),
        ("letter.title", "Letter", "letter.title.1: title 1 of the letter"),
        ("letter.p", "One", "letter.p.1: paragraph 1 of the letter"),
        (
            "letter.name",
            "Zoya <strong>K</strong>",
            "letter.name.1: name of the signatory 1 of the letter\nThe signatory is a woman.",
        ),
        ("letter.role", "Chargé", "letter.role.1: function of the signatory 1 of the letter"),
        ("annex.heading", "First", "annex.heading.1: heading 1 of the annex"),
        ("annex.pp", "We", "annex.pp.1: preambular paragraph 1 of the annex"),
        ("annex.op", "Do", "annex.op.1: operative paragraph 1 of the annex"),
        ("annex.op.last", "Go", "annex.op.last: operative paragraph last of the annex"),
        ("annex.heading", "Second", "annex-2.heading.1: heading 1 of annex 2"),
        ("annex.title", "T", "annex-2.title.1: title 1 of annex 2"),
        ("annex.p", "Report", "annex-2.p.1: paragraph 1 of annex 2"),
    ]


def test_equal_texts_of_one_role_are_one_message_that_names_all_places() -> None:
    body = "[{operative: [Do, Go, {text: Do, items: [Do, Do]}, {text: Do, id: own}]}, Do]"
    source = SEED.replace("[{preambular: [We]}, {operative: [Do, {text: Go, id: last}]}]", body)
    messages = extract(parse_seed(source, Path("a.yaml")), "")
    found = [
        (message.context, message.address, message.comment.splitlines()) for message in messages if message.text == "Do"
    ]
    assert found == [
        (
            "annex.op",
            "annex.op.1",
            ["annex.op.1: operative paragraph 1 of the annex", "annex.op.3: operative paragraph 3 of the annex"],
        ),
        (
            "annex.item",
            "annex.op.3.a",
            [
                "annex.op.3.a: operative paragraph 3 (a) of the annex",
                "annex.op.3.b: operative paragraph 3 (b) of the annex",
            ],
        ),
        ("annex.op.own", "annex.op.own", ["annex.op.own: operative paragraph own of the annex"]),
        ("annex.p", "annex.p.1", ["annex.p.1: paragraph 1 of the annex"]),
    ]


def test_a_text_of_many_places_names_the_first_ones() -> None:
    body = "[{operative: [" + ", ".join(["Do"] * 100) + "]}]"
    source = SEED.replace("[{preambular: [We]}, {operative: [Do, {text: Go, id: last}]}]", body)
    (message,) = [message for message in extract(parse_seed(source, Path("a.yaml")), "") if message.text == "Do"]
    assert message.comment.splitlines()[-2:] == ["annex.op.6: operative paragraph 6 of the annex", "and 94 places more"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("annex.op.5", "operative paragraph 5 of the annex"),
        ("annex-3.pp.2", "preambular paragraph 2 of annex 3"),
        ("letter-2.role.1", "function of the signatory 1 of letter 2"),
        ("letter.role.2.3", "line 3 of the function of the signatory 2 of the letter"),
        ("agenda.title.1", "title 1 of the agenda item"),
    ],
)
def test_address_is_said_in_words(address: str, words: str) -> None:
    assert describe_address(address) == words


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
