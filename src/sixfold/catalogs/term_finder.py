"""Where a text has terms, whatever their endings: the longest first, so that a term inside a longer one is no finding by itself."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

from sixfold.catalogs.inline import strip_tags
from sixfold.languages import LanguageCode


@dataclass(frozen=True, eq=False)
class Concept:
    """One thing that has a name in each language.

    The first of a language's `forms` is preferred, the others are admitted; `forbidden` are forms that a reviser corrects.
    `context` says when the term is meant, `source` where its forms were seen; `path` and `line` are its own place.
    """

    forms: Mapping[LanguageCode, tuple[str, ...]]
    forbidden: Mapping[LanguageCode, tuple[str, ...]]
    path: Path
    line: int
    context: str = ""
    source: str = ""

    def preferred(self, language: LanguageCode) -> str | None:
        """Return the form to use in *language*; None where the list knows none."""
        forms = self.forms.get(language)
        return forms[0] if forms else None


@dataclass(frozen=True, eq=False)
class TermBase:
    """All concepts, in the order of their files."""

    concepts: tuple[Concept, ...] = ()


_SEPARATING = frozenset(".;:!?…؛؟,،•")
_COMMAS = frozenset(",،")


class Hit(NamedTuple):
    """A form of a term in a text: `rank` counts the concept's forms, the preferred one is 0; `text` is what stands there.

    `is_exact` says that the capitals are those of the form: “Assemblée Générale” is a form of “Assemblée générale”, too.
    """

    concept: Concept
    start: int
    end: int
    text: str
    rank: int
    is_forbidden: bool
    is_exact: bool = True


class _Word(NamedTuple):
    """A word of a form: what it is found by, the marks before it, and whether it is written small, Large or LARGE."""

    keys: frozenset[str]
    marks: str
    is_capital: bool
    is_acronym: bool

    def has_case(self, written: str) -> bool:
        """Say whether *written* has the capitals of the word; it may have more, as at the beginning of a sentence."""
        if self.is_acronym:
            return written.isupper()
        return not self.is_capital or written[0].isupper()


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept: Concept
    words: tuple[_Word, ...]
    rank: int
    is_forbidden: bool

    @property
    def is_word(self) -> bool:
        """Say whether the form is one word."""
        return len(self.words) == 1

    def has_case(self, written: Sequence[str]) -> bool:
        """Say whether *written*, the first words of a place, have the capitals of the form."""
        return all(wanted.has_case(word) for wanted, word in zip(self.words, written, strict=False))

    def is_exact(self, words: Words, first: int) -> bool:
        """Say whether the words from number *first* on are written with the capitals of the form."""
        written = words.texts[first : first + len(self.words)]
        return all(wanted.is_capital == word[0].isupper() for wanted, word in zip(self.words, written, strict=True))


class TermFinder:
    """Finds the terms of one language."""

    def __init__(self, terms: TermBase, language: LanguageCode) -> None:
        """Prepare the forms that *terms* has in *language*."""
        self._language = language
        self._patterns: dict[str, list[_Pattern]] = defaultdict(list)
        self._starts: dict[str, tuple[_Pattern, ...]] = {}
        self._pairs: dict[tuple[str, ...], tuple[_Pattern, ...]] = {}
        self._substrings: dict[Concept, list[tuple[str, int, bool]]] = defaultdict(list)
        for concept in terms.concepts:
            for rank, form in enumerate(concept.forms.get(language, ())):
                self._add(concept, form, rank, is_forbidden=False)
            for form in concept.forbidden.get(language, ()):
                self._add(concept, form, 0, is_forbidden=True)

    def _add(self, concept: Concept, form: str, rank: int, *, is_forbidden: bool) -> None:
        if self._language == "zh":
            self._substrings[concept].append((without_tags(form), rank, is_forbidden))
            return
        plain = without_tags(form)
        found = words_of(plain, self._language)
        words = tuple(
            _Word(
                keys(bare, self._language),
                marks_between(plain, found, place - 1) if place else "",
                text[0].isupper(),
                len(text) > 1 and text.isupper(),
            )
            for place, (text, bare) in enumerate(zip(found.texts, found.bare, strict=True))
        )
        for key in words[0].keys if words else ():
            self._patterns[key].append(_Pattern(concept, words, rank, is_forbidden))

    @lru_cache(maxsize=4096)  # noqa: B019  (a finder lives as long as the command; five languages ask about one source text)
    def all(self, text: str) -> tuple[Hit, ...]:
        """Return every form in *text*, those inside others too, longest first; of two for one place the better one first."""
        plain = without_tags(text)
        hits = self._substring_hits(plain) if self._language == "zh" else self._word_hits(plain)
        return tuple(
            sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, not hit.is_exact, hit.is_forbidden, hit.rank))
        )

    @lru_cache(maxsize=4096)  # noqa: B019
    def longest(self, text: str) -> tuple[Hit, ...]:
        """Return the forms in *text* that stand in no longer one, in reading order."""
        if not self.all(text):
            return ()
        free = [True] * (len(without_tags(text)) + 1)
        chosen: list[Hit] = []
        for hit in self.all(text):
            if all(free[hit.start : hit.end]):
                free[hit.start : hit.end] = [False] * (hit.end - hit.start)
                chosen.append(hit)
        return tuple(sorted(chosen, key=lambda hit: hit.start))

    def present(self, text: str, named: Collection[Concept]) -> tuple[set[Concept], bool]:
        """Return which of the concepts *named* stand in *text*, and whether `all` has to be asked about forbidden forms of them.

        It hasn't where each stands in the place of an admitted form that is as long and has its capitals. Half as long as `all`.
        """
        plain = without_tags(text)
        if self._language == "zh":
            forms = [(concept, form) for concept in named for form in self._substrings.get(concept, ())]
            there = [(concept, is_forbidden) for concept, (form, _, is_forbidden) in forms if form in plain]
            return {concept for concept, is_forbidden in there if not is_forbidden}, any(found for _, found in there)
        words = words_of(plain, self._language)
        places = list(self._places(plain, words, named))
        admitted = [(first, form) for first, form in places if not form.is_forbidden]
        forbidden = {(first, len(form.words)) for first, form in places if form.is_forbidden}
        exact = ((first, len(form.words)) for first, form in admitted if form.is_exact(words, first))
        return {form.concept for _, form in admitted}, bool(forbidden and forbidden.difference(exact))

    def _substring_hits(self, text: str) -> Iterator[Hit]:
        for concept, forms in self._substrings.items():
            for form, rank, is_forbidden in forms:
                start = text.find(form)
                while start >= 0:
                    yield Hit(concept, start, start + len(form), form, rank, is_forbidden)
                    start = text.find(form, start + 1)

    def _word_hits(self, text: str) -> Iterator[Hit]:
        words = words_of(text, self._language)
        for first, form in self._places(text, words):
            start, end = words.starts[first], words.end(first + len(form.words) - 1)
            is_exact = form.is_exact(words, first)
            yield Hit(form.concept, start, end, text[start:end], form.rank, form.is_forbidden, is_exact)

    def _places(
        self, text: str, words: Words, named: Collection[Concept] | None = None
    ) -> Iterator[tuple[int, _Pattern]]:
        """Yield the forms, only those of *named* if it is given, that stand in *text*, each with its first word's number."""
        for first, word in enumerate(words.bare):
            if self._starts.get(word) == ():
                continue
            for form in self._begun_by(words, first):
                if (named is None or form.concept in named) and self._is_there(form.words, words, first, text):
                    yield first, form

    def _begun_by(self, words: Words, first: int) -> tuple[_Pattern, ...]:
        """Return the forms that word number *first* and the one after it may begin: mostly none, which is remembered."""
        word = words.bare[first]
        if word not in self._starts:
            found = [pattern for key in sorted(keys(word, self._language)) for pattern in self._patterns.get(key, ())]
            self._starts[word] = tuple({id(pattern): pattern for pattern in found}.values())
        starts = self._starts[word]
        pair = tuple(words.texts[first : first + 2])
        if starts and pair not in self._pairs:  # 150 names begin with “Republic”
            second = keys(words.bare[first + 1], self._language) if len(pair) > 1 else frozenset()
            self._pairs[pair] = tuple(
                form for form in starts if form.has_case(pair) and (form.is_word or not second.isdisjoint(form.words[1].keys))
            )
        return self._pairs[pair] if starts else ()

    def _is_there(self, form: Sequence[_Word], words: Words, first: int, text: str) -> bool:
        """Say whether *form*, whose first two words were found already, stands there: the rest of it, and what divides it."""
        if first + len(form) > len(words.bare):
            return False
        for place in range(2, len(form)):
            wanted, there = form[place], first + place
            if wanted.keys.isdisjoint(keys(words.bare[there], self._language)) or not wanted.has_case(words.texts[there]):
                return False
        return all(
            _are_joined(form[place].marks, marks_between(text, words, first + place - 1)) for place in range(1, len(form))
        )


def _are_joined(wanted: str, marks: str) -> bool:
    """Say whether none of *marks* divides two words, unless the form itself, with its marks *wanted*, has a comma there."""
    dividing = _SEPARATING.intersection(marks) if marks else marks
    return not dividing or (dividing <= _COMMAS and not _COMMAS.isdisjoint(wanted))


def form_length(form: str) -> int:
    """Return how many words of *form* are looked for."""
    return len(re.findall(r"\w+", without_tags(form)))


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
