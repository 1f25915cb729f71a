"""Requests → composed pages, each document read once for all that is wanted of it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from itertools import groupby
from pathlib import Path

from sixfold.compose import Composition, compose
from sixfold.document.loading import load_document, load_house, translate_document
from sixfold.document.model import Document
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.paths import Project
from sixfold.publishing.executors import WorkerPool, in_turn, worker_died
from sixfold.publishing.requests import ComposedPage, EditionRequest, Failure, Outcome

#: A page; where it can't be composed, its request and the failure.
Composed = ComposedPage | tuple[EditionRequest, Outcome]

#: Documents from which on it is worth while to start processes that compose.
WORTH_IT = 12


def compose_pages(
    project: Project, requests: Iterable[EditionRequest], processes: int = 1
) -> Generator[Composed, None, None]:
    """Yield the pages of *requests*, in their order. Many documents are composed by so many other *processes*."""
    documents = [list(group) for _, group in groupby(requests, key=lambda request: request.seed)]
    if processes < 2 or len(documents) < WORTH_IT:
        for wanted in documents:
            yield from _compose_document(project, wanted)
        return
    with WorkerPool(processes, [__name__]) as pool:
        futures = in_turn(lambda wanted: pool.submit(_compose_whole_document, project, wanted), documents)
        for wanted, composed in zip(documents, futures, strict=True):
            try:
                yield from composed.result()
            except BrokenExecutor:
                failure = Failure.of(worker_died())
                yield from ((request, Outcome(failure=failure)) for request in wanted)


def _compose_whole_document(project: Project, wanted: Sequence[EditionRequest]) -> list[Composed]:
    return list(_compose_document(project, wanted))


def _compose_document(project: Project, wanted: Sequence[EditionRequest]) -> Iterator[Composed]:
    try:
        document = load_document(wanted[0].seed)
    except Exception as error:  # whatever it is, the others are made
        failure = Failure.of(error)
        for request in wanted:
            yield request, Outcome(failure=failure)
            failure = Failure((), failure.exit_code)
    else:
        yield from (_compose(project, document, request) for request in wanted)


def _compose(project: Project, document: Document, request: EditionRequest) -> Composed:
    try:
        if request.beside:
            page = compose_side_by_side(project, document, request)
        elif request.since:
            page = compose_redline(project, document, request, request.since)
        elif request.language in LANGUAGE_CODES:
            how = {"is_proof": request.is_proof, "prints_fuzzy": request.takes_fuzzy}
            page = compose_edition(project, document, request.language, **how)
        else:
            from sixfold.publishing.pseudo import compose_pseudo  # noqa: PLC0415  (in pseudo-languages only)

            page = compose_pseudo(project, document, request.language, is_proof=request.is_proof)
        sources = _sources(project, request, page) if request.edition == "archive" else ()
        name = press_name(document, request.language) if request.press else ""
    except Exception as error:  # whatever it is, the others are made
        return request, Outcome(failure=Failure.of(error))
    pictures = {str(path): found for path, found in page.pictures.items()}
    return ComposedPage(request, page.html, page.metadata, page.untranslated, sources, name, pictures)


def _sources(project: Project, request: EditionRequest, page: Composition) -> tuple[tuple[str, bytes], ...]:
    """Return the files of the edition of *request*: seed, catalogs, and its pictures by their path from there."""
    folder = request.seed.resolve().parent
    pictures = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(page.pictures))
    return (*read_sources(request.sources(project)), *pictures)


def read_sources(paths: Sequence[Path]) -> tuple[tuple[str, bytes], ...]:
    """Return the content of each file under the name that it has in the archive."""
    return tuple((name, path.read_bytes()) for name, path in sorted((attached_name(path), path) for path in paths))


def attached_name(path: Path) -> str:
    """Return the name that a seed or catalog has in the archive: a catalog's has its language, `house.fr.po`."""
    return f"{path.stem}.{path.parents[1].name}.po" if path.suffix == ".po" else path.name


def press_name(document: Document, code: LanguageCode) -> str:
    """Return the name that the press expects, `1153027f`: the job number without hyphen, and the language's letter.

    Source: 1256725e.doc, 0246600s.doc.
    """
    return f"{document.job[code].number.bar_code}{language(code).job_letter}".lower()


def compose_edition(
    project: Project, document: Document, code: LanguageCode, *, is_proof: bool = False, prints_fuzzy: bool = False
) -> Composition:
    """Return the page of *document* in the language *code*; with fuzzy translations, where it *prints_fuzzy* ones.

    Raises: CatalogError, when a catalog can't be read or a message that would print has broken markup.
    """
    document = translate_document(project, document, code, prints_fuzzy=prints_fuzzy)
    return compose(document, load_house(project, code, prints_fuzzy=prints_fuzzy), project.templates, is_proof=is_proof)


def compose_side_by_side(project: Project, document: Document, request: EditionRequest) -> Composition:
    """Return the page of *document* in both languages of *request*.

    Raises: as `compose_edition`.
    """
    from sixfold.compose.beside import compose_beside  # noqa: PLC0415  (only for who asks for it)

    documents = [translate_document(project, document, code, prints_fuzzy=request.takes_fuzzy) for code in request.languages]
    houses = [load_house(project, code, prints_fuzzy=request.takes_fuzzy) for code in request.languages]
    first, second = zip(documents, houses, strict=True)
    return compose_beside(first, second, project.templates, is_proof=request.is_proof, has_spreads=request.has_spreads)


def compose_redline(project: Project, document: Document, request: EditionRequest, since: str) -> Composition:
    """Return the page of *document* for *request*, with what changed *since* an earlier version.

    Raises: UsageError, where there is no such version; SeedError and CatalogError, where it can't be read.
    """
    from sixfold.publishing.earlier import changes_since  # noqa: PLC0415  (for who asks for it only)

    house = load_house(project, request.language, prints_fuzzy=request.takes_fuzzy)
    revision = changes_since(project, document, request.language, since, prints_fuzzy=request.takes_fuzzy)
    return compose(revision.present, house, project.templates, is_proof=request.is_proof, revision=revision)
