"""The server behind the proof: for one person, on this machine alone.

A page of another site can reach 127.0.0.1, too, so each request has to name our host (DNS rebinding), to come from our own page,
and to carry the token that only the address typed by a person has, in its fragment, which no browser sends.
"""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import uvicorn
from pydantic import BaseModel, ConfigDict
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from watchfiles import awatch

from sixfold.errors import Problem, SixfoldError, explain, visible
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.project.paths import Project
from sixfold.project.process import ENDING
from sixfold.proof.session import ConflictError, ProofSession
from sixfold.proof.typesetter import Typesetter

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FILES: Final = {
    "/": ("proof.html", "text/html"),
    "/common.js": ("common.js", "text/javascript"),
    "/pages.js": ("pages.js", "text/javascript"),
    "/proof.js": ("proof.js", "text/javascript"),
    "/proof.css": ("proof.css", "text/css"),
}
#: Bytes of a request: the longest unit of 200 documents has 9,000 letters.
_LARGEST = 300_000
#: Requests a second, by those who have the token: a key held down makes 30 at most, as each waits for the answer before it.
_MOST_A_SECOND = 100
#: Pixels a point: a page of 792 points at 6 takes 17 million.
_SCALES = 0.5, 6.0
#: Seconds for which a page that is loaded again may be away.
_PATIENCE = 3.0


_Begin = Callable[[LanguageCode], ProofSession]


class _View(BaseModel):
    """What each request says: which language, which page is in view, at how many pixels a point, and which tab asks."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)
    language: LanguageCode | Literal[""]
    number: int = 0
    scale: float = 1.0
    tab: str = ""

    @property
    def place(self) -> tuple[int, float]:
        """The page and the scale, within what can be drawn."""
        return max(0, self.number), min(max(self.scale, _SCALES[0]), _SCALES[1])


class _Named(_View):
    name: str


class _Edit(_Named):
    translations: tuple[str, ...]
    fuzzy: bool
    was: tuple[str, ...] = ()


class _Choice(_Named):
    theirs: bool


class _Question(_Named):
    question: str


class _Revision(_Named):
    by: str


_Asked = TypeVar("_Asked", bound=_View)


class ProofServer:
    """A proof of one document; *begin* reads it in a language, when that is first asked for, *first* is shown at once."""

    def __init__(self, begin: _Begin, first: ProofSession, typesetter: Typesetter, port: int) -> None:
        """Keep what is shown; *port* is the one that a request has to name."""
        self._begin, self._first, self.typesetter = begin, first.code, typesetter
        self._sessions = {first.code: first}
        self.token = secrets.token_urlsafe(24)
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.has_ended = asyncio.Event()
        self._listeners: dict[asyncio.Queue[str], str] = {}
        self._unreadable: dict[LanguageCode, list[dict[str, Any]]] = {}
        self._closing: asyncio.TimerHandle | None = None

    @property
    def app(self) -> ASGIApp:
        """The application."""
        routes = [
            *(Route(path, self._file) for path in _FILES),
            Route("/api/proof", self._answer(_View, self.proof)),
            Route("/api/page", self._answer(_View, self.page)),
            Route("/api/findings", self._answer(_View, self.findings)),
            Route("/api/edit", self._answer(_Edit, self.edit), methods=["POST"]),
            Route("/api/save", self._answer(_Named, self.save), methods=["POST"]),
            Route("/api/ask", self._answer(_Question, self.ask), methods=["POST"]),
            Route("/api/revise", self._answer(_Revision, self.revise), methods=["POST"]),
            Route("/api/take", self._answer(_Choice, self.take), methods=["POST"]),
            Route("/api/events", self.events),
        ]
        return Starlette(routes=routes, middleware=[Middleware(_Guard, server=self)])

    # ---- what is asked ----

    async def proof(self, asked: _View) -> Response:
        """Answer with the whole proof in one language: its units, where they stand, and the page in view."""
        session = self._session(asked)
        if self._reload(session):
            self._tell(session.code, asked.tab)
        shown = {
            "symbol": session.document.printed_symbol,
            "language": session.code,
            "direction": language(session.code).direction,
            "source": session.document.own_language,
            "languages": LANGUAGE_CODES,
            "words": session.words(),
            "units": session.units(),
            "addresses": session.addresses(),
        }
        return JSONResponse(shown | await self._laid_out(session, asked))

    async def page(self, asked: _View) -> Response:
        """Answer with the picture of a page."""
        return Response(await self.typesetter.draw(self._session(asked).code, *asked.place), media_type="image/png")

    async def findings(self, asked: _View) -> Response:
        """Answer with what `make check` finds in the catalogs as they are saved."""
        session = self._session(asked)
        return JSONResponse({"findings": await asyncio.to_thread(lambda: list(session.findings()))})

    async def edit(self, asked: _Edit) -> Response:
        """Take what was typed, and answer with the unit and the page as it would be printed."""
        session, name = self._session(asked), asked.name
        session.edit(name, asked.translations, is_fuzzy=asked.fuzzy, was=asked.was)
        return JSONResponse({"unit": session.unit(name)} | await self._laid_out(session, asked))

    async def save(self, asked: _Named) -> Response:
        """Write a unit into its catalog; 409 with the other version, where another program changed it."""
        session, name = self._session(asked), asked.name
        try:
            session.save(name)
        except ConflictError as error:
            theirs = {"translations": error.theirs.translations, "fuzzy": error.theirs.is_fuzzy}
            return JSONResponse({"conflict": theirs, "problems": _problems(error)}, 409)
        return JSONResponse({"unit": session.unit(name)})

    async def ask(self, asked: _Question) -> Response:
        """Write a question to the author beside a unit."""
        session = self._session(asked)
        session.ask(asked.name, asked.question)
        return JSONResponse({"unit": session.unit(asked.name)})

    async def revise(self, asked: _Revision) -> Response:
        """Write beside a unit who has revised it."""
        session = self._session(asked)
        session.revise(asked.name, asked.by)
        return JSONResponse({"unit": session.unit(asked.name)})

    async def take(self, asked: _Choice) -> Response:
        """Decide between the two versions of a conflict."""
        session, name = self._session(asked), asked.name
        session.take(name, theirs=asked.theirs)
        return JSONResponse({"unit": session.unit(name)} | await self._laid_out(session, asked))

    async def events(self, request: Request) -> Response:
        """Answer with a stream that names each language whose pages changed on disk. With the last stream the server ends."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners[queue] = request.query_params.get("tab", "")
        if self._closing:
            self._closing.cancel()

        async def stream() -> AsyncIterator[str]:
            try:
                yield ": here\n\n"
                while event := await queue.get():
                    yield f"data: {event}\n\n"
            finally:
                self._listeners.pop(queue)
                if not self._listeners:
                    self._closing = asyncio.get_running_loop().call_later(_PATIENCE, self.end)

        return StreamingResponse(stream(), media_type="text/event-stream")

    def end(self) -> None:
        """End the streams, and with them the server."""
        self.has_ended.set()
        for queue in self._listeners:
            queue.put_nowait("")

    async def watch(self, project: Project) -> None:
        """Read again what changed on disk, and tell the pages. Folders are watched: editors save by renaming."""
        async for changes in awatch(*project.source_folders, stop_event=self.has_ended, debounce=60, step=20):
            changed = {Path(path) for _, path in changes}
            restyled = any(path.is_relative_to(project.templates) for path in changed)
            if restyled:
                await self.typesetter.forget()
            for session in [*self._sessions.values()]:
                if restyled or (changed.intersection(session.paths) and self._reload(session)):  # not what was saved here
                    self._tell(session.code)

    def _reload(self, session: ProofSession) -> bool:
        """Read again what is on disk; where that can't be, what was read before stays, and each answer says why.

        Returns whether it is other than the pages know.
        """
        before, is_changed = self._unreadable.pop(session.code, None), False
        try:
            is_changed = session.reload()
        except Exception as error:  # whatever it is, the proof goes on
            self._unreadable[session.code] = _problems(explain(error))
        return is_changed or before != self._unreadable.get(session.code)

    def _tell(self, code: LanguageCode, but: str = "") -> None:
        """Let every page but that of the tab *but* look again at the language *code*."""
        for queue, tab in self._listeners.items():
            if not but or tab != but:
                queue.put_nowait(json.dumps({"language": code}))

    # ---- how it is answered ----

    def _answer(
        self, kind: type[_Asked], work: Callable[[_Asked], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                if request.method == "POST":
                    asked = kind.model_validate_json(await request.body(), strict=True)
                else:
                    asked = kind.model_validate(dict(request.query_params))
            except ValueError:
                return JSONResponse({"problems": [{"what": "this is no request of the proof’s own page", "hint": ""}]}, 400)
            try:
                shown = await work(asked)
            except Exception as error:  # whatever it is, the page says it, and the server goes on
                return JSONResponse({"problems": _problems(explain(error))}, 422)
            if request.method == "POST":
                self._tell(asked.language or self._first, asked.tab)
            return shown

        return answer

    async def _file(self, request: Request) -> Response:
        name, kind = _FILES[request.url.path]
        return Response(files("sixfold.proof").joinpath("static", name).read_bytes(), media_type=kind)

    def _session(self, asked: _View) -> ProofSession:
        code = asked.language or self._first
        if code not in self._sessions:
            self._sessions[code] = self._begin(code)
        return self._sessions[code]

    async def _laid_out(self, session: ProofSession, asked: _View) -> dict[str, Any]:
        """Return the layout and the page in view, or why there is none; nothing where a later wish makes it superfluous."""
        problems = [*self._unreadable.get(session.code, ()), *map(_problem, session.unsaved(only_lost=True))]
        try:
            found = await self.typesetter.lay_out(session.code, lambda: session.page().html, *asked.place, asked.tab)
        except SixfoldError as error:
            return {"problems": [*problems, *_problems(error)]}
        if found is None:
            return {"superseded": True}
        layout, number, picture = found
        shown = {"number": number, "picture": base64.b64encode(picture).decode()}
        return {"problems": problems, "layout": asdict(layout), "page": shown}


def _problems(error: SixfoldError) -> list[dict[str, Any]]:
    return [_problem(one) for one in error.problems]


def _problem(one: Problem) -> dict[str, Any]:
    file = one.path.name if one.path else ""
    return {"what": visible(one.what), "hint": visible(one.hint or ""), "file": file, "line": one.line}


class _Guard:
    """Lets through what comes from our own page, and sends every answer with headers that keep it there."""

    def __init__(self, app: ASGIApp, server: ProofServer) -> None:
        self._app, self._server = app, server
        self._second, self._asked = 0, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((n.lower().encode(), v.encode()) for n, v in _HEADERS.items())]
            await send(message)

        if refusal:
            await Response(refusal, 403, media_type="text/plain")(scope, receive, send_with_headers)
        elif scope["path"] not in _FILES and self._is_too_often():
            await Response("", 429, {"Retry-After": "1"})(scope, receive, send_with_headers)  # the page asks again then
        else:
            await self._app(scope, receive, send_with_headers)

    def _is_too_often(self) -> bool:
        """Count a request, and say whether there are too many in this second."""
        now = int(time.monotonic())
        self._second, self._asked = now, (self._asked if now == self._second else 0) + 1
        return self._asked > _MOST_A_SECOND

    def _refusal(self, request: Request) -> str:
        """Say why *request* is refused; nothing, where it is ours."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in self._server.hosts:
            return "this address is answered under 127.0.0.1 only"
        if origin is not None and origin.removeprefix("http://") not in self._server.hosts:
            return "only the proof’s own page may ask"
        if request.scope["path"] not in _FILES:
            if not secrets.compare_digest(request.headers.get("x-proof-token", "").encode(), self._server.token.encode()):
                return "open the address that `make proof` printed"
            length = request.headers.get("content-length", "")
            if "transfer-encoding" in request.headers or (request.method == "POST" and not length.isdecimal()):
                return "a request says how long it is"
            if int(length or 0) > _LARGEST:
                return "a unit isn’t that long"
        return ""


class _Server(uvicorn.Server):
    """uvicorn's, which leaves the signals to `serve`: its own handler waits for streams that have no end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing."""
        yield


async def serve(begin: _Begin, first: LanguageCode, typesetter: Typesetter, ready: Callable[[str], None]) -> int:
    """Serve the proof until the last page is closed, or a signal ends it; *ready* gets the address with its token.

    Returns the signal, or 0. Raises: SixfoldError, where the document can't be read in the language *first*.
    """
    session = begin(first)
    signals: list[int] = []

    def stop(number: int) -> None:
        signals.append(number)
        proof.end()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        proof = ProofServer(begin, session, typesetter, port)
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, stop, number)
        config = uvicorn.Config(proof.app, log_level="error", lifespan="off", timeout_graceful_shutdown=1, server_header=False)
        server = _Server(config)
        work = server.serve([listener]), proof.watch(session.project), proof.has_ended.wait()
        tasks = [asyncio.create_task(one) for one in work]
        ready(f"http://127.0.0.1:{port}/#{proof.token}")
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            proof.end()
            server.should_exit = True
            typesetter.close()
            await asyncio.gather(*tasks)
    return signals[0] if signals else 0
