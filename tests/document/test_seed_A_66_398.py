"""The committed seed of A/66/398, against what is known of the document."""

from __future__ import annotations

import re

import pytest

from sixfold.catalogs.inline import plain
from sixfold.document.model import Document
from sixfold.document.seeds import read_seed
from sixfold.document.units import texts
from support.projects import CHECKOUT

# Context, number of words, first and last words; counted in the source text of the document by hand and by `wc`.
FACTS = """
agenda.title.1     5  Crime prevention            criminal justice
letter.title.1    28  Letter dated                General Assembly
letter.p.1       104  I have the honour           (see annex).
letter.p.2        26  It would be appreciated     agenda item 107.
letter.name.1      2  Zoya                        Kolontai
letter.role.1      3  Chargé                      a.i.
annex.heading.1   31  Annex to the letter         General Assembly
annex.title.1     12  Second ministerial meeting  Human Trafficking
annex.title.2     10  Declaration on              in Persons
annex.pp.1       122  We, the Members             in New York,
annex.op.1        66  Recall the declaration      in Persons;
annex.op.2        17  Stress the importance       in persons;
annex.op.3        62  Stress also the need        civil society;
annex.op.4       109  Acknowledge that            in Persons;
annex.op.5        55  Welcome the launching       Trust Fund;
annex.op.6        93  Note with appreciation      in Persons;
annex.op.7        86  Welcome the adoption        this goal;
annex.op.8        56  Recognize the important     in Persons;
annex.op.9        64  Recognize also that         Vienna and Geneva;
annex.op.10       74  Express support for         and mechanisms;
annex.op.11       28  Decide to convene           General Assembly.
"""

ITALICS = [
    ["Recall"],
    ["Stress"],
    ["Stress also"],
    ["Acknowledge", "recall"],
    ["Welcome", "invite"],
    ["Note with appreciation", "encourage"],
    ["Welcome", "invite"],
    ["Recognize", "call upon"],
    ["Recognize also", "encourage"],
    ["Express support", "look forward"],
    ["Decide"],
]

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_seed(CHECKOUT / "seeds" / "A-66-398.yaml")


@pytest.fixture(scope="module")
def by_context(document: Document) -> dict[str, str]:
    return {text.address: text.text for text in texts(document)}


def test_masthead_is_the_documents(document: Document) -> None:
    assert (document.printed_symbol, document.slug) == ("A/66/398", "A-66-398")
    assert document.organ == ("general-assembly",)
    assert (document.distribution, document.original) == ("general", "en")
    assert document.date.isoformat() == "2011-10-04"
    assert [(session.kind, session.value) for session in document.session] == [("regular", 66)]
    assert [(agenda.items, agenda.of) for agenda in document.agenda] == [(("107",), "agenda")]


def test_job_numbers_follow_the_order_a_c_e_f_r_s_and_have_no_dates(document: Document) -> None:
    numbers = [str(document.job[code].number) for code in ("ar", "zh", "en", "fr", "ru", "es")]
    assert numbers == ["11-53024", "11-53025", "11-53026", "11-53027", "11-53028", "11-53029"]
    assert {document.job[code].dates for code in ("ar", "zh", "en", "fr", "ru", "es")} == {()}


def test_there_are_21_messages_of_1053_words(by_context: dict[str, str]) -> None:
    assert len(by_context) == 21
    assert sum(len(plain(text).split()) for text in by_context.values()) == 1053


def test_texts_have_their_length_and_their_first_and_last_words(by_context: dict[str, str]) -> None:
    for fact in FACTS.strip().splitlines():
        context, count, first, last = re.split(r"\s{2,}|(?<=\d) {1,}(?=\d)", fact)
        text = plain(by_context[context])
        assert (len(text.split()), text.startswith(first), text.endswith(last)) == (int(count), True, True), context


def test_italics_are_those_of_the_declaration(by_context: dict[str, str]) -> None:
    assert [re.findall("<em>(.*?)</em>", by_context[f"annex.op.{n}"]) for n in range(1, 12)] == ITALICS
    assert [name for name, text in by_context.items() if "<em>" in text and not name.startswith("annex.op.")] == []


def test_only_the_family_name_is_bold(by_context: dict[str, str]) -> None:
    assert by_context["letter.name.1"] == "Zoya <strong>Kolontai</strong>"
    assert [name for name, text in by_context.items() if "<strong>" in text] == ["letter.name.1"]


def test_quotation_marks_and_apostrophes_are_typographic(by_context: dict[str, str]) -> None:
    whole = " ".join(by_context.values())
    assert not re.search("[\"'`´]", whole)
    assert (whole.count("“"), whole.count("”")) == (1, 1)
    assert re.findall(r"\w+’\w+", whole) == ["d’affaires"] * 3 + ["People’s"]


def test_day_stays_with_its_month(by_context: dict[str, str]) -> None:
    whole = " ".join(by_context.values())
    assert re.findall(rf"\d+\u00a0(?:{MONTHS}) \d{{4}}", whole) == [
        "27\u00a0September 2011",
        "26\u00a0September 2011",
        "27\u00a0September 2011",
        "26\u00a0September 2011",
        "22\u00a0September 2010",
    ]
    assert not re.search(rf"\d (?:{MONTHS})", whole)
    assert whole.count("\u00a0") == 5


def test_two_orders_of_states_stay_as_they_are(by_context: dict[str, str]) -> None:
    letter, annex = by_context["letter.p.1"], by_context["annex.pp.1"]
    assert letter.index("Bahrain, Belarus, Bangladesh, Bolivia") > 0
    assert annex.index("Bahrain, the People’s Republic of Bangladesh, the Republic of Belarus, the Plurinational") > 0
    states = letter[letter.index("(Bahrain") + 1 : letter.index("), the Declaration")]
    assert len(states.split(", ")) + states.count(" and ") == 21
