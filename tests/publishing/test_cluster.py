"""The workers of a real cluster, each process its own: the same bytes, the same refusals, and nothing lost with them."""

from __future__ import annotations

import shutil
import signal
import socketserver
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from socket import gethostname
from threading import Thread
from typing import Any

import pytest
from distributed import Client

from sixfold.errors import MachineError, Problem, RequirementError, UsageError
from sixfold.project.paths import Project
from sixfold.publishing import cluster as cluster_module
from sixfold.publishing.cluster_worker import open_store, prepare_worker, read_stored, seal, write_stored
from sixfold.publishing.requests import Cluster, ComposedPage, EditionRequest, TypesetEdition
from support.cluster import RunningCluster, running_cluster
from support.processes import wait_until
from support.projects import CHECKOUT, SLUG, Run, SetTranslation

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed")]

PICTURES = "A-80-990"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as running:
        yield running


def forget(project: Project) -> None:
    """Let every edition be made again."""
    shutil.rmtree(project.build / "freshness", ignore_errors=True)


def test_a_cluster_makes_the_same_bytes_and_has_the_same_refusals(
    run: Run, project: Project, cluster: RunningCluster, set_translation: SetTranslation, released: Path
) -> None:
    seeds = CHECKOUT / "tests" / "documents" / "seeds"
    shutil.copy(seeds / f"{PICTURES}.yaml", project.root / "seeds")
    shutil.copytree(seeds / PICTURES, project.root / "seeds" / PICTURES)
    catalog = set_translation("fr", "annex.op.5", "\N{GRINNING FACE}").relative_to(project.root)
    broken = project.root / "seeds" / PICTURES / "schools-ru.svg"
    broken.write_text("<svg", encoding="utf-8")
    archive = ["pdf", "--lang", "fr", "--lang", "ru", "--edition", "archive"]
    result = run(*archive, "--cluster", cluster.address)
    made = {path.name: path.read_bytes() for path in (project.build / "archive").glob("*.pdf")}
    assert made.keys() == {f"{SLUG}.ru.pdf", f"{PICTURES}.fr.pdf"}
    assert made[f"{SLUG}.ru.pdf"] == (released / "archive" / f"{SLUG}.ru.pdf").read_bytes()
    assert (result.code, len(result.errors)) == (6, 2)
    assert result.errors[0].startswith(f"error: {catalog}:") or result.errors[1].startswith(f"error: {catalog}:")
    assert sum(str(broken.relative_to(project.root)) in error for error in result.errors) == 1
    forget(project)
    assert run(*archive[:3], *archive[5:], PICTURES).code == 0
    assert project.pdf(PICTURES, "fr", "archive").read_bytes() == made[f"{PICTURES}.fr.pdf"]


def test_a_stopped_scheduler_ends_a_release_with_one_sentence_and_a_press_edition_is_made_when_it_goes_on(
    run: Run, project: Project, cluster: RunningCluster, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(CHECKOUT / "tests" / "documents" / "seeds" / f"{PICTURES}.yaml", project.root / "seeds")
    shutil.copytree(CHECKOUT / "tests" / "documents" / "seeds" / PICTURES, project.root / "seeds" / PICTURES)

    def connect(*where: Any, **how: Any) -> Client:
        client = Client(*where, **how)
        cluster.scheduler.send_signal(signal.SIGSTOP)
        return client

    with monkeypatch.context() as patch:
        patch.setattr(cluster_module, "Client", connect)
        patch.setattr(cluster_module, "_WAIT_FOR_ANSWER", 1)
        result = run("release", "--lang", "en", "--cluster", cluster.address)  # of two documents
        patch.undo()
        patch.setattr(cluster_module, "_WAIT_FOR_SCHEDULER", 0.5)
        again = run("pdf", "--cluster", cluster.address)
    cluster.scheduler.send_signal(signal.SIGCONT)
    assert (again.code, again.errors) == (5, [f"error: no scheduler answers at {cluster.address}"])
    assert (result.code, result.out) == (5, "")
    assert result.errors == [f"error: the scheduler {cluster.address} has not answered for 1 seconds"]
    assert not list(project.build.rglob("*.pdf"))
    assert run("press", "--lang", "fr", "--cluster", cluster.address, "A/66/398").code == 0
    (pdf, *_) = project.press(SLUG, "fr", "1153027f")
    assert pdf.read_bytes() == (released / "press" / f"{SLUG}.fr.pdf").read_bytes()


def test_workers_that_are_other_ones_get_no_orders_and_are_named(
    run: Run, cluster: RunningCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = cluster_module.describe
    monkeypatch.setattr(cluster_module, "describe", lambda *places: here(*places) | {"weasyprint": "69.0"})
    result = run("pdf", "--lang", "fr", "--cluster", cluster.address)
    assert (result.code, result.out) == (5, "")
    assert result.err.count(": weasyprint is 70.0 there, 69.0 here") == 2
    assert result.errors == [f"error: {cluster.address} has no worker that is of use"]


def test_an_order_that_takes_its_worker_along_is_named_and_costs_no_other_edition(
    run: Run, project: Project, cluster: RunningCluster, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def order(page: ComposedPage, pictures: dict[Path, bytes], bundle: str, patience: float, *more: str) -> Any:
        is_english = page.request.language == "en"  # no page is set in so short a time
        return Order(page, pictures, bundle, 0.01 if is_english else patience, *more)  # type: ignore[arg-type]

    Order = cluster_module.Order  # noqa: N806
    three = ["pdf", "--lang", "en", "--lang", "es", "--lang", "fr", "--cluster", cluster.address]
    with monkeypatch.context() as patch:
        patch.setattr(cluster_module, "Order", order)
        patch.setattr(cluster_module, "_MOST_LOST", 1)
        result = run(*three)
    assert (result.code, len(result.errors), result.err.splitlines()[-1]) == (8, 1, f"not made: {SLUG} in en")
    assert result.errors[0].startswith("error: 1 workers were lost with it, out of memory or after 300 s: tcp://")
    assert run(*three).code == 0
    for code in three[2:7:2]:
        assert project.pdf(SLUG, code).read_bytes() == (released / "screen" / f"{SLUG}.{code}.pdf").read_bytes()


def test_a_store_keeps_what_was_made_for_the_next_run(
    run: Run, project: Project, cluster: RunningCluster, released: Path
) -> None:
    where = ["pdf", "--lang", "fr", "--cluster", cluster.address, "--store"]
    pdf = (released / "screen" / f"{SLUG}.fr.pdf").read_bytes()
    assert run(*where, "store").code == 0
    (kept,) = (project.root / "store").iterdir()
    assert project.pdf(SLUG, "fr").read_bytes() == pdf
    assert kept.read_bytes() == seal(kept.name, pdf)
    other = pdf + b"\n"
    for content, expected in ((seal(kept.name, other), other), (seal("of another order", other), pdf)):
        kept.write_bytes(content)
        forget(project)
        assert run(*where, "store").code == 0
        assert project.pdf(SLUG, "fr").read_bytes() == expected
    forget(project)
    result = run(*where, str(kept / "below-a-file"))
    assert (result.code, result.out) == (8, "")
    assert result.errors == [f"error: the store {kept / 'below-a-file'} refuses on {gethostname()}: Not a directory"]


def test_a_killed_client_leaves_nothing_behind_and_the_next_goes_on(
    run: Run, project: Project, cluster: RunningCluster
) -> None:
    two = ["pdf", "--lang", "en", "--lang", "fr", "--cluster", cluster.address]
    command = [sys.executable, "-m", "sixfold", *two]
    client = subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert client.stdout and client.stdout.readline() == f"build/{SLUG}.en.pdf\n"
    client.kill()
    client.communicate()
    with cluster.ask() as asked:
        tasks = partial(asked.run_on_scheduler, lambda dask_scheduler: [*dask_scheduler.tasks])
        wait_until(lambda: not tasks(), tasks)
    result = run(*two)
    assert (result.code, len(result.out.splitlines())) == (0, 2)
    assert "up to date already" in result.err
    assert not list(project.build.rglob("*.tmp"))


@pytest.mark.parametrize("verb", ["pdf", "press", "release"])
def test_without_a_scheduler_one_sentence_says_so(run: Run, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_WAIT_FOR_SCHEDULER", 0.2)
    result = run(verb, "--lang", "fr", "--cluster", "tcp://127.0.0.1:1")
    assert (result.code, result.errors) == (5, ["error: no scheduler answers at tcp://127.0.0.1:1"])


class Page(socketserver.StreamRequestHandler):
    """What answers at port 8787 of a scheduler's machine, or in the place of one that is gone."""

    def handle(self) -> None:
        self.wfile.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_what_is_no_address_has_no_certificate_or_no_package_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = ["pdf", "--lang", "fr"]
    result = run(*pdf, "--cluster", "ftp://127.0.0.1:1")
    assert (result.code, len(result.errors)) == (2, 1)
    monkeypatch.setattr(cluster_module, "_WAIT_FOR_SCHEDULER", 2)
    with socketserver.TCPServer(("127.0.0.1", 0), Page) as server:
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        result = run(*pdf, "--cluster", address)
        server.shutdown()
    assert (result.code, result.errors) == (5, [f"error: no scheduler answers at {address}"])
    result = run(*pdf, "--cluster", "tls://127.0.0.1:1")
    assert (result.code, result.errors) == (5, ["error: this machine has no certificate for tls://127.0.0.1:1"])
    assert run(*pdf, "--store", "/tmp").errors == ["error: a store is that of a cluster"]
    result = run(*pdf, "--cluster", "tcp://127.0.0.1:1", "--store", "tape://drive")
    assert (result.code, result.errors) == (2, ["error: “tape://drive” is no store: Protocol not known: tape"])
    monkeypatch.delitem(sys.modules, "sixfold.publishing.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(*pdf, "--cluster", "tcp://127.0.0.1:1")
    assert (result.code, result.errors) == (
        5, ["error: the package distributed is not installed, which speaks to clusters"]
    )


# Workers that are made up


def cancel(future: Future[Any]) -> None:
    """Cancel *future* as Dask does where the connection is lost."""
    future.cancel()
    future.set_running_or_notify_cancel()


class MadeUpClient:
    """Stands for Dask's: its workers, each with its threads, take orders and prepare themselves, some the second time only."""

    def __init__(self, *, unprepared: int = 0, **threads: int) -> None:
        self.threads, self.orders = threads, list[tuple[str, Any, Future[Any]]]()
        self.status, self.unprepared, self.raises = "running", unprepared, [MemoryError(), OSError()]

    def nthreads(self, *, callback_timeout: float) -> dict[str, int]:
        if self.raises:
            raise self.raises.pop()
        return dict(self.threads)

    def get_executor(self, *, pure: bool, workers: list[str]) -> Executor:
        client = self

        class MadeUpExecutor(Executor):
            def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
                future: Future[Any] = Future()
                if work is not prepare_worker:
                    client.orders.append((workers[0], args[0], future))
                elif client.unprepared:
                    client.unprepared -= 1
                    cancel(future)
                else:
                    future.set_result("")
                return future

        return MadeUpExecutor()

    def next_order(self, number: int) -> tuple[str, Any, Future[Any]]:
        while len(self.orders) <= number:
            time.sleep(0.001)
        return self.orders[number]


@pytest.fixture
def submit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[MadeUpClient], Future[TypesetEdition]]]:
    """Return a function that submits a page to a client's workers; what they are refused for is in its `reports`."""
    monkeypatch.setattr(cluster_module, "_SECONDS_BETWEEN_LOOKS", 0.001)
    page = ComposedPage(EditionRequest(Path("A-1-1.yaml"), "fr"), "<p>", None)  # type: ignore[arg-type]
    begun, reports = [], list[Problem]()

    def submit(client: MadeUpClient) -> Future[TypesetEdition]:
        where = Cluster("tcp://host:8786", "", reports.append)
        begun.append(cluster_module._ClusterExecutor(client, where, tmp_path, {}))  # type: ignore[arg-type]
        return begun[0].submit(print, page)

    submit.reports = reports  # type: ignore[attr-defined]
    yield submit
    for one in begun:
        one.shutdown()


def test_an_order_goes_to_others_until_it_has_cost_four_workers(submit: Any) -> None:
    client = MadeUpClient(two=2, w0=1)
    edition = submit(client)
    for number in range(4):
        assert client.next_order(number)[0] == f"w{number}"
        client.threads = {"two": 2, f"w{number + 1}": 1}
    with pytest.raises(MachineError, match="4 workers were lost with it, out of memory or after 300 s: w0 w1 w2 w3"):
        edition.result(timeout=300)
    assert [problem.what for problem in submit.reports] == [
        "the worker two gets no orders: it has 2 threads, and the engine bears one: start it with --nthreads 1"
    ]


def test_a_connection_that_is_lost_for_a_while_costs_nothing(submit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_MOST_LOST", 1)
    client = MadeUpClient(unprepared=1, w0=1)
    edition = submit(client)
    first = client.next_order(0)
    client.status = "connecting"
    cancel(first[2])
    time.sleep(0.02)
    assert len(client.orders) == 1
    client.raises, client.status = [MemoryError()], "running"
    address, order, made = client.next_order(1)
    assert (address, order) == first[:2]
    made.set_result(seal(order.key, b"%PDF"))
    assert edition.result(timeout=300).pdf == b"%PDF"


@pytest.mark.parametrize("sent", [b"", b"%PDF-1.7 %%EOF", seal("another", b"%PDF"), None, 7])
def test_what_a_worker_sends_instead_of_its_pdf_is_refused(submit: Any, sent: object) -> None:
    client = MadeUpClient(w0=1)
    edition = submit(client)
    client.next_order(0)[2].set_result(sent)
    with pytest.raises(MachineError, match="a worker sent something else than its PDF"):
        edition.result(timeout=300)


def test_a_pdf_that_a_worker_sends_is_taken(submit: Any) -> None:
    client = MadeUpClient(w0=1)
    edition = submit(client)
    _, order, made = client.next_order(0)
    made.set_result(seal(order.key, b"%PDF"))
    assert edition.result(timeout=300).pdf == b"%PDF"


# A store that is no folder


def test_an_object_store_gives_back_what_was_put_there_and_nothing_else() -> None:
    store = "memory://editions/of-a-test"
    assert read_stored(store, "key") is None
    whole = seal("key", b"%PDF")
    write_stored(store, "key", whole)
    assert read_stored(store, "key") == b"%PDF"
    for content in (whole[:-1], seal("another", b"%PDF"), b""):
        write_stored(store, "key", content)
        assert read_stored(store, "key") is None


def test_what_a_store_has_against_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    system, _ = open_store("memory://editions")

    def refuse(*_: Any) -> None:
        raise RuntimeError("the quota is used up")

    monkeypatch.setattr(system, "pipe_file", refuse)
    with pytest.raises(MachineError, match=f"the store memory://editions refuses on {gethostname()}: the quota is used up"):
        write_stored("memory://editions", "key", b"")
    with pytest.raises(UsageError, match="“tape://drive” is no store: Protocol not known: tape"):
        open_store("tape://drive")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(RequirementError, match="the store s3://bucket can’t be reached: Install s3fs to access S3"):
        open_store("s3://bucket")
