"""Two texts → how much speaks for one being the translation of the other: structure, facts and length, as one logarithm of odds.

Facts are those that `checks` compares: what no translation may change. What many texts of a document state says little (its year,
its organ), what one text states says much: each fact weighs what it tells. The weights were chosen with `measure.alignment`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from sixfold.catalogs.inline import note_calls, strip_tags
from sixfold.catalogs.term_finder import TermBase, TermFinder
from sixfold.checks.translations.facts import facts_of
from sixfold.document.fields import Text
from sixfold.languages import LanguageCode
from sixfold.languages.folding import fold
from sixfold.languages.formatting import convert_figure

#: The marks that end a text, by what they are in every language.
_ENDS = {mark: kind for kind, marks in {".": ".。", ":": ":：", ";": ";；؛", ",": ",，،、"}.items() for mark in marks}
_CLOSING = "\u00a0\u202f ”»“\"'’)"
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]{3,}")
_ALPHABETS = {"ar": "arabic", "ru": "cyrillic", "zh": "chinese"}
#: Letters of a word by which its like in another language of the Latin alphabet is known: resol-ution, résol-ution, resol-ución.
_COGNATE = 5
#: What part of a text a term has to be for the text to name just that: the State of a row, of a line.
_NAMED = 0.7
#: What no fact says more than, however rare, and what one says that only one side has: translators and readers of files slip, too.
_MOST = 4.0
_LOST = 2.5
#: What words of the same origin say together at most, and facts and terms.
_WORDS_MOST = 8.0
_FACTS_MOST = 12.0
_NOTHING: Counter[Hashable] = Counter()


@dataclass(frozen=True)
class Piece:
    """One text, or several as one, with what it is known by.

    `label` is what it is counted by: the number of a paragraph, the letter of an item. `facts` have to be in a translation, `hints`
    may be: numbers in words, names and words of the same origin.
    """

    texts: tuple[Text, ...]
    kind: str
    label: str
    length: int
    facts: Counter[Hashable]
    terms: Counter[Hashable]
    hints: Counter[Hashable]
    end: str
    emphasis: int
    calls: int

    def __add__(self, other: Piece) -> Piece:
        """Return the two as one: what both state, ended as the second."""
        return replace(
            self, texts=self.texts + other.texts, length=self.length + other.length, facts=self.facts + other.facts,
            terms=self.terms + other.terms, hints=self.hints + other.hints, end=other.end,
            emphasis=self.emphasis + other.emphasis, calls=self.calls + other.calls,
        )  # fmt: skip


class Reader:
    """Makes pieces of the texts of one language; *other* is the language that they are held against."""

    def __init__(self, language: LanguageCode, other: LanguageCode, terms: TermBase) -> None:
        """Keep the languages, and prepare the terms that both have."""
        self._language = language
        shared = TermBase(tuple(one for one in terms.concepts if language in one.forms and other in one.forms))
        self._finder = TermFinder(shared, language)
        self._has_cognates = language not in _ALPHABETS and other not in _ALPHABETS

    def piece(self, text: Text, kind: str, label: str = "") -> Piece:
        """Return *text* as a piece."""
        plain = strip_tags(text.text)
        if text.is_figure:  # as a whole: in a table (1,234) is a number below nil, or a share
            figure: Counter[Hashable] = Counter([("figure", convert_figure(text.text, self._language, "en"))])
            return Piece((text,), kind, label, len(plain), figure, Counter(), Counter(), "", 0, 0)
        found = facts_of(text.text, self._language)
        dates = ((date.month, date.day) if date.day else (date.year, date.month) for date in found.dates.elements())
        kinds: dict[str, Counter[Any]] = {"symbol": found.symbols, "reference": found.references, "time": found.times}
        facts: Counter[Hashable] = Counter((name, fact) for name, counted in kinds.items() for fact in counted.elements())
        facts += Counter(("number", number) for number in (found.numbers + found.ordinals).elements())
        facts += Counter(("date", *date) for date in dates)
        hints: Counter[Hashable] = Counter(("number", number) for number in found.words.elements())
        hints += Counter(set(self._words(plain)))
        hits = self._finder.longest(text.text)
        terms: Counter[Hashable] = Counter(id(hit.concept) for hit in hits)
        if len(hits) == 1 and hits[0].end - hits[0].start >= _NAMED * len(plain):
            facts, terms = facts + terms, Counter()
        ending = plain.rstrip(_CLOSING)[-1:]
        return Piece(
            (text,), kind, label, len(plain), facts, terms, hints,
            _ENDS.get(ending, ""), text.text.count("<em>") + text.text.count("<strong>"), len(note_calls(text.text)),
        )  # fmt: skip

    def _words(self, plain: str) -> Iterator[Hashable]:
        for match in _LATIN_WORD.finditer(plain):
            word = match[0]
            if word[0].isupper() or self._language in _ALPHABETS:
                yield "name", fold(word)
            if self._has_cognates and len(word) > _COGNATE:
                yield "cognate", fold(word)[:_COGNATE]


class Evidence:
    """How much speaks for pairs of *pieces* and *others*, as far as these can tell: how long translations are, what is rare."""

    def __init__(self, pieces: Sequence[Piece], others: Sequence[Piece]) -> None:
        """Count what the texts of both documents state, and how long they are."""
        lengths = [sum(piece.length for piece in side) or 1 for side in (pieces, others)]
        self._ratio = lengths[1] / lengths[0]
        every = (*pieces, *others)
        stated = Counter(fact for piece in every for fact in {*piece.facts, *piece.terms, *piece.hints})
        self._weights = {fact: min(_MOST, math.log((len(every) + 2) / count)) for fact, count in stated.items()}

    def of(self, piece: Piece, other: Piece) -> float:
        """Return the logarithm of the odds that *other* is the translation of *piece*, as far as the two can tell."""
        return self._structure(piece, other) + self._facts(piece, other) + self._length(piece, other)

    def _structure(self, piece: Piece, other: Piece) -> float:
        odds = 1.0 if piece.kind == other.kind else -3.0
        if "heading" in (piece.kind, other.kind) and piece.kind != other.kind:
            odds -= 3.0
        if piece.label and other.label:
            odds += 1.0 if piece.label == other.label else -0.3
        odds += 0.5 if piece.end == other.end else -1.0
        if piece.emphasis or other.emphasis:
            odds += 0.8 if piece.emphasis == other.emphasis else -0.8
        if piece.calls or other.calls:
            odds += 1.5 if piece.calls == other.calls else -1.0
        return odds

    def _facts(self, piece: Piece, other: Piece) -> float:
        weights = self._weights
        odds = 0.0
        both = piece.facts & other.facts if piece.facts and other.facts else _NOTHING
        for fact, count in both.items():
            odds += weights[fact] * count
        for mine, theirs in ((piece, other), (other, piece)):
            for fact, count in mine.facts.items():
                if left := count - both.get(fact, 0):
                    in_words = min(left, theirs.hints.get(fact, 0))
                    odds += 0.5 * weights[fact] * in_words - _LOST * (left - in_words)
        terms = piece.terms & other.terms if piece.terms and other.terms else _NOTHING
        for term, count in terms.items():
            odds += 0.8 * weights[term] * count
        for mine in (piece, other):
            for term, count in mine.terms.items():
                odds -= 0.35 * weights[term] * (count - terms.get(term, 0))
        words = sum(0.4 * weights[word] for word in piece.hints.keys() & other.hints.keys() if word not in both)
        return max(-_FACTS_MOST, min(_FACTS_MOST, odds)) + min(_WORDS_MOST, words)

    def _length(self, piece: Piece, other: Piece) -> float:
        """Return what the lengths tell: a translation is off by a fifth, of a few letters by more; another text by a factor."""
        expected = piece.length * self._ratio
        apart = math.log((other.length + 4) / (expected + 4))
        spread = 0.2 + 1.5 / math.sqrt(min(expected, other.length) + 4)
        return math.log(1.2 / spread) - apart * apart / 2 * (1 / (spread * spread) - 1 / (1.2 * 1.2)) if spread < 1.2 else 0.0


def joined(pieces: Iterable[Piece]) -> Piece:
    """Return all of *pieces*, of which there is one at least, as one."""
    return reduce(Piece.__add__, pieces)
