"""Requests → composed pages, each document read once for all that is wanted of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import cast

from sixfold.compose import Composition, compose
from sixfold.document.house import House
from sixfold.document.loading import load_document, load_house, translate_document
from sixfold.document.model import Document
from sixfold.document.units import Translation, translate
from sixfold.languages import LanguageCode, language
from sixfold.project.paths import Project
from sixfold.publishing.pages import ComposedPage, CompositionFailure, Failure
from sixfold.publishing.pseudo import PSEUDO, pseudo_text
from sixfold.publishing.requests import EditionRequest


def compose_pages(project: Project, requests: Iterable[EditionRequest]) -> Iterator[ComposedPage | CompositionFailure]:
    """Yield the pages of *requests*, in their order."""
    for seed, group in groupby(requests, key=lambda request: request.seed):
        wanted = list(group)
        try:
            document = load_document(seed)
        except Exception as error:  # whatever it is, the others are made
            failure = Failure.of(error)
            for request in wanted:
                yield CompositionFailure(request, failure)
                failure = failure.untold
        else:
            yield from (_compose(project, document, request) for request in wanted)


def _compose(project: Project, document: Document, request: EditionRequest) -> ComposedPage | CompositionFailure:
    try:
        page = compose_as(project, document, request.language, is_proof=request.is_proof)
        sources = _sources(project, request) if request.edition == "archive" else ()
        name = _press_name(document, request) if request.edition == "press" else ""
    except Exception as error:  # whatever it is, the others are made
        return CompositionFailure(request, Failure.of(error))
    return ComposedPage(request, page.html, page.metadata, page.untranslated, sources, name)


def _sources(project: Project, request: EditionRequest) -> tuple[tuple[str, bytes], ...]:
    from sixfold.pdf.editions import read_sources  # noqa: PLC0415  (for archives only)

    return read_sources(project.sources(request.seed, request.language))


def _press_name(document: Document, request: EditionRequest) -> str:
    from sixfold.pdf.press import press_name  # noqa: PLC0415  (pikepdf: 90 ms)

    return press_name(document.job[request.language].number.bar_code, language(request.language).job_letter)


def compose_as(project: Project, document: Document, code: str, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in a language or pseudo-language.

    Raises: CatalogError, when a catalog of the language can't be read.
    """
    if code in PSEUDO:
        return compose_pseudo(project, document, code, is_proof=is_proof)
    return compose_edition(project, document, cast(LanguageCode, code), is_proof=is_proof)


def compose_pseudo(project: Project, document: Document, code: str, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in the pseudo-language *code*."""
    like = PSEUDO[code]

    def look_up(_: str, text: str) -> Translation:
        return Translation("translated", pseudo_text(text, code))

    house = House(
        language(like),
        lambda _, text: pseudo_text(text, code),
        lambda _, text, plural, count: pseudo_text(text if count == 1 else plural, code),
    )
    return compose(translate(document, like, look_up), house, project.templates, is_proof=is_proof)


def compose_edition(project: Project, document: Document, code: LanguageCode, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in the language *code*.

    Raises: CatalogError, when a catalog can't be read or a message that would print has broken markup.
    """
    document = translate_document(project, document, code)
    return compose(document, load_house(project, code), project.templates, is_proof=is_proof)
