"""`sixfold changes` and `pdf --since`: which earlier version is meant, and what is said where there is none."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from sixfold.document.loading import load_document
from sixfold.project.paths import Project
from sixfold.publishing.earlier import changes_since
from sixfold.publishing.requests import EditionRequest
from support.projects import SLUG, Run, replace_once

BEFORE, AFTER = "starting in 2012", "starting in 2013"


@pytest.fixture
def corrected(committed: Project) -> Project:
    """Return a project, committed to git, a word of whose document was changed afterwards."""
    replace_once(committed.seed(SLUG), BEFORE, AFTER)
    return committed


@pytest.mark.usefixtures("corrected")
def test_what_changed_is_listed_unit_by_unit_and_in_a_translation_whether_the_source_changed(run: Run) -> None:
    done = run("changes", "A/66/398")
    assert done.code == 0
    assert done.out == (
        "A/66/398, en: 1 change since HEAD\n"
        "  annex.op.10: changed\n"
        "    …, starting in [-2012-] {+2013+}, by UNODC …\n"
    )  # fmt: skip
    (listed,) = json.loads(run("changes", "--lang", "fr", "--format", "json").out)["documents"]
    (change,) = listed["changes"]
    assert (listed["document"], listed["language"], listed["since"]) == ("A/66/398", "fr", "HEAD")
    assert (change["kind"], change["source_changed"]) == ("changed", True)
    assert [one["unit"] for one in change["before"] + change["after"]] == ["annex.op.10"] * 2
    assert [part["kind"] for part in change["words"][0]] == ["deleted", "inserted"]  # it isn't translated any more


def test_translation_alone_may_have_changed(run: Run, project: Project, tmp_path: Path) -> None:
    shutil.copytree(project.root, tmp_path / "other", symlinks=True)
    replace_once(project.catalog("fr", SLUG), 'msgstr "Zoya', 'msgstr "Zoïa')
    (listed,) = json.loads(run("changes", "--lang", "fr", "--format", "json", "--since", "../other").out)["documents"]
    (change,) = listed["changes"]
    assert (change["after"][0]["unit"], change["source_changed"]) == ("letter.name.1", False)
    assert [part["text"] for part in change["words"][0]][:2] == ["Zoya", "Zoïa"]


def test_other_level_of_a_heading_is_listed(run: Run, project: Project, tmp_path: Path) -> None:
    replace_once(project.seed(SLUG), "        - preambular:", "        - section: Preamble\n        - preambular:")
    shutil.copytree(project.root, tmp_path / "other", symlinks=True)
    replace_once(project.seed(SLUG), "section: Preamble", "subsection: Preamble")
    assert "  annex.heading.2: changed, level 2 → 3\n" in run("changes", "--since", "../other").out
    (listed,) = json.loads(run("changes", "--format", "json", "--since", "../other").out)["documents"]
    assert [(change["kind"], change["levels"]) for change in listed["changes"]] == [("changed", [2, 3])]


def test_version_that_is_none_is_told_in_a_sentence(run: Run, corrected: Project, tmp_path: Path) -> None:
    (tmp_path / "empty" / "seeds").mkdir(parents=True)
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "manifest.json").write_text("{")
    (tmp_path / "unreadable" / "seeds").mkdir(parents=True)
    seed = corrected.seed(SLUG).read_text(encoding="utf-8").replace("symbol: A/66/398\n", "symbol: A/66/398\ncolour: red\n")
    (tmp_path / "unreadable" / "seeds" / f"{SLUG}.yaml").write_text(seed, encoding="utf-8")
    for since, sentence in {
        "no-such-revision": "“no-such-revision” is no earlier version",
        "--output=x": "“--output=x” is no earlier version",
        "HEAD:seeds": "“HEAD:seeds” is no earlier version",
        "../empty": "“../empty” has no seed of A-66-398",
        "../damaged": "damaged/manifest.json: this is not the file that was released",
        "../unreadable": "A-66-398.yaml of ../unreadable:6: unknown key “colour”",
        "": "nothing is named to compare with",  # not the present version
    }.items():
        for verb in ("changes", "pdf"):
            done = run(verb, "--lang", "fr", f"--since={since}")
            assert (verb, done.code > 0, len(done.errors), "Traceback" in done.err) == (verb, True, 1, False)
            assert sentence in done.errors[0]
    assert run("status", "--since", "").code == 2
    assert not list(corrected.build.glob("*.pdf"))


@pytest.mark.usefixtures("corrected")
def test_without_git_it_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "the program git is not installed" in run("changes").errors[0]


def test_outside_of_a_repository_git_is_said_to_find_none(look: Run) -> None:
    (told,) = look("changes").errors
    assert told.startswith("error: “HEAD” is no earlier version: git finds no repository here that it may read")


def test_page_names_the_commit_since_a_name_of_git_means_another_one_later(corrected: Project) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=corrected.root, capture_output=True, text=True, check=True)
    revision = changes_since(corrected, load_document(corrected.seed(SLUG)), "en", "HEAD")
    assert revision.name == f"HEAD ({commit.stdout.strip()})"


def test_redline_edition_has_a_name_of_its_own(project: Project) -> None:
    request = EditionRequest(project.seed(SLUG), "fr", since="HEAD")
    assert request.pdf(project) == project.build / f"{SLUG}.fr.redline.pdf"
    assert EditionRequest(project.seed("A-67-352-Add.1"), "fr", since="HEAD").pdf(project).name == "A-67-352-Add.1.fr.redline.pdf"


def test_changes_are_marked_in_the_screen_edition_of_one_language(look: Run) -> None:
    what = "changes are marked in the screen edition of one of the six languages at a time"
    for more in ("--lang qps", "--lang fr --beside en", "--edition archive"):
        done = look("pdf", "--since", "HEAD", *more.split())
        assert (more, done.code, done.errors) == (more, 2, [f"error: {what}"])
