"""House words that a document prints and a language lacks are reported with the file to add them to."""

from __future__ import annotations

import pytest

from sixfold.document import house
from sixfold.project.paths import Project
from support.projects import Run, SetTranslation, line_of, replace_once


def test_untranslated_word_that_a_document_prints_is_told_with_its_line(
    run: Run, set_translation: SetTranslation
) -> None:
    path = set_translation("fr", "organ.general-assembly", "", domain="house")
    set_translation("fr", "organ.trusteeship-council", "", domain="house")  # no document prints it
    done = run("update")
    line = line_of(path, 'msgctxt "organ.general-assembly"\nmsgid "General Assembly"') + 2
    what = "A/66/398 prints organ.general-assembly, which is not translated"
    place = "locales/fr/LC_MESSAGES/house.po"
    assert (done.code, done.err) == (0, f"warning: {place}:{line}: {what}\n hint: translate it there\n")
    assert run("update", "--lang", "ru").err == ""


def test_house_catalog_that_is_not_there_is_told_where_the_house_is_not_updated(run: Run, project: Project) -> None:
    project.catalog("fr", "house").unlink()
    told = run("update", "--lang", "fr", "A/66/398").err
    assert told.startswith("warning: locales/fr/LC_MESSAGES/house.po: A/66/398 prints masthead.united-nations,")
    assert " hint: run `make update` without DOC, then translate it there\n" in told


def test_organ_without_a_house_word_is_told_with_the_list_and_the_key(
    run: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {context: message for context, message in house._messages().items() if context != "organ.secretariat"}
    monkeypatch.setattr(house, "_messages", lambda: words)
    replace_once(project.root / "seeds" / "A-66-398.yaml", "organ: general-assembly", "organ: secretariat")
    told = run("update").err
    assert "warning: src/sixfold/data/house.toml: A/66/398 prints organ.secretariat, which is no house word yet\n" in told
    assert " hint: add a [[message]] with context = “organ.secretariat” there" in told
