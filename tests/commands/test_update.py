"""House words that a document prints and a language lacks are reported with the file to add them to."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from sixfold.catalogs.model import Previous
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.project.paths import Project
from support.projects import SLUG, Run, SetTranslation, line_of, replace_once


def test_untranslated_word_that_a_document_prints_is_told_with_its_line(
    run: Run, set_translation: SetTranslation, project: Project
) -> None:
    path = set_translation("fr", "organ.general-assembly", "", domain="house")
    set_translation("fr", "organ.trusteeship-council", "", domain="house")  # no document prints it
    done = run("update", "--lang", "fr")
    line = line_of(path, 'msgctxt "organ.general-assembly"\nmsgid "General Assembly"') + 2
    what = "A/66/398 prints organ.general-assembly, which is not translated"
    place = "locales/fr/LC_MESSAGES/house.po"
    assert (done.code, done.err) == (0, f"warning: {place}:{line}: {what}\n hint: translate it there\n")
    assert run("update", "--lang", "ru").err == ""
    path.unlink()
    told = run("update", "--lang", "fr", "A/66/398").err
    assert told.startswith(f"warning: {place}: A/66/398 prints masthead.united-nations,")
    assert " hint: run `make update` without DOC, then translate it there\n" in told


def test_fixed_words_that_are_missing_are_listed_where_something_is_new_and_counted_again(
    run: Run, set_translation: SetTranslation, project: Project
) -> None:
    for word in ("organ.general-assembly", "masthead.united-nations"):
        path = set_translation("fr", word, "", domain="house")
    assert run("update", "--lang", "fr").err.splitlines() == [
        "warning: locales/fr/LC_MESSAGES/house.po: 2 fixed words that documents print are not translated",
        " hint: `make check LANG=fr` lists them",
    ]
    listed = run("check", "--lang", "fr").out
    assert listed.count(f"{path.name}:") == 2
    replace_once(project.root / "seeds" / f"{SLUG}.yaml", "importance of discouraging demand", "importance of lowering demand")
    named = [line.split()[4] for line in run("update", "--lang", "fr").err.splitlines()[::2]]
    assert named == ["masthead.united-nations,", "organ.general-assembly,"]


@pytest.mark.slow
def test_one_damaged_catalog_of_many_documents_stops_no_other(run: Run, project: Project) -> None:
    """So many documents are shared among processes; their new catalogs are pre-filled from the one that is translated."""
    seed = (project.root / "seeds" / "A-66-398.yaml").read_text(encoding="utf-8")
    for number in range(1, 14):
        (project.root / "seeds" / f"A-66-{number}.yaml").write_text(seed.replace("A/66/398", f"A/66/{number}"), encoding="utf-8")
    damaged = project.catalog("fr", "A-66-7")
    damaged.write_text("msgid", encoding="utf-8")
    result = run("update", "--lang", "fr")
    assert (result.code, len(result.errors), damaged.read_text(encoding="utf-8")) == (4, 1, "msgid")
    assert "A-66-7.po" in result.errors[0]
    updated = [line for line in result.out.splitlines() if ".po: " in line]
    filled = [line for line in updated if "pre-filled from exact matches" in line]
    assert (len(updated), len(filled)) == (14, 12)  # the house and A/66/398 were there, 12 are new
    assert run("update", "--lang", "fr").out.count(": unchanged") == 14


def test_what_the_author_changed_is_told_once_and_shown_beside_the_unit(run: Run, project: Project) -> None:
    run("update")
    replace_once(project.root / "seeds" / f"{SLUG}.yaml", "importance of discouraging demand", "importance of lowering demand")
    what = "… the importance of [-discouraging-] {+lowering+} demand with a …"
    lines = [line for line in run("update").out.splitlines() if SLUG in line or "A/66/398" in line]
    assert lines == [
        f"locales/{SLUG}.pot", f"A/66/398: annex.op.2 changed: {what}",
        *(f"locales/{code}/LC_MESSAGES/{SLUG}.po: 1 marked fuzzy" for code in ("ar", "es", "fr", "ru", "zh")),
    ]  # fmt: skip
    assert all(line.endswith((": unchanged", ".pot")) for line in run("update").out.splitlines())
    note = f"source changed: {what}"
    assert f"# sixfold: {note}\n" in project.catalog("fr", SLUG).read_text(encoding="utf-8")
    assert f": annex.op.2 is fuzzy: {note} [fuzzy]" in run("check", "--lang", "fr").out
    (row,) = json.loads(run("status", SLUG, "--lang", "fr", "--format", "json").out)["catalogs"]
    assert (row["fuzzy"], row["changed"]) == (1, 1)


def test_what_was_found_unchanged_is_not_read_again(
    run: Run, set_translation: SetTranslation, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_translation("fr", "organ.general-assembly", "", domain="house")  # what a document prints is known, too
    run("update", "--lang", "fr", "--lang", "ar")
    first = run("update", "--lang", "fr", "--lang", "ar")
    assert "A/66/398 prints organ.general-assembly" in first.err
    monkeypatch.delattr("sixfold.commands.update.read_catalog_set")
    monkeypatch.delattr("sixfold.commands.update.load_document")
    assert run("update", "--lang", "fr", "--lang", "ar") == first
    assert set(run("update", "--lang", "fr", SLUG).out.splitlines()) < set(first.out.splitlines())


def test_whatever_changed_since_is_seen(run: Run, project: Project) -> None:
    catalog, template = project.catalog("fr", SLUG), project.catalog_template(SLUG)
    line, update = f"locales/fr/LC_MESSAGES/{SLUG}.po: ", ("update", SLUG, "--lang", "fr")
    for path, old, new, what in (
        (catalog, "#. agenda.title.1: title 1 of the agenda item\n", "", "notes or header"),
        (template, "#. agenda.title.1", "#. typed.title.1", "unchanged"),
        (project.term_list, "General Assembly,Assemblée générale", "General Assembly,Assemblée universelle", "notes or header"),
        (project.seed(SLUG), "importance of discouraging", "importance of lowering", "1 marked fuzzy"),
    ):
        run(*update)
        assert f"{line}unchanged\n" in run(*update).out
        replace_once(path, old, new)
        assert f"{line}{what}\n" in run(*update).out
        assert "typed" not in template.read_text(encoding="utf-8")


def test_template_follows_the_seed_though_its_own_language_alone_is_named(run: Run, project: Project) -> None:
    run("update", "--lang", "en")
    run("update", "--lang", "en")
    replace_once(project.seed(SLUG), "importance of discouraging", "importance of lowering")
    run("update", "--lang", "en")
    assert "importance of lowering" in project.catalog_template(SLUG).read_text(encoding="utf-8")


def test_unit_that_waits_is_filled_in_when_another_document_has_it(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    seed = project.seed(SLUG).read_text(encoding="utf-8")
    project.seed("A-66-1").write_text(seed.replace("symbol: A/66/398", "symbol: A/66/1"), encoding="utf-8")
    set_translation("fr", "annex.op.2", "")
    waits = "A-66-1", "--lang", "fr"
    run("update", *waits)
    assert ": unchanged\n" in run("update", *waits).out
    assert ": unchanged\n" in run("update", *waits).out
    set_translation("fr", "annex.op.2", "Soulignons")
    assert ": 1 pre-filled from exact matches\n" in run("update", *waits).out


def test_what_an_agency_made_from_an_older_source_comes_in_with_it_and_the_rest_is_told(run: Run, project: Project) -> None:
    path = project.catalog("fr", SLUG)
    delivered = project.root / "locales" / "fr" / "memory" / f"{SLUG}.agency.po"
    delivered.parent.mkdir()
    shutil.copy(path, delivered)  # the whole of it, made from the source of today; then both go on
    replace_once(delivered, "Soulignons", "Rappelons")
    replace_once(delivered, "Deuxième", "Seconde")
    emptied = [replace(one, translations=("",)) if one.name == "annex.op.2" else one for one in read_catalog(path).entries]
    write_catalog(path, replace(read_catalog(path), entries=tuple(emptied)))
    replace_once(project.root / "seeds" / f"{SLUG}.yaml", "importance of discouraging demand", "importance of lowering demand")
    done = run("update", "--lang", "fr", SLUG)
    assert f"locales/fr/LC_MESSAGES/{SLUG}.po: 1 pre-filled from near matches\n" in done.out
    unit = next(one for one in read_catalog(path) if one.name == "annex.op.2")
    assert (unit.state, unit.translation[:22]) == ("fuzzy", "<em>Rappelons</em> qu’")
    line = line_of(delivered, "msgstr \"\"\n\"<em>Rappelons</em> qu’")
    assert unit.previous == Previous(f"{SLUG}.agency.po:{line}", unit.text.replace("lowering", "discouraging"))
    note = f"from {SLUG}.agency.po:{line}, 95 %: … the importance of [-discouraging-] {{+lowering+}} demand with a …"
    assert unit.comments == (note,)
    line = line_of(delivered, "#. annex.title.1") + 7
    assert done.err.splitlines() == [
        f"warning: locales/fr/memory/{delivered.name}:{line}: "
        "“Seconde réunion ministérielle du Groupe d’amis unis contre …” was not taken: annex.title.1 has another translation",
        " hint: compare them, and copy what is better; when nothing is left to take, delete the file",
    ]
    assert f"{SLUG}.po: unchanged" in run("update", "--lang", "fr", SLUG).out


def test_a_near_match_of_another_document_says_where_it_is_from(run: Run, project: Project) -> None:
    seed = (project.root / "seeds" / f"{SLUG}.yaml").read_text(encoding="utf-8").replace("A/66/398", "A/67/1")
    seed = seed.replace("importance of discouraging demand", "importance of lowering demand")
    (project.root / "seeds" / "A-67-1.yaml").write_text(seed, encoding="utf-8")
    done = run("update", "--lang", "fr", "A/67/1")
    assert "A-67-1.po: 20 pre-filled from exact matches, 1 pre-filled from near matches" in done.out
    text = project.catalog("fr", "A-67-1").read_text(encoding="utf-8")
    assert f"# from {SLUG}:annex.op.2, 95 %: … the importance of [-discouraging-] {{+lowering+}} demand with a …\n" in text
    assert f"# from {SLUG}:annex.op.1, 100 %\n" in text
    assert "A-67-1.po: unchanged" in run("update", "--lang", "fr", "A/67/1").out


def test_a_note_of_the_author_is_told_when_it_arrives_and_stays_the_author_s_when_it_goes(run: Run, project: Project) -> None:
    seed, indent = project.seed(SLUG), 14 * " "
    text = f">-\n{indent}<em>Stress</em> the importance"
    noted = f"note: NOTE\n{indent}text: >-\n{indent}  <em>Stress</em> the importance"
    former = seed.read_text(encoding="utf-8")
    replace_once(seed, f"\n{indent}in persons;", f"\n{indent}  in persons;")
    replace_once(seed, text, noted)
    replace_once(seed, "NOTE", "demand for <services>")
    told = "A/66/398: annex.op.2 has a new note from the author: demand for <services>"
    assert run("update", SLUG).out.splitlines().count(told) == 1
    replace_once(seed, "demand for <services>", "demand of whom")
    replace_once(project.catalog("fr", SLUG), "#. demand for <services>", "#. demand for <services>: see Ann")
    assert "annex.op.2 has a new note from the author: demand of whom" in run("update", SLUG, "--lang", "es").out
    assert told not in run("update", SLUG, "--lang", "fr").out  # its template is new already: other languages have the old note
    seed.write_text(former, encoding="utf-8")
    run("update", SLUG)
    for code in ("ar", "es", "fr", "ru", "zh"):
        catalog = project.catalog(code, SLUG).read_text(encoding="utf-8")
        kept = [line for line in catalog.splitlines() if line.startswith("#") and ("demand for <" in line or "of whom" in line)]
        assert kept == (["# demand for <services>: see Ann"] if code == "fr" else [])
