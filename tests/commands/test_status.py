"""How far each translation is."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice

from sixfold.catalogs.coverage import Coverage, measure_coverage
from sixfold.catalogs.model import Message
from sixfold.catalogs.pot import CatalogHeader, new_catalog
from sixfold.catalogs.updating import update_catalog
from sixfold.commands.status import Row, statistics_table
from sixfold.project.paths import Project
from support.projects import SLUG, Run, SetTranslation, replace_once

WHOLE = Coverage("fr", "A-66-398", 21, 0, 0, 1053, 1053, "", "", "", 0, (), ())


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


def test_hundred_per_cent_is_every_unit() -> None:
    for translated, words, percent in ((21, 1053, 100), (20, 1053, 99), (20, 1052, 99), (0, 0, 0), (1, 10, 0)):  # “—” has no word
        coverage = replace(WHOLE, translated=translated, missing=21 - translated, words_translated=words)
        assert (translated, words, coverage.percent) == (translated, words, percent)


def test_header_without_a_date_says_nothing() -> None:
    header = CatalogHeader("A", "A", "x", "2011-10-04")
    catalog = new_catalog("fr", header).with_header_field("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE")
    messages = [Message("a.p.1", "One two")]
    row = measure_coverage("fr", "A", update_catalog(catalog, messages, header).catalog, messages)
    assert (row.missing, row.words) == (1, 2)
    assert "YEAR" not in "\n".join(statistics_table([Row(row)], 8))


def test_long_name_is_shortened_in_the_table_alone_and_rows_are_shown_as_they_come() -> None:
    name = "Maximiliana Alexandra von Hohenberg-Sommer"
    long = replace(WHOLE, last_change="2026-11-23 10:00+0000", last_translator=f"{name} <m@example.org>")
    rows = iter([Row(long, findings=3), Row(WHOLE)])
    *_, line = islice(statistics_table(rows, len("A-66-398")), 3)
    assert line.startswith("A-66-398  fr") and line.endswith("3  2026-11-23   Maximiliana Alexandra…")
    assert [*rows] == [Row(WHOLE)]


# Words for a contract


def add_document(project: Project, symbol: str) -> None:
    """Add a document with the texts of A/66/398, and nothing translated."""
    copy = project.seed(SLUG).read_text(encoding="utf-8").replace("symbol: A/66/398", f"symbol: {symbol}")
    project.seed(symbol.replace("/", "-")).write_text(copy, encoding="utf-8")


def test_words_are_counted_since_a_git_revision(run: Run, committed: Project) -> None:
    replace_once(committed.seed(SLUG), "starting in 2012", "starting in 2013")  # annex.op.10, of 74 words
    replace_once(committed.seed(SLUG), "under agenda item 107.", "under the item.")  # letter.p.2, of 26 words, now 25
    done = run("status", "--since", "HEAD", "--lang", "fr")
    names, row = done.out.splitlines()[0].split(), done.out.splitlines()[2].split()
    assert names[2:] == ["words", "unchanged", "repeated", "100%", "95%+", "85%+", "75%+", "60%+", "new", "weighted"]
    # 1053 - 1; 1053 - 74 - 26; one word of 74 is another; "agenda", "107" for "the": 2 * 26 / 55; 0.4 * 74 + 0.6 * 25
    assert row == [SLUG, "fr", "1052", "953", "0", "0", "74", "25", "0", "0", "0", "45"]


def test_words_are_counted_since_a_release(run: Run, project: Project) -> None:
    assert run("pdf", "--lang", "en", "--edition", "archive").code == 0
    folder = project.release(SLUG)
    (folder / "archive").mkdir(parents=True)
    project.pdf(SLUG, "en", "archive").rename(folder / "archive" / f"{SLUG}.en.pdf")
    add_document(project, "A/66/399")
    for since in (folder, folder / "manifest.json"):
        done = run("status", "--since", str(since), "--lang", "ru", "--format", "json")
        first, second = json.loads(done.out)["counts"]
        assert (first["document"], first["unchanged"], first["words"]) == (SLUG, 1053, 1053)
        assert (second["unchanged"], second["repeated"], second["weighted"]) == (0, 1053, 105)  # 10 %, rounded
        assert done.err == f"note: A-66-399 is not in {since}: all of it is new\n"


def test_words_near_to_other_documents_are_counted_and_languages_are_totalled(run: Run, project: Project) -> None:
    add_document(project, "A/66/399")
    done = run("status", "--count", "A/66/399", "--lang", "es")
    assert done.out.splitlines()[2].split() == ["A-66-399", "es", "1053", "0", "0", "1053", "0", "0", "0", "0", "0", "263"]
    assert "25% of 100%" in done.err
    rows = [line.split() for line in run("status", "--count").out.splitlines()[2:]]
    assert [row[:3] for row in rows[-2:]] == [["total", "ru", "2106"], ["total", "zh", "2106"]]
    assert len(rows) == 5 + 5 + 5
    assert max(map(len, run("status", "--count").out.splitlines())) <= 115


def test_version_that_is_none_is_one_sentence(run: Run, committed: Project) -> None:
    for since in ("nonsense", "--upload-pack=x", "HEAD~9", "HEAD:seeds", "\x1b[31m"):
        done = run("status", f"--since={since}", "--lang", "fr")
        assert (since, done.code, done.out, len(done.errors)) == (since, 2, "", 1)
        assert "SINCE=HEAD~1" in done.err
    add_document(committed, "A/66/399")
    done = run("status", "--since", "seeds/A-66-399.yaml", "A/66/398", "--lang", "fr")
    assert (done.code, done.errors) == (2, ["error: A-66-399.yaml is the seed of A/66/399, not of A-66-398"])
    assert "hint: add DOC=A-66-399\n" in done.err
    done = run("status", "--count", "--require", "100")  # what is translated, and what there is to do, are two questions
    assert (done.code, done.out, len(done.errors)) == (2, "", 1)
