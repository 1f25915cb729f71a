"""A release of A/66/398 in six languages, made once in a test run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from support.made_once import made_folder
from support.projects import SLUG, copy_project, replace_once

QUESTION = "demand for <b>what</b>?\u202e"


def released_folder() -> Path:
    """Return the folder of a release, made by the command in a copy of the project, with marks beside French units.

    English and Russian are released first; what that was is in the folder `first` of the project.
    """
    return made_folder("released", _release) / "build" / "release" / SLUG


def _release(root: Path) -> None:
    copy_project(root)
    sixfold = [sys.executable, "-m", "sixfold"]
    replace_once(root / "locales/fr/LC_MESSAGES/A-66-398.po", "#. annex.op.2:", f"# query: {QUESTION}\n#. annex.op.2:")
    for arguments in ("--by AB", "--by CD --unit annex.op.2"):
        subprocess.run([*sixfold, "revise", SLUG, "--lang", "fr", *arguments.split()], cwd=root, capture_output=True, check=True)
    first = [*sixfold, "release", "A/66/398", "--lang", "en", "--lang", "ru"]
    done = subprocess.run(first, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "build/release/A-66-398/index.html\n"), done.stderr
    shutil.copytree(root / "build" / "release" / SLUG, root / "first")
    done = subprocess.run([*sixfold, "release", "A/66/398"], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "build/release/A-66-398/index.html\n"), done.stderr
    assert "annex.op.2 has a query: demand for <b>what</b>?\\u202e [query]\n hint: " in done.stderr
