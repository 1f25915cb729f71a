"""A text's words as terms see them: without tags, endings, articles; in Arabic also without the particles written on a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

from sixfold.catalogs.inline import strip_tags
from sixfold.languages import LanguageCode

_STEMMERS: Final = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
_SKIPPED: Final = {
    "en": ("a", "an", "of", "the"),
    "es": ("a", "al", "de", "del", "el", "la", "las", "los"),
    "fr": ("à", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les"),
}
"""Articles and contractions: “le Royaume de Bahreïn” is also meant by “du Royaume de Bahreïn”."""

_WORD = re.compile(r"(\w+)")
_NO_MARK = re.compile(r"[\w\s]")
_JOINER = "\u0640"  # a letter to regular expressions: it keeps a word with vowel signs in one piece
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0655\u0670]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_FLEETING = re.compile(r"(.{2,}[бвгджзйклмнпрстфхцчшщ])[ео]([бвгджзйклмнпрстфхцчшщ])")


class Words(NamedTuple):
    """The words of a text without tags: where each begins, how it is written, and the same without vowel signs and tatweel."""

    starts: Sequence[int]
    texts: Sequence[str]
    bare: Sequence[str]

    def end(self, place: int) -> int:
        """Return where a word ends."""
        return self.starts[place] + len(self.texts[place])


def without_tags(text: str) -> str:
    """Return *text* without tags and footnote calls, well-formed or not.

    >>> without_tags("<em>Recall</em> resolution 65/1<fn>a</fn>")
    'Recall resolution 65/1'
    """
    return unicodedata.normalize("NFC", strip_tags(text))


def words_of(text: str, language: LanguageCode) -> Words:
    """Return the words of *text*, which has no tags, without articles; all of them where there is nothing else."""
    pieces = _WORD.split(_ARABIC_MARKS.sub(_JOINER, text) if language == "ar" else text)
    starts, bare = list(accumulate(map(len, pieces)))[:-1:2], pieces[1::2]
    skipped = _SKIPPED.get(language, ())
    meant = [place for place, word in enumerate(bare) if word.casefold() not in skipped] if skipped else ()
    if meant:
        starts, bare = [starts[place] for place in meant], [bare[place] for place in meant]
    texts = [text[start : start + len(word)] for start, word in zip(starts, bare, strict=True)] if language == "ar" else bare
    return Words(starts, texts, bare)


def marks_between(text: str, words: Words, place: int) -> str:
    """Return the marks that stand in *text* between a word and the next, whatever articles stand there."""
    gap = text[words.end(place) : words.starts[place + 1]]
    return "" if gap == " " or gap.isspace() else _NO_MARK.sub("", gap)


@lru_cache(maxsize=1 << 16)
def keys(word: str, language: LanguageCode) -> frozenset[str]:
    """Return what *word* is found by. Two words that share a key may be forms of one word."""
    if language == "ar":
        return frozenset(_stem(bare, language) for bare in _bare(_ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS)))
    stem = _stem(word.casefold().replace("ё", "е"), language)
    return frozenset((stem, *_russian(word))) if language == "ru" else frozenset((stem,))


def _russian(word: str) -> Iterator[str]:
    """Yield two further keys for nouns that the stemmer takes for verbs (Беларусь) or stems unevenly (Ассамблея, Египта)."""
    bare = word.casefold().rstrip("аеёиоуыэюяйь")
    if len(bare) > 2:
        yield bare
    if parts := _FLEETING.fullmatch(bare):
        yield parts[1] + parts[2]


def _bare(word: str) -> Iterator[str]:
    """Yield *word* with and without what may be written on it: wa- and fa-, then bi-, li- and ka-, then al-.

    A letter that only looks like a particle costs nothing: the word as it stands is among the forms, too.
    """
    if not word:  # a stroke or a vowel sign that stands alone
        return
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
