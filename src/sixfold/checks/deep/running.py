"""Catalogs → what other programs find in them, without what is waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sixfold.catalogs import Catalog, Entry, read_catalog
from sixfold.checks.completeness import DAMAGE, UNUSED_WAIVER
from sixfold.checks.deep import pofilter, spelling
from sixfold.checks.house_words import stands_in_masthead_block
from sixfold.checks.model import Check
from sixfold.checks.waivers import waivers
from sixfold.document import LanguageCode
from sixfold.errors import Problem, SixfoldError
from sixfold.findings import Finding
from sixfold.languages import LANGUAGES
from sixfold.project import HOUSE, Project


@dataclass(frozen=True)
class Deep:
    """What other programs found, and in one line each which of them lack."""

    findings: Sequence[Finding]
    lacking: Sequence[str]


def check_deeply(project: Project, paths: Mapping[Path, LanguageCode]) -> Deep:
    """Return what msgfmt, hunspell and pofilter find in the catalogs of *project* at *paths*, each with its language."""
    existing = [path for path in paths if path.exists()]
    with ThreadPoolExecutor() as pool:  # each waits for its msgfmt
        read = dict(zip(existing, pool.map(_read, existing), strict=True))
    damage = [
        Finding(DAMAGE.rule, one.what, path, one.line, hint=one.hint)
        for path, result in read.items()
        if not isinstance(result, Catalog)
        for one in result
    ]
    catalogs = {path: result for path, result in read.items() if isinstance(result, Catalog)}
    by_language: dict[LanguageCode, dict[Path, Catalog]] = {}
    for path, catalog in catalogs.items():
        by_language.setdefault(paths[path], {})[path] = catalog
    found = [one for code, mine in by_language.items() for one in _Language(project, code, mine).findings()]
    asked = [*by_language, *(["en"] if any(path.stem == HOUSE for path in catalogs) else [])]
    lacking = [spelling.lacking(asked), None if pofilter.program() else pofilter.LACKING]
    return Deep([*damage, *found], [line for line in lacking if line])


def _read(path: Path) -> Catalog | Sequence[Problem]:
    try:
        return read_catalog(path, with_msgfmt=True)
    except SixfoldError as error:
        return error.problems


class _Language:
    """The catalogs of one language, and the waivers of them that were needed."""

    def __init__(self, project: Project, code: LanguageCode, catalogs: Mapping[Path, Catalog]) -> None:
        self.project, self.code, self.catalogs = project, code, catalogs
        self.needed: set[tuple[int, str]] = set()

    def findings(self) -> Iterator[Finding]:
        """Yield what is found, then the waivers that nothing needed."""
        checks = [(spelling.SPELLING, self._misspelt), (pofilter.POFILTER, self._filtered)]
        for check, find in checks:
            for path, entry, what in find():
                if check.id in {waiver.rule for waiver in waivers(entry)}:
                    self.needed.add((id(entry), check.id))
                else:
                    yield Finding(check.rule, what, path, entry.translation_line, hint=_HINTS[check.id])
        asked = [check for check, _ in checks if self._is_asked(check)]
        yield from self._unused({check.id for check in asked})

    def _is_asked(self, check: Check) -> bool:
        if check is pofilter.POFILTER:
            return pofilter.program() is not None
        return self.code != "zh" and spelling.lacking([self.code]) is None

    def _unused(self, rules: set[str]) -> Iterator[Finding]:
        for path, catalog in self.catalogs.items():
            for entry in catalog:
                for waiver in waivers(entry) if entry.state == "translated" else ():
                    if waiver.rule in rules and (id(entry), waiver.rule) not in self.needed:
                        what = f"the waiver of “{waiver.rule}” isn’t needed"
                        yield Finding(UNUSED_WAIVER.rule, what, path, entry.line, hint="delete the comment")

    def _misspelt(self) -> Iterator[tuple[Path, Entry, str]]:
        """Yield the words that no dictionary knows; the English block of the masthead is held to the English one."""
        used: dict[str, list[tuple[str, Path, Entry]]] = {}
        for path, catalog in self.catalogs.items():
            for entry in catalog:
                is_block = path.stem == HOUSE and stands_in_masthead_block(entry.context or "")
                code = LANGUAGES[self.code].masthead_language if is_block else self.code
                for word in spelling.words(entry) if entry.state == "translated" else ():
                    used.setdefault(code, []).append((word, path, entry))
        for code, places in used.items():
            wrong = spelling.misspelt((word for word, _, _ in places), code, self.project.accepted_words(code))
            seen: set[tuple[str, int]] = set()
            for word, path, entry in places:
                if word in wrong and (word, id(entry)) not in seen:
                    seen.add((word, id(entry)))
                    yield path, entry, f"{entry.context}: “{word}” is in no dictionary"

    def _filtered(self) -> Iterator[tuple[Path, Entry, str]]:
        for path, context, text, what in pofilter.filtered(list(self.catalogs), self.code):
            if entry := self.catalogs[path].find(context, text):
                yield path, entry, f"{context}: {what}"


_HINTS = {
    "spelling": "correct it, or add it to the words.txt beside LC_MESSAGES",
    "pofilter": "correct it, or waive it: # waive pofilter: and why",
}
