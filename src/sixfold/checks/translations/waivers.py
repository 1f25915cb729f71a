"""Waivers: a translator's comment beside a unit that says which rule is broken on purpose, and why.

# waive figures: the source says “two”, French prints 2 here
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sixfold.catalogs import Entry

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
