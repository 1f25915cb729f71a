"""What `update` remembers of catalogs that need no update."""

from __future__ import annotations

from conftest import Run
from sixfold.project import Project


def test_update_with_nothing_changed_touches_no_file(run: Run, project: Project) -> None:
    run("update")
    paths = [path for path in project.root.glob("[sl]*/**/*.*") if path.is_file()]
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}
    for _ in range(2):
        said = [line.partition(": ")[2] for line in run("update").out.splitlines()]
        assert said.count("unchanged") == 10
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths} == before
