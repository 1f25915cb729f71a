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


def test_project_is_found_from_any_folder_below(project: Project) -> None:
    assert find_project(project.root) == project
    assert find_project(project.root / "locales" / "fr" / "LC_MESSAGES") == project


def test_no_project_is_one_sentence(tmp_path: Path) -> None:
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


def test_seeds_are_the_yaml_files_by_name(project: Project) -> None:
    for name in ("B.yaml", "A.yaml", "notes.txt"):
        (project.root / "seeds" / name).touch()
    assert [path.name for path in project.seeds()] == ["A-66-398.yaml", "A.yaml", "B.yaml"]


@contextmanager
def without_rights_of_root() -> Iterator[None]:
    if (user := os.geteuid()) == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("name", ["seeds", "locales/fr/memory"])
def test_a_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(project: Project, name: str) -> None:
    folder = project.root / name
    folder.mkdir(exist_ok=True)
    folder.chmod(0)
    with without_rights_of_root(), pytest.raises(PermissionError) as refused:
        project.seeds() if name == "seeds" else project.memories("fr")
    folder.chmod(0o755)
    assert str(explain(refused.value)) == (
        f"{folder}: Permission denied\n hint: check the permissions of the file and of its folders"
    )


def test_further_catalogs_are_those_of_the_folder_memory(project: Project) -> None:
    folder = project.root / "locales" / "fr" / "memory"
    assert project.memories("fr") == []
    folder.mkdir()
    for name in ("b.po", "a.po", "notes.txt"):
        (folder / name).touch()
    assert project.memories("fr") == [folder / "a.po", folder / "b.po"]
