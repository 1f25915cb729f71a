"""Hashes of files, remembered by what the file system says of each, so that a file that didn't change isn't read again; and notes
of what was found or made, under their own hash.

Standard library only, and little of it: `sixfold pdf` waits for this module when there is nothing to do.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeGuard

from sixfold.errors import WriteError
from sixfold.project.files import write_atomically

#: Nanoseconds. A file that changed so shortly before it was hashed could change again without its times telling: file
#: systems count in steps of up to two seconds (FAT; ext4: 4 ms), and their clock may be another machine's.
_GRAIN = 2_000_000_000

#: What is remembered of a file: size, time of change of the content, of the entry, inode; its hash; when that was taken.
Remembered = Sequence[int | str]


def digest(content: bytes) -> str:
    """Return the hash of *content*."""
    return hashlib.sha256(content).hexdigest()


def digest_values(values: object) -> str:
    """Return the hash of *values*, whatever JSON can say."""
    return digest(json.dumps(values, sort_keys=True).encode())


def read_note(path: Path) -> dict[str, Any]:
    """Return what `write_note` wrote to *path*; nothing where the file is missing or its first line isn't the hash of the rest."""
    try:
        checksum, _, content = path.read_bytes().partition(b"\n")
        note = json.loads(content) if checksum == digest(content).encode() else {}
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(path: Path, note: Mapping[str, Any]) -> None:
    """Write *note* under its hash, which tells it from a damaged one. If it can't be written, it is missing: no harm."""
    content = json.dumps(note, ensure_ascii=False).encode()
    with suppress(WriteError):
        write_atomically(path, digest(content).encode() + b"\n" + content)


class Hashes:
    """The hashes of files; *remembered* is what an earlier `known` said. Each file is looked at once."""

    def __init__(self, remembered: object = None) -> None:
        """Believe what has the right form in *remembered*."""
        entries = remembered.items() if isinstance(remembered, Mapping) else ()
        self._remembered: dict[str, Remembered] = {path: entry for path, entry in entries if _is_entry(entry)}
        self.known: dict[str, Remembered] = {}

    def of(self, path: Path) -> str:
        """Return the hash of the file at *path*; nothing where none can be read."""
        name = str(path)
        if name not in self.known:
            self.known[name] = self._look_at(name)
        return str(self.known[name][4])

    @property
    def all(self) -> dict[str, Remembered]:
        """What was remembered, renewed by what is known now."""
        return self._remembered | self.known

    @property
    def has_learned(self) -> bool:
        """Whether `known` says more than was remembered."""
        return any(self._remembered.get(name) != entry for name, entry in self.known.items())

    def still_holds(self, path: Path) -> bool:
        """Say whether nothing touched the file at *path* since it was looked at."""
        try:
            now = _status(path)
        except OSError:
            now = [0, 0, 0, 0]
        return list(self.known[str(path)][:4]) == now

    def _look_at(self, name: str) -> Remembered:
        try:
            now = _status(name)
            earlier = self._remembered.get(name)
            if earlier and list(earlier[:4]) == now and max(now[1], now[2]) + _GRAIN < int(earlier[5]):
                return earlier
            taken = time.time_ns()
            with Path(name).open("rb") as file:
                return [*now, hashlib.file_digest(file, "sha256").hexdigest(), taken]
        except OSError:
            return [0, 0, 0, 0, "", 0]


def _status(path: Path | str) -> list[int]:
    """Return what tells whether a file changed.

    Raises: OSError, for what is no file: reading a pipe or a device may never end.
    """
    status = os.stat(path)  # noqa: PTH116  (thousands of files: a Path costs as much again)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _is_entry(entry: object) -> TypeGuard[Remembered]:
    kinds = (int, int, int, int, str, int)
    return isinstance(entry, list) and len(entry) == len(kinds) and all(map(isinstance, entry, kinds))
