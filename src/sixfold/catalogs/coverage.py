"""A catalog and the units of its document → how complete it is, who translated and revised it, and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sixfold.catalogs.marks import queries, revisions
from sixfold.catalogs.model import Catalog, Message, count_words


@dataclass(frozen=True)
class Coverage:
    """How complete one catalog is, as a release tells it: units by state, words of the source, and those of translated units.

    `last_translator`, `team` and `last_change` are what the header says. `revised` are the units whose mark of a reviser counts;
    of the `revisers` each has `name` and `units`, of the `queries` that have no answer each `unit` and `question`.
    """

    language: str
    domain: str
    translated: int
    fuzzy: int
    missing: int
    words: int
    words_translated: int
    last_translator: str
    team: str
    last_change: str
    revised: int
    revisers: Sequence[Mapping[str, str | int]]
    queries: Sequence[Mapping[str, str]]

    @property
    def units(self) -> int:
        """How many units there are."""
        return self.translated + self.fuzzy + self.missing

    @property
    def percent(self) -> int:
        """The part of the words that is translated, rounded down: 100 is every unit, also one without a word."""
        if self.translated == self.units:
            return 100
        return min(99, self.words_translated * 100 // self.words) if self.words else 0


def measure_coverage(code: str, domain: str, catalog: Catalog | None, messages: Sequence[Message]) -> Coverage:
    """Return how far *catalog* translates *messages* into the language *code*; None is a catalog that doesn't exist yet."""
    header = catalog.header if catalog else {}
    states = {"translated": 0, "fuzzy": 0, "missing": 0}
    words = words_translated = revised = 0
    by_reviser: Counter[str] = Counter()
    for message in messages:
        entry = catalog.find(*message.key) if catalog else None
        state = entry.state if entry else "missing"
        count = count_words(message.text)
        states[state] += 1
        words += count
        words_translated += count * (state == "translated")
        marks = revisions(entry) if entry else []
        revised += bool(marks)
        by_reviser.update({mark.by for mark in marks})
    return Coverage(
        code,
        domain,
        **states,
        words=words,
        words_translated=words_translated,
        last_translator=header.get("Last-Translator", ""),
        team=header.get("Language-Team", ""),
        last_change=header.get("PO-Revision-Date", ""),
        revised=revised,
        revisers=[{"name": name, "units": number} for name, number in sorted(by_reviser.items())],
        queries=[{"unit": one.message.name, "question": one.question} for one in queries(catalog, messages) if not one.answer],
    )
