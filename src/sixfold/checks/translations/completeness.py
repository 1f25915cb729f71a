"""Whether a catalog has what its document prints, once each, and nothing beside it; and its waivers.

A waiver is a translator's comment beside a unit that says which rule is broken on purpose, and why:

# waive figures: the source says “two”, French prints 2 here
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

from sixfold.catalogs import Entry, is_conflict
from sixfold.checks.findings import Diagnostic
from sixfold.checks.translations.model import CatalogContext, CatalogDiagnostics, CatalogSample, Check

_WAIVER = re.compile(
    r"\s*waive[rsd]?\b[ \t]*(?P<rule>[A-Za-z0-9_-]*)[ \t]*(?::(?P<reason>.*))?(?P<rest>.*)", re.IGNORECASE
)


class Waiver(NamedTuple):
    """One waiver: the rule's id as typed, and the reason, "" where none is given."""

    rule: str
    reason: str


def waivers(entry: Entry) -> Iterator[Waiver]:
    """Yield the waivers in the translator's comments of *entry*."""
    for comment in entry.comments:
        if match := _WAIVER.match(comment):
            yield Waiver(match["rule"].lower(), (match["reason"] or "").strip())


_UPDATE = "run `make update`"


def find_missing_units(context: CatalogContext) -> CatalogDiagnostics:
    """Yield units of the document that the catalog hasn't."""
    for message in context.messages:
        if context.catalog.find(message.context, message.text) is None:
            yield None, Diagnostic(f"{message.name} is not in the catalog", _UPDATE)


def _find_in_state(context: CatalogContext, *, state: Literal["missing", "fuzzy"], hint: str) -> CatalogDiagnostics:
    for message in context.messages:
        entry = context.catalog.find(message.context, message.text)
        if entry is not None and entry.state == state:
            yield entry, Diagnostic(f"{message.name} is {state}", hint)


_find_untranslated = partial(
    _find_in_state, state="missing", hint="translate it: until then its source text is printed"
)
_find_fuzzy = partial(
    _find_in_state, state="fuzzy", hint="translate it, or remove the mark “fuzzy” when it is right"
)


def find_conflicts(context: CatalogContext) -> CatalogDiagnostics:
    """Yield units that a merge left with the other side's translation in a comment."""
    for entry in context.catalog:
        if is_conflict(entry):
            hint = "choose, then delete the comments “theirs: …” and “before: …” and the mark “fuzzy”"
            yield entry, Diagnostic(f"{entry.name} was translated differently on two sides of a merge", hint)


def find_unused_units(context: CatalogContext) -> CatalogDiagnostics:
    """Yield units of the catalog that are no longer in the document."""
    wanted = {(message.context, message.text) for message in context.messages}
    for entry in context.catalog:
        if entry.key not in wanted:
            what = f"{entry.name} is no longer in the document"
            yield entry, Diagnostic(what, f"{_UPDATE}: it keeps the translation")


def find_other_counts(context: CatalogContext) -> CatalogDiagnostics:
    """Yield the kinds of paragraph of which the catalog has more or fewer than the document."""
    if context.is_house:
        return
    wanted = Counter(".".join(message.context.split(".")[:2]) for message in context.messages)
    found = Counter(".".join((entry.context or "").split(".")[:2]) for entry in context.catalog)
    for kind in wanted | found:
        if wanted[kind] != found[kind]:
            what = f"the catalog has {found[kind]} units {kind}, the document {wanted[kind]}"
            yield None, Diagnostic(what, f"{_UPDATE}: all six languages have the same paragraphs")


def find_waivers_without_reason(context: CatalogContext) -> CatalogDiagnostics:
    """Yield waivers that don't say why."""
    for entry in context.catalog:
        for waiver in waivers(entry):
            if not waiver.reason:
                what = f"the waiver of “{waiver.rule}” has no reason"
                yield entry, Diagnostic(what, f"write # waive {waiver.rule}: and why")


def find_unused_waivers(context: CatalogContext) -> CatalogDiagnostics:
    """Yield waivers of rules that found nothing in their unit."""
    for entry, rule in context.unused_waivers:
        yield entry, Diagnostic(f"the waiver of “{rule}” isn’t needed", "delete the comment")


_GOOD = '#. paragraph 1 of the annex\nmsgctxt "annex.p.1"\nmsgid "One."\nmsgstr "Un."\n'
_PASSING = (CatalogSample(_GOOD),)

DAMAGE = Check(
    "damage", "error", "The catalog can be read",
    "A catalog is a gettext file in UTF-8: every string between quotation marks, every entry once, as many plural forms as the "
    "header promises. What is damaged is read no further.",
    is_waivable=False,
    failing=(CatalogSample(_GOOD.replace('"Un."', '"Un.')),),
    passing=_PASSING,
)
NO_CATALOG = Check(
    "no-catalog", "warning", "There is a catalog in every language",
    "A document has a catalog in each of the six languages but its own; `make update` makes it.",
    is_waivable=False,
    failing=(CatalogSample(None),),
    passing=_PASSING,
)
UNKNOWN_WAIVER = Check(
    "waiver-unknown", "warning", "A waiver names a rule that can be waived",
    "A waiver is a comment such as “# waive figures: why”. A rule that isn’t known, or can’t be waived because the text couldn’t "
    "be printed, waives nothing.",
    is_waivable=False,
    failing=(
        CatalogSample(f"# waive figgures: prints 1\n{_GOOD}"), CatalogSample(f"# waive broken-tags: why not\n{_GOOD}"),
        CatalogSample(f"# waive: just so\n{_GOOD}"),
    ),
    passing=(*_PASSING, CatalogSample("# the figures here are waived by nobody\n" + _GOOD)),
)
UNUSED_WAIVER = Check(
    "waiver-unused", "warning", "A waiver is needed",
    "A waiver of a rule that finds nothing any more hides the next mistake.",
    look_at_catalog=find_unused_waivers, is_waivable=False,
    failing=(CatalogSample(f"# waive figures: it says so\n{_GOOD}"),),
    passing=(CatalogSample(f"# waive figures: the seventh, in French\n{_GOOD.replace('Un.', 'Un 7.')}"),),
)


CHECKS = (
    DAMAGE,
    NO_CATALOG,
    Check(
        "not-in-catalog", "warning", "Every unit of the document is in the catalog",
        "A unit that the catalog hasn’t can’t be translated. `make update` adds it.",
        look_at_catalog=find_missing_units, is_waivable=False,
        failing=(CatalogSample(""),),
        passing=_PASSING,
    ),
    Check(
        "missing", "warning", "Every unit is translated",
        "A unit without translation is printed in the source language, and makes the page a draft.",
        look_at_catalog=_find_untranslated, is_waivable=False,
        failing=(CatalogSample(_GOOD.replace("Un.", " ")),),
        passing=_PASSING,
    ),
    Check(
        "fuzzy", "warning", "No translation is fuzzy",
        "A fuzzy translation was made for another text, or somebody doubts it. It isn’t printed until a translator removes the "
        "mark.",
        look_at_catalog=_find_fuzzy, is_waivable=False,
        failing=(CatalogSample(f"#, fuzzy\n{_GOOD}"),),
        passing=_PASSING,
    ),
    Check(
        "conflict", "warning", "No conflict of a merge is left",
        "Where two sides of a merge translated one unit differently, ours stays, fuzzy, and theirs stands in a comment beside it, "
        "until somebody decides.",
        look_at_catalog=find_conflicts, is_waivable=False,
        failing=(CatalogSample(f"# theirs: Une.\n#, fuzzy\n{_GOOD}"),),
        passing=(*_PASSING, CatalogSample(f"# earlier: Une.\n{_GOOD}")),
    ),
    Check(
        "not-in-document", "warning", "Every unit of the catalog is in the document",
        "A unit that the document no longer has is translated for nothing. `make update` keeps its translation at the end of the "
        "file.",
        look_at_catalog=find_unused_units, is_waivable=False,
        failing=(CatalogSample(f"{_GOOD}\n{_GOOD.replace('One', 'Two')}"),),
        passing=_PASSING,
    ),
    Check(
        "paragraph-count", "warning", "As many paragraphs in every language",
        "The document prints the same paragraphs in six languages, so that their numbers agree. A catalog with more or fewer "
        "units of a kind than the document is out of step with it.",
        look_at_catalog=find_other_counts, is_waivable=False,
        failing=(CatalogSample(f"{_GOOD}\n{_GOOD.replace('p.1', 'p.2')}"), CatalogSample("")),
        passing=_PASSING,
    ),
    UNKNOWN_WAIVER,
    Check(
        "waiver-reason", "warning", "A waiver says why",
        "Who reads the catalog after you wants to know why a rule is broken there.",
        look_at_catalog=find_waivers_without_reason, is_waivable=False,
        failing=(CatalogSample(f"# waive figures\n{_GOOD}"), CatalogSample(f"# waive figures:\n{_GOOD}")),
        passing=_PASSING,
    ),
    UNUSED_WAIVER,
)  # fmt: skip
