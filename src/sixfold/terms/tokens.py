"""A text's words as terms see them: without tags, endings, articles; in Arabic also without the particles written on a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from sixfold.document import LanguageCode

_STEMMERS: Final = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
_SKIPPED: Final = {
    "en": ("a", "an", "of", "the"),
    "es": ("a", "al", "de", "del", "el", "la", "las", "los"),
    "fr": ("à", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les"),
}
"""Articles and contractions: “le Royaume de Bahreïn” is also meant by “du Royaume de Bahreïn”."""

_NOTE_CALL = re.compile(r"<fn>.*?</fn>|</?(?:em|strong|sup|sub|fn)>")
_WORD = re.compile(r"\w+")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0655\u0670]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_FLEETING = re.compile(r"(.{2,}[бвгджзйклмнпрстфхцчшщ])[ео]([бвгджзйклмнпрстфхцчшщ])")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its place in the text without tags, the keys by which it may be found, and the marks that stand before it."""

    start: int
    end: int
    text: str
    keys: frozenset[str]
    marks: str


def without_tags(text: str) -> str:
    """Return *text* without tags and footnote calls, well-formed or not.

    >>> without_tags("<em>Recall</em> resolution 65/1<fn>a</fn>")
    'Recall resolution 65/1'
    """
    return unicodedata.normalize("NFC", _NOTE_CALL.sub("", text))


def tokens(text: str, language: LanguageCode) -> list[Token]:
    """Return the words of *text*, which has no tags, without articles; all of them where there is nothing else."""
    skipped = _SKIPPED.get(language, ())
    words = list(_WORD.finditer(_unmarked(text) if language == "ar" else text))
    meant = [word for word in words if word[0].casefold() not in skipped] or words
    return list(_tokens(meant, text, language))


def _unmarked(text: str) -> str:
    """Return *text* with vowel signs and tatweel joined to their words: each is a mark, which is no part of a word."""
    return _ARABIC_MARKS.sub("ـ", text)


def _tokens(words: list[re.Match[str]], text: str, language: LanguageCode) -> Iterator[Token]:
    end = 0
    for word in words:
        marks = re.sub(r"[\w\s]", "", text[end : word.start()])
        yield Token(word.start(), word.end(), text[word.start() : word.end()], keys(word[0], language), marks)
        end = word.end()


@lru_cache(maxsize=1 << 16)
def keys(word: str, language: LanguageCode) -> frozenset[str]:
    """Return what *word* is found by. Two words that share a key may be forms of one word."""
    if language == "ar":
        return frozenset(_stem(bare, language) for bare in _bare(_plain_arabic(word)))
    stem = _stem(word.casefold().replace("ё", "е"), language)
    return frozenset((stem, *_russian(word))) if language == "ru" else frozenset((stem,))


def _russian(word: str) -> Iterator[str]:
    """Yield two further keys for nouns that the stemmer takes for verbs (Беларусь) or stems unevenly (Ассамблея, Египта)."""
    bare = word.casefold().rstrip("аеёиоуыэюяйь")
    if len(bare) > 2:
        yield bare
    if parts := _FLEETING.fullmatch(bare):
        yield parts[1] + parts[2]


def _plain_arabic(word: str) -> str:
    return _ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS)


def _bare(word: str) -> Iterator[str]:
    """Yield *word* with and without what may be written on it: wa- and fa-, then bi-, li- and ka-, then al-.

    A letter that only looks like a particle costs nothing: the word as it stands is among the forms, too.
    """
    starts = {word}
    starts |= {start[1:] for start in starts if start[0] in "وف" and len(start) > 3}
    starts |= {start[1:] for start in starts if start[0] in "بلك" and len(start) > 3}
    for start in starts:
        yield start
        if start.startswith("ال") and len(start) > 4:
            yield start[2:]
        elif start.startswith("ل") and start[:2] != "لا" and len(start) > 4:
            yield start[1:]  # lil-: li- and al- in one


@cache
def _stemmer(language: LanguageCode) -> Any:
    import snowballstemmer  # noqa: PLC0415  (30 ms, and only who looks for terms needs it)

    return snowballstemmer.stemmer(_STEMMERS[language])


def _stem(word: str, language: LanguageCode) -> str:
    stem: str = _stemmer(language).stemWord(word) if language in _STEMMERS else word
    return stem
