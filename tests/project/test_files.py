"""Files are written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold.errors import WriteError
from sixfold.project.files import read_file, read_note, sweep, write_atomically, write_note


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_content_takes_the_old_ones_place_with_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert (path.read_bytes(), names(tmp_path), path.stat().st_mode & 0o777) == (b"new", ["a.pdf"], 0o640)


def test_missing_folders_are_made_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "b" / "c" / "target.po", tmp_path / "link.po"
    write_atomically(target, b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"new")


@pytest.mark.parametrize("failing", ["open", "replace"])
def test_what_stood_there_still_stands_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(WriteError, match="No space left on device"):
        patch.setattr(Path, failing, fail)
        write_atomically(path, b"new")
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a.po"])


def test_another_thing_in_the_place_of_folder_or_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    (tmp_path / "a.pdf").mkdir()
    for path in (tmp_path / "build" / "a.pdf", tmp_path / "a.pdf"):
        with pytest.raises(WriteError) as refused:
            write_atomically(path, b"new")
        assert str(refused.value).startswith(f"{path}: can’t be written: ")
    assert names(tmp_path) == ["a.pdf", "build"]


def test_what_a_killed_process_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    kept = [f".a.pdf.{os.getpid()}-0123abcd.tmp", ".a.pdf.tmp", "a.pdf", ".a.pdf.123-xyz.tmp"]
    left = tmp_path / f".faces.{ended.pid}-0123abcd.tmp"
    left.mkdir()
    for path in (*(tmp_path / name for name in kept), tmp_path / f".a.pdf.{ended.pid}-0123abcd.tmp", left / "a.ttf"):
        path.write_bytes(b"")
    sweep(tmp_path)
    assert names(tmp_path) == sorted(kept)
    sweep(tmp_path / "nowhere")


def test_what_is_no_file_or_larger_than_anything_typed_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").touch()
    os.truncate(tmp_path / "large", 100_000_001)
    for path, what in (
        (tmp_path / "pipe", "it is a pipe or a device, not a file"),
        (Path("/dev/zero"), "it is a pipe or a device, not a file"),
        (tmp_path / "large", "it has 100 MB, the most that is read is 100 MB"),
    ):
        with pytest.raises(OSError, match=what):
            read_file(path)


def test_note_does_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fsync")
    write_note(tmp_path / "a.json", {"a": 1})
    assert read_note(tmp_path / "a.json") == {"a": 1}
