"""`sixfold update`, and `extract`, its first step alone: the catalogs and their templates, brought up to date with the seeds."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

from sixfold.catalogs.marks import complete_marks
from sixfold.catalogs.memory import Memory
from sixfold.catalogs.model import Catalog, Key, Message
from sixfold.catalogs.po import read_catalogs, write_catalog
from sixfold.catalogs.pot import new_catalog, write_template
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import offer_terms, read_terms
from sixfold.catalogs.updating import fill_in, is_open, update_catalog
from sixfold.commands.common import CatalogSet, CommandContext, read_catalog_set, target_languages
from sixfold.commands.report import from_here, print_problems, read_domains
from sixfold.compose import printed_words
from sixfold.document.house import house_messages
from sixfold.document.loading import load_document
from sixfold.document.pictures import located_figures
from sixfold.document.seeds import json_schema
from sixfold.document.text_index import open_memory
from sixfold.errors import CatalogError, MachineError, Problem, SeedError, SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.files import Hashes, Note, digest_values, program_state, write_atomically
from sixfold.project.paths import HOUSE, Project


@dataclass(frozen=True)
class _Outcome:
    """What became of one catalog: a line for a person, and the keys that `formerly` renamed; or the error that left it as it is.

    `changes` say what the author changed since the last update, `left_out` what was delivered for the document and not taken.
    `asks` says that it has units without a translation, so that it depends on what was translated before.
    """

    line: str = ""
    is_written: bool = False
    corrected: frozenset[Key] = frozenset()
    changes: Sequence[str] = ()
    left_out: Sequence[Problem] = ()
    error: SixfoldError | None = None
    asks: bool = False

    @property
    def is_quiet(self) -> bool:
        """Say whether there was nothing to do and nothing to say."""
        return not (self.is_written or self.changes or self.left_out or self.error)


class _Updated(NamedTuple):
    """What became of the catalogs of one domain, by language; `former` are its units whose text the author corrected."""

    domain: str
    outcomes: Mapping[LanguageCode, _Outcome]
    name: str = ""
    former: Sequence[Message] = ()

    def without_former(self) -> Iterator[Problem]:
        """Yield the units whose former text no catalog had; nothing where one couldn't be read, and may have it."""
        outcomes = self.outcomes.values()
        corrected = {key for outcome in outcomes for key in outcome.corrected}
        former = {} if any(outcome.error for outcome in outcomes) else {message.key: message for message in self.former}
        for message in (message for key, message in former.items() if key not in corrected):
            what = f"no catalog has the former text of {message.name} any more"
            yield Problem(what, Path(message.place), hint="delete “formerly” there")


def extract(options: argparse.Namespace) -> int:
    """Write the templates of the domains that are meant, and the schema of seeds for editors, where they changed."""
    context = CommandContext(options)
    for catalogs in context.catalog_sets():
        path = context.project.catalog_template(catalogs.domain)
        write_template(path, catalogs.messages, catalogs.header)
        print(from_here(path))
    _write_schema(context.project)
    return context.exit_code


def update(options: argparse.Namespace) -> int:
    """Extract, then update each catalog; one that can't be read doesn't stop the others."""
    context = CommandContext(options)
    _write_schema(context.project)
    terms = read_terms(context.project.term_list)
    memory = project_memory(context) if context.seeds else None
    written: set[LanguageCode] = set()
    without_former: list[Problem] = []
    for one in context.share(_Update(context.project, terms, memory, context.languages, options.debug).catalogs):
        _tell(context, one)
        written |= {code for code, outcome in one.outcomes.items() if outcome.is_written}
        without_former += one.without_former()
    if not options.lang:
        print_problems(without_former, "warning")
    print_problems(_new_missing_words(context, written), "warning")
    return context.exit_code


def _write_schema(project: Project) -> None:
    """Write the schema of seeds, and say so, where it changed."""
    path, schema = project.schema, json_schema().encode()
    if not path.exists() or path.read_bytes() != schema:
        write_atomically(path, schema)
        print(from_here(path))


def _tell(context: CommandContext, one: _Updated) -> None:
    """Say what became of the catalogs of *one* domain."""
    print(from_here(context.project.catalog_template(one.domain)))
    outcomes = one.outcomes.values()
    for change in dict.fromkeys(change for outcome in outcomes for change in outcome.changes):  # the same in each language
        print(f"{one.name}: {change}")
    for outcome in outcomes:
        if outcome.error:
            context.fail(outcome.error)
        else:
            print(outcome.line)
            print_problems(outcome.left_out, "warning")


class _Update:
    """What catalogs are updated with, in whichever process: terms, and what was translated before.

    Of catalogs that were found unchanged it is remembered by which files, so that the next update need not read these.
    """

    def __init__(
        self, project: Project, terms: TermBase, memory: Memory | None, languages: Sequence[LanguageCode], is_debugged: bool
    ) -> None:
        self._project, self._terms, self._memory = project, terms, memory
        self._languages, self._is_debugged = languages, is_debugged
        hashes = Hashes()
        delivered = [path for code in LANGUAGE_CODES for path in project.memories(code)]
        self._shared = [program_state(hashes), hashes.of(project.term_list), {str(path): hashes.of(path) for path in delivered}]

    def catalogs(self, seed: Path | None) -> _Updated:
        """Update the template and the catalogs of the document of *seed*, None for the house.

        Raises: SeedError, when the seed can't be read.
        """
        domain = seed.stem if seed else HOUSE
        note, template = Note(self._project.update_cache(domain)), self._project.catalog_template(domain)
        files = [*([seed] if seed else []), template, *(self._project.catalog(code, domain) for code in LANGUAGE_CODES)]
        state = digest_values([self._shared, *map(note.hashes.of, files)])
        of_memory = digest_values([state, self._memory and self._memory.state])
        wanted = [code for code in self._languages if code != note.values.get("source")]
        unchanged = note.values.get("unchanged", {})
        if wanted and all(unchanged.get(code) in (state, of_memory) for code in wanted):
            note.keep()
            return _Updated(domain, {code: _Outcome(self._line(code, domain, "unchanged")) for code in wanted})
        one = read_catalog_set(seed, self._languages)
        updated = self._update(one)
        is_quiet = not updated.former and all(outcome.is_quiet for outcome in updated.outcomes.values())
        has_pictures = one.document and any(located_figures(one.document))  # without one, the seed can't be read
        if is_quiet and not has_pictures:
            unchanged |= {code: of_memory if outcome.asks else state for code, outcome in updated.outcomes.items()}
            note.keep(*files, source=one.source, unchanged=unchanged)
        return updated

    def _update(self, one: CatalogSet) -> _Updated:
        """Update the template and the catalogs of *one* domain."""
        gone = write_template(self._project.catalog_template(one.domain), one.messages, one.header)
        known = read_catalogs(self._project.catalog(code, one.domain) for code in one.languages)
        outcomes = {code: self._outcome(one, code, known, gone) for code in one.languages}
        return _Updated(one.domain, outcomes, one.name, [message for message in one.messages if message.formerly])

    def _outcome(
        self, wanted: CatalogSet, code: LanguageCode, read: Mapping[Path, Catalog | CatalogError], gone: Collection[str]
    ) -> _Outcome:
        """Update one catalog; *gone* are the notes `#.` that the template had and has no more."""
        path = self._project.catalog(code, wanted.domain)
        known = read.get(path)

        def was_ours(line: str) -> bool:  # no two translators type the same line
            others = (self._project.catalog(other, wanted.domain) for other in LANGUAGE_CODES if other != code)
            catalogs = (read.get(other) or read_catalogs([other]).get(other) for other in others)
            entries = (entry for one in catalogs if isinstance(one, Catalog) for entry in one.entries)
            return line in gone or any(line in entry.extracted for entry in entries)

        try:
            if isinstance(known, CatalogError):
                raise known
            catalog = complete_marks(known, date.today()) if known else new_catalog(code, wanted.header)
            is_house = wanted.domain == HOUSE  # its words are terms themselves, and no other document has them
            messages = wanted.messages if is_house else offer_terms(wanted.messages, self._terms, wanted.source, code)
            updated = update_catalog(catalog, messages, wanted.header, was_ours)
            asks = self._memory is not None and not is_house and any(map(is_open, updated.catalog))
            updated = fill_in(updated, self._memory, code) if self._memory and asks else updated
            is_written = write_catalog(path, updated.catalog)
            left_out = self._left_out(wanted, code, updated.catalog)
        except sqlite3.DatabaseError as error:
            hint = "delete it, and run this again"
            return _Outcome(error=MachineError(f"can’t be asked: {error}", self._project.text_index, hint=hint))
        except SixfoldError as error:
            if self._is_debugged:
                raise
            return _Outcome(error=error)
        counts = ", ".join(f"{number} {name}" for name, number in updated.counts().items() if number)
        line = self._line(code, wanted.domain, counts or "notes or header" if is_written else "unchanged")
        return _Outcome(line, is_written, updated.corrected, updated.changes, left_out, asks=asks)

    def _line(self, code: LanguageCode, domain: str, what: str) -> str:
        return f"{from_here(self._project.catalog(code, domain))}: {what}"

    def _left_out(self, wanted: CatalogSet, code: LanguageCode, catalog: Catalog) -> list[Problem]:
        """Return what was delivered for the document (A-66-398.po, A-66-398.agency.po) and isn't in its *catalog*."""
        delivered = [path for path in self._project.memories(code) if f"{path.stem}.".startswith(f"{wanted.domain}.")]
        hint = "compare them, and copy what is better; when nothing is left to take, delete the file"
        return [
            Problem(f"“{shorten(one.translation, 60, placeholder=' …')}” was not taken: {why}", path, one.line, hint)
            for path in delivered
            for one, why in (self._memory.left_out(str(path.relative_to(self._project.root)), catalog) if self._memory else ())
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
    asked = [code for code in lines if lines[code]]
    look = partial(_printed_words, context.project, program_state(Hashes()), asked)
    for symbol, printed in context.share(look) if asked else ():
        for code in asked:
            for word in (word for word in printed.get(code, ()) if word in lines[code]):
                line = lines[code].pop(word)
                hint = "translate it there" if line else "run `make update` without DOC, then translate it there"
                what = f"{symbol} prints {word}, which is not translated"
                found[code].append(Problem(what, context.project.catalog(code, HOUSE), line, hint))
    return found


def _printed_words(
    project: Project, program: str, asked: Sequence[LanguageCode], seed: Path | None
) -> tuple[str, Mapping[LanguageCode, Sequence[str]]]:
    """Return the symbol of the document of *seed* and the fixed words that it prints in each language *asked*; they are remembered.

    A seed that can't be read is another complaint.
    """
    if seed is None:
        return "", {}
    note = Note(project.update_cache(seed.stem))
    state = digest_values([program, note.hashes.of(seed)])
    known = note.values.get("printed", {})
    if known.get("state") != state or any(code not in known["words"] for code in asked):
        try:
            document = load_document(seed)
        except SeedError:
            return "", {}
        known = {"state": state, "symbol": document.printed_symbol, "words": {}}
        for code in asked:
            with suppress(UsageError):  # of a number that the language has no sign for, which stops the PDF
                known["words"][code] = printed_words(document, language(code))
        note.keep(seed, printed=known)
    return known["symbol"], known["words"]


def _untranslated(project: Project, code: LanguageCode) -> dict[str, int | None]:
    """Return the words that the house catalog of *code* doesn't translate, with the line where each stands.

    A catalog that can't be read is another complaint.
    """
    path = project.catalog(code, HOUSE)
    catalog = read_catalogs([path]).get(path)
    if isinstance(catalog, CatalogError):
        return {}
    lines: dict[str, int | None] = {}
    for message in house_messages():
        entry = catalog.find(*message.key) if catalog else None
        if entry is None or entry.state != "translated":
            lines[message.context] = entry.translation_line if entry else None
    return lines
