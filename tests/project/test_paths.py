"""The project's folders, and how a command finds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sixfold.errors import UsageError, explain
from sixfold.project.paths import Project, find_project
from support.projects import SLUG


def test_project_is_found_from_any_folder_below_and_where_there_is_none_it_is_said(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for name in ("seeds", "locales/fr/LC_MESSAGES", "templates"):
        (root / name).mkdir(parents=True)
    assert find_project(root) == find_project(root / "locales" / "fr" / "LC_MESSAGES") == Project(root)
    with pytest.raises(UsageError) as refused:
        find_project(tmp_path)
    assert str(refused.value) == (
        f"no project here: {tmp_path} has no seeds, locales and templates\n hint: go to the checkout first"
    )


def test_places_are_those_of_gettext_and_of_the_make_targets() -> None:
    project = Project(Path("root"))
    assert project.catalog("fr", "house") == Path("root/locales/fr/LC_MESSAGES/house.po")
    assert project.catalog_template(SLUG) == Path("root/locales/A-66-398.pot")
    assert project.pdf(SLUG, "ar") == Path("root/build/A-66-398.ar.pdf")
    assert project.schema == Path("root/seeds/schema.json")


def test_seeds_and_memories_are_the_files_of_their_kind_by_name(tmp_path: Path) -> None:
    project, memory = Project(tmp_path), tmp_path / "locales" / "fr" / "memory"
    assert project.memories("fr") == []
    for folder in (tmp_path / "seeds", memory):
        folder.mkdir(parents=True)
        for name in ("B.yaml", "A.yaml", "b.po", "a.po", "notes.txt"):
            (folder / name).touch()
    assert project.seeds() == [tmp_path / "seeds" / "A.yaml", tmp_path / "seeds" / "B.yaml"]
    assert project.memories("fr") == [memory / "a.po", memory / "b.po"]


@contextmanager
def without_rights_of_root() -> Iterator[None]:
    if (user := os.geteuid()) == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for name, listed in (("seeds", project.seeds), ("locales/fr/memory", lambda: project.memories("fr"))):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        folder.chmod(0)
        with without_rights_of_root(), pytest.raises(PermissionError) as refused:
            listed()
        folder.chmod(0o755)
        assert str(explain(refused.value)) == (
            f"{folder}: Permission denied\n hint: check the permissions of the file and of its folders"
        )
