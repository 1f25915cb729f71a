"""What the words of a translation may be: none left in the source language, one wording for one text, terms as agreed, names as
they are spelt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import TermFinding, check_terms, named_concepts
from sixfold.checks.findings import Check, Checks, Diagnostic
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import CatalogContext, Unit, around
from sixfold.languages import LANGUAGES
from sixfold.languages.folding import fold

CHECKS = Checks()

_WORD = re.compile(r"[^\W\d_]+")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z’'\-]*(?:,? [A-Za-z][A-Za-z’'\-]*){2,}")
_OTHER_ALPHABETS = {"ar", "ru", "zh"}
#: A text of fewer words may rightly be the same in two languages: names, symbols, “Mission permanente”.
_FEWEST_WORDS = 3
_RUN = 4
#: One text may be translated in two ways where its role differs, or its words are few: “Note”, “Total”.
_FEWEST_REPEATED = 4
#: The share of their words that two texts may have in common and still not be one text worded in two ways.
_MOST_SHARED = 0.3


@CHECKS.enter("untranslated", "error")
def find_untranslated(unit: Unit) -> Iterator[Diagnostic]:
    """Nothing is left in the source language.

    A translation isn’t its source text, and has no stretch of four words of it (in another alphabet: three words of Latin
    letters, one of them small). Names are left alone.
    """
    if unit.is_house or unit.kind in ("name", "cell"):
        return
    text = unit.text
    if text == unit.source_text and len(unit.words) >= _FEWEST_WORDS:
        yield Diagnostic("the translation is the source text", "translate it")
        return
    if unit.language in _OTHER_ALPHABETS and unit.source_language not in _OTHER_ALPHABETS:
        runs = (match[0] for match in _LATIN_RUN.finditer(text))
        foreign = next((run for run in runs if any(word.islower() for word in run.split()[1:])), None)
    else:  # a run of words that both texts have, with words among them that only the source language has
        signs = TABLES[unit.source_language].own_words - TABLES[unit.language].own_words
        source = f" {' '.join(_WORD.findall(unit.source_text))} " if not signs.isdisjoint(unit.words) else ""
        stretches = (unit.words[start : start + _RUN] for start in range(len(unit.words) - _RUN + 1) if source)
        foreign = next((" ".join(run) for run in stretches if not signs.isdisjoint(run) and f" {' '.join(run)} " in source), None)
    if foreign:
        yield Diagnostic(f"“{foreign}” is left in the source language", "translate it")


@CHECKS.enter("two-translations", "warning", is_of_catalog=True)
def find_two_translations(context: CatalogContext) -> Iterator[Diagnostic]:
    """The same text is translated in one way.

    Where a document says the same twice in the same role (titles, paragraphs, notes of four words or more), so does its
    translation.
    """
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in context.units:
        if not unit.is_house:
            groups.setdefault((unit.kind, unit.source), []).append(unit)
    for (_, source), group in groups.items():
        wordings = Counter(unit.translation for unit in group)
        if len(wordings) == 1 or len(_WORD.findall(source)) < _FEWEST_REPEATED:
            continue
        first = next(unit for unit in group if unit.translation == wordings.most_common(1)[0][0])
        for unit in group:
            if unit.translation != first.translation:
                what = f"{unit.name}: the same text is translated otherwise in {first.name}"
                yield Diagnostic(what, f"choose one: “{first.text[:60]}”", line=unit.line)


@CHECKS.enter("one-translation", "warning", is_of_catalog=True)
def find_one_translation(context: CatalogContext) -> Iterator[Diagnostic]:
    """Two texts that differ are translated in two ways.

    Where two texts of four words or more have hardly a word in common, one translation for both is a copy in the wrong place.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in context.units:
        if not unit.is_house and len(_WORD.findall(unit.source)) >= _FEWEST_REPEATED:
            groups.setdefault(unit.translation, []).append(unit)
    for first, *others in groups.values():
        mine = set(_WORD.findall(first.source_text.lower()))
        for unit in others:
            theirs = set(_WORD.findall(unit.source_text.lower()))
            if len(mine & theirs) < _MOST_SHARED * len(mine | theirs):
                what = f"{unit.name} has the translation of {first.name}, another text"
                yield Diagnostic(what, f"translate “{unit.source_text[:60]}”", line=unit.line)


@CHECKS.enter("negation", "note")
def find_lost_negation(unit: Unit) -> Iterator[Diagnostic]:
    """What the source text denies, the translation denies.

    The source text has “not”, “never” or the like, the translation no word that denies: worth a look, for it may be worded
    otherwise.
    """
    denied = TABLES[unit.source_language].negative.search(unit.source_text) if not unit.is_house else None
    if denied and not TABLES[unit.language].negative_like.search(unit.text):
        what = f"the source text has “{around(unit.source_text, denied, 15, 15)}”, the translation denies nothing"
        yield Diagnostic(what, "look at the source again")


# ---- the block at the right of the masthead ----


def stands_in_masthead_block(context: str) -> bool:
    """Say whether a fixed word stands at the right of the masthead, in English also in Arabic, Chinese and Russian."""
    return context.startswith(("distribution.", "language.", "original.")) and context != "distribution.provisional"


@CHECKS.enter("masthead-block", "error", languages=("ar", "ru", "zh"))
def find_translated_block(unit: Unit) -> Iterator[Diagnostic]:
    """The block at the right of the masthead stays English.

    In Arabic, Chinese and Russian documents the lines of distribution, date and languages are English: Distr.: General.
    """
    is_english = LANGUAGES[unit.language].masthead_language == "en"
    if unit.is_house and is_english and stands_in_masthead_block(unit.context) and unit.translation != unit.source:
        yield Diagnostic(f"“{unit.text}” stands in a block that stays English", f"write “{unit.source}”")


# ---- terms: a project’s list says what they are ----

_TERM_CHECKS = Checks()


@_TERM_CHECKS.enter("term-missing", "warning")
def find_missing_terms(terms: TermBase, unit: Unit) -> Iterator[Diagnostic]:
    """A term of the source text is in the translation.

    Where the source text has a term of locales/terms.csv, or the name of a State, the translation has one of its forms: once is
    enough, in any number, case or gender. The longest term counts: “United Nations” inside the name of an office isn’t asked
    for.
    """
    for found in _check_terms(terms, unit, "missing"):
        yield Diagnostic(f"the term for “{found.term}” is missing", f"write “{found.expected}”, or a form of it")


@_TERM_CHECKS.enter("term-forbidden", "warning")
def find_forbidden_terms(terms: TermBase, unit: Unit) -> Iterator[Diagnostic]:
    """A term has none of its forbidden forms.

    Where the source text has a term of locales/terms.csv, the translation has no form that the list forbids for it: États
    membres for États Membres, 贩卖人口 for 贩运人口. Inside a longer term that is right, such a form is right, too. Accents,
    hamza and the dots of Arabic letters are those of the list: Belarús, not Belarus.
    """
    for found in _check_terms(terms, unit, "misspelt"):
        yield Diagnostic(f"“{found.found}” is spelt “{found.expected}”", f"write {found.expected}")
    for found in _check_terms(terms, unit, "forbidden"):
        what = f"“{found.found}” is not the term for “{found.term}”"
        yield Diagnostic(what, f"write “{found.expected}”, or a form of it")


def _check_terms(terms: TermBase, unit: Unit, kind: str) -> Iterator[TermFinding]:
    found = check_terms(terms, (unit.source_language, unit.source), (unit.language, unit.translation))
    return (one for one in found if one.kind == kind)


# ---- names in Latin letters, which no translation changes: Ezeilo, not Ezielo ----

_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
_FEWEST_LETTERS = 5
#: Letters that stand for each other in words of the same origin: National, Nacional; Organization, Organisation; Kenya, Kenia.
_COGNATE = str.maketrans("czyk", "tsit")


@_TERM_CHECKS.enter("names", "warning")
def find_misspelt_names(terms: TermBase, unit: Unit) -> Iterator[Diagnostic]:
    """Names in Latin letters are spelt as in the source text.

    A name that is nearly one of the source text has a slip in it: a letter lost, added, changed, or two in the wrong order. In
    French and Spanish a word with a capital is taken for a name where the name beside it is the same in both texts, or where two
    letters have changed places; in Arabic, Chinese and Russian every Latin word is. What the list of terms has for a term of the
    source text is right: Cameroun for Cameroon.
    """
    names, there = _LATIN_WORD.findall(unit.source_text), _LATIN_WORD.findall(unit.text)
    if unit.is_house or unit.source_language in _OTHER_ALPHABETS or names == there:
        return
    is_other_alphabet = unit.language in _OTHER_ALPHABETS

    def only_in(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, str]]:
        missing = set(words).difference(others)
        candidates = {one for one in missing if len(one) >= _FEWEST_LETTERS and (is_other_alphabet or one[0].isupper())}
        return [(place, word) for place, word in enumerate(words) if word in candidates]

    left = only_in(names, there)
    roots = {name: _root(name) for _, name in left}
    for place, word in only_in(there, names) if left else ():
        # all at once, in a tenth of the time: another letter is one step, two that changed places are two
        extracted = process.extract(_root(word), roots, scorer=Levenshtein.distance, score_cutoff=2, limit=None)
        near = {name for _, _, name in extracted}
        for at, name in left if near else ():
            if name not in near:
                continue
            is_sure = is_other_alphabet or _is_beside(names, at, there, place)
            is_near = is_exchange(name, word) or (is_sure and is_slip(name, word))
            if is_near and word not in _words_of_terms(terms, unit):
                yield Diagnostic(f"“{word}” is spelt “{name}” in the source text", f"write {name}")
                break


def _words_of_terms(terms: TermBase, unit: Unit) -> set[str]:
    """Return the words that translate the terms of the source text."""
    forms = (concept.forms.get(unit.language, ()) for concept in named_concepts(terms, unit.source_language, unit.source))
    return {word for form in chain.from_iterable(forms) for word in _LATIN_WORD.findall(form)}


def _is_beside(names: Sequence[str], at: int, there: Sequence[str], place: int) -> bool:
    """Say whether the word before or after is the same name in both texts."""
    return any(
        0 <= at + step < len(names) and 0 <= place + step < len(there)
        and names[at + step] == there[place + step] and names[at + step].istitle()
        for step in (-1, 1)
    )  # fmt: skip


def is_exchange(name: str, word: str) -> bool:
    """Say whether *word* is *name* with two neighbouring letters in the wrong order; Minister and ministre are two words.

    >>> is_exchange("Ezeilo", "Ezielo"), is_exchange("Minister", "Ministre"), is_exchange("Ezeilo", "Ezeila")
    (True, False, False)
    """
    one, other = _singular(name), _singular(word)
    return OSA.distance(one, other) == 1 < Levenshtein.distance(one, other) and {one[-2:], other[-2:]} != {"er", "re"}


def is_slip(name: str, word: str) -> bool:
    """Say whether *word* is *name* with a letter more, less or other; endings and what else languages vary are none.

    >>> is_slip("Ezeilo", "Ezalo"), is_slip("Ezeilo", "Ezelo"), is_slip("Argentina", "Argentine"), is_slip("Bahreïn", "Bahrein")
    (False, True, False, False)
    """
    one, other = _root(name), _root(word)
    return one[-1:] == other[-1:] and Levenshtein.distance(one, other) == 1


@lru_cache(maxsize=1 << 12)  # each word of a text is held against each name of the other
def _root(word: str) -> str:
    """Return *word* as words of the same origin have it in several languages."""
    return _singular(word).translate(_COGNATE)


@lru_cache(maxsize=1 << 12)
def _singular(word: str) -> str:
    """Return *word* without accents, capitals and the ending of a plural."""
    return fold(word).removesuffix("s")


# ---- what a project’s list of terms makes of these checks ----

TERM_RULES = tuple(check.rule for check in _TERM_CHECKS)
"""The rules, whatever the list of terms says."""


def term_checks(terms: TermBase) -> tuple[Check, ...]:
    """Return the checks that hold translations to *terms*."""
    return tuple(replace(check, look=partial(check.look, terms)) for check in _TERM_CHECKS)
