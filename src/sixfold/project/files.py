"""Files: read with a limit; written so that a reader sees the old one or the new one, never half of one; and their hashes.

Standard library only, and little of it: `sixfold pdf` waits for this module when there is nothing to do.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import sixfold
from sixfold import __version__
from sixfold.errors import WriteError

_LEFTOVER = re.compile(r"\..+\.(\d+)-[0-9a-f]{8}\.tmp")


#: No file that a person edits is larger (bytes). What is, or a device that never ends, would take all of the memory.
MOST_BYTES = 100_000_000


def read_file(path: Path) -> bytes:
    """Return the content of the file at *path*; nobody waits for a pipe, and a device without end isn't read.

    Raises: OSError, also for what is no regular file and for what is too large; its `strerror` is for a person.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
    if status.st_size > MOST_BYTES:
        what = f"it has {status.st_size // 1_000_000:,} MB, the most that is read is {MOST_BYTES // 1_000_000} MB"
        raise OSError(errno.EFBIG, what, str(path))
    return path.read_bytes()


def write_atomically(
    path: Path, content: bytes, before_replacing: Callable[[Path], None] | None = None, *, is_durable: bool = True
) -> None:
    """Write *content* to *path* by way of a temporary file beside it.

    A link stays a link, and the mode of a file that stands there is kept. *before_replacing* gets the finished
    temporary file and may raise to keep what stands at *path*. What is not *is_durable* may be lost, or half of it, when the power
    fails: that saves to wait for the disk.

    Raises: WriteError, when the folder or the file can't be written; what stood there still stands.
    """
    target = path.resolve()
    temporary = temporary_name(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "Permission denied")
        with temporary.open("xb") as file:
            file.write(content)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        if before_replacing:
            before_replacing(temporary)
        temporary.replace(target)
    except OSError as error:
        hint = "check the folder’s rights and the space on the disk"
        raise WriteError(f"can’t be written: {error.strerror}", path, hint=hint) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def temporary_name(target: Path) -> Path:
    """Return a name beside *target* for what will take its place; `sweep` knows it, and which process may still write there."""
    return target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")


def sweep(folder: Path) -> None:
    """Remove the temporary files and folders in *folder* whose process was killed before it could."""
    for path in folder.glob(".*.tmp"):
        match = _LEFTOVER.fullmatch(path.name)
        if match and not _is_alive(int(match[1])):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    """Tell whether *process* may still write. One that was killed stays listed (Z) until its parent, or nobody, asks after it."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's, no number that a process can have, or a system without /proc
        return True
    return state != "Z"


#: Nanoseconds. A file that changed so shortly before it was hashed could change again without its times telling: file
#: systems count in steps of up to two seconds (FAT; ext4: 4 ms), and their clock may be another machine's.
_GRAIN = 2_000_000_000

#: What is remembered of a file: size, time of change of the content, of the entry, inode; its hash; when that was taken.
Remembered = Sequence[int | str]


def digest(content: bytes) -> str:
    """Return the hash of *content*."""
    return hashlib.sha256(content).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of the file at *path*."""
    return digest(path.read_bytes())


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
        write_atomically(path, digest(content).encode() + b"\n" + content, is_durable=False)  # 15 ms each on a busy disk


class Hashes:
    """The hashes of files; *remembered* is what an earlier `known` said. Each file is looked at once."""

    def __init__(self, remembered: object = None) -> None:
        """Believe *remembered* where it has the form that this version gives it."""
        self._remembered: dict[str, Remembered] = dict(remembered) if isinstance(remembered, Mapping) else {}
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
            if isinstance(earlier, list) and earlier[:4] == now and max(now[1], now[2]) + _GRAIN < int(earlier[5]):
                return earlier
            taken = time.time_ns()
            with Path(name).open("rb") as file:
                return [*now, hashlib.file_digest(file, "sha256").hexdigest(), taken]
        except OSError:
            return [0, 0, 0, 0, "", 0]


class Note:
    """What is remembered in the file at *path* from one command to the next, and the hashes of the files that it depends on."""

    def __init__(self, path: Path) -> None:
        """Read what was kept there."""
        self._path, self.values = path, read_note(path)
        self.hashes = Hashes(self.values.get("files"))

    def keep(self, *files: Path, **values: object) -> None:
        """Keep *values*, too, and what is known of files; nothing where one of *files* changed since it was looked at."""
        if (values or self.hashes.has_learned) and all(map(self.hashes.still_holds, files)):
            write_note(self._path, self.values | values | {"files": self.hashes.all})


def _status(path: Path | str) -> list[int]:
    """Return what tells whether a file changed.

    Raises: OSError, for what is no file: reading a pipe or a device may never end.
    """
    status = os.stat(path)  # noqa: PTH116  (thousands of files: a Path costs as much again)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


_PROGRAM = Path(sixfold.__file__).parent


def program_state(hashes: Hashes) -> str:
    """Return what changes when this program or one of the packages that it may use does."""
    return digest_values([__version__, sys.version, installed_packages(), hash_folder(_PROGRAM, hashes)])


def hash_folder(folder: Path, hashes: Hashes) -> dict[str, str]:
    """Return the hash of each file in *folder* and below, by its path from there, in a stable order."""
    found: dict[str, str] = {}
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        found |= {str(path.relative_to(folder)): hashes.of(path) for path in (Path(name, file) for file in sorted(files))}
    return found


def installed_packages() -> list[str]:
    """Return name and version of each package that can be imported."""
    folders = [Path(folder) for folder in sys.path if folder.endswith("-packages")]
    return sorted(path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info"))
