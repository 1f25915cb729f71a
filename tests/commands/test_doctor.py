"""The doctor finds what is missing and says what to do, without Pango and without WeasyPrint."""

from __future__ import annotations

import argparse
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sixfold.commands import doctor
from sixfold.commands.doctor import (
    Library,
    Requirement,
    examine,
    examine_system,
    missing_packages,
    missing_remedies,
    report,
)
from sixfold.pdf.fonts import installed
from support.made_files import make_face


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the one folder, empty, that is searched for faces."""
    monkeypatch.setattr(installed, "font_directories", lambda: (tmp_path,))
    installed._files_by_name.cache_clear()
    yield tmp_path
    installed._files_by_name.cache_clear()


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be a Debian that lacks every program but apt."""
    monkeypatch.setattr(doctor.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)


def by_name(requirements: list[Requirement]) -> dict[str, Requirement]:
    return {each.name: each for each in requirements}


def test_this_machine_has_everything() -> None:
    assert [each for each in examine() if not each.found] == []


def test_every_requirement_is_examined() -> None:
    names = by_name(examine())
    assert {"Python", "weasyprint", "polib", "pyyaml", "GNU gettext", "Pango", "PangoFT2"} <= names.keys()
    assert {"HarfBuzz", "HarfBuzz-subset", "LiberationSerif-Regular.ttf", "ukai.ttc"} <= names.keys()
    assert "default_cmyk.icc" in names
    assert "pytest" not in names  # for tests, not for making a PDF


def test_versions_are_told() -> None:
    names = by_name(examine())
    assert names["weasyprint"].detail == importlib.metadata.version("weasyprint")
    assert names["Pango"].detail.startswith("1.")
    assert names["LiberationSerif-Regular.ttf"].detail.startswith("2.1")


@pytest.mark.usefixtures("debian")
def test_missing_profile_is_reported_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixfold.pdf.icc_profiles.profile_directories", lambda: (tmp_path,))
    profile = by_name(examine_system())["default_cmyk.icc"]
    assert (profile.found, profile.remedy) == (False, "sudo apt-get install libgs-common")
    assert "libgs-common" in missing_packages()


@pytest.mark.usefixtures("fonts", "debian")
def test_missing_face_is_reported_with_its_remedy() -> None:
    kai = by_name(examine_system())["ukai.ttc"]
    assert (kai.found, kai.detail) == (False, "not found")
    assert kai.remedy == "sudo apt-get install fonts-arphic-ukai"


@pytest.mark.usefixtures("debian")
def test_old_liberation_is_refused(fonts: Path) -> None:
    path = make_face(fonts / "LiberationSerif-Bold.ttf", "Version 1.07.4")
    bold = by_name(examine_system())["LiberationSerif-Bold.ttf"]
    assert not bold.found
    assert bold.detail == f"too old, 2.1 is needed: 1.07.4  {path}"
    assert bold.remedy == "sudo apt-get install fonts-liberation2"


def test_new_liberation_is_accepted(fonts: Path) -> None:
    path = make_face(fonts / "LiberationSerif-Bold.ttf", "Version 2.1.5")
    bold = by_name(examine_system())["LiberationSerif-Bold.ttf"]
    assert (bold.found, bold.detail) == (True, f"2.1.5  {path}")


@pytest.mark.usefixtures("fonts", "debian")
def test_missing_packages_are_named_once() -> None:
    latin, arabic = ["gettext", "fonts-liberation2"], ["fonts-hosny-amiri", "fonts-noto-core"]
    assert missing_packages() == latin
    assert missing_packages(["ar"]) == [*latin, *arabic]
    assert missing_packages(["ar", "zh"]) == [*latin, *arabic, "fonts-noto-cjk", "fonts-arphic-ukai"]


@pytest.mark.usefixtures("fonts")
def test_fonts_that_a_first_page_fetches_are_no_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = report(examine_system()).splitlines()
    assert [row.split()[1:5] for row in rows if row.startswith("ukai.ttc")] == [["not", "yet", "(for", "zh)"]]
    assert [row.split()[1] for row in rows if row.startswith("LiberationSerif-Bold.ttf")] == ["MISSING"]
    assert doctor.run(argparse.Namespace()) == 1
    missing = examine_system()
    monkeypatch.setattr(doctor, "examine_system", lambda: [one for one in missing if one.found or one.languages])
    assert doctor.run(argparse.Namespace()) == 0


@pytest.mark.usefixtures("debian")
def test_missing_library_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library("HarfBuzz-subset", ("no-such-library", "", "", "no-such.so.0"), "libharfbuzz-subset0", "harfbuzz")
    monkeypatch.setattr(doctor, "LIBRARIES", (library,))
    found = by_name(examine_system())["HarfBuzz-subset"]
    assert not found.found
    assert found.remedy == "sudo apt-get install libharfbuzz-subset0"


@pytest.mark.usefixtures("fonts")
def test_remedies_without_apt_name_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    assert "install the typeface ukai.ttc (in Debian: package fonts-arphic-ukai)" in missing_remedies(["zh"])
    monkeypatch.setattr(doctor.sys, "platform", "darwin")
    assert "brew install font-liberation (untested)" in missing_remedies()


def test_not_installed_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_found(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.importlib.metadata, "version", not_found)
    polib = by_name(examine())["polib"]
    assert (polib.found, polib.detail, polib.remedy) == (False, "not installed", "make setup")


def test_report_has_a_line_for_each_and_each_remedy_once() -> None:
    said = report(
        [
            Requirement("Pango", found=True, detail="1.50.12"),
            Requirement("a.ttf", found=False, detail="not found", remedy="sudo apt-get install fonts-a"),
            Requirement("b.ttf", found=False, detail="not found", remedy="sudo apt-get install fonts-a"),
        ]
    )
    assert said.splitlines() == [
        "Pango  found    1.50.12",
        "a.ttf  MISSING  not found",
        "b.ttf  MISSING  not found",
        "remedy: sudo apt-get install fonts-a",
    ]


def test_doctor_never_imports_weasyprint_and_works_without_pango() -> None:
    script = """
import ctypes, sys
def refuse(name, *rest, **more):
    raise OSError(name)
ctypes.CDLL = refuse
from sixfold.commands.doctor import examine, report
missing = [each.name for each in examine() if not each.found]
assert 'weasyprint' not in sys.modules and 'fontTools' not in sys.modules
print(*missing)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "Pango PangoFT2 HarfBuzz HarfBuzz-subset\n"
