"""`sixfold status`: how far each translation is, for people and for machines."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from typing import Final, NamedTuple

from sixfold.catalogs.coverage import Coverage
from sixfold.checks.translations.runner import CachedChecks, CheckedDomain
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
    behind: list[str] = []
    rows = _rows(context, context.share(look), options.require or 0, behind)
    names = [path.stem for path in context.seeds]
    for line in _statistics_json(rows) if options.format == "json" else statistics_table(rows, max(map(len, names), default=0)):
        print(line)
    for what in behind:
        print(f"{what}, required are {options.require}%", file=sys.stderr)
    return max(context.exit_code, 1 if behind else 0)


def _rows(context: CommandContext, domains: Iterable[CheckedDomain], required: int, behind: list[str]) -> Iterator[Row]:
    """Yield what there is to say of each catalog; those of which less is translated than is *required* are added to *behind*."""
    for catalog in (catalog for domain in domains for catalog in domain.catalogs):
        with context.continue_on_error():
            one = catalog.coverage
            if one is None:
                raise CatalogError.of([Problem(found.what, found.path, found.line, found.hint) for found in catalog.findings])
            behind += [f"{one.domain} in {one.language}: {one.percent}%"] if one.percent < required else []
            yield Row(one, catalog.changed, len(catalog.findings))


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


def statistics_table(rows: Iterable[Row], width: int) -> Iterator[str]:
    """Yield the lines of a table of *rows* for people, each when it is known; its first column has *width* at least.

    It has about 125 columns at most.
    """
    numbers = (f"{{:>{len(name)}}}" for name in _HEADINGS[2:-2])
    columns = [f"{{:<{max(width, len(_HEADINGS[0]))}}}", "{:<4}", *numbers, "{:<11}", "{}"]
    line = "  ".join(columns).format
    yield line(*_HEADINGS)
    yield line(*("-" * len(cell.format(name)) for cell, name in zip(columns, _HEADINGS[:-1], strict=False)), "-" * _NAME_WIDTH)
    for one, changed, findings in rows:
        name = parseaddr(one.last_translator)[0] or one.last_translator  # without the address
        if len(name) > _NAME_WIDTH:
            name = f"{name[: _NAME_WIDTH - 1].rstrip()}…"
        progress = one.units, one.words, f"{one.percent}%", one.fuzzy, changed, one.missing, one.revised, len(one.queries)
        yield line(one.domain, one.language, *progress, findings, _time(one.last_change)[:10], name).rstrip()


def _statistics_json(rows: Iterable[Row]) -> Iterator[str]:
    """Yield *rows* as JSON, each in a line; `last_change` is ISO 8601, empty where the header has none that can be understood."""
    numbers = ("units", "translated", "fuzzy", "missing", "words", "words_translated")
    yield '{"catalogs": ['
    line = ""
    for one, changed, findings in rows:
        catalog = (
            {"document": one.domain, "language": one.language}
            | {name: getattr(one, name) for name in numbers}
            | {"last_change": _time(one.last_change), "last_translator": one.last_translator, "findings": findings}
            | {"revised": one.revised, "queries": len(one.queries), "changed": changed, "percent": one.percent}
        )
        if line:
            yield f"{line},"
        line = f" {json.dumps(catalog, ensure_ascii=False)}"
    if line:
        yield line
    yield "]}"
