"""GNU gettext's own programs, run on text: `msgfmt`, `msgcat`, `msgmerge`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from sixfold.errors import RequirementError


def run_gettext(program: str, arguments: Sequence[str], text: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of gettext's programs with *text* on its standard input; its messages are English.

    Raises: RequirementError, where it isn't installed.
    """
    path = shutil.which(program)
    if path is None:
        hint = "install GNU gettext (Debian: apt install gettext); `make doctor` lists what is missing"
        raise RequirementError(f"the program {program} is not installed", hint=hint)
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    run = subprocess.run([path, *arguments], input=text.encode(), env=environment, capture_output=True, check=False)  # noqa: S603 - found in PATH
    return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode(), run.stderr.decode(errors="replace"))
