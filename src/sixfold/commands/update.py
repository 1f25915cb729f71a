"""`sixfold update`: the catalogs, brought up to date with the seeds."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

from sixfold.catalogs.marks import complete_marks
from sixfold.catalogs.memory import Memory
from sixfold.catalogs.model import Catalog, Key, Message
from sixfold.catalogs.po import read_catalogs, write_catalog
from sixfold.catalogs.pot import new_catalog
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import offer_terms, read_terms
from sixfold.catalogs.updating import fill_in, is_open, update_catalog
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.extract import extract
from sixfold.commands.report import from_here, print_problems, read_domains, shown_progress
from sixfold.compose import printed_words
from sixfold.document.house import house_messages
from sixfold.document.text_index import open_memory
from sixfold.errors import CatalogError, MachineError, Problem, SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.paths import HOUSE, Project
from sixfold.publishing.executors import share


@dataclass(frozen=True)
class _Outcome:
    """What became of one catalog: a line for a person, and the keys that `formerly` renamed; or the error that left it as it is.

    `changes` say what the author changed since the last update, `left_out` what was delivered for the document and not taken.
    `waits` says that it has units without a translation, and that what was translated before has to be read first.
    """

    line: str = ""
    is_written: bool = False
    corrected: frozenset[Key] = frozenset()
    changes: Sequence[str] = ()
    left_out: Sequence[Problem] = ()
    error: SixfoldError | None = None
    waits: bool = False


class _Updated(NamedTuple):
    """What became of the catalogs of one domain, by language; `former` are its units whose text the author corrected."""

    domain: str
    name: str
    outcomes: Mapping[LanguageCode, _Outcome]
    former: Sequence[Message]


@dataclass
class _Report:
    """What is remembered of all catalogs until the end: those that wait and the languages written; units with a former text."""

    waiting: dict[str, list[LanguageCode]] = field(default_factory=dict)
    written: set[LanguageCode] = field(default_factory=set)
    former: dict[tuple[str, Key], Message] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    corrected: set[tuple[str, Key]] = field(default_factory=set)

    def add(self, one: _Updated) -> None:
        """Remember what counts of *one* domain."""
        for code, outcome in one.outcomes.items():
            if outcome.waits:
                self.waiting.setdefault(one.domain, []).append(code)
            self.written |= {code} if outcome.is_written else set()
            self.failed |= {one.domain} if outcome.error else set()
            self.corrected |= {(one.domain, key) for key in outcome.corrected}
        self.former |= {(one.domain, message.key): message for message in one.former}

    def without_former(self) -> Iterator[Problem]:
        """Yield the units whose former text no catalog had."""
        for (domain, key), message in self.former.items():
            if domain not in self.failed and (domain, key) not in self.corrected:
                what = f"no catalog has the former text of {message.name} any more"
                yield Problem(what, Path(message.place), hint="delete “formerly” there")


def run(options: argparse.Namespace) -> int:
    """Extract, then update each catalog; one that can't be read doesn't stop the others."""
    context = CommandContext(options)
    gone = extract(context)
    update = _Update(context.project, read_terms(context.project.term_list), gone, options.debug)
    report = _Report()
    _update_all(context, update, context.catalog_sets(), report)
    if waiting := report.waiting:
        memory = project_memory(context)
        sets = (replace(one, languages=waiting[one.domain]) for one in context.catalog_sets() if one.domain in waiting)
        _update_all(context, replace(update, memory=memory), sets, report)
    if not options.lang:
        print_problems(report.without_former(), "warning")
    print_problems(_new_missing_words(context, report.written), "warning")
    return context.exit_code


def _update_all(context: CommandContext, update: _Update, sets: Iterable[CatalogSet], report: _Report) -> None:
    """Update the catalogs of *sets*, and say what became of each that doesn't wait."""
    total = len(report.waiting) or len(context.seeds) + 1
    for one in shown_progress(share(update.catalogs, sets, worth_it=12), total, "document"):
        outcomes = one.outcomes.values()
        changes = dict.fromkeys(change for outcome in outcomes for change in outcome.changes)  # the same in each language
        for change in changes if not any(outcome.waits for outcome in outcomes) else ():
            print(f"{one.name}: {change}")
        for outcome in outcomes:
            if outcome.error:
                context.fail(outcome.error)
            elif outcome.line:
                print(outcome.line)
                print_problems(outcome.left_out, "warning")
        report.add(one)


@dataclass(frozen=True)
class _Update:
    """What catalogs are updated with, in whichever process: terms, notes `#.` that went, and what was translated before."""

    project: Project
    terms: TermBase
    gone: Mapping[str, Collection[str]]
    is_debugged: bool
    memory: Memory | None = None

    def catalogs(self, one: CatalogSet) -> _Updated:
        """Update the catalogs of *one* domain."""
        there = [path for code in one.languages if (path := self.project.catalog(code, one.domain)).exists()]
        known = dict(zip(there, read_catalogs(there), strict=True))
        outcomes = {code: self._outcome(one, code, known) for code in one.languages}
        return _Updated(one.domain, one.name, outcomes, [message for message in one.messages if message.formerly])

    def _outcome(self, wanted: CatalogSet, code: LanguageCode, read: Mapping[Path, Catalog | CatalogError]) -> _Outcome:
        path = self.project.catalog(code, wanted.domain)
        known = read.get(path)

        def was_ours(line: str) -> bool:  # no two translators type the same line
            others = (self.project.catalog(other, wanted.domain) for other in LANGUAGE_CODES if other != code)
            catalogs = (read.get(other) or next(read_catalogs([other])) for other in others if other.exists())
            entries = (entry for one in catalogs if isinstance(one, Catalog) for entry in one.entries)
            return line in self.gone.get(wanted.domain, ()) or any(line in entry.extracted for entry in entries)

        try:
            if isinstance(known, CatalogError):
                raise known
            catalog = complete_marks(known, date.today()) if known else new_catalog(code, wanted.header)
            is_house = wanted.domain == HOUSE  # its words are terms themselves, and no other document has them
            messages = wanted.messages if is_house else offer_terms(wanted.messages, self.terms, wanted.source, code)
            updated = update_catalog(catalog, messages, wanted.header, was_ours)
            if not is_house:
                if self.memory is None and (self._deliveries(wanted, code) or any(map(is_open, updated.catalog))):
                    return _Outcome(waits=True)
                updated = fill_in(updated, self.memory, code) if self.memory else updated
            is_written = write_catalog(path, updated.catalog)
        except sqlite3.DatabaseError as error:
            hint = "delete it, and run this again"
            return _Outcome(error=MachineError(f"can’t be asked: {error}", self.project.text_index, hint=hint))
        except SixfoldError as error:
            if self.is_debugged:
                raise
            return _Outcome(error=error)
        counts = ", ".join(f"{number} {name}" for name, number in updated.counts().items() if number)
        line = f"{from_here(path)}: {counts or 'notes or header' if is_written else 'unchanged'}"
        return _Outcome(line, is_written, updated.corrected, updated.changes, self._left_out(wanted, code, updated.catalog))

    def _deliveries(self, wanted: CatalogSet, code: LanguageCode) -> list[Path]:
        """Return the files in the memory folder that were delivered for one document: A-66-398.po, A-66-398.agency.po."""
        return [path for path in self.project.memories(code) if f"{path.stem}.".startswith(f"{wanted.domain}.")]

    def _left_out(self, wanted: CatalogSet, code: LanguageCode, catalog: Catalog) -> list[Problem]:
        """Return what was delivered for the document and isn't in its *catalog*."""
        if self.memory is None:
            return []
        hint = "compare them, and copy what is better; when nothing is left to take, delete the file"
        return [
            Problem(f"“{shorten(one.translation, 60, placeholder=' …')}” was not taken: {why}", path, one.line, hint)
            for path in self._deliveries(wanted, code)
            for one, why in self.memory.left_out(str(path.relative_to(self.project.root)), catalog)
        ]


def project_memory(context: CommandContext) -> Memory:
    """Return what all documents and memories have; a damaged memory is reported.

    A damaged document is reported to whom works on it.
    """
    memory, unread = open_memory(context.project, read_domains)
    memories = {path for code in LANGUAGE_CODES for path in context.project.memories(code)}
    for error in unread:
        if any(problem.path in memories for problem in error.problems):
            context.fail(error)
    return memory


def _new_missing_words(context: CommandContext, written: Collection[LanguageCode]) -> Iterator[Problem]:
    """Yield the fixed words that are missing: in languages of which no catalog was *written*, and none can be new, their number."""
    missing = _missing_words(context)
    for code, problems in missing.items():
        if code in written or len(problems) < 2 or not all(problem.line for problem in problems):
            yield from problems
        else:
            what = f"{len(problems)} fixed words that documents print are not translated"
            yield Problem(what, context.project.catalog(code, HOUSE), hint=f"`make check LANG={code}` lists them")


def _missing_words(context: CommandContext) -> dict[LanguageCode, list[Problem]]:
    """Return, by language, each fixed word that one of the documents prints and that the catalog lacks.

    What a document prints is only asked where a catalog is incomplete.
    """
    lines = {code: _untranslated(context.project, code) for code in target_languages("en", context.languages)}
    found: dict[LanguageCode, list[Problem]] = {code: [] for code in lines}
    for document in context.documents if any(lines.values()) else ():
        for code in (code for code in lines if lines[code]):
            with suppress(UsageError):  # of a number that the language has no sign for, which stops the PDF
                for word in (word for word in printed_words(document, language(code)) if word in lines[code]):
                    line = lines[code].pop(word)
                    hint = "translate it there" if line else "run `make update` without DOC, then translate it there"
                    what = f"{document.printed_symbol} prints {word}, which is not translated"
                    found[code].append(Problem(what, context.project.catalog(code, HOUSE), line, hint))
    return found


def _untranslated(project: Project, code: LanguageCode) -> dict[str, int | None]:
    """Return the words that the house catalog of *code* doesn't translate, with the line where each stands.

    A catalog that can't be read is another complaint.
    """
    path = project.catalog(code, HOUSE)
    catalog = next(read_catalogs([path])) if path.exists() else None
    if isinstance(catalog, CatalogError):
        return {}
    lines: dict[str, int | None] = {}
    for message in house_messages():
        entry = catalog.find(*message.key) if catalog else None
        if entry is None or entry.state != "translated":
            lines[message.context] = entry.translation_line if entry else None
    return lines
