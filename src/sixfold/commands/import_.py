"""`sixfold import`: a seed from a Word file or PDF, or its catalog from a translated one, with an account of every doubt."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from sixfold.alignment.documents import align_documents
from sixfold.alignment.filling import fill
from sixfold.catalogs.marks import complete_marks
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.catalogs.pot import new_catalog
from sixfold.catalogs.terms import offer_terms, read_terms
from sixfold.catalogs.updating import update_catalog
from sixfold.commands.common import CatalogSet
from sixfold.commands.report import from_here, print_problems
from sixfold.commands.selection import find_seeds
from sixfold.document.house import House
from sixfold.document.loading import load_document, load_house
from sixfold.document.model import Document
from sixfold.document.symbols import join_slugs
from sixfold.document.units import name_texts, texts
from sixfold.errors import Problem, SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project, find_project
from sixfold.word.importing import Imported, read_document, write_pictures
from sixfold.word.masthead import NO_SYMBOL
from sixfold.word.package import as_docx

#: Words that are in most sentences of a language, and in none of another of the six.
_FREQUENT = {
    "ar": r"\b(?:في|من|على|إلى)\b", "en": r"\b(?:the|of|and)\b", "es": r"\b(?:los|las|el|del|y)\b",
    "fr": r"\b(?:les|des|et|du)\b", "ru": r"\b(?:и|в|на|по)\b", "zh": "[的和在年]",
}  # fmt: skip
#: A file in another language has so many of its words at least, and so many times those of the one that was named.
_LEAST_WORDS, _TIMES = 10, 4


def run(options: argparse.Namespace) -> int:
    """Write the seed of the document in a file, unless there is one, or with --lang the catalog, and list what is doubtful.

    Raises: UsageError, where the seed is there already, or the one that is to be translated isn't.
    """
    project = find_project(Path.cwd())
    source = Path(options.file)
    if not options.lang and options.document:
        raise UsageError("a seed is named by its symbol, which the file has", hint="leave DOC= out, or add LANG= for a translation")
    known = [load_house(project, options.lang)] if options.lang else houses(project)
    with as_docx(source) as path:
        imported = replace(read_document(path, known, options.accept, options.reject), path=source)
    if options.lang:
        return _translate(project, imported, options)
    document = imported.document  # refuses what no seed can hold, before anything is written
    seed = project.root / "seeds" / f"{join_slugs(document.symbol)}.yaml"
    for path in (seed, *(seed.parent / name for name in imported.pictures)):
        if path.exists():
            what = f"{'the seed' if path == seed else 'a picture'} of {document.printed_symbol} is there already"
            raise UsageError(what, from_here(path), hint="move it away to import the file anew; a translation of it takes LANG=")
    write_pictures(seed.parent, imported.pictures)
    write_atomically(seed, imported.yaml.encode())
    _print_doubts(imported)
    print(from_here(seed))
    count = len(imported.doubts)
    doubts = f"{count} doubts, which stand in the seed, too" if count > 1 else "1 doubt, which stands in the seed, too"
    what_next = "next: compare make pdf with the Word file, then make update begins the translation"
    print(f"{doubts if count else 'no doubts'}; {what_next}", file=sys.stderr)
    return 0


def _translate(project: Project, imported: Imported, options: argparse.Namespace) -> int:
    """Fill the catalog of a seed with what the file, its translation, has; say how much, and what belongs together nowhere."""
    code: LanguageCode = options.lang
    source = imported.path
    other = name_texts(imported.document.model_copy(update={"language": code}))
    _check_language(other, code, source)
    if not options.document and other.printed_symbol == NO_SYMBOL:
        raise UsageError("it doesn’t say its symbol", source, hint="name the document: DOC=A/66/398")
    seed = find_seeds(project, [options.document or other.printed_symbol])[0]
    document = load_document(seed)
    if document.own_language == code:
        raise UsageError(f"{document.printed_symbol} is written in {language(code).english_name}: it is no translation", seed)
    terms = read_terms(project.term_list)
    wanted = CatalogSet(document.slug, [code], document)
    path = project.catalog(code, document.slug)
    catalog = complete_marks(read_catalog(path), date.today()) if path.exists() else new_catalog(code, wanted.header)
    messages = offer_terms(wanted.messages, terms, document.own_language, code)
    filled = fill(update_catalog(catalog, messages, wanted.header).catalog, align_documents(document, other, terms))
    write_catalog(path, filled.catalog)
    _print_doubts(imported)
    print_problems([Problem(what, source) for what in filled.account], "warning")
    counts = ", ".join(f"{number} {name}" for name, number in filled.counts.items() if number)
    print(f"{from_here(path)}: {counts or 'nothing fits'}")
    fuzzy = "look at what is fuzzy, " if filled.counts["fuzzy"] else ""
    print(f"next: {fuzzy}make check LANG={code} DOC={document.slug}", file=sys.stderr)
    return 0


def _check_language(document: Document, code: LanguageCode, source: Path) -> None:
    """Do nothing where the texts of *document*, which is read from *source*, may be in the language *code*.

    Raises: UsageError, where most of them are in another one: of a French file three texts came into a Spanish catalog as sure.
    """
    words = " ".join(text.text for text in texts(document))
    counts = {one: len(re.findall(_FREQUENT[one], words, re.IGNORECASE)) for one in LANGUAGE_CODES}
    most = max(LANGUAGE_CODES, key=lambda one: counts[one])
    if counts[most] >= _LEAST_WORDS and counts[most] > _TIMES * counts[code]:
        names = language(most).english_name, language(code).english_name
        raise UsageError(f"it is in {names[0]}, not in {names[1]}", source, hint=f"LANG={most}, or the file that is in {names[1]}")


def houses(project: Project) -> list[House]:
    """Return the fixed words of every language whose catalog can be read."""
    found = []
    for code in LANGUAGE_CODES:
        try:
            found.append(load_house(project, code))
        except SixfoldError as error:
            print_problems(error.problems, "warning")
    return found


def _print_doubts(imported: Imported) -> None:
    print_problems([Problem(str(doubt), imported.path) for doubt in imported.doubts], "doubt")
