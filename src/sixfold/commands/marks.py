"""`sixfold revise` marks translations as revised; `sixfold queries` lists what translators ask the author, unit by unit."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sixfold.catalogs import marks
from sixfold.catalogs.model import Key, Message
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.report import from_here, print_json
from sixfold.errors import UsageError, near_match, visible
from sixfold.languages import LanguageCode


def revise(options: argparse.Namespace) -> int:
    """Mark the units with the addresses that were typed, or all; 1, where one of those that were typed isn't translated.

    Raises: UsageError, for a name that is none, or an address that no unit has.
    """
    by = " ".join(options.by.split())
    if not marks.is_name(by):
        raise UsageError(f"“{options.by[:40]}” can’t sign a revision", hint="type initials or a name: BY=AB")
    context = CommandContext(options)
    sets = list(context.catalog_sets())
    messages = [message for one in sets for message in one.messages]
    for address in options.unit:
        if not any(_has_address(message, address) for message in messages):
            hint = near_match(address, {message.name for message in messages}, "`make pdf PROOF=1` prints them in the margin")
            raise UsageError(f"no unit “{address[:60]}”", hint=hint)
    left_out = 0
    for one in sets:
        chosen = [unit for unit in one.messages if not options.unit or any(_has_address(unit, address) for address in options.unit)]
        meant = {unit.key for unit in chosen}
        for code in one.languages:
            with context.continue_on_error():
                left_out += _revise(context, one, code, meant, by)
    return max(context.exit_code, 1 if options.unit and left_out else 0)


def _has_address(message: Message, address: str) -> bool:
    """Say whether *address* is one of the places of *message*."""
    return address == message.name or any(line.startswith(f"{address}: ") for line in message.comment.splitlines())


def _revise(context: CommandContext, one: CatalogSet, code: LanguageCode, meant: Collection[Key], by: str) -> int:
    """Mark the units of *meant* in one catalog, say how many, and return how many of them aren't translated."""
    path = context.project.catalog(code, one.domain)
    catalog = read_catalog(path)
    found = {entry.key for entry in catalog if entry.key in meant and entry.state == "translated"}
    entries = [
        marks.mark_revised(entry, by, date.today()) if entry.key in found and not entry.is_obsolete else entry
        for entry in catalog.entries
    ]
    write_catalog(path, replace(catalog, entries=tuple(entries)))
    left_out = len(meant) - len(found)
    rest = f", {left_out} not translated or fuzzy" if left_out else ""
    print(f"{from_here(path)}: {len(found)} revised by {by}{rest}")
    return left_out


def queries(options: argparse.Namespace) -> int:
    """List the units that somebody asks about; a catalog that can't be read is reported and doesn't stop the others."""
    context = CommandContext(options)
    units = [unit for one in context.catalog_sets() for unit in _units_with_queries(context, one)]
    if options.format == "json":
        print_json({"units": units})
        return context.exit_code
    print("\n\n".join("\n".join(map(visible, _lines(unit))) for unit in units) or "no queries")
    answers = [bool(query["answer"]) for unit in units for query in unit["queries"]]
    if answers:
        number = f"{len(answers)} {'query' if len(answers) == 1 else 'queries'}, {answers.count(True)} answered"
        print(f"{number}; an answer is a “note:” beside the text in the seed, then `make update`", file=sys.stderr)
    return context.exit_code


def _units_with_queries(context: CommandContext, one: CatalogSet) -> Iterator[dict[str, Any]]:
    """Yield the units of *one* domain that somebody asks about, in the order of the document."""
    asked: dict[Message, list[dict[str, Any]]] = defaultdict(list)
    paths = {code: context.project.catalog(code, one.domain) for code in one.languages}
    for code, path in ((code, path) for code, path in paths.items() if path.exists()):
        with context.continue_on_error():
            catalog = read_catalog(path)
            file = path.relative_to(context.project.root).as_posix()
            for query in marks.queries(catalog, one.messages):
                place = {"language": code, "file": file, "line": marks.line_of(catalog, query.entry, query.comment)}
                asked[query.message].append(place | {"question": query.question, "asked": query.on, "answer": query.answer})
    for message in one.messages:
        if message in asked:
            symbol = one.document.printed_symbol if one.document else one.domain
            yield {"document": symbol, "unit": message.name, "source": message.text, "queries": asked[message]}


def _lines(unit: dict[str, Any]) -> Iterator[str]:
    yield f"{unit['document']}, {unit['unit']}: {' '.join(unit['source'].split())}"
    for query in unit["queries"]:
        yield f"  {query['file']}:{query['line']}: {query['question']}" + (f" ({query['asked']})" if query["asked"] else "")
        if query["answer"]:
            yield f"    answered: {query['answer']}"
