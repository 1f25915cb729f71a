"""The facts of two texts → what one states and the other doesn't. Order never matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from sixfold.checks.translations.facts.dates import Date
from sixfold.checks.translations.facts.facts import Facts

Side = tuple[str, ...]
_Fact = TypeVar("_Fact")


@dataclass(frozen=True)
class Differences:
    """What only the source states, and what only the translation states, of each kind, as people would write it."""

    symbols: tuple[Side, Side]
    references: tuple[Side, Side]
    dates: tuple[Side, Side]
    numbers: tuple[Side, Side]
    ordinals: tuple[Side, Side]


_NONE = Differences(((), ()), ((), ()), ((), ()), ((), ()), ((), ()))


def compare(source: Facts, translation: Facts) -> Differences:
    """Return how *source* and *translation* differ.

    A number in figures may be in words on the other side. A date, a time or a reference that only one side was understood to have
    is no difference where the other has its figures left over: it is written in a form we don't know.
    """
    if _stated(source) == _stated(translation):
        return _NONE
    here, there = _Rest(source, translation), _Rest(translation, source)
    _match_dates(here, there)
    _match_numbers(here, there)
    for one, other in ((here, there), (there, here)):
        one.settle_with_figures_of(other)
    return Differences(*zip(here.shown(), there.shown(), strict=True))


def _stated(facts: Facts) -> tuple[Counter[str] | Counter[Date] | Counter[tuple[int, int]] | Counter[Decimal], ...]:
    """Return all that would be missed on the other side."""
    return facts.symbols, facts.references, facts.dates, facts.times, facts.letters, facts.numbers, facts.ordinals


class _Rest:
    """What one side states beyond the other."""

    def __init__(self, facts: Facts, other: Facts) -> None:
        self.symbols = facts.symbols - other.symbols
        self.references = facts.references - other.references
        self.dates = facts.dates - other.dates
        self.times = facts.times - other.times
        self.letters = facts.letters - other.letters - other.loose_letters
        self.numbers = facts.numbers - other.numbers
        self.ordinals = facts.ordinals - other.ordinals
        self.words = facts.words

    def shown(self) -> tuple[Side, Side, Side, Side, Side]:
        """Return what is left, in the order of `Differences`."""
        times = (f"{hours}:{minutes:02}" for hours, minutes in self.times.elements())
        return (
            _shown(self.symbols.elements()),
            _shown([*self.references.elements(), *self.letters.elements()]),
            _shown([*self.dates.elements(), *times]),
            _shown(self.numbers.elements()),
            _shown(self.ordinals.elements()),
        )

    def settle_with_figures_of(self, other: _Rest) -> None:
        """Drop what the other side has in figures or words, too, and those figures with it."""
        self._settle(self.dates, other, lambda date: [part for part in (date.year, date.day) if part is not None])
        self._settle(self.times, other, lambda time: [part for part in time if part])
        self._settle(self.references, other, _parts)

    def _settle(self, facts: Counter[_Fact], other: _Rest, figures_of: Callable[[_Fact], Iterable[int]]) -> None:
        for fact in list(facts.elements()):
            figures = Counter(map(Decimal, figures_of(fact)))
            if figures and not figures - (other.numbers + other.words):
                other.numbers -= figures
                facts[fact] -= 1


def _parts(reference: str) -> list[int]:
    parts = reference.replace("(", "/").replace(")", "").replace(" ", "").split("/")
    return [int(part) for part in parts] if all(part.isdigit() for part in parts) else []


def _match_dates(here: _Rest, there: _Rest) -> None:
    """Let a date without a year be the same as one with it."""
    for one in list(here.dates.elements()):
        for other in there.dates:
            same = (one.month, one.day) == (other.month, other.day) and None in (one.year, other.year)
            if same and there.dates[other] > 0:
                here.dates[one] -= 1
                there.dates[other] -= 1
                break


def _match_numbers(here: _Rest, there: _Rest) -> None:
    """Let a number in figures be the same as one in words."""
    for one, other in ((here, there), (there, here)):
        both = one.numbers & other.ordinals
        one.numbers -= both
        other.ordinals -= both
    for one, other in ((here, there), (there, here)):
        in_words = one.numbers & other.words
        one.numbers -= in_words
        one.ordinals -= one.ordinals & (other.words - in_words)


def _shown(facts: Iterable[object]) -> Side:
    return tuple(f"{fact:f}" if isinstance(fact, Decimal) else str(fact) for fact in facts)
