"""The folders of fonts that the engine is shown, each with its fontconfig file: it sees nothing else.

The whole set has the installed fonts that the layout names, beside the ones derived from them: no other installed font can ever
stand in for one that is missing. The everyday set has subsets of the Chinese fonts, with the ideographs of daily use, for the pages
that need no others: they come out of it alike to the last dot, in two thirds of the time and half of the memory (measured). Which
pages those are, the page alone decides, before it is set: whatever a font has and its subset lacks is known, and a page with any of
that is set with the whole set. So for no character can an everyday page end up in another font than the whole set would give it,
and what was printed before makes no difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path

from sixfold.errors import RequirementError, WriteError
from sixfold.pdf.fonts.installed import DATA, Derived, Font, derived_families, find_font_file, installed_fonts
from sixfold.project.files import sweep, temporary_name

#: What a folder of fonts was made with: size and time of each file.
_RECORD = "made.json"

#: Source: fontconfig's manual, fonts-conf(5).
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""

#: From here on Unicode has East Asian writing, which only the Chinese fonts have; what a subset lacks is all from here on.
_EAST_ASIAN = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00010000-\U0010ffff]")

_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})")
_LANGUAGE = re.compile(r'<html[^>]*\slang="([a-z]+)"')
_MAKER = Path(__file__).parent / "derived.py"


@dataclass(frozen=True)
class FontSets:
    """The fonts that pages are set from: the fontconfig files of the `whole` set and of the `everyday` one.

    `lacking` are the characters that subsets lack, `stylesheets` the East Asian ones that the stylesheets may add to a page.
    """

    whole: Path
    everyday: Path
    lacking: frozenset[str] = frozenset()
    stylesheets: frozenset[str] = frozenset()

    def choose(self, html: str) -> Path:
        """Return the fontconfig file for the page *html*.

        A page in another language than Chinese that quotes East Asian writing is shown the whole set: which font the engine
        chooses there, and that is then refused, must not depend on the subsets.
        """
        characters = frozenset(_EAST_ASIAN.findall(unescape(html)))
        if not characters or self.everyday == self.whole:
            return self.everyday
        language = _LANGUAGE.search(html)
        is_chinese = language is not None and language[1] == "zh"
        return self.everyday if is_chinese and self.lacking.isdisjoint(characters | self.stylesheets) else self.whole


def font_files() -> Iterator[tuple[str, Path | None]]:
    """Yield the files that pages are set in, by name, each with its place; None for one that is missing."""
    for font in (font for font in installed_fonts() if font.languages):
        yield font.file, find_font_file(font.file, font.at_least)


def prepare_fonts(build: Path, announce: Callable[[], None] = lambda: None) -> Path:
    """Return the fontconfig file that shows the engine the whole set, made below *build* where it isn't there yet.

    *announce* is called before it is made: that takes 5 seconds, and 100 where the machine has other work (measured).

    Raises: RequirementError, when a font is missing; WriteError, when *build* can't be written.
    """
    files: dict[Font, Path] = {}
    for font in (font for font in installed_fonts() if font.languages):
        found = find_font_file(font.file, font.at_least)
        if found is None:
            least = f" {font.at_least} or later" if font.at_least else ""
            what = f"the typeface file {font.file} ({font.family}{least}) is not installed"
            hint = f"sudo apt-get install {font.package}, or `make doctor` for everything that is missing"
            raise RequirementError(what, hint=hint)
        files[font] = found
    sets = (build / "faces").resolve()
    states = [f"{path}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}" for path in files.values()]
    made_of = "\0".join((str(sets), *states)).encode()  # fontconfig wants the folder absolute, and a checkout may be moved
    folder = sets / hashlib.sha256(DATA.read_bytes() + _MAKER.read_bytes() + made_of).hexdigest()[:16]
    if _is_whole(folder):
        return folder / "fonts.conf"
    announce()
    with _new_folder(folder) as unfinished:
        from sixfold.pdf.fonts.derived import embolden, scale_horizontally  # noqa: PLC0415  (takes long, and this happens once)

        for font, path in files.items():
            (unfinished / path.name).symlink_to(path)
            for derived in derived_families():
                if font.family == derived.source:
                    content = embolden(path, font, derived) if derived.bolder else scale_horizontally(path, derived)
                    (unfinished / _file_name(derived, font)).write_bytes(content)
    return folder / "fonts.conf"


def _file_name(derived: Derived, source: Font) -> str:
    return f"{derived.family.replace(' ', '')}-{source.file.rpartition('-')[2].partition('.')[0]}.ttf"


def prepare_font_sets(whole: Path, templates: Path) -> FontSets:
    """Return the sets of fonts for the whole one of `prepare_fonts`, the everyday one made where it isn't there yet.

    A folder without a font that has a subset is both.

    Raises: WriteError, when the folder can't be written.
    """
    whole = whole.resolve()  # the engine wants it absolute
    reduced = {font.file: font for font in installed_fonts() if font.repertoire}
    for font in [*reduced.values()]:
        for derived in derived_families():
            if font.family == derived.source:
                name = _file_name(derived, font)
                reduced[name] = replace(font, file=name, family=derived.family)
    if not any((whole.parent / file).exists() for file in reduced):
        return FontSets(whole, whole)
    from importlib.metadata import version  # noqa: PLC0415  (15 ms, and whether editions are up to date is asked without)

    made_by = hashlib.sha256(_MAKER.read_bytes() + version("uharfbuzz").encode()).hexdigest()[:8]
    folder = whole.parent.with_name(f"{whole.parent.name}-everyday-{made_by}")
    if not _is_whole(folder):
        with _new_folder(folder) as unfinished:
            from sixfold.pdf.fonts.derived import make_subset  # noqa: PLC0415  (takes long, and this happens once)

            without: set[str] = set()
            for path in sorted(whole.parent.iterdir()):
                if path.name in reduced:
                    content, left_out = make_subset(path, reduced[path.name])
                    (unfinished / path.with_suffix(".otf").name).write_bytes(content)
                    without |= left_out
                elif path.suffix in (".ttf", ".ttc", ".otf"):
                    (unfinished / path.name).symlink_to(path.resolve())
            (unfinished / "lacking.txt").write_text("".join(sorted(without)), encoding="utf-8")
    lacking = frozenset((folder / "lacking.txt").read_text(encoding="utf-8"))
    styles = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in (templates / "css").rglob("*.css"))
    codes = (int(match[1], 16) for match in _ESCAPED.finditer(styles))  # CSS may write \4e00
    styles += "".join(chr(code) for code in codes if code <= sys.maxunicode)
    return FontSets(whole, folder / "fonts.conf", lacking, frozenset(_EAST_ASIAN.findall(styles)))


def _is_whole(folder: Path) -> bool:
    """Tell whether the files of *folder* are those that were made: what was cut off or written over since has another time."""
    try:
        return bool(json.loads((folder / _RECORD).read_text(encoding="utf-8")) == _files(folder))
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> dict[str, list[int]]:
    """Return size and time of each file of our own in *folder*."""
    own = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.name != _RECORD)
    return {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in own}


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Give a temporary folder for fonts that is then put at *folder* in one step: another process may be making it, too.

    Raises: WriteError, when the folder can't be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder.parent)
        temporary = temporary_name(folder)
        temporary.mkdir()
    except OSError as error:
        hint = "check the permissions of the folder"
        raise WriteError(f"can't write: {error.strerror}", folder, hint=hint) from error
    try:
        yield temporary
        fontconfig = _FONTCONFIG.format(folder=escape(str(folder.resolve())))
        (temporary / "fonts.conf").write_text(fontconfig, encoding="utf-8")
        (temporary / _RECORD).write_text(json.dumps(_files(temporary)), encoding="utf-8")
        _move(temporary, folder)
    except OSError as error:
        if error.filename:  # a font that can't be read
            raise
        raise WriteError(f"can’t be made: {error.strerror}", folder, hint="make room on the disk") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move(temporary: Path, folder: Path) -> None:
    """Put *temporary* in the place of *folder*, unless somebody else made it meanwhile."""
    try:
        if folder.exists() and not _is_whole(folder):
            damaged = temporary_name(folder)
            folder.rename(damaged)
            shutil.rmtree(damaged, ignore_errors=True)
        temporary.replace(folder)
    except OSError as error:
        if not _is_whole(folder):
            raise WriteError(f"can’t be made: {error.strerror}", folder, hint="delete the folder build/") from None
