"""`sixfold doctor`: what Sixfold needs of this machine; each requirement, found or missing, with the remedy.

Works without Pango and never imports WeasyPrint. Set-up asks it what is missing before anything is installed, so it
needs nothing but Python 3.11 and its standard library.
"""

from __future__ import annotations

import argparse
import ctypes
import ctypes.util
import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sixfold.pdf.fonts import find_font_file, find_font_files, font_version, installed_fonts
from sixfold.pdf.icc_profiles import find_profile_file, installed_profile

_OLDEST_PYTHON = (3, 11)  # tomllib
_GETTEXT = ("msgfmt", "msgmerge", "msgcat")


@dataclass(frozen=True)
class Requirement:
    """One thing that Sixfold needs of the machine.

    `detail` is a version, a path or what is wrong; `remedy` is an action, empty where `found`; `package` is the
    Debian package that brings it, empty where none does.
    """

    name: str
    found: bool
    detail: str = ""
    remedy: str = ""
    package: str = ""


@dataclass(frozen=True)
class Library:
    """A shared library: the names WeasyPrint looks for, the function that tells its version, and who brings it."""

    name: str
    files: Sequence[str]
    package: str
    brew: str
    version_function: str = ""


# Source: weasyprint/text/ffi.py of WeasyPrint 70, in its order. There HarfBuzz-subset may be missing, and fontTools
# reduces the fonts instead, slowly and otherwise: two machines would write two PDFs. Here it is needed.
LIBRARIES = (
    Library(
        "Pango",
        ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
        "libpango-1.0-0",
        "pango",
        "pango_version_string",
    ),
    Library(
        "PangoFT2",
        ("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
        "libpangoft2-1.0-0",
        "pango",
    ),
    Library(
        "HarfBuzz",
        ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
        "libharfbuzz0b",
        "harfbuzz",
        "hb_version_string",
    ),
    Library(
        "HarfBuzz-subset",
        (
            *("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0"),
            *("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        ),
        "libharfbuzz-subset0",
        "harfbuzz",
    ),
)


def run(_: argparse.Namespace) -> int:
    """Report what is found and what is missing."""
    requirements = examine()
    print(report(requirements))
    return 0 if all(requirement.found for requirement in requirements) else 1


def examine() -> list[Requirement]:
    """Return every requirement: Python and its packages, programs, libraries, fonts, a colour profile."""
    return [_python(), *_distributions(), *examine_system()]


def examine_system() -> list[Requirement]:
    """Return the requirements that the operating system meets: programs, libraries, fonts, a colour profile."""
    return [_gettext(), *(_library(library) for library in LIBRARIES), *_faces(), _profile()]


def missing_packages() -> list[str]:
    """Return the Debian packages that bring what is missing, each once, in the order of `examine_system`."""
    return list(dict.fromkeys(each.package for each in examine_system() if not each.found))


def missing_remedies() -> list[str]:
    """Return what to do about what `examine_system` misses, each action once."""
    return list(dict.fromkeys(each.remedy for each in examine_system() if not each.found))


def report(requirements: Sequence[Requirement]) -> str:
    """Return the requirements as a table, and below it one line for each remedy that is still to be followed."""
    width = max(len(each.name) for each in requirements)
    rows = [f"{each.name:{width}}  {'found  ' if each.found else 'MISSING'}  {each.detail}" for each in requirements]
    remedies = dict.fromkeys(each.remedy for each in requirements if not each.found)
    return "\n".join([*rows, *(f"remedy: {remedy}" for remedy in remedies)])


def _python() -> Requirement:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _OLDEST_PYTHON:
        return Requirement("Python", found=True, detail=version)
    remedy = "install Python 3.11 or later, then: make setup PYTHON=python3.11"
    return Requirement("Python", found=False, detail=f"{version} is older than 3.11", remedy=remedy)


def _distributions() -> Iterator[Requirement]:
    """Yield the Python packages that `pyproject.toml` names for running, not those for tests."""
    try:
        needed = importlib.metadata.requires("sixfold") or []
    except importlib.metadata.PackageNotFoundError:
        yield Requirement("sixfold", found=False, detail="not installed", remedy="make setup")
        return
    for line in needed:
        if "extra ==" not in line:
            name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
            try:
                yield Requirement(name, found=True, detail=importlib.metadata.version(name))
            except importlib.metadata.PackageNotFoundError:
                yield Requirement(name, found=False, detail="not installed", remedy="make setup")


def _gettext() -> Requirement:
    missing = [program for program in _GETTEXT if shutil.which(program) is None]
    if missing:
        name = f"the program{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        remedy = _remedy(name, "gettext", "gettext")
        return Requirement("GNU gettext", found=False, detail=f"no {', '.join(missing)}", remedy=remedy, package="gettext")
    said = subprocess.run([_GETTEXT[0], "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found in PATH
    found = re.search(r"\d+(\.\d+)+", said)
    return Requirement("GNU gettext", found=True, detail=found[0] if found else "", package="gettext")


def _library(library: Library) -> Requirement:
    loaded = _load(library.files)
    if loaded is None:
        remedy = _remedy(f"the library {library.files[3]}", library.package, library.brew)
        return Requirement(library.name, found=False, detail="not found", remedy=remedy, package=library.package)
    detail = loaded._name
    if library.version_function:
        tell_version = getattr(loaded, library.version_function)
        tell_version.restype = ctypes.c_char_p
        detail = tell_version().decode()
    return Requirement(library.name, found=True, detail=detail, package=library.package)


def _load(names: Sequence[str]) -> ctypes.CDLL | None:
    """Return the first library that can be loaded, looked for as cffi's `dlopen` does."""
    for name in names:
        for place in (name, ctypes.util.find_library(name) if sys.platform == "darwin" else None):
            try:
                if place:
                    return ctypes.CDLL(place)
            except OSError:
                continue
    return None


def _faces() -> Iterator[Requirement]:
    for face in installed_fonts():
        file, least, package = face.file, face.at_least, face.package
        path = find_font_file(file, least)
        if path is not None:
            detail = f"{font_version(path)}  {path}".strip()
            yield Requirement(file, found=True, detail=detail, package=package)
            continue
        old = [f"{font_version(path) or 'unknown version'}  {path}" for path in find_font_files(file)]
        why = f"too old, {least} is needed: {', '.join(old)}" if old else "not found"
        remedy = _remedy(f"the typeface {file}", package, face.brew)
        yield Requirement(file, found=False, detail=why, remedy=remedy, package=package)


def _profile() -> Requirement:
    """Return the colour profile: a press edition carries one, and 150 kB now are better than a stop on the day of print."""
    wanted = installed_profile()
    path = find_profile_file(wanted.file)
    if path is not None:
        return Requirement(wanted.file, found=True, detail=str(path), package=wanted.package)
    remedy = _remedy(f"the colour profile {wanted.file}", wanted.package, wanted.brew)
    return Requirement(wanted.file, found=False, detail="not found", remedy=remedy, package=wanted.package)


def _remedy(what: str, package: str, brew: str) -> str:
    """Return the action that brings *what* to this machine."""
    if shutil.which("apt-get"):
        return f"sudo apt-get install {package}"
    if sys.platform == "darwin" and brew:
        return f"brew install {brew} (untested)"
    return f"install {what} (in Debian: package {package})"
