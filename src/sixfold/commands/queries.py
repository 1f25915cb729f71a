"""`sixfold queries`: what translators ask the author, over all languages, unit by unit."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sixfold.catalogs.marks import line_of, queries
from sixfold.catalogs.model import Message
from sixfold.catalogs.po import read_catalog
from sixfold.commands.common import CatalogSet, CommandContext
from sixfold.errors import visible


def run(options: argparse.Namespace) -> int:
    """List the units that somebody asks about; a catalog that can't be read is reported and doesn't stop the others."""
    context = CommandContext(options)
    units = [unit for one in context.catalog_sets() for unit in _units(context, one)]
    if options.format == "json":
        print(json.dumps({"units": units}, ensure_ascii=False, indent=1))
        return context.exit_code
    print("\n\n".join(map(_as_text, units)) or "no queries")
    answers = [bool(query["answer"]) for unit in units for query in unit["queries"]]
    if answers:
        number = f"{len(answers)} {'query' if len(answers) == 1 else 'queries'}, {answers.count(True)} answered"
        print(f"{number}; an answer is a “note:” beside the text in the seed, then `make update`", file=sys.stderr)
    return context.exit_code


def _units(context: CommandContext, one: CatalogSet) -> Iterator[dict[str, Any]]:
    """Yield the units of *one* domain that somebody asks about, in the order of the document."""
    asked: dict[Message, list[dict[str, Any]]] = defaultdict(list)
    paths = {code: context.project.catalog(code, one.domain) for code in one.languages}
    for code, path in ((code, path) for code, path in paths.items() if path.exists()):
        with context.continue_on_error():
            catalog = read_catalog(path)
            file = path.relative_to(context.project.root).as_posix()
            for query in queries(catalog, one.messages):
                place = {"language": code, "file": file, "line": line_of(catalog, query.entry, query.comment)}
                asked[query.message].append(place | {"question": query.question, "asked": query.on, "answer": query.answer})
    for message in one.messages:
        if message in asked:
            symbol = one.document.printed_symbol if one.document else one.domain
            yield {"document": symbol, "unit": message.name, "source": message.text, "queries": asked[message]}


def _as_text(unit: dict[str, Any]) -> str:
    lines = [f"{unit['document']}, {unit['unit']}: {' '.join(unit['source'].split())}"]
    for query in unit["queries"]:
        asked = f" ({query['asked']})" if query["asked"] else ""
        lines.append(f"  {query['file']}:{query['line']}: {query['question']}{asked}")
        lines += [f"    answered: {query['answer']}"] if query["answer"] else []
    return "\n".join(map(visible, lines))
