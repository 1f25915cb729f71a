"""From HTML to PDF: what knows WeasyPrint (`patches` and `tagging` change it).

While a page is made, nothing is fetched and no file is opened but stylesheets and artwork of the project and the fonts that the
layout names. What the engine would only log (an ignored rule, a picture it can't read) stops the work here.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from sixfold.errors import MissingGlyphError, RenderError, RequirementError
from sixfold.pdf import tagging
from sixfold.pdf.editions import PLAIN, Edition, pack_streams
from sixfold.pdf.engine import patches
from sixfold.pdf.engine.importing import DECLARED_HERE, stand_ins
from sixfold.pdf.engine.layout_check import check_pages
from sixfold.pdf.engine.png_safety import read_png
from sixfold.pdf.engine.svg_safety import read_svg, undrawable
from sixfold.pdf.fonts import KASHIDA, LONG_KASHIDA, FontFolders, FontSet, derived_families, installed_fonts
from sixfold.project.process import gc_paused

#: What the engine logs where it fails with an SVG file.
_FAILED_ARTWORK = re.compile(r"Failed to (?:render SVG image|load image at) '?(file:[^\s']+\.svg)")

#: What the HTML has whose pages are laid out in pairs. Text can't have it: its quotation marks are escaped.
_SPREADS = '<main class="spreads'


@dataclass
class Engine:
    """A typesetting engine that can be used again: it loads the library, the fonts and each stylesheet only once.

    *templates* is the folder that links in the HTML are relative to, *fonts* the one of `fonts.prepare_fonts`.
    """

    templates: Path
    fonts: Path
    _pictures: frozenset[str] = frozenset()
    _fonts: dict[FontSet, Any] = field(default_factory=dict)
    _styles: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)

    def load_fonts(self, language: str) -> None:
        """Load the usual fonts of *language*, so that the first page need not wait for them. After this no process must be forked.

        Pango 1.56 looks for fonts in a thread, which a fork leaves behind: a process that was forked after it waited for ever.
        """
        self._take_fonts(FontSet.usual(language))

    def render(self, html: str, edition: Edition = PLAIN) -> bytes:
        """Return the PDF of *html*, written and amended as *edition* asks. The same HTML and edition give the same bytes.

        Raises: RenderError, when anything isn't as the layout asks; RequirementError, when a system library is missing.
        """

        def finish(document: Any, pdf: Any) -> None:
            _check_fonts(document.fonts.values())
            if _SPREADS in html:
                pdf.catalog["PageLayout"] = "/TwoPageLeft"
            edition.amend(document, pdf)
            pack_streams(pdf)

        document = self.lay_out_checked(html)
        with _log_as_errors(self._styles):
            for page in document.pages:  # the engine links what stands in a link once more
                page.links = [link for link in page.links if link[-1].element_tag == "a"]
            pdf: bytes = document.write_pdf(finisher=finish, **edition.options)
            return pdf

    def lay_out_checked(self, html: str, lay_out: Callable[[str], Any] | None = None) -> Any:
        """Return the engine's document of *html*, laid out, by *lay_out* where it is given, and found fit to print.

        Raises: as `render`.
        """
        if typed := {KASHIDA, LONG_KASHIDA}.intersection(html):
            raise MissingGlyphError("".join(sorted(typed)))
        with _log_as_errors(self._styles):
            document = (lay_out or self.lay_out)(html)
            check_pages(document.pages, html.count('class="footnote"'))
            return document

    def lay_out(self, html: str) -> Any:
        """Return the engine's document of *html*, laid out and not yet looked at."""
        source, settings = self.parse(html)
        document = source.render(**settings)
        if _SPREADS in html:
            from sixfold.pdf.engine.spreads import part_spreads  # noqa: PLC0415  (few ask for them)

            part_spreads(document)
        return document

    def parse(self, html: str) -> tuple[Any, dict[str, Any]]:
        """Return *html* as the engine reads it, and what it is rendered with."""
        fonts = self._take_fonts(self._folders.choose(html, self.templates))
        from weasyprint.css.counters import CounterStyle  # noqa: PLC0415

        base_url = self.templates.resolve().as_uri() + "/"
        source = load_weasyprint().HTML(string=html, base_url=base_url, url_fetcher=self._fetcher)
        self._pictures = frozenset(img.get("src") for img in source.etree_element.iter("img") if img.get("class") == "picture")
        head = source.etree_element.find("head")
        links = head.findall("link[@rel='stylesheet']")
        for link in links:
            head.remove(link)
        urls = tuple(urljoin(source.base_url, link.get("href")) for link in links)
        if urls not in self._styles:  # each stylesheet is read only once: −8 % when warm
            found = {"counter_style": CounterStyle(), "color_profiles": {}}
            rules = {"matcher": load_weasyprint().cssselect2.Matcher(), "page_rules": [], "layers": []}
            common = found | rules | {"font_config": fonts}
            with _log_as_errors(self._styles):  # a stylesheet with a mistake must not be kept: the next page would not hear of it
                sheets = [load_weasyprint().CSS(url=url, url_fetcher=self._fetcher, **common) for url in urls]
            self._styles[urls] = found | {"stylesheets": sheets[-1:]}  # which has the rules of all
        return source, {"font_config": fonts, **self._styles[urls]}

    @cached_property
    def _folders(self) -> FontFolders:
        return FontFolders(self.fonts)

    def _take_fonts(self, font_set: FontSet) -> Any:
        """Return the engine's view of the fonts of *font_set*."""
        load_weasyprint()  # quickly, before anything else imports it
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        if font_set not in self._fonts:
            os.environ["FONTCONFIG_FILE"] = str(self._folders.fontconfig(font_set))
            self._fonts[font_set] = FontConfiguration()
        return self._fonts[font_set]

    @cached_property
    def _fetcher(self) -> Any:
        """What opens stylesheets and pictures below the templates, and the page's own pictures; RenderError for another address."""
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

        templates = self.templates.resolve()

        engine = self

        class ProjectFetcher(URLFetcher):  # type: ignore[misc]
            def fetch(self, url: str, headers: Any = None) -> Any:
                parts = urlsplit(url)
                path = Path(unquote(parts.path)).resolve()
                is_ours = path.is_relative_to(templates) or url in engine._pictures
                if parts.scheme != "file" or parts.netloc or not is_ours:
                    what = f"the address {url} is refused: pages are made of the project's own files"
                    raise RenderError(what, hint="name a file in templates/")
                if path.suffix == ".svg":
                    return URLFetcherResponse(url, read_svg(path), {"Content-Type": "image/svg+xml"})
                if path.suffix == ".png" and url in engine._pictures:
                    # under another name: of a file the engine would read the dots again, as they are in it
                    return URLFetcherResponse("checked:" + url, read_png(path), {"Content-Type": "image/png"})
                if path.suffix != ".css":
                    raise RenderError(f"the file {path.name} is refused: a page is made of .css and .svg files", path)
                try:
                    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "text/css"})
                except OSError as error:
                    hint = "take it from the project again"
                    raise RenderError(f"the stylesheet can’t be read: {error.strerror}", path, hint=hint) from None

        return ProjectFetcher(fail_on_errors=True)


@cache
def load_weasyprint() -> Any:
    """Return the library, changed to what pages need. It takes 0.2 s, and doesn't look for fonts yet.

    Raises: RequirementError, when a system library is missing.
    """
    try:
        with gc_paused(), stand_ins():  # with the collector paused a cold run takes two thirds of the time (measured)
            import weasyprint  # noqa: PLC0415  (it needs Pango: only for who renders)
    except OSError as error:
        name = str(error).partition("'")[2].partition("'")[0] or str(error)
        raise RequirementError(f"the library {name} is missing", hint="`make doctor` says what to install") from error
    weasyprint.text.ffi.ffi.cdef(DECLARED_HERE)  # for where somebody else has imported the engine before
    patches.install()
    tagging.install()
    return weasyprint


def _check_fonts(fonts: Iterable[Any]) -> None:
    """Stop if the page used a font that isn't one of the project's, or needs a character that none of them has.

    The engine sees the project's fonts only; this guards against an engine that sees more.
    """
    known = {font.family for font in installed_fonts()} | {derived.family for derived in derived_families()}
    collections = {font.family.rpartition(" ")[0] for font in installed_fonts() if font.file.endswith(".ttc")}
    for font in fonts:
        if font.missing:
            raise MissingGlyphError("".join(map(chr, sorted(font.missing))))
        if font.family in known:
            continue
        if font.family.rpartition(" ")[0] in collections:  # Noto Sans CJK JP: the page's own fonts lack the character
            raise MissingGlyphError("".join(sorted({c for text in font.to_unicode.values() for c in text if c.strip()})))
        what = f"the engine chose the font {font.family}, which the layout doesn't name"
        raise RenderError(what, hint="run `make doctor`")


@contextmanager
def _log_as_errors(stylesheets: dict[Any, Any]) -> Iterator[None]:
    """Turn what the engine logs as a warning or worse, and its wrapped errors, into a RenderError.

    Of a mistake in a stylesheet it tells only once: then *stylesheets* are forgotten, so that the next page hears of it, too.
    """
    logger = logging.getLogger("weasyprint")
    kept = BufferingHandler(sys.maxsize)
    kept.setLevel(logging.WARNING)
    before, propagates = list(logger.handlers), logger.propagate
    logger.handlers, logger.propagate = [kept], False
    try:
        yield
    except BaseException as error:  # the engine's fatal errors are no Exceptions
        cause: BaseException | None = error
        while cause and not isinstance(cause, RenderError | RequirementError):
            cause = cause.__cause__ or cause.__context__
        if cause in (error, None):
            raise
        raise cause from None
    finally:
        logger.handlers, logger.propagate = before, propagates
        if kept.buffer:
            stylesheets.clear()
    messages = [record.getMessage() for record in kept.buffer]
    for message in messages:
        if found := _FAILED_ARTWORK.match(message):
            raise undrawable(Path(unquote(urlsplit(found[1]).path)))
    if messages:
        raise RenderError("; ".join(dict.fromkeys(messages)), hint="mend the stylesheet or template it names")
