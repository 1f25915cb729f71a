"""The checkout, what a command did, and small ways to change a file of a project."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sixfold.project.paths import Project

CHECKOUT = Path(__file__).parents[2]
SLUG = "A-66-398"


@dataclass(frozen=True)
class Result:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """Return the lines that begin with `error:`."""
        return [line for line in self.err.splitlines() if line.startswith("error:")]


Run = Callable[..., Result]
SetTranslation = Callable[..., Path]


def copy_project(root: Path, *, has_documents: bool = False) -> Project:
    """Return a project in *root* with the checkout's document, and with the test documents; derived fonts are not made again."""
    for name in ("templates", "locales", "seeds"):
        shutil.copytree(CHECKOUT / name, root / name)
        if has_documents and name != "templates":
            shutil.copytree(CHECKOUT / "tests/documents" / name, root / name, dirs_exist_ok=True)
    (CHECKOUT / "build" / "faces").mkdir(parents=True, exist_ok=True)
    (root / "build").mkdir()
    (root / "build" / "faces").symlink_to(CHECKOUT / "build" / "faces")
    return Project(root)


def replace_once(path: Path, old: str, new: str) -> None:
    """Replace the first *old* in the file at *path*, which must have it."""
    content = path.read_text(encoding="utf-8")
    assert old in content, f"{path} has no {old!r}"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """Return the line, from 1, of the first *text* in the file at *path*."""
    content = path.read_text(encoding="utf-8")
    return len(re.findall("\n", content[: content.index(text)])) + 1
