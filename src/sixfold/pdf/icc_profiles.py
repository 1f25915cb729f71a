"""ICC profiles of printing conditions: where they lie on this machine, and what one says of itself.

Imports the standard library only: set-up asks it before any package is installed.
"""

from __future__ import annotations

import io
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sixfold.errors import RequirementError, UsageError
from sixfold.project.files import read_file

_DATA = Path(__file__).parents[1] / "data" / "press.toml"

#: Marks the name under which the ICC lists a printing condition. Source: ICC.1, characterizationTargetTag.
_REGISTERED = "ICCHDAT "


@dataclass(frozen=True)
class InstalledProfile:
    """The profile that a press edition carries when no other is named, and who brings it."""

    file: str
    package: str
    brew: str


@dataclass(frozen=True)
class Profile:
    """A CMYK output profile: its bytes, its own description, and its condition's name with the ICC, where it tells one."""

    content: bytes
    description: str
    condition: str = ""


@cache
def installed_profile() -> InstalledProfile:
    """Return the profile that has to be installed."""
    return InstalledProfile(**tomllib.loads(_DATA.read_text(encoding="utf-8"))["profile"])


def profile_directories() -> tuple[Path, ...]:
    """Return the folders where profiles are usually installed, in the order they are searched."""
    shared = os.environ.get("XDG_DATA_DIRS") or os.pathsep.join(("/usr/local/share", "/usr/share"))
    folders = [Path(path) / "color/icc" for path in shared.split(os.pathsep) if path]
    return (*folders, Path("/usr/share/color/icc"), Path("/opt/homebrew/share/ghostscript"))


def find_profile_file(name: str) -> Path | None:
    """Return the first file called *name* in the folders of profiles or below, or None."""
    found = (path for folder in profile_directories() for path in sorted(folder.glob(f"**/{name}")))
    return next(found, None)


def default_profile() -> Profile:
    """Return the profile that a press edition carries when no other is named.

    Raises: RequirementError, when it isn't installed.
    """
    wanted = installed_profile()
    path = find_profile_file(wanted.file)
    if path is None:
        what = f"the colour profile {wanted.file} is not installed"
        hint = f"sudo apt-get install {wanted.package}, or name another: --profile FILE.icc"
        raise RequirementError(what, hint=hint)
    return read_profile(path)


def read_profile(path: Path) -> Profile:
    """Return the profile in the file *path*.

    Raises: UsageError, when it can't be read or isn't an output profile for cyan, magenta, yellow and black.
    Source: ICC.1:2010, 7.2 (header); ISO 15930-7, 6.2.2 (what an output intent may carry).
    """
    from PIL import ImageCms  # noqa: PLC0415  (isn't there before set-up; takes 40 ms)

    hint = "name an ICC profile of the press: class prtr, colour space CMYK"
    try:
        content = read_file(path)
    except OSError as error:
        raise UsageError(f"the profile can’t be read: {error.strerror}", path, hint=hint) from None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(content)).profile
    except OSError:
        profile = None
    if profile is None or int.from_bytes(content[:4]) != len(content):  # its own length: LittleCMS takes a part for the whole
        raise UsageError("this is not an ICC profile, or not a whole one", path, hint=hint)
    kind, space = profile.device_class.strip(), profile.xcolor_space.strip()
    if (kind, space) != ("prtr", "CMYK"):
        raise UsageError(f"this profile is one of class {kind} for {space}", path, hint=hint)
    target = profile.target or ""
    names = target.removeprefix(_REGISTERED).split() if target.startswith(_REGISTERED) else []
    return Profile(content, (profile.profile_description or "").strip() or path.stem, names[0] if names else "")
