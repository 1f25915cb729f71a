"""A release: every edition in the languages that are meant, or none, in a folder that is made aside and put in place whole."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from sixfold.document.model import Document
from sixfold.errors import FindingsError, SixfoldError, WriteError
from sixfold.languages import LanguageCode, language
from sixfold.pdf.icc_profiles import default_profile
from sixfold.pdf.press import ImpositionSettings
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project
from sixfold.publishing.pipeline import build_editions, in_order, typesetters
from sixfold.publishing.requests import ComposedPage, EditionRequest, Outcome, PressSettings, TypesetEdition


@contextmanager
def release_folder(place: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes the place of *place* when the block ends without an error.

    Where it ends with one, or the machine stops, *place* stays as it was; what was begun is cleared away the next time.

    Raises: WriteError, when a folder can't be made or moved, or another process is making the same folder.
    """
    former = place.with_name(f".{place.name}.former")
    with ExitStack() as stack:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context(place.with_name(f".{place.name}.lock").open("w", encoding="utf-8"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system takes it back when the process ends, however it ends
            stack.callback(fcntl.flock, lock, fcntl.LOCK_UN)  # a process that was forked meanwhile would keep it
            if former.exists() and not place.exists():  # a release was killed when it was about to be replaced
                former.rename(place)
            for leftover in (*place.parent.glob(former.name), *place.parent.glob(f".{place.name}.making-*")):
                shutil.rmtree(leftover)  # nobody works there, since we have the lock
            folder = Path(tempfile.mkdtemp(prefix=f".{place.name}.making-", dir=place.parent))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.chmod(0o755)
        except BlockingIOError:
            hint = "wait until it has ended, then do it again if anything changed meanwhile"
            raise WriteError("another process is making this folder", place, hint=hint) from None
        except OSError as error:
            what = f"the folder can’t be made: {error.strerror}"
            raise WriteError(what, place, hint="check the folder’s rights") from None
        yield folder
        _put_in_place(folder, place, former)


def _put_in_place(folder: Path, place: Path, former: Path) -> None:
    for path in [*(one for one in folder.rglob("*") if one.is_file()), folder]:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)  # a release that has its name must be whole after a power cut, too
        finally:
            os.close(number)
    try:
        if place.exists():
            place.rename(former)
        folder.rename(place)
    except OSError as error:
        if former.exists() and not place.exists():
            former.rename(place)
        what = f"the folder can’t be put in place: {error.strerror}"
        raise WriteError(what, place, hint="close what uses it") from None
    shutil.rmtree(former, ignore_errors=True)


# ---- its editions ----


def make_editions(
    project: Project, document: Document, codes: Sequence[LanguageCode], folder: Path, workers: Executor | None = None
) -> dict[Path, LanguageCode]:
    """Write the editions of *document* in the languages *codes* below *folder*; return the files, each with its language.

    Raises:
        FindingsError: when a unit is untranslated or fuzzy.
        SixfoldError: with the exit code of its cause, when an edition can't be made.
    """
    written: dict[Path, LanguageCode] = {}
    requests = editions_of(project, document, codes)
    for request, outcome in build_into(project, requests, folder, workers, is_strict=True):
        if outcome.is_withheld:
            what = f"{document.printed_symbol} isn’t released: {outcome.draft_summary} in {request.language}"
            raise FindingsError(what, hint=f"`make check LANG={request.language}` names them")
        if outcome.failure:
            error = SixfoldError.of(outcome.failure.problems)
            error.exit_code = outcome.failure.exit_code
            raise error
        written.update(dict.fromkeys(outcome.paths, request.language))
    return written


def editions_of(project: Project, document: Document, codes: Sequence[LanguageCode]) -> list[EditionRequest]:
    """Return the editions of *document* in the languages *codes*: screen, archive and press of each."""
    seed, profile = project.seed(document.slug), default_profile()
    requests = []
    for code in codes:
        press = PressSettings(ImpositionSettings(is_bound_right=language(code).direction == "rtl"), profile)
        requests += [EditionRequest(seed, code), EditionRequest(seed, code, edition="archive")]
        requests.append(EditionRequest(seed, code, press=press))
    return requests


def build_into(
    project: Project, requests: Sequence[EditionRequest], folder: Path, workers: Executor | None = None, *, is_strict: bool
) -> Iterator[tuple[EditionRequest, Outcome]]:
    """Write the editions that *requests* want below *folder*, and yield in their order what became of each.

    Without *workers* there are some while they are needed.
    """

    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        request = page.request
        names = [f"{request.slug}.{request.language}.pdf", *([f"{page.press_name}.pdf"] if request.press else [])]
        paths = [folder / ("press" if request.press else request.edition) / name for name in names]
        for path in paths:
            write_atomically(path, edition.pdf)
        return paths

    with nullcontext(workers) if workers else typesetters(project, [request.language for request in requests]) as executor:
        yield from in_order(requests, build_editions(project, requests, executor, save, is_strict=is_strict))
