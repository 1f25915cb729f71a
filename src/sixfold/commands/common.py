"""What the verbs share: which documents and catalogs are meant, and how work goes on past a failure."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sixfold.cache import Cache, Question
from sixfold.catalogs import CatalogHeader
from sixfold.cli import complain
from sixfold.document import LANGUAGE_CODES, Document, LanguageCode
from sixfold.editions import house_domain, target_languages
from sixfold.errors import SixfoldError
from sixfold.house import house_messages
from sixfold.messages import Message
from sixfold.project import HOUSE, Project, find_project, find_seeds
from sixfold.summaries import Seed, load_seed, read_seeds


@dataclass(frozen=True)
class CatalogSet:
    """The catalogs of one domain: what belongs in them, in the language `source`, and the languages that are meant.

    `seed` is None for the house, whose texts belong to the program.
    """

    domain: str
    languages: Sequence[LanguageCode]
    source: LanguageCode = "en"
    layout: str = ""
    seed: Seed | None = None

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The texts that belong in the catalogs."""
        if self.seed:
            return self.seed.messages
        return house_messages()

    @cached_property
    def header(self) -> CatalogHeader:
        """What the catalogs' headers say."""
        if self.seed:
            return self.seed.domain
        return house_domain()

    def about(self, kind: str, path: Path, *more: Path, others: tuple[str, ...] = ()) -> Question:
        """Return a question about the catalog or template at *path*, whose answer depends on the texts, too."""
        name = "/".join(path.parts[-3:])
        return Question(kind, name, (path, *([self.seed.path] if self.seed else ()), *more), others)


class Work:
    """What one command has to do: its project, documents and catalogs, and what has failed so far.

    A seed that can't be read is told once; the others are worked on, and `exit_code` remembers it.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """Take the command's *options*: `documents`, `lang`, `debug`."""
        self.project: Project = find_project(Path.cwd())
        self.exit_code = 0
        self._options = options

    @cached_property
    def cache(self) -> Cache:
        """The answers that earlier commands remembered."""
        return Cache(self.project.answers)

    @property
    def languages(self) -> Sequence[LanguageCode]:
        """The languages that were typed, or all six."""
        return getattr(self._options, "lang", None) or LANGUAGE_CODES

    @cached_property
    def seeds(self) -> list[Seed]:
        """The seeds that were named, or all; without those that can't be read, which are told."""
        seeds: list[Seed] = []
        for found in read_seeds(find_seeds(self.project, self._options.documents), self.cache):
            if isinstance(found, Seed):
                seeds.append(found)
            else:
                self.carry_on(lambda path=found: seeds.append(load_seed(path, self.cache)))  # type: ignore[misc]
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
            own, layout = seed.summary.source, seed.summary.layout
            yield CatalogSet(seed.slug, target_languages(own, self.languages), own, layout, seed)

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
