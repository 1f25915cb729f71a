"""XML from outside → its elements, each with its line; what could harm the reader is refused before anything is built of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from sixfold.errors import SixfoldError
from sixfold.files import read_file

LINE: Final = "{sixfold}line"
"""The attribute that holds an element's line."""

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_LEVELS: Final = 100

#: TMX and TBX files of other programs name their DTD by a bare file name. It is never looked for.
_KNOWN_DTD = re.compile(r"[A-Za-z0-9_-]+\.dtd")


class XmlError(SixfoldError):
    """An XML file can't be read, or asks for something that a reader of foreign files must not do."""

    exit_code = 4


def read_xml(path: Path) -> tuple[bytes, Element]:
    """Return the file's bytes and its root element; names are written `{namespace}name`.

    Raises:
        XmlError: where it isn't well-formed, declares entities, names a DTD of another place, or is too large or too deep.
    """
    try:
        size = path.stat().st_size
        content = read_file(path) if size <= MOST_BYTES else b""
    except OSError as error:
        raise XmlError(f"can’t be read: {error.strerror}", path, hint="check the path and its rights") from None
    if size > MOST_BYTES:
        what = f"the file has {size // 1024**2} MB, the most that is read is {MOST_BYTES // 1024**2} MB"
        raise XmlError(what, path, hint="divide it by language or document")
    return content, _Reader(path).read(content)


class _Reader:
    """Builds the elements, and knows where in the file it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._level = 0
        self._builder = TreeBuilder()
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.StartDoctypeDeclHandler = self._check_doctype
        parser.EntityDeclHandler = self._refuse_entity

    def read(self, content: bytes) -> Element:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            what = f"this isn’t well-formed XML: {expat.ErrorString(error.code)}"
            hint = "export it again from the program it comes from"
            raise XmlError(what, self._path, error.lineno, hint) from None
        except (LookupError, ValueError):
            hint = "save it as UTF-8"
            raise XmlError("the XML names an encoding that isn’t known", self._path, 1, hint) from None
        return self._builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._level += 1
        if self._level > MOST_LEVELS:
            raise self._refusal(f"elements stand more than {MOST_LEVELS} deep in each other")
        named = {_name(key): value for key, value in attributes.items()}
        self._builder.start(_name(name), {**named, LINE: str(self._parser.CurrentLineNumber)})

    def _end(self, name: str) -> None:
        self._level -= 1
        self._builder.end(_name(name))

    def _check_doctype(self, _name: str, system: str | None, public: str | None, _has_internal: int) -> None:
        if public or (system and not _KNOWN_DTD.fullmatch(system)):
            raise self._refusal(f"the file asks for a DTD from elsewhere: “{system or public}”")

    def _refuse_entity(self, name: str, *_rest: object) -> None:
        raise self._refusal(f"the file declares the entity “{name}”")

    def _refusal(self, what: str) -> XmlError:
        hint = "if you trust the file, delete that from it"
        return XmlError(what, self._path, self._parser.CurrentLineNumber, hint)


def _name(name: str) -> str:
    return f"{{{name}" if "}" in name else name
