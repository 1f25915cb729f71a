"""One catalog brought up to date, as far as nothing is written yet; and which catalogs have no need of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, NoReturn

from sixfold.cache import Question
from sixfold.catalogs import (
    Catalog,
    Domain,
    Merged,
    creation_date,
    merge,
    msgfmt_accepts,
    new_catalog,
    read_catalog,
    render,
)
from sixfold.commands.common import CatalogSet, Work
from sixfold.document import LanguageCode
from sixfold.editorial import Marks
from sixfold.errors import CatalogError
from sixfold.hashes import digest_values
from sixfold.memory import Memory, fill
from sixfold.messages import Message
from sixfold.project import HOUSE
from sixfold.sharing import share
from sixfold.terms import TermBase, offer_terms


class Task(NamedTuple):
    """One catalog, and what belongs in it."""

    path: Path
    language: LanguageCode
    source: LanguageCode
    header: Domain
    messages: Sequence[Message]

    @property
    def domain(self) -> str:
        """The slug of its document, or `house`."""
        return self.path.stem


@dataclass(frozen=True)
class Helps:
    """What an update goes by: editorial marks, terms, and what other documents have in a language."""

    marks: Marks
    terms: TermBase
    memory: Callable[[LanguageCode], Memory]


class Completed(NamedTuple):
    """A catalog as it should stand; how its texts were merged; the contexts that other documents filled."""

    catalog: Catalog
    merged: Merged
    filled: Sequence[str]


def complete(task: Task, helps: Helps, *, with_msgfmt: bool = True) -> Completed:
    """Return the catalog of *task* with what belongs in it.

    Raises: CatalogError, where it can't be read.
    """
    path, date = task.path, task.header.date
    catalog = read_catalog(path, with_msgfmt=with_msgfmt) if path.exists() else new_catalog(task.language, task.header)
    dated = catalog.with_header_field("POT-Creation-Date", creation_date(date))
    is_house = task.domain == HOUSE  # its words are terms themselves, and no other document has them
    messages = task.messages if is_house else offer_terms(task.messages, helps.terms, task.source, task.language)
    merged = merge(dated, messages, helps.marks.correction(task.domain, date))
    if is_house:
        return Completed(merged.catalog, merged, ())
    return Completed(*_split(fill(merged.catalog, partial(helps.memory, task.language), task.domain), merged))


def _split(filled: tuple[Catalog, Sequence[str]], merged: Merged) -> tuple[Catalog, Merged, Sequence[str]]:
    return filled[0], merged, filled[1]


class Idle:
    """Which catalogs need no update. Such an answer may depend on what other documents have translated."""

    def __init__(self, work: Work) -> None:
        """Take the work whose cache remembers it."""
        self._work = work
        self._states: dict[LanguageCode, str] = {}
        self._touched: set[LanguageCode] = set()

    def find(self, sets: Sequence[CatalogSet], terms: TermBase) -> set[Path]:
        """Return the catalogs of *sets* that an update would leave as they are.

        They are looked at by several processes; a catalog that needs more than its own texts and terms is not among them, unless
        `remember` was told so earlier.
        """
        places = [(one, code) for one in sets if not one.has_former for code in one.languages]
        tasks, found = [], set()
        for one, code in places:
            path = self._work.project.catalog(code, one.domain)
            if any(map(self._work.cache.recall, self._questions(one, code))):
                found.add(path)
            elif path.exists():
                tasks.append((self._question(one, code), Task(path, code, one.source, one.header, one.messages)))
        batches = [[task for _, task in tasks[first : first + _BATCH]] for first in range(0, len(tasks), _BATCH)]
        shared = chain.from_iterable(share(partial(_are_idle, terms), batches, worth_it=2))
        for (question, task), is_idle in zip(tasks, shared, strict=True):
            if is_idle:
                self._work.cache.remember(question, True)
                found.add(task.path)
        return found

    def remember(self, catalogs: CatalogSet, code: LanguageCode, *, is_written: bool) -> None:
        """Note whether a catalog needed an update, after all other documents were asked."""
        if is_written:
            self._touched.add(code)
        elif code not in self._touched and not catalogs.has_former:
            self._work.cache.remember(self._question(catalogs, code, self._state(code)), True)

    def _questions(self, catalogs: CatalogSet, code: LanguageCode) -> Iterator[Question]:
        yield self._question(catalogs, code)
        yield self._question(catalogs, code, self._state(code))

    def _question(self, catalogs: CatalogSet, code: LanguageCode, memory: str | None = None) -> Question:
        project = self._work.project
        question = catalogs.about("idle", project.catalog(code, catalogs.domain), *project.term_lists)
        return replace(question, kind="idle-beside-others", others=(memory,)) if memory else question

    def _state(self, code: LanguageCode) -> str:
        """Return what changes when any catalog in a language does."""
        if code not in self._states:
            project, hashes = self._work.project, self._work.cache.hashes
            files = {seed.stem: hashes.of(project.catalog(code, seed.stem)) for seed in project.seeds()}
            self._states[code] = digest_values(files)
        return self._states[code]


_BATCH = 25
"""Catalogs that one process looks at in one go: enough for `msgfmt` to be started seldom, few enough to share them well."""


class _MemoryNeededError(Exception):
    """What other documents have translated is needed."""


def _are_idle(terms: TermBase, tasks: Sequence[Task]) -> list[bool]:
    """Say of each catalog whether an update would leave it as it is; one that `msgfmt -c` refuses is for the update to tell."""
    untouched = [_untouched(terms, task) for task in tasks]
    are_sound = msgfmt_accepts([catalog for catalog in untouched if catalog])
    return [catalog is not None and (are_sound or msgfmt_accepts([catalog])) for catalog in untouched]


def _untouched(terms: TermBase, task: Task) -> Catalog | None:
    """Return a catalog that an update would write as it is; None where it wouldn't, or can't know."""
    try:
        catalog = complete(task, Helps(Marks(), terms, _refuse), with_msgfmt=False).catalog
    except (CatalogError, _MemoryNeededError):
        return None
    return catalog if render(catalog) == catalog.original else None


def _refuse(_: LanguageCode) -> NoReturn:
    raise _MemoryNeededError
