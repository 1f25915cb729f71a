"""What costs a second to make → made once in a test run, by whichever of its processes asks first.

Four processes printed and read the same six editions of A/66/398, each for itself.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")

#: Where a run keeps what it made; its processes have it from the first one.
_FOLDER = "SIXFOLD_TESTS_MADE"


def begin() -> None:
    """Make the folder of this run, in the process that starts the others."""
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="sixfold-tests-")


def end() -> None:
    """Delete the folder of this run."""
    if folder := os.environ.pop(_FOLDER, None):  # none, where the fonts could not be made
        shutil.rmtree(folder, ignore_errors=True)


def made_once(make: Callable[[], Made], *key: str | bytes) -> Made:
    """Return what *make* gives for *key*, which says all that it depends on but the program, or what it gave before."""
    if _FOLDER not in os.environ:  # no test run: a measurement
        return make()
    name = hashlib.sha256(b"\0".join(part if isinstance(part, bytes) else part.encode() for part in key)).hexdigest()
    path = Path(os.environ[_FOLDER], name)
    with path.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who asks while another one makes it waits for that one
        if path.exists():
            found: Made = pickle.loads(path.read_bytes())
            return found
        made = make()
        path.with_suffix(".making").write_bytes(pickle.dumps(made))
        path.with_suffix(".making").replace(path)
        return made


def made_folder(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder *name* of this run, which *make* fills once; processes that ask meanwhile wait. No test changes it."""
    folder = Path(os.environ[_FOLDER], name)
    with folder.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            aside = folder.with_suffix(".making")
            shutil.rmtree(aside, ignore_errors=True)  # of one that failed
            aside.mkdir()
            make(aside)
            aside.rename(folder)
    return folder
