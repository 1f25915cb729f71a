"""Every damage of a catalog is an error with its line, also those that polib reads over."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixfold.catalogs import Catalog, Entry, msgfmt_accepts, read_catalog
from sixfold.catalogs.formatting import format_entry
from sixfold.errors import CatalogError

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n > 1;\\n"

"""  # five lines: the first line of a body is line 6

needs_msgfmt = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")


def catalog(tmp_path: Path, body: str) -> Catalog:
    (tmp_path / "a.po").write_text(HEADER + body, encoding="utf-8")
    return read_catalog(tmp_path / "a.po")


def problems(tmp_path: Path, content: str | bytes, *, with_msgfmt: bool = False) -> list[str]:
    """Return what the strict reading says of *content*, as `line: sentence`."""
    path = tmp_path / "a.po"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        read_catalog(path, with_msgfmt=with_msgfmt)
    except CatalogError as error:
        assert all(problem.path == path and problem.hint for problem in error.problems)
        return [f"{problem.line}: {problem.what}" for problem in error.problems]
    return []


DAMAGES = {
    "an entry with other line ends than its file": (
        '#. paragraph 1\rmsgid "Recall"\rmsgstr "Rappelons"\r\nmsgid "Stress"\nmsgstr "Soulignons"\n',
        ["6: a carriage return stands in the line"],
    ),
    "a previous source that is obsolete, of an entry that isn't": (
        '#~| msgid "Recal"\nmsgid "Recall"\nmsgstr "Rappelons"\n',
        ["6: one part of the entry is obsolete (#~), another is not"],
    ),
    "a previous source of no entry": (
        'msgid "Recall"\nmsgstr "Rappelons"\n\n#~| msgid "Recal"\n',
        ["9: a previous source (#~|) belongs to no entry"],
    ),
    "the sign that parts context and text": (
        'msgid "Recall"\nmsgstr "Rap\x04pelons"\n',
        ["7: the control character U+0004 stands in the text"],
    ),
    "a comment between the strings of a translation": (
        'msgid "Recall"\nmsgstr ""\n"Rap"\n# remark\n"pelons"\n',
        ["10: a string belongs to no keyword"],
    ),
    "a comment between the strings of a source": (
        'msgid ""\n"Re"\n# remark\n"call"\nmsgstr "Rappelons"\n',
        ["8: a comment stands inside an entry"],
    ),
    "a string without its closing quote": (
        'msgid "Recall"\nmsgstr "Rappelons\n',
        ["7: a string has no closing quotation mark"],
    ),
    "a string whose closing quote is escaped": (
        'msgid "Recall"\nmsgstr "Rappelons\\"\n',
        ["7: a string has no closing quotation mark"],
    ),
    "a string without its opening quote": (
        'msgid "Recall"\nmsgstr Rappelons"\n',
        ["7: a string has no opening quotation mark"],
    ),
    "a continued string without its opening quote": (
        'msgid "Recall"\nmsgstr ""\nRappelons"\n',
        ["8: a string has no opening quotation mark"],
    ),
    "a continued string without its closing quote": (
        'msgid "Recall"\nmsgstr ""\n"Rappelons\n"la suite"\n',
        ["8: a string has no closing quotation mark"],
    ),
    "a keyword without a string": (
        'msgid "Recall"\nmsgstr\n',
        ["7: no string follows msgstr"],
    ),
    "a keyword with a letter dropped": (
        'msgid "Recall"\nmsgtr "Rappelons"\n',
        ["7: unknown keyword “msgtr”"],
    ),
    "a keyword with an index that is none": (
        'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[x] "Des"\n',
        ["9: unknown keyword “msgstr[x]”"],
    ),
    "a line that is nothing": (
        'msgid "Recall"\nmsgstr "Rappelons"\nla suite\n',
        ["8: “la suite” is neither a comment, a keyword with a string, nor a string"],
    ),
    "text after a string": (
        'msgid "Recall"\nmsgstr "Rappelons" la suite\n',
        ["7: text stands after the closing quotation mark of a string"],
    ),
    "a quote inside a string": (
        'msgid "Recall"\nmsgstr "Nous "rappelons" cela"\n',
        ["7: a quotation mark inside a string is not escaped"],
    ),
    "an unknown escape": (
        'msgid "Recall"\nmsgstr "Rappelons \\q"\n',
        ["7: unknown escape “\\q”"],
    ),
    "a carriage return alone": (
        'msgid "Recall"\rmsgstr "Rappelons"\n',
        ["6: a carriage return stands in the line"],
    ),
    "a string that belongs to nothing": (
        '# why?\n"Rappelons"\n',
        ["7: a string belongs to no keyword"],
    ),
    "an entry without msgstr": (
        'msgid "Recall"\n\n#. the next\nmsgid "Stress"\nmsgstr "Soulignons"\n',
        ["6: the entry has no msgstr"],
    ),
    "a last entry without msgstr": (
        'msgctxt "op.1"\nmsgid "Recall"\n',
        ["6: the entry has no msgstr"],
    ),
    "a context without msgid": (
        'msgctxt "op.1"\nmsgstr "Rappelons"\n',
        ["7: msgstr stands after msgctxt"],
    ),
    "msgstr without msgid": (
        '# why?\nmsgstr "Rappelons"\n\nmsgid "Stress"\nmsgstr "Soulignons"\n',
        ["7: msgstr stands without msgid"],
    ),
    "two msgstr": (
        'msgid "Recall"\nmsgstr "Rappelons"\nmsgstr "Rappelant"\n',
        ["8: msgstr stands after msgstr"],
    ),
    "a plural without its forms": (
        'msgid "One"\nmsgid_plural "Many"\nmsgstr "Un"\n',
        ["8: msgstr stands after msgid_plural"],
    ),
    "a form left out": (
        'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[2] "Des"\n',
        ["9: msgstr[2] stands after msgstr[0]"],
    ),
    "too few plural forms": (
        'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\n',
        ["8: the entry has 1 of the 2 plural forms that the header promises"],
    ),
    "too many plural forms": (
        'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n',
        ["8: the entry has 3 of the 2 plural forms that the header promises"],
    ),
    "a comment inside an entry": (
        'msgid "Recall"\n# why?\nmsgstr "Rappelons"\n',
        ["7: a comment stands inside an entry"],
    ),
    "a previous source without msgid": (
        '#, fuzzy\n#| msgctxt "op.2"\nmsgid "Recall"\nmsgstr "Rappelons"\n',
        ["8: the previous source (#|) has no msgid"],
    ),
    "a broken previous source": (
        '#, fuzzy\n#| msgid "Reca\nmsgid "Recall"\nmsgstr "Rappelons"\n',
        ["7: a string has no closing quotation mark"],
    ),
    "a broken obsolete entry": (
        '#~ msgid "Recall"\n#~ msgstr Rappelons"\n',
        ["7: a string has no opening quotation mark"],
    ),
    "half of an entry obsolete": (
        '#~ msgid "Recall"\nmsgstr "Rappelons"\n',
        ["7: one part of the entry is obsolete (#~), another is not"],
    ),
    "the same entry twice": (
        'msgctxt "op.1"\nmsgid "Recall"\nmsgstr "a"\n\nmsgctxt "op.1"\nmsgid "Recall"\nmsgstr "b"\n',
        ["10: the entry “op.1: Recall” stands twice, first in line 6"],
    ),
    "the same obsolete entry twice": (
        '#~ msgid "Recall"\n#~ msgstr "a"\n\n#~ msgid "Recall"\n#~ msgstr "b"\n',
        ["9: the entry “Recall” stands twice, first in line 6"],
    ),
    "the same entry in use and obsolete": (
        'msgid "Recall"\nmsgstr "a"\n\n#~ msgid "Recall"\n#~ msgstr "b"\n',
        ["9: the entry “Recall” stands twice, first in line 6"],
    ),
    "two headers": (
        'msgid ""\nmsgstr "Language: fr\\n"\n',
        ["6: the header stands twice, first in line 1"],
    ),
    "a merge left unfinished": (
        'msgid "Recall"\n<<<<<<< HEAD\nmsgstr "Rappelons"\n=======\nmsgstr "Rappelant"\n>>>>>>> theirs\n',
        ["7: a merge was left unfinished: git’s marks stand here"],
    ),
    "two merges left unfinished, and a broken string": (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n||||||| base\nmsgstr "c"\n=======\nmsgstr "d"\n>>>>>>> x\n\n'
        'msgid "e"\nmsgstr "f\n\nmsgid "g"\n<<<<<<< HEAD\nmsgstr "h"\n=======\nmsgstr "i"\n>>>>>>> x\n',
        [
            "7: a merge was left unfinished: git’s marks stand here",
            "16: a string has no closing quotation mark",
            "19: a merge was left unfinished: git’s marks stand here",
        ],
    ),
    "three damages at once": (
        'msgid "a"\nmsgstr "b\n\nmsgid c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr "\\q"\n',
        [
            "7: a string has no closing quotation mark",
            "9: a string has no opening quotation mark",
            "13: unknown escape “\\q”",
        ],
    ),
}


@pytest.mark.parametrize(("body", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_every_damage_is_named_with_its_line(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert problems(tmp_path, HEADER + body) == expected


@needs_msgfmt
@pytest.mark.parametrize(("body", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_msgfmt_adds_nothing_to_what_we_found_ourselves(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert problems(tmp_path, HEADER + body, with_msgfmt=True) == expected


@pytest.mark.parametrize(
    "damage",
    [
        "a string without its closing quote",
        "a string without its opening quote",
        "the same entry twice",
        "the same obsolete entry twice",
    ],
)
def test_polib_alone_would_read_over_it(tmp_path: Path, damage: str) -> None:
    """The reason for a reading of our own: should polib become strict one day, this test says so."""
    path = tmp_path / "a.po"
    path.write_text(HEADER + DAMAGES[damage][0], encoding="utf-8")
    assert polib.pofile(str(path))


HINTS = {
    'msgid "a"\nmsgtr "b"\n': "did you mean “msgstr”?",
    'msgid "a"\nmsgstr "b\n': 'end the text with "',
    'msgid "a"\nmsgstr b"\n': 'begin the text with "',
}


@pytest.mark.parametrize(("body", "hint"), HINTS.items())
def test_hint_is_what_to_do(tmp_path: Path, body: str, hint: str) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEADER + body, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_catalog(path)
    assert caught.value.problems[0].hint == hint


def test_error_prints_path_line_sentence_and_hint(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEADER + 'msgid "a"\nmsgstr "b\n', encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_catalog(path)
    assert str(caught.value) == f'{path}:7: a string has no closing quotation mark\n hint: end the text with "'
    assert caught.value.exit_code == 4


def test_bytes_of_another_encoding_are_named_with_their_lines(tmp_path: Path) -> None:
    body = 'msgid "a"\nmsgstr "é"\n\nmsgid "b"\nmsgstr "ü"\n'.encode("latin-1")
    assert problems(tmp_path, HEADER.encode() + body) == [
        "7: byte 0xE9 is not UTF-8; was the file saved in another encoding?",
        "10: byte 0xFC is not UTF-8; was the file saved in another encoding?",
    ]


def test_utf_16_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, HEADER.encode("utf-16")) == ["1: the file is UTF-16, a catalog is UTF-8"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Content-Type: text/plain; charset=ISO-8859-1",
            ["2: the header names the encoding “ISO-8859-1”, a catalog is UTF-8"],
        ),
        (
            "Content-Type: text/plain; charset=CHARSET",
            ["2: the header names the encoding “CHARSET”, a catalog is UTF-8"],
        ),
        ("Language: fr", ["2: the header names no encoding, a catalog is UTF-8"]),
        ("Content-Type: text/plain; charset=utf-8", []),
    ],
)
def test_header_says_utf_8(tmp_path: Path, header: str, expected: list[str]) -> None:
    assert problems(tmp_path, f'msgid ""\nmsgstr "{header}\\n"\n') == expected


def test_catalog_without_header_is_an_error(tmp_path: Path) -> None:
    assert problems(tmp_path, 'msgid "a"\nmsgstr "b"\n') == ["1: the catalog has no header"]
    assert problems(tmp_path, "") == ["1: the catalog has no header"]


def test_plural_without_plural_forms_is_an_error(tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    body = 'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert problems(tmp_path, header + body) == ["4: the header has no Plural-Forms, but this entry has a plural"]


@needs_msgfmt
def test_msgfmt_sees_what_lines_do_not_show(tmp_path: Path) -> None:
    body = '#, python-brace-format\nmsgid "Item {n}"\nmsgstr "Point {m}"\n\nmsgid "a\\n"\nmsgstr "b"\n'
    assert problems(tmp_path, HEADER + body) == []
    found = problems(tmp_path, HEADER + body, with_msgfmt=True)
    assert [line.partition(" ")[0] for line in found] == ["8:", "11:"]
    assert found[1] == "11: msgfmt: 'msgid' and 'msgstr' entries do not both end with '\\n'"


@needs_msgfmt
def test_msgfmt_is_asked_about_many_catalogs_at_once(tmp_path: Path) -> None:
    sound = [catalog(tmp_path, body) for name, body in SOUND.items() if name != "every escape"]
    unsound = catalog(tmp_path, 'msgid "a\\n"\nmsgstr "b"\n')
    assert msgfmt_accepts([])
    assert msgfmt_accepts(sound)
    assert not msgfmt_accepts([*sound, unsound])
    assert not msgfmt_accepts([unsound, *sound])


_TEXT = st.text(st.sampled_from("ab \n\t\\\"\a%sd{}é\u2028\x04"), max_size=6)
_LINE = st.sampled_from(("", "# a\n", "#! c-format\n", '#~| msgid "x"\n', '#| msgid "x"\n', "#= fuzzy\n", "#: a b\n", "#~ a\n"))
_FLAG = st.sampled_from(("fuzzy", "no-wrap", "c-format", "python-brace-format", "range: 0..3"))


@needs_msgfmt
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_LINE, _TEXT.filter(bool), _TEXT, st.none() | _TEXT, st.sets(_FLAG), st.booleans()), max_size=4))
def test_what_msgfmt_is_not_shown_it_has_no_rules_for(tmp_path: Path, drawn: list[tuple[Any, ...]]) -> None:
    entries = [
        Entry(str(number), text, (form,) if plural is None else (form, form), plural, flags=tuple(flags), is_obsolete=gone)
        for number, (_, text, form, plural, flags, gone) in enumerate(drawn)
    ]
    written = (line + format_entry(entry) for (line, *_), entry in zip(drawn, entries, strict=True))
    (tmp_path / "a.po").write_text(HEADER + "\n".join(written), encoding="utf-8")
    try:
        read_catalog(tmp_path / "a.po")
    except CatalogError:
        return
    try:
        read_catalog(tmp_path / "a.po", with_msgfmt=True)
    except CatalogError:
        is_accepted = False
    else:
        is_accepted = True
    assert msgfmt_accepts([read_catalog(tmp_path / "a.po")]) == is_accepted


def test_without_gettext_the_own_reading_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problems(tmp_path, HEADER + 'msgid "a\\n"\nmsgstr "b"\n', with_msgfmt=True) == []


SOUND = {
    "an empty line inside an entry": 'msgid "a"\n\nmsgstr "b"\n',
    "indented lines": '  msgid "a"\n\tmsgstr "b"  \n',
    "comments of every kind": '# t\n#t\n#\n#. e\n#: p:1\n#, fuzzy, no-wrap\n#| msgid "z"\nmsgid "a"\nmsgstr "b"\n',
    "an obsolete entry with its previous source": '#, fuzzy\n#~| msgid "z"\n#~ msgid "a"\n#~ msgstr "b"\n',
    "an obsolete plural with other forms": '#~ msgid "a"\n#~ msgid_plural "c"\n#~ msgstr[0] "b"\n',
    "an empty context beside none": 'msgctxt ""\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
    "a comment after the last entry": 'msgid "a"\nmsgstr "b"\n\n# the end\n',
    "every escape": 'msgid "a"\nmsgstr "\\n\\t\\"\\\\\\r\\a\\b\\f\\v\\n"\n',
    "marks of git inside a string": 'msgid "a"\nmsgstr ""\n"<<<<<<< HEAD"\n',
    "no line end after the last line": 'msgid "a"\nmsgstr "b"',
    "no empty line between entries": 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
    "strange line ends inside a string": 'msgid "a"\nmsgstr "b\u2028\u0085c"\n',
}


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_sound_catalog_is_read(tmp_path: Path, body: str) -> None:
    assert problems(tmp_path, HEADER + body) == []


@needs_msgfmt
@pytest.mark.parametrize("name", [name for name in SOUND if name != "every escape"])
def test_sound_catalog_is_sound_for_msgfmt_too(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, HEADER + SOUND[name], with_msgfmt=True) == []


def test_missing_catalog_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog(tmp_path / "a.po")
    assert str(caught.value) == (
        f"{tmp_path / 'a.po'}: the catalog can’t be read: No such file or directory\n"
        " hint: run `sixfold update` to make it"
    )


def test_folder_in_place_of_a_catalog_is_no_traceback(tmp_path: Path) -> None:
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
    assert (entry.comments, entry.extracted, entry.places) == ((" why",), ("operative paragraph 1",), ("seeds/a.yaml",))
    assert (entry.flags, entry.is_fuzzy, entry.state) == (("fuzzy", "no-wrap"), True, "fuzzy")
    assert entry.previous is not None
    assert (entry.previous.context, entry.previous.text) == ("op.2", "Record")
    assert (entry.translation, entry.line, entry.translation_line) == ('Rappelons "cela"', 13, 17)


@pytest.mark.parametrize(
    ("msgstr", "state"),
    [
        ('msgstr "b"', "translated"),
        ('msgstr ""', "missing"),
        ('msgstr " \\n\\t"', "missing"),
        ('msgstr "\u00a0"', "missing"),
    ],
)
def test_white_space_alone_is_missing(tmp_path: Path, msgstr: str, state: str) -> None:
    path = tmp_path / "a.po"
    path.write_text(f'{HEADER}msgid "a"\n{msgstr}\n', encoding="utf-8")
    entry = read_catalog(path).find(None, "a")
    assert entry is not None
    assert entry.state == state


def test_plural_with_one_form_missing_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(f'{HEADER}msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Un"\nmsgstr[1] ""\n', encoding="utf-8")
    entry = read_catalog(path).find(None, "One")
    assert entry is not None
    assert (entry.state, entry.translations, entry.is_typed) == ("missing", ("Un", ""), True)


def test_obsolete_entry_is_not_found_but_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(f'{HEADER}#~ msgid "a"\n#~ msgstr "b"\n', encoding="utf-8")
    catalog = read_catalog(path)
    assert catalog.find(None, "a") is None
    assert [entry.translation for entry in catalog.obsolete] == ["b"]
    assert list(catalog) == []


@pytest.mark.parametrize("line", ["#, fuzzy no-wrap", "#,fuzzy,no-wrap", "#, no-wrap, fuzzy,", "#, no-wrap fuzzy range: 0..3"])
def test_flags_may_be_parted_by_spaces(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.po").write_text(f'{HEADER}{line}\nmsgid "Recall"\nmsgstr "Rappelons"\n', encoding="utf-8")
    entry = read_catalog(tmp_path / "a.po").entries[-1]
    assert entry.is_fuzzy
    assert set(entry.flags) - {"range: 0..3"} == {"fuzzy", "no-wrap"}
