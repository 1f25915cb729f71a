"""What was translated before, in other documents and files → the nearest to a source text, asked for in the index of all texts.

A text that shares 60 per cent with another one shares some of its rare words, too: `near` has the rarest words of each source text,
and only texts that have several of these in common are compared word by word. Memory is needed for these alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from sixfold.catalogs.differences import NearTexts, tokens
from sixfold.catalogs.model import Catalog, Entry

#: Below so many per cent a translation is no help.
_AT_LEAST: Final = 60

#: The shared part of the words of two texts, of both together, at 60 per cent; less what is lost in rounding.
_SHARED: Final = 0.29999
#: The shared part of the words of one text, where the other is as short or as long as it may be: 0.3 / 0.7.
_SHARED_OF_ONE: Final = 0.42855
#: Rare words that two texts have to have in common before they are compared: of 1,550 paragraphs of real documents 1.6 per cent
#: have three, 7 per cent one.
_RARE: Final = 3

#: Words get their numbers as they are first seen: a word that is seen late is rare. What order it is doesn't matter, as long as it
#: stays the same for all texts. `length` are the words of a text, `place` is that of a word among them, from the rarest on.
MEMORY_SCHEMA: Final = """
DROP TABLE IF EXISTS near; DROP TABLE IF EXISTS word; DROP TABLE IF EXISTS source;
CREATE TABLE source (id INTEGER PRIMARY KEY, text TEXT UNIQUE, spelling TEXT);
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE near
    (word INTEGER, length INTEGER, place INTEGER, source INTEGER, PRIMARY KEY (word, length, place, source)) WITHOUT ROWID
"""

# Source: C. Xiao et al., “Efficient similarity joins for near-duplicate detection”, ACM TODS 36 (2011): prefix, positional filter
_NEAR = f"""
SELECT source.id, spelling FROM source JOIN (
    SELECT source AS found FROM json_each(:words) AS typed JOIN near ON word = typed.value
    WHERE length BETWEEN :length * {_SHARED_OF_ONE} AND :length / {_SHARED_OF_ONE}
    AND typed.key < :length - {_SHARED} * (:length + length) + {_RARE}
    AND place < length - {_SHARED} * (:length + length) + {_RARE}
    GROUP BY source HAVING count(*) >= min({_RARE}, {_SHARED} * (:length + length)))
ON source.id = found
"""  # noqa: S608 - our own numbers

_EARLIER = """
SELECT domain, version.id, date, addresses, source.text, version.text, file, line
FROM source JOIN unit ON unit.source = source.id JOIN domain ON name = domain JOIN version ON version.unit = unit.id
WHERE {} AND name NOT IN ('house', 'terms') AND (state = 'translated' OR state = 'fuzzy' AND name GLOB 'memory/*')
ORDER BY date DESC, name, version.id
"""


class Earlier(NamedTuple):
    """A translation of *source*: `origin` is its unit (`A-65-497:annex.op.3`), `date` the day of its document (ISO 8601).

    Where it has no address, `origin` says the file and the line (`agency.po:57`). `file`, in the project, and `line` are where the
    translation stands.
    """

    origin: str
    source: str
    translation: str
    date: str = ""
    file: str = ""
    line: int = 0


class _Found(NamedTuple):
    """A translation, with its domain and its number in the index."""

    domain: str
    number: int
    earlier: Earlier


def add_source(index: sqlite3.Connection, text: str) -> int:
    """Return the number of a source text in *index*, where it is added if it is new."""
    if known := index.execute("SELECT id FROM source WHERE text = ?", (text,)).fetchone():
        return int(known[0])
    words = _words(text)
    index.executemany("INSERT OR IGNORE INTO word VALUES (NULL, ?)", zip(words, strict=True))
    numbers = _numbers(index, words)
    number = index.execute("INSERT INTO source VALUES (NULL, ?, ?)", (text, _spell(words, numbers))).lastrowid or 0
    rows = ((word, len(words), place, number) for place, word in enumerate(_rarest(numbers)))
    index.executemany("INSERT INTO near VALUES (?, ?, ?, ?)", rows)
    return number


def _words(text: str) -> list[str]:
    """Return the words of *text*; one that was there before has its count behind it, and is another word."""
    seen: dict[str, int] = {}
    words = []
    for token in map(str.strip, tokens(text)):
        seen[token] = again = seen.get(token, -1) + 1
        words.append(f"{token}\n{again}" if again else token)
    return words


def _numbers(index: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return the number of each of *words* that a text in *index* has."""
    return dict(index.execute("SELECT word.text, word.id FROM json_each(?) JOIN word ON word.text = value", (json.dumps(words),)))


def _rarest(numbers: Mapping[str, int], unknown: int = 0) -> list[int]:
    """Return the rarest words of a text, as many as may have to be looked at; the *unknown* ones, as -1, are the rarest."""
    count = int((len(numbers) + unknown) * (1 - _SHARED_OF_ONE)) + _RARE
    return [*[-1] * unknown, *sorted(numbers.values(), reverse=True)][:count]


def _spell(words: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Return *words* as letters, which are compared in a fraction of the time. Two words in a million may share one."""
    return "".join(chr(0xE000 + numbers.get(word.partition("\n")[0], -1) % 1_000_000) for word in words)


class Memory:
    """What documents and memories have in the index that *connect* opens, in each process for itself.

    A text is asked for in five languages, and many have the same titles: the last answers are kept.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], state: str = "") -> None:
        """Ask nothing yet; *state* changes with what is in the index."""
        self._connect, self.state = connect, state

    @lru_cache(maxsize=1)  # noqa: B019 - there is one memory
    def _index(self) -> sqlite3.Connection:
        return self._connect()

    def _earlier(self, which: str, *values: object) -> Iterator[_Found]:
        """Yield the translations that fit the condition *which*, those of the newest document first."""
        for domain, number, date, addresses, source, text, file, line in self._index().execute(_EARLIER.format(which), values):
            name = file.rpartition("/")[2] if domain.startswith("memory/") else domain
            earlier = Earlier(f"{name}:{addresses.partition(' ')[0] or line}", source, text, date, file, line)
            yield _Found(domain, number, earlier)

    @lru_cache(maxsize=4096)  # noqa: B019
    def _exact(self, code: str, text: str) -> list[_Found]:
        """Return the translation of *text* in the newest document or file, and in the newest of the others."""
        found: dict[str, _Found] = {}
        for one in self._earlier("source.text = ? AND language = ?", text, code):
            found.setdefault(one.domain, one)
            if len(found) == 2:
                break
        return list(found.values())

    @lru_cache(maxsize=256)  # noqa: B019 - among 10,000 documents a text may have hundreds of near ones: 80 kB
    def _near(self, text: str) -> list[tuple[str, int]]:
        """Return the texts that are near *text*, and how many per cent they share with it, the nearest first."""
        words = _words(text)
        numbers = _numbers(self._index(), words)
        values = {"words": json.dumps(_rarest(numbers, len(words) - len(numbers))), "length": len(words)}
        spelt = dict(self._index().execute(_NEAR, values))
        near = process.extract(
            _spell(words, numbers), spelt, scorer=Indel.normalized_similarity, score_cutoff=2 * _SHARED, limit=None
        )
        numbers_near = json.dumps([number for _, _, number in near])
        question = "SELECT text FROM json_each(?) JOIN source ON source.id = value"
        texts = [one for (one,) in self._index().execute(question, (numbers_near,))]
        return [(texts[place], share) for place, share in NearTexts(texts).nearest(text, _AT_LEAST)]

    def _nearer(self, text: str) -> Iterator[list[str]]:
        """Yield the texts that are near *text*, those together that share as much with it, the nearest first."""
        for _, same in groupby(self._near(text), itemgetter(1)):
            yield [near for near, _ in same]

    def best(self, code: str, text: str, besides: str = "") -> Earlier | None:
        """Return what to offer for *text*: an exact match, else the nearest one; of several, that of the newest document.

        What the document *besides* has (its slug) doesn't count.
        """
        for texts in chain([[text]], self._nearer(text)):
            found = (next((one for one in self._exact(code, same) if one.domain != besides), None) for same in texts)
            if several := sorted(one for one in found if one):
                return max((one.earlier for one in several), key=lambda one: one.date)
        return None

    def offer(self, code: str, entry: Entry) -> Earlier | None:
        """Return what to offer for *entry*; nothing where a person typed or changed its translation."""
        if entry.is_typed:
            former = entry.previous.text if entry.previous else ""
            known = self._earlier("source.text = ? AND language = ? AND version.text = ?", former, code, entry.translation)
            if not entry.previous or next(known, None) is None:
                return None
        return self.best(code, entry.text)

    def left_out(self, file: str, catalog: Catalog) -> Iterator[tuple[Earlier, str]]:
        """Yield the translations of *file* that *catalog* has nowhere, each with the reason."""
        units = list(catalog)
        texts = NearTexts(entry.text for entry in units)
        taken = {form for entry in catalog.entries for form in entry.translations}
        for _, _, one in self._earlier("file = ?", file):
            if one.translation not in taken:
                near = next((units[place].name for place, _ in texts.nearest(one.source, _AT_LEAST)), None)
                yield one, f"{near} has another translation" if near else "no unit has its source text, or one near it"
