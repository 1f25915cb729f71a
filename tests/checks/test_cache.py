"""What the checks found is remembered as long as it is what would be found now, and what is remembered can do no harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sixfold.checks.translations.runner
import sixfold.commands.check
from sixfold.project.paths import Project
from support.projects import SLUG, Result, Run, replace_once

SEED = f"seeds/{SLUG}.yaml"
FRENCH = f"locales/fr/LC_MESSAGES/{SLUG}.po"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the catalogs that were checked anew."""
    found: list[str] = []
    real = sixfold.checks.translations.runner.check_catalog

    def check_catalog(task, *given):  # type: ignore[no-untyped-def]
        found.append("/".join(task.path.parts[-3:]))
        return real(task, *given)

    monkeypatch.setattr(sixfold.checks.translations.runner, "check_catalog", check_catalog)
    return found


def both(run: Run) -> list[Result]:
    return [run("check", "--format", "json"), run("status", "--format", "json")]


def test_second_time_nothing_is_checked_and_the_same_is_said(
    run: Run, project: Project, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_once(project.root / FRENCH, "Prévention du crime", "Prévention  du crime")
    first = both(run)
    assert "Prévention  du" in first[0].out
    assert len(checked) == 10  # five languages, and the words of the house; status finds them done
    for path in project.root.glob("[sl]*/**/*.*"):
        os.utime(path)
    monkeypatch.delattr("sixfold.commands.check.read_catalog_set")  # no seed is read, either
    assert both(run) == first
    assert len(checked) == 10


def test_picture_that_went_is_told_though_its_seed_is_known(run: Run, project: Project) -> None:
    picture = project.root / "seeds" / "a.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    replace_once(project.root / SEED, "      body:\n", "      body:\n        - figure: {picture: a.svg, alternative: A sign}\n")
    for verb in ("update", "update", "status"):
        assert run(verb).err == ""
    picture.unlink()
    for verb in ("update", "status", "check"):
        result = run(verb)
        assert (result.code, "the picture a.svg isn’t there" in result.err) == (3, True)


def test_catalog_that_came_and_cannot_be_read_is_not_taken_for_none(run: Run, project: Project) -> None:
    path = project.root / FRENCH
    path.unlink()
    assert "there is no catalog yet" in run("check").out
    path.mkdir()
    assert "the catalog can’t be read" in run("check").out


def test_what_was_not_asked_for_this_time_stays_remembered(run: Run, checked: list[str]) -> None:
    run("check")
    replaced = len(checked)
    run("check", "--lang", "fr")
    run("check")
    assert len(checked) == replaced


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "again"),
    [
        ((SEED, "sixty-fifth session", "sixty-sixth session"), 5),
        ((SEED, "layout: new-york-2011", "layout: geneva-2009"), 5),
        ((FRENCH, "Prévention du crime", "Prévention  du crime"), 1),
        (("locales/terms.csv", "Trust Fund", "Trust Funds of all"), 10),
        (("locales/fr/LC_MESSAGES/house.po", 'msgstr "Assemblée générale"', 'msgstr ""'), 1),
    ],
)
def test_what_changed_is_checked_again_and_nothing_else(
    run: Run, project: Project, checked: list[str], change: tuple[str, str, str], again: int
) -> None:
    both(run)
    checked.clear()
    name, old, new = change
    replace_once(project.root / name, old, new)
    remembering = both(run)
    assert len(checked) == again
    shutil.rmtree(project.findings_cache(SLUG).parent)
    assert both(run) == remembering


def test_another_program_or_package_checks_again(run: Run, checked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")
    monkeypatch.setattr("sixfold.project.files.installed_packages", lambda: ["snowballstemmer-99.dist-info"])
    run("check")
    assert len(checked) == 20


def test_why_a_catalog_cannot_be_read_is_found_every_time(run: Run, project: Project, checked: list[str]) -> None:
    replace_once(project.root / FRENCH, 'msgid "', "msgid ")
    first = both(run)
    assert [result.code for result in first] == [1, 4]
    checked.clear()
    assert both(run) == first
    assert checked == [f"fr/LC_MESSAGES/{SLUG}.po"] * 2


def test_list_of_terms_that_cannot_be_read_is_told_though_all_is_remembered(run: Run, project: Project) -> None:
    run("check")
    terms = project.term_list
    terms.unlink()
    terms.mkdir()
    result = run("check")
    assert result.code >= 3
    assert "terms.csv" in result.err


def test_catalog_that_changed_while_it_was_checked_is_not_remembered(
    run: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = project.root / FRENCH, sixfold.checks.translations.runner.read_catalogs
    before = path.read_text(encoding="utf-8")

    def saved_meanwhile(paths):  # type: ignore[no-untyped-def]
        if path in (paths := [*paths]):
            replace_once(path, "Prévention du crime", "Prévention  du crime")
        return real(paths)

    with monkeypatch.context() as patch:
        patch.setattr(sixfold.checks.translations.runner, "read_catalogs", saved_meanwhile)
        assert run("check").code == 1
    path.write_text(before, encoding="utf-8")
    assert run("check").code == 0


def test_seed_that_changed_while_it_was_checked_is_not_remembered(
    run: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = project.root / SEED, sixfold.commands.check.read_catalog_set
    before = path.read_text(encoding="utf-8")

    def saved_meanwhile(seed, wanted):  # type: ignore[no-untyped-def]
        if seed:
            replace_once(path, "importance of discouraging", "importance of lowering")
        return real(seed, wanted)

    with monkeypatch.context() as patch:
        patch.setattr(sixfold.commands.check, "read_catalog_set", saved_meanwhile)
        assert run("check").code == 1
    path.write_text(before, encoding="utf-8")
    assert run("check").code == 0


def _delete(path: Path) -> None:
    path.unlink()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:500])


def _fill_with_rubbish(path: Path) -> None:
    path.write_bytes(b"\xff\x00rubbish\n" * 2000)


def _change_an_answer(path: Path) -> None:
    replace_once(path, "[]", '[["no-rule", "x", 1, null, null, null]]')


def _put_a_folder_there(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _put_a_file_in_place_of_the_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


def _lock_for_good(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [
        _delete, _truncate, _fill_with_rubbish, _change_an_answer, _put_a_folder_there,
        _put_a_file_in_place_of_the_folder, _lock_for_good,
    ],
)  # fmt: skip
def test_damage_changes_no_answer(run: Run, project: Project, spoil: Callable[[Path], None]) -> None:
    first = both(run)
    spoil(project.findings_cache(SLUG))
    assert both(run) == first
    assert both(run) == first


@pytest.mark.slow
def test_several_commands_at_once_say_the_same(project: Project) -> None:
    command = [Path(sys.executable).parent / "sixfold", "check", "--format", "json"]
    started = [
        subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    said = {process.communicate() for process in started}
    assert len(said) == 1
    assert said.pop()[1] == b""
