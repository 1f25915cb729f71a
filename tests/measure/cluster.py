"""`make measure-cluster`: are all editions there and right while workers are killed, and what does a cluster cost on one machine?

EDITIONS=300 is shorter than the 3,000 that are made otherwise; KILL=20 kills a worker every 20 seconds instead of 60. Processes of
this machine and the workers of a cluster, as many of each, take turns over the same documents; then the cluster makes them all
again while its workers are killed. Each PDF is held against the one that was made here, byte for byte.
"""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pypdfium2

from measure.bench.scale import open_corpus
from sixfold.commands.arguments import CODES
from sixfold.languages import LANGUAGE_CODES
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.paths import Project
from sixfold.publishing.executors import usual_jobs
from sixfold.publishing.requests import ComposedPage, EditionRequest
from support.cluster import RunningCluster, running_cluster
from support.projects import CHECKOUT

ROUNDS = 4


def make(project: Project, documents: list[str], *where: str) -> tuple[float, dict[str, bytes]]:
    """Return the seconds that the editions of *documents* took, and their PDFs, which are gone afterwards."""
    for path in (*project.build.glob("*.pdf"), project.build / "freshness"):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    command = [sys.executable, "-m", "sixfold", "pdf", *where, *documents]
    start = time.perf_counter()
    made = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if made.returncode:
        raise RuntimeError(made.stderr[-3000:])
    return seconds, {path.name: path.read_bytes() for path in project.build.glob("*.pdf")}


def kill_workers(cluster: RunningCluster, every: float, ended: Event, killed: list[int]) -> None:
    """Kill one of the workers every so many seconds, the one that has been there longest."""
    while not ended.wait(every):
        with suppress(OSError, IndexError):  # none is there just now
            victim = min(cluster.workers())
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)


def computing(project: Project, documents: list[str]) -> str:
    """Return what the editions of *documents* take of one core: composing (with `msgfmt`), typesetting, a thousand pages."""
    from sixfold.publishing.composing import compose_pages  # noqa: PLC0415
    from sixfold.publishing.typesetting import typeset  # noqa: PLC0415

    fonts, spent = prepare_fonts(project.build, LANGUAGE_CODES), [0.0, 0.0]
    for some in (documents[:1], documents[1:]):  # the first loads the engine; a document that was read once is read from memory
        requests = [EditionRequest(project.seed(slug), code) for slug in some for code in CODES]
        before = sum(os.times()[:4])
        composed = [page for page in compose_pages(project, requests) if isinstance(page, ComposedPage)]
        spent[0] = sum(os.times()[:4]) - before
        before = sum(os.times()[:4])
        made = [typeset(page, project.templates, fonts).pdf for page in composed]
        spent[1] = sum(os.times()[:4]) - before
    pages = sum(len(pypdfium2.PdfDocument(pdf)) for pdf in made)
    sent, received = (sum(map(len, many)) / len(made) / 1000 for many in (map(pickle.dumps, composed), made))
    composing, typesetting = (1000 * seconds / len(made) for seconds in spent)
    return (
        f"{len(made)} editions of {pages / len(made):.1f} pages: {composing:.1f} ms to compose and {typesetting:.0f} ms to typeset "
        f"each; {(composing + typesetting) * len(made) / pages:.0f} core seconds for a thousand pages; "
        f"{sent:.0f} kB are sent for an edition, {received:.0f} kB come back"
    )


def measure(folder: Path, editions: int, every: float) -> None:
    project = open_corpus(folder / "project", CHECKOUT, -(-editions // 6))
    documents = [path.stem for path in project.seeds()]
    jobs = usual_jobs()
    local, there, expected = 0.0, 0.0, dict[str, bytes]()
    (folder / "cluster").mkdir()
    with running_cluster(folder / "cluster", jobs) as cluster:
        make(project, documents[:1], "--cluster", cluster.address)  # workers are prepared
        for number in range(ROUNDS):
            some = documents[number::ROUNDS]
            seconds_here, pdfs = make(project, some, "--jobs", str(jobs))
            seconds_there, same = make(project, some, "--cluster", cluster.address)
            local, there, expected = local + seconds_here, there + seconds_there, expected | pdfs
            assert same == pdfs, "other bytes"
            print(f"round {number + 1}: {len(pdfs)} editions, {seconds_here:.1f} s here, {seconds_there:.1f} s in the cluster")
        ended, killed = Event(), list[int]()
        killer = Thread(target=kill_workers, args=(cluster, every, ended, killed))
        killer.start()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            seconds, pdfs = make(project, documents, "--cluster", cluster.address)
        finally:
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            ended.set()
            killer.join()
    assert pdfs == expected, f"{len(expected.keys() - pdfs.keys())} are missing"
    total = len(expected)
    print(f"the cluster takes {there / local:.2f} times as long as {jobs} processes here ({total} editions, {ROUNDS} rounds)")
    print(f"{total} editions in {seconds:.0f} s while {len(killed)} workers were killed: all there, the same bytes")
    own = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / total
    print(f"the command itself took {own:.1f} ms of computing for each, without the processes that compose")
    print(computing(project, documents[:10]))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), int(os.environ.get("EDITIONS") or 3000), float(os.environ.get("KILL") or 60))
