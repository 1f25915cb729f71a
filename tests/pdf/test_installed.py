"""Faces are found by file name, in the usual folders and in SIXFOLD_FONTS, and tell their version."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from sixfold.pdf.fonts import installed
from sixfold.pdf.fonts.installed import find_font_file, find_font_files, font_directories, font_version, is_at_least
from support.made_files import make_face


@pytest.fixture(autouse=True)
def no_other_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let only folders below *tmp_path* be searched."""
    folders = (tmp_path / "first", tmp_path / "second")
    monkeypatch.setattr(installed, "font_directories", lambda: folders)
    installed._files_by_name.cache_clear()
    yield
    installed._files_by_name.cache_clear()


def test_file_is_found_in_a_folder_of_a_folder(tmp_path: Path) -> None:
    path = make_face(tmp_path / "first/truetype/toy/Toy.ttf", "Version 1.0")
    assert find_font_file("Toy.ttf") == path


def test_file_that_is_nowhere_is_none() -> None:
    assert find_font_file("Toy.ttf") is None
    assert find_font_files("Toy.ttf") == ()


def test_earlier_folder_comes_first(tmp_path: Path) -> None:
    second = make_face(tmp_path / "second/Toy.ttf", "Version 2.0")
    first = make_face(tmp_path / "first/Toy.ttf", "Version 1.0")
    assert find_font_files("Toy.ttf") == [first, second]
    assert find_font_file("Toy.ttf") == first


def test_too_old_file_is_passed_over(tmp_path: Path) -> None:
    make_face(tmp_path / "first/Toy.ttf", "Version 1.07.4")
    good = make_face(tmp_path / "second/Toy.ttf", "Version 2.1.5")
    assert find_font_file("Toy.ttf", "2.1") == good
    assert find_font_file("Toy.ttf", "3") is None


@pytest.mark.parametrize(
    ("told", "version"), [("Version 2.1.5", "2.1.5"), ("2.004; ttfautohint (v1.8.3)", "2.004"), ("no number", "")]
)
def test_version_is_the_first_number_of_the_name_table(tmp_path: Path, told: str, version: str) -> None:
    assert font_version(make_face(tmp_path / "Toy.ttf", told)) == version


def test_version_of_a_face_in_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    for number in (1, 2):
        collection.fonts.append(TTFont(make_face(tmp_path / f"{number}.ttf", f"Version {number}.5")))
    collection.save(tmp_path / "Toy.ttc")
    assert font_version(tmp_path / "Toy.ttc") == "1.5"


@pytest.mark.parametrize("content", [b"", b"not a font", b"ttcf", b"\0\1\0\0\0\1" + bytes(22)])
def test_file_that_is_no_face_has_no_version(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Toy.ttf"
    path.write_bytes(content)
    assert font_version(path) == ""
    assert font_version(tmp_path / "missing.ttf") == ""


def test_versions_compare_as_numbers() -> None:
    assert is_at_least("2.10", "2.9")
    assert is_at_least("2.1", "2.1")
    assert not is_at_least("1.07.4", "2.1")
    assert not is_at_least("", "2.1")


def test_named_folders_are_searched_before_the_usual_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIXFOLD_FONTS", "/one:/two")
    monkeypatch.setenv("XDG_DATA_HOME", "/three")
    monkeypatch.setenv("XDG_DATA_DIRS", "/five:/six")
    monkeypatch.setenv("HOME", "/four")
    expected = ["/one", "/two", "/three/fonts", "/four/.fonts", "/five/fonts", "/six/fonts"]
    assert [str(path) for path in font_directories()][:6] == expected


def test_what_set_up_asks_needs_the_standard_library_only() -> None:
    source = Path(installed.__file__).parents[3]
    asked = "import sixfold.commands.doctor, sixfold.pdf.icc_profiles"
    script = f"{asked}; from sixfold.pdf.fonts import *; print(find_font_file('x'))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(source)!r}); {script}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("None\n", "")
