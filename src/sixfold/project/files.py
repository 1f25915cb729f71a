"""Files: read with a limit; written so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

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


def write_atomically(path: Path, content: bytes, before_replacing: Callable[[Path], None] | None = None) -> None:
    """Write *content* to *path* by way of a temporary file beside it.

    A link stays a link, and the mode of a file that stands there is kept. *before_replacing* gets the finished
    temporary file and may raise to keep what stands at *path*.

    Raises: WriteError, when the folder or the file can't be written; what stood there still stands.
    """
    target = path.resolve()
    temporary = temporary_name(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "Permission denied")
        _write_synced(temporary, content)
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


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


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
