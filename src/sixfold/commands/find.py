"""`sixfold find`: the units that have a text, or an address, in the source text and in translation, with file, line and page."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.catalogs.term_finder import without_tags
from sixfold.commands.report import from_here, print_problems, read_domains
from sixfold.commands.selection import find_seeds
from sixfold.document.search import FoundUnit, Query, find_units
from sixfold.errors import UsageError, visible
from sixfold.languages import LANGUAGE_CODES
from sixfold.languages.folding import fold
from sixfold.project.paths import HOUSE, Project, find_project

if TYPE_CHECKING:
    from sixfold.publishing.unit_pages import UnitPage

#: Units that are printed for a person; JSON has them all.
_MOST_SHOWN = 20
#: Characters that are looked for, a page of text.
_LONGEST = 5_000
_REMARKS = {"fuzzy": "(fuzzy)", "missing": "(not translated)", "obsolete": "(obsolete)", "forbidden": "(forbidden)"}


def run(options: argparse.Namespace) -> int:
    """Print what is found. A file that can't be read is reported, and doesn't stop the search in others."""
    project = find_project(Path.cwd())
    query = _query(project, options)
    most = _MOST_SHOWN if options.format == "text" else None
    found = find_units(project, query, most, read_domains)
    for error in found.unread:
        print_problems(error.problems)
    pages = _pages(project, found.units, query)
    if options.format == "json":
        units = [_as_json(project, unit, pages.get(unit.domain, ())) for unit in found.units]
        print(json.dumps({"found": found.total, "units": units}, ensure_ascii=False, indent=1))
    else:
        for unit in found.units:
            print("\n".join(_lines(unit, pages.get(unit.domain, ()))), end="\n\n")
        print(_summary(query, found.total), file=sys.stderr)
    return max((error.exit_code for error in found.unread), default=0)


def _query(project: Project, options: argparse.Namespace) -> Query:
    """Return what the person looks for; A-66-398:annex.op.3 is an address with its document.

    Raises: UsageError, for a text of nothing that can be seen, or for one without end.
    """
    text = " ".join(options.text.split())
    if not fold(without_tags(text)):
        raise UsageError("there is nothing to look for", hint="write words or an address: sixfold find annex.op.7")
    if len(text) > _LONGEST:
        raise UsageError(f"{len(text):,} characters are too many: {_LONGEST:,} can be looked for", hint="take one sentence of it")
    try:
        domains = [seed.stem for seed in find_seeds(project, options.documents)] if options.documents else []
    except UsageError as error:
        (problem,) = error.problems
        hint = problem.hint if problem.hint and problem.hint.startswith("did you mean") else None
        raise UsageError(problem.what, hint=hint or "put what to look for in quotation marks, before any document") from None
    slug, _, address = text.partition(":")
    if re.fullmatch(r"[^\s.]+\.\S+", address) and slug in (HOUSE, *(seed.stem for seed in project.seeds())):
        text, domains = address, domains or [slug]
    return Query(text, options.lang or LANGUAGE_CODES, domains)


def _pages(project: Project, units: Sequence[FoundUnit], query: Query) -> Mapping[str, Sequence[UnitPage]]:
    """Return the pages of the units of documents whose address was asked for, by document."""
    slugs = [unit.domain for unit in units if unit.match == "address" and project.seed(unit.domain).exists()]
    if not slugs:
        return {}
    from sixfold.publishing.unit_pages import unit_pages  # noqa: PLC0415  (0.1 s, and only who asks for an address needs it)

    return unit_pages(project, slugs, query.text, query.languages)


def _lines(unit: FoundUnit, pages: Sequence[UnitPage]) -> Iterator[str]:
    """Yield the lines that show *unit*: where it belongs, then each version, and below it where that stands."""
    yield ":".join((unit.domain, *unit.addresses[:1])) + (" and more" if len(unit.addresses) > 1 else "")
    for version in unit.versions:
        yield " ".join(filter(None, (f"  {version.language} ", version.text, _REMARKS.get(version.state))))
        yield f"      {version.file}:{version.line}" if version.line else f"      {version.file}"
        for page in pages:
            if page.language == version.language:
                make = f"make pdf LANG={page.language} DOC={unit.domain} EDITION={page.edition}"
                yield f"      {from_here(page.file)}: {f'page {page.page}' if page.page else f'{page.state}; {make}'}"


def _as_json(project: Project, unit: FoundUnit, pages: Sequence[UnitPage]) -> dict[str, object]:
    versions = [version._asdict() for version in unit.versions]
    places = [page._asdict() | {"file": str(page.file.relative_to(project.root))} for page in pages]
    return unit._asdict() | {"versions": versions, "pages": places}


def _summary(query: Query, total: int) -> str:
    """Return the sentence that says how much there is."""
    where = f" in {', '.join(query.domains)}" if query.domains else ""
    if not total:
        shown = query.text if len(query.text) <= 60 else f"{query.text[:59]}…"
        return f"nothing found: no unit{where} has the text or the address “{visible(shown)}”"
    if total <= _MOST_SHOWN:
        return f"{total} {'unit' if total == 1 else 'units'}{where}"
    return f"{total:,} units{where}; these are the first {_MOST_SHOWN}: add a word, or name a document"
