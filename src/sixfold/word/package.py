"""A Word file, of today or of before 2007 → its parts, as XML.

Nothing in it is trusted: sizes are limited, and what it points to outside is never opened.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from sixfold.errors import RequirementError, SixfoldError, WordFileError
from sixfold.project.files import read_file

#: A/80/605, with 71 pages and 56 tables, has 90 parts; its largest has 4.5 MB and 400,000 tags.
MOST_PARTS = 5_000
MOST_PART_BYTES = 48_000_000
MOST_BYTES = 150_000_000
#: lxml takes 200 bytes for each (measured).
MOST_TAGS = 2_000_000

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
#: How ISO 29500 begins the names of the same in its strict form.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How each begins. LibreOffice takes whatever it knows under any name: as a web page or RTF it would open what lies outside.
_BEGINNINGS = {".doc": _COMPOUND_FILE, ".dot": _COMPOUND_FILE, ".odt": b"PK\x03\x04"}
#: Seconds: LibreOffice takes 5 to start, and a few for a long document.
_PATIENCE = 120
_SETTINGS = Path(__file__).parents[1] / "data" / "libreoffice.xcu"
_HINT = "open it in Word and save it as .docx"


class Relation(NamedTuple):
    """Where a part points: the kind of what is there ("footnotes", "image"), and its name in the file, or None for outside."""

    kind: str
    target: str | None


@dataclass
class Package:
    """The parts of a Word file, by name ("word/document.xml"), unpacked when they are asked for."""

    path: Path
    archive: zipfile.ZipFile
    unpacked: int = 0

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names as the archive has them, by those in small letters: capitals mean nothing in the name of a part."""
        return {name.lower(): name for name in self.archive.NameToInfo}

    def has(self, name: str) -> bool:
        """Tell whether there is a part *name*."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return the content of the part *name*.

        Raises: WordFileError, where it is too large, damaged or encrypted.
        """
        try:
            with self.archive.open(self._names.get(name.lower(), name)) as part:
                content = part.read(MOST_PART_BYTES + 1)  # the size that the file claims may be a lie
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError) as error:
            raise self.damaged(f"{name} can’t be unpacked ({error})") from error
        self.unpacked += len(content)
        if len(content) > MOST_PART_BYTES or self.unpacked > MOST_BYTES:
            what = f"{name} unpacks to more than can be read ({MOST_BYTES // 1_000_000} MB in all)"
            raise WordFileError(what, self.path, hint="is this a document? save it again in Word, without its pictures")
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of the XML part *name*.

        Raises: WordFileError, where it is no XML, has a document type (and so entities), or more tags than can be read.
        """
        content = self.read(name)
        if content.count(b"<") > MOST_TAGS:
            raise WordFileError(f"{name} has more than {MOST_TAGS:,} tags", self.path, hint="divide the document")
        content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"{name} is no XML ({str(error).partition(' (<string>')[0]})") from error
        if root.getroottree().docinfo.doctype:
            raise self.damaged(f"{name} declares a document type, which no Word file has")
        return root

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return where the part *name* points, by id. What is outside the file is named, and never opened."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return {}
        found = {}
        for one in self.xml(rels).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
            target = unquote(one.get("Target", ""))
            inside = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            is_outside = one.get("TargetMode") == "External" or not self.has(inside)
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], None if is_outside else inside)
        return found

    def damaged(self, what: str) -> WordFileError:
        """Return the error that the file is damaged in the way of *what*."""
        return WordFileError(f"not a whole Word file: {what}", self.path, hint="open it in Word and save it again as .docx")


def open_package(path: Path) -> Package:
    """Return the parts of the Word file at *path*.

    Raises: WordFileError, where it can't be read, is no .docx or has too many parts.
    """
    try:
        content = read_file(path)
    except OSError as error:
        raise WordFileError(f"can’t be read: {error.strerror}", path, hint="check the name and the permissions") from error
    if content.startswith(_COMPOUND_FILE):
        what = "is encrypted, or is in the format of Word before 2007"
        raise WordFileError(what, path, hint="open it in Word, take off the password, and save it as .docx")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise WordFileError("not a Word file (.docx)", path, hint="open it in Word or LibreOffice and save it as .docx") from error
    if len(archive.NameToInfo) > MOST_PARTS:
        what = f"{len(archive.NameToInfo):,} parts; a document has at most {MOST_PARTS:,}"
        raise WordFileError(what, path, hint="is this a document?")
    return Package(path, archive)


def main_part(package: Package) -> str:
    """Return the name of the part with the text.

    Raises: WordFileError, where there is none.
    """
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target:
            return relation.target
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise WordFileError("has no text in it: not a Word file", package.path, hint="is it a table or slides, renamed?")


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
