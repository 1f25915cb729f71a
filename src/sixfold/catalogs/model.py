"""What a catalog holds: its entries as a translator sees them, and the bytes that must not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

State = Literal["translated", "fuzzy", "missing"]
Key = tuple[str | None, str]


@dataclass(frozen=True)
class Previous:
    """The source a fuzzy translation was made for, as gettext writes it in `#|` lines."""

    context: str | None
    text: str
    plural: str | None = None


@dataclass(frozen=True)
class Entry:
    r"""One unit of a catalog. Entries are equal when a translator sees the same in them.

    `translations` has one text, or one for each plural form. `comments` are the translator's lines as typed, after the
    `#` (`" a note"`); `extracted` and `places` are what `#.` and `#:` say. `line` (from 1) is where `msgctxt` or
    `msgid` stands, `translation_line` where the first `msgstr` stands; both are 0 in an entry not read from a file.
    `raw` is the entry's text in the file, None once anything changed; `gap` is what stands before it, mostly an empty
    line.
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
    raw: str | None = field(default=None, compare=False, repr=False)
    gap: str = field(default="\n", compare=False, repr=False)

    @property
    def key(self) -> Key:
        """Return what makes the entry unique in its catalog: context and text."""
        return self.context, self.text

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
        """Return how far the translation is. White space alone is missing; so is an entry that lacks a plural form."""
        if not all(form.strip() for form in self.translations):
            return "missing"
        return "fuzzy" if self.is_fuzzy else "translated"

    def changed(self, **fields: object) -> Entry:
        """Return the entry with other *fields*; it keeps its bytes if that makes no difference."""
        if all(getattr(self, name) == value for name, value in fields.items()):
            return self
        return replace(self, raw=None, **fields)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Catalog:
    r"""A catalog as read: entries in the order of the file, the header among them, and how the file is written.

    `original` is the whole file as read, None for a new catalog; `tail` is what stands after the last entry.
    """

    entries: tuple[Entry, ...]
    tail: str = ""
    newline: str = "\n"
    has_bom: bool = False
    original: bytes | None = field(default=None, repr=False)

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over the entries that are in use, without the header."""
        return (entry for entry in self.entries if not entry.is_obsolete and entry.key != (None, ""))

    @cached_property
    def _by_key(self) -> Mapping[Key, Entry]:
        return {entry.key: entry for entry in self}

    def find(self, context: str | None, text: str) -> Entry | None:
        """Return the entry in use for *text* in *context*; None where the catalog has none."""
        return self._by_key.get((context, text))

    @cached_property
    def header_entry(self) -> Entry:
        """Return the entry whose translation is the header."""
        return next(entry for entry in self.entries if entry.key == (None, "") and not entry.is_obsolete)

    @property
    def obsolete(self) -> tuple[Entry, ...]:
        """Return the entries kept for a text that may come back."""
        return tuple(entry for entry in self.entries if entry.is_obsolete)

    @cached_property
    def header(self) -> Mapping[str, str]:
        """Return the header's fields in their order."""
        lines = (line.partition(":") for line in self.header_entry.translation.split("\n") if ":" in line)
        return MappingProxyType({name.strip(): value.strip() for name, _, value in lines})

    @cached_property
    def plural_forms(self) -> int:
        """Return how many plural forms the header promises; 2 where it says nothing."""
        _, _, number = self.header.get("Plural-Forms", "").replace(" ", "").partition("nplurals=")
        digits = number.partition(";")[0]
        return int(digits) if digits.isdecimal() and digits != "0" else 2

    def with_header_field(self, name: str, value: str) -> Catalog:
        """Return the catalog with one header field set, in its place, or at the end where it was not there."""
        if self.header.get(name) == value:
            return self
        entry, line = self.header_entry, f"{name}: {value}\n"
        lines = entry.translation.splitlines(keepends=True)
        places = [number for number, old in enumerate(lines) if old.partition(":")[0].strip() == name]
        if places:
            lines[places[0]] = line
        else:
            lines.append(line if entry.translation.endswith("\n") else f"\n{line}")
        fresh = entry.changed(translations=("".join(lines),))
        return replace(self, entries=tuple(fresh if old is entry else old for old in self.entries))
