"""What `update` remembers of catalogs that need no update."""

from __future__ import annotations

import shutil

from conftest import SLUG, Run, SetTranslation, replace_once
from sixfold.project import Project

SEED = f"seeds/{SLUG}.yaml"


def test_another_documents_translation_is_offered_though_an_update_is_remembered(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.1", "")
    other = project.root / "seeds" / "A-67-1.yaml"
    shutil.copy(project.root / SEED, other)
    replace_once(other, "symbol: A/66/398", "symbol: A/67/1")
    run("update")
    assert "1 filled" not in run("update").out  # neither document has it
    path = project.catalog("fr", SLUG)
    before = path.read_bytes()
    set_translation("fr", "annex.op.1", "<em>Rappellent</em> tout", domain="A-67-1")
    done = run("update", "--lang", "fr", "A/66/398")
    assert f"{SLUG}.po: 1 new, 1 filled from other documents" in done.out
    assert path.read_bytes() != before


def test_update_with_nothing_changed_touches_no_file(run: Run, project: Project) -> None:
    run("update")
    paths = [path for path in project.root.glob("[sl]*/**/*.*") if path.is_file()]
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}
    for _ in range(2):
        said = [line.partition(": ")[2] for line in run("update").out.splitlines()]
        assert said.count("unchanged") == 10
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths} == before
