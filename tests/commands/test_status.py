"""How far each translation is."""

from __future__ import annotations

import json

import pytest

from sixfold.catalogs.model import Message
from sixfold.catalogs.pot import CatalogHeader, new_catalog
from sixfold.catalogs.updating import update_catalog
from sixfold.commands.status import Statistics, measure, statistics_table
from sixfold.project.paths import Project
from support.projects import Run, SetTranslation, replace_once

ROW = Statistics("A-66-398", "fr", 21, 21, 0, 0, 1053, 1053)


def cells(line: str) -> list[str]:
    return line.split(maxsplit=12)


def test_status_is_a_table_of_documents_and_languages(run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.title.1", "Deuxième réunion", is_fuzzy=True)  # of 12 words
    set_translation("fr", "annex.title.2", "")  # of 10 words
    result = run("status", "A/66/398")
    assert (result.code, result.err) == (0, "")
    lines = [cells(line) for line in result.out.splitlines()]
    assert lines[0] == [
        "document", "lang", "units", "words", "done", "fuzzy", "changed", "missing", "revised", "queries", "findings",
        "last", "change  by",
    ]  # fmt: skip
    assert [row[:11] for row in lines[2:]] == [
        ["A-66-398", "ar", "21", "1053", "100%", "0", "0", "0", "0", "0", "0"],
        ["A-66-398", "es", "21", "1053", "100%", "0", "0", "0", "0", "0", "0"],
        ["A-66-398", "fr", "21", "1053", "97%", "1", "0", "1", "0", "0", "2"],  # (1053 - 12 - 10) / 1053 = 97.9; fuzzy and missing
        ["A-66-398", "ru", "21", "1053", "100%", "0", "0", "0", "0", "0", "0"],
        ["A-66-398", "zh", "21", "1053", "100%", "0", "0", "0", "0", "0", "0"],
    ]
    assert max(len(line) for line in result.out.splitlines()) <= 132


def test_status_for_programs_is_json_with_the_last_change(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, "Last-Translator: Sixfold translators", "Last-Translator: Ana Pérez <ana@example.org>")
    (catalog,) = json.loads(run("status", "A/66/398", "--lang", "fr", "--format", "json").out)["catalogs"]
    written = path.read_text(encoding="utf-8").partition("PO-Revision-Date: ")[2][:16]
    assert catalog["last_change"] == f"{written.replace(' ', 'T')}:00+00:00"
    assert catalog["last_translator"] == "Ana Pérez <ana@example.org>"
    assert (catalog["units"], catalog["translated"], catalog["percent"], catalog["findings"]) == (21, 21, 100, 0)
    assert "Ana Pérez\n" in run("status", "A/66/398", "--lang", "fr").out


def test_revised_units_and_open_queries_are_counted(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, "#. annex.op.1:", "# revised: AB\n#. annex.op.1:")
    replace_once(path, "#. annex.op.2:", "# revised: AB\n# query: which demand?\n# query: whose?\n#. annex.op.2:")
    status = "status", "A/66/398", "--lang", "fr", "--format", "json"
    (before,) = json.loads(run(*status).out)["catalogs"]
    assert (before["revised"], before["queries"]) == (0, 2)  # what is revised is known from the next update on
    assert run("update", "A/66/398", "--lang", "fr").code == 0
    (after,) = json.loads(run(*status).out)["catalogs"]
    assert (after["revised"], after["queries"]) == (2, 2)
    assert cells(run(*status[:4]).out.splitlines()[2])[8:10] == ["2", "2"]


def test_less_than_is_required_is_told_and_exits_with_1(run: Run, set_translation: SetTranslation) -> None:
    assert run("status", "--require", "100").code == 0
    set_translation("fr", "annex.title.1", "Deuxième réunion", is_fuzzy=True)
    done = run("status", "--require", "100%")
    assert (done.code, done.err) == (1, "A-66-398 in fr: 98%, required are 100%\n")
    assert run("status", "--require", "98").code == 0
    assert run("status", "--require", "101").code == 2


def test_document_without_catalog_is_shown_with_nothing_done(run: Run, project: Project) -> None:
    project.catalog("fr", "A-66-398").unlink()
    done = run("status", "A/66/398", "--lang", "fr", "--require", "1")
    assert cells(done.out.splitlines()[2])[:8] == ["A-66-398", "fr", "21", "1053", "0%", "0", "0", "21"]
    assert done.code == 1


@pytest.mark.parametrize(
    ("translated", "words", "percent"),
    [(21, 1053, 100), (20, 1053, 99), (20, 1052, 99), (0, 0, 0), (1, 10, 0)],  # a unit may have no word: “—”
)
def test_hundred_per_cent_is_every_unit(translated: int, words: int, percent: int) -> None:
    assert Statistics("A", "fr", 21, translated, 0, 21 - translated, 1053, words).percent == percent


def test_header_without_a_date_says_nothing() -> None:
    header = CatalogHeader("A", "A", "x", "2011-10-04")
    catalog = new_catalog("fr", header).with_header_field("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE")
    messages = [Message("a.p.1", "One two")]
    row = measure("A", "fr", update_catalog(catalog, messages, header).catalog, messages)
    assert (row.last_change, row.missing, row.words) == ("", 1, 2)


def test_long_name_is_shortened_in_the_table_alone() -> None:
    name = "Maximiliana Alexandra von Hohenberg-Sommer"
    row = Statistics("A-66-398", "fr", 1, 1, 0, 0, 1, 1, "2026-11-23T10:00:00+00:00", f"{name} <m@example.org>", 3)
    last = statistics_table([row, ROW]).splitlines()[2]
    assert last.endswith("3  2026-11-23   Maximiliana Alexandra…")
