"""What a check is given: the units of one catalog, and the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sixfold.catalogs.inline import BlockingError, blocking_errors, strip_tags
from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.checks.translations.facts import Differences, compare, facts_of
from sixfold.languages import LanguageCode

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile("[0-9](?<![/0-9.].)")


@dataclass(frozen=True)
class Unit:
    """One text and its translation. `line` is where the translation stands in its file.

    `is_last` says of an operative paragraph that none follows it in its part; `layout` is the document's; `address` is the unit's
    place in the document, `annex.op.5`.
    """

    context: str
    source: str
    translation: str
    source_language: LanguageCode
    language: LanguageCode
    line: int = 0
    is_house: bool = False
    is_last: bool = False
    layout: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """What people see: the address, or the context where there is none."""
        return self.address or self.context

    @cached_property
    def kind(self) -> str:
        """What the text is: p, pp, op, item, title, heading, note, cell, name, role; `house` for a fixed word."""
        return "house" if self.is_house else self.context.partition(".")[2].partition(".")[0]

    @cached_property
    def source_text(self) -> str:
        """The source text without tags and footnote calls."""
        return strip_tags(self.source)

    @cached_property
    def text(self) -> str:
        """The translation without tags and footnote calls."""
        return strip_tags(self.translation)

    @cached_property
    def words(self) -> Sequence[str]:
        """The words of `text`: its runs of letters."""
        return _WORD.findall(self.text)

    @cached_property
    def may_have_dates(self) -> bool:
        """Say whether `text` has figures outside symbols; a date has."""
        return _FIGURE.search(self.text) is not None

    @cached_property
    def blocking_errors(self) -> Sequence[BlockingError]:
        """What keeps the translation from being printed."""
        entry = Entry(self.name, self.source, (self.translation,))
        return tuple(blocking_errors(entry, is_house=self.is_house))

    @cached_property
    def differences(self) -> Differences:
        """What of numbers, dates and references only one of the two texts has."""
        return compare(facts_of(self.source, self.source_language), facts_of(self.translation, self.language))


def around(text: str, match: re.Match[str], before: int = 10, after: int = 10) -> str:
    """Return the passage of *text* in which a person finds *match*: with so many characters *before* and *after* it."""
    return text[max(0, match.start() - before) : match.end() + after]


def mark_last(units: Iterable[Unit]) -> list[Unit]:
    """Return *units* with the last operative paragraph of each part marked."""
    listed = list(units)
    last: dict[str, int] = {}
    for place, unit in enumerate(listed):
        if unit.kind == "op":
            last[unit.name.split(".")[0]] = place
    for place in last.values():
        listed[place] = replace(listed[place], is_last=True)
    return listed


@dataclass(frozen=True)
class CatalogContext:
    """A whole catalog under check, with what belongs in it; `units` are its translations that are printed."""

    catalog: Catalog
    messages: Sequence[Message]
    is_house: bool = False
    units: Sequence[Unit] = ()
