"""What commands remember: an answer from the cache is the one that would be found now, and the cache can do no harm."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sixfold.commands.findings
import sixfold.commands.status
import sixfold.summaries
from conftest import SLUG, Result, Run, replace_once
from sixfold.cache import Cache, Question
from sixfold.project import Project

FILE = "build/cache/answers.sqlite"
SEED = f"seeds/{SLUG}.yaml"
FRENCH = f"locales/fr/LC_MESSAGES/{SLUG}.po"

Looked = dict[str, list[str]]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_text("one")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "answers.sqlite"


def keep(store: Path, question: Question, answer: object) -> None:
    cache = Cache(store)
    cache.remember(question, answer)
    cache.keep()


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Looked:
    """Return what was looked at anew: seeds read, catalogs measured, checked, merged."""
    found: Looked = {}

    def watch(room: object, name: str, path_of: Callable[..., Iterator[Path]]) -> None:
        real = getattr(room, name)

        def call(*arguments: object, **named: object) -> object:
            found.setdefault(name, []).extend(path.name for path in path_of(*arguments))
            return real(*arguments, **named)

        monkeypatch.setattr(room, name, call)

    watch(sixfold.summaries, "load_document", lambda path: iter([path]))
    watch(sixfold.commands.status, "_try_to_measure", lambda task: iter([task.path]))
    watch(sixfold.commands.findings, "check_catalogs", lambda tasks, _: (task.path for task in tasks))
    return found


# ---- the store ----


def test_answer_is_remembered_as_long_as_its_files_have_the_same_content(store: Path, source: Path) -> None:
    question = Question("length", "source", (source,))
    assert Cache(store).recall(question) is None
    keep(store, question, {"is": 3})
    assert Cache(store).recall(question) == {"is": 3}
    os.utime(source, (1, 1))
    assert Cache(store).recall(question) == {"is": 3}
    source.write_text("two")
    assert Cache(store).recall(question) is None
    source.write_text("one")
    assert Cache(store).recall(question) == {"is": 3}
    source.unlink()
    assert Cache(store).recall(question) is None


def test_answer_depends_on_the_program_and_on_what_else_is_named(
    store: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, Question("length", "source", (source,), ("in words",)), 1)
    assert Cache(store).recall(Question("length", "source", (source,))) is None
    assert Cache(store).recall(Question("length", "source", (source,), ("in words",))) == 1
    monkeypatch.setattr("sixfold.hashes.program.installed_packages", lambda: ["snowballstemmer-99.dist-info"])
    assert Cache(store).recall(Question("length", "source", (source,), ("in words",))) is None


def test_answer_drawn_from_a_file_that_changed_meanwhile_is_not_kept(store: Path, source: Path) -> None:
    cache, question = Cache(store), Question("length", "source", (source,))
    cache.remember(question, 3)
    source.write_text("three")
    cache.keep()
    source.write_text("one")
    assert Cache(store).recall(question) is None


def test_file_that_is_there_and_cannot_be_read_is_not_a_missing_one(store: Path, source: Path) -> None:
    question = Question("length", "source", (source,))
    source.unlink()
    keep(store, question, 0)
    assert Cache(store).recall(question) == 0
    source.mkdir()
    assert Cache(store).recall(question) is None
    keep(store, question, 1)
    assert Cache(store).recall(question) is None


@pytest.mark.parametrize("column", ["answer", "drawn_from", "name"])
def test_answer_that_was_changed_in_the_file_is_not_believed(store: Path, source: Path, column: str) -> None:
    first, second = Question("length", "a", (source,)), Question("length", "b", (source,))
    keep(store, first, [1])
    with sqlite3.connect(store) as connection:
        change = {"answer": "[2]", "drawn_from": "x", "name": "b"}[column]
        connection.execute(f"UPDATE answers SET {column} = ? WHERE kind = 'length'", (change,))
    connection.close()
    assert (Cache(store).recall(first), Cache(store).recall(second)) == (None, None)


def test_file_does_not_grow_when_an_answer_is_replaced(store: Path, source: Path) -> None:
    for number in range(3):
        source.write_text(str(number))
        keep(store, Question("length", "source", (source,)), number)
    connection = sqlite3.connect(store)
    assert connection.execute("SELECT kind, COUNT(*) FROM answers GROUP BY kind").fetchall() == [("files", 1), ("length", 1)]
    connection.close()


# ---- the commands ----


def everything(run: Run) -> list[Result]:
    """Return what the commands say; update last, for it may change something."""
    return [run("status", "--format", "json"), run("check"), run("update")]


def test_second_time_nothing_is_looked_at_and_the_same_is_said(run: Run, project: Project, looked: Looked) -> None:
    replace_once(project.root / FRENCH, "Prévention du crime", "Prévention  du crime")
    first = everything(run)
    assert looked["load_document"] == [f"{SLUG}.yaml"]
    assert len(looked["_try_to_measure"]) == 10  # five languages, and the words of the house
    assert looked["check_catalogs"].count(f"{SLUG}.po") == 5
    looked.clear()
    assert everything(run) == first
    assert {name: paths for name, paths in looked.items() if paths} == {}


def test_touched_files_are_read_but_nothing_is_found_again(run: Run, project: Project, looked: Looked) -> None:
    first = everything(run)
    looked.clear()
    for path in project.root.glob("[sl]*/**/*.*"):
        os.utime(path)
    assert everything(run) == first
    assert {name: paths for name, paths in looked.items() if paths} == {}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SEED, "sixty-fifth session", "sixty-sixth session"),
        (SEED, "title:", "layout: new-york-2009\ntitle:"),
        (FRENCH, "Prévention du crime", "Prévention  du crime"),
        (FRENCH, 'msgid ""', '#, fuzzy\nmsgid ""'),
        ("locales/terms.csv", "Trust Fund", "Trust Funds of all"),
        ("locales/fr/LC_MESSAGES/house.po", 'msgstr "Assemblée générale"', 'msgstr ""'),
    ],
)
def test_what_changed_is_seen_as_without_a_cache(run: Run, project: Project, name: str, old: str, new: str) -> None:
    everything(run)
    path = project.root / name
    if old in path.read_text(encoding="utf-8"):
        replace_once(path, old, new)
    else:
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    changed = {path: path.read_bytes() for path in project.root.glob("[sl]*/**/*.*")}
    with_cache = everything(run)
    for path, content in changed.items():
        path.write_bytes(content)
    shutil.rmtree(project.answers.parent)
    assert everything(run) == with_cache


def test_damaged_catalog_is_told_every_time(run: Run, project: Project) -> None:
    replace_once(project.root / FRENCH, 'msgid "', "msgid ")
    first = [run("status"), run("check"), run("update")]
    assert [result.code for result in first] == [4, 1, 4]
    assert [run("status"), run("check"), run("update")] == first


def test_seed_that_cannot_be_read_is_told_every_time(run: Run, project: Project) -> None:
    replace_once(project.root / SEED, "symbol:", "symbl:")
    first = run("status")
    assert first.code == 3
    assert "unknown key “symbl”" in first.err
    assert run("status") == first


def _delete(path: Path) -> None:
    path.unlink()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _fill_with_rubbish(path: Path) -> None:
    path.write_bytes(b"rubbish" * 2000)


def _spoil_the_middle(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:3000] + b"\xff\x00rubbish" * 400 + content[6600:])


def _put_a_folder_there(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _put_a_file_in_place_of_the_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


def _lock_for_good(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)


@pytest.mark.parametrize(
    "spoil",
    [
        _delete, _truncate, _fill_with_rubbish, _spoil_the_middle, _put_a_folder_there,
        _put_a_file_in_place_of_the_folder, _lock_for_good,
    ],
)  # fmt: skip
def test_spoilt_cache_changes_no_answer(run: Run, project: Project, spoil: Callable[[Path], None]) -> None:
    first = everything(run)
    spoil(project.answers)
    assert everything(run) == first
    assert everything(run) == first


def test_cache_that_another_process_writes_is_done_without(
    run: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("status")
    monkeypatch.setattr("sixfold.cache._PATIENCE", 0.01)
    other = sqlite3.connect(project.answers, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert run("status") == first
    other.execute("ROLLBACK")
    other.close()


def test_several_commands_at_once_say_the_same(project: Project) -> None:
    sixfold_command = Path(sys.executable).parent / "sixfold"
    processes = [
        subprocess.Popen(
            [sixfold_command, "check", "--format", "json"],
            cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    said = {process.communicate() for process in processes}
    assert len(said) == 1
    assert said.pop()[1] == ""


def test_update_with_nothing_changed_touches_no_file(run: Run, project: Project) -> None:
    run("update")
    paths = [path for path in project.root.glob("[sl]*/**/*.*") if path.is_file()]
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}
    for _ in range(2):
        said = [line.partition(": ")[2] for line in run("update").out.splitlines()]
        assert said.count("unchanged") == 10
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths} == before


def test_many_catalogs_that_were_never_checked_are_left_to_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sixfold.commands.status, "MOST_TO_CHECK", 4)
    result = run("status", "--format", "json", "A/66/398")
    assert {row["findings"] for row in json.loads(result.out)["catalogs"]} == {None}
    assert result.err == "note: 5 catalogs changed since they were checked, or never were: `sixfold check` does it\n"
    assert "–" in run("status", "A/66/398").out
    run("check")
    assert {row["findings"] for row in json.loads(run("status", "--format", "json").out)["catalogs"]} == {0}
