"""Word files of before 2007 (.doc), and those of OpenDocument (.odt) → .docx, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sixfold.errors import RequirementError, SixfoldError, WordFileError

#: How each begins. LibreOffice takes whatever it knows under any name: as a web page or RTF it would open what lies outside.
_BEGINNINGS = {".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".dot": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".odt": b"PK\x03\x04"}
#: Seconds: LibreOffice takes 5 to start, and a few for a long document.
_PATIENCE = 120
_SETTINGS = Path(__file__).parents[1] / "data" / "libreoffice.xcu"
_HINT = "open it in Word and save it as .docx"


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """Give *path*, or what LibreOffice makes of it where it isn't a .docx, as long as the block runs.

    An error about it in that block names *path*.

    Raises: RequirementError, where LibreOffice is missing; WordFileError, where it makes nothing of the file.
    """
    suffix = path.suffix.lower()
    if suffix not in _BEGINNINGS:
        yield path
        return
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        hint = "install LibreOffice (Debian: libreoffice-writer), or save the file as .docx in Word"
        raise RequirementError(f"{path.suffix} is read by LibreOffice, which is not installed", path, hint=hint)
    try:
        with path.open("rb") as file:
            beginning = file.read(8)
    except OSError as error:
        raise WordFileError(f"can’t be read: {error.strerror}", path, hint="check the name and the permissions") from error
    if not beginning.startswith(_BEGINNINGS[suffix]):
        raise WordFileError(f"no {suffix} file, whatever its name says", path, hint=_HINT)
    with tempfile.TemporaryDirectory(prefix="sixfold-") as folder:
        profile = Path(folder, "profile")  # its own: another one may be open, and may follow links
        (profile / "user").mkdir(parents=True)
        shutil.copyfile(_SETTINGS, profile / "user" / "registrymodifications.xcu")
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", folder]
        _run([program, f"-env:UserInstallation={profile.as_uri()}", *options, str(path.resolve())], path)
        made = Path(folder, f"{path.stem}.docx")
        if not made.exists():
            raise WordFileError("LibreOffice can’t read it", path, hint=f"{_HINT}, without a password")
        try:
            yield made
        except SixfoldError as error:  # tell the name that the user knows
            error.problems = tuple(replace(one, path=path) if one.path == made else one for one in error.problems)
            raise


def _run(command: Sequence[str], path: Path) -> None:
    """Run *command* with all that it starts, and end it where it takes too long or we are interrupted.

    Raises: WordFileError.
    """
    try:  # soffice starts others, which would go on, and keep us waiting, were it alone ended
        process = subprocess.Popen(  # noqa: S603 - no shell
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise WordFileError(f"LibreOffice can’t be started: {error.strerror}", path, hint=_HINT) from error
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        raise WordFileError(f"LibreOffice takes more than {_PATIENCE} seconds to read it", path, hint=_HINT) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
