"""Commands print in the process of the tests, with one engine. How processes typeset, `tests/publishing` holds."""

from __future__ import annotations

import filecmp
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sixfold.cli import main
from sixfold.project.paths import Project
from sixfold.publishing import pipeline
from support.projects import CHECKOUT, Result, Run, copy_project

TEMPLATES = CHECKOUT / "templates"


class Here(Executor):
    """Does in this process, at once, what is submitted; the engine is loaded when a page is there."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            if work is not pipeline._load_engine:
                future.set_result(work(*map(_shared, arguments)))
        except Exception as error:
            future.set_exception(error)
        return future


def _shared(argument: Any) -> Any:
    """Return the checkout's own folder for a copy of it: there is an engine for each path."""
    if not isinstance(argument, Path):
        return argument
    is_copy = argument.name == "templates" and not any(_differences(filecmp.dircmp(argument, TEMPLATES)))
    return TEMPLATES if is_copy else argument.resolve()


def _differences(compared: filecmp.dircmp[str]) -> Iterator[str]:
    yield from compared.left_only + compared.right_only + compared.diff_files
    for below in compared.subdirs.values():
        yield from _differences(below)


@contextmanager
def _here(*_: object) -> Iterator[Executor]:
    yield Here()


@pytest.fixture(autouse=True)
def _typeset_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "WorkerPool", _here)
    monkeypatch.setattr(pipeline, "forked_pool", _here)


@pytest.fixture
def committed(project: Project) -> Project:
    """Return the project, committed to git."""
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "seeds", "locales"], [*identity, "commit", "-qm", "Released"]):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    return project


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project that no test changes but by what commands remember."""
    return copy_project(tmp_path_factory.mktemp("shared") / "project")


@pytest.fixture
def look(shared: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command line as `run` does, in the project that is shared: one that only looks."""
    monkeypatch.chdir(shared.root)

    def look(*arguments: str) -> Result:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Result(code, *capsys.readouterr())

    return look
