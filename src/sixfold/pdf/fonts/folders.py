"""The folders of fonts that the engine is shown, each with its fontconfig file: it sees nothing else.

A folder has links to the installed fonts that the layout names, and to those that are made from them, which lie beside the
folders, each made when a page first needs it, and kept: no other installed font can ever stand in for one that is missing. Which
fonts a page needs, the page alone decides, before it is set: those of Latin letters; with Arabic letters, the Arabic ones; with
East Asian writing, the Chinese ones; with any other character that the Latin ones lack, all.

A Chinese page is shown copies of the Chinese fonts, with the ideographs of daily use: pages come out alike to the last dot, in
two thirds of the time and half of the memory (measured). A page with any other ideograph is shown the whole ones. So for no
character can a page end up in another font than the whole fonts would give it, and what was printed before makes no difference.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape, unescape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from sixfold.errors import MissingFontsError, WriteError
from sixfold.pdf.fonts.installed import Derived, Font, derived_families, find_font_file, installed_fonts, is_rare
from sixfold.project.files import sweep, temporary_name, write_atomically

#: Source: fontconfig's manual, fonts-conf(5).
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""

#: The characters that every font of Latin letters has, as one line.
_LATIN = "latin.txt"

#: The letters of a language that has fonts of its own.
_LETTERS = {
    "ar": re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "zh": re.compile("[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00010000-\U0010ffff]"),
}
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})")
_LANGUAGE = re.compile(r'<html[^>]*\slang="([a-z]+)"')
_MAKER = Path(__file__).parent / "derived.py"


@dataclass(frozen=True)
class MadeFont:
    """A font that is made from the installed `font` in the file `source`, to lie at `path`.

    It is a copy with the characters of daily use (`is_reduced`), a family derived from the font, or one from such a copy.
    """

    path: Path
    source: Path
    font: Font
    derived: Derived | None
    is_reduced: bool

    @property
    def family(self) -> str:
        """Its name for people."""
        return self.derived.family if self.derived else self.font.family


#: Does what it is given for each of the fonts, in any order, in this process or others; yields after each.
Derive = Callable[[Callable[[MadeFont], None], Sequence[MadeFont]], Iterable[object]]


class FontSet(NamedTuple):
    """What a page is set from: the Latin fonts, and those of `languages`; Chinese ones whole, for a page that is no Chinese one
    (`has_quotations`), or the derived ones, too, for one with other ideographs than those of daily use (`has_rare`).
    """

    languages: tuple[str, ...] = ()
    has_quotations: bool = False
    has_rare: bool = False

    @classmethod
    def usual(cls, language: str) -> FontSet:
        """Return what most pages in *language* are set from."""
        return cls((language,) if language in _LETTERS else ())

    def needs(self, face: Font | Derived) -> bool:
        """Tell whether *face* is one of its fonts."""
        return "en" in face.languages or not set(self.languages).isdisjoint(face.languages)


def font_files() -> Iterator[tuple[str, Path | None]]:
    """Yield the files that pages are set in, by name, each with its place; None for one that is missing."""
    for font in installed_fonts():
        yield font.file, find_font_file(font.file, font.at_least)


def font_paths(fonts: Sequence[Font]) -> dict[Font, Path]:
    """Return the place of each of *fonts*.

    Raises: MissingFontsError, for all at once that are not installed.
    """
    found = {font: find_font_file(font.file, font.at_least) for font in fonts}
    if missing := [font for font, path in found.items() if path is None]:
        font = missing[0]
        least = f" {font.at_least} or later" if font.at_least else ""
        raise MissingFontsError(f"{font.file} ({font.family}{least})", dict.fromkeys(one.package for one in missing))
    return {font: path for font, path in found.items() if path}


def prepare_fonts(build: Path, languages: Iterable[str] = (), derive: Derive = map) -> Path:
    """Return the folder below *build* where fonts are kept, once it has what pages in *languages* are usually set from.

    Raises: MissingFontsError, when a font isn't installed; WriteError, when *build* can't be written.
    """
    folders = FontFolders(build / "faces", derive)
    folders.make(map(FontSet.usual, languages))
    return folders.root


class FontFolders:
    """The folders of fonts below `root`; what is missing is made when it is asked for, by *derive*."""

    def __init__(self, root: Path, derive: Derive = map) -> None:
        """Look at nothing yet."""
        self.root = root.resolve()  # fontconfig wants the folders absolute, and a checkout may be moved
        self._derive = derive

    def choose(self, html: str, templates: Path) -> FontSet:
        """Return what the page *html* is set from, with the stylesheets of *templates*."""
        characters = frozenset(unescape(html))
        found = _LANGUAGE.search(html)
        language = found[1] if found else ""
        beyond = "".join(one for one in characters - self._latin if unicodedata.category(one)[0] not in "CZ")
        quoted = {code for code, letters in _LETTERS.items() if letters.search(beyond)}
        if any(not any(letters.match(one) for letters in _LETTERS.values()) for one in beyond):
            quoted |= _LETTERS.keys()  # a sign that any of them may have
        languages = tuple(sorted(quoted | {language} & _LETTERS.keys()))
        if language == "zh":
            characters |= _characters_of_stylesheets(templates)
        has_rare = "zh" in languages and any(is_rare(one) for one in characters)
        # which font the engine chooses there, and that is then refused, must not depend on the copies
        has_quotations = language != "zh" and bool(_LETTERS["zh"].search(beyond))
        return FontSet(languages, has_quotations, has_rare)

    def fontconfig(self, font_set: FontSet) -> Path:
        """Return the fontconfig file that shows the engine *font_set*.

        Raises: as `prepare_fonts`.
        """
        return self.make([font_set])[0] / "fonts.conf"

    def make(self, font_sets: Iterable[FontSet]) -> list[Path]:
        """Return the folder of each of *font_sets*, made where it isn't there yet.

        What is made is kept font by font: who is stopped goes on where it was.
        """
        contents = [self._content(font_set) for font_set in font_sets]
        missing = {made.path: made for content in contents for made in content.values() if isinstance(made, MadeFont)}
        to_make = [made for path, made in missing.items() if not _is_made(path)]
        if to_make:
            _make_root(self.root)
            to_make.sort(key=lambda made: not (made.derived and made.derived.bolder))  # what takes longest, first
            for _ in self._derive(make_font, to_make):
                pass
        return [self._folder(content) for content in contents]

    @cached_property
    def _latin(self) -> frozenset[str]:
        return frozenset((self.make([FontSet()])[0] / _LATIN).read_text(encoding="utf-8"))

    def _content(self, font_set: FontSet) -> dict[str, Path | MadeFont]:
        """Return what the folder of *font_set* links to, by name.

        Raises: MissingFontsError, for all that are not installed at once.
        """
        content: dict[str, Path | MadeFont] = {}
        for font, path in font_paths([font for font in installed_fonts() if font_set.needs(font)]).items():
            is_everyday = font.everyday and not font_set.has_rare
            if is_everyday and not font_set.has_quotations:
                content[f"{path.stem}.otf"] = self._made(path, font, None, is_reduced=True)
            else:
                content[path.name] = path
            for derived in derived_families():
                if font.family == derived.source and font_set.needs(derived):
                    made = self._made(path, font, derived, is_reduced=is_everyday)
                    content[f"{_style_name(derived, font)}.ttf"] = made
        return content

    def _made(self, source: Path, font: Font, derived: Derived | None, *, is_reduced: bool) -> MadeFont:
        """Return the font to make; its name tells all that decides about its bytes."""
        status = source.stat()
        made_of = (str(source), status.st_size, status.st_mtime_ns, font.family, derived, is_reduced)
        key = hashlib.sha256(repr((_makers(), made_of)).encode()).hexdigest()[:16]
        name = _style_name(derived, font) if derived else source.stem
        return MadeFont(self.root / f"{name}-{key}.{'ttf' if derived else 'otf'}", source, font, derived, is_reduced)

    def _folder(self, content: dict[str, Path | MadeFont]) -> Path:
        """Return the folder that links to *content*, made where it isn't there, or isn't as it was made.

        Raises: WriteError.
        """
        links = {name: str(one.path if isinstance(one, MadeFont) else one) for name, one in content.items()}
        folder = self.root / hashlib.sha256(repr((str(self.root), sorted(links.items()))).encode()).hexdigest()[:16]
        if _is_whole(folder, links):
            return folder
        _make_root(self.root)
        temporary = temporary_name(folder)
        try:
            temporary.mkdir()
            for name, target in links.items():
                (temporary / name).symlink_to(target)
            (temporary / _LATIN).write_text(_latin_characters(), encoding="utf-8")
            (temporary / "fonts.conf").write_text(_FONTCONFIG.format(folder=escape(str(folder))), encoding="utf-8")
            _move(temporary, folder, links)
        except OSError as error:
            raise WriteError(f"can’t be made: {error.strerror}", folder, hint="make room on the disk") from None
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        return folder


def make_font(made: MadeFont) -> None:
    """Make one font, and put it in its place.

    Raises: WriteError, where that can't be written.
    """
    from sixfold.pdf.fonts.derived import embolden, make_subset, scale_horizontally  # noqa: PLC0415  (long, and happens once)

    if made.derived is None:
        content = make_subset(made.source, made.font)
    elif made.derived.bolder:
        content = embolden(made.source, made.font, made.derived, has_rare=not made.is_reduced)
    else:
        content = scale_horizontally(made.source, made.derived)
    write_atomically(made.path, content, _stamp)


def _stamp(path: Path) -> None:
    """Give the file *path* its size as the time of its last change: what is cut off or written over later has another one."""
    size = path.stat().st_size
    os.utime(path, (size, size))


def _is_made(path: Path) -> bool:
    """Tell whether the font *path* is there as it was made."""
    try:
        status = path.stat()
    except OSError:
        return False
    return status.st_size == status.st_mtime


def _is_whole(folder: Path, links: dict[str, str]) -> bool:
    """Tell whether *folder* has all that it was made with."""
    try:
        return all(os.readlink(folder / name) == target for name, target in links.items()) and (  # noqa: PTH115  (40 of them)
            (folder / "fonts.conf").stat().st_size > 0 and (folder / _LATIN).stat().st_size > 0
        )
    except OSError:
        return False


def _make_root(root: Path) -> None:
    """Make the folder *root*, and remove what killed processes left in it.

    Raises: WriteError.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "check the permissions of the folder"
        raise WriteError(f"can't write: {error.strerror}", root, hint=hint) from error
    sweep(root)


def _move(temporary: Path, folder: Path, links: dict[str, str]) -> None:
    """Put *temporary* in the place of *folder*, unless somebody else made it meanwhile."""
    try:
        if folder.exists() and not _is_whole(folder, links):
            damaged = temporary_name(folder)
            folder.rename(damaged)
            shutil.rmtree(damaged, ignore_errors=True)
        temporary.replace(folder)
    except OSError as error:
        if not _is_whole(folder, links):
            raise WriteError(f"can’t be made: {error.strerror}", folder, hint="delete the folder build/") from None


def _style_name(derived: Derived, source: Font) -> str:
    return f"{derived.family.replace(' ', '')}-{source.file.rpartition('-')[2].partition('.')[0]}"


def _latin_characters() -> str:
    """Return the characters that every style has of the families that Latin text is set in."""
    from uharfbuzz import Blob, Face  # noqa: PLC0415  (where a folder is made only)

    families = {derived.source for derived in derived_families() if "en" in derived.languages}
    paths = font_paths([font for font in installed_fonts() if font.family in families]).values()
    return "".join(map(chr, sorted(set.intersection(*(set(Face(Blob.from_file_path(str(path))).unicodes) for path in paths)))))


@cache
def _makers() -> tuple[object, ...]:
    """Return what decides about the bytes of a font beside what it is made from: our code, and the libraries as installed."""
    origins = [Path(spec.origin) for name in ("fontTools", "uharfbuzz") if (spec := find_spec(name)) and spec.origin]
    return (hashlib.sha256(_MAKER.read_bytes()).hexdigest(), *(path.stat().st_mtime_ns for path in origins))


@cache
def _characters_of_stylesheets(templates: Path) -> frozenset[str]:
    """Return the East Asian characters that the stylesheets in *templates* may add to a page."""
    styles = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in (templates / "css").rglob("*.css"))
    codes = (int(match[1], 16) for match in _ESCAPED.finditer(styles))  # CSS may write \4e00
    styles += "".join(chr(code) for code in codes if code <= sys.maxunicode)
    return frozenset(_LETTERS["zh"].findall(styles))
