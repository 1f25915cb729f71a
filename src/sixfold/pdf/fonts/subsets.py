"""Everyday faces: copies of the Chinese faces with the ideographs of daily use, for the pages that need no others.

Pages come out of them alike to the last dot, in two thirds of the time and half of the memory (measured). Which pages those
are, the page alone decides, before it is set: whatever a face has and its copy lacks is known, and a page with any of that is
set with the whole faces. So for no character can an everyday page end up in another face than the whole faces would give it,
and what was printed before makes no difference.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import unescape
from pathlib import Path

from sixfold.pdf.fonts.families import Face, installed_faces
from sixfold.pdf.fonts.folder import is_whole, make_folder

#: From here on Unicode has East Asian writing, which only the Chinese faces have; what a copy lacks is all from here on.
_EAST_ASIAN = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00010000-\U0010ffff]")

#: What a copy may lack: radicals, ideographs, Hangul, and what lies beyond the first plane.
_MAY_LACK = re.compile("[\u2e80-\u2fdf\u3130-\u318f\u3400-\u9fff\ua960-\ud7ff\uf900-\ufaff\U00010000-\U0010ffff]")

_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})")

_LANGUAGE = re.compile(r'<html[^>]*\slang="([a-z]+)"')


@dataclass(frozen=True)
class Cases:
    """The faces that pages are set from: the fontconfig files of the `whole` faces and of the `everyday` ones.

    `stylesheets` are the East Asian characters that the stylesheets may add to a page.
    """

    whole: Path
    everyday: Path
    stylesheets: frozenset[str] = frozenset()

    def choose(self, html: str) -> Path:
        """Return the fontconfig file for the page *html*.

        A page in another language than Chinese that quotes East Asian writing is shown the whole faces: which face the engine
        chooses there, and that is then refused, must not depend on the copies.
        """
        characters = frozenset(_EAST_ASIAN.findall(unescape(html)))
        if not characters or self.everyday == self.whole:
            return self.everyday
        language = _LANGUAGE.search(html)
        if language is None or language[1] != "zh":
            return self.whole
        return self.everyday if self._lacking.isdisjoint(characters | self.stylesheets) else self.whole

    @cached_property
    def _lacking(self) -> frozenset[str]:
        return frozenset((self.everyday.parent / "lacking.txt").read_text(encoding="utf-8"))


def prepare_everyday(whole: Path, templates: Path) -> Cases:
    """Return the cases for the faces of `prepare_faces`, the everyday ones made where they aren't there yet.

    A folder without a face to be copied has only one case.

    Raises: WriteError, when the folder can't be written.
    """
    whole = whole.resolve()  # the engine wants it absolute
    if not any((whole.parent / file).exists() for file in _trimmed()):
        return Cases(whole, whole)
    from importlib.metadata import version  # noqa: PLC0415  (15 ms, and whether editions are up to date is asked without)

    made_by = hashlib.sha256(Path(__file__).read_bytes() + version("uharfbuzz").encode()).hexdigest()[:8]
    folder = whole.parent.with_name(f"{whole.parent.name}-everyday-{made_by}")
    if not is_whole(folder):
        make_folder(folder, partial(_fill, whole.parent))
    return Cases(whole, folder / "fonts.conf", frozenset(_characters(templates)))


def _characters(templates: Path) -> Iterator[str]:
    """Yield the East Asian characters in the stylesheets, also those written as `\\4e00`."""
    for path in sorted((templates / "css").rglob("*.css")):
        content = path.read_text(encoding="utf-8", errors="ignore")
        escaped = (int(match[1], 16) for match in _ESCAPED.finditer(content))
        yield from _EAST_ASIAN.findall(content + "".join(chr(code) for code in escaped if code <= sys.maxunicode))


def _trimmed() -> dict[str, Face]:
    """Return the faces of which there are everyday copies, by file."""
    return {face.file: face for face in installed_faces() if face.repertoire}


def _fill(whole: Path, workshop: Path) -> None:
    trimmed = _trimmed()
    lacking: set[str] = set()
    for path in sorted(whole.iterdir()):
        if face := trimmed.get(path.name):
            content, left_out = trim(path, face)
            (workshop / path.with_suffix(".otf").name).write_bytes(content)
            lacking |= left_out
        elif path.suffix in (".ttf", ".ttc", ".otf"):
            (workshop / path.name).symlink_to(path.resolve())
    (workshop / "lacking.txt").write_text("".join(sorted(lacking)), encoding="utf-8")


def trim(path: Path, face: Face) -> tuple[bytes, set[str]]:
    """Return a copy of *face*, which the file *path* holds, with what its repertoire asks for, and what was left out.

    Every feature of layout stays, so that lines come out as with the whole face.
    """
    import uharfbuzz  # noqa: PLC0415  (happens once)

    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), _place(path, face.family))
    usual = _repertoire(face.repertoire)
    has = set(map(chr, whole.unicodes))
    left_out = {character for character in has - usual if _MAY_LACK.match(character)}
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(map(ord, has - left_out))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.invert()
    return _number_by_place(bytes(uharfbuzz.subset(whole, wanted).blob.data)), left_out


def _number_by_place(font: bytes) -> bytes:
    """Return *font* with its glyphs numbered by their place, as the whole faces have them.

    A copy keeps the numbers of the glyphs that it was made from. The engine writes places into a PDF, where readers by the book
    look for numbers (ISO 32000-1, 9.7.4.2) and would find other glyphs, or none. The numbers become one range, from 1 on.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (happens once)

    with TTFont(io.BytesIO(font), lazy=True) as opened:
        if "CFF " not in opened:  # TrueType glyphs are found by their place
            return font
        top = opened["CFF "].cff.topDictIndex[0]
        place = opened.reader.tables["CFF "].offset + top.rawDict["charset"]
        numbers = struct.pack(">BHH", 2, 1, opened["maxp"].numGlyphs - 2)  # Adobe 5176, table 22: one range
    return font[:place] + numbers + font[place + len(numbers) :]  # what is left of the old ones is not read


def _place(path: Path, family: str) -> int:
    """Return the place of *family* in the collection *path*, from 0."""
    from fontTools.ttLib import TTCollection  # noqa: PLC0415  (happens once)

    with TTCollection(path, lazy=True) as collection:
        names = [{font["name"].getDebugName(number) for number in (1, 16)} for font in collection.fonts]
    return next(place for place, known in enumerate(names) if family in known)


def _repertoire(encoding: str) -> frozenset[str]:
    """Return the characters that two bytes of *encoding* stand for. Source: GB 2312-80, 7,445 characters in 94 rows of 94."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode(encoding, errors="ignore") for pair in pairs))
