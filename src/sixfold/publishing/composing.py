"""Requests → composed pages, each document read once for all that is wanted of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.languages import language
from sixfold.project.paths import Project
from sixfold.publishing.pages import ComposedPage, CompositionFailure, Failure
from sixfold.publishing.pseudo import compose_as
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
