"""`sixfold revise`: mark translations as revised."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sixfold.catalogs.marks import is_name, mark_revised
from sixfold.catalogs.model import Key, Message
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.commands.report import from_here
from sixfold.errors import UsageError, near_match
from sixfold.languages import LanguageCode


def run(options: argparse.Namespace) -> int:
    """Mark the units with the addresses that were typed, or all; 1, where one of those that were typed isn't translated.

    Raises: UsageError, for a name that is none, or an address that no unit has.
    """
    by = " ".join(options.by.split())
    if not is_name(by):
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
        mark_revised(entry, by, date.today()) if entry.key in found and not entry.is_obsolete else entry
        for entry in catalog.entries
    ]
    write_catalog(path, replace(catalog, entries=tuple(entries)))
    left_out = len(meant) - len(found)
    rest = f", {left_out} not translated or fuzzy" if left_out else ""
    print(f"{from_here(path)}: {len(found)} revised by {by}{rest}")
    return left_out
