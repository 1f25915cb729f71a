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
#: Of six languages two, each with the catalogs of the document and of the house.
SOME = ("--lang", "fr", "--lang", "zh")


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


def both(run: Run, *languages: str) -> list[Result]:
    return [run(verb, *languages or SOME, "--format", "json") for verb in ("check", "status")]


def test_second_time_nothing_is_checked_and_the_same_is_said(
    run: Run, project: Project, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_once(project.root / FRENCH, "Prévention du crime", "Prévention  du crime")
    first = both(run)
    assert "Prévention  du" in first[0].out
    assert len(checked) == 4  # two languages, and the words of the house; status finds them done
    assert run("check", "--lang", "fr").code == 1  # what isn't asked for this time stays remembered
    for path in project.root.glob("[sl]*/**/*.*"):
        os.utime(path)
    monkeypatch.delattr("sixfold.commands.check.read_catalog_set")  # no seed is read, either
    assert both(run) == first
    assert len(checked) == 4


#: What changes: a file, what it had and has; how many catalogs are checked again.
CHANGES = [
    (SEED, "sixty-fifth session", "sixty-sixth session", 2),
    (SEED, "layout: new-york-2011", "layout: geneva-2009", 2),
    (FRENCH, "Prévention du crime", "Prévention  du crime", 1),
    ("locales/terms.csv", "Trust Fund", "Trust Funds of all", 4),
    ("locales/fr/LC_MESSAGES/house.po", 'msgstr "Assemblée générale"', 'msgstr ""', 1),
]


@pytest.mark.slow
def test_what_changed_is_checked_again_and_nothing_else(
    run: Run, project: Project, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    both(run)
    cache = project.findings_cache(SLUG).parent
    for name, old, new, again in CHANGES:
        replace_once(project.root / name, old, new)
        checked.clear()
        remembering = both(run)
        assert (name, new, len(checked)) == (name, new, again)
        remembered = cache.rename(project.root / "remembered")
        assert (name, new, both(run)) == (name, new, remembering)
        shutil.rmtree(cache)
        remembered.rename(cache)
    checked.clear()
    monkeypatch.setattr("sixfold.project.files.installed_packages", lambda: ["snowballstemmer-99.dist-info"])
    assert both(run) == remembering
    assert len(checked) == 4  # with another package, or another program


def test_picture_that_went_is_told_though_its_seed_is_known(run: Run, project: Project) -> None:
    picture = project.root / "seeds" / "a.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    replace_once(project.root / SEED, "      body:\n", "      body:\n        - figure: {picture: a.svg, alternative: A sign}\n")
    for verb in ("update", "update", "status"):
        assert run(verb, "--lang", "fr").err == ""
    picture.unlink()
    for verb in ("update", "status", "check"):
        result = run(verb, "--lang", "fr")
        assert (result.code, "the picture a.svg isn’t there" in result.err) == (3, True)


def test_what_cannot_be_read_is_told_every_time(run: Run, project: Project, checked: list[str]) -> None:
    path = project.root / FRENCH
    content = path.read_text(encoding="utf-8")
    path.unlink()
    assert "there is no catalog yet" in run("check", "--lang", "fr").out
    path.mkdir()
    assert "the catalog can’t be read" in run("check", "--lang", "fr").out
    path.rmdir()
    path.write_text(content.replace('msgid "', "msgid ", 1), encoding="utf-8")
    first = both(run, "--lang", "fr")
    assert [result.code for result in first] == [1, 4]
    checked.clear()
    assert both(run, "--lang", "fr") == first
    assert checked == [f"fr/LC_MESSAGES/{SLUG}.po"] * 2
    project.term_list.unlink()
    project.term_list.mkdir()
    result = run("check", "--lang", "fr")
    assert (result.code, "terms.csv" in result.err) == (4, True)


def test_what_changed_while_it_was_checked_is_not_remembered(
    run: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog, seed = project.root / FRENCH, project.root / SEED
    before = {path: path.read_text(encoding="utf-8") for path in (catalog, seed)}
    read_catalogs, read_set = sixfold.checks.translations.runner.read_catalogs, sixfold.commands.check.read_catalog_set

    def catalog_saved_meanwhile(paths):  # type: ignore[no-untyped-def]
        if catalog in (paths := [*paths]):
            replace_once(catalog, "Prévention du crime", "Prévention  du crime")
        return read_catalogs(paths)

    def seed_saved_meanwhile(path, wanted):  # type: ignore[no-untyped-def]
        if path:
            replace_once(seed, "importance of discouraging", "importance of lowering")
        return read_set(path, wanted)

    for module, name, saved_meanwhile in (
        (sixfold.checks.translations.runner, "read_catalogs", catalog_saved_meanwhile),
        (sixfold.commands.check, "read_catalog_set", seed_saved_meanwhile),
    ):
        shutil.rmtree(project.build / "cache", ignore_errors=True)
        with monkeypatch.context() as patch:
            patch.setattr(module, name, saved_meanwhile)
            assert (name, run("check", "--lang", "fr").code) == (name, 1)
        for path, content in before.items():
            path.write_text(content, encoding="utf-8")
        assert (name, run("check", "--lang", "fr").code) == (name, 0)


def _put_a_folder_there(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _put_a_file_in_place_of_the_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


def _lock_for_good(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "it is gone": Path.unlink,
    "it is cut off": lambda path: path.write_bytes(path.read_bytes()[:500]),
    "it is rubbish": lambda path: path.write_bytes(b"\xff\x00rubbish\n" * 2000),
    "an answer was changed": lambda path: replace_once(path, "[]", '[["no-rule", "x", 1, null, null, null]]'),
    "a folder stands there": _put_a_folder_there,
    "a file stands in place of its folder": _put_a_file_in_place_of_the_folder,
    "it can't be written": _lock_for_good,
}


@pytest.mark.slow
def test_damage_changes_no_answer(run: Run, project: Project) -> None:
    first = both(run, "--lang", "fr")
    cache = project.findings_cache(SLUG).parent
    whole = shutil.copytree(cache, project.root / "whole")
    for what, spoil in DAMAGES.items():
        spoil(project.findings_cache(SLUG))
        assert (what, both(run, "--lang", "fr")) == (what, first)
        assert (what, both(run, "--lang", "fr")) == (what, first)
        if cache.is_dir():
            cache.chmod(0o700)
            shutil.rmtree(cache)
        else:
            cache.unlink()
        shutil.copytree(whole, cache)


@pytest.mark.slow
def test_two_commands_at_once_say_the_same(project: Project) -> None:
    command = [Path(sys.executable).parent / "sixfold", "check", "--lang", "fr", "--format", "json"]
    started = [
        subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    said = {process.communicate() for process in started}
    assert len(said) == 1
    assert said.pop()[1] == b""
