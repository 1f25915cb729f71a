"""The workers of a real cluster, each process its own: the same bytes, the same refusals, and nothing lost with them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from sixfold.project.paths import Project
from sixfold.publishing import cluster as cluster_module
from support.cluster import RunningCluster, end, running_cluster
from support.projects import CHECKOUT, SLUG, Run, SetTranslation

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed")]

PICTURES = "A-80-990"
THREE = ["--lang", "en", "--lang", "es", "--lang", "fr"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as running:
        yield running


def forget(project: Project) -> None:
    """Let every edition be made again."""
    shutil.rmtree(project.build / "freshness", ignore_errors=True)


def test_a_cluster_makes_the_same_bytes_and_has_the_same_refusals(
    run: Run, project: Project, cluster: RunningCluster, set_translation: SetTranslation
) -> None:
    seeds = CHECKOUT / "tests" / "documents" / "seeds"
    shutil.copy(seeds / f"{PICTURES}.yaml", project.root / "seeds")
    shutil.copytree(seeds / PICTURES, project.root / "seeds" / PICTURES)
    set_translation("fr", "annex.op.5", "\N{GRINNING FACE}")
    (project.root / "seeds" / PICTURES / "schools-ru.svg").write_text("<svg", encoding="utf-8")
    results = []
    for where in ([], ["--cluster", cluster.address]):
        said = run("pdf", "--lang", "fr", "--lang", "ru", "--edition", "archive", *where)
        made = {path: path.read_bytes() for path in project.build.rglob("*.pdf")}
        results.append((said, made))
        for path in made:
            path.unlink()
        forget(project)
    (said, made), elsewhere = results
    assert elsewhere == (said, made)
    assert (said.code, len(said.errors), len(made)) == (6, 2, 2)  # two documents in two languages, less two that are refused


def test_a_worker_that_is_another_one_gets_no_orders_and_is_named(
    run: Run, project: Project, cluster: RunningCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_threads = cluster.worker("--nthreads", "2", "--no-nanny")
    with cluster.ask() as client:
        while 2 not in client.nthreads().values():
            time.sleep(0.1)
        result = run("pdf", "--lang", "fr", "--cluster", cluster.address)
        assert (result.code, result.out) == (0, f"build/{SLUG}.fr.pdf\n")
        (said,) = [line for line in result.err.splitlines() if line.startswith("warning:")]
        assert said.endswith("gets no orders: it has 2 threads, and the engine bears one: start it with --nthreads 1")

        here = cluster_module.describe
        monkeypatch.setattr(cluster_module, "describe", lambda *places: here(*places) | {"weasyprint": "69.0"})
        forget(project)
        result = run("pdf", "--lang", "fr", "--cluster", cluster.address)
        assert (result.code, result.out) == (5, "")
        assert result.err.count("; weasyprint is 70.0 there, 69.0 here") + result.err.count(": weasyprint is 70.0") == 2
        assert result.errors == [f"error: {cluster.address} has no worker that is of use"]
        end(two_threads)
        while 2 in client.nthreads().values():
            time.sleep(0.1)


def test_a_killed_worker_costs_no_edition(run: Run, project: Project, cluster: RunningCluster) -> None:
    run("pdf", *THREE)
    made = {code: project.pdf(SLUG, code).read_bytes() for code in THREE[1::2]}
    forget(project)
    victim = cluster.workers()[0]
    command = [sys.executable, "-m", "sixfold", "pdf", *THREE, "--cluster", cluster.address]
    running = subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout and running.stdout.readline() == f"build/{SLUG}.en.pdf\n"
    os.kill(victim, signal.SIGKILL)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, len(out.splitlines()), err) == (0, 2, "")
    assert {code: project.pdf(SLUG, code).read_bytes() for code in made} == made


def test_an_order_that_takes_workers_along_is_named(
    run: Run, project: Project, cluster: RunningCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 0.01)  # no page is set in so short a time
    monkeypatch.setattr(cluster_module, "_MOST_LOST", 1)
    result = run("pdf", "--lang", "fr", "--cluster", cluster.address)
    assert (result.code, result.out) == (8, "")
    assert result.errors[0].startswith("error: 1 workers were lost with it, out of memory or after 0.01 s: tcp://")
    monkeypatch.undo()


def test_a_store_keeps_what_was_made_for_the_next_run(run: Run, project: Project, cluster: RunningCluster) -> None:
    store = project.root / "store"
    where = ["--cluster", cluster.address, "--store", store.as_uri()]
    assert run("pdf", "--lang", "fr", *where).code == 0
    (kept,) = store.iterdir()
    pdf = project.pdf(SLUG, "fr").read_bytes()
    assert kept.read_bytes() == pdf
    for content, expected in ((pdf + b"\n", pdf + b"\n"), (pdf[:5000], pdf)):  # whole, it is taken; half of one is not
        kept.write_bytes(content)
        forget(project)
        assert run("pdf", "--lang", "fr", *where).code == 0
        assert project.pdf(SLUG, "fr").read_bytes() == kept.read_bytes() == expected
    forget(project)
    result = run("pdf", "--lang", "fr", *where[:3], str(kept / "below-a-file"))
    assert (result.code, result.out) == (8, "")
    assert result.errors[0].endswith("Not a directory")


def test_a_killed_client_leaves_nothing_behind_and_the_next_goes_on(
    run: Run, project: Project, cluster: RunningCluster
) -> None:
    command = [sys.executable, "-m", "sixfold", "pdf", *THREE, "--cluster", cluster.address]
    client = subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert client.stdout and client.stdout.readline() == f"build/{SLUG}.en.pdf\n"
    client.kill()
    client.communicate()
    with cluster.ask() as asked:
        deadline = time.monotonic() + 30
        while asked.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert asked.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) == 0
    result = run("pdf", *THREE, "--cluster", cluster.address)
    assert (result.code, len(result.out.splitlines())) == (0, 3)
    assert "up to date already" in result.err
    assert not list(project.build.rglob("*.tmp"))


def test_without_a_scheduler_or_what_speaks_to_it_one_sentence_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_WAIT_FOR_SCHEDULER", 0.2)
    result = run("pdf", "--lang", "fr", "--cluster", "tcp://127.0.0.1:1")
    assert (result.code, result.errors) == (5, ["error: no scheduler answers at tcp://127.0.0.1:1"])
    result = run("pdf", "--lang", "fr", "--cluster", "ftp://127.0.0.1:1")
    assert (result.code, len(result.errors)) == (2, 1)
    result = run("pdf", "--lang", "fr", "--cluster", "tls://127.0.0.1:1")
    assert (result.code, result.errors) == (5, ["error: this machine has no certificate for tls://127.0.0.1:1"])
    assert run("pdf", "--lang", "fr", "--store", "/tmp").errors == ["error: a store is that of a cluster"]
    monkeypatch.delitem(sys.modules, "sixfold.publishing.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("pdf", "--lang", "fr", "--cluster", "tcp://127.0.0.1:1")
    assert (result.code, result.errors) == (
        5, ["error: the package distributed is not installed, which speaks to clusters"]
    )
