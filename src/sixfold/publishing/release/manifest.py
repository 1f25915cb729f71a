"""What a release says of itself: its files with their SHA-256, what made them, how complete the catalogs are, who signed."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sixfold import __version__
from sixfold.catalogs import counts, read_catalog
from sixfold.document.extraction import extract
from sixfold.document.house import house_messages
from sixfold.document.model import Document
from sixfold.pdf.fonts import find_font_file, font_version, installed_fonts
from sixfold.project.paths import HOUSE, Project

#: The packages whose versions can change a byte of a PDF.
_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "fonttools", "jinja2", "segno", "python-barcode", "pikepdf")


def make_manifest(project: Project, document: Document, folder: Path) -> dict[str, Any]:
    """Return the manifest of the release of *document* in *folder*. It holds no time and no name of a machine.

    Raises: CatalogError, for a catalog that can't be read.
    """
    return {
        "symbol": document.printed_symbol,
        "slug": document.slug,
        "original": document.original,
        "files": [_file(path, folder) for path in _files(folder)],
        "sources": [_file(path, project.root) for path in _sources(project, document)],
        "catalogs": list(_catalogs(project, document)),
        "tools": _tools(),
        "faces": list(_faces()),
    }


def write_manifest(manifest: Mapping[str, Any]) -> str:
    """Return *manifest* as JSON, the same for the same content."""
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def list_sums(folder: Path) -> str:
    """Return the SHA-256 of each file in *folder* and below, as `sha256sum -c` reads them."""
    lines = (
        (hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(folder).as_posix()) for path in _files(folder)
    )
    return "".join(f"{digest}  {name}\n" for digest, name in lines)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _sources(project: Project, document: Document) -> Iterator[Path]:
    yield project.root / "seeds" / f"{document.slug}.yaml"
    for code in _languages(document):
        yield from (project.catalog(code, domain) for domain in _domains(document, code))


def _languages(document: Document) -> Sequence[str]:
    return [code for code in ("ar", "zh", "en", "fr", "ru", "es") if code != "en" or document.own_language != "en"]


def _domains(document: Document, code: str) -> Iterator[str]:
    if code != document.own_language:
        yield document.slug
    if code != "en":
        yield HOUSE


def _file(path: Path, root: Path) -> dict[str, Any]:
    content = path.read_bytes()
    name = path.relative_to(root).as_posix()
    return {"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _catalogs(project: Project, document: Document) -> Iterator[dict[str, Any]]:
    """Yield coverage and sign-off of each catalog: who translated last, and when, as its header says."""
    messages = {document.slug: extract(document, ""), HOUSE: house_messages()}
    for code in _languages(document):
        for domain in _domains(document, code):
            catalog = read_catalog(project.catalog(code, domain))
            found = counts(catalog, messages[domain])
            yield {
                "language": code,
                "domain": domain,
                "translated": found.translated,
                "fuzzy": found.fuzzy,
                "missing": found.missing,
                "signed_off_by": catalog.header.get("Last-Translator", ""),
                "team": catalog.header.get("Language-Team", ""),
                "revised": catalog.header.get("PO-Revision-Date", ""),
            }


def _tools() -> dict[str, str]:
    from weasyprint.text.ffi import pango  # noqa: PLC0415  (loads the libraries: only where pages are made)

    number = int(pango.pango_version())
    libraries = {"pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}"}
    packages = {name: version(name) for name in _PACKAGES}
    return {"sixfold": __version__, "python": ".".join(platform.python_version_tuple()[:2]), **libraries, **packages}


def _faces() -> Iterator[dict[str, str]]:
    for name, at_least in dict.fromkeys((face.file, face.at_least) for face in installed_fonts()):
        if path := find_font_file(name, at_least):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield {"file": name, "version": font_version(path), "sha256": digest}
