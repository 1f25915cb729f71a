"""Seeds, catalogs and the list of terms → an SQLite file with all their texts, and what each is found by.

It is brought up to date domain by domain, where a file changed. `build/cache/texts.sqlite` is only a cache: what is missing or
damaged is made again, in memory where nothing can be written.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import pairwise
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from sixfold.catalogs.model import Key
from sixfold.catalogs.term_finder import keys, without_tags, words_of
from sixfold.catalogs.terms import read_terms
from sixfold.document.house import house_date, house_messages
from sixfold.errors import SixfoldError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.languages.folding import fold
from sixfold.project.files import Hashes, digest_values, program_state, read_file
from sixfold.project.paths import HOUSE, Project

if TYPE_CHECKING:
    from sixfold.catalogs.memory import Memory

Answer = TypeVar("Answer")
#: Lets the domains of the names be read, by other processes where they are many, and may show how far the work is.
Spread = Callable[[Callable[[str], "Domain"], Sequence[str]], Iterable["Domain"]]
State = Literal["source", "translated", "fuzzy", "missing", "obsolete", "term", "forbidden"]

#: The domain of the list of terms.
TERMS = "terms"
#: What the domains of translations from elsewhere begin with, each a file.
_MEMORY = "memory/"

#: Seconds to wait for another command that renews the index, twice; then this one does without.
_PATIENCE = 10

#: Of `stem` nothing can be deleted: what is there of a version that is gone is never asked for.
_SCHEMA = """
DROP TABLE IF EXISTS state; DROP TABLE IF EXISTS stem; DROP TABLE IF EXISTS folded; DROP TABLE IF EXISTS version;
DROP TABLE IF EXISTS unit; DROP TABLE IF EXISTS domain;
CREATE TABLE state (files TEXT);
CREATE TABLE domain (name TEXT PRIMARY KEY, date TEXT, fingerprint TEXT, files TEXT);
CREATE TABLE unit
    (id INTEGER PRIMARY KEY, domain TEXT REFERENCES domain ON DELETE CASCADE, addresses TEXT, source INTEGER);
CREATE TABLE version
    (id INTEGER PRIMARY KEY AUTOINCREMENT, unit INTEGER REFERENCES unit ON DELETE CASCADE, language TEXT, state TEXT, text TEXT,
    file TEXT, line INTEGER);
CREATE TABLE folded
    (id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE, unit INTEGER, language TEXT, is_source INTEGER, text TEXT);
CREATE VIRTUAL TABLE stem USING fts5 (stems, content = '', detail = none);
CREATE INDEX units ON unit (domain);
CREATE INDEX sources ON unit (source);
CREATE INDEX versions ON version (unit);
INSERT INTO state VALUES ('{}')
"""


class Version(NamedTuple):
    """A unit in one language: its source text or a translation, and where that stands; line 0 is the whole file."""

    language: LanguageCode
    state: State
    text: str
    file: str
    line: int


def ask_index(
    project: Project, ask: Callable[[sqlite3.Connection], Answer], spread: Spread = map
) -> tuple[Answer, list[SixfoldError]]:
    """Return what *ask* finds in the index of *project*, brought up to date, and what is wrong with files that can't be read."""

    def try_at(place: Path | str) -> tuple[Answer, list[SixfoldError]]:
        with closing(_connect(place)) as index:
            unread = _renew(index, project, spread)
            return ask(index), unread

    path = project.text_index
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            return try_at(path)
        except (sqlite3.DatabaseError, ValueError, RecursionError) as error:  # damaged, or out of reach
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                with suppress(OSError):
                    path.unlink()
    return try_at(":memory:")


def open_memory(project: Project, spread: Spread = map) -> tuple[Memory, list[SixfoldError]]:
    """Return the memory of all that is translated in *project*, and what is wrong with files that can't be read."""
    from sixfold.catalogs.memory import Memory  # noqa: PLC0415  (see below)

    def ask(index: sqlite3.Connection) -> tuple[str, str]:
        return index.execute("PRAGMA database_list").fetchone()[2], _state(index)

    (place, state), unread = ask_index(project, ask, spread)
    if place:
        return Memory(partial(_connect, place), state), unread
    index = _connect(":memory:")  # where nothing can be written
    unread = _renew(index, project, spread)
    return Memory(lambda: index, _state(index)), unread


def _state(index: sqlite3.Connection) -> str:
    """Return what changes with any file in *index*; each time another, where one can't be read: it is read each time."""
    fingerprints = sorted(index.execute(_FINGERPRINTS))
    return digest_values(fingerprints) if all(one for _, one in fingerprints) else secrets.token_hex(8)


def _connect(place: Path | str) -> sqlite3.Connection:
    index = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    index.execute("PRAGMA temp_store = MEMORY")
    index.execute("PRAGMA foreign_keys = ON")
    return index


def _renew(index: sqlite3.Connection, project: Project, spread: Spread) -> list[SixfoldError]:
    """Bring *index* up to date with the files of *project*; return what is wrong with those that can't be read."""
    shared = Hashes(json.loads(_pairs(index, "SELECT 'files', files FROM state").get("files", "{}")))
    program = program_state(shared)
    known = _pairs(index, _FINGERPRINTS)
    names = _domains(project)
    stale, learned = [], []
    for name in names:
        remembered = index.execute("SELECT files FROM domain WHERE name = ?", (name,)).fetchone()[0] if name in known else "{}"
        hashes = Hashes(json.loads(remembered))
        if known.get(name) != _fingerprint(hashes, program, _files(project, name)):
            stale.append(name)
        elif hashes.has_learned:
            learned.append((json.dumps(hashes.known), name))
    note = "UPDATE state SET files = ?", (json.dumps(shared.known),)
    if not stale and known.keys() == set(names):
        if learned or shared.has_learned:
            with suppress(sqlite3.OperationalError):  # where nothing can be written
                index.execute("BEGIN IMMEDIATE")
                index.execute(*note)
                index.executemany("UPDATE domain SET files = ? WHERE name = ?", learned)
                index.execute("COMMIT")
        return []
    index.execute("BEGIN IMMEDIATE")
    known = _pairs(index, _FINGERPRINTS)  # another command may have written meanwhile
    if len(stale) == len(names) or index.execute(_IS_WORN).fetchone()[0]:
        known, stale = {}, names
        empty_index(index)
    for name in known.keys() - (set(names) - set(stale)):
        index.execute("DELETE FROM domain WHERE name = ?", (name,))  # and its units with it
    unread: list[SixfoldError] = []
    for domain in spread(partial(_read_domain, project, program), stale):
        unread += domain.unread
        _insert(index, domain)
    index.execute(*note)
    index.execute("COMMIT")
    return unread


def empty_index(index: sqlite3.Connection) -> None:
    """Make the tables of *index*, in the place of those that are there."""
    from sixfold.catalogs.memory import MEMORY_SCHEMA  # noqa: PLC0415  (20 ms, and mostly nothing has changed)

    for statement in (*_SCHEMA.split(";"), *MEMORY_SCHEMA.split(";")):  # not executescript, which would end the transaction
        index.execute(statement)


#: Whether more versions are gone than there are.
_IS_WORN = "SELECT ifnull(max(id), 0) > 2 * count(*) + 10000 FROM version"
_FINGERPRINTS = "SELECT name, fingerprint FROM domain"


def _pairs(index: sqlite3.Connection, question: str) -> dict[str, str]:
    """Return the pairs that answer *question*; none where the index is new."""
    is_new = not index.execute("SELECT 1 FROM sqlite_master").fetchone()
    return {} if is_new else dict(index.execute(question).fetchall())


def _insert(index: sqlite3.Connection, domain: Domain) -> None:
    """Put *domain* into *index*."""
    from sixfold.catalogs.memory import add_source  # noqa: PLC0415  (see above)

    index.execute("INSERT INTO domain VALUES (?, ?, ?, ?)", (domain.name, domain.date, domain.fingerprint, domain.files))
    is_remembered = domain.name not in (HOUSE, TERMS)
    for addresses, versions in domain.units.values():
        is_translated = any(version.state in ("translated", "fuzzy") for version in versions)
        source = add_source(index, versions[0].text) if is_remembered and is_translated else None
        unit = index.execute("INSERT INTO unit VALUES (NULL, ?, ?, ?)", (domain.name, " ".join(addresses), source)).lastrowid
        for place, version in enumerate(versions):
            code = version.language
            number = index.execute("INSERT INTO version VALUES (NULL, ?, ?, ?, ?, ?, ?)", (unit, *version)).lastrowid
            folded, stems = domain.forms[code, version.text]
            index.execute("INSERT INTO folded VALUES (?, ?, ?, ?, ?)", (number, unit, code, place == 0, folded))
            index.execute("INSERT INTO stem (rowid, stems) VALUES (?, ?)", (number, stems))


def word_stems(text: str, language: LanguageCode) -> list[tuple[str, ...]]:
    """Return what each word of *text* is found by, marked with the language; in Chinese every two signs that follow each other."""
    plain = without_tags(text)
    if language == "zh":
        return [(f"zh{one}{two}",) for run in _CHINESE.findall(fold(plain, "zh")) for one, two in pairwise(run)]
    return [_stems(word, language) for _, word in words_of(plain, language)]


#: The letters of the six languages: about others FTS5 and Python need not agree, whose versions of Unicode differ.
_LETTERS = re.compile("[0-9a-z\u00df-\u024f\u0400-\u04ff\u0621-\u064a\u0671-\u06d3]+")
_CHINESE = re.compile("[0-9a-z\u3400-\u9fcc]+")


@lru_cache(maxsize=1 << 18)
def _stems(word: str, language: LanguageCode) -> tuple[str, ...]:
    """Return the stems of *word*, with its accents and without."""
    found = keys(word, language) | keys(fold(word), language)
    letters = {"".join(_LETTERS.findall(fold(key))) for key in found}
    return tuple(f"{language}{stem}" for stem in letters if stem)


def _domains(project: Project) -> list[str]:
    """Return the names of all domains: documents, also those without a seed; memories; the list of terms."""
    names = dict.fromkeys([HOUSE, *(path.stem for path in project.seeds())])
    names |= dict.fromkeys(path.stem for code in LANGUAGE_CODES for path in project.catalogs(code))
    names |= dict.fromkeys(f"{_MEMORY}{path.stem}" for code in LANGUAGE_CODES for path in project.memories(code))
    return [*names, TERMS]


def _files(project: Project, name: str) -> list[Path]:
    """Return the files of a domain: its seed and its catalogs, those of a memory, or the list of terms."""
    if name == TERMS:
        return [project.term_list]
    if name.startswith(_MEMORY):
        return [path for code in LANGUAGE_CODES for path in project.memories(code) if f"{_MEMORY}{path.stem}" == name]
    return [path for path in (project.seed(name), *(project.catalog(code, name) for code in LANGUAGE_CODES)) if lexists(path)]


def _fingerprint(hashes: Hashes, program: str, paths: Sequence[Path]) -> str:
    return digest_values([program, {str(path): hashes.of(path) for path in paths}])


class _Unit(NamedTuple):
    """A unit as the files of its domain have it: its addresses, its source text and the translations of that."""

    addresses: list[str]
    versions: list[Version]


@dataclass
class Domain:
    """What the files of a domain say: its units by context and source text, and what is wrong with files that can't be read.

    `forms` are the folded text and the stems of each text, by language and text; `files` is what is known of its files, as JSON.
    """

    name: str
    date: str = ""
    language: LanguageCode = "en"
    units: dict[Key, _Unit] = field(default_factory=dict)
    unread: list[SixfoldError] = field(default_factory=list)
    fingerprint: str = ""
    files: str = "{}"
    forms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


def _read_domain(project: Project, program: str, name: str) -> Domain:
    """Return what the files of a domain say, the seed first, then the catalogs. The English of the house is the program's."""
    domain, hashes, paths = Domain(name), Hashes(), _files(project, name)
    fingerprint = _fingerprint(hashes, program, paths)
    if name == HOUSE:
        domain.date = house_date()
        for message in house_messages():
            source = Version("en", "source", _joined([message.text, message.plural or ""]), message.place, 0)
            domain.units[message.key] = _Unit([message.context], [source])
    for path in paths:
        place = str(path.relative_to(project.root))
        add = _add_seed if path.suffix == ".yaml" else _add_catalog if path.suffix == ".po" else _add_terms
        try:
            add(domain, path, place)
        except SixfoldError as error:
            domain.unread.append(error)
    if not domain.unread:
        domain.fingerprint, domain.files = fingerprint, json.dumps(hashes.known)
    for version in (version for unit in domain.units.values() for version in unit.versions):
        stems = {stem for found in word_stems(version.text, version.language) for stem in found}
        domain.forms[version.language, version.text] = fold(without_tags(version.text), version.language), " ".join(sorted(stems))
    return domain


def _add_seed(domain: Domain, path: Path, place: str) -> None:
    from sixfold.document.loading import load_document  # noqa: PLC0415  (0.2 s, and mostly nothing has changed)
    from sixfold.document.units import located_texts  # noqa: PLC0415
    from sixfold.document.yaml_nodes import find_line, read_yaml  # noqa: PLC0415

    document = load_document(path)
    tree = read_yaml(read_file(path).decode("utf-8-sig"), path)
    domain.date, domain.language = document.date.isoformat(), document.own_language
    for location, text in located_texts(document):
        if not text.is_figure:
            source = Version(domain.language, "source", text.text, place, find_line(location, tree)[1])
            domain.units.setdefault((text.context, text.text), _Unit([], [source])).addresses.append(text.address)


def _add_catalog(domain: Domain, path: Path, place: str) -> None:
    from sixfold.catalogs.po import skim_catalog  # noqa: PLC0415  (0.04 s)

    code = next(code for code in LANGUAGE_CODES if code == path.parts[-3])
    for entry in skim_catalog(path):
        if entry.is_header:
            continue
        if entry.key not in domain.units:  # obsolete, or the seed has changed since
            source = Version(domain.language, "source", _joined([entry.text, entry.plural or ""]), place, entry.line)
            is_placed = entry.context and not entry.is_obsolete and not domain.name.startswith(_MEMORY)
            domain.units[entry.key] = _Unit([entry.name] if is_placed else [], [source])
        state: State = "obsolete" if entry.is_obsolete else entry.state
        version = Version(code, state, _joined(entry.translations), place, entry.translation_line)
        domain.units[entry.key].versions.append(version)
    for unit in domain.units.values():
        if not unit.versions[0].file.endswith(".po") and all(one.language != code for one in unit.versions):
            unit.versions.append(Version(code, "missing", "", place, 0))


def _add_terms(domain: Domain, path: Path, place: str) -> None:
    domain.date = "9999"  # before every document
    for concept in read_terms(path).concepts:
        versions = []
        for code in sorted(LANGUAGE_CODES, key=lambda code: code != "en"):  # English is the source
            forms: dict[State, Sequence[str]] = {"term": concept.forms.get(code, ()), "forbidden": concept.forbidden.get(code, ())}
            versions += [Version(code, state, _joined(of), place, concept.line) for state, of in forms.items() if of]
        domain.units["", str(concept.line)] = _Unit([], versions)


def _joined(forms: Iterable[str]) -> str:
    """Return the forms of a text, one for each number, or those of a term."""
    return " | ".join(form for form in forms if form.strip())
