"""An address, or words that a person looks for → the units that have them, in both languages.

FTS5 knows the stems of words and, in Chinese, the pairs of signs: its own trigrams find nothing below three characters. Where no
unit has the words, every text is looked at for what may stand inside a word.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sixfold.catalogs.term_finder import without_tags
from sixfold.document.text_index import Spread, Version, ask_index, word_stems
from sixfold.errors import SixfoldError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.languages.folding import fold
from sixfold.project.paths import Project

#: What a unit was found by: its address, the text as typed, all words of it in any form and order, or a part of a word.
Match = Literal["address", "phrase", "words", "part"]


class FoundUnit(NamedTuple):
    """A unit of a domain: a document's slug, `house`, `terms` or `memory/NAME`. Its source text is the first of `versions`.

    `addresses` are its places in the document, or the context of a fixed word; a term, an obsolete unit and a memory have none.
    """

    domain: str
    addresses: Sequence[str]
    match: Match
    versions: Sequence[Version]


@dataclass(frozen=True)
class Query:
    """An address or a text to look for, in the source texts and in *languages*; in *domains* only, where any are named."""

    text: str
    languages: Sequence[LanguageCode] = LANGUAGE_CODES
    domains: Sequence[str] = ()


class Found(NamedTuple):
    """The first units, how many there are in all, and what could not be read."""

    units: Sequence[FoundUnit]
    total: int
    unread: Sequence[SixfoldError]


def find_units(project: Project, query: Query, most: int | None = None, spread: Spread = map) -> Found:
    """Return the first *most* units whose address the query is; where none is, those that have its text, the nearest first.

    Of those equally near the terms come first, then the newest document, in its order.
    """

    plain = without_tags(query.text)
    values = {"typed": query.text, "folded": fold(plain), "chinese": fold(plain, "zh"), "stems": _stem_pattern(plain)}
    values |= {"domains": json.dumps(query.domains), "languages": json.dumps(query.languages)}

    def ask(index: sqlite3.Connection) -> tuple[list[FoundUnit], int]:
        for question in (_BY_ADDRESS, _BY_WORDS if values["stems"] else "", _BY_PART):
            if hits := index.execute(question, values).fetchall():
                return [_unit(index, unit, match, query.languages) for unit, match in hits[:most]], len(hits)
        return [], 0

    (units, total), unread = ask_index(project, ask, spread)
    return Found(units, total, unread)


# ruff: noqa: S608 - these questions are made of our own words; what was typed is in their values
_HAS_TEXT = "instr(text, CASE language WHEN 'zh' THEN :chinese ELSE :folded END)"
_IS_MEANT = """
(:domains = '[]' OR domain IN (SELECT value FROM json_each(:domains)))
AND (is_source OR language IN (SELECT value FROM json_each(:languages)))
"""
#: A text that the seed has no more, in a catalog that isn't updated yet, has an address that is another text's by now.
_BY_ADDRESS = f"""
SELECT unit.id, 'address' FROM unit JOIN domain ON name = domain JOIN folded ON folded.unit = unit.id
WHERE instr(' ' || addresses || ' ', ' ' || :typed || ' ') AND {_IS_MEANT} AND NOT (date <> '' AND EXISTS (
    SELECT 1 FROM version WHERE version.unit = unit.id AND version.state = 'source' AND file GLOB '*.po'))
GROUP BY unit.id ORDER BY date DESC, name, unit.id
"""
_BY_WORDS = f"""
SELECT unit.id, min(iif({_HAS_TEXT}, 'phrase', 'words')) AS match
FROM stem JOIN folded ON folded.id = stem.rowid JOIN unit ON unit.id = unit JOIN domain ON name = domain
WHERE stem MATCH :stems AND {_IS_MEANT}
GROUP BY unit.id ORDER BY match, date DESC, name, unit.id
"""
_BY_PART = f"""
SELECT unit.id, 'part' FROM folded JOIN unit ON unit.id = unit JOIN domain ON name = domain
WHERE {_HAS_TEXT} AND {_IS_MEANT}
GROUP BY unit.id ORDER BY date DESC, name, unit.id
"""


def _stem_pattern(text: str) -> str:
    """Return what FTS5 has to look for: in one of the six languages a stem of each word of *text*."""
    patterns = []
    for code in LANGUAGE_CODES:
        words = list(dict.fromkeys(word_stems(text, code)))
        if words and all(words):
            patterns.append(" AND ".join(f"({' OR '.join(stems)})" for stems in words))
    return " OR ".join(f"({pattern})" for pattern in patterns)


def _unit(index: sqlite3.Connection, unit: int, match: Match, languages: Sequence[LanguageCode]) -> FoundUnit:
    """Return a unit with its source text and its versions in *languages*."""
    domain, addresses = index.execute("SELECT domain, addresses FROM unit WHERE id = ?", (unit,)).fetchone()
    rows = index.execute("SELECT language, state, text, file, line FROM version WHERE unit = ? ORDER BY id", (unit,))
    source, *others = (Version(*row) for row in rows)
    return FoundUnit(domain, addresses.split(), match, [source, *(one for one in others if one.language in languages)])
