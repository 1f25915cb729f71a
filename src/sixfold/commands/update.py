"""`sixfold update`: the texts of seeds, merged into the catalogs."""

from __future__ import annotations

import argparse

from sixfold import arguments
from sixfold.catalogs import Merged, write_catalog
from sixfold.cli import shown, warn
from sixfold.commands.common import CatalogSet, Work
from sixfold.commands.extract import extract
from sixfold.commands.merging import Helps, Idle, Task, complete
from sixfold.document import LanguageCode
from sixfold.editorial import read_marks
from sixfold.missing_words import missing_words
from sixfold.terms import read_terms

EXAMPLE = "sixfold update --lang fr"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which catalogs, and which changes are editorial."""
    arguments.documents(parser)
    arguments.languages(parser)
    help_text = "its change is editorial: translations stay valid (A-66-398:annex.op.5); again for more"
    parser.add_argument("--editorial", metavar="DOCUMENT:TEXT", action="append", default=[], help=help_text)


def run(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    work = Work(options)
    domains = list(work.catalog_sets())
    marks = read_marks(options.editorial, domains, languages=options.lang)
    extract(work)
    helps = Helps(marks, read_terms(work.project.term_list))
    unchanged = set() if options.editorial else Idle(work).find(domains, helps.terms)
    for catalogs in domains:
        merged: list[Merged] = []
        for code in catalogs.languages:
            path = work.project.catalog(code, catalogs.domain)
            if path in unchanged:
                print(f"{shown(path)}: unchanged")
            else:
                work.carry_on(lambda code=code: merged.append(_update(work, catalogs, code, helps)))  # type: ignore[misc]  # noqa: B023
        is_complete = len(merged) == len(catalogs.languages) and not options.lang
        for problem in marks.problems(catalogs, merged, is_complete=is_complete):
            warn(problem)
    for problem in missing_words(work.project, work.seeds, work.languages):
        warn(problem)
    work.cache.keep()
    return work.exit_code


def _update(work: Work, catalogs: CatalogSet, code: LanguageCode, helps: Helps) -> Merged:
    path = work.project.catalog(code, catalogs.domain)
    merged = complete(Task(path, code, catalogs.source, catalogs.header, catalogs.messages), helps)
    is_written = write_catalog(path, merged.catalog)
    changes = _changes(merged) or "notes or header"
    print(f"{shown(path)}: {changes if is_written else 'unchanged'}")
    return merged


def _changes(merged: Merged) -> str:
    return ", ".join(f"{number} {name}" for name, number in merged.counts.items() if number and name != "kept")
