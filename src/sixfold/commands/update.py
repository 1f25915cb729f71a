"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sixfold.catalogs import Updated, new_catalog, read_catalog, update_catalog, write_catalog, write_compendium
from sixfold.catalogs.terms import TermBase, offer_terms, read_terms
from sixfold.commands import arguments
from sixfold.commands.common import CatalogSet, Work
from sixfold.commands.extract import extract
from sixfold.commands.missing_words import missing_words
from sixfold.commands.report import from_here, print_warning
from sixfold.errors import CatalogError, Problem
from sixfold.languages import LanguageCode
from sixfold.project.paths import HOUSE

EXAMPLE = "sixfold update --lang fr"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which catalogs."""
    arguments.documents(parser)
    arguments.languages(parser)


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = Work(options)
    extract(work)
    terms = read_terms(work.project.term_list)
    with TemporaryDirectory(prefix="sixfold-") as folder:
        memory = _Memory(work, Path(folder))
        for catalogs in work.catalog_sets():
            updated: list[Updated] = []
            for code in catalogs.languages:
                work.carry_on(lambda code=code: updated.append(_update(work, catalogs, code, terms, memory)))  # type: ignore[misc]  # noqa: B023
            if len(updated) == len(catalogs.languages) and not options.lang:
                _report_spent_corrections(catalogs, updated)
    for problem in missing_words(work.project, work.seeds, work.languages):
        print_warning(problem)
    return work.exit_code


class _Memory:
    """What other documents have translated, as compendia: written in *folder* once for a language, when first asked for."""

    def __init__(self, work: Work, folder: Path) -> None:
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
            self._work.carry_on(lambda path=path: self._add(code, path.stem, path))  # type: ignore[misc]

    def _add(self, code: LanguageCode, origin: str, path: Path) -> None:
        if path.exists():
            compendium = self._folder / f"{code}.{origin}.po"
            write_compendium(compendium, origin, read_catalog(path))
            self._known[code][origin] = compendium


def _update(work: Work, catalogs: CatalogSet, code: LanguageCode, terms: TermBase, memory: _Memory) -> Updated:
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
