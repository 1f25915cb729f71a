"""`sixfold find`: how it was said before, in both languages, with the place."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

from sixfold.cli import words_from_make
from sixfold.document.text_index import TERMS
from sixfold.languages.folding import fold
from sixfold.project.paths import Project
from support.projects import SLUG, Run, SetTranslation, line_of, replace_once

#: Operative paragraph 2 of the annex; its catalog folds the words between two lines.
UNIT = f"{SLUG}:annex.op.2"


def found(run: Run, *arguments: str) -> list[str]:
    """Return where each unit that is found belongs; its address, where it has one."""
    units = json.loads(run("find", "--format", "json", *arguments).out)["units"]
    return [":".join([unit["domain"], *unit["addresses"][:1]]) for unit in units]


def test_a_unit_is_shown_in_both_languages_with_file_and_line(look: Run, shared: Project) -> None:
    seed, catalog = shared.seed(SLUG), shared.catalog("fr", SLUG)
    done = look("find", "discouraging demand with a view to", "--lang", "fr")
    lines = done.out.splitlines()
    assert lines[0] == UNIT
    assert lines[1].startswith("  en  <em>Stress</em> the importance of discouraging demand")
    assert lines[2] == f"      seeds/{SLUG}.yaml:{line_of(seed, '<em>Stress</em> the importance') - 1}"  # of “- >-”
    assert lines[3].startswith("  fr  <em>Soulignons</em> qu’il importe")
    assert lines[4] == f"      locales/fr/LC_MESSAGES/{SLUG}.po:{line_of(catalog, '<em>Soulignons</em> qu’il importe') - 1}"
    assert (done.code, done.err) == (0, "1 unit\n")


def test_neither_form_nor_spelling_of_a_word_is_an_obstacle(look: Run) -> None:
    for text, language in (
        ("DÉCOURAGER la Demande", "fr"),  # capitals
        ("decourager la demande", "fr"),  # without accents
        ("afin de prévenir et de combattre avec succès", "fr"),  # folded between two lines of the file
        ("discourages demands", "fr"),  # other endings, of the source text
        ("demandes découragées", "fr"),  # another order, too
        ("<em>Soulignons</em> qu'il importe", "fr"),  # tags, and the apostrophe of a keyboard
        ("предупреждение спроса", "ru"),
        ("الطَّلَب", "ar"),  # vowel signs; in the text behind a preposition
        ("تثبيط", "ar"),
        ("需求", "zh"),  # two signs
        ("успеш", "ru"),  # a part of a word
    ):
        assert UNIT in found(look, text, "--lang", language), text


def test_the_text_as_typed_comes_before_its_words_in_another_order(run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.1", "les oies sauvages des marais gris")
    set_translation("fr", "annex.op.7", "des marais gris les oies sauvages")
    places = [f"{SLUG}:annex.op.7", f"{SLUG}:annex.op.1"]
    assert found(run, "marais gris les oies", "--lang", "fr") == places
    assert found(run, "oies sauvages des marais", "--lang", "fr") == places[::-1]
    assert found(run, "sauvage oie", "--lang", "fr") == places[::-1]  # in the order of the document


def test_only_the_languages_that_are_named_are_searched_beside_the_source(look: Run) -> None:
    assert UNIT in found(look, "Soulignons") and UNIT not in found(look, "Soulignons", "--lang", "es")
    assert UNIT in found(look, "discouraging", "--lang", "es")
    (unit,) = json.loads(look("find", "annex.op.2", "--format", "json").out)["units"]
    assert [version["language"] for version in unit["versions"]] == ["en", "ar", "es", "fr", "ru", "zh"]


def test_terms_come_first_and_a_forbidden_form_is_said_to_be_one(look: Run) -> None:
    lines = look("find", "trafic de personnes", "--lang", "fr").out.splitlines()
    assert lines[0] == TERMS
    assert "  fr  trafic de personnes | trafic d’êtres humains (forbidden)" in lines
    assert found(look, "traite des personnes", "--lang", "fr")[0] == TERMS


def test_fuzzy_untranslated_and_obsolete_units_are_found_and_said_to_be_such(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.1", "les oies sauvages", is_fuzzy=True)
    set_translation("fr", "annex.op.2", "")
    with project.catalog("fr", SLUG).open("a", encoding="utf-8") as catalog:
        catalog.write('\n#~ msgctxt "annex.op"\n#~ msgid "Wild geese"\n#~ msgstr "des oies d’hier"\n')
    assert "  fr  les oies sauvages (fuzzy)" in run("find", "oies sauvages", "--lang", "fr").out
    assert "  fr  (not translated)" in run("find", "annex.op.2", "--lang", "fr").out
    obsolete = run("find", "geese", "--lang", "fr").out.splitlines()
    assert obsolete[0] == SLUG
    assert obsolete[3] == "  fr  des oies d’hier (obsolete)"


def test_a_memory_is_searched_too(run: Run, project: Project) -> None:
    path = project.root / "locales/fr/memory/agency.po"
    path.parent.mkdir()
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    path.write_text(header + '\nmsgid "Wild geese"\nmsgstr "Oies sauvages"\n', encoding="utf-8")
    assert run("find", "goose geese", "--lang", "fr").out == ""
    assert run("find", "oie sauvage", "--lang", "fr").out.splitlines() == [
        "memory/agency", "  en  Wild geese", "      locales/fr/memory/agency.po:4",
        "  fr  Oies sauvages", "      locales/fr/memory/agency.po:5", "",
    ]  # fmt: skip


def test_a_unit_is_found_by_its_address_alone_or_with_its_document(look: Run) -> None:
    assert found(look, "annex.op.7", "--lang", "fr") == [f"{SLUG}:annex.op.7"]
    assert found(look, f"{SLUG}:annex.op.7") == found(look, "annex.op.7", "A/66/398") == [f"{SLUG}:annex.op.7"]
    assert found(look, "house:session.regular") == ["house:session.regular"]
    assert found(look, "session.regular", "A/66/398") == []


def test_an_address_is_that_of_the_seed_where_a_catalog_is_not_updated_yet(run: Run, project: Project) -> None:
    replace_once(project.seed(SLUG), "importance of discouraging demand", "importance of lowering demand")
    done = run("find", "annex.op.2", "--lang", "fr", "--lang", "zh")
    lines = done.out.splitlines()
    assert [line for line in lines if not line.startswith(" ") and line] == [UNIT]
    assert [line[:4].strip() for line in lines if line[:3] == "  " + line[2:3].strip()] == ["en", "fr", "zh"]
    assert lines[2].startswith(f"      seeds/{SLUG}.yaml:")
    assert lines[3:5] == ["  fr  (not translated)", f"      locales/fr/LC_MESSAGES/{SLUG}.po"], done.out
    assert done.out.count("make pdf LANG=fr") == 1
    assert found(run, "discouraging demand with a view", "--lang", "fr") == [UNIT]  # the text that was translated


def test_what_changed_is_found_the_next_time_and_what_went_no_more(run: Run, project: Project) -> None:
    assert found(run, "discouraging") == [UNIT]
    replace_once(project.seed(SLUG), "discouraging", "dissuading")
    assert found(run, "dissuading") == [UNIT]
    assert found(run, "discouraging") == [UNIT]  # as the catalogs still have it
    project.catalog("fr", SLUG).write_bytes(b"")
    project.seed(SLUG).unlink()
    for code in ("ar", "es", "fr", "ru", "zh"):
        project.catalog(code, SLUG).unlink()
    assert found(run, "discouraging") == found(run, "dissuading") == []


def test_nothing_found_is_a_sentence_and_no_failure(look: Run) -> None:
    done = look("find", "xyzzy", "A/66/398")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"nothing found: no unit in {SLUG} has the text or the address “xyzzy”\n"


def test_what_looks_like_a_question_to_the_database_is_text(look: Run) -> None:
    for text in (
        '"', "'", "%", "a* NEAR(b)", "op AND OR NOT", "stems : x", "^a", "x'); DROP TABLE unit; --", "(", ")", "\\", "--lang",
        "𞤀𞤁 x", "ﷺ ㍿", "a_b __", "\x00x", "\x1b[31mred", "\u202egnp", "a" * 4_999, "x " * 2_499, "词" * 4_000,
    ):  # fmt: skip
        done = look("find", "--", text)
        assert (text, done.code) == (text, 0)
        assert "\x1b" not in done.err and "\u202e" not in done.err
    assert found(look, "discouraging") == [UNIT]


def test_what_can_not_be_looked_for_is_refused_in_a_sentence(look: Run) -> None:
    for text in ("", "  ", "\u200b", "\u064e", "<em></em>", "x" * 5_001):
        done = look("find", text)
        assert (text, done.code, len(done.errors)) == (text, 2, 1)
    done = look("find", "trafficking", "in", "persons")
    assert done.code == 2
    assert done.err == "error: no document “in”\n hint: put what to look for in quotation marks, before any document\n"
    assert look("find", "trafficking", "A/66/389").err == f"error: no document “A/66/389”\n hint: did you mean {SLUG}?\n"


def test_a_damaged_index_is_made_again(run: Run, project: Project) -> None:
    def say_nonsense_of_the_files() -> None:
        with sqlite3.connect(project.text_index) as index:
            index.execute("UPDATE state SET files = ?", ["[" * 100_000])

    def lose_the_middle() -> None:
        whole = project.text_index.read_bytes()
        project.text_index.write_bytes(whole[:8192] + bytes(len(whole) - 8192))

    for damage in (
        lambda: project.text_index.write_bytes(b""), lambda: project.text_index.write_bytes(b"no database"),
        lambda: project.text_index.write_bytes(b"SQLite format 3\x00" + bytes(200)), lose_the_middle, say_nonsense_of_the_files,
    ):  # fmt: skip
        assert found(run, "discouraging") == [UNIT]
        damage()
        assert found(run, "discouraging") == [UNIT]
        with sqlite3.connect(project.text_index) as index:
            assert index.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_where_nothing_can_be_written_the_search_works(run: Run, project: Project) -> None:
    cache = project.text_index.parent
    cache.parent.chmod(0o555)
    try:
        if os.access(cache.parent, os.W_OK):  # root may write everywhere: a file in the place of the folder
            cache.write_bytes(b"")
        assert found(run, "discouraging") == [UNIT]
    finally:
        cache.parent.chmod(0o755)
    assert not project.text_index.exists()


def test_two_at_once_both_find(project: Project) -> None:
    command = [sys.executable, "-m", "sixfold", "find", "discouraging", "--lang", "fr"]
    runs = [subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0].splitlines()[0] for process in runs] == [UNIT, UNIT]
    assert [process.returncode for process in runs] == [0, 0]


def test_a_file_that_cannot_be_read_is_reported_each_time_and_the_others_are_searched(run: Run, project: Project) -> None:
    replace_once(project.catalog("ru", SLUG), 'msgid ""\n"<em>Stress', 'msgid "\n"<em>Stress')
    for _ in range(2):
        done = run("find", "Soulignons", "--lang", "fr")
        assert done.code == 4
        assert UNIT in done.out
        assert done.errors[0].startswith(f"error: locales/ru/LC_MESSAGES/{SLUG}.po:")


def test_make_hands_the_text_over_as_it_was_typed() -> None:
    typed = {"SIXFOLD_TEXT": '$(x) "-y"', "SIXFOLD_LANG": "fr", "SIXFOLD_LANG_ORIGIN": "command line", "SIXFOLD_DOC": "A/66/398"}
    assert words_from_make("find", typed) == ["find", "--lang", "fr", "--", '$(x) "-y"', "A/66/398"]
    assert words_from_make("find", {}) == ["find", "--", ""]
    assert words_from_make("find", {"SIXFOLD_TEXT": "a", "SIXFOLD_LANGS": "fr zh"}) == ["find", "--lang=fr", "--lang=zh", "--", "a"]


def test_folded_texts_are_the_same() -> None:
    for one, other in (
        ("Été\u00a0: l’«an»", 'ete : l\'"an"'),
        ("المسؤولية إلى آخره", "المسووليه الي اخره"),
        ("١٢", "12"),
        ("Ещё", "еще"),
        ("trans\u00adparency", "transparency"),
        ("5–6", "5-6"),
    ):
        assert fold(one) == fold(other)
