"""The units of a document: its texts in reading order and their names; messages; translating, its laws and a toy language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from sixfold.document.fields import Text
from sixfold.document.loading import load_house
from sixfold.document.model import Document, Part
from sixfold.document.seeds import parse_seed, read_seed
from sixfold.document.units import KINDS, Translation, describe_address, extract, map_texts, texts, translate
from sixfold.errors import SeedError
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from support.projects import CHECKOUT

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


# Messages

WITH_NOTE = """
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
    messages = extract(parse_seed(WITH_NOTE, Path("a.yaml")), "seeds/a.yaml")
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
    source = WITH_NOTE.replace("[{preambular: [We]}, {operative: [Do, {text: Go, id: last}]}]", body)
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
    source = WITH_NOTE.replace("[{preambular: [We]}, {operative: [Do, {text: Go, id: last}]}]", body)
    (message,) = [message for message in extract(parse_seed(source, Path("a.yaml")), "") if message.text == "Do"]
    assert message.comment.splitlines()[-2:] == ["annex.op.6: operative paragraph 6 of the annex", "and 94 places more"]


def test_address_is_said_in_words() -> None:
    words = {
        "annex.op.5": "operative paragraph 5 of the annex", "annex-3.pp.2": "preambular paragraph 2 of annex 3",
        "letter-2.role.1": "function of the signatory 1 of letter 2",
        "letter.role.2.3": "line 3 of the function of the signatory 2 of the letter",
        "agenda.title.1": "title 1 of the agenda item",
    }  # fmt: skip
    assert {address: describe_address(address) for address in words} == words


ADDRESSES = [
    "annex.op.5", "annex-3.pp.2", "letter-2.role.1", "letter.role.2.3", "agenda.title.1", "masthead.venue.1", "report.p.3.b.ii",
    "annex.op.5.own", "report.note.a", "summary.p.1", "appendix.p.1", "appendix-2.p.1", *(f"resolution.{kind}.1" for kind in KINDS),
    *(f"{part}{number}.p.1" for part in Part.model_fields for number in ("", "-2")),
]  # fmt: skip


#: Four addresses in the words of each language.
IN_WORDS: tuple[tuple[LanguageCode, str], ...] = (
    ("ar", "المرفق، الفقرة 5 من المنطوق | الرسالة، صفة الموقِّع 2، السطر 3 | التقرير، الفقرة 3 (ب) ’2‘ | التقرير، الحاشية a"),
    ("es", "anexo, párrafo 5 de la parte dispositiva | carta, cargo del firmante 2, línea 3 | informe, párrafo 3 b) ii) | "
           "informe, nota de pie de página a"),
    ("fr", "annexe, paragraphe 5 du dispositif | lettre, fonction du signataire 2, ligne 3 | rapport, paragraphe 3 b) ii) | "
           "rapport, note de bas de page a"),
    ("ru", "приложение, пункт 5 постановляющей части | письмо, должность подписавшего 2, строка 3 | доклад, пункт 3 b) ii) | "
           "доклад, сноска a"),
    ("zh", "附件执行部分第5段 | 信函签署人职衔2第3行 | 报告第3(b)(二)段 | 报告脚注a"),
)  # fmt: skip


def test_a_proof_says_addresses_in_its_own_language() -> None:
    for code, words in IN_WORDS:
        house = load_house(Project(CHECKOUT), code)
        assert " | ".join(map(house.unit, ("annex.op.5", "letter.role.2.3", "report.p.3.b.ii", "report.note.a"))) == words
        for address in ADDRESSES:
            house.unit(address)
        assert house.untranslated == [], code


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


# Translating

TOY = """
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
    return parse_seed(TOY, Path("a.yaml")), read_seed(CHECKOUT / "seeds" / "A-66-398.yaml")


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


def test_fuzzy_message_without_a_text_to_print_prints_source_text_in_its_own_language() -> None:
    document = translate(documents()[0], "ar", lambda context, text: Translation("fuzzy", misfit="broken-tags"))
    assert {(text.state, text.language, text.misfit) for text in texts(document)} == {("missing", "en", "broken-tags")}
    assert [text.text for text in texts(document)] == [text.text for text in texts(documents()[0])]


def test_ids_notes_and_contexts_survive() -> None:
    before, after = documents()[0], translate(documents()[0], "zh", shout)
    assert [(text.context, text.id, text.note) for text in texts(after)] == [
        (text.context, text.id, text.note) for text in texts(before)
    ]


def test_what_is_no_text_stays() -> None:
    before, after = documents()[1], translate(documents()[1], "ru", shout)
    assert after.model_dump(exclude={"parts", "agenda"}) == before.model_dump(exclude={"parts", "agenda"})


FIGURES = """
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
parts:
  - report:
      titles: [report]
      body: [{table: {columns: [year, sum], rows: [["2010", "-1,250.5"], ["1234567", …], [sum, "(12,345)"]]}}]
"""


def test_a_figure_in_a_cell_is_written_as_the_language_writes_it() -> None:
    written: dict[LanguageCode, tuple[str, str]] = {
        "ar": ("-1\u00a0250,5", "12\u00a0345"), "es": ("-1.250,5", "12.345"), "fr": ("-1\u00a0250,5", "12\u00a0345"),
        "ru": ("-1\u00a0250,5", "12\u00a0345"), "zh": ("-1\u00a0250.5", "12\u00a0345"),
    }  # fmt: skip
    for code, (one, other) in written.items():
        translated = translate(parse_seed(FIGURES, Path("a.yaml")), code, shout)
        assert [text.text for text in texts(translated)][3:] == ["2010", one, "1234567", "…", "SUM", f"({other})"], code
        assert {text.state for text in texts(translated)} == {"translated"}


def test_titles_of_several_agenda_items_are_units_of_their_own() -> None:
    document = parse_seed(SEED.replace("title: Prevention", "title: [Culture of peace, Prevention]"), Path("seed.yaml"))
    found = [(text.address, text.context, text.text) for text in texts(document)][:2]
    assert found == [("agenda.title.1", "agenda.title", "Culture of peace"), ("agenda.title.2", "agenda.title", "Prevention")]
    assert document.subjects == ("Culture of peace", "Prevention")
    toy = translate(document, "fr", lambda _, text: Translation("translated", text.upper()))
    assert toy.subjects == ("CULTURE OF PEACE", "PREVENTION")


def test_agenda_items_need_no_title() -> None:
    document = parse_seed(SEED.replace(", title: Prevention", ""), Path("seed.yaml"))
    assert document.subjects == ()
    assert texts(document)[0].text == "H1"
