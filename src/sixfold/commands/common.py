"""What the verbs share: which documents and catalogs are meant, and how work goes on past a failure."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sixfold.catalogs import CatalogHeader
from sixfold.catalogs.model import Message
from sixfold.commands.report import print_error
from sixfold.commands.selection import find_seeds
from sixfold.compose import printed_words
from sixfold.document.house import house_messages
from sixfold.document.loading import document_header, house_header, load_document, target_languages
from sixfold.document.model import Document
from sixfold.document.units import extract
from sixfold.errors import SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.paths import HOUSE, Project, find_project


@dataclass(frozen=True)
class Seed:
    """A seed that is in order, and its document."""

    path: Path
    document: Document

    @property
    def slug(self) -> str:
        """The document's slug."""
        return self.path.stem

    @property
    def symbol(self) -> str:
        """The document's symbol, as printed."""
        return self.document.printed_symbol

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The units of the document."""
        return extract(self.document, f"seeds/{self.slug}.yaml")

    def printed(self, code: LanguageCode) -> Sequence[str]:
        """Return the house words that the document prints in a language; none where it prints one that isn't any."""
        try:
            return list(printed_words(self.document, language(code)))
        except UsageError:
            return []


@dataclass(frozen=True)
class CatalogSet:
    """The catalogs of one domain: what belongs in them, in the language `source`, and the languages that are meant.

    `seed` is None for the house, whose units belong to the program.
    """

    domain: str
    languages: Sequence[LanguageCode]
    source: LanguageCode = "en"
    layout: str = ""
    seed: Seed | None = None

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The units that belong in the catalogs."""
        if self.seed:
            return self.seed.messages
        return house_messages()

    @cached_property
    def header(self) -> CatalogHeader:
        """What the catalogs' headers say."""
        if self.seed:
            return document_header(self.seed.document)
        return house_header()


class CommandContext:
    """What one command has to do: its project, documents and catalogs, and what has failed so far.

    A seed that can't be read is reported once; the others are worked on, and `exit_code` remembers it.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """Take the command's *options*: `documents`, `lang`, `debug`."""
        self.project: Project = find_project(Path.cwd())
        self.exit_code = 0
        self._options = options

    @property
    def languages(self) -> Sequence[LanguageCode]:
        """The languages that were typed, or all six."""
        return getattr(self._options, "lang", None) or LANGUAGE_CODES

    @cached_property
    def seeds(self) -> list[Seed]:
        """The seeds that were named, or all; without those that can't be read, which are reported."""
        seeds: list[Seed] = []
        for path in find_seeds(self.project, self._options.documents):
            with self.continue_on_error():
                seeds.append(Seed(path, load_document(path)))
        return seeds

    @property
    def documents(self) -> list[Document]:
        """The documents of `seeds`."""
        return [seed.document for seed in self.seeds]

    def catalog_sets(self, *, with_house: bool = False) -> Iterator[CatalogSet]:
        """Yield the domains that are meant: the house's, too, if no document is named, or *with_house*."""
        if not self._options.documents or with_house:
            yield CatalogSet(HOUSE, [code for code in self.languages if code != "en"])
        for seed in self.seeds:
            own = seed.document.own_language
            yield CatalogSet(seed.slug, target_languages(own, self.languages), own, seed.document.layout, seed)

    @contextmanager
    def continue_on_error(self) -> Iterator[None]:
        """Let what stops one piece of work of several be reported, and the others go on."""
        try:
            yield
        except SixfoldError as error:
            if self._options.debug:
                raise
            self.fail(error)

    def fail(self, error: SixfoldError) -> None:
        """Report *error*, and keep the worst exit code."""
        print_error(error)
        self.exit_code = max(self.exit_code, error.exit_code)
