"""Proofs that are served, for all tests of a process or for the one that ends them, and a browser for the tests of a module."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

from sixfold.project.paths import Project
from support.projects import SLUG
from support.proof import Look, Proof, Screen, Serve, launched_browser, project_in, write_by_renaming


@pytest.fixture(autouse=True)
def files_are_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proof read a file that is half written: what it says of one is told for as long as that is there."""
    monkeypatch.setattr(Path, "write_text", write_by_renaming)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser, one for the tests of a module: its loop would keep other tests of the process from beginning their own."""
    assert shutil.which("chromium"), "chromium is not installed: make test sets it up (Debian: sudo apt-get install chromium)"
    with launched_browser() as browser:
        yield browser


#: What the browser notes of an answer that is no success, where the page itself says what it is about; and that the policy of the
#: page keeps it from giving a label that is inserted beside another one the look of that.
_NOTED = re.compile(
    r"Failed to load resource: (the server responded with a status of 4(09|22|29)|net::ERR_CONNECTION_REFUSED)"
    "|Applying inline style violates"
)


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Give what opens a proof in the browser; the browser must have nothing to complain of, nor fetch from elsewhere."""
    screens: list[Screen] = []

    def look(proof: Proof, **settings: Any) -> Screen:
        screens.append(Screen(browser, proof, **settings))
        return screens[-1]

    yield look
    for screen in screens:
        screen.context.close()
        assert [one for one in screen.complaints if not _NOTED.match(one)] == []
        hosts = {re.split("[/?#]", url)[2] for url in screen.requests if not url.startswith("blob:")}
        assert hosts == {f"127.0.0.1:{screen.proof.port}"}


@pytest.fixture(scope="session")
def proof(serve_beside: Serve, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """Give the proof of A/66/398 in French, of a translator whom git knows."""
    folder = tmp_path_factory.mktemp("in French")
    (folder / "gitconfig").write_text("[user]\nname = Zoë Example\nemail = zoe@example.org\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
        proof = serve_beside(project_in(folder / "project"), "fr")
    proof.listen()
    return proof


@pytest.fixture(scope="session")
def referring(serve_beside: Serve, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """Give the proof of a document with footnotes and references, in Russian."""
    proof = serve_beside(project_in(tmp_path_factory.mktemp("in Russian") / "project"), "ru", "A/80/998")
    proof.listen()
    return proof


@pytest.fixture
def screen(look: Look, proof: Proof) -> Iterator[Screen]:
    """Give that proof in a browser; after the test all is again as it was, and nothing is edited."""
    with restored(proof, "fr", SLUG):
        yield look(proof)


@pytest.fixture
def references(look: Look, referring: Proof) -> Iterator[Screen]:
    """Give the proof with references in a browser; afterwards it is as it was, too."""
    with restored(referring, "ru", "A-80-998"):
        yield look(referring)


@contextmanager
def restored(proof: Proof, code: str, slug: str) -> Iterator[None]:
    kept = {path: path.read_bytes() for path in (proof.project.catalog(code, slug), proof.project.seed(slug))}
    yield
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    for unit in proof.shown(code)["units"]:
        if unit["edited"]:
            asked = {"language": code, "name": unit["name"], "theirs": True, "number": 0, "scale": 0.5}
            assert proof.ask("/api/take", asked)[0] == 200


@pytest.fixture(scope="session")
def serve_beside() -> Iterator[Serve]:
    """Give what starts a proof that several tests look at; all end with the last test."""
    yield from _serving()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what starts a proof for one test."""
    yield from _serving()


def _serving() -> Iterator[Serve]:
    started: list[Proof] = []

    def serve(project: Project, language: str, document: str = "A/66/398", *more: str) -> Proof:
        started.append(Proof(project, language, document, *more))
        return started[-1]

    yield serve
    for proof in started:
        if proof.process.poll() is None:
            proof.kill(signal.SIGKILL)
        proof.wait()
        for stream in (proof.process.stdout, proof.process.stderr, *proof.streams):
            if stream:
                stream.close()
        assert not [line for line in proof.errors if "Traceback" in line], "".join(proof.errors)
