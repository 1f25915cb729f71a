"""`sixfold changes`: what changed in documents since an earlier version, unit by unit; what a redline edition marks."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from sixfold.catalogs.differences import marked_line
from sixfold.commands.common import CommandContext
from sixfold.commands.report import print_json
from sixfold.document.differences import Revision
from sixfold.document.fields import Text
from sixfold.errors import visible
from sixfold.publishing.earlier import changes_since


def run(options: argparse.Namespace) -> int:
    """List what changed; a document that can't be compared is reported and doesn't stop the others."""
    context = CommandContext(options)
    found: list[tuple[str, Revision]] = []
    for document in context.documents:
        for code in options.lang or [document.own_language]:
            with context.continue_on_error():
                found.append((code, changes_since(context.project, document, code, options.since)))
    if options.format == "json":
        print_json({"documents": [_as_json(code, revision, options.since) for code, revision in found]})
    elif found:
        print("\n\n".join("\n".join(map(visible, _as_text(code, revision, options.since))) for code, revision in found))
    return context.exit_code


def _as_text(code: str, revision: Revision, since: str) -> Iterator[str]:
    count = len(revision.differences)
    number = "nothing changed" if not count else "1 change" if count == 1 else f"{count} changes"
    yield f"{revision.present.printed_symbol}, {code}: {number} since {since}"
    for one in revision.differences:
        sides = dict.fromkeys(" ".join(text.address for text in side) for side in (one.before, one.after))
        source = {None: "", True: "; its source changed, too", False: "; its source did not change"}[one.is_source_changed]
        levels = f", level {one.levels[0]} → {one.levels[1]}" if one.levels[0] != one.levels[1] else ""
        yield f"  {' → '.join(filter(None, sides))}: {one.kind}{levels}{source}"
        yield from (f"    {marked_line(changes)}" for changes in one.changes if any(change.kind != "kept" for change in changes))


def _as_json(code: str, revision: Revision, since: str) -> dict[str, Any]:
    def side(texts: Sequence[Text]) -> list[dict[str, str]]:
        return [{"unit": text.address, "text": text.text} for text in texts]

    changes = [
        {"kind": one.kind}
        | ({"levels": one.levels} if one.levels[0] != one.levels[1] else {})
        | {"before": side(one.before), "after": side(one.after)}
        | {"words": [[{"kind": change.kind, "text": change.text} for change in changes] for changes in one.changes]}
        | {"source_changed": one.is_source_changed}
        for one in revision.differences
    ]
    return {"document": revision.present.printed_symbol, "language": code, "since": since, "changes": changes}
