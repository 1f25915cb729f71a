"""Whether a catalog has what its document prints, once each, and nothing beside it; and whether its waivers are good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sixfold.catalogs import Entry, is_conflict
from sixfold.checks.translations.model import CatalogContext, CatalogSample, Check, Fault
from sixfold.checks.translations.waivers import waivers

_UPDATE = "run `make update`"


def find_missing_units(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield texts of the document that the catalog hasn't."""
    for message in context.messages:
        if context.catalog.find(message.context, message.text) is None:
            yield None, Fault(f"{message.name} is not in the catalog", _UPDATE)


def find_untyped(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield texts without a translation."""
    for message in context.messages:
        entry = context.catalog.find(message.context, message.text)
        if entry is not None and entry.state == "missing":
            yield entry, Fault(f"{message.name} is missing", "translate it: until then its source text is printed")


def find_fuzzy(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield translations that are marked fuzzy."""
    for message in context.messages:
        entry = context.catalog.find(message.context, message.text)
        if entry is not None and entry.state == "fuzzy":
            yield (
                entry,
                Fault(f"{message.name} is fuzzy", "translate it, or remove the mark “fuzzy” when it is right"),
            )


def find_conflicts(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield units that a merge left with the other side's translation in a comment."""
    for entry in context.catalog:
        if is_conflict(entry):
            hint = "choose, then delete the comments “theirs: …” and “before: …” and the mark “fuzzy”"
            yield entry, Fault(f"{entry.name} was translated differently on two sides of a merge", hint)


def find_unused_units(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield entries in use that the document has no text for."""
    wanted = {(message.context, message.text) for message in context.messages}
    for entry in context.catalog:
        if entry.key not in wanted:
            yield (
                entry,
                Fault(f"{entry.name} isn’t in the document (any more)", f"{_UPDATE}: it keeps the translation"),
            )


def find_other_counts(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield the kinds of paragraph of which the catalog has more or fewer than the document."""
    if context.is_house:
        return
    wanted = Counter(_kind(message.context) for message in context.messages)
    found = Counter(_kind(entry.context or "") for entry in context.catalog)
    for kind in wanted | found:
        if wanted[kind] != found[kind]:
            what = f"the catalog has {found[kind]} units {kind}, the document {wanted[kind]}"
            yield None, Fault(what, f"{_UPDATE}: all six languages have the same paragraphs")


def _kind(context: str) -> str:
    part, _, rest = context.partition(".")
    return f"{part}.{rest.partition('.')[0]}"


def find_waivers_without_reason(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield waivers that don't say why."""
    for entry in context.catalog:
        for waiver in waivers(entry):
            if not waiver.reason:
                what = f"the waiver of “{waiver.rule}” has no reason"
                yield entry, Fault(what, f"write # waive {waiver.rule}: and why")


def find_unused_waivers(context: CatalogContext) -> Iterator[tuple[Entry | None, Fault]]:
    """Yield waivers of rules that found nothing in their unit."""
    for entry, rule in context.unused_waivers:
        yield entry, Fault(f"the waiver of “{rule}” isn’t needed", "delete the comment")


_GOOD = '#. paragraph 1 of the annex\nmsgctxt "annex.p.1"\nmsgid "One."\nmsgstr "Un."\n'
_PASSING = (CatalogSample(_GOOD),)

DAMAGE = Check(
    "damage",
    "error",
    "The catalog can be read",
    "A catalog is a gettext file in UTF-8: every string between quotation marks, every entry once, as many "
    "plural forms as the "
    "header promises. What is damaged is read no further.",
    failing=(CatalogSample(_GOOD.replace('"Un."', '"Un.')),),
    passing=_PASSING,
    is_waivable=False,
)
NO_CATALOG = Check(
    "no-catalog",
    "warning",
    "There is a catalog in every language",
    "A document has a catalog in each of the six languages but its own; `make update` makes it.",
    failing=(CatalogSample(None),),
    passing=_PASSING,
    is_waivable=False,
)
UNKNOWN_WAIVER = Check(
    "waiver-unknown",
    "warning",
    "A waiver names a rule that can be waived",
    "A waiver is a comment such as “# waive figures: why”. A rule that isn’t known, or can’t be waived because "
    "the text couldn’t be "
    "printed, waives nothing.",
    failing=(
        CatalogSample(f"# waive figgures: prints 1\n{_GOOD}"),
        CatalogSample(f"# waive broken-tags: why not\n{_GOOD}"),
        CatalogSample(f"# waive: just so\n{_GOOD}"),
    ),
    passing=(*_PASSING, CatalogSample("# the figures here are waived by nobody\n" + _GOOD)),
    is_waivable=False,
)
UNUSED_WAIVER = Check(
    "waiver-unused",
    "warning",
    "A waiver is needed",
    "A waiver of a rule that finds nothing any more hides the next mistake.",
    look_at_catalog=find_unused_waivers,
    is_waivable=False,
    failing=(CatalogSample(f"# waive figures: it says so\n{_GOOD}"),),
    passing=(CatalogSample(f"# waive figures: the seventh, in French\n{_GOOD.replace('Un.', 'Un 7.')}"),),
)
CHECKS = (
    DAMAGE,
    NO_CATALOG,
    Check(
        "not-in-catalog",
        "warning",
        "Every text of the document is in the catalog",
        "A text that the catalog hasn’t can’t be translated. `make update` adds it.",
        look_at_catalog=find_missing_units,
        failing=(CatalogSample(""),),
        passing=_PASSING,
        is_waivable=False,
    ),
    Check(
        "missing",
        "warning",
        "Every text is translated",
        "A text without translation is printed in the source language, and makes the page a draft.",
        look_at_catalog=find_untyped,
        failing=(CatalogSample(_GOOD.replace("Un.", " ")),),
        passing=_PASSING,
        is_waivable=False,
    ),
    Check(
        "fuzzy",
        "warning",
        "No translation is fuzzy",
        "A fuzzy translation was made for another text, or somebody doubts it. It isn’t printed until a "
        "translator removes the mark.",
        look_at_catalog=find_fuzzy,
        failing=(CatalogSample(f"#, fuzzy\n{_GOOD}"),),
        passing=_PASSING,
        is_waivable=False,
    ),
    Check(
        "conflict", "warning", "No conflict of a merge is left",
        "Where two sides of a merge translated one text differently, ours stays, fuzzy, and theirs stands in a comment beside it, "
        "until somebody decides.",
        look_at_catalog=find_conflicts, failing=(CatalogSample(f"# theirs: Une.\n#, fuzzy\n{_GOOD}"),),
        passing=(*_PASSING, CatalogSample(f"# earlier: Une.\n{_GOOD}")), is_waivable=False,
    ),
    Check(
        "not-in-document",
        "warning",
        "Every unit of the catalog is in the document",
        "A unit whose text the document hasn’t is translated for nothing. `make update` keeps its translation "
        "at the end of the file.",
        look_at_catalog=find_unused_units,
        failing=(CatalogSample(f"{_GOOD}\n{_GOOD.replace('One', 'Two')}"),),
        passing=_PASSING,
        is_waivable=False,
    ),
    Check(
        "paragraph-count",
        "warning",
        "As many paragraphs in every language",
        "The document prints the same paragraphs in six languages, so that their numbers agree. A catalog with "
        "more or fewer units of "
        "a kind than the document is out of step with it.",
        look_at_catalog=find_other_counts,
        failing=(CatalogSample(f"{_GOOD}\n{_GOOD.replace('p.1', 'p.2')}"), CatalogSample("")),
        passing=_PASSING,
        is_waivable=False,
    ),
    UNKNOWN_WAIVER,
    Check(
        "waiver-reason",
        "warning",
        "A waiver says why",
        "Who reads the catalog after you wants to know why a rule is broken there.",
        look_at_catalog=find_waivers_without_reason,
        is_waivable=False,
        failing=(CatalogSample(f"# waive figures\n{_GOOD}"), CatalogSample(f"# waive figures:\n{_GOOD}")),
        passing=_PASSING,
    ),
    UNUSED_WAIVER,
)
