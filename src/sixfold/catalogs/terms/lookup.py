"""Texts → their terms: offered beside a text to its translator, and missing from or forbidden in its translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from sixfold.catalogs.model import Message
from sixfold.catalogs.terms.model import Concept, TermBase
from sixfold.catalogs.terms.recognition import Hit, TermFinder
from sixfold.languages import LanguageCode

MOST_OFFERED = 30
"""Lines of terms beside one text: enough for a list of 21 States, not for a table of 193."""


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


@lru_cache(maxsize=4)  # two rules ask about each text
def check_terms(
    terms: TermBase, source: tuple[LanguageCode, str], translation: tuple[LanguageCode, str]
) -> tuple[TermFinding, ...]:
    """Return the terms of the source text that its translation lacks, in reading order; texts come with their languages.

    One place with any admitted form is enough, wherever in the translation it stands and however often the source repeats the
    term. A forbidden form is told where it is no part of a longer admitted one, and only for a term that the source has.
    """
    named = named_concepts(terms, *source)
    if not named:
        return ()
    finder = finder_of(terms, translation[0])
    present, is_suspect = finder.present(translation[1], named)
    forbidden = _forbidden(finder, translation[1]) if is_suspect else {}
    findings: list[TermFinding] = []
    for concept, term in named.items():
        expected = concept.preferred(translation[0])
        if expected is None:
            continue
        if hit := forbidden.get(concept):
            findings.append(TermFinding("forbidden", term, expected, hit.text, concept))
        elif concept not in present:
            findings.append(TermFinding("missing", term, expected, "", concept))
    return tuple(findings)


def _forbidden(finder: TermFinder, text: str) -> Mapping[Concept, Hit]:
    """Return the forms in *text* that are forbidden for a concept and part of no longer one; one may be so for several."""
    wrong = {(hit.start, hit.end) for hit in finder.longest(text) if hit.is_forbidden}
    return {hit.concept: hit for hit in finder.all(text) if hit.is_forbidden and (hit.start, hit.end) in wrong}


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


def offer_terms(
    messages: Sequence[Message], terms: TermBase, source: LanguageCode, target: LanguageCode
) -> list[Message]:
    """Return *messages* with the terms of each in its comment: `term: Trust Fund = Fonds de contributions volontaires`."""
    offered: list[Message] = []
    for message in messages:
        pairs = [
            (concept.preferred(source), concept.preferred(target)) for concept in named_concepts(terms, source, message.text)
        ]
        lines = [f"term: {term} = {preferred}" for term, preferred in pairs if term and preferred]
        if len(lines) > MOST_OFFERED:
            lines[MOST_OFFERED - 1 :] = [f"terms: {len(lines) - MOST_OFFERED + 1} more, in locales/terms.csv"]
        comment = "\n".join([message.comment, *lines] if message.comment else lines)
        offered.append(replace(message, comment=comment) if lines else message)
    return offered
