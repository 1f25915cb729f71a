"""`sixfold import`: the seed of a Word file is written once, its doubts are listed; it prints without a hand on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sixfold.catalogs.po import read_catalog
from sixfold.cli import words_from_make
from sixfold.document.loading import load_document
from sixfold.project.paths import Project
from support.projects import Run
from support.word_files import FRONT, WordFile, dots, paragraph, picture


@pytest.mark.slow
def test_seed_is_written_once_its_doubts_are_listed_and_it_prints(run: Run, project: Project, tmp_path: Path) -> None:
    source = WordFile([*FRONT, paragraph("1.\tFirst."), paragraph("7.\tSeventh.")]).write(tmp_path / "report.docx")
    done = run("import", str(source))
    assert (done.code, done.out) == (0, "seeds/A-80-999.yaml\n")
    doubt = "the number is 7, where 2 would follow (paragraph 7, “7. Seventh.”)"
    assert done.err.splitlines()[0] == f"doubt: {source}: {doubt}"
    assert done.err.splitlines()[-1].startswith("1 doubt, which stands in the seed, too; next: ")
    text = project.seed("A-80-999").read_text(encoding="utf-8")
    assert f"            # doubt: {doubt}\n            - {{text: Seventh., number: 7}}\n" in text
    assert load_document(project.seed("A-80-999")).printed_symbol == "A/80/999"
    again = run("import", str(source))
    assert (again.code, again.errors) == (2, ["error: seeds/A-80-999.yaml: the seed of A/80/999 is there already"])
    assert project.seed("A-80-999").read_text(encoding="utf-8") == text
    assert run("pdf", "--lang", "en", "A/80/999").code == 0
    assert project.pdf("A-80-999", "en").exists()


def test_old_format_without_libreoffice_is_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = run("import", str(tmp_path / "old.doc"))
    assert (done.code, len(done.errors)) == (5, 1)
    assert "LibreOffice, which is not installed" in done.err


@pytest.mark.slow
def test_imported_picture_prints_below_a_title_of_several_lines(run: Run, project: Project, tmp_path: Path) -> None:
    drawing, relations = picture()
    title = paragraph("\t\tRequests for assistance " + "in all regions and countries " * 6, "H23")
    body = [*FRONT, paragraph("1.\tFirst."), title, paragraph(drawing)]
    source = WordFile(body, parts={"word/media/image1.png": dots()}, relations=relations).write(tmp_path / "report.docx")
    assert run("import", str(source)).code == 0
    assert (project.root / "seeds/A-80-999/picture-1.png").exists()
    assert run("pdf", "--lang", "en", "A/80/999").errors == []


# ---- a translation, which fills the catalog ----


def french_file(folder: Path) -> Path:
    body = [paragraph("1.\tPremièrement, 21 États."), paragraph("2.\tDeuxièmement, 34 États.")]
    return WordFile([*FRONT, *body]).write(folder / "rapport.docx")


def english_seed(run: Run, folder: Path) -> None:
    body = [paragraph("1.\tFirst, 21 States."), paragraph("2.\tSecond, 34 States.")]
    assert run("import", str(WordFile([*FRONT, *body]).write(folder / "report.docx"))).code == 0


def test_a_translated_file_fills_the_catalog(run: Run, project: Project, tmp_path: Path) -> None:
    english_seed(run, tmp_path)
    done = run("import", "--lang", "fr", str(french_file(tmp_path)))
    assert done.code == 0, done.err
    catalog = read_catalog(project.catalog("fr", "A-80-999"))
    entry = catalog.find("report.p", "Second, 34 States.")
    assert entry is not None
    assert (entry.translation, entry.state) == ("Deuxièmement, 34 États.", "translated")
    before = project.catalog("fr", "A-80-999").read_bytes()
    again = run("import", "--lang", "fr", str(french_file(tmp_path)))
    assert "as they were" in again.out
    assert project.catalog("fr", "A-80-999").read_bytes() == before


def test_a_translation_needs_its_symbol_the_seed_and_another_language(run: Run, tmp_path: Path) -> None:
    done = run("import", "--lang", "fr", str(french_file(tmp_path)))
    assert (done.code, done.errors[0]) == (2, "error: no document “A/80/999”")
    english_seed(run, tmp_path)
    done = run("import", "--lang", "en", str(french_file(tmp_path)))
    assert done.code == 2
    assert "A/80/999 is written in English: it is no translation" in done.err
    done = run("import", "--document", "A/80/999", str(french_file(tmp_path)))
    assert (done.code, len(done.errors)) == (2, 1)
    source = WordFile([paragraph("1.\tLes États et les peuples.")], head=["Nations Unies"]).write(tmp_path / "texte.docx")
    done = run("import", "--lang", "fr", str(source))
    assert (done.code, done.errors) == (2, [f"error: {source}: it doesn’t say its symbol"])
    assert "DOC=" in done.err


def test_make_names_language_and_document_of_a_translation() -> None:
    words = words_from_make(
        "import", {"SIXFOLD_FILE": "f.pdf", "SIXFOLD_LANG": "fr", "SIXFOLD_LANG_ORIGIN": "command line", "SIXFOLD_DOC": "A/66/398"}
    )
    assert words == ["import", "--lang", "fr", "--document=A/66/398", "--", "f.pdf"]


@pytest.mark.slow
def test_a_printed_translation_fills_the_catalog_it_was_printed_from_and_no_other(run: Run, project: Project) -> None:
    assert run("pdf", "--lang", "es", "A/66/398").code == 0
    path, french = project.catalog("es", "A-66-398"), project.catalog("fr", "A-66-398")
    wanted = {entry.key: re.sub("\u00a0|<br>", " ", entry.translation) for entry in read_catalog(path)}
    path.unlink()
    french.unlink()
    assert run("import", "--lang", "es", str(project.pdf("A-66-398", "es"))).code == 0
    found = {entry.key: re.sub("\u00a0|<br>", " ", entry.translation) for entry in read_catalog(path) if not entry.is_fuzzy}
    assert found == wanted
    done = run("import", "--lang", "fr", str(project.pdf("A-66-398", "es")))
    assert (done.code, "A-66-398.es.pdf: it is in Spanish, not in French" in done.err) == (2, True)
    assert not french.exists()
