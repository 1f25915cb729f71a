"""Artwork: SVG files that a page shows. What would reach outside the file is refused, with its line."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from sixfold.errors import RenderError
from sixfold.files import read_file

_REFERENCES = ("href", "src", "base")
_FORBIDDEN = ("script", "foreignObject", "image", "feImage")

#: An address, or a backslash, with which CSS can write one in other letters.
_OUTSIDE = re.compile(r"url\(\s*['\"]?[^'\"#\s]|@import|\\", re.IGNORECASE)


def read_svg(path: Path) -> bytes:
    """Return the content of the SVG file *path*, which refers to nothing outside itself.

    Raises: RenderError, when it can't be read, isn't XML, has a document type (and so could have entities), or names an address.
    """
    try:
        content = read_file(path)
    except OSError as error:
        raise RenderError(
            f"can't be read: {error.strerror}", path, hint="name another file, or false for none"
        ) from error
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("a document type", path, parser.CurrentLineNumber)
    parser.StartElementHandler = lambda name, attributes: _check(name, attributes, path, parser.CurrentLineNumber)
    parser.CharacterDataHandler = _TextChecker(path, parser).check
    parser.ProcessingInstructionHandler = lambda *_: _refuse("a processing instruction", path, parser.CurrentLineNumber)
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        raise RenderError(f"not valid SVG: {error}", path, error.lineno, "export it again") from None
    return content


def _check(name: str, attributes: dict[str, str], path: Path, line: int) -> None:
    if name.rpartition(":")[2] in _FORBIDDEN:
        _refuse(f"the element <{name}>", path, line)
    for key, value in attributes.items():
        is_reference = key.rpartition(":")[2] in _REFERENCES and not value.startswith("#")
        if is_reference or _OUTSIDE.search(value) or key.lower().startswith("on"):
            _refuse(f"{key}=“{value[:60]}”", path, line)


class _TextChecker:
    """Looks at text that the parser hands over in pieces: a line, an entity, a line."""

    def __init__(self, path: Path, parser: XMLParserType) -> None:
        self._path, self._parser = path, parser
        self._tail = ""

    def check(self, text: str) -> None:
        self._tail = re.sub(r"\s+", " ", self._tail + text)[-200:]
        if _OUTSIDE.search(self._tail):
            _refuse("an address in a style", self._path, self._parser.CurrentLineNumber)


def _refuse(what: str, path: Path, line: int) -> None:
    raise RenderError(f"{what} is not allowed in artwork: it could reach outside the file", path, line, "remove it")
