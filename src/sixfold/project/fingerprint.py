"""What of this program an answer depends on that it remembers: its own files, Python, and the installed packages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import sixfold
from sixfold import __version__
from sixfold.project.hashing import Hashes, digest_values

_PROGRAM = Path(sixfold.__file__).parent


def program_state(hashes: Hashes) -> str:
    """Return what changes when this program or one of the packages that it may use does."""
    return digest_values([__version__, sys.version, installed_packages(), hash_folder(_PROGRAM, hashes)])


def hash_folder(folder: Path, hashes: Hashes) -> dict[str, str]:
    """Return the hash of each file in *folder* and below, by its path from there, in a stable order."""
    return {str(path.relative_to(folder)): hashes.of(path) for path in _files(folder)}


def installed_packages() -> list[str]:
    """Return name and version of each package that can be imported."""
    folders = [Path(folder) for folder in sys.path if folder.endswith("-packages")]
    return sorted(path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info"))


def _files(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        yield from (Path(name, file) for file in sorted(files))
