"""What a release says of itself: its files with their SHA-256, what made them, how complete the catalogs are; for programs, as
JSON, and for people, as a page.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sixfold import __version__
from sixfold.catalogs import Catalog, counts, read_catalog
from sixfold.catalogs.model import Message
from sixfold.document.house import house_messages
from sixfold.document.model import Document
from sixfold.document.units import extract
from sixfold.languages import language
from sixfold.pdf.fonts import find_font_file, font_version, installed_fonts
from sixfold.project.files import digest
from sixfold.project.paths import HOUSE, Project

#: The packages whose versions can change a byte of a PDF.
_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "fonttools", "jinja2", "segno", "python-barcode", "pikepdf")

_USES = {
    "screen": "to read, search and listen to: PDF/A-2a and PDF/UA-1",
    "archive": "to keep, with seed and catalogs inside: PDF/A-3a and PDF/UA-1",
    "press": "to print, in black ink only: PDF/X-4; once more under the name that the press expects",
}


def make_manifest(project: Project, document: Document, folder: Path) -> dict[str, Any]:
    """Return the manifest of the release of *document* in *folder*. It holds no time and no name of a machine.

    Raises: CatalogError, for a catalog that can't be read.
    """
    messages = {document.slug: extract(document, ""), HOUSE: house_messages()}
    used = [
        (code, domain, project.catalog(code, domain))
        for code in ("ar", "zh", "en", "fr", "ru", "es")
        for domain, source in ((document.slug, document.own_language), (HOUSE, "en"))
        if code != source
    ]
    sources = [project.seed(document.slug), *(path for _, _, path in used)]
    catalogs = ((code, domain, read_catalog(path)) for code, domain, path in used)
    fonts = dict.fromkeys((face.file, face.at_least) for face in installed_fonts())
    found = ((name, find_font_file(name, at_least)) for name, at_least in fonts)
    return {
        "symbol": document.printed_symbol,
        "slug": document.slug,
        "original": document.original,
        "files": [_file(path, folder) for path in _files(folder)],
        "sources": [_file(path, project.root) for path in sources],
        "catalogs": [_coverage(code, domain, catalog, messages[domain]) for code, domain, catalog in catalogs],
        "tools": _tools(),
        "fonts": [
            {"file": name, "version": font_version(path), "sha256": _sha256(path)} for name, path in found if path
        ],
    }


def write_manifest(manifest: Mapping[str, Any]) -> str:
    """Return *manifest* as JSON, the same for the same content."""
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def list_sums(folder: Path) -> str:
    """Return the SHA-256 of each file in *folder* and below, as `sha256sum -c` reads them."""
    return "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _file(path: Path, root: Path) -> dict[str, Any]:
    return {"path": path.relative_to(root).as_posix(), "sha256": _sha256(path), "bytes": path.stat().st_size}


def _sha256(path: Path) -> str:
    return digest(path.read_bytes())


def _coverage(code: str, domain: str, catalog: Catalog, messages: Sequence[Message]) -> dict[str, Any]:
    """Return how complete *catalog* is, and who translated last, and when, as its header says."""
    found = counts(catalog, messages)
    return {
        "language": code,
        "domain": domain,
        "translated": found.translated,
        "fuzzy": found.fuzzy,
        "missing": found.missing,
        "last_translator": catalog.header.get("Last-Translator", ""),
        "team": catalog.header.get("Language-Team", ""),
        "revised": catalog.header.get("PO-Revision-Date", ""),
    }


def _tools() -> dict[str, str]:
    from weasyprint.text.ffi import pango  # noqa: PLC0415  (loads the libraries: only where pages are made)

    number = int(pango.pango_version())
    libraries = {"pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}"}
    packages = {name: version(name) for name in _PACKAGES}
    return {"sixfold": __version__, "python": ".".join(platform.python_version_tuple()[:2]), **libraries, **packages}


def write_overview(document: Document, manifest: Mapping[str, Any], templates: Path, findings: tuple[str, ...]) -> str:
    """Return the HTML of the page; *findings* are the notes of preflight, which don't stop a release."""
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    codes = sorted({one["language"] for one in manifest["catalogs"]} | {document.original, "en"})
    return environment.get_template("release.html.j2").render(
        manifest=manifest,
        uses={name: use for name, use in _USES.items() if any(_use(one) == name for one in manifest["files"])},
        files={name: [one for one in manifest["files"] if _use(one) == name] for name in _USES},
        languages={code: language(code) for code in codes},
        findings=findings,
    )


def _use(file: Mapping[str, Any]) -> str:
    return str(file["path"]).partition("/")[0]
