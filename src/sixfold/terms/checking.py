"""A source text and its translation → the terms that the translation lacks or words otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sixfold.document import LanguageCode
from sixfold.terms.matching import TermFinder
from sixfold.terms.model import Concept, TermBase


@dataclass(frozen=True)
class TermFinding:
    """One term of a source text: `term` as the source has it, `expected` as the translation should, `found` what it has instead.

    `found` is empty where the term is missing.
    """

    kind: Literal["missing", "forbidden"]
    term: str
    expected: str
    found: str
    concept: Concept


def check_terms(
    terms: TermBase, source: tuple[LanguageCode, str], translation: tuple[LanguageCode, str]
) -> Iterator[TermFinding]:
    """Yield the terms of the source text that its translation lacks, in reading order; texts come with their languages.

    One place with any admitted form is enough, wherever in the translation it stands and however often the source repeats the
    term. A forbidden form is told where it is no part of a longer admitted one, and only for a term that the source has.
    """
    named = named_concepts(terms, *source)
    if not named:
        return
    finder = finder_of(terms, translation[0])
    hits = finder.all(translation[1])
    present = {hit.concept for hit in hits if not hit.is_forbidden}
    suspect = [hit for hit in hits if hit.is_forbidden]  # one form may be forbidden for several terms
    wrong = {(hit.start, hit.end) for hit in finder.longest(translation[1]) if hit.is_forbidden} if suspect else ()
    forbidden = {hit.concept: hit for hit in suspect if (hit.start, hit.end) in wrong}
    for concept, term in named.items():
        expected = concept.preferred(translation[0])
        if expected is None:
            continue
        if hit := forbidden.get(concept):
            yield TermFinding("forbidden", term, expected, hit.text, concept)
        elif concept not in present:
            yield TermFinding("missing", term, expected, "", concept)


@lru_cache(maxsize=16)
def finder_of(terms: TermBase, language: LanguageCode) -> TermFinder:
    """Return what finds *terms* in *language*; made once."""
    return TermFinder(terms, language)


def named_concepts(terms: TermBase, language: LanguageCode, text: str) -> dict[Concept, str]:
    """Return the concepts that *text* names, in reading order, each with its first wording there."""
    named: dict[Concept, str] = {}
    for hit in finder_of(terms, language).longest(text):
        if not hit.is_forbidden:
            named.setdefault(hit.concept, hit.text)
    return named
