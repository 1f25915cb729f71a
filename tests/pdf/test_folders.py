"""The folder of faces that the engine is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sixfold.pdf.fonts.derived
import sixfold.pdf.fonts.folders
from sixfold.commands.report import report_fonts
from sixfold.errors import RequirementError, WriteError
from sixfold.pdf.fonts import Derived, Font, derived_families, installed_fonts, prepare_fonts
from support.pages import PROJECT

pytestmark = pytest.mark.slow

REGULAR = next(face for face in installed_fonts() if face.file == "LiberationSerif-Regular.ttf")
FOO = Derived("Foo Serif", "Liberation Serif", 103)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make one installed face and one derived family the whole layout: all of them take five seconds."""
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (REGULAR,))
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "derived_families", lambda: (FOO,))


def test_every_face_names_the_package_that_brings_it() -> None:
    assert {face.package for face in installed_fonts()} == {
        "fonts-liberation2", "fonts-hosny-amiri", "fonts-noto-core", "fonts-noto-cjk", "fonts-arphic-ukai",
    }  # fmt: skip


def test_what_takes_long_is_announced_when_fonts_are_made_and_not_again(
    few: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare_fonts(tmp_path, report_fonts)
    assert capsys.readouterr().err == "deriving fonts from the installed ones, once: up to two minutes\n"
    prepare_fonts(tmp_path, report_fonts)
    assert capsys.readouterr().err == ""


def test_every_derived_family_is_made_from_an_installed_one_and_has_a_name_of_its_own() -> None:
    installed = {face.family for face in installed_fonts()}
    assert [derived.family for derived in derived_families() if derived.source not in installed] == []
    assert {derived.family.partition(" ")[0] for derived in derived_families()} == {"Sixfold"}
    assert len({derived.family for derived in derived_families()}) == len(derived_families())


def test_text_is_set_103_names_96_and_organs_98_per_cent_wide() -> None:
    widths = {derived.family: derived.width for derived in derived_families()}
    assert [widths[f"Sixfold {width} Serif"] for width in (96, 98, 103)] == [96, 98, 103]


@pytest.mark.usefixtures("few")
def test_the_folder_has_the_installed_faces_and_the_derived_ones(tmp_path: Path) -> None:
    configuration = prepare_fonts(tmp_path / "build")
    assert sorted(path.name for path in configuration.parent.iterdir()) == [
        "FooSerif-Regular.ttf", "LiberationSerif-Regular.ttf", "fonts.conf", "made.json",
    ]  # fmt: skip
    link = configuration.parent / "LiberationSerif-Regular.ttf"
    assert link.is_symlink()
    assert link.resolve().is_file()


@pytest.mark.usefixtures("few")
def test_the_configuration_names_that_folder_and_no_other(tmp_path: Path) -> None:
    configuration = prepare_fonts(tmp_path / "build & more")
    root = ElementTree.parse(configuration).getroot()
    assert [element.tag for element in root] == ["dir", "cachedir"]  # above all no <include>
    assert root.findtext("dir") == str(configuration.parent.resolve())
    assert root.findtext("cachedir") == str(configuration.parent.resolve() / "cache")


@pytest.mark.usefixtures("few")
def test_faces_that_are_there_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = prepare_fonts(tmp_path)
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "_new_folder", lambda *_: pytest.fail("made again"))
    assert prepare_fonts(tmp_path) == first


@pytest.mark.usefixtures("few")
def test_a_folder_that_was_left_half_made_is_made_again(tmp_path: Path) -> None:
    configuration = prepare_fonts(tmp_path)
    configuration.unlink()
    for path in configuration.parent.iterdir():
        path.unlink()  # an empty folder: what a killed process may leave
    assert prepare_fonts(tmp_path) == configuration
    assert (configuration.parent / "FooSerif-Regular.ttf").is_file()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("damage", [b"", b"\0" * 100, None])
def test_a_derived_face_that_was_damaged_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    configuration = prepare_fonts(tmp_path)
    face = configuration.parent / "FooSerif-Regular.ttf"
    whole = face.read_bytes()
    if damage is None:
        face.unlink()
    else:
        face.write_bytes(damage)
    assert prepare_fonts(tmp_path) == configuration
    assert face.read_bytes() == whole
    assert [path.name for path in configuration.parent.parent.iterdir()] == [configuration.parent.name]


@pytest.mark.usefixtures("few")
def test_a_checkout_that_was_moved_shows_its_faces_at_the_new_place(tmp_path: Path) -> None:
    prepare_fonts(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    configuration = prepare_fonts(tmp_path / "new")
    shown = ElementTree.parse(configuration).getroot().findtext("dir")
    assert Path(configuration.parent, shown or "missing").resolve() == configuration.parent.resolve()


@pytest.mark.usefixtures("few")
def test_other_faces_go_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = prepare_fonts(tmp_path)
    bold = next(face for face in installed_fonts() if face.file == "LiberationSerif-Bold.ttf")
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (REGULAR, bold))
    second = prepare_fonts(tmp_path)
    assert second != first
    assert (second.parent / "FooSerif-Bold.ttf").is_file()


def test_a_face_that_is_missing_is_an_error_that_names_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Font("NoSuchFace-Regular.ttf", "No Such Font", "fonts-no-such", ("zh",))
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (REGULAR, missing))
    with pytest.raises(RequirementError) as caught:
        prepare_fonts(tmp_path)
    assert str(caught.value) == (
        "the typeface file NoSuchFace-Regular.ttf (No Such Font) is not installed\n"
        " hint: sudo apt-get install fonts-no-such, or `make doctor` for everything that is missing"
    )
    assert list(tmp_path.iterdir()) == []  # nothing half made


def test_a_face_too_old_is_an_error_that_names_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    future = Font(REGULAR.file, REGULAR.family, REGULAR.package, ("en",), at_least="99")
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (future,))
    with pytest.raises(RequirementError, match=r"\(Liberation Serif 99 or later\) is not installed"):
        prepare_fonts(tmp_path)


@pytest.mark.usefixtures("few")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file stands where the folder should be", encoding="utf-8")
    with pytest.raises(WriteError, match="can't write"):
        prepare_fonts(tmp_path / "build")


@pytest.mark.usefixtures("few")
def test_what_goes_wrong_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sixfold.pdf.fonts.derived, "scale_horizontally", fail)
    with pytest.raises(KeyboardInterrupt):
        prepare_fonts(tmp_path)
    assert list((tmp_path / "faces").iterdir()) == []


TWO_AT_ONCE = """
import sys, time
from pathlib import Path
import sixfold.pdf.fonts.folders
build = Path(sys.argv[1])
regular = [face for face in sixfold.pdf.fonts.folders.installed_fonts() if face.file == "LiberationSerif-Regular.ttf"]
sixfold.pdf.fonts.folders.installed_fonts = lambda: tuple(regular)
sixfold.pdf.fonts.folders.derived_families = lambda: (sixfold.pdf.fonts.Derived("Foo Serif", "Liberation Serif", 103),)
move = sixfold.pdf.fonts.folders._move

def wait_for_the_other(temporary, folder):
    (build / f"ready-{sys.argv[2]}").touch()
    deadline = time.monotonic() + 30
    while len(list(build.glob("ready-*"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    move(temporary, folder)

sixfold.pdf.fonts.folders._move = wait_for_the_other
print(sixfold.pdf.fonts.folders.prepare_fonts(build))
"""


def test_two_processes_can_make_the_faces_at_once(tmp_path: Path) -> None:
    """Both have theirs ready before either puts it in its place."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TWO_AT_ONCE, str(tmp_path), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("first", "second")
    ]
    answers = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], answers
    assert answers[0][0] == answers[1][0]
    assert len(list(tmp_path.glob("ready-*"))) == 2
    configuration = Path(answers[0][0].strip())
    assert sorted(os.listdir(configuration.parent)) == [  # noqa: PTH208
        "FooSerif-Regular.ttf", "LiberationSerif-Regular.ttf", "fonts.conf", "made.json",
    ]  # fmt: skip
    assert [path.name for path in configuration.parent.parent.iterdir()] == [configuration.parent.name]


def test_the_project_s_folder_has_every_style_of_every_derived_family() -> None:
    folder = prepare_fonts(PROJECT.build).parent
    missing = [
        name
        for derived in derived_families()
        for face in installed_fonts()
        if face.family == derived.source
        and not (folder / (name := f"{derived.family.replace(' ', '')}-{Path(face.file).stem.rpartition('-')[2]}.ttf")).is_file()
    ]
    assert missing == []
