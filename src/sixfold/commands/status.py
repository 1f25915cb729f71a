"""`sixfold status`: how far each translation is, for people and for machines."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from typing import Final, NamedTuple

import tabulate

from sixfold.catalogs.coverage import Coverage
from sixfold.checks.translations import CachedChecks
from sixfold.commands.check import look_at
from sixfold.commands.common import CommandContext
from sixfold.commands.word_counts import count_words_for_contract
from sixfold.errors import CatalogError, Problem

_HEADINGS: Final = (
    "document", "lang", "units", "words", "done", "fuzzy", "changed", "missing", "revised", "queries", "findings",
    "last change", "by",
)  # fmt: skip
_NAME_WIDTH: Final = 22
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d)([+-]\d{4})")


def run(options: argparse.Namespace) -> int:
    """Show documents and languages; one that can't be read is reported and doesn't stop the others.

    1, where less is translated than is required.
    """
    context = CommandContext(options)
    if options.count or options.since:
        return count_words_for_contract(context, options)
    look = partial(look_at, context.project, CachedChecks(context.project), context.languages)
    rows: list[Row] = []
    for catalog in (catalog for domain in context.share(look) for catalog in domain.catalogs):
        with context.continue_on_error():
            if catalog.coverage is None:
                raise CatalogError.of([Problem(one.what, one.path, one.line, one.hint) for one in catalog.findings])
            rows.append(Row(catalog.coverage, catalog.changed, len(catalog.findings)))
    print(_statistics_json(rows) if options.format == "json" else statistics_table(rows))
    behind = [row.coverage for row in rows if row.coverage.percent < (options.require or 0)]
    for one in behind:
        print(f"{one.domain} in {one.language}: {one.percent}%, required are {options.require}%", file=sys.stderr)
    return max(context.exit_code, 1 if behind else 0)


class Row(NamedTuple):
    """How complete a catalog is, how many of its fuzzy units were translated from another source text, what the checks found."""

    coverage: Coverage
    changed: int = 0
    findings: int = 0


def _time(written: str) -> str:
    """Return a time of a header (`2026-11-23 10:00+0000`) as ISO 8601 writes it.

    >>> _time("2026-11-23 10:00+0100"), _time("YEAR-MO-DA HO:MI+ZONE")
    ('2026-11-23T10:00:00+01:00', '')
    """
    match = _TIME.match(written.strip())
    try:
        return datetime.fromisoformat("{}T{}{}".format(*match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def statistics_table(rows: Sequence[Row]) -> str:
    """Return *rows* as a table for people, at most about 125 columns wide."""
    cells = []
    for one, changed, findings in rows:
        name = parseaddr(one.last_translator)[0] or one.last_translator  # without the address
        if len(name) > _NAME_WIDTH:
            name = f"{name[: _NAME_WIDTH - 1].rstrip()}…"
        progress = one.units, one.words, f"{one.percent}%", one.fuzzy, changed, one.missing, one.revised, len(one.queries)
        cells.append((one.domain, one.language, *progress, findings, _time(one.last_change)[:10], name))
    alignment = ("left", "left", *["right"] * 9, "left", "left")
    tabulate.MIN_PADDING = 0  # it would make each heading two columns wider than it is
    return str(tabulate.tabulate(cells, headers=_HEADINGS, tablefmt="simple", colalign=alignment if cells else None))


def _statistics_json(rows: Sequence[Row]) -> str:
    """Return *rows* as JSON; `last_change` is ISO 8601, empty where the header says nothing that can be understood."""
    numbers = ("units", "translated", "fuzzy", "missing", "words", "words_translated")
    catalogs = [
        {"document": one.domain, "language": one.language}
        | {name: getattr(one, name) for name in numbers}
        | {"last_change": _time(one.last_change), "last_translator": one.last_translator, "findings": findings}
        | {"revised": one.revised, "queries": len(one.queries), "changed": changed, "percent": one.percent}
        for one, changed, findings in rows
    ]
    return json.dumps({"catalogs": catalogs}, ensure_ascii=False, indent=1)
