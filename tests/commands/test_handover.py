"""A hand-over is one language in one folder, and says what is whole and what isn't."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sixfold.project.paths import Project
from support.projects import SLUG, Run, SetTranslation, replace_once

pytestmark = pytest.mark.slow


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def account(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "handover.json").read_bytes())
    return found


def test_whole_language_is_handed_over_with_its_editions_and_catalogs(run: Run, project: Project) -> None:
    folder = project.handover(SLUG, "es")
    folder.mkdir(parents=True)
    (folder / "of the last time.pdf").touch()
    done = run("handover", "A/66/398", "--lang", "es")
    assert (done.code, done.out, done.err) == (0, f"build/handover/{SLUG}.es/index.html\n", "")
    assert files(folder) == [
        "SHA256SUMS", f"archive/{SLUG}.es.pdf", f"catalogs/{SLUG}.es.po", "catalogs/house.es.po", "check.txt", "handover.json",
        "index.html", "press/1153029s.pdf", f"press/{SLUG}.es.pdf", f"screen/{SLUG}.es.pdf",
    ]  # fmt: skip
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert sums == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files(folder) if name != "SHA256SUMS"
    }
    assert "<strong>This is whole.</strong>" in (folder / "index.html").read_text(encoding="utf-8")
    assert (account(folder)["is_whole"], account(folder)["gaps"]) == (True, [])


def test_what_is_missing_is_told_and_only_a_draft_is_there(run: Run, project: Project, set_translation: SetTranslation) -> None:
    path = set_translation("fr", "letter.role.1", "Chargée d’affaires par intérim", is_fuzzy=True)
    replace_once(path, "#. annex.op.2:", "# query: demand for <b>what</b>?\u202e\n#. annex.op.2:")
    done = run("handover", "A/66/398", "--lang", "fr")
    folder = project.handover(SLUG, "fr")
    gaps = [
        "1 of 21 units have no translation that is decided: 0 missing, 1 fuzzy",
        "the screen edition is a draft: 1 unit untranslated or fuzzy",
        "no archive edition: 1 unit untranslated or fuzzy",
        "no press edition: 1 unit untranslated or fuzzy",
    ]
    told = account(folder)
    assert done.code == 0
    assert told["gaps"][:4] == gaps
    assert told["gaps"][-1] == "1 query to the author without an answer"
    assert done.err.splitlines()[0] == f"A/66/398 in fr isn’t whole: {gaps[0]}"
    assert [name for name in files(folder) if name.endswith(".pdf")] == [f"screen/{SLUG}.fr.pdf"]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<strong>This isn’t whole:</strong>" in page
    assert "annex.op.2: <bdi>demand for &lt;b&gt;what&lt;/b&gt;?\\u202e</bdi>" in page
    assert "letter.role.1 is fuzzy" in page
    assert "letter.role.1 is fuzzy [fuzzy]" in (folder / "check.txt").read_text(encoding="utf-8")


def test_damaged_catalog_is_handed_over_as_it_is_and_told(run: Run, project: Project) -> None:
    path = project.catalog("ru", SLUG)
    path.write_text("msgid", encoding="utf-8")
    done = run("handover", "A/66/398", "--lang", "ru")
    folder = project.handover(SLUG, "ru")
    assert (done.code, (folder / "catalogs" / f"{SLUG}.ru.po").read_text(encoding="utf-8")) == (0, "msgid")
    assert [edition["path"] for edition in account(folder)["editions"]] == ["", "", ""]
    assert any(gap.startswith("no screen edition: msgfmt: ") for gap in account(folder)["gaps"])
    assert any(one["rule"] == "damage" for one in account(folder)["findings"])


def test_language_of_the_document_has_editions_alone(run: Run, project: Project) -> None:
    assert run("handover", "A/66/398", "--lang", "en").code == 0
    assert not [name for name in files(project.handover(SLUG, "en")) if name.endswith(".po")]
    assert account(project.handover(SLUG, "en"))["is_whole"] is True
