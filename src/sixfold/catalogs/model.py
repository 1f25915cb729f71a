"""What a catalog holds: its entries as a translator sees them, and how far they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

State = Literal["translated", "fuzzy", "missing"]
Key = tuple[str | None, str]

_ADDRESS = re.compile(r"((?:[^\s.:]+\.)+[^\s.:]+): ")


@dataclass(frozen=True)
class Previous:
    """The source a fuzzy translation was made for, as gettext writes it in `#|` lines."""

    context: str | None
    text: str
    plural: str | None = None


@dataclass(frozen=True)
class Entry:
    """One unit of a catalog. Entries are equal when a translator sees the same in them.

    `translations` has one text, or one for each plural form. `comments` are the translator's lines, `extracted` and `places`
    what `#.` and `#:` say. `line` (from 1) is where `msgid` is, `translation_line` where the first `msgstr` is; both are 0 in an
    entry not read from a file.
    """

    context: str | None
    text: str
    translations: tuple[str, ...] = ("",)
    plural: str | None = None
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: Previous | None = None
    is_obsolete: bool = False
    line: int = field(default=0, compare=False)
    translation_line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        """Return what makes the entry unique in its catalog: context and text."""
        return self.context, self.text

    @property
    def name(self) -> str:
        """The address of the unit: what the first `#.` line begins with (`annex.op.5: …`), else the context."""
        address = _ADDRESS.match(self.extracted[0]) if self.extracted else None
        return address[1] if address else self.context or "header"

    @property
    def is_header(self) -> bool:
        """Say whether the entry's translation is the catalog's header."""
        return self.key == (None, "")

    @property
    def translation(self) -> str:
        """Return the translation; of a plural entry the first form."""
        return self.translations[0]

    @property
    def is_fuzzy(self) -> bool:
        """Say whether the entry carries the flag `fuzzy`, translated or not."""
        return "fuzzy" in self.flags

    @property
    def is_typed(self) -> bool:
        """Say whether anybody typed a translation, in any form."""
        return any(form.strip() for form in self.translations)

    @property
    def state(self) -> State:
        """Return how far the translation is. White space alone is missing; so is an entry without one of its plural forms."""
        if not all(form.strip() for form in self.translations):
            return "missing"
        return "fuzzy" if self.is_fuzzy else "translated"

    def marked_fuzzy(self) -> Entry:
        """Return the entry with the flag `fuzzy`."""
        return self if self.is_fuzzy else replace(self, flags=("fuzzy", *self.flags))

    def with_comments(self, *lines: str) -> Entry:
        """Return the entry with those of the translator's comments *lines* that it doesn't have yet."""
        return replace(self, comments=tuple(dict.fromkeys((*self.comments, *lines))))


@dataclass(frozen=True)
class Catalog:
    """A catalog: its entries in the order of the file, the header first.

    `original` is the file as read, None for a new catalog, and `read` the entries that were in it.
    """

    entries: tuple[Entry, ...]
    original: bytes | None = field(default=None, repr=False, compare=False)
    read: tuple[Entry, ...] = field(default=(), repr=False, compare=False)

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over the entries that are in use, without the header."""
        return (entry for entry in self.entries if not entry.is_obsolete and not entry.is_header)

    @cached_property
    def _by_key(self) -> Mapping[Key, Entry]:
        return {entry.key: entry for entry in self}

    def find(self, context: str | None, text: str) -> Entry | None:
        """Return the entry in use for *text* in *context*; None where the catalog has none."""
        return self._by_key.get((context, text))

    @property
    def header_entry(self) -> Entry:
        """Return the entry whose translation is the header."""
        return self.entries[0]

    @property
    def obsolete(self) -> tuple[Entry, ...]:
        """Return the entries kept for a text that may come back."""
        return tuple(entry for entry in self.entries if entry.is_obsolete)

    @cached_property
    def header(self) -> Mapping[str, str]:
        """Return the header's fields in their order."""
        lines = (line.partition(":") for line in self.header_entry.translation.split("\n") if ":" in line)
        return MappingProxyType({name.strip(): value.strip() for name, _, value in lines})

    def with_header_field(self, name: str, value: str) -> Catalog:
        """Return the catalog with one header field set, in its place, or at the end where it was not there."""
        lines = [line for line in self.header_entry.translation.split("\n") if line]
        fresh = [f"{name}: {value}" if line.partition(":")[0].strip() == name else line for line in lines]
        if name not in self.header:
            fresh.append(f"{name}: {value}")
        header = replace(self.header_entry, translations=("".join(f"{line}\n" for line in fresh),))
        return self if fresh == lines else replace(self, entries=(header, *self.entries[1:]))


@dataclass(frozen=True)
class Message:
    """One text to translate, as gettext understands it.

    `context` is the `msgctxt`, its role (`annex.op`), `comment` tells a translator where the text is ("annex.op.5: operative
    paragraph 5 of the annex"), `place` names the file it comes from, without a line, so that catalogs change only where texts
    change. `plural` is the source text's plural form, where the message counts something; `formerly` the text before an editorial
    correction. `address` is the text's first place in the document (`annex.op.5`); a fixed word has none.
    """

    context: str
    text: str
    comment: str = ""
    place: str = ""
    plural: str | None = None
    formerly: str | None = None
    address: str = ""

    @property
    def key(self) -> Key:
        """What makes the unit unique in its catalog, like that of its entry."""
        return self.context, self.text

    @property
    def name(self) -> str:
        """The address of the unit, or the context of a fixed word."""
        return self.address or self.context


_TAG = re.compile(r"</?[a-z][^<>]*>")
IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{IDEOGRAPHS}]|[^\W{IDEOGRAPHS}](?:[^\s{IDEOGRAPHS}—–…]*\w)?")


def count_words(text: str) -> int:
    """Return how many words *text* has; tags are none, a symbol or a compound is one, an ideograph is one.

    >>> count_words("<em>Recall</em> resolution 65/230 of the rule-making, <em>and</em> A/66/398")
    8
    """
    return len(_WORD.findall(_TAG.sub("", text)))
