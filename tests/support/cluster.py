"""A cluster on this machine: a scheduler and its workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

from support.projects import CHECKOUT

QUIET = {"DASK_LOGGING__DISTRIBUTED": "error"}


@dataclass
class RunningCluster:
    """What `dask scheduler` and `dask worker` start in `folder`, where their log is, too."""

    folder: Path
    stack: ExitStack
    address: str = field(init=False)
    scheduler: subprocess.Popen[bytes] = field(init=False)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, env={**os.environ, **QUIET})
        self.stack.callback(end, process)
        return process

    def worker(self, *more: str) -> subprocess.Popen[bytes]:
        """Start a worker, or several, and what starts it again when it was killed."""
        return self.start("worker", self.address, "--nthreads", "1", "--local-directory", str(self.folder), *more)

    def ask(self) -> Client:
        return Client(self.address, set_as_default=False)

    def workers(self) -> list[int]:
        """Return the processes of the workers that are there now."""
        with self.ask() as client:
            return list(client.run(os.getpid).values())


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running_cluster(folder: Path, workers: int) -> Iterator[RunningCluster]:
    """Give a cluster whose fonts are the checkout's: to derive them takes half a minute."""
    (folder / "dask-scratch-space" / "sixfold").mkdir(parents=True)
    (folder / "dask-scratch-space" / "sixfold" / "faces").symlink_to(CHECKOUT / "build" / "faces")
    with ExitStack() as stack:
        running = RunningCluster(folder, stack)
        note = folder / "scheduler.json"
        running.scheduler = running.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(note))
        while not note.exists() or not note.read_text(encoding="utf-8").endswith("}"):
            time.sleep(0.1)
        running.address = json.loads(note.read_text(encoding="utf-8"))["address"]
        if workers:
            running.worker("--nworkers", str(workers))
        yield running
