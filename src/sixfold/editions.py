"""One edition of one document: seeds, catalogs and pages brought together. What the commands and the benchmark both need."""

from __future__ import annotations

import difflib
import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from sixfold.catalogs import Catalog, Domain, Entry, read_catalog
from sixfold.compose import Composition, compose, document_title
from sixfold.document import LANGUAGE_CODES, Document, LanguageCode
from sixfold.errors import CatalogError, MissingGlyphError, Problem, SeedError, UsageError
from sixfold.house import House, house_date
from sixfold.inline import MarkupError, note_calls
from sixfold.languages import language as language_of
from sixfold.project import HOUSE, Project
from sixfold.seeds import read_seed
from sixfold.symbols import NotASymbolError, join_slugs, parse_symbols
from sixfold.translate import Translation, translate

#: Where a translator reports a mistake in the source text, in the headers of catalogs.
BUGS_TO = "file:README.md"

_GAP = re.compile(r"\{[a-z_]+\}")


def find_seeds(project: Project, names: Sequence[str]) -> list[Path]:
    """Return the seeds that *names* mean, each a path, a symbol or a slug; all seeds of the project for none.

    Raises: UsageError, for a name that no seed has.
    """
    for stray in sorted((project.root / "seeds").glob("*.yml")):
        raise UsageError(f"{stray.name} would not be seen", stray, hint=f"rename it {stray.stem}.yaml")
    if not names:
        return project.seeds()
    found = (_find_seed(project, name) for name in names)
    return list({path.resolve(): path for path in found}.values())


def _find_seed(project: Project, name: str) -> Path:
    for path in (Path(name), project.root / name):
        if path.suffix == ".yaml" and path.is_file():
            return path
    slugs = {path.stem: path for path in project.seeds()}
    try:
        wanted = join_slugs(parse_symbols(name))
    except NotASymbolError:
        wanted = name
    if wanted in slugs:
        return slugs[wanted]
    near = difflib.get_close_matches(wanted, slugs, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(slugs) or 'no seeds at all'}"
    raise UsageError(f"no document “{name}”", hint=hint)


def load_document(path: Path) -> Document:
    """Return the document of the seed at *path*.

    Raises: SeedError, also when the file isn't named after the document: two seeds could claim the same catalogs.
    """
    document = read_seed(path)
    if path.stem != document.slug:
        what = f"the seed of {document.printed_symbol} is named {path.name}"
        raise SeedError(what, path, hint=f"rename it {document.slug}.yaml, or correct the symbol")
    return document


def document_domain(document: Document) -> Domain:
    """Return what the catalogs' headers say of *document*."""
    return Domain(f"Sixfold {document.printed_symbol}", document_title(document), BUGS_TO, document.date.isoformat())


def house_domain() -> Domain:
    """Return what the house catalogs' headers say of themselves."""
    return Domain("Sixfold house words", "Fixed words of United Nations documents", BUGS_TO, house_date())


def target_languages(document: Document, wanted: Sequence[LanguageCode]) -> list[LanguageCode]:
    """Return the languages of *wanted* (all six for none) in which *document* has a catalog: all but its own."""
    return [code for code in wanted or LANGUAGE_CODES if code != document.own_language]


def compose_edition(project: Project, document: Document, code: LanguageCode, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in the language *code*.

    Raises: CatalogError, when a catalog can't be read or a message that would print has broken markup.
    """
    if code != document.own_language:
        catalog = open_catalog(project.catalog(code, document.slug))
        document = translate(document, code, lambda context, text: _translation(catalog, context, text))
    return compose(document, load_house(project, code), project.templates, is_proof=is_proof)


def open_catalog(path: Path) -> Catalog | None:
    """Return the catalog at *path*, ready to print from; None where there is none yet.

    Raises: CatalogError, for damage, and for broken tags or gaps in a translation that would print.
    """
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else None
    printed = (entry for entry in catalog or () if entry.state == "translated")
    if problems := [problem for entry in printed for problem in translation_problems(entry, path)]:
        raise CatalogError.of(problems)
    return catalog


def translation_problems(entry: Entry, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the tags and footnote calls of a translation, and with the gaps of a house word: `{items}`."""
    for form in entry.translations:
        try:
            calls = Counter(note_calls(form))
        except MarkupError as error:
            what = f"{error} in the translation of {entry.context}"
            yield Problem(what, path, entry.translation_line, "type the tags as they stand in the source text")
            continue
        if form.strip() and calls != Counter(note_calls(entry.text)):
            what = f"the translation of {entry.context} doesn’t call the footnotes that the source text calls"
            wanted = "".join(f"<fn>{key}</fn>" for key in note_calls(entry.text)) or "no <fn>"
            yield Problem(what, path, entry.translation_line, f"it has to call: {wanted}")
        if path.stem == HOUSE and form.strip():
            yield from _gap_problems(entry, form, path)


def emphasis_problems(entry: Entry, path: Path) -> Iterator[Problem]:
    """Yield a translation that emphasises more or less than the source text; raised letters (1<sup>er</sup>) are its own."""
    if entry.state != "translated" or path.stem == HOUSE:  # how "Signed" is set is the language's own
        return
    wanted, found = (Counter(re.findall("<(em|strong)>", text)) for text in (entry.text, entry.translation))
    if wanted != found:
        what = f"the translation of {entry.context} has other tags than its source text"
        yield Problem(what, path, entry.translation_line, "put <em> and <strong> round the same words")


def _gap_problems(entry: Entry, form: str, path: Path) -> Iterator[Problem]:
    wanted, found = (set(_GAP.findall(text)) for text in (entry.plural or entry.text, form))
    for verb, names in (("lacks", wanted - found), ("has a gap too many:", found - wanted)):
        if names:
            what = f"the translation of {entry.context} {verb} {', '.join(sorted(names))}"
            yield Problem(what, path, entry.translation_line, f"keep the gaps of “{entry.text}”")


def _translation(catalog: Catalog | None, context: str, text: str) -> Translation:
    entry = catalog.find(context, text) if catalog else None
    if entry is None or entry.state != "translated":
        return Translation(entry.state if entry else "missing")
    return Translation("translated", entry.translation)


def load_house(project: Project, code: LanguageCode) -> House:
    """Return the house words of the language *code*.

    Raises: CatalogError, when its catalog can't be read.
    """
    path = project.catalog(code, HOUSE)
    catalog = None if code == "en" else open_catalog(path)

    def find(context: str, text: str) -> Entry | None:
        entry = catalog.find(context, text) if catalog else None
        return entry if entry and entry.state == "translated" else None

    def look_up(context: str, text: str) -> str | None:
        entry = find(context, text)
        return entry.translation if entry else None

    def look_up_plural(context: str, text: str, _plural: str, count: int) -> str | None:
        entry = find(context, text)
        return _plural_form(entry, count, catalog, path) if entry and catalog else None

    return House(language_of(code), look_up, look_up_plural)


def _plural_form(entry: Entry, count: int, catalog: Catalog, path: Path) -> str:
    rule = catalog.header.get("Plural-Forms", "")
    try:
        return entry.translations[_plural_rule(rule)(count)]
    except (ValueError, ArithmeticError, IndexError):
        what = f"“Plural-Forms: {rule}” gives no form for {count}"
        hint = "take it from the catalog’s earlier version"
        raise CatalogError(what, path, catalog.header_entry.translation_line, hint) from None


@cache
def _plural_rule(header: str) -> Callable[[int], int]:
    """Return which form a count takes. Source: GNU gettext manual, "Plural forms"; compiled by Python's own gettext."""
    rule: Callable[[int], int] = gettext.c2py(header.partition("plural=")[2].rstrip("; ") or "n != 1")
    return rule


def locate_characters(
    project: Project, document: Document, code: LanguageCode, error: MissingGlyphError
) -> MissingGlyphError:
    """Return *error* with each line of the seed and the catalogs that has one of its characters."""
    seed = project.root / "seeds" / f"{document.slug}.yaml"
    places = (seed, project.catalog(code, document.slug), project.catalog(code, HOUSE))
    hint = error.problems[0].hint
    found = [
        Problem(error.problems[0].what, path, number, hint)
        for path in places
        if path.exists()
        for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1)
        if any(character in line for character in error.characters) and not line.startswith("msgid")
    ]
    error.problems = found or error.problems
    return error
