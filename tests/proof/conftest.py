"""The real server in a process of its own, on a copy of the project, and the browser that looks at it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from sixfold.project.paths import Project
from support.projects import CHECKOUT


class Proof:
    """`sixfold proof`, running; its project may be changed while it runs."""

    def __init__(self, project: Project, language: str, document: str = "A/66/398") -> None:
        command = [sys.executable, "-m", "sixfold", "proof", "--no-browser", "--lang", language, document]
        self.project = project
        self.process = subprocess.Popen(
            command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout
        assert self.process.stderr
        self.errors: list[str] = []
        self._reader = threading.Thread(target=lambda: self.errors.extend(self.process.stderr or ()))
        self._reader.start()
        self.address = self.process.stdout.readline().strip()
        parts = urlsplit(self.address)
        self.port, self.token = parts.port or 0, parts.fragment

    def ask(
        self, path: str, body: Any = None, *, method: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Return status and content of an answer; *body* is sent as JSON, or as it is where it is bytes."""
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"X-Proof-Token": self.token, **(headers or {})}
            connection.request(method or ("GET" if body is None else "POST"), path, content, sent)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def shown(self, language: str) -> dict[str, Any]:
        """Return the proof as a page that is loaded gets it."""
        status, content = self.ask(f"/api/proof?{urlencode({'language': language, 'number': 0, 'scale': 0.5})}")
        assert status == 200, content
        return dict(json.loads(content))

    def kill(self, number: int = signal.SIGINT) -> int:
        """Send a signal to all its processes, as a terminal does; return the exit code."""
        os.killpg(self.process.pid, number)
        return self.wait()

    def wait(self) -> int:
        """Return the exit code, when it has ended."""
        code = self.process.wait(60)
        self._reader.join(10)
        return code


Serve = Callable[..., Proof]


def project_in(folder: Path) -> Project:
    """Return a copy of the checkout's project in *folder*; its derived fonts are shared, not made again."""
    for name in ("templates", "locales", "seeds"):
        shutil.copytree(CHECKOUT / name, folder / name)
    (folder / "build").mkdir()
    (folder / "build/faces").symlink_to(CHECKOUT / "build/faces")
    return Project(folder)


@pytest.fixture(scope="module")
def serve_beside() -> Iterator[Serve]:
    """Give what starts a proof that several tests look at; all end with their module."""
    yield from _serving()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what starts a proof for one test."""
    yield from _serving()


def _serving() -> Iterator[Serve]:
    started: list[Proof] = []

    def serve(project: Project, language: str, document: str = "A/66/398") -> Proof:
        started.append(Proof(project, language, document))
        return started[-1]

    yield serve
    for proof in started:
        if proof.process.poll() is None:
            proof.kill(signal.SIGKILL)
        proof.wait()
        for stream in (proof.process.stdout, proof.process.stderr):
            if stream:
                stream.close()
        assert not [line for line in proof.errors if "Traceback" in line], "".join(proof.errors)
