"""What of a document is released already: by its manifest, compared with what the document is now, and taken over byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sixfold.catalogs.po import read_catalog
from sixfold.compose import printed_words
from sixfold.document.house import PLACE
from sixfold.document.loading import load_house
from sixfold.document.model import Document
from sixfold.document.pictures import picture_files
from sixfold.document.units import map_texts
from sixfold.errors import FindingsError, Problem
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.files import digest, digest_file, read_file
from sixfold.project.paths import HOUSE, Project

_AGAIN = "AGAIN=1 replaces what was released"
_ANOTHER_FILE = "this is not the file that was released: its SHA-256 is another one"
_NOT_AS_RELEASED = "not released: what the page prints of this changed since it was released in {}"
_CORRECT = f"correct what is released by make corrigendum or make reissue; or release these languages with the others: {_AGAIN}"


@dataclass(frozen=True)
class Released:
    """A release in its `folder`, with its `manifest`."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def languages(self) -> list[LanguageCode]:
        """The languages that are released."""
        return [one["language"] for one in self.manifest["languages"]]

    def of(self, part: str, codes: Sequence[LanguageCode]) -> list[Any]:
        """Return what the list *part* of the manifest says of the languages *codes*."""
        return [one for one in self.manifest[part] if one["language"] in codes]

    def take_over(self, codes: Sequence[LanguageCode], folder: Path) -> dict[Path, LanguageCode]:
        """Copy the files of the languages *codes* to *folder*, and return them, each with its language.

        Raises: FindingsError, where one is no longer what was released.
        """
        taken: dict[Path, LanguageCode] = {}
        for one in self.of("files", codes):
            path, target = self.folder / one["path"], folder / one["path"]
            if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file() or digest_file(path) != one["sha256"]:
                raise FindingsError(_ANOTHER_FILE, path, hint=f"put it back from a copy; or {_AGAIN}")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            taken[target] = one["language"]
        return taken


def read_release(folder: Path) -> Released | None:
    """Return the release in *folder*; None where there is none.

    Raises: FindingsError, where its manifest can't be read, or isn't the one that was released.
    """
    if not folder.exists():
        return None
    path = folder / "manifest.json"
    hint = f"put it back from a copy; or {_AGAIN}: all six languages, since nothing tells what is there"
    try:
        content = read_file(path)
        if digest(content) != read_sums(folder).get(path.name):
            raise FindingsError(_ANOTHER_FILE, path, hint=hint)
        found = Released(folder, json.loads(content))
        known = {(one["path"], one["sha256"]) for one in found.of("files", found.languages)}
        is_whole = all(isinstance(text, str) for pair in known for text in pair)
        is_whole &= {"content", "house_words", "translations"} <= set.intersection(*map(set, found.manifest["languages"]))
        is_whole &= set(found.languages) <= set(LANGUAGE_CODES)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        is_whole = False
    if not is_whole:
        raise FindingsError("what was released here can’t be read from its manifest", path, hint=hint)
    return found


def read_sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a release, by its name there, as SHA256SUMS has them."""
    with suppress(OSError, ValueError):
        lines = read_file(folder / "SHA256SUMS").decode().splitlines()
        return {name: sum_ for sum_, name in (line.split("  ", 1) for line in lines)}
    return {}


def fingerprints(project: Project, document: Document, code: LanguageCode) -> dict[str, str]:
    """Return the SHA-256 of what the pages of *document* in the language *code* are made of, but for layout and programs.

    That are its `content` (what the seed says and its pictures show, without notes to translators and without jobs of other
    languages), the `house_words` that it prints, and the `translations` of its units.
    """
    bare = map_texts(document, lambda text, _: replace(text, note=None, formerly=None))
    content = bare.model_dump(mode="json", exclude_unset=True)
    content["job"] = content["job"][code]
    if pictures := {name: digest_file(document.folder / name) for name in picture_files(document, code)}:
        content["pictures"] = pictures
    house = load_house(project, code)
    words = [[context, house.pattern(context)] for context in printed_words(document, language(code))]
    units: list[list[object]] = []
    if code != document.own_language:
        entries = read_catalog(project.catalog(code, document.slug))
        units = [[one.context, one.text, one.translations] for one in entries if one.state == "translated"]
    parts = {"content": content, "house_words": words, "translations": units}
    return {"language": code} | {name: digest(json.dumps(part).encode()) for name, part in parts.items()}


def check_unchanged(released: Released, project: Project, document: Document, codes: Sequence[LanguageCode]) -> list[LanguageCode]:
    """Return the languages of *codes* whose translations changed since they were released: they stay as they were.

    Raises: FindingsError, where the document or its fixed words changed: what joins now would be another document.
    """
    now = {code: fingerprints(project, document, code) for code in codes}
    changed = {
        part: [code for code in codes for one in released.of("languages", [code]) if one[part] != now[code][part]]
        for part in ("content", "house_words", "translations")
    }
    sources = [(project.seed(document.slug), changed["content"])]
    sources += [(project.catalog(code, HOUSE) if code != "en" else Path(PLACE), [code]) for code in changed["house_words"]]
    if problems := [Problem(_NOT_AS_RELEASED.format(" ".join(found)), path, hint=_CORRECT) for path, found in sources if found]:
        raise FindingsError.of(problems)
    return changed["translations"]
