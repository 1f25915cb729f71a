"""Templates that Python has compiled are kept for the next command."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.compose import page
from sixfold.project.paths import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "templates").mkdir()
    return Project(tmp_path)


def filled(project: Project, template: str | None = None) -> str:
    """Return what a new process makes of the template, which is written before where it is given."""
    if template is not None:
        (project.templates / "foo.j2").write_text(template)
    page._environment.cache_clear()
    return page.fill_template("foo.j2", project.templates, bar=1)


def test_template_is_compiled_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled(project, "foo {{ bar }}") == "foo 1"
    monkeypatch.setattr("jinja2.Environment._generate", None)
    assert filled(project) == "foo 1"


def test_changed_template_is_compiled_again(project: Project) -> None:
    filled(project, "foo {{ bar }}")
    assert filled(project, "baz {{ bar }}") == "baz 1"


def test_template_is_compiled_again_by_another_compiler(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(project, "foo {{ bar }}")
    (kept,) = project.template_cache.iterdir()
    before = kept.read_bytes()
    monkeypatch.setattr(page._CompiledTemplates, "_compiled_by", (1, 2))
    assert filled(project) == "foo 1"
    assert kept.read_bytes() != before


def test_damaged_template_is_compiled_again(project: Project) -> None:
    filled(project, "foo {{ bar }}")
    (kept,) = project.template_cache.iterdir()
    for damage in (b"", kept.read_bytes()[:-3], kept.read_bytes().replace(b'"code": "', b'"code": "00')):
        kept.write_bytes(damage)
        assert filled(project) == "foo 1"


def test_template_that_can_t_be_kept_is_filled(project: Project) -> None:
    project.build.write_text("no folder")
    assert filled(project, "foo {{ bar }}") == "foo 1"
