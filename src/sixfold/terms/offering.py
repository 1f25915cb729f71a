"""Terms offered to a translator: lines beside the text that has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sixfold.document import LanguageCode
from sixfold.messages import Message
from sixfold.terms.checking import named_concepts
from sixfold.terms.model import TermBase

MOST = 30
"""Lines of terms beside one text: enough for a list of 21 States, not for a table of 193."""


def offer_terms(
    messages: Sequence[Message], terms: TermBase, source: LanguageCode, target: LanguageCode
) -> list[Message]:
    """Return *messages* with the terms of each in its comment: `term: Trust Fund = Fonds de contributions volontaires`."""
    return [_with_terms(message, list(_lines(message, terms, source, target))) for message in messages]


def _lines(message: Message, terms: TermBase, source: LanguageCode, target: LanguageCode) -> Iterator[str]:
    for concept in named_concepts(terms, source, message.text):
        term, preferred = concept.preferred(source), concept.preferred(target)
        if term and preferred:
            yield f"term: {term} = {preferred}"


def _with_terms(message: Message, lines: list[str]) -> Message:
    if not lines:
        return message
    if len(lines) > MOST:
        lines[MOST - 1 :] = [f"terms: {len(lines) - MOST + 1} more, in locales/terms.csv"]
    return replace(message, comment="\n".join([message.comment, *lines] if message.comment else lines))
