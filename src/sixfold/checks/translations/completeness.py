"""Whether a catalog has what its document prints, once each, and nothing beside it; its waivers, revisions and queries.

A waiver is a translator's comment beside a unit that says which rule is broken on purpose, and why:

# waive figures: the source says “two”, French prints 2 here
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sixfold.catalogs.marks import damaged_marks, former_revisions, line_of, queries
from sixfold.catalogs.merging import is_conflict
from sixfold.catalogs.model import Entry, State
from sixfold.catalogs.source_notes import source_note
from sixfold.checks.findings import Checks, Diagnostic, Finding, Rule
from sixfold.checks.translations.model import CatalogContext

_WAIVER = re.compile(
    r"\s*waive[rsd]?\b[ \t]*(?P<rule>[A-Za-z0-9_-]*)[ \t]*(?::(?P<reason>.*))?(?P<rest>.*)", re.IGNORECASE
)
_UPDATE = "run `make update`"


class Waiver(NamedTuple):
    """One waiver: the rule's id as typed, and the reason, "" where none is given."""

    rule: str
    reason: str


def waivers(entry: Entry) -> Iterator[Waiver]:
    """Yield the waivers in the translator's comments of *entry*."""
    for comment in entry.comments:
        if match := _WAIVER.match(comment):
            yield Waiver(match["rule"].lower(), (match["reason"] or "").strip())


CHECKS = Checks()
_enter = partial(CHECKS.enter, is_of_catalog=True, is_waivable=False)

DAMAGE = CHECKS.declare(Rule(
    "damage", "error", "The catalog can be read",
    "A catalog is a gettext file in UTF-8: every string between quotation marks, every entry once, as many plural forms as the "
    "header promises. What is damaged is read no further.",
))  # fmt: skip
NO_CATALOG = CHECKS.declare(Rule(
    "no-catalog", "warning", "There is a catalog in every language",
    "A document has a catalog in each of the six languages but its own; `make update` makes it.",
))  # fmt: skip


@_enter("not-in-catalog", "warning")
def find_missing_units(context: CatalogContext) -> Iterator[Diagnostic]:
    """Every unit of the document is in the catalog.

    A unit that the catalog hasn’t can’t be translated. `make update` adds it.
    """
    for message in context.messages:
        if context.catalog.find(*message.key) is None:
            yield Diagnostic(f"{message.name} is not in the catalog", _UPDATE)


@_enter("missing", "warning")
def find_untranslated_units(context: CatalogContext) -> Iterator[Diagnostic]:
    """Every unit is translated.

    A unit without translation is printed in the source language, and makes the page a draft.
    """
    return _find_in_state(context, "missing", "translate it: until then its source text is printed")


@_enter("fuzzy", "warning")
def find_fuzzy_units(context: CatalogContext) -> Iterator[Diagnostic]:
    """No translation is fuzzy.

    A fuzzy translation was made for another text, or somebody doubts it. It isn’t printed until a translator removes the mark.
    What of the text changed is shown: [-what was there-] {+what is there now+}.
    """
    return _find_in_state(context, "fuzzy", "translate it, or remove the mark “fuzzy” when it is right")


def _find_in_state(context: CatalogContext, state: State, hint: str) -> Iterator[Diagnostic]:
    for message in context.messages:
        entry = context.catalog.find(*message.key)
        if entry is not None and entry.state == state:
            why = source_note(entry).removeprefix("sixfold: ")
            yield Diagnostic(f"{message.name} is {state}{why and f': {why}'}", hint, line=entry.line)


@_enter("conflict", "warning")
def find_conflicts(context: CatalogContext) -> Iterator[Diagnostic]:
    """No conflict of a merge is left.

    Where two sides of a merge translated one unit differently, ours stays, fuzzy, and theirs stands in a comment beside it,
    until somebody decides.
    """
    for entry in context.catalog:
        if is_conflict(entry):
            hint = "choose, then delete the comments “theirs: …” and “before: …” and the mark “fuzzy”"
            yield Diagnostic(f"{entry.name} was translated differently on two sides of a merge", hint, line=entry.line)


@_enter("not-in-document", "warning")
def find_unused_units(context: CatalogContext) -> Iterator[Diagnostic]:
    """Every unit of the catalog is in the document.

    A unit that the document no longer has is translated for nothing. `make update` keeps its translation at the end of the
    file.
    """
    wanted = {message.key for message in context.messages}
    for entry in context.catalog:
        if entry.key not in wanted:
            what = f"{entry.name} is no longer in the document"
            yield Diagnostic(what, f"{_UPDATE}: it keeps the translation", line=entry.line)


@_enter("paragraph-count", "warning")
def find_other_counts(context: CatalogContext) -> Iterator[Diagnostic]:
    """As many paragraphs in every language.

    The document prints the same paragraphs in six languages, so that their numbers agree. A catalog with more or fewer units of
    a kind than the document is out of step with it.
    """
    if context.is_house:
        return
    wanted = Counter(".".join(message.context.split(".")[:2]) for message in context.messages)
    found = Counter(".".join((entry.context or "").split(".")[:2]) for entry in context.catalog)
    for kind in wanted | found:
        if wanted[kind] != found[kind]:
            what = f"the catalog has {found[kind]} units {kind}, the document {wanted[kind]}"
            yield Diagnostic(what, f"{_UPDATE}: all six languages have the same paragraphs")


UNKNOWN_WAIVER = CHECKS.declare(Rule(
    "waiver-unknown", "warning", "A waiver names a rule that can be waived",
    "A waiver is a comment such as “# waive figures: why”. A rule that isn’t known, or can’t be waived because the text couldn’t "
    "be printed, waives nothing.",
))  # fmt: skip


@_enter("waiver-reason", "warning")
def find_waivers_without_reason(context: CatalogContext) -> Iterator[Diagnostic]:
    """A waiver says why.

    Who reads the catalog after you wants to know why a rule is broken there.
    """
    for entry in context.catalog:
        for waiver in waivers(entry):
            if not waiver.reason:
                what = f"the waiver of “{waiver.rule}” has no reason"
                yield Diagnostic(what, f"write # waive {waiver.rule}: and why", line=entry.line)


UNUSED_WAIVER = CHECKS.declare(Rule(
    "waiver-unused", "warning", "A waiver is needed",
    "A waiver of a rule that finds nothing any more hides the next mistake.",
))  # fmt: skip


def unused_waiver(rule: str, path: Path, entry: Entry) -> Finding:
    """Return the finding that the waiver of *rule* beside *entry* of the catalog at *path* isn't needed."""
    return Finding(UNUSED_WAIVER, f"the waiver of “{rule}” isn’t needed", path, entry.line, hint="delete the comment")


# ---- marks of revisers, and queries to the author ----

@_enter("revision-outdated", "note")
def find_outdated_revisions(context: CatalogContext) -> Iterator[Diagnostic]:
    """What was revised is as it was.

    A mark “# revised: …” is for one source text and one translation. When either changes, the mark no longer counts, until
    somebody revises the unit again.
    """
    for entry in context.catalog:
        for mark in former_revisions(entry)[-1:]:
            what = f"{entry.name} was revised by {mark.by} on {mark.on}, and changed since"
            yield Diagnostic(what, "revise it again: `make revise`", line=line_of(context.catalog, entry, str(mark)))


@_enter("mark-damaged", "warning")
def find_damaged_marks(context: CatalogContext) -> Iterator[Diagnostic]:
    """Marks of revisers and queries can be read.

    A revision is “# revised: AB”, with or without a date; `make update` adds what is missing. A query has its question in the
    same line.
    """
    for entry in context.catalog:
        for damage in damaged_marks(entry):
            yield Diagnostic(f"{entry.name}: {damage.what}", damage.hint, line=line_of(context.catalog, entry, damage.comment))


@_enter("query", "note")
def find_queries(context: CatalogContext) -> Iterator[Diagnostic]:
    """No question to the author is left.

    The author answers a query by a note in the seed, which all catalogs show. When the translation follows the answer, delete
    the query.
    """
    for query in queries(context.catalog, context.messages):
        what, hint = f"{query.message.name} has a query: {query.question}", "`make queries` lists it for the author"
        if query.answer:
            what, hint = f"{what} Answered: {query.answer}", "translate it so, then delete the comment “query: …”"
        yield Diagnostic(what, hint, line=line_of(context.catalog, query.entry, query.comment))
