"""`sixfold update`: the catalogs, brought up to date with the seeds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from sixfold.catalogs import (
    Catalog,
    Updated,
    new_catalog,
    read_catalog,
    update_catalog,
    write_catalog,
    write_compendium,
)
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import offer_terms, read_terms
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.extract import extract
from sixfold.commands.report import from_here, print_warning
from sixfold.document.house import PLACE, house_messages
from sixfold.errors import CatalogError, Problem, SixfoldError
from sixfold.languages import LanguageCode
from sixfold.project.paths import HOUSE, Project


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = CommandContext(options)
    extract(work)
    terms = read_terms(work.project.term_list)
    with TemporaryDirectory(prefix="sixfold-") as folder:
        memory = _Memory(work, Path(folder))
        for catalogs in work.catalog_sets():
            updated: list[Updated] = []
            for code in catalogs.languages:
                work.continue_on_error(lambda code=code: updated.append(_update(work, catalogs, code, terms, memory)))  # type: ignore[misc]  # noqa: B023
            if len(updated) == len(catalogs.languages) and not options.lang:
                _report_spent_corrections(catalogs, updated)
    for problem in missing_words(work.project, work.seeds, work.languages):
        print_warning(problem)
    return work.exit_code


class _Memory:
    """What other documents have translated, as compendia: written in *folder* once for a language, when first asked for."""

    def __init__(self, work: CommandContext, folder: Path) -> None:
        self._work, self._folder = work, folder
        self._known: dict[LanguageCode, dict[str, Path]] = {}

    def without(self, domain: str, code: LanguageCode) -> Sequence[Path]:
        """Return the compendia of a language, without that of *domain* itself."""
        if code not in self._known:
            self._known[code] = {}
            self._write(code)
        return [path for origin, path in self._known[code].items() if origin != domain]

    def _write(self, code: LanguageCode) -> None:
        project = self._work.project
        for seed in project.seeds():
            with suppress(CatalogError):  # who works on that document is told
                self._add(code, seed.stem, project.catalog(code, seed.stem))
        for path in project.memories(code):
            self._work.continue_on_error(lambda path=path: self._add(code, path.stem, path))  # type: ignore[misc]

    def _add(self, code: LanguageCode, origin: str, path: Path) -> None:
        if path.exists():
            compendium = self._folder / f"{code}.{origin}.po"
            write_compendium(compendium, origin, read_catalog(path))
            self._known[code][origin] = compendium


def _update(work: CommandContext, catalogs: CatalogSet, code: LanguageCode, terms: TermBase, memory: _Memory) -> Updated:
    path, messages = work.project.catalog(code, catalogs.domain), catalogs.messages
    catalog = read_catalog(path) if path.exists() else new_catalog(code, catalogs.header)
    if catalogs.domain == HOUSE:  # its words are terms themselves, and no other document has them
        updated = update_catalog(catalog, messages, catalogs.header)
    else:
        messages = offer_terms(messages, terms, catalogs.source, code)
        updated = update_catalog(catalog, messages, catalogs.header, lambda: memory.without(catalogs.domain, code))
    is_written = write_catalog(path, updated.catalog)
    counts = ", ".join(f"{number} {name}" for name, number in updated.counts.items() if number)
    print(f"{from_here(path)}: {counts or 'notes or header' if is_written else 'unchanged'}")
    return updated


def _report_spent_corrections(catalogs: CatalogSet, updated: Sequence[Updated]) -> None:
    """Say which of a seed's `formerly` no catalog needs any more."""
    for message in catalogs.messages:
        if message.formerly and not any((message.context, message.text) in one.corrected for one in updated):
            what = f"no catalog has the former text of {message.name} any more"
            print_warning(Problem(what, Path(message.place), hint="delete “formerly” there"))


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
