"""Many editions at once: the same bytes in the same order, whatever fails and whoever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from conftest import CHECKOUT, SLUG, Run, SetTranslation, replace_once
from sixfold.arguments import CODES
from sixfold.production import usual_jobs
from sixfold.project import Project

SECOND = "A-65-L.78"


@pytest.fixture
def two(project: Project) -> Project:
    """Return the project with a second document in six languages: twelve editions."""
    documents = CHECKOUT / "tests" / "documents"
    shutil.copy(documents / "seeds" / f"{SECOND}.yaml", project.root / "seeds")
    for code in CODES:
        catalog = documents / "locales" / code / "LC_MESSAGES" / f"{SECOND}.po"
        if catalog.exists():
            shutil.copy(catalog, project.catalog(code, SECOND).parent)
    return project


TWELVE = [f"build/{slug}.{code}.pdf" for slug in (SECOND, SLUG) for code in CODES]


def test_paths_come_in_the_order_of_documents_and_languages_with_any_number_of_processes(
    run: Run, two: Project
) -> None:
    contents = []
    for jobs in ("1", "5"):
        result = run("pdf", "--jobs", jobs)
        assert (result.code, result.out.splitlines(), result.err) == (0, TWELVE, "")
        contents.append([(two.root / path).read_bytes() for path in TWELVE])
        shutil.rmtree(two.build / "freshness")
    assert contents[0] == contents[1]


def test_one_edition_alone_has_the_bytes_that_it_has_among_others(run: Run, project: Project) -> None:
    run("pdf", "--lang", "ru")
    alone = project.pdf(SLUG, "ru").read_bytes()
    project.pdf(SLUG, "ru").unlink()
    run("pdf")
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


# Killed


@pytest.fixture
def running(two: Project) -> Iterator[subprocess.Popen[str]]:
    """Return `sixfold pdf` of twelve editions, in the midst of it, in a group of processes of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sixfold", "pdf", "--jobs", "2"],
        cwd=two.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def members(group: int) -> dict[int, str]:
    """Return the processes of *group* that live, each with its parent's number."""
    listed = subprocess.run(["ps", "-eo", "pgid=,pid=,ppid=,stat="], capture_output=True, text=True, check=True)
    found = (line.split() for line in listed.stdout.splitlines())
    return {int(pid): parent for pgid, pid, parent, state in found if int(pgid) == group and state[0] != "Z"}


def wait_for_the_end(group: int) -> None:
    deadline = time.monotonic() + 20
    while members(group) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert members(group) == {}


def finish(run: Run, two: Project) -> None:
    """Run it again: what stands there stays, nothing is half there, nothing is left over."""
    written = {path: path.stat().st_mtime_ns for path in two.build.glob("*.pdf")}
    noted = {path.name.replace(".screen.json", ".pdf") for path in (two.build / "freshness").glob("*.screen.json")}
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in written)
    result = run("pdf")
    assert (result.code, result.out.splitlines()) == (0, TWELVE)
    assert f"{len(noted)} of 12 up to date already\n" in result.err
    assert {path.name for path in written if path.stat().st_mtime_ns == written[path]} >= noted
    assert [path for path in two.build.rglob(".*.tmp") if "faces" not in path.parts] == []
    assert run("pdf").err == "12 of 12 up to date already\n"


needs_ps = pytest.mark.skipif(shutil.which("ps") is None, reason="there is no ps to see processes with")


@needs_ps
def test_killed_in_the_midst_it_leaves_no_process_and_goes_on_where_it_stopped(
    run: Run, two: Project, running: subprocess.Popen[str]
) -> None:
    assert len(members(running.pid)) >= 3
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    wait_for_the_end(running.pid)
    finish(run, two)


@needs_ps
def test_stopped_by_ctrl_c_it_says_so_and_goes_on_where_it_stopped(
    run: Run, two: Project, running: subprocess.Popen[str]
) -> None:
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert (running.returncode, said) == (130, "stopped; what was being written was not changed\n")
    wait_for_the_end(running.pid)
    assert [path for path in two.build.rglob(".*.tmp") if "faces" not in path.parts] == []
    finish(run, two)


@needs_ps
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_ended_politely_it_ends_its_helpers_and_clears_away(
    run: Run, two: Project, running: subprocess.Popen[str], number: int, code: int
) -> None:
    os.kill(running.pid, number)
    running.communicate(timeout=20)
    assert running.returncode == code
    assert members(running.pid) == {}
    assert [path for path in two.build.rglob(".*.tmp") if "faces" not in path.parts] == []
    finish(run, two)


@needs_ps
def test_a_worker_that_is_killed_costs_no_other_edition(run: Run, two: Project, running: subprocess.Popen[str]) -> None:
    workers = [pid for pid, parent in members(running.pid).items() if int(parent) == running.pid]
    os.kill(max(workers), signal.SIGKILL)
    _, said = running.communicate(timeout=60)
    stands = sorted(two.build.glob("*.pdf"))
    lost = 12 - len(stands)
    assert lost <= 1, said
    assert running.returncode == (8 if lost else 0)
    assert said.count("was ended from outside") == said.count("not made: ") == lost
    finish(run, two)


@needs_ps
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
