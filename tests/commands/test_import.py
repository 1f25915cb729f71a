"""`sixfold import`: the seed of a Word file is written once, its doubts are listed; it prints without a hand on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.document.loading import load_document
from sixfold.project.paths import Project
from support.projects import Run
from support.word_files import FRONT, WordFile, paragraph


def word_file(folder: Path) -> Path:
    return WordFile([*FRONT, paragraph("1.\tFirst."), paragraph("7.\tSeventh.")]).write(folder / "report.docx")


def test_seed_is_written_and_doubts_are_listed(run: Run, project: Project, tmp_path: Path) -> None:
    source = word_file(tmp_path)
    done = run("import", str(source))
    assert (done.code, done.out) == (0, "seeds/A-80-999.yaml\n")
    assert done.err.splitlines()[0] == f"doubt: {source}: the number is 7, where 2 would follow (paragraph 7, “7. Seventh.”)"
    text = project.seed("A-80-999").read_text(encoding="utf-8")
    doubt = "the number is 7, where 2 would follow (paragraph 7, “7. Seventh.”)"
    assert f"            # doubt: {doubt}\n            - {{text: Seventh., number: 7}}\n" in text
    assert load_document(project.seed("A-80-999")).printed_symbol == "A/80/999"


def test_a_seed_that_is_there_stays(run: Run, project: Project, tmp_path: Path) -> None:
    source = word_file(tmp_path)
    project.seed("A-80-999").write_text("# mine\n", encoding="utf-8")
    done = run("import", str(source))
    assert done.code == 2
    assert done.errors == ["error: seeds/A-80-999.yaml: the seed of A/80/999 is there already"]
    assert project.seed("A-80-999").read_text(encoding="utf-8") == "# mine\n"


def test_old_format_without_libreoffice_is_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = run("import", str(tmp_path / "old.doc"))
    assert (done.code, len(done.errors)) == (5, 1)
    assert "LibreOffice, which is not installed" in done.err


@pytest.mark.slow
def test_imported_seed_prints(run: Run, project: Project, tmp_path: Path) -> None:
    assert run("import", str(word_file(tmp_path))).code == 0
    assert run("pdf", "--lang", "en", "A/80/999").code == 0
    assert project.pdf("A-80-999", "en").exists()
