"""House words that a document prints and a language has not: what `sixfold update` reports, with the file to add them to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from sixfold.catalogs import Catalog, read_catalog
from sixfold.document.house import PLACE, house_messages
from sixfold.errors import Problem, SixfoldError
from sixfold.languages import LanguageCode
from sixfold.project.paths import HOUSE, Project


class Prints(Protocol):
    """A document, as far as it prints fixed words."""

    @property
    def symbol(self) -> str:
        """Its symbol, as printed."""

    @property
    def organ(self) -> Sequence[str]:
        """The organs that it names."""

    def printed(self, code: LanguageCode) -> Sequence[str]:
        """Return the words that it prints in a language."""


def missing_words(
    project: Project, documents: Sequence[Prints], languages: Sequence[LanguageCode]
) -> Iterator[Problem]:
    """Yield each fixed word that one of *documents* prints and that no list, or no catalog of *languages*, has.

    What a document prints is only asked where a catalog has a gap.
    """
    gaps = {code: _untranslated(project, code) for code in languages if code != "en"}
    known = {message.context for message in house_messages()}
    unlisted = {f"organ.{organ}": document for document in documents for organ in document.organ}
    for context, document in unlisted.items():
        if context not in known:
            yield _unlisted(context, document)
    told: set[tuple[str, str]] = set()
    for document in documents if any(gaps.values()) else ():
        for code, contexts in gaps.items():
            for context in document.printed(code):
                if context in contexts and (code, context) not in told:
                    told.add((code, context))
                    yield _untranslated_word(project.catalog(code, HOUSE), context, document, contexts[context])


def _untranslated(project: Project, code: LanguageCode) -> Mapping[str, int | None]:
    """Return the words that the house catalog of *code* doesn't translate, with the line where each stands.

    A catalog that can't be read is another complaint.
    """
    path = project.catalog(code, HOUSE)
    try:
        catalog: Catalog | None = read_catalog(path) if path.exists() else None
    except SixfoldError:
        return {}
    lines: dict[str, int | None] = {}
    for message in house_messages():
        entry = catalog.find(message.context, message.text) if catalog else None
        if entry is None or entry.state != "translated":
            lines[message.context] = entry.translation_line if entry else None
    return lines


def _unlisted(context: str, document: Prints) -> Problem:
    what = f"{document.symbol} prints {context}, which is no house word yet"
    hint = f"add a [[message]] with context = “{context}” there, run `make update`, then translate it in each house.po"
    return Problem(what, Path(PLACE), hint=hint)


def _untranslated_word(path: Path, context: str, document: Prints, line: int | None) -> Problem:
    what = f"{document.symbol} prints {context}, which is not translated"
    hint = "translate it there" if line else "run `make update` without DOC, then translate it there"
    return Problem(what, path, line, hint)
