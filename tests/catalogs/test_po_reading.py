"""Every damage of a catalog is an error with its line, also those that polib reads over."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.model import Catalog, Previous
from sixfold.catalogs.po import parse_catalog, read_catalog, read_catalogs, run_gettext
from sixfold.errors import CatalogError, RequirementError

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n > 1;\\n"

"""  # five lines: the first line of a body is line 6


def catalog(tmp_path: Path, body: str) -> Catalog:
    (tmp_path / "a.po").write_text(HEADER + body, encoding="utf-8")
    return read_catalog(tmp_path / "a.po")


def problems(tmp_path: Path, content: str | bytes) -> list[str]:
    """Return what the strict reading says of *content*, as `line: sentence`."""
    path = tmp_path / "a.po"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        read_catalog(path)
    except CatalogError as error:
        assert all(problem.path == path and problem.hint for problem in error.problems)
        return [f"{problem.line}: {problem.what}" for problem in error.problems]
    return []


#: What is wrong, and the first line that is named.
DAMAGES = {
    "an entry with other line ends than its file":
        ('#. paragraph 1\rmsgid "Recall"\rmsgstr "Rappelons"\r\nmsgid "Stress"\nmsgstr "Soulignons"\n', 6),
    "a previous source that is obsolete, of an entry that isn't": ('#~| msgid "Recal"\nmsgid "Recall"\nmsgstr "Rappelons"\n', 7),
    "a previous source of no entry": ('msgid "Recall"\nmsgstr "Rappelons"\n\n#~| msgid "Recal"\n', 10),
    "the sign that parts context and text": ('msgid "Recall"\nmsgstr "Rap\x04pelons"\n', 7),
    "a comment between the strings of a translation": ('msgid "Recall"\nmsgstr ""\n"Rap"\n# remark\n"pelons"\n', 10),
    "a string without its closing quote": ('msgid "Recall"\nmsgstr "Rappelons\n', 7),
    "a string whose closing quote is escaped": ('msgid "Recall"\nmsgstr "Rappelons\\"\n', 7),
    "a string without its opening quote": ('msgid "Recall"\nmsgstr Rappelons"\n', 7),
    "a continued string without its closing quote": ('msgid "Recall"\nmsgstr ""\n"Rappelons\n"la suite"\n', 8),
    "a keyword without a string": ('msgid "Recall"\nmsgstr\n', 8),
    "a keyword with an index that is none": ('msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[x] "Des"\n', 9),
    "a line that is nothing": ('msgid "Recall"\nmsgstr "Rappelons"\nla suite\n', 8),
    "text after a string": ('msgid "Recall"\nmsgstr "Rappelons" la suite\n', 7),
    "an unknown escape": ('msgid "Recall"\nmsgstr "Rappelons \\q"\n', 7),
    "a carriage return alone": ('msgid "Recall"\rmsgstr "Rappelons"\n', 6),
    "a string that belongs to nothing": ('# why?\n"Rappelons"\n', 7),
    "an entry without msgstr": ('msgid "Recall"\n\n#. the next\nmsgid "Stress"\nmsgstr "Soulignons"\n', 6),
    "a context without msgid": ('msgctxt "op.1"\nmsgstr "Rappelons"\n', 7),
    "two msgstr": ('msgid "Recall"\nmsgstr "Rappelons"\nmsgstr "Rappelant"\n', 8),
    "a plural without its forms": ('msgid "One"\nmsgid_plural "Many"\nmsgstr "Un"\n', 8),
    "a form left out": ('msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[2] "Des"\n', 9),
    "too few plural forms": ('msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\n', 2),
    "a comment inside an entry": ('msgid "Recall"\n# why?\nmsgstr "Rappelons"\n', 6),
    "a previous source without msgid": ('#, fuzzy\n#| msgctxt "op.2"\nmsgid "Recall"\nmsgstr "Rappelons"\n', 8),
    "a broken previous source": ('#, fuzzy\n#| msgid "Reca\nmsgid "Recall"\nmsgstr "Rappelons"\n', 7),
    "half of an entry obsolete": ('#~ msgid "Recall"\nmsgstr "Rappelons"\n', 7),
    "the same obsolete entry twice": ('#~ msgid "Recall"\n#~ msgstr "a"\n\n#~ msgid "Recall"\n#~ msgstr "b"\n', 9),
    "the same entry in use and obsolete": ('msgid "Recall"\nmsgstr "a"\n\n#~ msgid "Recall"\n#~ msgstr "b"\n', 9),
    "two headers": ('msgid ""\nmsgstr "Language: fr\\n"\n', 6),
    "a merge left unfinished, and a broken string":
        ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n||||||| base\n=======\nmsgstr "d"\n>>>>>>> x\n\nmsgid "e"\nmsgstr "f\n', 7),
}  # fmt: skip


def test_every_damage_is_named_with_its_line(tmp_path: Path) -> None:
    found = {name: problems(tmp_path, HEADER + body)[:1] for name, (body, _) in DAMAGES.items()}
    assert {name: [one.partition(":")[0] for one in told] for name, told in found.items()} == {
        name: [str(line)] for name, (_, line) in DAMAGES.items()
    }
    assert found["the same obsolete entry twice"] == [
        "9: msgfmt: duplicate message definition (line 7: this is the location of the first definition)"
    ]
    three = 'msgid "a"\nmsgstr "b\n\nmsgid c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr "\\q"\n'
    assert [line.partition(":")[0] for line in problems(tmp_path, HEADER + three)] == ["7", "9", "13"]


def test_polib_alone_would_read_over_damages(tmp_path: Path) -> None:
    """The reason for a reading of our own: should polib become strict one day, this test says so."""
    path = tmp_path / "a.po"
    for damage in ("a string without its closing quote", "a string without its opening quote", "the same obsolete entry twice"):
        path.write_text(HEADER + DAMAGES[damage][0], encoding="utf-8")
        assert polib.pofile(str(path)), damage


HINTS = {
    'msgid "a"\nmsgtr "b"\n': "msgstr",
    'msgid "a"\nmsgstr "la "traite" des"\n': 'write \\" for',
    'msgid "a"\nmsgstr ""\n"见"贩运"者"\n': 'write \\" for',
    'msgid "a"\nmsgstr "la \\"traite" des"\n': 'write \\" for',
    'msgid "a"\nmsgtr "la \\"traite\\""\n': "msgstr",
    'msgid "a"\nmsgstr "b\n': "quotation mark",
    'msgid "a"\nmsgstr b"\n': "quotation mark",
    'msgid "a"\nmsgstr "b \\q"\n': "backslash",
    'msgid "a\\n"\nmsgstr "b"\n': "end the translation as",
    'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n': "Plural-Forms",
    'msgid "a"\nmsgstr "b" "c"\n': "msgcat FILE -o FILE",
    'msgid "a"\nmsgstr "\\x41"\n': "msgcat",
    'msgid "a"\nmsgstr "\\\\\\a"\n': "delete it",
}


def test_hint_is_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    for body, hint in HINTS.items():
        path.write_text(HEADER + body, encoding="utf-8")
        with pytest.raises(CatalogError) as caught:
            read_catalog(path)
        assert hint in str(caught.value.problems[0].hint), body


def test_error_prints_path_line_sentence_and_hint(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEADER + 'msgid "a"\nmsgstr "b\n', encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_catalog(path)
    hint = 'end the text with a quotation mark; one inside a text is \\"'
    assert str(caught.value) == f"{path}:7: msgfmt: end-of-line within string\n hint: {hint}"
    assert caught.value.exit_code == 4


def test_another_encoding_is_one_problem_however_many_lines_show_it(tmp_path: Path) -> None:
    for second, others in (("u", ""), ("ü", ", nor is one in 1 further line")):
        body = f'msgid "a"\nmsgstr "é"\n\nmsgid "b"\nmsgstr "{second}"\n'.encode("latin-1")
        told = f"7: byte 0xE9 is not UTF-8{others}; was the file saved in another encoding?"
        assert problems(tmp_path, HEADER.encode() + body) == [told]
    assert problems(tmp_path, HEADER.encode("utf-16")) == ["1: the file is UTF-16, a catalog is UTF-8"]


def test_header_says_utf_8(tmp_path: Path) -> None:
    headers = {
        "Content-Type: text/plain; charset=ISO-8859-1": ["2: the header names the encoding “ISO-8859-1”, a catalog is UTF-8"],
        "Content-Type: text/plain; charset=CHARSET": ["2: the header names the encoding “CHARSET”, a catalog is UTF-8"],
        "Language: fr": ["2: the header names no encoding, a catalog is UTF-8"],
        "Content-Type: text/plain; charset=utf-8": [],
        "Content-Type: text/plain; charset=utf8": [],
    }
    assert {header: problems(tmp_path, f'msgid ""\nmsgstr "{header}\\n"\n') for header in headers} == headers


def test_catalog_without_header_is_an_error(tmp_path: Path) -> None:
    assert problems(tmp_path, 'msgid "a"\nmsgstr "b"\n') == ["1: the catalog doesn’t begin with its header"]
    assert problems(tmp_path, "") == ["1: the catalog doesn’t begin with its header"]


def test_plural_without_plural_forms_is_an_error(tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    body = 'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[1] "Des"\n'
    (found,) = problems(tmp_path, header + body)
    assert found.startswith("6: msgfmt: message catalog has plural form translations (line 2: ")


def test_without_gettext_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RequirementError, match="the program msgcat is not installed") as caught:
        run_gettext("msgcat", [])
    assert "apt install gettext" in str(caught.value)


SOUND = {
    "an empty line inside an entry": 'msgid "a"\n\nmsgstr "b"\n',
    "indented lines": '  msgid "a"\n\tmsgstr "b"  \n',
    "comments of every kind": '# t\n#t\n#\n#. e\n#: p:1\n#, fuzzy, no-wrap\n#| msgid "z"\nmsgid "a"\nmsgstr "b"\n',
    "an obsolete entry with its previous source": '#, fuzzy\n#~| msgid "z"\n#~ msgid "a"\n#~ msgstr "b"\n',
    "an obsolete plural with other forms": '#~ msgid "a"\n#~ msgid_plural "c"\n#~ msgstr[0] "b"\n',
    "an empty context beside none": 'msgctxt ""\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
    "a comment after the last entry": 'msgid "a"\nmsgstr "b"\n\n# the end\n',
    "every escape": 'msgid "a"\nmsgstr "c\\n\\t\\"\\\\a"\n',
    "marks of git inside a string": 'msgid "a"\nmsgstr ""\n"<<<<<<< HEAD"\n',
    "no line end after the last line": 'msgid "a"\nmsgstr "b"',
    "no empty line between entries": 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
    "more plural forms than there are, all empty": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n',
}


def test_sound_catalog_is_read(tmp_path: Path) -> None:
    found = {name: problems(tmp_path, HEADER + body) for name, body in SOUND.items()}
    assert {name: told for name, told in found.items() if told} == {}


def test_one_of_several_catalogs_is_read_as_it_is_alone(tmp_path: Path) -> None:
    names = ("one", "between", "other")
    paths = [tmp_path / f"{name}.po" for name in names]
    for path in paths:
        path.write_text(HEADER + 'msgid "Recall"\nmsgstr "Rappelons"\n', encoding="utf-8")
    for body in (*(body for body, _ in [*DAMAGES.values()][::4]), *[*SOUND.values()][::4]):  # each takes four calls of msgfmt
        paths[1].write_text(HEADER + body, encoding="utf-8")
        (alone,) = read_catalogs(paths[1:2]).values()
        one, together, other = map(read_catalogs(paths).get, paths)
        assert isinstance(one, Catalog) and isinstance(other, Catalog)
        if isinstance(alone, Catalog):
            assert together == alone
        else:
            assert isinstance(together, CatalogError) and together.problems == alone.problems


def test_missing_catalog_says_how_to_make_it_and_a_folder_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog(tmp_path / "a.po")
    assert str(caught.value) == (
        f"{tmp_path / 'a.po'}: the catalog can’t be read: No such file or directory\n hint: run `sixfold update` to make it"
    )
    with pytest.raises(CatalogError, match="can’t be read"):
        read_catalog(tmp_path)


def test_entry_is_read_as_a_translator_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    body = (
        '# why\n#. operative paragraph 1\n#: seeds/a.yaml\n#, fuzzy, no-wrap\n#| msgctxt "op.2"\n#| msgid "Rec"\n'
        '#| "ord"\nmsgctxt "op.1"\nmsgid ""\n"Recall "\n"it"\nmsgstr "Rappelons \\"cela\\""\n'
    )
    path.write_text(HEADER + body, encoding="utf-8")
    entry = read_catalog(path).find("op.1", "Recall it")
    assert entry is not None
    assert (entry.comments, entry.extracted, entry.places) == (("why",), ("operative paragraph 1",), ("seeds/a.yaml",))
    assert (entry.flags, entry.is_fuzzy, entry.state) == (("fuzzy", "no-wrap"), True, "fuzzy")
    assert entry.previous is not None
    assert (entry.previous.context, entry.previous.text) == ("op.2", "Record")
    assert (entry.translation, entry.line, entry.translation_line) == ('Rappelons "cela"', 13, 17)


def test_white_space_alone_and_a_plural_with_one_form_missing_are_missing(tmp_path: Path) -> None:
    states = {'msgstr "b"': "translated", 'msgstr ""': "missing", 'msgstr "\u00a0"': "missing"}
    assert {typed: catalog(tmp_path, f'msgid "a"\n{typed}\n').entries[1].state for typed in states} == states
    (entry,) = catalog(tmp_path, 'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[1] ""\n')
    assert (entry.state, entry.translations, entry.is_typed) == ("missing", ("Un", ""), True)


def test_obsolete_entry_is_not_found_but_kept_with_its_former_source(tmp_path: Path) -> None:
    found = catalog(tmp_path, '#, fuzzy\n#~| msgid "z"\n#~ msgid "a"\n#~ msgstr "b"\n')
    (entry,) = found.obsolete
    assert (found.find(None, "a"), list(found), entry.translation, entry.previous) == (None, [], "b", Previous(None, "z", None))


def test_flags_may_be_parted_by_spaces(tmp_path: Path) -> None:
    for line in ("#, fuzzy no-wrap", "#,fuzzy,no-wrap", "#, no-wrap, fuzzy,", "#, no-wrap fuzzy range: 0..3"):
        entry = catalog(tmp_path, f'{line}\nmsgid "Recall"\nmsgstr "Rappelons"\n').entries[-1]
        assert (entry.is_fuzzy, set(entry.flags) - {"range: 0..3"}) == (True, {"fuzzy", "no-wrap"}), line


def test_comments_of_any_layout_are_read(tmp_path: Path) -> None:
    body = '#note\n##  two\n#\n#.e\n#:p\n#,fuzzy\nmsgid "a"\nmsgstr "b"\n\n# the end\n'
    (entry,) = catalog(tmp_path, body)
    assert entry.comments == ("note", "#  two", "", "the end")
    assert (entry.extracted, entry.places, entry.flags) == (("e",), ("p",), ("fuzzy",))


def test_control_characters_are_named(tmp_path: Path) -> None:
    for control in "\x00\x1b\x7f\x85\u2028":
        expected = [f"7: the control character U+{ord(control):04X} is in the text"]
        assert problems(tmp_path, f'{HEADER}msgid "a"\nmsgstr "b{control}c"\n') == expected


def test_byte_order_mark_and_other_line_ends_make_no_difference(tmp_path: Path) -> None:
    body = f'{HEADER}msgid "a"\nmsgstr "b"\n'
    other = b"\xef\xbb\xbf" + body.replace("\n", "\r\n").encode()
    entries = [parse_catalog(tmp_path / "a.po", data).entries for data in (body.encode(), other)]
    assert entries[0] == entries[1]
    assert entries[1][-1].translation_line == 7


LINES = (
    'msgid "a"', 'msgstr "b"', '"c"', "# d", "#, fuzzy", '#| msgid "e"', '#~ msgid "f"', '#~ msgstr "g"', "", '#~ "h"', "#~",
    '#~| msgid "i"', 'msgctxt "j"', 'msgstr[0] "k"', 'msgstr[1] "m"', 'msgid_plural "l"', "x", "#", ' msgid "n" "o"',
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=120)
@given(st.lists(st.sampled_from(LINES), max_size=9))
def test_any_file_is_read_as_msgcat_reads_it_or_refused(lines: list[str]) -> None:
    text = HEADER + "\n".join(lines) + "\n"
    try:
        found = parse_catalog(Path("a.po"), text.encode())
    except CatalogError as error:
        assert all(problem.hint for problem in error.problems)
        return
    written = run_gettext("msgcat", ["--force-po", "-"], text)
    assert written.returncode == 0
    wanted = sorted(
        str((one.msgctxt, one.msgid, one.msgid_plural, one.msgstr, bool(one.obsolete), "fuzzy" in one.flags))
        for one in polib.pofile(written.stdout)
    )
    assert wanted == sorted(
        str((one.context, one.text, one.plural or "", "" if one.plural else one.translation, one.is_obsolete, one.is_fuzzy))
        for one in found.entries[1:]
    )


def test_catalogs_read_together_are_each_a_catalog_or_what_is_wrong_with_it(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.po" for number in range(4)]
    for path, content in zip(paths, (HEADER.encode(), b"\xff", HEADER.encode()), strict=False):
        path.write_bytes(content)
    one, damaged, other, missing = map(read_catalogs(paths).get, paths)
    assert one == other == read_catalog(paths[0])
    assert isinstance(damaged, CatalogError)
    assert missing is None
