"""Who may ask the server of a proof, and what it answers to those who may not, or ask nonsense."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from sixfold.commands.proof import _translator
from sixfold.errors import UsageError
from sixfold.project.paths import Project
from sixfold.proof.server import ProofServer
from sixfold.proof.session import ProofSession
from sixfold.proof.typesetter import Typesetter
from support.projects import SLUG
from support.proof import LIMIT, Proof, Serve, project_in

pytestmark = pytest.mark.slow

UNIT = f"{SLUG}:letter.p.2"
EDIT: dict[str, Any] = {"language": "fr", "name": UNIT, "translations": ["Autre."], "fuzzy": False, "number": 0, "scale": 0.5}
READ = "/api/proof?language=fr&number=0&scale=0.5"


@pytest.fixture(autouse=True)
def nothing_was_changed(proof: Proof) -> Iterator[None]:
    """After each test the catalog is as it was, and no unit is edited."""
    path = proof.project.catalog("fr", SLUG)
    before = path.read_bytes()
    yield
    shown = proof.shown("fr")
    assert (shown["problems"], [unit["name"] for unit in shown["units"] if unit["edited"]]) == ([], [])
    assert path.read_bytes() == before


def raw(proof: Proof, request: str, body: bytes = b"") -> bytes:
    """Return the first line of the answer to a request that is sent letter for letter."""
    with socket.create_connection(("127.0.0.1", proof.port), LIMIT) as connection:
        with suppress(ConnectionError):  # it may answer before it has heard all
            connection.sendall(request.replace("\n", "\r\n").encode("latin-1") + body)
        try:
            return connection.recv(4096).split(b"\r\n")[0]
        except ConnectionError:
            return b"closed"


def test_a_server_bears_a_flood_tells_what_is_gone_and_ends_at_once_with_open_streams(serve: Serve, tmp_path: Path) -> None:
    proof = serve(project_in(tmp_path / "project"), "fr")  # of its own: what other tests ask in that second counts, too

    def statuses(number: int, headers: dict[str, str] | None = None) -> list[int]:
        with ThreadPoolExecutor(8) as threads:
            return list(threads.map(lambda _: proof.ask_once("/api/nothing", headers=headers)[0], range(number)))

    assert set(statuses(400, {"X-Proof-Token": "x"})) == {403}  # those who may not ask take nothing from those who may
    assert proof.ask_once("/api/nothing")[0] == 404
    began = time.monotonic()
    asked = statuses(300)  # more than a person
    assert 99 <= asked.count(404) <= 100 * (time.monotonic() - began + 2)
    assert set(asked) <= {404, 429}
    assert proof.ask("/api/nothing")[0] == 404  # in the next second

    assert proof.ask("/api/edit", EDIT | {"translations": ["Et plus."]})[0] == 200
    path = proof.project.catalog("fr", SLUG)
    units = path.read_text(encoding="utf-8").split("\n\n")
    path.write_text("\n\n".join(unit for unit in units if "#. letter.p.2: " not in unit), encoding="utf-8")
    assert "Et plus." in str(proof.shown("fr")["problems"])
    for _ in range(2):
        proof.listen()
    assert proof.kill(signal.SIGINT) == 130
    assert "Et plus.”" in "".join(proof.errors)
    assert proof.errors[-1] == "stopped; what was being written was not changed\n"


def test_who_translates_is_typed_or_known_to_git(tmp_path: Path) -> None:
    assert _translator(" Ann  <ann@example.org> ", tmp_path) == "Ann <ann@example.org>"
    with pytest.raises(UsageError, match="no name of a translator"):
        _translator("\n", tmp_path)


def test_a_page_that_is_loaded_again_keeps_the_server_and_the_last_one_that_is_closed_ends_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sixfold.proof.server._PATIENCE", 0)  # the next turn of the loop, unless a page is there by then

    async def listen_twice() -> None:
        session = ProofSession(project, project.seed(SLUG), "fr")
        server = ProofServer(lambda _: session, session, Typesetter(project.templates, project.build), 0)
        request = Request({"type": "http", "method": "GET", "path": "/api/events", "query_string": b"", "headers": []})
        first = (await server.events(request)).body_iterator
        assert await anext(first) == ": here\n\n"
        await first.aclose()
        second = (await server.events(request)).body_iterator
        for _ in range(10):
            await asyncio.sleep(0)
        assert not server.has_ended.is_set()
        await anext(second)
        await second.aclose()
        await asyncio.wait_for(server.has_ended.wait(), LIMIT)
        server.typesetter.close()

    with ThreadPoolExecutor(1) as thread:  # that of the tests has the browser's loop
        thread.submit(lambda: asyncio.run(listen_twice())).result()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"X-Proof-Token": ""},
        {"X-Proof-Token": "x" * 32},
        {"X-Proof-Token": "\xff"},
    ],
    ids=str,
)
def test_who_is_not_the_proofs_own_page_is_refused(proof: Proof, headers: dict[str, str]) -> None:
    for path, body in ((READ, None), ("/api/edit", EDIT), ("/api/save", EDIT), ("/api/events", None)):
        status, content = proof.ask(path, body, headers=headers)
        assert status == 403
        assert b"letter" not in content


def test_a_host_has_to_be_named_once(proof: Proof) -> None:
    assert raw(proof, "GET / HTTP/1.0\n\n").startswith(b"HTTP/1.1 403")
    host = f"Host: 127.0.0.1:{proof.port}\n"
    assert raw(proof, f"GET / HTTP/1.1\n{host}{host}\n").startswith(b"HTTP/1.1 400")
    assert raw(proof, f"GET http://evil.example/ HTTP/1.1\n{host}\n").split()[1] in (b"403", b"404", b"200")


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml", "/%2e%2e/%2e%2e/pyproject.toml", "/proof.js/../server.py", "/static/proof.js", "/proof.js%00",
        "//etc/passwd", "/api/../proof.js", "/..%5c..%5cserver.py", "/proof.html",
    ],
)  # fmt: skip
def test_no_path_of_a_request_is_a_path_of_the_disk(proof: Proof, path: str) -> None:
    assert proof.ask(path)[0] == 404


def test_a_language_of_a_request_is_one_of_six_before_any_file_is_looked_for(proof: Proof) -> None:
    for language in ("../../../../etc", "../fr", "fr/../fr", "/etc", "xx", "FR", "fr\0", "é"):
        status, content = proof.ask("/api/edit", EDIT | {"language": language})
        assert (status, b"no request" in content) == (400, True), language


BODIES = (
    b"", b"{", b"[]", b"null", b"1", b'"edit"', b"\xff\xfe", b"[" * 100_000, b'{"language": ' * 10_000, b"9" * 100_000, b"{}",
    *(
        json.dumps(EDIT | {key: value}).encode()
        for key, values in {
            "language": (None, ["fr"], {}, 0), "name": (None, 1, [UNIT]), "fuzzy": ("no", None, 0),
            "scale": (float("nan"), "1", None),
            "number": ("1", float("inf"), float("nan"), 1.5, None, []),
            "translations": (None, "x", {"0": "x"}, [None], [["x"]], [1], ["\ud800"]),
        }.items()
        for value in values
    ),
)  # fmt: skip


def test_what_is_no_request_of_the_page_is_one_sentence_and_changes_nothing(proof: Proof) -> None:
    for path in ("/api/edit", "/api/save", "/api/take"):
        for body in BODIES:
            status, content = proof.ask(path, body)
            if path == "/api/edit" or status == 400:
                assert (status, b"this is no request of the proof" in content) == (400, True), body[:80]


@pytest.mark.parametrize(
    "change", [{"name": "house:nothing"}, {"name": "../../x"}, {"translations": ["a", "b"]}, {"translations": []}]
)
def test_what_the_catalog_does_not_have_is_said(proof: Proof, change: dict[str, Any]) -> None:
    status, content = proof.ask("/api/edit", EDIT | change)
    assert status == 422
    assert json.loads(content)["problems"][0]["hint"]


def test_a_number_of_any_size_is_a_page_or_a_sentence(proof: Proof) -> None:
    for number in ("-1", "99", "9" * 30, "9" * 5000, "1e5", "%D9%A3"):
        status, content = proof.ask(f"/api/page?language=fr&number={number}&scale=1e9")
        assert (status, content[:4]) == (200, b"\x89PNG") or (status in (400, 422) and b"mistake" not in content), number


def test_a_request_of_more_than_a_unit_is_refused_before_it_is_read(proof: Proof) -> None:
    own = f"Host: 127.0.0.1:{proof.port}\nX-Proof-Token: {proof.token}\n"
    post = f"POST /api/edit HTTP/1.1\n{own}"
    large = b'{"x": "' + b"x" * 2_000_000 + b'"}'
    assert proof.ask("/api/edit", large)[0] == 403
    assert raw(proof, f"{post}\n").split()[1] == b"403"
    assert raw(proof, f"{post}Content-Length: -1\n\n").split()[1] in (b"400", b"403")
    assert raw(proof, f"{post}Content-Length: 5\nContent-Length: 6\n\n").split()[1] == b"400"
    chunk = f"{len(large):x}\r\n".encode() + large + b"\r\n0\r\n\r\n"
    assert raw(proof, f"{post}Transfer-Encoding: chunked\n\n", chunk).split()[1] == b"403"
    assert raw(proof, f"{post}Content-Length: 5\nTransfer-Encoding: chunked\n\n", chunk).split()[1] == b"403"
    assert raw(proof, f"GET {READ} HTTP/1.1\n{own}X: {'x' * 200_000}\n\n").split()[1] in (b"400", b"431")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "GET"])
def test_an_edit_is_posted(proof: Proof, method: str) -> None:
    assert proof.ask("/api/edit", EDIT, method=method)[0] == 405


def test_what_is_read_may_be_asked_for_without_content_and_not_posted(proof: Proof) -> None:
    assert proof.ask("/", method="HEAD") == (200, b"")
    assert proof.ask("/api/proof", {}, method="POST")[0] == 405
    assert proof.ask("/api/edit", method="OPTIONS", headers={"Origin": "http://evil.example"})[0] == 403


def test_a_websocket_is_refused(proof: Proof) -> None:
    upgrade = "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: eA==\n"
    assert raw(proof, f"GET /api/events HTTP/1.1\nHost: 127.0.0.1:{proof.port}\n{upgrade}\n").split()[1] == b"403"


def test_it_is_reached_from_this_machine_alone(proof: Proof) -> None:
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").split("\n")[1:-1]
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert [one for one in listening if one.endswith(f":{proof.port:04X}")] == [f"0100007F:{proof.port:04X}"]
