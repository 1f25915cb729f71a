"""The fonts of data/faces.toml: which have to be installed and which are derived; where they lie here, and in which version.

Standard library only: set-up asks this before any other package is installed.
"""

from __future__ import annotations

import functools
import os
import re
import struct
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

#: The characters whose glyphs, in every derived family with Arabic letters, lengthen the joint of two letters, by little and by
#: much: they join on both sides, like the tatweel, and no United Nations text has them. A typed tatweel keeps its own glyph.
#: Source: Unicode, ArabicShaping.txt (join causing).
KASHIDA, LONG_KASHIDA = "\u0884", "\u0885"

#: What a copy for daily use may lack: radicals, ideographs, Hangul, and what lies beyond the first plane.
_MAY_LACK = re.compile("[\u2e80-\u2fdf\u3130-\u318f\u3400-\u9fff\ua960-\ud7ff\uf900-\ufaff\U00010000-\U0010ffff]")
#: The encoding whose ideographs are those of daily use. Source: GB 2312-80.
_DAILY_USE = "gb2312"

DATA = Path(__file__).parents[2] / "data" / "faces.toml"

_VERSION_NAME = 5  # name ID of the version string; Source: OpenType 1.9, table "name"
_UTF_16_PLATFORMS = {0, 3}  # Unicode and Windows; the other is Macintosh


@dataclass(frozen=True)
class Font:
    """A font file of data/faces.toml.

    `at_least` is the oldest version that will do, `package` the Debian package; most pages are set from its `everyday` copy,
    which has no rare ideographs, where there is one.
    """

    file: str
    family: str
    package: str
    languages: tuple[str, ...]
    at_least: str = ""
    brew: str = ""
    everyday: bool = False


@dataclass(frozen=True)
class Derived:
    """A family made from another, for pages in `languages`.

    `width` is the width of its letters in per cent, `without` the characters it lacks (`a-z`: all from a to z), `bolder` how much
    thicker its strokes are, in thousandths of an em, `size` how large such letters are, in per cent.
    """

    family: str
    source: str
    width: int
    without: str = ""
    bolder: float = 0
    size: int = 100
    languages: tuple[str, ...] = ()


@functools.cache
def installed_fonts() -> tuple[Font, ...]:
    """Return the fonts that have to be installed."""
    return tuple(Font(**{**entry, "languages": tuple(entry["languages"])}) for entry in _entries("face"))


@functools.cache
def derived_families() -> tuple[Derived, ...]:
    """Return the families that Sixfold makes for itself."""
    of_family = {font.family: font.languages for font in installed_fonts()}
    found = []
    for entry in _entries("derived"):
        settings = {**entry, "languages": tuple(entry.get("languages", of_family[entry["from"]]))}
        found.append(Derived(source=settings.pop("from"), **settings))
    return tuple(found)


@functools.cache
def _entries(kind: str) -> Sequence[Mapping[str, Any]]:
    return tuple(tomllib.loads(DATA.read_text(encoding="utf-8"))[kind])


def is_rare(character: str) -> bool:
    """Tell whether *character* is East Asian and not in daily use, so that the everyday copy of a font is without it.

    >>> [is_rare(one) for one in "中镕。a"]
    [False, True, False, False]
    """
    return bool(_MAY_LACK.match(character)) and not character.encode(_DAILY_USE, errors="ignore")


def font_directories() -> tuple[Path, ...]:
    """Return the folders where font files are usually installed, in the order they are searched.

    The folders of the environment variable SIXFOLD_FONTS (separated as in PATH) come first.
    """
    home = Path.home()
    shared = os.environ.get("XDG_DATA_DIRS") or os.pathsep.join(("/usr/local/share", "/usr/share"))
    personal = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    candidates = [
        *_paths(os.environ.get("SIXFOLD_FONTS", "")),
        personal / "fonts",
        home / ".fonts",
        *(path / "fonts" for path in _paths(shared)),
        *(Path(path) for path in ("/usr/local/share/fonts", "/usr/share/fonts", "/opt/homebrew/share/fonts")),
        *((home / "Library/Fonts", Path("/Library/Fonts")) if sys.platform == "darwin" else ()),
    ]
    return tuple(dict.fromkeys(candidates))


def find_font_file(name: str, at_least: str = "") -> Path | None:
    """Return the first file called *name* in the font folders, or None.

    With *at_least* (`2.1`) files of an older version, or of none that can be read, are passed over.
    """
    found = (path for path in find_font_files(name) if not at_least or is_at_least(font_version(path), at_least))
    return next(found, None)


def forget_font_files() -> None:
    """Look for fonts anew: some were installed just now."""
    _files_by_name.cache_clear()


def find_font_files(name: str) -> Sequence[Path]:
    """Return every file called *name* in the font folders, in the order of `font_directories`."""
    return _files_by_name(font_directories()).get(name, ())


@functools.cache
def font_version(path: Path) -> str:
    """Return the version of a font file (`2.1.5`), of a collection (.ttc) that of its first font, or nothing where it doesn't tell.

    fontTools would need 0.1 s to say the same. Source: OpenType 1.9, tables "ttcf" and "name".
    """
    try:
        with path.open("rb") as file:
            start = _read(file, 12, ">I")[0] if _read(file, 0, ">4s") == (b"ttcf",) else 0
            places = range(start + 12, start + 12 + 16 * _read(file, start + 4, ">H")[0], 16)
            tables = {tag: offset for tag, _, offset in (_read(file, place, ">4sII") for place in places)}
            names = tables[b"name"]
            _, count, texts = _read(file, names, ">HHH")
            for index in range(count):
                platform, _, _, name, length, offset = _read(file, names + 6 + 12 * index, ">HHHHHH")
                if name == _VERSION_NAME:
                    file.seek(names + texts + offset)
                    told = file.read(length).decode("utf-16-be" if platform in _UTF_16_PLATFORMS else "mac-roman")
                    found = re.search(r"\d+(\.\d+)*", told)  # of “Version 2.1.5”
                    return found[0] if found else ""
    except (OSError, struct.error, UnicodeError, KeyError):
        pass
    return ""


def is_at_least(version: str, least: str) -> bool:
    """Tell whether *version* is *least* or newer. A version that isn't known is not.

    >>> is_at_least("2.1.5", "2.1"), is_at_least("1.07.4", "2.1"), is_at_least("", "2.1")
    (True, False, False)
    """
    return bool(version) and _numbers(version) >= _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _paths(joined: str) -> list[Path]:
    return [Path(part).expanduser() for part in joined.split(os.pathsep) if part]


@functools.cache
def _files_by_name(directories: Sequence[Path]) -> Mapping[str, Sequence[Path]]:
    """Return the files below *directories* by name. Once in a process: fonts don't come and go while we work."""
    found: dict[str, list[Path]] = {}
    for directory in directories:
        for folder, folders, files in os.walk(directory):
            folders.sort()
            for file in files:
                paths = found.setdefault(file, [])
                path = Path(folder, file)
                if path not in paths:
                    paths.append(path)
    return found


def _read(file: BinaryIO, place: int, form: str) -> tuple[Any, ...]:
    file.seek(place)
    return struct.unpack(form, file.read(struct.calcsize(form)))
