"""Word files of before 2007 (.doc) and of others (.odt, .rtf) → .docx, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sixfold.errors import RequirementError, WordFileError

_SUFFIXES = (".doc", ".odt", ".rtf", ".dot")
#: Seconds: LibreOffice takes 5 to start, and a few for a long document.
_PATIENCE = 120


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """Give *path*, or what LibreOffice makes of it where it isn't a .docx, as long as the block runs.

    Raises: RequirementError, where LibreOffice is missing; WordFileError, where it makes nothing of the file.
    """
    if path.suffix.lower() not in _SUFFIXES:
        yield path
        return
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        hint = "install LibreOffice (Debian: libreoffice-writer), or save the file as .docx in Word"
        raise RequirementError(f"{path.suffix} is read by LibreOffice, which is not installed", path, hint=hint)
    with tempfile.TemporaryDirectory(prefix="sixfold-") as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"  # its own: another one may be open
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, str(path.resolve())]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 - no shell
        except (OSError, subprocess.SubprocessError) as error:
            raise WordFileError("LibreOffice can’t read it", path, hint="open it in Word and save it as .docx") from error
        made = Path(folder, f"{path.stem}.docx")
        if not made.exists():
            raise WordFileError("LibreOffice can’t read it", path, hint="open it in Word and save it as .docx")
        yield made
