"""Requests → editions in their place: the one way to make an edition, for `pdf`, `press` and `release`.

This machine composes pages, an Executor's workers typeset them, and their PDFs come back, for the command to put in their places.
It may be any Executor: what travels is small, complete and can be pickled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, as_completed, wait
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sixfold.errors import MissingGlyphError, Problem, RenderError, RequirementError
from sixfold.pdf.fonts import Derive, FontFolders, prepare_fonts
from sixfold.project.paths import HOUSE, Project
from sixfold.project.process import gc_paused
from sixfold.publishing.executors import WorkerPool, forked_pool, usual_jobs, worker_died
from sixfold.publishing.requests import Cluster, ComposedPage, EditionRequest, Failure, Outcome, TypesetEdition

#: Puts an edition in its place, and returns where that is.
Save = Callable[[ComposedPage, TypesetEdition], Sequence[Path]]

#: Composed pages that wait for the workers or are with them; all those of a large project would fill the memory.
_MOST_WAITING = 64

#: Places of a missing glyph that are reported; a unit in another script has the characters everywhere.
_MOST_PLACES = 12


@contextmanager
def typesetters(
    project: Project,
    languages: Sequence[str],
    jobs: int | None = None,
    derive: Derive = map,
    cluster: Cluster | None = None,
) -> Iterator[Executor]:
    """Give an executor for editions in *languages*: *cluster*, or else *jobs* processes on this machine, or one for each core.

    The processes begin at once to load the engine and the project's fonts. For one edition there is one, forked from this one:
    a fork server takes 13 to 17 % more computing. Where this process has loaded the engine itself it can't be: Pango looks for
    fonts in a thread, and what is forked from then on waits for it for ever. Fonts that must be made are made by *derive*.

    Raises: RequirementError, when a font or the scheduler is missing; WriteError, when `build/` can't be written.
    """
    if cluster:
        from sixfold.publishing.cluster import cluster_executor  # noqa: PLC0415  (only who asks for it has what it needs)

        with cluster_executor(project, cluster, derive) as executor:
            yield executor
        return
    tools = project.templates, prepare_fonts(project.build, languages, derive)
    jobs = min(jobs or usual_jobs(), len(languages))
    is_single = len(languages) == 1 and "weasyprint" not in sys.modules
    with forked_pool(1) if is_single else WorkerPool(jobs, ["sixfold.publishing.typesetting"]) as pool:
        for code in languages[:jobs]:
            pool.submit(_load_engine, *tools, code)
        yield pool


def build_editions(  # noqa: PLR0913  (what is asked, who works, and who is told)
    project: Project,
    requests: Sequence[EditionRequest],
    executor: Executor,
    save: Save,
    *,
    is_strict: bool = False,
    derive: Derive = map,
) -> Iterator[tuple[EditionRequest, Outcome]]:
    """Yield what became of each of *requests*, as it is known.

    With *is_strict* no draft is made. An edition that fails doesn't stop the others; what *save* raises is its edition's
    failure. Stopping early cancels what has not begun. Fonts that a page needs beside those of its language are made by *derive*.

    Raises: RequirementError, when the machine lacks what every edition needs.
    """
    waiting: dict[Future[TypesetEdition], ComposedPage] = {}
    folders = FontFolders(prepare_fonts(project.build), derive)
    with gc_paused():
        from sixfold.publishing.composing import compose_pages  # noqa: PLC0415  (the workers are loading the engine meanwhile)

    pages = compose_pages(project, requests, getattr(executor, "composers", 1))
    try:
        for page in pages:
            if isinstance(page, tuple):  # why there is none
                yield page
            elif is_strict and page.untranslated:
                yield page.request, Outcome(page.untranslated, is_withheld=True)
            else:
                folders.fontconfig(folders.choose(page.html, project.templates))
                waiting[executor.submit(_typeset, page, project.templates, folders.root)] = page
                patience = None if len(waiting) > getattr(executor, "most_waiting", _MOST_WAITING) else 0
                for future in wait(waiting, patience, FIRST_COMPLETED).done:
                    yield _finish(project, waiting.pop(future), future, save)
        for future in as_completed(list(waiting)):
            yield _finish(project, waiting.pop(future), future, save)
    finally:
        pages.close()
        for future in waiting:
            future.cancel()


def _finish(project: Project, page: ComposedPage, future: Future[TypesetEdition], save: Save) -> tuple[EditionRequest, Outcome]:
    """Save the edition that *future* holds, and return what became of its request."""
    request = page.request
    try:
        paths = tuple(save(page, future.result()))
    except RequirementError:
        raise
    except RenderError as error:
        failure = Failure.of(_locate(project, request, error))
    except BrokenExecutor:
        failure = Failure.of(worker_died())
    except Exception as error:  # whatever it is, the others are made
        failure = Failure.of(error)
    else:
        return request, Outcome(page.untranslated, paths)
    return request, Outcome(page.untranslated, failure=failure)


def _locate(project: Project, request: EditionRequest, error: RenderError) -> RenderError:
    """Return *error* with its places: the lines of seed and catalogs with a character that no font has, for others the seed."""
    if not isinstance(error, MissingGlyphError):
        error.problems = [problem if problem.path else replace(problem, path=request.seed) for problem in error.problems]
        return error
    problem = error.problems[0]
    catalogs = (project.catalog(code, name) for code in request.languages for name in (request.slug, HOUSE))
    found = [
        Problem(problem.what, path, number, problem.hint)
        for path in (request.seed, *catalogs)
        if path.exists()
        for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1)
        if any(character in line for character in error.characters) and not line.startswith("msgid")
    ]
    if (more := len(found) - _MOST_PLACES) > 0:
        found[_MOST_PLACES:] = [Problem(f"… and in {more} more lines", hint="look for it in the whole file")]
    error.problems = found or error.problems
    return error


def in_order(
    requests: Iterable[EditionRequest], outcomes: Iterable[tuple[EditionRequest, Outcome]]
) -> Iterator[tuple[EditionRequest, Outcome]]:
    """Yield *outcomes* in the order of *requests*, each as soon as those before it are known."""
    known: dict[EditionRequest, Outcome] = {}
    waiting = iter(requests)
    awaited = next(waiting, None)
    for request, outcome in outcomes:
        known[request] = outcome
        while awaited in known:
            yield awaited, known.pop(awaited)
            awaited = next(waiting, None)


# The process that composes never imports the engine: these are called in a worker.


def _load_engine(templates: Path, fonts: Path, language: str) -> None:
    from sixfold.publishing.typesetting import load_engine  # noqa: PLC0415

    load_engine(templates, fonts, language)


def _typeset(page: ComposedPage, templates: Path, fonts: Path) -> TypesetEdition:
    from sixfold.publishing.typesetting import typeset  # noqa: PLC0415

    return typeset(page, templates, fonts)
