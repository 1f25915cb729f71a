"""The fonts of data/faces.toml: which have to be installed, and which are derived from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "data" / "faces.toml"


@dataclass(frozen=True)
class Face:
    """A typeface file of data/faces.toml.

    `at_least` is the oldest version that will do, `package` the Debian package, `repertoire` what the everyday copy holds.
    """

    file: str
    family: str
    weight: int
    style: str
    package: str
    languages: tuple[str, ...]
    at_least: str = ""
    brew: str = ""
    repertoire: str = ""


@dataclass(frozen=True)
class Derived:
    """A family made from another.

    `width` is the width of its letters in per cent, `without` the characters it lacks (`a-z`: all from a to z).
    """

    family: str
    source: str
    width: int
    without: str = ""


@cache
def installed_faces() -> tuple[Face, ...]:
    """Return the faces that have to be installed."""
    entries = tomllib.loads(DATA.read_text(encoding="utf-8"))["face"]
    return tuple(Face(**entry | {"languages": tuple(entry["languages"])}) for entry in entries)


@cache
def derived_families() -> tuple[Derived, ...]:
    """Return the families that Sixfold makes for itself."""
    entries = tomllib.loads(DATA.read_text(encoding="utf-8"))["derived"]
    return tuple(Derived(source=entry.pop("from"), **entry) for entry in entries)
