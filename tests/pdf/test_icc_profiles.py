"""Colour profiles: found in the usual folders, read as far as an output intent needs, refused where they are of no use."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.errors import UsageError
from sixfold.pdf.icc_profiles import find_profile_file, read_profile
from support.made_files import make_profile


def test_a_registered_condition_is_told(tmp_path: Path) -> None:
    path = tmp_path / "uncoated.icc"
    path.write_bytes(make_profile())
    profile = read_profile(path)
    assert (profile.description, profile.condition) == ("Uncoated", "FOGRA47L")


def test_a_profile_is_found_below_the_folders_of_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "color/icc/press/house.icc"
    file.parent.mkdir(parents=True)
    file.write_bytes(make_profile())
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    assert find_profile_file("house.icc") == file
    assert find_profile_file("other.icc") is None


def test_what_no_output_intent_may_carry_is_refused(tmp_path: Path) -> None:
    path, whole = tmp_path / "wrong.icc", make_profile()
    wrong = [
        (b"", "not an ICC profile"),
        (whole[:-1], "not a whole one"),
        (whole + b" ", "not a whole one"),
        (make_profile(b"mntr", b"RGB "), "one of class mntr for RGB"),
        (make_profile(b"prtr", b"GRAY"), "one of class prtr for GRAY"),
        (whole[:128] + b"\xff" * (len(whole) - 128), "not an ICC profile"),
    ]
    for content, told in wrong:
        path.write_bytes(content)
        with pytest.raises(UsageError, match=told):
            read_profile(path)
    with pytest.raises(UsageError, match="can’t be read: No such file"):
        read_profile(tmp_path / "none.icc")
