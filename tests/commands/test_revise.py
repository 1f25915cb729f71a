"""Marks of a reviser are written by a command, beside what is translated and meant."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sixfold.project.paths import Project
from support.projects import Run, SetTranslation, line_of, replace_once

REVISE = "revise", "A/66/398", "--lang", "fr", "--by", "AB"
FRENCH = "locales/fr/LC_MESSAGES/A-66-398.po"


def marks(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# revised: ")]


def test_every_translated_unit_is_marked_and_no_other(run: Run, project: Project, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.title.1", "Deuxième réunion", is_fuzzy=True)
    path = set_translation("fr", "annex.title.2", "")
    done = run(*REVISE)
    assert (done.code, done.out, done.err) == (0, f"{FRENCH}: 19 revised by AB, 2 not translated or fuzzy\n", "")
    today = datetime.date.today().isoformat()
    assert [line.split()[:4] for line in marks(path)] == [["#", "revised:", "AB", today]] * 19
    content = path.read_bytes()
    assert (run(*REVISE).code, path.read_bytes()) == (0, content)
    assert run("update", "A/66/398", "--lang", "fr").out.splitlines()[-1] == f"{FRENCH}: unchanged"
    assert marks(project.catalog("ru", "A-66-398")) == []


def test_a_unit_is_named_by_its_address(run: Run, project: Project, set_translation: SetTranslation) -> None:
    path = project.catalog("fr", "A-66-398")
    done = run(*REVISE, "--unit", "annex.op.2 annex.title.1", "--unit", "annex.op.1")
    assert (done.code, done.out) == (0, f"{FRENCH}: 3 revised by AB\n")
    assert line_of(path, "# revised: AB") < line_of(path, "#. annex.title.1:")
    set_translation("fr", "annex.op.3", "")
    assert run(*REVISE, "--unit", "annex.op.3").code == 1
    assert len(marks(path)) == 3


def test_fixed_words_are_revised_by_their_own_name(run: Run, project: Project) -> None:
    done = run("revise", "house", "--lang", "fr", "--by", "AB", "--unit", "organ.general-assembly")
    assert (done.code, done.out) == (0, "locales/fr/LC_MESSAGES/house.po: 1 revised by AB\n")
    assert len(marks(project.catalog("fr", "house"))) == 1
    assert marks(project.catalog("fr", "A-66-398")) == []


def test_a_document_and_the_fixed_words_are_named_together(look: Run) -> None:
    lines = look("status", "house", "A/66/398", "--lang", "fr").out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["house", "A-66-398"]
    assert [line.split()[0] for line in look("status", "house", "--lang", "fr").out.splitlines()[2:]] == ["house"]


def test_what_is_wrong_is_told_and_nothing_is_written(look: Run, shared: Project) -> None:
    for arguments, told in (
        ((*REVISE, "--unit", "annex.op.22"), "error: no unit “annex.op.22”\n hint: did you mean “annex.op.2”?\n"),
        ((*REVISE[:-1], "\u202eAB"), "error: “\\u202eAB” can’t sign a revision\n hint: type initials or a name: BY=AB\n"),
        (REVISE[:4], "error: the following arguments are required: --by\n hint: try sixfold revise --help\n"),
        (("revise", "--lang", "fr", "--by", "AB"), "error: the following arguments are required: DOCUMENT\n"),
    ):
        done = look(*arguments)
        assert (done.code, done.out, done.err[: len(told)]) == (2, "", told)
    assert marks(shared.catalog("fr", "A-66-398")) == []


def test_a_change_after_the_revision_is_told_with_its_line(run: Run, set_translation: SetTranslation) -> None:
    run(*REVISE, "--unit", "annex.op.2")
    path = set_translation("fr", "annex.op.2", "<em>Soulignons</em> qu’il importe de décourager la demande;")
    found = [line for line in run("check", "--lang", "fr").out.splitlines() if "[revision-outdated]" in line]
    today = datetime.date.today().isoformat()
    what = f"annex.op.2 was revised by AB on {today}, and changed since [revision-outdated]"
    assert found == [f"note: {FRENCH}:{line_of(path, '# revised: AB')}: {what}"]


def test_a_damaged_mark_is_told_with_its_line_and_what_to_write(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, "#. annex.op.2:", "# a note\n# revised: AB 2026-02-30\n#. annex.op.2:")
    done = run("check", "--lang", "fr")
    what = "annex.op.2: “2026-02-30” in the mark “revised” is no date [mark-damaged]"
    hint = " hint: write # revised: AB, with or without a date such as 2026-11-27: `make update` adds what is missing"
    where = f"{FRENCH}:{line_of(path, '# revised: AB')}"
    assert (done.code, done.out) == (1, f"warning: {where}: {what}\n{hint}\n1 finding: 1 warning\n")


@pytest.mark.slow
def test_marks_change_no_page(run: Run, project: Project) -> None:
    pages = []
    for _ in range(2):
        assert run("pdf", "A/66/398", "--lang", "fr").code == 0
        pages.append(project.pdf("A-66-398", "fr").read_bytes())
        replace_once(project.catalog("fr", "A-66-398"), "#. annex.op.1:", "# query: which?\n#. annex.op.1:")
        assert run(*REVISE).code == 0
    assert pages[0] == pages[1]
