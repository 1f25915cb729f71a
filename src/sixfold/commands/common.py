"""What the verbs share: which documents and catalogs are meant, and how work goes on past a failure."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TypeVar

from sixfold.catalogs.model import Message
from sixfold.catalogs.pot import CatalogHeader
from sixfold.commands.report import print_problems, shown_progress
from sixfold.commands.selection import find_seeds
from sixfold.document.house import house_date, house_messages
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.document.units import extract
from sixfold.errors import RequirementError, SixfoldError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import HOUSE, Project, find_project
from sixfold.publishing.executors import share

Result = TypeVar("Result")

#: Documents that are kept in memory for a command that goes through them again; those of an archive are read again.
_MOST_KEPT = 64

#: Where a translator reports a mistake in the source text, in the headers of catalogs.
_BUGS_TO = "file:README.md"


def document_header(document: Document) -> CatalogHeader:
    """Return what the catalogs' headers say of *document*."""
    return CatalogHeader(f"Sixfold {document.printed_symbol}", document.full_title, _BUGS_TO, document.date.isoformat())


def target_languages(own: LanguageCode, wanted: Sequence[LanguageCode]) -> list[LanguageCode]:
    """Return the languages of *wanted* (all six for none) in which a document has a catalog: all but its *own*."""
    return [code for code in wanted or LANGUAGE_CODES if code != own]


@dataclass(frozen=True)
class CatalogSet:
    """The catalogs of one domain in the languages that are meant.

    `document` is None for the house, whose units belong to the program.
    """

    domain: str
    languages: Sequence[LanguageCode]
    document: Document | None = None

    @property
    def name(self) -> str:
        """What people call the domain."""
        return self.document.printed_symbol if self.document else "house words"

    @property
    def source(self) -> LanguageCode:
        """The language of the units."""
        return self.document.own_language if self.document else "en"

    @property
    def layout(self) -> str:
        """The layout of the document."""
        return self.document.layout if self.document else ""

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The units that belong in the catalogs."""
        return extract(self.document, f"seeds/{self.domain}.yaml") if self.document else house_messages()

    @property
    def header(self) -> CatalogHeader:
        """What the catalogs' headers say."""
        if self.document is None:
            return CatalogHeader("Sixfold house words", "Fixed words of United Nations documents", _BUGS_TO, house_date())
        return document_header(self.document)


def read_catalog_set(seed: Path | None, wanted: Sequence[LanguageCode]) -> CatalogSet:
    """Return the catalogs of the document of *seed*, or of the house for None, in the languages of *wanted*.

    Raises: SeedError, when the seed can't be read.
    """
    if seed is None:
        return CatalogSet(HOUSE, target_languages("en", wanted))
    document = load_document(seed)
    return CatalogSet(document.slug, target_languages(document.own_language, wanted), document)


def _try_on(work: Callable[[Path | None], Result], seed: Path | None) -> Result | SixfoldError:
    """Return what *work* gives for *seed*, or what stopped it, which has to travel from another process."""
    try:
        return work(seed)
    except SixfoldError as error:
        return error


class CommandContext:
    """What one command has to do: its project, documents and catalogs, and what has failed so far.

    A seed that can't be read is reported once; the others are worked on, and `exit_code` remembers it.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """Take the command's *options*: `documents`, `lang`, `debug`."""
        self.project: Project = find_project(Path.cwd())
        self.exit_code = 0
        self._options = options
        self._load = lru_cache(_MOST_KEPT)(load_document)
        self._unread: set[Path] = set()

    @property
    def languages(self) -> Sequence[LanguageCode]:
        """The languages that were typed, or all six."""
        return getattr(self._options, "lang", None) or LANGUAGE_CODES

    @cached_property
    def seeds(self) -> list[Path]:
        """The seeds of the documents that were named, or of all."""
        names = [name for name in self._options.documents if name != HOUSE]
        return find_seeds(self.project, names) if names or not self._options.documents else []

    @property
    def documents(self) -> Iterator[Document]:
        """The documents that were named, or all, each read when its turn comes; those that can't be read are reported, once."""
        for path in self.seeds:
            if path in self._unread:
                continue
            self._unread.add(path)
            with self.continue_on_error():
                document = self._load(path)
                self._unread.remove(path)
                yield document

    def share(self, work: Callable[[Path | None], Result], *, with_house: bool = False) -> Iterator[Result]:
        """Yield what *work* gives for each seed that is meant, and for None, the house; many are shared with other processes.

        What stops the work on one of them is reported.
        """
        seeds = [None, *self.seeds] if self._has_house or with_house else self.seeds
        for result in shown_progress(share(partial(_try_on, work), seeds, worth_it=12), len(seeds), "document"):
            with self.continue_on_error():
                if isinstance(result, SixfoldError):
                    raise result
                yield result

    @property
    def _has_house(self) -> bool:
        return not self._options.documents or HOUSE in self._options.documents

    def catalog_sets(self, *, with_house: bool = False) -> Iterator[CatalogSet]:
        """Yield the domains that are meant: the house's, too, if no document is named, or `house` is, or *with_house*."""
        if self._has_house or with_house:
            yield CatalogSet(HOUSE, target_languages("en", self.languages))
        for one in self.documents:
            yield CatalogSet(one.slug, target_languages(one.own_language, self.languages), one)

    @contextmanager
    def continue_on_error(self) -> Iterator[None]:
        """Let what stops one piece of work of several be reported, and the others go on; what the machine lacks, all of them do."""
        try:
            yield
        except SixfoldError as error:
            if self._options.debug or isinstance(error, RequirementError):
                raise
            self.fail(error)

    def fail(self, error: SixfoldError) -> None:
        """Report *error*, and keep the worst exit code."""
        print_problems(error.problems)
        self.exit_code = max(self.exit_code, error.exit_code)
