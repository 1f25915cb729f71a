"""How far a catalog is: what `sixfold status` shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sixfold.catalogs.model import Catalog, Message

_TAG = re.compile(r"</?[a-z][^<>]*>")
_IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}](?:[^\s{_IDEOGRAPHS}—–…]*\w)?")


@dataclass(frozen=True)
class Counts:
    """Messages by state, and the source's words: those translated, and all."""

    translated: int
    fuzzy: int
    missing: int
    words_translated: int
    words: int


def counts(catalog: Catalog | None, messages: Iterable[Message]) -> Counts:
    """Return how many of *messages* the catalog translates; None is a catalog that does not exist yet."""
    states = {"translated": 0, "fuzzy": 0, "missing": 0}
    done = total = 0
    for message in messages:
        entry = catalog.find(message.context, message.text) if catalog else None
        state = entry.state if entry else "missing"
        words = count_words(message.text)
        states[state] += 1
        total += words
        done += words * (state == "translated")
    return Counts(**states, words_translated=done, words=total)


def count_words(text: str) -> int:
    """Return how many words *text* has; tags are none, a symbol or a compound is one, an ideograph is one.

    >>> count_words("<em>Recall</em> resolution 65/230 of the rule-making, <em>and</em> A/66/398")
    8
    """
    return len(_WORD.findall(_TAG.sub("", text)))
