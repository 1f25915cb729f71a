"""What the commands need to know of a seed, found without reading it again as long as its content is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from sixfold.cache import Cache, Question
from sixfold.catalogs import CatalogHeader
from sixfold.compose import printed_words
from sixfold.document import Document, LanguageCode
from sixfold.editions import document_domain, load_document
from sixfold.errors import SixfoldError, UsageError
from sixfold.executors import share
from sixfold.languages import language as language_of
from sixfold.messages import Message, extract

#: With fewer seeds, a second process costs more than it saves.
_WORTH_IT = 24


@dataclass(frozen=True)
class Summary:
    """A document without its texts. `header` are the fields of its `CatalogHeader`, in their order."""

    symbol: str
    source: LanguageCode
    layout: str
    organ: tuple[str, ...]
    header: tuple[str, ...]


class Seed:
    """One seed that is in order: its summary is known, its texts and words are found when they are asked for."""

    def __init__(self, path: Path, summary: Summary, cache: Cache) -> None:
        """Take what `read_seeds` found."""
        self.path, self.summary, self._cache = path, summary, cache

    @property
    def slug(self) -> str:
        """The document's slug."""
        return self.path.stem

    @property
    def symbol(self) -> str:
        """The document's symbol, as printed."""
        return self.summary.symbol

    @property
    def organ(self) -> Sequence[str]:
        """The organs that the document names."""
        return self.summary.organ

    @property
    def domain(self) -> CatalogHeader:
        """What headers of the document's catalogs say."""
        return CatalogHeader(*self.summary.header)

    @cached_property
    def document(self) -> Document:
        """The document itself, read from its file."""
        return load_document(self.path)

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The texts of the document."""
        found = self._cache.recall(_about("texts", self.path))
        return [Message(*values) for values in found] if found is not None else _messages(self.document)

    def printed(self, code: LanguageCode) -> Sequence[str]:
        """Return the house words that the document prints in a language; none where it prints one that isn't any."""
        question = Question("words", f"{code}/{self.slug}", (self.path,))
        if (known := self._cache.recall(question)) is not None:
            return cast("list[str]", known)
        words = _printed(self.document, code)
        self._cache.remember(question, words)
        return words


def read_seeds(paths: Sequence[Path], cache: Cache) -> Iterator[Seed | Path]:
    """Yield each seed at *paths*, in their order; its path where it can't be read: `load_seed` says why."""
    known = {path: cache.recall(_about("seed", path)) for path in paths}
    unknown = [path for path in paths if known[path] is None]
    for path, found in zip(unknown, share(_read, unknown, worth_it=_WORTH_IT), strict=True):
        if found:
            known[path], texts = found
            cache.remember(_about("seed", path), known[path])
            cache.remember(_about("texts", path), texts)
    for path in paths:
        summary = known[path]
        yield Seed(path, _summary(summary), cache) if summary else path


def load_seed(path: Path, cache: Cache) -> Seed:
    """Return the seed at *path*, read now.

    Raises: SeedError, with all that is wrong.
    """
    document = load_document(path)
    return Seed(path, summarize(document, _messages(document)), cache)


def _about(kind: str, path: Path) -> Question:
    return Question(kind, path.stem, (path,))


def _read(path: Path) -> tuple[dict[str, Any], list[list[str | None]]] | None:
    """Return the summary and the texts of the seed at *path*, as JSON says them; None where it can't be read."""
    try:
        document = load_document(path)
    except SixfoldError:
        return None
    messages = _messages(document)
    texts = [[getattr(message, field.name) for field in fields(message)] for message in messages]
    return asdict(summarize(document, messages)), texts


def summarize(document: Document, messages: Sequence[Message]) -> Summary:
    """Return what there is to know of *document*, whose texts are *messages*."""
    header = document_domain(document)
    return Summary(
        document.printed_symbol,
        document.own_language,
        document.layout,
        tuple(document.organ),
        (header.project, header.title, header.bugs_to, header.date),
    )


def _summary(found: dict[str, Any]) -> Summary:
    return Summary(**found | {"organ": tuple(found["organ"]), "header": tuple(found["header"])})


def _messages(document: Document) -> list[Message]:
    return extract(document, f"seeds/{document.slug}.yaml")


def _printed(document: Document, code: LanguageCode) -> list[str]:
    try:
        return list(printed_words(document, language_of(code)))
    except UsageError:
        return []
