"""Seeds: what is read, and each kind of mistake with its line and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sixfold.document.model import Document
from sixfold.document.seeds import SIZE_LIMIT, json_schema, parse_seed, read_seed
from sixfold.document.units import texts
from sixfold.errors import SeedError
from support.projects import CHECKOUT

SEED = """\
symbol: A/66/398
organ: general-assembly
date: 2011-10-04
job: 11-53026
session: 66
agenda: {items: [107], title: Crime}
parts:
  - letter:
      title: Letter
      body: [One]
      signature: [{name: N, role: R}]
  - annex:
      heading: Annex
      titles: [Title]
      body:
        - preambular: [We]
        - operative: [Do]
"""


def read(source: str) -> Document:
    return parse_seed(source, Path("a.yaml"))


def complaints(source: str) -> str:
    with pytest.raises(SeedError) as refused:
        read(source)
    return str(refused.value)


def changed(old: str, new: str) -> str:
    assert old in SEED
    return SEED.replace(old, new, 1)


#: Of a seed: the words that are replaced, by which others, and what is said of it.
MISTAKES = {
    "unknown key": ("operative:", "oprative:", "a.yaml:17: unknown key “oprative” in annex\n hint: did you mean “operative”?"),
    "unknown key far from any": ("date:", "xyz: 1\ndate:",
     "a.yaml:3: unknown key “xyz” in the seed\n hint: known here: symbol, organ, distribution, date, original, language, "
     "job, reissued, session, venue, agenda, subsidiary, layout, digits, width, lists, first_page, recycle, emblem, parts"),
    "unknown key of a text": ("title: Letter", "title: {text: Letter, nota: x}",
     "a.yaml:9: unknown key “nota” in letter.title\n hint: did you mean “note”?"),
    "unknown kind of session": ("66\n", "{emergency_special: 10}\n",
     "a.yaml:5: unknown key “emergency_special” in session\n hint: did you mean “emergency-special”?"),
    "unknown part": ("annex:", "anex:", "a.yaml:12: unknown key “anex” in parts\n hint: did you mean “annex”?"),
    "missing key": ("date: 2011-10-04\n", "", "a.yaml:1: “date” is missing in the seed\n hint: add “date: …”"),
    "unknown organ": ("general-assembly", "general-asembly",
     "a.yaml:2: organ: “general-asembly” is not known here\n hint: did you mean “general-assembly”?"),
    "three organs": ("general-assembly", "[general-assembly, secretariat, trusteeship-council]",
     "a.yaml:2: organ: at most 2 are expected here, found 3"),
    "symbol": ("A/66/398", "A-66-398", "a.yaml:1: symbol: “A-66-398” is not a document symbol"),
    "symbol that is a number": ("A/66/398", "66",
     "a.yaml:1: symbol: a document symbol such as A/66/398 is expected here, found “66”"),
    "job number": ("11-53026", "11-5302",
     "a.yaml:4: job: “11-5302” is not a job number such as 11-53026, GE.19-13879, V.03-80680 or K0360265"),
    "job number without its hyphen": ("11-53026", "1153026",
     "a.yaml:4: job: a job number such as 11-53026 is expected here, found “1153026”"),
    "three dates of a job": ("11-53026", "{number: 11-53026, dates: [2011-10-01, 2011-10-02, 2011-10-03]}",
     "a.yaml:4: job.dates: at most 2 are expected here, found 3"),
    "date in words": ("2011-10-04", "4 October 2011",
     "a.yaml:3: date: a date such as 2011-10-04 is expected here, found “4 October 2011”"),
    "day that doesn't exist": ("2011-10-04", "2011-02-29",
     "a.yaml:3: date: a date such as 2011-10-04 is expected here, found “2011-02-29”"),
    "date before the United Nations": ("2011-10-04", "0211-10-04",
     "a.yaml:3: date: a date such as 2011-10-04 is expected here, found “0211-10-04”"),
    "session in quotation marks": ("66\n", "'66'\n",
     "a.yaml:5: session: a session such as 66, or a mapping such as special: 26, is expected here, found “66”"),
    "session 0": ("66\n", "0\n", "a.yaml:5: session: a number from 1 on is expected here"),
    "session 1000": ("66\n", "1000\n", "a.yaml:5: session: a number up to 999 is expected here"),
    "two sessions": ("66\n", "{special: 26, year: 66}\n",
     "a.yaml:5: session: exactly one of regular, special, emergency-special, year, of-year, substantive is expected "
     "here, found special, year"),
    "agenda item": ("[107]", "[107, 69b]",
     "a.yaml:6: agenda.items: an agenda item such as 107 or 69(b) is expected here, found “69b”"),
    "range from item to item": ("[107]", "69(a)-70(b)",
     "a.yaml:6: agenda.items: a range such as 12-14 or 69(a)-(d) is expected here, found “69(a)-70(b)”"),
    "range that falls": ("[107]", "[107, 14-12]", "a.yaml:6: agenda.items: the range of agenda items 14-12 doesn’t rise"),
    "item in a range": ("[107]", "[12-14, 13]", "a.yaml:6: agenda.items: agenda item 13 stands twice in the list"),
    "agenda item twice": ("[107]", "[69(b), 107, 69 (b)]", "a.yaml:6: agenda.items: agenda item 69(b) stands twice in the list"),
    "no agenda item": ("[107]", "[]", "a.yaml:6: agenda.items: at least one is expected here"),
    "text that is a number": ("title: Letter", "title: 2011", "a.yaml:9: letter.title: text is expected here, found “2011”"),
    "no text": ("title: Letter", "title:", "a.yaml:9: letter.title: text is expected here, found nothing"),
    "text that nobody sees": ("title: Letter", 'title: "\\u00a0\\u200b<em></em>"',
     "a.yaml:9: letter.title: text is expected here, found nothing that can be seen"),
    "unknown tag": ("title: Letter", "title: <b>Letter</b>",
     "a.yaml:9: letter.title: unknown tag <b>\n hint: there is <em>, <strong>, <sup>, <sub>, <fn>, <ref>, <br>"),
    "control character": ("title: Letter", 'title: "Let\\u0007ter"',
     "a.yaml:9: letter.title: control character U+0007 in the text\n hint: delete it"),
    "control character in a note": ("title: Letter", 'title: {text: T, note: "\\u0085msgid"}',
     "a.yaml:9: letter.title: control character U+0085 in the text\n hint: delete it"),
    "control character in the file": ("title: Letter", "title: Let\x07ter",
     "a.yaml:9: control character U+0007\n hint: delete it"),
    "id": ("title: Letter", "title: {text: T, id: a.b}",
     "a.yaml:9: letter.title: an id of letters, digits and hyphens is expected here, found “a.b”"),
    "body that is no list": ("body: [One]", "body: One", "a.yaml:10: letter.body: a list (- …) is expected here"),
    "empty body": ("body: [One]", "body: []", "a.yaml:10: letter.body: at least one is expected here"),
    "block of two kinds": ("body: [One]", "body: [{numbered: [a], operative: [b]}]",
     "a.yaml:10: letter.body: exactly one of paragraph, continued, lines, right, centred, lettered, hanging, list, "
     "bulleted, dashed, indented, preambular, operative, numbered, chapter, section, subsection, subheading, point, "
     "minor, heading, table, figure, roll, box, corrections, new_page is expected here, found numbered, operative"),
    "nothing under a key": ("operative: [Do]", "operative:", "a.yaml:17: annex.body: nothing stands under “operative”"),
    "emblem by address": ("session: 66", "session: 66\nemblem: https://un.org/e.svg",
     "a.yaml:6: emblem: the name of an .svg file in templates/, or false for none, is expected here, found "
     "“https://un.org/e.svg”"),
    "emblem outside": ("session: 66", "session: 66\nemblem: ../e.svg",
     "a.yaml:6: emblem: the name of an .svg file in templates/, or false for none, is expected here, found “../e.svg”"),
    "emblem with markup": ("session: 66", 'session: 66\nemblem: \'x" onerror="y.svg\'',
     'a.yaml:6: emblem: the name of an .svg file in templates/, or false for none, is expected here, found “x" '
     'onerror="y.svg”'),
    "asterisks": ("title: Letter", "title: ***",
     "a.yaml:9: not valid YAML: did not find expected alphabetic or numeric character while scanning an alias\n hint: "
     "put the text in quotation marks: it begins with *"),
    "alias": ("title: Letter", "title: *a", "a.yaml:9: aliases (*name) are not for seeds\n hint: write the text out"),
    "tag of YAML": ("title: Letter", "title: !!python/name:os.system x",
     "a.yaml:9: tags (tag:yaml.org,2002:python/name:os.system) are not for seeds\n hint: put the text in quotation marks "
     "if it begins with !"),
    "merge key": ("session: 66", "<<: {session: 66}", "a.yaml:5: merge keys (<<) are not for seeds\n hint: write the keys out"),
    "directive": ("symbol:", "%YAML 1.1\n---\nsymbol:",
     "a.yaml:1: directives (%YAML …) are not for seeds\n hint: delete the line that begins with %"),
    "second document": ("  - annex:", "---\n  - annex:",
     "a.yaml:12: a second document begins here\n hint: write one seed in one file"),
    "key twice": ("session: 66", "session: 66\ndate: 2011-10-05",
     "a.yaml:6: “date” stands here twice, first in line 3\n hint: keep one of the two"),
    "text with a colon": ("body: [One]", "body:\n        - Resolution: the text",
     "a.yaml:11: unknown key “Resolution” in letter\n hint: put the text in quotation marks if it begins with "
     "“Resolution:”"),
    "number for a text": ("body: [One]", "body: [12]",
     "a.yaml:10: letter.body: a mapping (key: value) is expected here\n hint: put 12 in quotation marks if it is a text"),
    "key that stands twice": ("session: 66", "session: 66\n7: x\n7.0: y\n7: z",
     "a.yaml:8: “7” stands here twice, first in line 6\n hint: keep one of the two"),
    "number too large": ("session: 66", "session: 1e999",
     "a.yaml:5: the number 1e999 is too large\n hint: put it in quotation marks if it is a text"),
    "directive of another version": ("symbol:", "%YAML 3.0\n---\nsymbol:",
     "a.yaml:1: not valid YAML: found incompatible YAML document\n hint: delete the line: a line that begins with % is a "
     "directive"),
    "colon in a text": ("title: Letter", "title: Letter: a",
     "a.yaml:9: not valid YAML: mapping values are not allowed in this context\n hint: is a text with a colon or a "
     "quotation mark in it without quotes? put it in a block: key: >-"),
    "tabulator": ("      title: Letter", "\ttitle: Letter",
     "a.yaml:9: not valid YAML: found character that cannot start any token while scanning for the next token\n hint: "
     "indent with spaces, not with a tabulator"),
    "a sign that YAML keeps for itself": ("title: Letter", "title: @Letter",
     "a.yaml:9: not valid YAML: found character that cannot start any token while scanning for the next token\n hint: "
     "put the text in quotation marks: it begins with @"),
    "a line end of other standards": ("title: Letter", "title: Let\u2028ter",
     "a.yaml:9: control character U+2028\n hint: delete it"),
    "list as a key": ("session: 66", "? [session]\n: 66",
     "a.yaml:5: a list or a mapping is no key, which is a word\n hint: write a word before the colon"),
    "endless number": ("session: 66", "session: " + "6" * 5000,
     "a.yaml:5: a number of 5,000 digits\n hint: put it in quotation marks if it is a text"),
    "deep nesting": ("title: Letter", "title: " + "[" * 30 + "]" * 30,
     "a.yaml:9: nested too deeply\n hint: a seed is at most a few levels deep"),
}  # fmt: skip


def test_mistake_is_told_with_its_line() -> None:
    told = {name: complaints(changed(old, new)) for name, (old, new, _) in MISTAKES.items()}
    assert told == {name: complaint for name, (*_, complaint) in MISTAKES.items()}


def test_seed_without_mistakes_is_read() -> None:
    assert [text.text for text in texts(read(SEED))] == [
        "Crime", "Letter", "One", "N", "R", "Annex", "Title", "We", "Do",
    ]  # fmt: skip


def test_every_problem_is_told_at_once_in_the_order_of_the_lines() -> None:
    source = (
        changed("A/66/398", "A66").replace("2011-10-04", "x").replace("[Do]", "['', 3, <b>]").replace("N, ro", "N, rol")
    )
    assert complaints(source).splitlines() == [
        "a.yaml:1: symbol: “A66” is not a document symbol",
        "a.yaml:3: date: a date such as 2011-10-04 is expected here, found “x”",
        "a.yaml:11: unknown key “role” in letter.signature".replace("role", "rolle"),
        " hint: did you mean “role”?",
        "a.yaml:17: annex.operative: text is expected here, found nothing that can be seen",
        "a.yaml:17: annex.operative: text is expected here, found “3”",
        "a.yaml:17: annex.operative: unknown tag <b>",
        " hint: there is <em>, <strong>, <sup>, <sub>, <fn>, <ref>, <br>",
    ]


def test_a_line_break_outside_titles_and_headings_is_told_with_its_line() -> None:
    source = SEED.replace("[Do]", "['Do<br>it']").replace("[Title]", "['Title<br>of it']")
    assert complaints(source) == "a.yaml:17: annex.operative: <br> breaks lines of titles and headings only\n hint: write two texts"


#: What a body can't hold, and what is said of it.
BODIES = {
    "[{list: {start: 52}}]": "letter.list: a list (- …) is expected here\n hint: begin each paragraph with “- ”; from another "
                             "number on, write the first one {text: …, number: 52}",
    "[{bulleted: [{text: a, number: 3}]}]":
        "letter.bulleted: what has no number can’t begin with one\n hint: delete “number”",
    "[{dashed: [{text: a, items: [{text: b, number: 3}]}]}]":
        "letter.dashed.items: what has no number can’t begin with one\n hint: delete “number”",
    "[{indented: [{operative: [a]}]}]": "unknown key “operative” in letter.indented\n hint: known here: paragraph, continued, "
                                        "lines, right, centred, lettered, hanging, list, bulleted, dashed",
    "[{list: [{text: a, number: x}]}]": "letter.list.number: a whole number is expected here",
    "[{hanging: [{text: a, number: 300}]}]":
        "letter.hanging: Arabic has no sign for letter 300\n hint: divide the text otherwise",
}  # fmt: skip
SIZES = {
    "{chapter: 11}": "letter.sizes.chapter: “11” is not known here\n hint: known here: 10, 12, 14",
    "{chaptr: 10}": "letter.sizes.chaptr: “chaptr” is not known here\n hint: did you mean “chapter”?",
}


def test_what_a_body_can_t_hold_and_a_size_that_headings_can_t_have_are_told_with_their_line() -> None:
    assert {body: complaints(changed("[One]", body)) for body in BODIES} == {
        body: f"a.yaml:10: {complaint}" for body, complaint in BODIES.items()
    }
    told = {sizes: complaints(changed("title: Letter", f"title: Letter\n      sizes: {sizes}")) for sizes in SIZES}
    assert told == {sizes: f"a.yaml:10: {complaint}" for sizes, complaint in SIZES.items()}


def test_two_texts_of_one_name_are_a_mistake_with_both_lines() -> None:
    source = changed("body: [One]", "body:\n        - {text: One, id: a}\n        - {text: Two, id: a}")
    assert complaints(source) == (
        "a.yaml:12: this text is named “letter.p.a”, like the one in line 11\n hint: give one of them another id"
    )


_HEAD = "symbol: A/66/1\norgan: general-assembly\ndate: 2011-10-04\njob: 11-12345\nparts:\n- letter:\n    title: T\n    body:\n"
#: A line that stands so often in a body, after another one, and what is said of the last.
UNCOUNTED = {
    ("", "    - section: A\n", 27): "a.yaml:35: letter.section: English has no sign for section 27",
    ("", "    - chapter: A\n", 21): "a.yaml:29: letter.chapter: Arabic has no sign for chapter 21",
    ("    - lettered:\n", "      - a\n", 27): "a.yaml:36: letter.lettered: Arabic has no sign for letter 27",
}


def test_what_a_language_has_no_number_for_is_told_with_its_line() -> None:
    told = {(first, line, count): complaints(_HEAD + first + line * count) for first, line, count in UNCOUNTED}
    assert told == {case: f"{what}\n hint: divide the text otherwise" for case, what in UNCOUNTED.items()}


def test_sections_are_counted_anew_in_each_chapter() -> None:
    body = ("    - chapter: C\n" + "    - section: S\n" * 20) * 2
    assert len(parse_seed(_HEAD + body, Path("a.yaml")).parts[0].value.body) == 42


def test_what_is_no_mapping_is_no_seed() -> None:
    for source in ("", "# nothing", "- symbol", "A/66/398", "<html></html>", "42"):
        told = "a.yaml:1: a seed is a mapping that begins with “symbol: …”\n hint: see seeds/schema.json"
        assert complaints(source) == told, source


def test_junk_is_one_problem_with_a_line() -> None:
    for junk in ("\0\1\2", "%PDF-1.7\n", "{{{{", "[" * 10_000, "&a [*a, *a]", "!", "'", '"\\', "|\n\t", "@", "`"):
        with pytest.raises(SeedError) as refused:
            read(junk)
        assert [problem.line is not None for problem in refused.value.problems] == [True], junk


def test_terminal_codes_in_a_key_are_shown_and_not_obeyed() -> None:
    assert complaints(changed("session: 66", 'session: 66\n"a\\e[31m\\nb": 1')).startswith(
        "a.yaml:6: unknown key “a\\x1b[31m\\nb” in the seed\n"
    )


def test_long_value_is_shortened_in_its_complaint() -> None:
    assert complaints(changed("2011-10-04", "x" * 1000)) == (
        f"a.yaml:3: date: a date such as 2011-10-04 is expected here, found “{'x' * 59}…”"
    )


def test_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SEED.replace("\n", "\r\n").encode())
    assert read_seed(path) == read(SEED).lying_in(tmp_path)


def test_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(changed("title: Letter", "title: Chargé").encode("latin-1"))
    with pytest.raises(SeedError) as refused:
        read_seed(path)
    assert str(refused.value) == f"{path}:9: not UTF-8\n hint: save the file in the encoding UTF-8"


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * (SIZE_LIMIT + 1))
    with pytest.raises(SeedError, match="4,000,001 bytes are too many for a seed"):
        read_seed(path)


def test_seed_that_is_a_folder_or_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="can't be read: Is a directory"):
        read_seed(tmp_path)
    with pytest.raises(SeedError, match="can't be read: No such file or directory"):
        read_seed(tmp_path / "b.yaml")


def test_billion_laughs_are_refused_unread() -> None:
    lines = ["a0: &a0 [lol]", *(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]" for n in range(9))]
    assert complaints("\n".join(lines)) == "a.yaml:2: aliases (*name) are not for seeds\n hint: write the text out"


def test_white_space_of_the_file_is_folded_and_a_no_break_space_stays() -> None:
    source = changed("title: Letter", "title: |\n        27\u00a0September\n\n          2011  \u00a0 x\n")
    assert [text.text for text in texts(read(source))][1] == "27\u00a0September 2011 \u00a0 x"


def test_other_ways_of_writing_are_accepted() -> None:
    for old, new in (
        ("[107]", "107"), ("[107]", "[107, 69 (b)]"), ("66\n", "{regular: 66}\n"), ("66\n", "{emergency-special: 10}\n"),
        ("general-assembly", "[general-assembly]"), ("A/66/398", "[A/66/398]"),
        ("11-53026", "{number: 11-53026*, dates: [2011-10-04]}"), ("session: 66", "session: 66\nemblem: false"),
        ("session: 66", "session: 66\nemblem: arms/geneva.svg"), ("[One]", "[{paragraph: One}]"),
        ("[One]", "[{text: One, id: a}]"), ("session: 66", "session: 66  # the sixty-sixth"),
    ):  # fmt: skip
        assert isinstance(read(changed(old, new)), Document)


def test_committed_schema_is_the_one_of_the_program() -> None:
    assert (CHECKOUT / "seeds" / "schema.json").read_text(encoding="utf-8") == json_schema()


def test_schema_knows_every_short_way_of_writing() -> None:
    definitions = json.loads(json_schema())["$defs"]
    assert [form.get("type", "reference") for form in definitions["Job"]["anyOf"]] == ["string", "object"]
    assert [form.get("type", "reference") for form in definitions["Jobs"]["anyOf"]] == ["reference", "object"]
    assert [form.get("type", "reference") for form in definitions["Session"]["anyOf"]] == ["integer", "object"]
    text, whole = definitions["Block"]["anyOf"]
    assert text == whole["properties"]["paragraph"]


def test_schema_asks_for_one_kind_of_part_and_allows_no_null() -> None:
    part = json.loads(json_schema())["$defs"]["Part"]
    assert (part["minProperties"], part["maxProperties"]) == (1, 1)
    assert part["properties"] == {
        kind: {"$ref": f"#/$defs/{model}"}
        for kind, model in (
            ("letter", "Letter"), ("report", "Report"), ("resolution", "Resolution"), ("annex", "Annex"),
            ("enclosure", "Annex"), ("appendix", "Annex"),
        )
    }


def test_footnotes_that_nobody_calls_and_calls_without_a_footnote_are_told_with_their_lines() -> None:
    seed = changed("      body: [One]\n", "      body: [One<fn>a</fn>, Two<fn>b</fn>]\n      notes: {a: See<fn>b</fn>, b: End}\n")
    assert complaints(seed) == "a.yaml:11: <fn>b</fn> stands in a footnote, which can’t call another\n hint: call it in the text"
    seed = changed("      body: [One]\n", "      body: [One<fn>x</fn>]\n      notes: {a: Note}\n")
    assert complaints(seed) == (
        "a.yaml:10: <fn>x</fn> calls a footnote that isn’t there\n hint: write “notes: {x: …}” in this part\n"
        "a.yaml:11: nothing calls the footnote “a”\n hint: write <fn>a</fn> where its mark belongs"
    )


def test_a_thousand_footnotes_can_be_set_and_no_more() -> None:
    def seed(count: int) -> str:
        calls = "".join(f"        - A<fn>{n}</fn>\n" for n in range(count))
        notes = "".join(f'        "{n}": B\n' for n in range(count))
        return changed("      body: [One]\n", f"      body:\n{calls}      notes:\n{notes}")

    assert read(seed(1_000))
    assert complaints(seed(1_001)) == "a.yaml:1: 1,001 footnotes; at most 1,000 can be set\n hint: divide the document"


def test_a_table_has_1500_rows_at_most() -> None:
    def seed(count: int) -> str:
        rows = "          - [A, B]\n" * count
        return changed("      body: [One]\n", f"      body:\n      - table:\n          columns: [a, b]\n          rows:\n{rows}")

    assert read(seed(1_500))
    assert complaints(seed(1_501)).endswith("at most 1500 are expected here, found 1501")


def test_text_that_a_comment_would_cut_off_is_told() -> None:
    cut = changed("[One]", "\n        - Who pays under item #5 of the agenda\n")
    assert complaints(cut).startswith("a.yaml:11: “ #” cuts this text off")
