"""`sixfold status --count`: the words of the source as a contract counts them, each document in each language."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial

import tabulate

from sixfold.catalogs.counting import count_by_kind, kinds, weighted
from sixfold.commands.common import CommandContext
from sixfold.commands.report import print_json, shown_progress
from sixfold.commands.update import project_memory
from sixfold.document.units import extract
from sixfold.errors import UsageError
from sixfold.publishing.earlier import EarlierVersion, MissingDocumentError, earlier_version

_Row = dict[str, str | int]


def count_words_for_contract(context: CommandContext, options: argparse.Namespace) -> int:
    """Show the words of the documents that are meant, by kind; fixed words belong to the program, and aren't counted.

    Raises: UsageError, where a part that has to be translated is required, too, or there is no version of that name.
    """
    if options.require is not None:
        what = "REQUIRE= asks how much is translated, COUNT= and SINCE= what there is to do"
        raise UsageError(what, hint="leave one of them out")
    sets = [one for one in context.catalog_sets() if one.document]
    earlier = {one.domain: _earlier(context, one.domain, options.since) for one in sets}
    memory = project_memory(context)
    seen: dict[str, set[str]] = defaultdict(set)
    rows: list[_Row] = []
    for one in shown_progress(sets, len(sets), "document"):
        with context.continue_on_error():
            version = earlier[one.domain]
            former = {unit.key for unit in extract(version.document(one.domain, context.project), "")} if version else set()
            for code in one.languages:
                nearest = partial(memory.best, code, besides=one.domain)
                rows.append(_row(one.domain, code, count_by_kind(one.messages, former, seen[code], nearest)))
    if options.format == "json":
        weights = {kind.name: kind.weight for kind in kinds()}
        print_json({"since": options.since, "weights": weights, "counts": rows})
    elif rows:
        print(_table(rows))
        weights_in_words = ", ".join(f"{kind.weight}% of {kind.name}" for kind in kinds() if kind.weight)
        print(f"weighted: {weights_in_words} (src/sixfold/data/counts.toml)", file=sys.stderr)
    return context.exit_code


def _earlier(context: CommandContext, slug: str, since: str | None) -> EarlierVersion | None:
    """Return the version of a document that *since* names; a document that wasn't there yet is told of.

    Raises: UsageError, where there is no such version.
    """
    try:
        return earlier_version(context.project, slug, since) if since else None
    except MissingDocumentError:
        print(f"note: {slug} is not in {since}: all of it is new", file=sys.stderr)
        return None


def _row(document: str, code: str, words: Mapping[str, int]) -> _Row:
    return {"document": document, "lang": code, "words": sum(words.values()), **words, "weighted": weighted(words)}


def _table(rows: list[_Row]) -> str:
    """Return *rows* as a table, with a total for each language that has several."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        totals[str(row["lang"])].update({kind.name: int(row[kind.name]) for kind in kinds()})
    more = [_row("total", code, words) for code, words in totals.items() if sum(row["lang"] == code for row in rows) > 1]
    alignment = ("left", "left", *["right"] * (len(rows[0]) - 2))
    tabulate.MIN_PADDING = 0  # it would make each heading two columns wider than it is
    cells = [[*row.values()] for row in (*rows, *more)]
    return str(tabulate.tabulate(cells, headers=[*rows[0]], tablefmt="simple", colalign=alignment))
