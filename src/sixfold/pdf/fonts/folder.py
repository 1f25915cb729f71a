"""Typefaces: the files that the layout names, gathered in one folder beside the ones derived from them.

The engine is shown that folder and nothing else, so that no other installed face can ever stand in for one that is missing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path

from sixfold.errors import RequirementError, WriteError
from sixfold.pdf.fonts.families import DATA, Face, derived_families, installed_faces
from sixfold.pdf.fonts.files import find_font_file
from sixfold.project.files import sweep, temporary_name

#: What a folder of faces was made with: size and time of each file.
_RECORD = "made.json"


def prepare_faces(build: Path) -> Path:
    """Return the fontconfig file that shows the engine the project's faces, made below *build* where it isn't there yet.

    Raises: RequirementError, when a face is missing; WriteError, when *build* can't be written.
    """
    files: dict[Face, Path] = {}
    for face in installed_faces():
        if not face.languages:
            continue
        path = find_font_file(face.file, face.at_least)
        if path is None:
            version = f" {face.at_least} or later" if face.at_least else ""
            raise RequirementError(
                f"the typeface file {face.file} ({face.family}{version}) is not installed",
                hint=f"sudo apt-get install {face.package}, or `make doctor` for everything that is missing",
            )
        files[face] = path
    faces = (build / "faces").resolve()
    folder = faces / _fingerprint(faces, list(files.values()))
    if not is_whole(folder):
        make_folder(folder, partial(_fill, files))
    return folder / "fonts.conf"


def face_files() -> Iterator[tuple[str, Path | None]]:
    """Yield the files that pages are set in, by name, each with its place; None for one that is missing."""
    for face in installed_faces():
        if face.languages:
            yield face.file, find_font_file(face.file, face.at_least)


def _fingerprint(faces: Path, files: Sequence[Path]) -> str:
    """Return the hash of what the faces are made of: the data, this program and the places, sizes and times of files.

    The place of *faces* itself counts, too: fontconfig wants it absolute, and a checkout may be moved.
    """
    hasher = hashlib.sha256(DATA.read_bytes())
    hasher.update((Path(__file__).parent / "scaling.py").read_bytes())
    hasher.update(str(faces).encode())
    for path in files:
        status = path.stat()
        hasher.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return hasher.hexdigest()[:16]


def is_whole(folder: Path) -> bool:
    """Tell whether the files of *folder* are those that were made: what was cut off or written over since has another time."""
    try:
        return bool(json.loads((folder / _RECORD).read_text(encoding="utf-8")) == _files(folder))
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> dict[str, list[int]]:
    """Return size and time of each file of our own in *folder*."""
    own = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.name != _RECORD)
    return {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in own}


def make_folder(folder: Path, fill: Callable[[Path], object]) -> None:
    """Make a folder of faces in one step: another process may be making it at the same time. *fill* puts the faces in.

    Raises: WriteError, when the folder can't be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder.parent)
        workshop = temporary_name(folder)
        workshop.mkdir()
    except OSError as error:
        raise WriteError(
            f"can't write: {error.strerror}", folder, hint="check the permissions of the folder"
        ) from error
    try:
        fill(workshop)
        (workshop / "fonts.conf").write_text(_fontconfig(folder), encoding="utf-8")
        (workshop / _RECORD).write_text(json.dumps(_files(workshop)), encoding="utf-8")
        _move(workshop, folder)
    except OSError as error:
        if error.filename:  # a face that can't be read
            raise
        raise WriteError(f"can’t be made: {error.strerror}", folder, hint="make room on the disk") from None
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _fill(files: dict[Face, Path], workshop: Path) -> None:
    for path in files.values():
        (workshop / path.name).symlink_to(path)
    from sixfold.pdf.fonts.scaling import widen  # noqa: PLC0415  (fontTools takes long to import, and this happens once)

    for derived in derived_families():
        for face, path in files.items():
            if face.family == derived.source:
                name = f"{derived.family.replace(' ', '')}-{face.file.rpartition('-')[2]}"
                (workshop / name).write_bytes(widen(path, derived))


def _move(workshop: Path, folder: Path) -> None:
    try:
        if folder.exists() and not is_whole(folder):
            damaged = temporary_name(folder)
            folder.rename(damaged)
            shutil.rmtree(damaged, ignore_errors=True)
        workshop.replace(folder)
    except OSError as error:
        if not is_whole(folder):  # nobody else made it meanwhile
            raise WriteError(f"can’t be made: {error.strerror}", folder, hint="delete the folder build/") from None


def _fontconfig(folder: Path) -> str:
    """Return the fontconfig file. Source: fontconfig's manual, fonts-conf(5)."""
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
 <dir>{escape(str(folder.resolve()))}</dir>
 <cachedir>{escape(str(folder.resolve() / "cache"))}</cachedir>
</fontconfig>
"""
