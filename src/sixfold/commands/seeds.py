"""`sixfold new`, `reissue` and `corrigendum`: a seed that isn't there yet, from a template or from a document, and its catalogs."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sixfold.catalogs.model import Catalog, Entry, Key
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.catalogs.pot import new_catalog
from sixfold.catalogs.updating import update_catalog
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.report import from_here, print_problems
from sixfold.commands.selection import find_seeds
from sixfold.document.corrigendum import UNREADY, Filled, corrections, corrigendum_seed, fill_in
from sixfold.document.cross_references import quote_references
from sixfold.document.fields import Text
from sixfold.document.loading import load_document, load_house, open_catalog, translate_by
from sixfold.document.model import Document
from sixfold.document.reissue import reissued_seed
from sixfold.document.scaffold import ScaffoldOptions, new_seed, read_symbols
from sixfold.document.seeds import parse_seed
from sixfold.document.symbols import Symbol, join_slugs, parse_symbols
from sixfold.document.units import map_texts
from sixfold.document.yaml_nodes import read_yaml
from sixfold.errors import Problem, UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project, find_project
from sixfold.publishing.earlier import earlier_version
from sixfold.publishing.released import fingerprints, read_release


def new(options: argparse.Namespace) -> int:
    """Write the seed of a new document, unless there is one."""
    symbols = read_symbols(options.symbol)
    path = find_project(Path.cwd()).seed(join_slugs(symbols))
    if path.exists():
        raise UsageError(f"the seed of {options.symbol} is there already", from_here(path), hint="edit it, or move it away")
    text = new_seed(symbols, ScaffoldOptions(options.kind, options.date, options.original, options.organ, options.job))
    parse_seed(text, from_here(path))
    write_atomically(path, text.encode())
    print(from_here(path))
    print("next: write what stands in square brackets; make pdf shows it, make update begins the translation", file=sys.stderr)
    return 0


def reissue(options: argparse.Namespace) -> int:
    """Write the seed and the catalogs of a reissue beside the document that was released; say what has to be released again."""
    project = find_project(Path.cwd())
    (path,) = find_seeds(project, options.documents)
    document = load_document(path)
    released = read_release(project.release(document.slug))
    in_release = released.languages if released else LANGUAGE_CODES
    text, reissued = reissued_seed(path.read_text(encoding="utf-8-sig"), path, options.date, options.lang or in_release)
    seed = project.seed(reissued.slug)
    if seed.exists():
        raise UsageError(f"the reissue of {document.printed_symbol} is there already", from_here(seed), hint="edit it")
    write_atomically(seed, text.encode())
    print(from_here(seed))
    wanted = CatalogSet(reissued.slug, (), reissued)
    for code in target_languages(document.own_language, ()):
        translated, target = project.catalog(code, document.slug), project.catalog(code, reissued.slug)
        if translated.exists() and not target.exists():
            catalog = update_catalog(read_catalog(translated), wanted.messages, wanted.header).catalog
            catalog = catalog.with_header_field("Project-Id-Version", wanted.header.project)
            write_catalog(target, Catalog(catalog.entries))  # a file of its own
            print(from_here(target))
    print(f"release again, since every edition has the asterisk: {' '.join(in_release)}", file=sys.stderr)
    if released:
        made_of = {one["language"]: one for one in released.manifest["languages"]}
        changed = [code for code, one in made_of.items() if one != fingerprints(project, document, code)]
        print(f"changed since the release: {' '.join(changed) or 'no language'}", file=sys.stderr)
    stays = f"what was released of {document.printed_symbol} stays"
    print(f"next: make update, make release DOC={reissued.slug}; {stays}", file=sys.stderr)
    return 0


def corrigendum(options: argparse.Namespace) -> int:
    """Write the seed and the catalogs of a corrigendum; tell what changed beside texts, which has to be written by hand."""
    context = CommandContext(options)
    project = context.project
    (path,) = find_seeds(project, options.documents)
    present = load_document(path)
    earlier = earlier_version(project, present.slug, options.since)
    former = earlier.document(present.slug, project)
    house = load_house(project, present.own_language)
    found = corrections(quote_references(former), quote_references(present), house)
    if not found:
        raise UsageError(f"no text of {present.printed_symbol} changed since {earlier.name}", hint="SINCE= names another version")
    *there, symbols = _symbols(project, present)
    seed = project.seed(join_slugs(symbols))
    tree = read_yaml(path.read_text(encoding="utf-8-sig"), path)
    entries = [words for _, words in found]
    text = corrigendum_seed(tree, [str(one) for one in symbols], entries, options.date, house.word("part.corrigendum"))
    wanted = parse_seed(text, from_here(seed))
    begun = _begun(project, there, wanted)
    if begun is wanted:
        write_atomically(seed, text.encode())
        print(from_here(seed))
    unready = []
    for code in target_languages(present.own_language, ()):
        with context.continue_on_error():
            catalog = open_catalog(project.catalog(code, present.slug))
            both = earlier.translated(former, code), translate_by(present, code, catalog)
            versions = quote_references(both[0]), quote_references(both[1])
            filled = list(fill_in(wanted, [change for change, _ in found], versions, load_house(project, code)))
            unready += [code] if any("of the present version" in note for _, _, note in filled) else []
            print(from_here(_write(project, begun, code, filled, catalog)))
    _tell_rest(former, present, earlier.name, len(entries))
    if unready:
        what = f"what changed in {present.printed_symbol} isn’t translated yet in {', '.join(unready)}"
        hint = "translate it there, then run this again with the same SINCE= (after a commit: HEAD~1), which fills in what is empty"
        print_problems([Problem(what, hint=hint)], "warning")
    return context.exit_code


def _symbols(project: Project, document: Document) -> list[tuple[Symbol, ...]]:
    """Return the symbols of each corrigendum of *document* that the project has, and of the next: A/66/398/Corr.1, Corr.2, …"""
    found: list[tuple[Symbol, ...]] = []
    while not found or project.seed(join_slugs(found[-1])).exists():
        found.append(tuple(parse_symbols(f"{one.text}/Corr.{len(found) + 1}")[0] for one in document.symbol))
    return found


def _begun(project: Project, there: Sequence[tuple[Symbol, ...]], wanted: Document) -> Document:
    """Return the newest corrigendum *there* where it has all entries of *wanted*, which is returned else."""
    if not there:
        return wanted
    newest = load_document(project.seed(join_slugs(there[-1])))
    said, to_say = (
        Counter(
            tuple(text and text.text for text in (one.before, one.read, one.delete, one.insert))
            for part in document.parts for block in part.value.body if block.kind == "corrections" for one in block.value
        )
        for document in (newest, wanted)
    )  # fmt: skip
    if to_say <= said:
        note = f"{newest.printed_symbol} has these entries already: it stays as it is, and its catalogs are filled in"
    else:
        note = f"Corr.{len(there)} is there: where it says some of this already, give SINCE= the version that it led to"
    print(f"note: {note}", file=sys.stderr)
    return newest if to_say <= said else wanted


def _write(
    project: Project, corrigendum: Document, code: LanguageCode, filled: Sequence[Filled], parent: Catalog | None
) -> Path:
    """Write the catalog of *corrigendum* in one language: what is *filled* in, and the titles that *parent* has; all fuzzy."""
    path = project.catalog(code, corrigendum.slug)
    wanted = CatalogSet(corrigendum.slug, [code], corrigendum)
    known: dict[Key, tuple[str, str]] = {(text.context, text.text): (words, note) for text, words, note in filled}
    catalog = read_catalog(path) if path.exists() else new_catalog(code, wanted.header)
    updated = update_catalog(catalog, wanted.messages, wanted.header).catalog

    def fill(entry: Entry) -> Entry:
        found = parent.find(*entry.key) if parent else None
        translation, note = known.get(entry.key, (found.translation if found and found.state == "translated" else "", ""))
        if entry.is_header or entry.is_obsolete or entry.is_typed:
            return entry
        bare = replace(entry, comments=tuple(line for line in entry.comments if not UNREADY.fullmatch(line)))
        noted = bare.with_comments(note) if note else bare
        return replace(noted, translations=(translation,)).marked_fuzzy() if translation else noted

    write_catalog(path, replace(updated, entries=tuple(map(fill, updated.entries))))
    return path


def _tell_rest(former: Document, present: Document, name: str, count: int) -> None:
    """Say how many entries there are, and which settings changed, too, that no entry tells of."""
    print(f"{count} {'entry' if count == 1 else 'entries'}: what changed since {name}", file=sys.stderr)
    blank = [map_texts(one, lambda text, _: Text("", id=text.id)) for one in (former, present)]
    changed = [name for name in Document.model_fields if name != "parts" and getattr(blank[0], name) != getattr(blank[1], name)]
    if changed:
        what = f"warning: {', '.join(changed)} changed, too: write an entry by hand for what the page shows of it"
        print(what, file=sys.stderr)
