"""`sixfold status`: how far each translation is, for people and for machines."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Final

import tabulate

from sixfold.catalogs.marks import queries, unrevised
from sixfold.catalogs.model import Catalog, Message, counts
from sixfold.catalogs.po import read_catalogs
from sixfold.catalogs.source_notes import has_changed_source
from sixfold.checks.translations import cached_findings
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import CommandContext
from sixfold.commands.report import shown_progress
from sixfold.commands.word_counts import count_words_for_contract
from sixfold.errors import CatalogError

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
    tasks = catalog_tasks(context.project, context.catalog_sets())
    rows: list[Statistics] = []
    found = shown_progress(cached_findings(context.project, tasks), len(tasks), "catalog")
    there = {task.path for task in tasks if task.path.exists()}
    catalogs = read_catalogs([task.path for task in tasks if task.path in there])
    for task, findings in zip(tasks, found, strict=True):
        catalog = next(catalogs) if task.path in there else None
        with context.continue_on_error():
            if isinstance(catalog, CatalogError):
                raise catalog
            rows.append(measure(task.path.stem, task.language, catalog, task.messages, findings=len(findings)))
    print(statistics_json(rows) if options.format == "json" else statistics_table(rows))
    behind = [row for row in rows if row.percent < (options.require or 0)]
    for row in behind:
        print(f"{row.document} in {row.language}: {row.percent}%, required are {options.require}%", file=sys.stderr)
    return max(context.exit_code, 1 if behind else 0)


@dataclass(frozen=True)
class Statistics:
    """How far one catalog is, and how many `findings` the checks have in it.

    `changed` of the fuzzy units were translated from another source text than they have now;
    `revised` are the units whose mark of a reviser counts, `queries` those to the author that have no answer yet.
    `last_change` (ISO 8601) and `last_translator` are what its header says; both are empty where it says nothing that can
    be understood, or where there is no catalog.
    """

    document: str
    language: str
    units: int
    translated: int
    fuzzy: int
    missing: int
    words: int
    words_translated: int
    last_change: str = ""
    last_translator: str = ""
    findings: int = 0
    revised: int = 0
    queries: int = 0
    changed: int = 0

    @property
    def percent(self) -> int:
        """The part of the words that is translated, rounded down: 100 is every unit, also one without a word."""
        if self.translated == self.units:
            return 100
        return min(99, self.words_translated * 100 // self.words) if self.words else 0


def measure(document: str, language: str, catalog: Catalog | None, messages: Sequence[Message], *, findings: int = 0) -> Statistics:
    """Return how far *catalog* translates *messages*; None is a catalog that doesn't exist yet."""
    header = catalog.header if catalog else {}
    return Statistics(
        document,
        language,
        len(messages),
        **asdict(counts(catalog, messages)),
        last_change=_time(header.get("PO-Revision-Date", "")),
        last_translator=header.get("Last-Translator", ""),
        findings=findings,
        revised=len(messages) - len(unrevised(catalog, messages)),
        queries=sum(not query.answer for query in queries(catalog, messages)),
        changed=sum(map(has_changed_source, catalog)) if catalog else 0,
    )


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


def statistics_table(rows: Sequence[Statistics]) -> str:
    """Return *rows* as a table for people, at most about 125 columns wide."""
    cells = []
    for row in rows:
        name = parseaddr(row.last_translator)[0] or row.last_translator  # without the address
        if len(name) > _NAME_WIDTH:
            name = f"{name[: _NAME_WIDTH - 1].rstrip()}…"
        progress = row.units, row.words, f"{row.percent}%", row.fuzzy, row.changed, row.missing, row.revised, row.queries
        cells.append((row.document, row.language, *progress, row.findings, row.last_change[:10], name))
    alignment = ("left", "left", *["right"] * 9, "left", "left")
    tabulate.MIN_PADDING = 0  # it would make each heading two columns wider than it is
    return str(tabulate.tabulate(cells, headers=_HEADINGS, tablefmt="simple", colalign=alignment if cells else None))


def statistics_json(rows: Sequence[Statistics]) -> str:
    """Return *rows* as JSON, each with its percentage."""
    catalogs = [asdict(row) | {"percent": row.percent} for row in rows]
    return json.dumps({"catalogs": catalogs}, ensure_ascii=False, indent=1)
