"""Seeds, catalogs and the list of terms → an SQLite file with all their texts, and what each is found by.

It is brought up to date domain by domain, where a file changed. `build/cache/texts.sqlite` is only a cache: what is missing or
damaged is made again, in memory where nothing can be written.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
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
    from sixfold.catalogs.memory import Earlier

Answer = TypeVar("Answer")
#: Passes on the domains that have to be read, and may show how far the work is.
Watch = Callable[[list[str]], Iterable[str]]
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
CREATE TABLE domain (name TEXT PRIMARY KEY, date TEXT, fingerprint TEXT);
CREATE TABLE unit (id INTEGER PRIMARY KEY, domain TEXT REFERENCES domain ON DELETE CASCADE, addresses TEXT);
CREATE TABLE version
    (id INTEGER PRIMARY KEY AUTOINCREMENT, unit INTEGER REFERENCES unit ON DELETE CASCADE, language TEXT, state TEXT, text TEXT,
    file TEXT, line INTEGER);
CREATE TABLE folded
    (id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE, unit INTEGER, language TEXT, is_source INTEGER, text TEXT);
CREATE VIRTUAL TABLE stem USING fts5 (stems, content = '', detail = none);
CREATE INDEX units ON unit (domain);
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


def ask_index(project: Project, ask: Callable[[sqlite3.Connection], Answer], watch: Watch) -> tuple[Answer, list[SixfoldError]]:
    """Return what *ask* finds in the index of *project*, brought up to date, and what is wrong with files that can't be read."""

    def try_at(place: Path | str) -> tuple[Answer, list[SixfoldError]]:
        with closing(sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)) as index:
            index.execute("PRAGMA temp_store = MEMORY")
            index.execute("PRAGMA foreign_keys = ON")
            unread = _renew(index, project, watch)
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


def read_memory(index: sqlite3.Connection, languages: Iterable[LanguageCode]) -> list[tuple[str, Earlier]]:
    """Return what documents have translated to *languages*, and whatever memories have, each with its language."""
    from sixfold.catalogs.memory import Earlier  # noqa: PLC0415  (`find` need not wait for it)

    found: list[tuple[str, Earlier]] = []
    source, values = "", {"house": HOUSE, "terms": TERMS, "memories": f"{_MEMORY}*", "languages": json.dumps(list(languages))}
    for domain, date, addresses, language, state, text, file, line in index.execute(_TRANSLATIONS, values):
        if state == "source":
            source = text
        else:
            address = addresses.partition(" ")[0]
            name = domain if not domain.startswith(_MEMORY) else Path(file).name
            found.append((language, Earlier(f"{name}:{address or line}", source, text, date, file, line)))
    return found


#: Each unit's source text comes before its translations.
_TRANSLATIONS = """
SELECT domain, date, addresses, language, state, text, file, line
FROM domain JOIN unit ON domain = name JOIN version ON unit = unit.id
WHERE name NOT IN (:house, :terms) AND (state = 'source' OR language IN (SELECT value FROM json_each(:languages)))
AND (state IN ('source', 'translated') OR state = 'fuzzy' AND name GLOB :memories)
ORDER BY date DESC, name, version.id
"""


def _renew(index: sqlite3.Connection, project: Project, watch: Watch) -> list[SixfoldError]:
    """Bring *index* up to date with the files of *project*; return what is wrong with those that can't be read."""
    files = _files(project)
    hashes = Hashes(json.loads(_pairs(index, "SELECT 'files', files FROM state").get("files", "{}")))
    program = program_state(hashes)
    now = {name: digest_values([program, {str(path): hashes.of(path) for path in paths}]) for name, paths in files.items()}
    note = "UPDATE state SET files = ?", (json.dumps(hashes.known),)
    if _pairs(index, _FINGERPRINTS) == now:
        if hashes.has_learned:
            with suppress(sqlite3.OperationalError):  # where nothing can be written
                index.execute(*note)
        return []
    index.execute("BEGIN IMMEDIATE")
    known = _pairs(index, _FINGERPRINTS)  # another command may have written meanwhile
    kept = {name for name, fingerprint in known.items() if now.get(name) == fingerprint}
    if not kept or _is_worn(index):
        known, kept = {}, set()
        for statement in _SCHEMA.split(";"):  # not executescript, which would end the transaction
            index.execute(statement)
    for name in known.keys() - kept:
        index.execute("DELETE FROM domain WHERE name = ?", (name,))  # and its units with it
    unread: list[SixfoldError] = []
    for name in watch([name for name in now if name not in kept]):
        domain = _read_domain(project, name, files[name])
        unread += domain.unread
        _insert(index, domain, "" if domain.unread else now[name])
    index.execute(*note)
    index.execute("COMMIT")
    return unread


_FINGERPRINTS = "SELECT name, fingerprint FROM domain"


def _pairs(index: sqlite3.Connection, question: str) -> dict[str, str]:
    """Return the pairs that answer *question*; none where the index is new."""
    is_new = not index.execute("SELECT 1 FROM sqlite_master").fetchone()
    return {} if is_new else dict(index.execute(question).fetchall())


def _is_worn(index: sqlite3.Connection) -> bool:
    """Tell whether more versions are gone than there are."""
    last, count = index.execute("SELECT ifnull(max(id), 0), count(*) FROM version").fetchone()
    return bool(last > 2 * count + 10_000)


def _insert(index: sqlite3.Connection, domain: _Domain, fingerprint: str) -> None:
    """Put *domain* into *index*."""
    index.execute("INSERT INTO domain VALUES (?, ?, ?)", (domain.name, domain.date, fingerprint))
    for addresses, versions in domain.units.values():
        unit = index.execute("INSERT INTO unit VALUES (NULL, ?, ?)", (domain.name, " ".join(addresses))).lastrowid
        for place, version in enumerate(versions):
            code = version.language
            number = index.execute("INSERT INTO version VALUES (NULL, ?, ?, ?, ?, ?, ?)", (unit, *version)).lastrowid
            values = number, unit, code, place == 0, fold(without_tags(version.text), code)
            index.execute("INSERT INTO folded VALUES (?, ?, ?, ?, ?)", values)
            stems = " ".join({stem for found in word_stems(version.text, code) for stem in found})
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


def _files(project: Project) -> dict[str, list[Path]]:
    """Return the files of each domain: seed and catalogs, also those of a document without a seed; memories; the list of terms."""
    files: dict[str, list[Path]] = {HOUSE: []}
    for path in (*project.seeds(), *(path for code in LANGUAGE_CODES for path in project.catalogs(code))):
        files.setdefault(path.stem, []).append(path)
    for path in (path for code in LANGUAGE_CODES for path in project.memories(code)):
        files.setdefault(f"{_MEMORY}{path.stem}", []).append(path)
    return files | {TERMS: [project.term_list]}


class _Unit(NamedTuple):
    """A unit as the files of its domain have it: its addresses, its source text and the translations of that."""

    addresses: list[str]
    versions: list[Version]


@dataclass
class _Domain:
    """What the files of a domain say: its units by context and source text, and what is wrong with files that can't be read."""

    name: str
    date: str = ""
    language: LanguageCode = "en"
    units: dict[Key, _Unit] = field(default_factory=dict)
    unread: list[SixfoldError] = field(default_factory=list)


def _read_domain(project: Project, name: str, paths: Sequence[Path]) -> _Domain:
    """Return what *paths* say, the seed first, then the catalogs. The English of the house is the program's."""
    domain = _Domain(name)
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
    return domain


def _add_seed(domain: _Domain, path: Path, place: str) -> None:
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


def _add_catalog(domain: _Domain, path: Path, place: str) -> None:
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


def _add_terms(domain: _Domain, path: Path, place: str) -> None:
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
