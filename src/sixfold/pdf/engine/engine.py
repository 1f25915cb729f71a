"""From HTML to PDF: the room that knows WeasyPrint (`typesetting` mends what it lacks).

While a page is made, nothing is fetched and no file is opened but stylesheets and artwork of the project and the faces that the
layout names. What the engine would only log (an ignored rule, a picture it can't read) stops the work here.
"""

from __future__ import annotations

import ctypes.util
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from sixfold.errors import MissingGlyphError, RenderError, RequirementError
from sixfold.pdf import tagging
from sixfold.pdf.editions import PLAIN, Edition, pack_streams
from sixfold.pdf.engine import patches
from sixfold.pdf.engine.layout_check import check_pages
from sixfold.pdf.engine.svg_safety import read_svg, undrawable
from sixfold.pdf.fonts import Cases, prepare_everyday
from sixfold.project.process import gc_paused

#: What the engine logs where it fails with an SVG file.
_FAILED_ARTWORK = re.compile(r"Failed to (?:render SVG image|load image at) '?(file:[^\s']+\.svg)")


@dataclass
class Engine:
    """A typesetting engine that can be used again: it loads the library, the faces and each stylesheet only once.

    *templates* is the folder that links in the HTML are relative to, *fontconfig* the file of `faces.prepare_faces`. Most pages
    are set from the `everyday` copies of its faces.
    """

    templates: Path
    fontconfig: Path
    _fonts: dict[Path, Any] = field(default_factory=dict)
    _styles: dict[tuple[Path, tuple[str, ...]], dict[str, Any]] = field(default_factory=dict)

    def load_faces(self) -> None:
        """Load the faces of most pages, so that the first page need not wait for them. After this no process must be forked.

        Pango 1.56 looks for faces in a thread, which a fork leaves behind: a process that was forked after it waited for ever.
        """
        self._take_fonts(self._cases.everyday)

    def render(self, html: str, edition: Edition = PLAIN) -> bytes:
        """Return the PDF of *html*, written and amended as *edition* asks. The same HTML and edition give the same bytes.

        Raises: RenderError, when anything isn't as the layout asks; RequirementError, when a system library is missing.
        """
        weasyprint = self._weasyprint
        case = self._cases.choose(html)
        with _log_as_errors():
            base_url = self.templates.resolve().as_uri() + "/"
            page = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=self._fetcher)
            document = page.render(font_config=self._take_fonts(case), **self._take_style(page, case))
            check_pages(document.pages, html.count('class="footnote"'))
            return self._write(document, edition)

    @staticmethod
    def _write(document: Any, edition: Edition) -> bytes:
        def finish(document: Any, pdf: Any) -> None:
            _check_faces(document.fonts.values())
            edition.amend(document, pdf)
            pack_streams(pdf)

        for page in document.pages:  # the engine links what stands in a link once more
            page.links = [link for link in page.links if link[-1].element_tag == "a"]
        pdf: bytes = document.write_pdf(finisher=finish, **edition.options)
        return pdf

    def _take_style(self, page: Any, case: Path) -> dict[str, Any]:
        """Take the links to stylesheets out of *page* and return what they say, read only once for each set: −8 % when warm."""
        head = page.etree_element.find("head")
        links = head.findall("link[@rel='stylesheet']")
        for link in links:
            head.remove(link)
        urls = tuple(urljoin(page.base_url, link.get("href")) for link in links)
        if (case, urls) not in self._styles:
            self._styles[case, urls] = self._read_style(urls, self._take_fonts(case))
        return self._styles[case, urls]

    def _read_style(self, urls: Iterable[str], fonts: Any) -> dict[str, Any]:
        from weasyprint.css.counters import CounterStyle  # noqa: PLC0415

        found = {"counter_style": CounterStyle(), "color_profiles": {}}
        common = found | {"page_rules": [], "layers": [], "font_config": fonts, "url_fetcher": self._fetcher}
        with _log_as_errors():  # a stylesheet with a mistake must not be kept: the next page would not hear of it
            return found | {"stylesheets": [self._weasyprint.CSS(url=url, **common) for url in urls]}

    @cached_property
    def _cases(self) -> Cases:
        return prepare_everyday(self.fontconfig, self.templates)

    @cached_property
    def _weasyprint(self) -> Any:
        os.environ["FONTCONFIG_FILE"] = str(self._cases.everyday)
        return load_weasyprint()

    def _take_fonts(self, case: Path) -> Any:
        """Return the engine's view of the faces that the fontconfig file *case* names."""
        _ = self._weasyprint  # quickly, before anything else imports it
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        if case not in self._fonts:
            os.environ["FONTCONFIG_FILE"] = str(case)
            self._fonts[case] = FontConfiguration()
        return self._fonts[case]

    @cached_property
    def _fetcher(self) -> Any:
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

        templates = self.templates.resolve()

        class ProjectFetcher(URLFetcher):  # type: ignore[misc]
            def fetch(self, url: str, headers: Any = None) -> Any:
                kind, content = _open(url, templates)
                return URLFetcherResponse(url, content, {"Content-Type": kind})

        return ProjectFetcher(fail_on_errors=True)


@cache
def load_weasyprint() -> Any:
    """Return the library, changed to what pages need. It takes 0.2 s, and doesn't look for fonts yet.

    Raises: RequirementError, when a system library is missing.
    """
    try:
        with _quick_import():
            import weasyprint  # noqa: PLC0415  (it needs Pango: only for who renders)
    except OSError as error:
        name = str(error).partition("'")[2].partition("'")[0] or str(error)
        raise RequirementError(f"the library {name} is missing", hint="`make doctor` says what to install") from error
    patches.install()
    tagging.install()
    return weasyprint


@contextmanager
def _quick_import() -> Iterator[None]:
    """Let the engine be imported for the first time without the detours that take a third of a cold run (measured)."""
    if "weasyprint" in sys.modules:
        yield
        return
    find_library = ctypes.util.find_library
    if sys.platform == "linux":  # starts gcc, ld and ldconfig 22 times (−15 %); the engine tries plain names next
        ctypes.util.find_library = lambda name: None
    try:
        with gc_paused():
            yield
    finally:
        ctypes.util.find_library = find_library


def _open(url: str, templates: Path) -> tuple[str, bytes]:
    """Return the media type and content of *url*, a stylesheet or picture below *templates*.

    Raises: RenderError, for any other address.
    """
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(templates):
        raise RenderError(
            f"the address {url} is refused: pages are made of the project's own files", hint="name a file in templates/"
        )
    if path.suffix == ".css":
        return "text/css", _read(path)
    if path.suffix == ".svg":
        return "image/svg+xml", read_svg(path)
    raise RenderError(f"the file {path.name} is refused: a page is made of .css and .svg files", path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "take it from the project again"
        raise RenderError(f"the stylesheet can’t be read: {error.strerror}", path, hint=hint) from None


def _check_faces(fonts: Any) -> None:
    """Stop if the page used a face that isn't one of the project's, or needs a character that none of them has.

    The engine sees the project's faces only; this guards against an engine that sees more.
    """
    from sixfold.pdf.fonts import derived_families, installed_faces  # noqa: PLC0415

    known = {face.family for face in installed_faces()} | {derived.family for derived in derived_families()}
    collections = {face.family.rpartition(" ")[0] for face in installed_faces() if face.file.endswith(".ttc")}
    for font in fonts:
        if font.missing:
            raise MissingGlyphError("".join(map(chr, sorted(font.missing))))
        if (
            font.family not in known and font.family.rpartition(" ")[0] in collections
        ):  # Noto Sans CJK JP: the page's own lack it
            raise MissingGlyphError(
                "".join(sorted({c for text in font.to_unicode.values() for c in text if c.strip()}))
            )
        if font.family not in known:
            what = f"the engine chose the face {font.family}, which the layout doesn't name"
            raise RenderError(what, hint="run `make doctor`")


@contextmanager
def _log_as_errors() -> Iterator[None]:
    """Turn what the engine logs as a warning or worse, and its wrapped errors, into a RenderError."""
    logger = logging.getLogger("weasyprint")
    keeper = _Keeper(logging.WARNING)
    before, propagates = list(logger.handlers), logger.propagate
    logger.handlers, logger.propagate = [keeper], False
    try:
        yield
    except BaseException as error:  # the engine's fatal errors are no Exceptions
        cause = _own_cause(error)
        if cause is error:
            raise
        raise cause from None
    finally:
        logger.handlers, logger.propagate = before, propagates
    for message in keeper.messages:
        if found := _FAILED_ARTWORK.match(message):
            raise undrawable(Path(unquote(urlsplit(found[1]).path)))
    if keeper.messages:
        raise RenderError("; ".join(dict.fromkeys(keeper.messages)), hint="mend the stylesheet or template it names")


def _own_cause(error: BaseException) -> BaseException:
    """Return the error of ours that the engine wrapped in its own, or *error* itself."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, RenderError | RequirementError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return error


class _Keeper(logging.Handler):
    """Keeps the messages it is given."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
