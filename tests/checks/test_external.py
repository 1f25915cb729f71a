"""What other programs find, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable

import pytest

from sixfold.catalogs.model import Entry
from sixfold.checks.translations import external
from sixfold.project.paths import Project
from support.projects import Run, SetTranslation, replace_once

needs_french = pytest.mark.skipif(external.lacking(["fr"]) is not None, reason="hunspell-fr is not installed")


def _findings(out: str) -> list[str]:
    lines = (line for line in out.splitlines() if ".po:" in line)
    return [line.partition(".po:")[2].partition(": ")[2] for line in lines]


def test_every_word_is_looked_up_that_is_no_name_figure_or_address_whatever_tags_are_beside_it() -> None:
    text = "<em>rappellent</em> la résolution 65/1, aux xx<sup>e</sup> et <strong>les siècles</strong><fn>a</fn> {items} http://a.org"
    assert list(external.words(Entry("annex.p.1", "", (text,)))) == ["rappellent", "résolution", "aux", "les", "siècles"]


def test_a_vowel_sign_cuts_no_arabic_word_and_is_not_asked_for() -> None:
    assert list(external.words(Entry("annex.p.1", "", ("بما يُكتشف، وعُقِد الاجتماع",)))) == ["بما", "يكتشف", "وعقد", "الاجتماع"]


def test_words_of_terms_and_of_names_of_signatories_are_known(
    run: Run, project: Project, set_translation: SetTranslation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def knows_nothing(_code: str, words: Iterable[str]) -> subprocess.CompletedProcess[bytes]:
        asked.extend(words)
        return subprocess.CompletedProcess([], 0, "\n".join(asked).encode(), b"")

    monkeypatch.setattr(external, "_hunspell", knows_nothing)
    external._has_dictionary.cache_clear()
    set_translation("ar", "letter.name.1", "زويا كولونتاي")
    set_translation("ar", "annex.title.1", "للأمم المتحدة وكولونتاي زغبطق")
    found = [line for line in run("check", "--lang", "ar", "--deep").out.splitlines() if "annex.title.1:" in line]
    external._has_dictionary.cache_clear()
    assert [line.split("“")[1].split("”")[0] for line in found if "[spelling]" in line] == ["زغبطق"]


@needs_french
def test_word_in_no_dictionary_is_found_unless_it_is_a_name_accepted_or_waived(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    title = "Déclaration sur l’action mondiale contre la traite des personnes, par Zoya et l’acttion de l’ONUDC"
    path = set_translation("fr", "annex.title.2", title)
    found = ["annex.title.2: “acttion” is in no dictionary [spelling]"]
    result = run("check", "--lang", "fr", "--deep")
    assert (result.code, _findings(result.out)) == (1, found)
    accepted = project.root / "locales" / "fr" / "words.txt"
    before = accepted.read_text(encoding="utf-8")
    accepted.write_text(f"{before}acttion\n", encoding="utf-8")
    assert run("check", "--lang", "fr", "--deep").code == 0
    accepted.write_text(before, encoding="utf-8")
    replace_once(path, "#. annex.title.2:", "# waive spelling: as in the letter\n#. annex.title.2:")
    assert run("check", "--lang", "fr", "--deep").code == 0
    assert run("check", "--lang", "fr").code == 0  # not unused: nobody asked for spelling


@needs_french
def test_waiver_of_spelling_that_nothing_needs_is_found_when_spelling_is_asked_for(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, 'msgctxt "annex.title"', '# waive spelling: as in the letter\nmsgctxt "annex.title"')
    assert _findings(run("check", "--lang", "fr", "--deep").out) == [
        "the waiver of “spelling” isn’t needed [waiver-unused]"
    ]


def test_what_is_not_installed_is_said_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, *_, **__: which(name) if name == "msgfmt" else None)
    external._has_dictionary.cache_clear()
    result = run("check", "--lang", "ru", "--deep")
    external._has_dictionary.cache_clear()
    assert (result.code, result.err.splitlines()) == (
        0,
        ["note: spelling isn’t checked everywhere: apt install hunspell hunspell-en-gb hunspell-ru"],
    )
