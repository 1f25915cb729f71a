"""What another program finds: hunspell, whose place a program of three lines takes here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sixfold.catalogs.model import Entry
from sixfold.checks.translations import external
from sixfold.project.paths import Project
from support.projects import Run, SetTranslation, replace_once

#: Prints the words of its input that are in no dictionary, one on each line, as `hunspell -l` does; in Arabic it knows none.
HUNSPELL = """#!/bin/sh
test "$1 $3 $4 $5" = "-d -i utf-8 -l" || exit 2
if test "$2" = ar; then cat; else grep -x acttion; fi
exit 0
"""


@pytest.fixture(autouse=True)
def hunspell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a program that knows every word but a few be found as hunspell."""
    program = tmp_path / "programs" / "hunspell"
    program.parent.mkdir()
    program.write_text(HUNSPELL, encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    external._has_dictionary.cache_clear()
    yield
    external._has_dictionary.cache_clear()


def _findings(out: str) -> list[str]:
    lines = (line for line in out.splitlines() if ".po:" in line)
    return [line.partition(".po:")[2].partition(": ")[2] for line in lines]


def test_every_word_is_looked_up_that_is_no_name_figure_or_address_whatever_tags_are_beside_it() -> None:
    text = "<em>rappellent</em> la résolution 65/1, aux xx<sup>e</sup> et <strong>les siècles</strong><fn>a</fn> {items} http://a.org"
    assert list(external.words(Entry("annex.p.1", "", (text,)))) == ["rappellent", "résolution", "aux", "les", "siècles"]
    text = "بما يُكتشف، وعُقِد الاجتماع"  # a vowel sign cuts no word and is not asked for
    assert list(external.words(Entry("annex.p.1", "", (text,)))) == ["بما", "يكتشف", "وعقد", "الاجتماع"]


def test_words_of_terms_and_of_names_of_signatories_are_known_also_behind_a_particle(
    run: Run, set_translation: SetTranslation
) -> None:
    set_translation("ar", "letter.name.1", "زويا كولونتاي")
    set_translation("ar", "annex.title.1", "للأمم المتحدة وكولونتاي زغبطق")
    found = _findings(run("check", "--lang", "ar", "--deep").out)
    told = [line for line in found if line.startswith("annex.title.1:") and "[spelling]" in line]
    assert told == ["annex.title.1: “زغبطق” is in no dictionary [spelling]"]


def test_word_in_no_dictionary_is_found_unless_it_is_a_name_accepted_or_waived(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    title = "Déclaration sur l’action mondiale contre la traite des personnes, par Acttion et l’acttion de l’ONUDC"
    path = set_translation("fr", "annex.title.2", title)
    found = ["annex.title.2: “acttion” is in no dictionary [spelling]"]
    result = run("check", "--lang", "fr", "--deep")
    assert (result.code, result.err, _findings(result.out)) == (1, "", found)
    accepted = project.root / "locales" / "fr" / "words.txt"
    before = accepted.read_text(encoding="utf-8")
    accepted.write_text(f"{before}acttion\n", encoding="utf-8")
    assert run("check", "--lang", "fr", "--deep").code == 0
    accepted.write_text(before, encoding="utf-8")
    replace_once(path, "#. annex.title.2:", "# waive spelling: as in the letter\n#. annex.title.2:")
    assert run("check", "--lang", "fr", "--deep").code == 0
    assert run("check", "--lang", "fr").code == 0  # not unused: nobody asked for spelling
    set_translation("fr", "annex.title.2", title.replace("acttion", "action"))
    assert _findings(run("check", "--lang", "fr", "--deep").out) == ["the waiver of “spelling” isn’t needed [waiver-unused]"]


def test_what_is_not_installed_is_said_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, *_, **__: which(name) if name == "msgfmt" else None)
    result = run("check", "--lang", "ru", "--deep")
    assert (result.code, result.err.splitlines()) == (
        0,
        ["note: spelling isn’t checked everywhere: apt install hunspell hunspell-en-gb hunspell-ru"],
    )
