"""Composed pages → PDFs: what the workers do. They need nothing of the project but its templates and fonts."""

from __future__ import annotations

import sys
import zlib
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import sixfold
from sixfold import __version__
from sixfold.errors import RequirementError
from sixfold.pdf.editions import PLAIN, make_edition
from sixfold.pdf.engine import Engine, load_weasyprint
from sixfold.pdf.fonts import find_font_file, font_version, installed_fonts
from sixfold.project.files import Hashes, digest_file, digest_values, hash_folder
from sixfold.project.process import gc_postponed
from sixfold.publishing.requests import ComposedPage, TypesetEdition

#: What decides where letters stand and how they look.
_ENGINE_LIBRARIES = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype", "libfribidi")

#: The packages whose versions can change a byte of a page.
PACKAGES = ("weasyprint", "pydyf", "tinycss2", "fonttools", "jinja2", "segno", "pyphen", "pillow")

#: The parts of this program that can.
_PAGE_MAKERS = ("catalogs", "compose", "data", "document", "languages", "pdf")

with suppress(RequirementError):  # raised again when a page is to be set; whoever imports this module is about to
    load_weasyprint()


def typeset(page: ComposedPage, templates: Path, fonts: Path) -> TypesetEdition:
    """Return the edition that *page* was composed for.

    Raises: RenderError, when it can't be made as the layout asks; RequirementError, when a system library is missing.
    """
    with gc_postponed():
        engine, request = _engine(templates, fonts), page.request
        if request.press:
            from sixfold.pdf.press import make_press_edition  # noqa: PLC0415  (pikepdf: 90 ms)

            plain = engine.render(page.html, PLAIN)
            return TypesetEdition(make_press_edition(plain, request.press.imposition, request.press.profile), loaded_libraries())
        metadata = page.metadata
        if request.edition == "archive":
            metadata = replace(metadata, options=request.options, made_with=made_with(templates, metadata.language))
        return TypesetEdition(engine.render(page.html, make_edition(request.edition, metadata, page.sources)), loaded_libraries())


def load_engine(templates: Path, fonts: Path, language: str) -> None:
    """Load the engine and the usual fonts of *language*, while the first page is still being composed."""
    _engine(templates, fonts).load_fonts(language)


@cache
def made_with(templates: Path, code: str) -> tuple[str, ...]:
    """Return name and version of all that decides the bytes of an edition in the language *code*, beside what is attached to it.

    One version of this program may have several states, and its templates may be changed: their hash stands beside the version.
    """
    hashes = Hashes()
    program = Path(sixfold.__file__).parent
    own = [hash_folder(folder, hashes) for folder in (templates, *(program / name for name in _PAGE_MAKERS))]
    files = ((font.file, find_font_file(font.file, font.at_least)) for font in installed_fonts() if code in font.languages)
    return (
        f"Sixfold {__version__}-{digest_values(own)[:12]}",
        *(f"{name} {version(name)}" for name in PACKAGES),
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
        *(Path(path).name.replace(".so.", " ", 1) for path in loaded_libraries()),
        *(f"{name} {font_version(path)}-{digest_file(path)[:12]}" for name, path in files if path),
    )


@cache
def _engine(templates: Path, fonts: Path) -> Engine:
    return Engine(templates, fonts)


@cache
def loaded_libraries() -> tuple[str, ...]:
    """Return the engine's own system libraries as this process has loaded them, in a stable order; none where /proc doesn't tell.

    Others may be loaded, too, by who else works in this process (Pillow brings a FreeType); they have no part in a page.
    """
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    loaded = map(Path, {line.split(maxsplit=5)[5] for line in lines if line.count("/")})
    of_engine = (path for path in loaded if path.name.startswith(_ENGINE_LIBRARIES))
    return tuple(sorted(str(path) for path in of_engine if not path.is_relative_to(sys.prefix)))
