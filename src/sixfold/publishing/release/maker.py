"""The editions of a release: screen, archive and press in six languages, by the pipeline, or none."""

from __future__ import annotations

from pathlib import Path

from sixfold.document.model import Document
from sixfold.errors import FindingsError, SixfoldError
from sixfold.languages import LANGUAGE_CODES, language
from sixfold.pdf.icc_profiles import default_profile
from sixfold.pdf.press import ImpositionSettings
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project
from sixfold.publishing import (
    ComposedPage,
    EditionRequest,
    PressSettings,
    TypesetEdition,
    build_editions,
    in_order,
    typesetters,
)
from sixfold.publishing.executors import usual_jobs


def make_editions(project: Project, document: Document, folder: Path) -> None:
    """Write the editions of *document* below *folder*.

    Raises:
        FindingsError: when a unit is untranslated or fuzzy.
        SixfoldError: with the exit code of its cause, when an edition can't be made.
    """

    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        request = page.request
        names = [f"{document.slug}.{request.language}.pdf", *([f"{page.press_name}.pdf"] if request.press else [])]
        paths = [folder / request.edition / name for name in names]
        for path in paths:
            write_atomically(path, edition.pdf)
        return paths

    requests = _requests(project, document)
    with typesetters(project, usual_jobs()) as executor:
        made = build_editions(project, requests, executor, save, is_strict=True)
        for request, outcome in in_order(requests, made):
            if outcome.is_withheld:
                count, code = len(outcome.untranslated), request.language
                units = "1 unit" if count == 1 else f"{count} units"
                what = f"{document.printed_symbol} isn’t released: {units} untranslated or fuzzy in {code}"
                raise FindingsError(what, hint=f"`make check LANG={code}` names them")
            if outcome.failure:
                error = SixfoldError.of(outcome.failure.problems)
                error.exit_code = outcome.failure.exit_code
                raise error


def _requests(project: Project, document: Document) -> list[EditionRequest]:
    seed, profile, requests = project.seed(document.slug), default_profile(), []
    for code in LANGUAGE_CODES:
        imposition = ImpositionSettings(is_bound_right=language(code).direction == "rtl")
        requests += [
            EditionRequest(seed, code),
            EditionRequest(seed, code, edition="archive"),
            EditionRequest(seed, code, edition="press", press=PressSettings(imposition, profile)),
        ]
    return requests
