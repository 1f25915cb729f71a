"""What the verbs share: which documents and catalogs are meant, and how work goes on past a failure."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sixfold.catalogs import Domain
from sixfold.cli import complain
from sixfold.document import LANGUAGE_CODES, Document, LanguageCode
from sixfold.editions import document_domain, house_domain, load_document, target_languages
from sixfold.errors import SixfoldError
from sixfold.house import house_messages
from sixfold.messages import Message, extract
from sixfold.project import HOUSE, Project, find_project, find_seeds


@dataclass(frozen=True)
class CatalogSet:
    """The catalogs of one domain: what belongs in them, in the language `source`, and the languages that are meant."""

    domain: str
    header: Domain
    messages: Sequence[Message]
    languages: Sequence[LanguageCode]
    source: LanguageCode = "en"
    layout: str = ""


class Work:
    """What one command has to do: its project, documents and catalogs, and what has failed so far.

    A seed that can't be read is told once; the others are worked on, and `exit_code` remembers it.
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
    def documents(self) -> list[Document]:
        """The documents that were named, or all; without those whose seed can't be read, which are told."""
        documents: list[Document] = []
        for path in find_seeds(self.project, self._options.documents):
            self.carry_on(lambda path=path: documents.append(load_document(path)))  # type: ignore[misc]
        return documents

    def catalog_sets(self, *, with_house: bool = False) -> Iterator[CatalogSet]:
        """Yield the domains that are meant: the house's, too, if no document is named, or *with_house*."""
        if not self._options.documents or with_house:
            in_catalogs = [code for code in self.languages if code != "en"]
            yield CatalogSet(HOUSE, house_domain(), house_messages(), in_catalogs)
        for document in self.documents:
            messages = extract(document, f"seeds/{document.slug}.yaml")
            languages = target_languages(document, self.languages)
            own = document.own_language
            yield CatalogSet(document.slug, document_domain(document), messages, languages, own, document.layout)

    def carry_on(self, work: Callable[[], int | None]) -> None:
        """Do one piece of *work* of several; what stops it is told, and the worst exit code kept."""
        try:
            code = work() or 0
        except SixfoldError as error:
            if self._options.debug:
                raise
            complain(error)
            code = error.exit_code
        self.exit_code = max(self.exit_code, code)
