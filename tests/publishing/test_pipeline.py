"""Many editions at once: the same bytes in the same order, whatever fails and whoever is killed."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import pytest

from measure.bench.scale import open_corpus
from sixfold.commands.arguments import CODES
from sixfold.errors import RequirementError, WriteError
from sixfold.languages import LanguageCode
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.paths import Project
from sixfold.publishing import composing
from sixfold.publishing.executors import usual_jobs
from sixfold.publishing.pipeline import build_editions, in_order
from sixfold.publishing.requests import ComposedPage, EditionRequest, Outcome, TypesetEdition
from support.processes import members, wait_for_the_end, wait_until
from support.projects import CHECKOUT, SLUG, Run, SetTranslation, replace_once

pytestmark = pytest.mark.slow

SECOND = "A-65-L.78"


@pytest.fixture
def two(project: Project) -> Project:
    """Return the project with a second document in six languages."""
    documents = CHECKOUT / "tests" / "documents"
    shutil.copy(documents / "seeds" / f"{SECOND}.yaml", project.root / "seeds")
    for code in CODES:
        catalog = documents / "locales" / code / "LC_MESSAGES" / f"{SECOND}.po"
        if catalog.exists():
            shutil.copy(catalog, project.catalog(code, SECOND).parent)
    return project


SOME: tuple[LanguageCode, ...] = ("en", "fr", "ru", "zh")  # the first is quickly done, so that most are still to come
EIGHT = [f"build/{slug}.{code}.pdf" for slug in (SECOND, SLUG) for code in SOME]
LANG = [word for code in SOME for word in ("--lang", code)]


def test_paths_come_in_the_order_of_documents_and_languages_with_any_number_of_processes(
    run: Run, two: Project
) -> None:
    contents = []
    for jobs in ("1", "5"):
        result = run("pdf", *LANG, "--jobs", jobs)
        assert (result.code, result.out.splitlines(), result.err) == (0, EIGHT, "")
        contents.append([(two.root / path).read_bytes() for path in EIGHT])
        shutil.rmtree(two.build / "freshness")
    assert contents[0] == contents[1]


def test_one_edition_alone_has_the_bytes_that_it_has_among_others(run: Run, project: Project) -> None:
    run("pdf", "--lang", "ru")
    alone = project.pdf(SLUG, "ru").read_bytes()
    project.pdf(SLUG, "ru").unlink()
    run("pdf", "--lang", "ar", "--lang", "ru", "--lang", "zh", "--jobs", "1")  # in the midst of one process
    assert project.pdf(SLUG, "ru").read_bytes() == alone


def test_what_fails_stops_nothing_else_and_is_named_at_the_end(
    run: Run, two: Project, set_translation: SetTranslation
) -> None:
    replace_once(two.root / "seeds" / f"{SECOND}.yaml", "symbol:", "symbolic:")
    replace_once(two.catalog("es", SLUG), 'msgid "', "msgid ")
    set_translation("fr", "annex.op.5", "\N{GRINNING FACE}")
    result = run("pdf")
    assert result.out.splitlines() == [f"build/{SLUG}.{code}.pdf" for code in ("ar", "en", "ru", "zh")]
    assert result.err.splitlines()[-2:] == [
        f"not made: {SECOND} in ar en es fr ru zh",
        f"not made: {SLUG} in es fr",
    ]
    assert result.code == 6
    assert sum("unknown key “symbolic”" in line for line in result.errors) == 1  # once, not for each language


def test_without_strict_drafts_stand_there_and_with_it_they_are_named(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.5", "")
    result = run("pdf", "--strict")
    assert (result.code, len(result.out.splitlines())) == (1, 5)
    assert result.err.splitlines()[-1] == f"not made: {SLUG} in fr"


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_number_of_jobs_that_is_none_is_wrong_usage(run: Run, jobs: str) -> None:
    assert run("pdf", "--jobs", jobs).code == 2


def test_there_is_a_process_for_each_core_by_default() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert usual_jobs() == cores


# Any Executor


@dataclass
class Elsewhere(Executor):
    """An Executor that does each task at once, here, with what has come through pickle; what it is told is kept."""

    refuses: Callable[[ComposedPage], Exception | None] = lambda page: None
    pages: list[ComposedPage] = field(default_factory=list)

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        work, args = pickle.loads(pickle.dumps((work, args)))
        page = args[0]
        self.pages.append(page)
        if error := self.refuses(page):
            future.set_exception(error)
        else:
            future.set_result(pickle.loads(pickle.dumps(work(*args))))
        return future


def keep(project: Project) -> Callable[[ComposedPage, TypesetEdition], list[Path]]:
    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        path = project.build / f"{page.request.edition}.{page.request.language}.pdf"
        path.write_bytes(edition.pdf)
        return [path]

    return save


def wanted(project: Project, *codes: LanguageCode, slug: str = SLUG) -> list[EditionRequest]:
    return [EditionRequest(project.seed(slug), code) for code in codes]


def test_any_executor_will_do_and_what_travels_is_complete(run: Run, project: Project) -> None:
    run("pdf", "--lang", "fr", "--edition", "archive")
    request = EditionRequest(project.seed(SLUG), "fr", edition="archive")
    executor = Elsewhere()
    ((made, outcome),) = build_editions(project, [request], executor, keep(project))
    assert (made, outcome) == (request, Outcome(paths=(project.build / "archive.fr.pdf",)))
    assert outcome.paths[0].read_bytes() == project.pdf(SLUG, "fr", "archive").read_bytes()
    (page,) = executor.pages
    assert [name for name, _ in page.sources] == ["A-66-398.fr.po", "A-66-398.yaml", "house.fr.po"]
    with pytest.raises(AttributeError):
        page.html = ""  # type: ignore[misc]


class Unreliable(Elsewhere):
    """An Executor that does the first task twice, gives results back from the last to the first, and loses French ones."""

    def __init__(self, tasks: int) -> None:
        super().__init__(lambda page: BrokenExecutor("gone") if page.request.language == "fr" else None)
        self.tasks, self.held = tasks, []  # type: ignore[var-annotated]

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.held:
            super().submit(work, *args)
        self.held.append((Future(), super().submit(work, *args)))
        if len(self.held) == self.tasks:
            for future, done in reversed(self.held):
                if error := done.exception():
                    future.set_exception(error)
                else:
                    future.set_result(done.result())
        return self.held[-1][0]  # type: ignore[no-any-return]


def test_an_executor_may_lose_repeat_and_reorder(project: Project) -> None:
    saved = []

    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        saved.append(page.request.language)
        return keep(project)(page, edition)

    requests = wanted(project, "ru", "fr", "en")
    executor = Unreliable(len(requests))
    outcomes = list(in_order(requests, build_editions(project, requests, executor, save)))
    assert [page.request.language for page in executor.pages] == ["ru", "ru", "fr", "en"]
    assert sorted(saved) == ["en", "ru"]  # each once
    assert [(request.language, len(outcome.paths)) for request, outcome in outcomes] == [("ru", 1), ("fr", 0), ("en", 1)]
    assert outcomes[1][1].failure and outcomes[1][1].failure.exit_code == 8


def test_what_an_executor_raises_costs_its_edition(project: Project) -> None:
    errors = {"fr": BrokenExecutor("gone"), "es": KeyError("key")}
    executor = Elsewhere(lambda page: errors.get(page.request.language))
    outcomes = dict(build_editions(project, wanted(project, "en", "es", "fr"), executor, keep(project)))
    said = {request.language: outcome.failure for request, outcome in outcomes.items()}
    assert said["en"] is None
    assert said["fr"] and said["fr"].problems[0].what == "the process that worked on it was killed: out of memory?"
    assert said["fr"].exit_code == 8
    assert said["es"] and said["es"].problems[0].what == "a mistake in Sixfold itself: KeyError: 'key'"
    assert said["es"].exit_code == 9


def test_what_can_not_be_saved_is_that_editions_failure(project: Project) -> None:
    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        if page.request.language == "en":
            raise WriteError("can’t be written", project.build)
        return keep(project)(page, edition)

    outcomes = dict(build_editions(project, wanted(project, "en", "fr"), Elsewhere(), save))
    assert [outcome.failure and outcome.failure.exit_code for outcome in outcomes.values()] == [7, None]


def test_what_every_edition_needs_stops_the_run(project: Project) -> None:
    executor = Elsewhere(lambda page: RequirementError("the library libpango is missing"))
    with pytest.raises(RequirementError):
        list(build_editions(project, wanted(project, "en", "fr"), executor, keep(project)))


def test_a_draft_is_withheld_before_it_is_typeset(project: Project, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.5", "")
    executor = Elsewhere()
    ((_, outcome),) = build_editions(project, wanted(project, "fr"), executor, keep(project), is_strict=True)
    assert (outcome, executor.pages) == (Outcome(("annex.op.5",), is_withheld=True), [])


def test_stopping_early_cancels_what_has_not_begun(project: Project) -> None:
    class Never(Executor):
        futures: ClassVar[list[Future[Any]]] = []

        def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.futures.append(Future())
            if len(self.futures) == 1:
                self.futures[0].set_result(TypesetEdition(b"%PDF"))
            return self.futures[-1]

    made = build_editions(project, wanted(project, "en", "fr"), Never(), keep(project))
    next(made)
    made.close()  # type: ignore[attr-defined]
    assert [future.cancelled() for future in Never.futures[1:]] == [True] * (len(Never.futures) - 1)


def test_outcomes_come_in_the_order_of_requests_each_as_soon_as_it_may(project: Project) -> None:
    requests = wanted(project, "ar", "en", "es", "fr")
    taken = []

    def outcomes() -> Iterator[tuple[EditionRequest, Outcome]]:
        for number in (1, 0, 3, 2):
            taken.append(number)
            yield requests[number], Outcome((str(number),))

    ordered = in_order(requests, outcomes())
    assert next(ordered) == (requests[0], Outcome(("0",)))
    assert taken == [1, 0]
    assert [request for request, _ in ordered] == requests[1:]


def test_pages_are_made_though_this_process_has_loaded_fonts(run: Run, project: Project) -> None:
    """Pango 1.56 looks for fonts in a thread: a process that is forked from here would wait for ever."""
    engine = Engine(project.templates, prepare_fonts(project.build))
    engine.load_fonts("en")
    engine.render("<html lang=en><p>foo</p></html>")
    assert run("pdf", "--lang", "en", "--lang", "fr", "--jobs", "2").code == 0
    assert run("pdf", "--lang", "es").code == 0  # which else has a process forked from here


def end_at_once(*_: Any) -> None:
    os._exit(1)


def test_other_processes_compose_the_same_pages_and_one_that_is_killed_costs_its_document(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "WORTH_IT", 2)
    requests = [request for slug in (SLUG, SECOND) for request in wanted(two, "en", "fr", slug=slug)]
    replace_once(two.root / "seeds" / f"{SECOND}.yaml", "symbol:", "symbolic:")
    *pages, (_, refused), (_, again) = composing.compose_pages(two, requests, processes=1)
    *same, (_, elsewhere), (_, too) = composing.compose_pages(two, requests, processes=2)
    assert same == pages
    assert elsewhere.failure and elsewhere.failure.problems == refused.failure.problems
    assert too == again
    monkeypatch.setattr(composing, "_compose_whole_document", end_at_once)
    lost = list(composing.compose_pages(two, requests, processes=2))
    assert [request for request, _ in lost] == requests
    assert {outcome.failure.problems[0].what for _, outcome in lost} == {
        "the process that worked on it was killed: out of memory?"
    }


# Killed


def start(project: Project, *arguments: str) -> subprocess.Popen[str]:
    """Return a command in a group of processes of its own, with every signal doing what it usually does.

    What ignores a signal hands that on: a job in the background of a script ignores SIGINT, nohup SIGHUP.
    """
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [(number, signal.signal(number, signal.default_int_handler)) for number in numbers]
    try:
        return subprocess.Popen(
            [Path(sys.executable).parent / "sixfold", *arguments],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@pytest.fixture
def running(two: Project) -> Iterator[subprocess.Popen[str]]:
    """Return `sixfold pdf` of eight editions, in the midst of it."""
    process = start(two, "pdf", *LANG, "--jobs", "2")
    assert process.stdout
    process.stdout.readline()
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with 40 documents, so much that every command shares its work."""
    return open_corpus(tmp_path_factory.mktemp("many") / "project", CHECKOUT, 40)


def workers(group: int) -> list[int]:
    """Return the processes of *group* that typeset: the children of its children."""
    parents = members(group)
    return sorted(pid for pid, parent in parents.items() if parent != group and parent in parents)


def finish(run: Run, two: Project) -> None:
    """Run it again: what stands there stays, nothing is half there, nothing is left over."""
    written = {path: path.stat().st_mtime_ns for path in two.build.glob("*.pdf")}
    noted = {path.name.replace(".screen.json", ".pdf") for path in (two.build / "freshness").glob("*.screen.json")}
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in written)
    result = run("pdf", *LANG)
    assert (result.code, result.out.splitlines()) == (0, EIGHT)
    assert f"{len(noted)} of 8 up to date already\n" in result.err
    assert {path.name for path in written if path.stat().st_mtime_ns == written[path]} >= noted
    assert [path for path in two.build.rglob(".*.tmp") if "faces" not in path.parts] == []
    assert run("pdf", *LANG).err == "8 of 8 up to date already\n"


SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


def test_killed_in_the_midst_it_leaves_no_process_and_no_half_file(two: Project, running: subprocess.Popen[str]) -> None:
    assert len(workers(running.pid)) == 2
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    wait_for_the_end(running.pid)
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in two.build.glob("*.pdf"))


def test_stopped_by_ctrl_c_it_says_so_and_goes_on_where_it_stopped(
    run: Run, two: Project, running: subprocess.Popen[str]
) -> None:
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=300)
    assert (running.returncode, said) == (130, "stopped; what was being written was not changed\n")
    wait_for_the_end(running.pid)
    assert [path for path in two.build.rglob(".*.tmp") if "faces" not in path.parts] == []
    finish(run, two)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_ended_politely_it_ends_its_helpers_and_clears_away(
    two: Project, running: subprocess.Popen[str], number: int, code: int
) -> None:
    os.kill(running.pid, number)
    running.communicate(timeout=300)
    assert running.returncode == code
    wait_for_the_end(running.pid)  # the resource tracker notices a moment later that it is alone
    assert [path for path in two.build.rglob(".*.tmp") if "faces" not in path.parts] == []


def test_a_worker_that_is_killed_costs_its_own_edition(run: Run, two: Project, running: subprocess.Popen[str]) -> None:
    os.kill(workers(running.pid)[0], signal.SIGKILL)
    _, said = running.communicate(timeout=300)
    there = sorted(two.build.glob("*.pdf"))
    lost = [path for path in EIGHT if two.root / path not in there]
    assert len(lost) <= 1, said  # none, if it had nothing to do just then
    assert running.returncode == (8 if lost else 0)
    assert said.count("the process that worked on it was killed") == len(lost)
    for path in lost:
        slug, code, _ = Path(path).name.rsplit(".", 2)
        assert said.endswith(f"not made: {slug} in {code}\n")
    assert "Traceback" not in said
    finish(run, two)


def test_the_process_that_starts_workers_may_be_killed_too(two: Project, running: subprocess.Popen[str]) -> None:
    os.kill(members(running.pid)[workers(running.pid)[0]], signal.SIGKILL)
    _, said = running.communicate(timeout=300)
    assert running.returncode in (0, 8)
    assert len(list(two.build.glob("*.pdf"))) == 8 - said.count("the process that worked on it was killed") >= 6
    wait_for_the_end(running.pid)


@pytest.mark.parametrize(
    ("verb", "number"),
    [*product(("pdf", "update"), SIGNALS), ("press", signal.SIGKILL), ("release", signal.SIGINT), ("check", signal.SIGTERM)],
)
def test_however_a_command_ends_no_process_is_left(many: Project, verb: str, number: int) -> None:
    """Those that print share one kind of worker, those that read catalogs another."""
    process = start(many, verb)
    wait_until(lambda: process.poll() is not None or len(members(process.pid)) >= 3, lambda: members(process.pid))
    os.killpg(process.pid, number) if number == signal.SIGINT else os.kill(process.pid, number)
    _, said = process.communicate(timeout=300)
    wait_for_the_end(process.pid)
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[number], said
    # Python's own fork server may be about to start a worker for a parent that is gone: nothing of ours runs there yet
    assert "Traceback" not in said or (number == signal.SIGKILL and said.endswith("EOFError\n") and "/sixfold/" not in said)


@pytest.fixture
def single(project: Project) -> Iterator[subprocess.Popen[str]]:
    """Return `sixfold pdf` of one edition, with its worker."""
    process = start(project, "pdf", "--lang", "fr")
    wait_until(lambda: process.pid in members(process.pid).values(), lambda: members(process.pid))
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("number", SIGNALS, ids=["killed", "stopped", "ended"])
def test_however_the_command_of_one_edition_ends_no_process_and_no_half_file_is_left(
    run: Run, project: Project, single: subprocess.Popen[str], number: int
) -> None:
    os.killpg(single.pid, number) if number == signal.SIGINT else os.kill(single.pid, number)
    _, said = single.communicate(timeout=300)
    wait_for_the_end(single.pid)
    stopped = "stopped; what was being written was not changed\n"
    ends = {signal.SIGKILL: (-9, ""), signal.SIGINT: (130, stopped), signal.SIGTERM: (143, stopped)}
    assert (single.returncode, said) == ends[number]
    assert list(project.build.glob("*.pdf")) == []
    assert run("pdf", "--lang", "fr").code == 0


def test_the_worker_of_one_edition_that_is_killed_is_said_in_a_sentence(project: Project, single: subprocess.Popen[str]) -> None:
    (worker,) = [pid for pid, parent in members(single.pid).items() if parent == single.pid]
    os.kill(worker, signal.SIGKILL)
    _, said = single.communicate(timeout=300)
    assert (single.returncode, said.splitlines()[0]) == (8, "error: the process that worked on it was killed: out of memory?")
    assert len(said.splitlines()) == 2  # and the hint
    assert list(project.build.glob("*.pdf")) == []


def test_when_all_are_killed_at_once_the_next_run_clears_away_what_they_left(
    run: Run, two: Project, running: subprocess.Popen[str]
) -> None:
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    wait_for_the_end(running.pid)
    left = two.build / f".{SLUG}.fr.pdf.{running.pid}-0123abcd.tmp"  # as `files` names it
    left.write_bytes(b"%PDF half")
    finish(run, two)
    assert not left.exists()
