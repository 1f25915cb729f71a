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
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sixfold.pdf.fonts import find_font_file, find_font_files, font_version, installed_fonts
from sixfold.pdf.icc_profiles import find_profile_file, installed_profile

_GETTEXT = ("msgfmt", "msgmerge", "msgcat")


@dataclass(frozen=True)
class Requirement:
    """One thing that Sixfold needs of the machine.

    `detail` is a version, a path or what is wrong; `remedy` is an action, empty where `found`; `package` is the
    Debian package that brings it, empty where none does; `languages` are those that need it, none for what all do.
    """

    name: str
    found: bool
    detail: str = ""
    remedy: str = ""
    package: str = ""
    languages: tuple[str, ...] = ()


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
        "Pango", ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
        "libpango-1.0-0", "pango", "pango_version_string"),
    Library(
        "PangoFT2", ("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
        "libpangoft2-1.0-0", "pango"),
    Library(
        "HarfBuzz", ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
        "libharfbuzz0b", "harfbuzz", "hb_version_string"),
    Library(
        "HarfBuzz-subset", ("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0",
                            "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        "libharfbuzz-subset0", "harfbuzz"),
)  # fmt: skip


def run(_: argparse.Namespace) -> int:
    """Report what is found and what is missing; fonts of Arabic and Chinese may be: set-up fetches them with their first page."""
    requirements = examine()
    print(report(requirements))
    return 0 if all(requirement.found or requirement.languages for requirement in requirements) else 1


def examine() -> list[Requirement]:
    """Return every requirement: Python and its packages, programs, libraries, fonts, a colour profile."""
    try:
        needed = importlib.metadata.requires("sixfold") or []
    except importlib.metadata.PackageNotFoundError:
        needed = ["sixfold"]
    packages = []
    for line in (line for line in needed if "extra ==" not in line):  # those are for tests
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        try:
            packages.append(Requirement(name, found=True, detail=importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            packages.append(Requirement(name, found=False, detail="not installed", remedy="make setup"))
    python = Requirement("Python", found=True, detail=".".join(map(str, sys.version_info[:3])))  # an older one has no tomllib
    return [python, *packages, *examine_system()]


def examine_system() -> list[Requirement]:
    """Return the requirements that the operating system meets: programs, libraries, fonts, a colour profile.

    A press edition carries the profile, and 150 kB now are better than a stop on the day of print.
    """
    missing, version = ", ".join(program for program in _GETTEXT if shutil.which(program) is None), None
    if not missing:
        said = subprocess.run(["msgfmt", "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S607
        version = "".join(re.findall(r"\d+(?:\.\d+)+", said)[:1])
    what = f"the program{'s' if ',' in missing else ''} {missing}"
    requirements = [_requirement("GNU gettext", version, what, ("gettext", "gettext"), f"no {missing}")]
    for library in LIBRARIES:
        bringing = library.package, library.brew
        requirements.append(_requirement(library.name, _load(library), f"the library {library.files[3]}", bringing))
    for font in installed_fonts():
        path = find_font_file(font.file, font.at_least)
        detail = f"{font_version(path)}  {path}".strip() if path else None
        old = ", ".join(f"{font_version(one) or 'unknown version'}  {one}" for one in find_font_files(font.file))
        why = f"too old, {font.at_least} is needed: {old}" if old else "not found"
        requirement = _requirement(font.file, detail, f"the typeface {font.file}", (font.package, font.brew), why)
        languages = () if "en" in font.languages else font.languages
        requirements.append(replace(requirement, languages=languages))
    profile = installed_profile()
    path = find_profile_file(profile.file)
    what, bringing = f"the colour profile {profile.file}", (profile.package, profile.brew)
    return [*requirements, _requirement(profile.file, str(path) if path else None, what, bringing)]


def missing_packages(languages: Sequence[str] = ()) -> list[str]:
    """Return the Debian packages that bring what is missing, each once, in the order of `examine_system`.

    Fonts of a language of its own count with *languages* only.
    """
    missing = (each for each in examine_system() if not each.found)
    return list(dict.fromkeys(each.package for each in missing if not {*each.languages}.difference(languages)))


def missing_remedies(languages: Sequence[str] = ()) -> list[str]:
    """Return what to do about what `examine_system` misses, each action once; *languages* as in `missing_packages`."""
    missing = (each for each in examine_system() if not each.found)
    return list(dict.fromkeys(each.remedy for each in missing if not {*each.languages}.difference(languages)))


def report(requirements: Sequence[Requirement]) -> str:
    """Return the requirements as a table, and below it one line for each remedy that is still to be followed."""
    width = max(len(each.name) for each in requirements)
    rows = [f"{each.name:{width}}  {_status(each)}  {each.detail}" for each in requirements]
    remedies = dict.fromkeys(each.remedy for each in requirements if not each.found)
    return "\n".join([*rows, *(f"remedy: {remedy}" for remedy in remedies)])


def _status(requirement: Requirement) -> str:
    if requirement.found:
        return "found  "
    return f"not yet (for {' '.join(requirement.languages)})" if requirement.languages else "MISSING"


def _load(library: Library) -> str | None:
    """Return the version of *library*, or its name, looked for as cffi's `dlopen` does; None where it can't be loaded."""
    for name in library.files:
        for place in (name, ctypes.util.find_library(name) if sys.platform == "darwin" else None):
            with suppress(OSError):
                if place and (loaded := ctypes.CDLL(place)):
                    if not library.version_function:
                        return loaded._name
                    tell_version = getattr(loaded, library.version_function)
                    tell_version.restype = ctypes.c_char_p
                    return str(tell_version().decode())
    return None


def _requirement(name: str, detail: str | None, what: str, bringing: tuple[str, str], missing: str = "not found") -> Requirement:
    """Return the requirement of *what*; without *detail* it is *missing*. *bringing* it are packages in Debian and Homebrew."""
    package, brew = bringing
    if detail is not None:
        return Requirement(name, found=True, detail=detail, package=package)
    remedy = f"install {what} (in Debian: package {package})"
    if shutil.which("apt-get"):
        remedy = f"sudo apt-get install {package}"
    elif sys.platform == "darwin" and brew:
        remedy = f"brew install {brew} (untested)"
    return Requirement(name, found=False, detail=missing, remedy=remedy, package=package)
