"""One catalog brought up to date, as far as nothing is written yet; and which catalogs have no need of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

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
    """What an update goes by: editorial marks, and terms."""

    marks: Marks
    terms: TermBase


def complete(task: Task, helps: Helps, *, with_msgfmt: bool = True) -> Merged:
    """Return the catalog of *task* with what belongs in it, and how its texts were merged.

    Raises: CatalogError, where it can't be read.
    """
    path, date = task.path, task.header.date
    catalog = read_catalog(path, with_msgfmt=with_msgfmt) if path.exists() else new_catalog(task.language, task.header)
    dated = catalog.with_header_field("POT-Creation-Date", creation_date(date))
    is_house = task.domain == HOUSE  # its words are terms themselves
    messages = task.messages if is_house else offer_terms(task.messages, helps.terms, task.source, task.language)
    return merge(dated, messages, helps.marks.correction(task.domain, date))


class Idle:
    """Which catalogs need no update."""

    def __init__(self, work: Work) -> None:
        """Take the work whose cache remembers it."""
        self._work = work

    def find(self, sets: Sequence[CatalogSet], terms: TermBase) -> set[Path]:
        """Return the catalogs of *sets* that an update would leave as they are.

        They are looked at by several processes.
        """
        places = [(one, code) for one in sets if not one.has_former for code in one.languages]
        tasks, found = [], set()
        for one, code in places:
            path = self._work.project.catalog(code, one.domain)
            question = one.about("idle", path, self._work.project.term_list)
            if self._work.cache.recall(question):
                found.add(path)
            elif path.exists():
                tasks.append((question, Task(path, code, one.source, one.header, one.messages)))
        batches = [[task for _, task in tasks[first : first + _BATCH]] for first in range(0, len(tasks), _BATCH)]
        shared = chain.from_iterable(share(partial(_are_idle, terms), batches, worth_it=2))
        for (question, task), is_idle in zip(tasks, shared, strict=True):
            if is_idle:
                self._work.cache.remember(question, True)
                found.add(task.path)
        return found


_BATCH = 25
"""Catalogs that one process looks at in one go: enough for `msgfmt` to be started seldom, few enough to share them well."""


def _are_idle(terms: TermBase, tasks: Sequence[Task]) -> list[bool]:
    """Say of each catalog whether an update would leave it as it is; one that `msgfmt -c` refuses is for the update to tell."""
    untouched = [_untouched(terms, task) for task in tasks]
    are_sound = msgfmt_accepts([catalog for catalog in untouched if catalog])
    return [catalog is not None and (are_sound or msgfmt_accepts([catalog])) for catalog in untouched]


def _untouched(terms: TermBase, task: Task) -> Catalog | None:
    """Return a catalog that an update would write as it is; None where it wouldn't, or can't read it."""
    try:
        catalog = complete(task, Helps(Marks(), terms), with_msgfmt=False).catalog
    except CatalogError:
        return None
    return catalog if render(catalog) == catalog.original else None
