"""Where a text has terms, whatever their endings: the longest first, so that a term inside a longer one is no finding by itself."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from sixfold.catalogs.inline import strip_tags
from sixfold.languages import LanguageCode
from sixfold.languages.folding import fold


@dataclass(frozen=True, eq=False)
class Concept:
    """One thing that has a name in each language.

    The first of a language's `forms` is preferred, the others are admitted; `forbidden` are forms that a reviser corrects.
    `usage` says when the term is meant; it is in `line` of the list.
    """

    forms: Mapping[LanguageCode, tuple[str, ...]]
    forbidden: Mapping[LanguageCode, tuple[str, ...]]
    usage: str = ""
    line: int = 0

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

#: A word with where it begins in its text.
Place = tuple[int, str]


class Hit(NamedTuple):
    """A form of a term in a text: `rank` counts the concept's forms, the preferred one is 0; `text` is what stands there.

    `is_exact` says that the capitals are those of the form: “Assemblée Générale” is a form of “Assemblée générale”, too;
    `is_spelt`, that the accents are: “Belarus” is found as “Belarús”. Of another form of the word it is None.
    """

    concept: Concept
    start: int
    end: int
    text: str
    rank: int
    is_forbidden: bool
    is_exact: bool = True
    is_spelt: bool | None = True


class _Word(NamedTuple):
    """A word of a form: what it is found by, how it is written, and whether a comma stands before it."""

    keys: frozenset[str]
    written: str
    follows_comma: bool

    def has_case(self, there: str) -> bool:
        """Say whether *there* has the capitals of the word; it may have more, as at the beginning of a sentence."""
        if len(self.written) > 1 and self.written.isupper():
            return there.isupper()
        return there[0].isupper() or not self.written[0].isupper()

    def may_become(self, there: str) -> bool:
        """Say whether *there* may be a form of a name: an ending of more letters makes another word of it, Gran of Granada."""
        return not self.written[0].isupper() or abs(len(self.written) - len(there)) <= _LONGEST_ENDING


@dataclass(frozen=True, slots=True)
class _Form:
    concept: Concept
    words: tuple[_Word, ...]
    rank: int
    is_forbidden: bool


class TermFinder:
    """Finds the terms of one language."""

    def __init__(self, terms: TermBase, language: LanguageCode) -> None:
        """Prepare the forms that *terms* has in *language*."""
        self._language = language
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._begun_by: dict[str, tuple[_Form, ...]] = {}
        for concept in terms.concepts:
            admitted = [(form, rank, False) for rank, form in enumerate(concept.forms.get(language, ()))]
            forbidden = [(form, 0, True) for form in concept.forbidden.get(language, ())]
            for form, rank, is_forbidden in admitted + forbidden:
                plain = without_tags(form)
                places = words_of(plain, language)
                gaps = [set(), *(marks_between(plain, *pair) for pair in pairwise(places))]
                words = tuple(
                    _Word(keys(word, language), word, not gap.isdisjoint(_COMMAS))
                    for (_, word), gap in zip(places, gaps, strict=False)
                )
                for key in words[0].keys if words else ():
                    self._forms[key].append(_Form(concept, words, rank, is_forbidden))

    @lru_cache(maxsize=4096)  # noqa: B019  (a finder lives as long as the command; five languages ask about one source text)
    def all(self, text: str) -> tuple[Hit, ...]:
        """Return every form in *text*, those inside others too, longest first; of two for one place the better one first."""
        plain = without_tags(text)
        words = words_of(plain, self._language)
        hits = []
        for first, (start, word) in enumerate(words):
            forms = self._begun_by.get(word)
            if forms is None:  # mostly none, which is remembered
                found = (form for key in sorted(keys(word, self._language)) for form in self._forms.get(key, ()))
                forms = self._begun_by[word] = tuple({id(form): form for form in found}.values())
            for form in forms:
                place = words[first : first + len(form.words)]
                if self._is_there(form.words, place, plain):
                    end = place[-1][0] + len(place[-1][1])
                    pairs = list(zip(form.words, place, strict=True))
                    is_exact = all(one.written[0].isupper() == there[0].isupper() for one, (_, there) in pairs)
                    spelt = {_is_spelt(one.written, there, self._language) for one, (_, there) in pairs}
                    is_spelt = False if False in spelt else None if None in spelt else True
                    there = plain[start:end]
                    hits.append(Hit(form.concept, start, end, there, form.rank, form.is_forbidden, is_exact, is_spelt))
        return tuple(sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, not hit.is_exact, hit.is_forbidden, hit.rank)))

    @lru_cache(maxsize=4096)  # noqa: B019
    def longest(self, text: str) -> tuple[Hit, ...]:
        """Return the forms in *text* that stand in no longer one, in reading order."""
        chosen: list[Hit] = []
        for hit in self.all(text):
            if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
                chosen.append(hit)
        return tuple(sorted(chosen, key=lambda hit: hit.start))

    def _is_there(self, form: Sequence[_Word], place: Sequence[Place], text: str) -> bool:
        """Say whether the words at *place* are those of *form*, and no mark divides them that the form hasn't."""
        if len(place) < len(form):
            return False
        for wanted, (_, there) in zip(form, place, strict=True):
            if wanted.keys.isdisjoint(keys(there, self._language)) or not wanted.has_case(there):
                return False
            if self._language in _UNDECLINED and not wanted.may_become(there):
                return False
        for wanted, pair in zip(form[1:], pairwise(place), strict=True):
            dividing = marks_between(text, *pair)
            if dividing and not (wanted.follows_comma and dividing <= _COMMAS):
                return False
        return True


def form_length(form: str) -> int:
    """Return how many words of *form* are looked for."""
    return len(re.findall(r"\w+", without_tags(form)))


#: Languages that don't decline names; a stemmer takes off what looks like an ending of a verb, too.
_UNDECLINED: Final = ("en", "es", "fr")
#: Letters that the plural or feminine of a name has more: Naciones, Parties.
_LONGEST_ENDING: Final = 2
_STEMMERS: Final = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
#: Articles and contractions: “le Royaume de Bahreïn” is also meant by “du Royaume de Bahreïn”.
_SKIPPED: Final = {
    "en": {"a", "an", "of", "the"},
    "es": {"a", "al", "de", "del", "el", "la", "las", "los"},
    "fr": {"à", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les"},
}

#: A vowel sign keeps its Arabic word in one piece; an ideograph is a word by itself.
_WORD = re.compile(r"[\w\u064b-\u0655\u0670]+")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0655\u0670]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_FLEETING = re.compile(r"(.{2,}[бвгджзйклмнпрстфхцчшщ])[ео]([бвгджзйклмнпрстфхцчшщ])")


def without_tags(text: str) -> str:
    """Return *text* without tags and footnote calls, well-formed or not.

    >>> without_tags("<em>Recall</em> resolution 65/1<fn>a</fn>")
    'Recall resolution 65/1'
    """
    return unicodedata.normalize("NFC", strip_tags(text))


def words_of(text: str, language: LanguageCode) -> Sequence[Place]:
    """Return the words of *text*, which has no tags, without articles; all of them where there is nothing else.

    Each comes with its beginning. In Chinese, every sign is a word.
    """
    if language == "zh":
        return list(enumerate(text))
    words = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    skipped = _SKIPPED.get(language, ())
    return [place for place in words if place[1].casefold() not in skipped] or words


def marks_between(text: str, before: Place, after: Place) -> frozenset[str]:
    """Return the marks in *text* between a word and the next that divide them, whatever articles stand there."""
    return _SEPARATING.intersection(text[before[0] + len(before[1]) : after[0]])


@lru_cache(maxsize=1 << 16)
def keys(word: str, language: LanguageCode) -> frozenset[str]:
    """Return what *word* is found by. Two words that share a key may be forms of one word."""
    if language == "zh":
        return frozenset((word,))
    import snowballstemmer  # noqa: PLC0415  (30 ms, and only who looks for terms needs it)

    stem = snowballstemmer.stemmer(_STEMMERS[language]).stemWord
    if language == "ar":
        return frozenset(map(stem, _bare(_ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS))))
    further = _russian(word) if language == "ru" else ()
    return frozenset((stem(word.casefold().replace("ё", "е")), *further))


def _is_spelt(written: str, there: str, language: LanguageCode) -> bool | None:
    """Say whether *there* has the accents of *written*, None where it is another form of the word; in Arabic after particles.

    >>> _is_spelt("Belarús", "Belarus", "es"), _is_spelt("sesión", "sesiones", "es"), _is_spelt("الأمم", "للامم", "ar")
    (False, None, False)
    """
    form, word = (one.casefold().replace("ё", "е") for one in (written, there))  # Russian may have either
    if language == "ar":
        form, word = (_ARABIC_MARKS.sub("", one) for one in (form.removeprefix("ال"), word))
        word = word[-len(form) :]
    return form == word or (None if fold(form) != fold(word) else False)


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
