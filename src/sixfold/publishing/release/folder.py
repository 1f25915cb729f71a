"""The folder of a release: made aside, and put in place whole. A former release stands until then."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sixfold.errors import WriteError


@contextmanager
def release_folder(place: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes the place of *place* when the block ends without an error.

    Where it ends with one, or the machine stops, *place* stays as it was; what was begun is cleared away the next time.

    Raises: WriteError, when a folder can't be made or moved, or another process is making the same release.
    """
    with ExitStack() as stack:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_lock(place))
            _clear_away(place)
            workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}.making-", dir=place.parent))
            stack.callback(shutil.rmtree, workshop, ignore_errors=True)
            workshop.chmod(0o755)
        except OSError as error:
            raise WriteError(
                f"the release can’t be made: {error.strerror}", place, hint="check the folder’s rights"
            ) from None
        yield workshop
        _put_in_place(workshop, place)


@contextmanager
def _lock(place: Path) -> Iterator[None]:
    """Hold the lock of the release at *place*: the system takes it back when the process ends, however it ends."""
    with place.with_name(f".{place.name}.lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hint = "wait until it has ended, then release again if anything changed meanwhile"
            raise WriteError("another process is making this release", place, hint=hint) from None
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)  # a process that was forked meanwhile would keep it


def _former(place: Path) -> Path:
    return place.with_name(f".{place.name}.former")


def _clear_away(place: Path) -> None:
    """Undo what a release that was killed left: its workshop, and a former release that was about to be replaced.

    Nobody works in them, since we have the lock.
    """
    former = _former(place)
    if former.exists():
        if place.exists():
            shutil.rmtree(former)
        else:
            former.rename(place)
    for workshop in place.parent.glob(f".{place.name}.making-*"):
        shutil.rmtree(workshop)


def _put_in_place(workshop: Path, place: Path) -> None:
    for path in [*(one for one in workshop.rglob("*") if one.is_file()), workshop]:
        _write_to_disk(path)
    former = _former(place)
    try:
        if place.exists():
            place.rename(former)
        workshop.rename(place)
    except OSError as error:
        if former.exists() and not place.exists():
            former.rename(place)
        raise WriteError(
            f"the release can’t be put in place: {error.strerror}", place, hint="close what uses it"
        ) from None
    shutil.rmtree(former, ignore_errors=True)


def _write_to_disk(path: Path) -> None:
    """Wait until *path* is on the disk: a release that has its name must be whole after a power cut, too."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
