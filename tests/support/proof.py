"""The real server of a proof in a process of its own, on a copy of the project, and the browser that looks at it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.project.paths import Project
from support.processes import members
from support.projects import SLUG, copy_project

#: Seconds that only what hangs takes.
LIMIT = 300
#: Whoever runs the tests may ignore Ctrl+C (a job in the background does), and what they start would, too.
AS_IN_A_TERMINAL = ("env", "--default-signal=INT,TERM,HUP")


def until(is_so: Callable[[], bool], what: str, seen: Callable[[], object] = str) -> None:
    """Wait until something is so; at the limit say what was *seen*."""
    ended = time.monotonic() + LIMIT
    while not is_so():
        assert time.monotonic() < ended, f"never so: {what}\n{seen()}"
        time.sleep(0.02)


def write_by_renaming(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file at once, as editors do: who watches it would else read the empty one that it is for a moment."""
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding=encoding) as file:
        file.write(text)
    new.replace(path)


class Proof:
    """`sixfold proof`, running; its project may be changed while it runs."""

    def __init__(self, project: Project, language: str, document: str = "A/66/398", *more: str) -> None:
        command = [*AS_IN_A_TERMINAL, sys.executable, "-m", "sixfold", "proof", "--no-browser", "--lang", language, *more, document]
        self.project = project
        self.process = subprocess.Popen(
            command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout
        assert self.process.stderr
        self.errors: list[str] = []
        self.streams: list[socket.socket] = []
        self._reader = threading.Thread(target=lambda: self.errors.extend(self.process.stderr or ()))
        self._reader.start()
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            self.wait()
        assert self.address, self.errors
        parts = urlsplit(self.address)
        self.port, self.token = parts.port or 0, parts.fragment

    def ask(
        self, path: str, body: Any = None, *, method: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Return status and content of an answer; *body* is sent as JSON, or as it is where it is bytes.

        What is put off is asked again, as the page does: tests ask more in a second than a person.
        """
        while (answer := self.ask_once(path, body, method=method, headers=headers))[0] == HTTPStatus.TOO_MANY_REQUESTS:
            time.sleep(0.2)
        return answer

    def ask_once(
        self, path: str, body: Any = None, *, method: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Return status and content of the first answer."""
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        try:
            sent = {"X-Proof-Token": self.token, **(headers or {})}
            connection.request(method or ("GET" if body is None else "POST"), path, content, sent)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def listen(self) -> socket.socket:
        """Open a stream of events, as a page does; the server stays while there is one."""
        connection = socket.create_connection(("127.0.0.1", self.port), LIMIT)
        self.streams.append(connection)
        lines = ("GET /api/events HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"X-Proof-Token: {self.token}", "", "")
        connection.sendall("\r\n".join(lines).encode())
        assert b" 200 " in connection.recv(4096).split(b"\r\n")[0]
        return connection

    def shown(self, language: str) -> dict[str, Any]:
        """Return the proof as a page that is loaded gets it."""
        status, content = self.ask(f"/api/proof?{urlencode({'language': language, 'number': 0, 'scale': 0.5})}")
        assert status == 200, content
        return dict(json.loads(content))

    def children(self) -> list[int]:
        """Return its other processes."""
        return [one for one in members(self.process.pid) if one != self.process.pid]

    def kill(self, number: int = signal.SIGINT) -> int:
        """Send a signal to all its processes, as a terminal does; return the exit code."""
        os.killpg(self.process.pid, number)
        return self.wait()

    def wait(self) -> int:
        """Return the exit code, when it has ended."""
        code = self.process.wait(LIMIT)
        self._reader.join()
        return code


Serve = Callable[..., Proof]


class Screen:
    """A page of the proof in a browser, and what a person does there."""

    def __init__(self, browser: Browser, proof: Proof, **settings: Any) -> None:
        """Open the address that was printed, and wait for the first page; what the browser complains of is kept."""
        self.proof = proof
        self.context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **settings})
        self.context.set_default_timeout(LIMIT * 1000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda one: self.complaints.append(one.text) if one.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(proof.address)
        self.page.wait_for_selector("figure img[src]")

    def on_page(self, address: str) -> Any:
        """Return the first place of a unit on the pages; *address* is enough of its name."""
        return self.page.locator(f'#pages button[data-unit$=":{address}"]').first

    def in_list(self, address: str) -> Any:
        return self.page.locator(f'#units button[data-unit$=":{address}"]')

    @property
    def form(self) -> Any:
        return self.page.locator("#editor .form").first

    @property
    def opened(self) -> str:
        """The address of the unit that is open."""
        return str(self.page.locator("#editor h2 bdi").first.inner_text())

    def switch(self, code: str) -> None:
        """Choose another language of the proof."""
        self.page.locator("#language").select_option(code)
        self.until(f"document.documentElement.lang === '{code}'")

    def edit(self, address: str) -> Any:
        """Open a unit, and put the caret at its end."""
        self.in_list(address).click()
        self.form.click()
        self.page.keyboard.press("Control+End")
        return self.page.keyboard

    def typed(self) -> str:
        """Return what the open unit says, with its tags."""
        return str(self.form.evaluate("form => typedIn(form)"))

    def picture(self, address: str) -> bytes:
        """Return the page that a unit is on as the browser shows it."""
        figure = self.on_page(address).locator("xpath=ancestor::figure")
        return bytes(figure.locator("img").screenshot())

    def settled(self) -> None:
        """Wait until what was typed is on the page."""
        self.until("!isBusy && !waiting.size")

    def until(self, condition: str) -> None:
        """Wait until an expression of the page is true. The page's own policy keeps Playwright from waiting there."""
        self.until_so(lambda: bool(self.page.evaluate(condition)), condition)

    def until_so(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so, while the browser goes on."""
        ended = time.monotonic() + LIMIT
        while not is_so():
            assert time.monotonic() < ended, f"never so: {what}\n{self.seen()}"
            self.page.wait_for_timeout(20)

    def seen(self) -> str:
        """Return what the page shows and complains of, and what the server said: for whoever reads why a test failed."""
        state = "JSON.stringify([isBusy, [...waiting], document.activeElement.outerHTML])"
        text = self.page.evaluate(f"document.body.innerText + {state}")
        return "\n".join((text, *self.complaints, *self.requests[-20:], *self.proof.errors))

    def save(self) -> None:
        """Save by key, and wait until that is done."""
        self.settled()
        self.page.keyboard.press("Control+s")
        self.until("!byName(current).edited")


Look = Callable[..., Screen]


def translations(proof: Proof, language: str, slug: str) -> dict[str, str]:
    """Return the translations in a catalog as it is on disk, by address; a fuzzy one begins with `fuzzy: `."""
    return {
        entry.name: "fuzzy: " * entry.is_fuzzy + " | ".join(entry.translations)
        for entry in read_catalog(proof.project.catalog(language, slug))
    }


@contextmanager
def launched_browser() -> Iterator[Browser]:
    """Give Debian's Chromium, which must be installed."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (0.3 s)

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield browser
        browser.close()


def type_elsewhere(proof: Proof, address: str, text: str, language: str = "fr", slug: str = SLUG) -> None:
    """Save another translation of a unit, as another program does: by renaming a whole file."""
    path = proof.project.catalog(language, slug)
    catalog = read_catalog(path)
    entries = (replace(one, translations=(text,)) if one.name == address else one for one in catalog.entries)
    assert write_catalog(path, replace(catalog, entries=tuple(entries)))


def project_in(folder: Path) -> Project:
    """Return a project in *folder* with the checkout's document and the test documents."""
    return copy_project(folder, has_documents=True)
