"""Seeds and catalogs on disk → a document in one language and its fixed words; nothing is printed from a broken translation."""

from __future__ import annotations

import gettext
from pathlib import Path

from sixfold.catalogs.inline import blocking_errors
from sixfold.catalogs.model import Catalog, Entry
from sixfold.catalogs.po import read_catalog
from sixfold.document.house import House
from sixfold.document.model import Document
from sixfold.document.seeds import read_seed
from sixfold.document.units import Translation, translate
from sixfold.errors import CatalogError, Problem, SeedError
from sixfold.languages import LanguageCode
from sixfold.languages import language as language_of
from sixfold.project.paths import HOUSE, Project


def load_document(path: Path) -> Document:
    """Return the document of the seed at *path*.

    Raises: SeedError, also when the file isn't named after the document: two seeds could claim the same catalogs.
    """
    document = read_seed(path)
    if path.stem != document.slug:
        what = f"the seed of {document.printed_symbol} is named {path.name}"
        raise SeedError(what, path, hint=f"rename it {document.slug}.yaml, or correct the symbol")
    return document


def translate_document(project: Project, document: Document, code: LanguageCode, *, prints_fuzzy: bool = False) -> Document:
    """Return *document* in the language *code*, as far as its catalog goes; *prints_fuzzy* takes fuzzy translations, too.

    Raises: CatalogError, when the catalog can't be read or a message that would print has broken markup.
    """
    if code == document.own_language:
        return document
    catalog = open_catalog(project.catalog(code, document.slug))
    return translate_by(document, code, catalog, prints_fuzzy=prints_fuzzy)


def translate_by(document: Document, code: LanguageCode, catalog: Catalog | None, *, prints_fuzzy: bool = False) -> Document:
    """Return *document* in the language *code*, as far as *catalog* goes, which was found ready to print from."""

    def look_up(context: str, text: str) -> Translation:
        entry = catalog.find(context, text) if catalog else None
        if entry is None or entry.state == "missing" or (entry.is_fuzzy and not prints_fuzzy):
            return Translation("missing")
        if not entry.is_fuzzy:
            return Translation("translated", entry.translation)
        if misfit := _misfit(entry, is_house=False):
            return Translation("fuzzy", misfit=misfit)
        return Translation("fuzzy", entry.translation, (entry.previous.text, text) if entry.previous else ())

    return translate(document, code, look_up)


def open_catalog(path: Path) -> Catalog | None:
    """Return the catalog at *path*, ready to print from; None where there is none yet.

    Raises: CatalogError, for damage, and for broken tags or placeholders in a translation that would print.
    """
    return check_printable(read_catalog(path), path) if path.exists() else None


def check_printable(catalog: Catalog, path: Path) -> Catalog:
    """Return *catalog*, which is that of the file *path*.

    Raises: CatalogError, for broken tags or placeholders in a translation that would print.
    """
    printed = (entry for entry in catalog if entry.state == "translated")
    errors = ((entry, error) for entry in printed for error in blocking_errors(entry, is_house=path.stem == HOUSE))
    if problems := [Problem(error.what, path, entry.translation_line, error.hint) for entry, error in errors]:
        raise CatalogError.of(problems)
    return catalog


def _misfit(entry: Entry, *, is_house: bool) -> str:
    """Return the rule that keeps the translations of *entry* from being printed, or nothing."""
    return next((error.kind for error in blocking_errors(entry, is_house=is_house)), "")


def load_house(project: Project, code: LanguageCode, *, prints_fuzzy: bool = False) -> House:
    """Return the house words of the language *code*; *prints_fuzzy* takes fuzzy translations, too.

    Raises: CatalogError, when its catalog can't be read.
    """
    if code == "en":
        return House(language_of(code))
    path = project.catalog(code, HOUSE)
    return house_of(code, open_catalog(path), path, prints_fuzzy=prints_fuzzy)


def house_of(code: LanguageCode, catalog: Catalog | None, path: Path, *, prints_fuzzy: bool = False) -> House:
    """Return the house words of the language *code* in *catalog*, which was read from *path*.

    Printing them raises: CatalogError, for a plural form that the catalog's rule doesn't give.
    """
    fuzzy = [entry for entry in catalog or () if prints_fuzzy and entry.state == "fuzzy"]
    misfits = {str(entry.context): _misfit(entry, is_house=True) for entry in fuzzy}

    def look_up(context: str, text: str, plural: str | None, count: int) -> str | None:
        entry = catalog.find(context, text) if catalog else None
        if not catalog or not entry or (entry.state != "translated" and misfits.get(context) != ""):
            return None
        if plural is None:
            return entry.translation
        rule = catalog.header.get("Plural-Forms", "")
        try:
            # Source: GNU gettext manual, "Plural forms"; compiled by Python's own gettext
            form = gettext.c2py(rule.partition("plural=")[2].rstrip("; ") or "n != 1")
            return entry.translations[form(count)]
        except (ValueError, ArithmeticError, IndexError):
            what = f"“Plural-Forms: {rule}” gives no form for {count}"
            hint = "take it from the catalog’s earlier version"
            raise CatalogError(what, path, catalog.header_entry.translation_line, hint) from None

    return House(language_of(code), look_up, misfits)
