"""Editorial marks: an author says that a correction leaves the translations right."""

from __future__ import annotations

from conftest import Run, SetTranslation, replace_once
from sixfold.catalogs import read_catalog
from sixfold.project import Project


def reword(project: Project, old: str, new: str) -> None:
    replace_once(project.root / "seeds" / "A-66-398.yaml", old, new)


def states(project: Project, context: str) -> list[str]:
    """Return how one text stands in each of the five catalogs."""
    paths = [project.catalog(code, "A-66-398") for code in ("ar", "es", "fr", "ru", "zh")]
    return [entry.state for path in paths for entry in read_catalog(path) if entry.context == context]


def test_marked_correction_leaves_five_catalogs_translated_and_a_second_run_touches_nothing(
    project: Project, run: Run
) -> None:
    reword(project, "as a document of the General", "as a doccument of the General")
    assert run("update").code == 0
    assert states(project, "letter.p.2") == ["fuzzy"] * 5
    reword(project, "doccument", "document")
    assert run("update").code == 0
    assert states(project, "letter.p.2") == ["translated"] * 5  # the text returned
    reword(project, "under agenda item 107.", "under agenda item 107, please.")
    done = run("update", "--editorial", "A/66/398:letter.p.2")
    assert (done.code, done.err) == (0, "")
    assert states(project, "letter.p.2") == ["translated"] * 5
    path = project.catalog("fr", "A-66-398")
    content = path.read_bytes()
    assert content.count(b"# sixfold: editorial change of 2011-10-04, before: It would be appreciated if") == 1
    again = run("update", "--editorial", "A-66-398:letter.p.2")
    assert path.read_bytes() == content
    what = "A-66-398:letter.p.2 didn’t change, or has no translation: nothing to mark as editorial"
    assert (again.code, again.err) == (0, f"warning: {what}\n")


def test_unknown_text_document_or_form_of_a_mark_is_refused_before_anything_is_written(
    project: Project, run: Run
) -> None:
    reword(project, "under agenda item 107.", "under agenda item 107, please.")
    for mark, said in (
        ("A-66-398:annex.opp.5", "A-66-398 has no text “annex.opp.5”\n hint: did you mean annex.op.5?"),
        ("A-66-389:annex.op.5", "no document “A-66-389” is updated here\n hint: did you mean A-66-398?"),
        ("annex.op.5", "“annex.op.5” names no text\n hint: write --editorial A-66-398:annex.op.5"),
    ):
        done = run("update", "--editorial", mark)
        assert (done.code, done.out, done.err) == (2, "", f"error: {said}\n")
    assert states(project, "letter.p.2") == ["translated"] * 5


def test_mark_for_some_languages_only_is_refused(run: Run) -> None:
    done = run("update", "--lang", "fr", "--editorial", "A-66-398:letter.p.2")
    assert (done.code, done.errors) == (2, ["error: an editorial change holds for every language"])


def test_change_that_is_more_than_editorial_is_told_and_fuzzy(project: Project, run: Run) -> None:
    reword(project, "title: Crime prevention and criminal justice", "title: Sustainable development")
    done = run("update", "--editorial", "A-66-398:agenda.title.1")
    assert done.err.startswith("warning: A-66-398:agenda.title.1 changed too much for an editorial change")
    assert states(project, "agenda.title.1") == ["fuzzy"] * 5


def test_house_word_may_be_marked_too(run: Run) -> None:
    done = run("update", "--editorial", "house:organ.secretariat")
    assert "house:organ.secretariat didn’t change" in done.err


def test_former_text_in_the_seed_does_the_same_and_is_told_when_it_is_spent(project: Project, run: Run) -> None:
    reword(
        project,
        "title: Crime prevention and criminal justice",
        "title: {text: Crime prevention and criminal law, formerly: Crime prevention and criminal justice}",
    )
    assert run("update").err == ""
    assert states(project, "agenda.title.1") == ["translated"] * 5
    what = "no catalog has the former text of agenda.title.1 any more"
    assert run("update").err == f"warning: seeds/A-66-398.yaml: {what}\n hint: delete “formerly” there\n"
    assert run("update", "--lang", "fr").err == ""  # other catalogs may need it still


def test_former_text_that_is_the_text_is_refused(project: Project, run: Run) -> None:
    reword(project, "title: Crime prevention and criminal justice", "title: {text: Crime, formerly: Crime}")
    assert "“formerly” says the same as the text; delete it" in run("status").err


def test_translation_that_is_missing_is_not_marked(project: Project, run: Run, set_translation: SetTranslation) -> None:
    for code in ("ar", "es", "fr", "ru", "zh"):
        set_translation(code, "letter.p.2", "")
    reword(project, "under agenda item 107.", "under agenda item 107, please.")
    assert "nothing to mark as editorial" in run("update", "--editorial", "A-66-398:letter.p.2").err
