"""What a catalog says of its revision: marks that no longer count, marks that can't be read, and queries to the author."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sixfold.catalogs.marks import damaged_marks, former_revisions, line_of, queries
from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.model import CatalogContext

CHECKS = Checks()
_enter = partial(CHECKS.enter, is_of_catalog=True, is_waivable=False)


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
