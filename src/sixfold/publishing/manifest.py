"""What a release says of itself: its files with their SHA-256, what made them, how complete the catalogs are, and who translated
and revised them; for programs, as JSON, and for people, as a page.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sixfold import __version__
from sixfold.catalogs.marks import queries, revisions
from sixfold.catalogs.model import Catalog, Message, counts
from sixfold.catalogs.po import read_catalog
from sixfold.document.house import house_messages
from sixfold.document.model import Document
from sixfold.document.units import extract
from sixfold.errors import visible
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


def describe_release(project: Project, document: Document, folder: Path, notes: Sequence[str]) -> None:
    """Write manifest.json, index.html and SHA256SUMS of the release of *document* into its *folder*.

    They hold no time and no name of a machine. *notes* of preflight, which don't stop a release, are on the page.

    Raises: CatalogError, for a catalog that can't be read.
    """
    from weasyprint.text.ffi import pango  # noqa: PLC0415  (loads the libraries: only where pages are made)

    messages = {document.slug: extract(document, ""), HOUSE: house_messages()}
    sources = {document.slug: document.own_language, HOUSE: "en"}
    used = [
        (code, domain, project.catalog(code, domain))
        for code in ("ar", "zh", "en", "fr", "ru", "es")
        for domain, source in sources.items()
        if code != source
    ]
    fonts = {(font.file, font.at_least): find_font_file(font.file, font.at_least) for font in installed_fonts()}
    pango_version = int(pango.pango_version())
    manifest = {
        "symbol": document.printed_symbol,
        "slug": document.slug,
        "original": document.original,
        "files": [_file(path, folder) for path in _files(folder)],
        "sources": [_file(path, project.root) for path in (project.seed(document.slug), *(path for _, _, path in used))],
        "catalogs": [_coverage(code, domain, read_catalog(path), messages[domain]) for code, domain, path in used],
        "tools": {
            "sixfold": __version__,
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "pango": f"{pango_version // 10000}.{pango_version // 100 % 100}.{pango_version % 100}",
            **{name: version(name) for name in _PACKAGES},
        },
        "fonts": [
            {"file": name, "version": font_version(path), "sha256": _sha256(path)} for (name, _), path in fonts.items() if path
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    page = _overview(manifest, notes, project.templates)
    (folder / "index.html").write_text(page, encoding="utf-8")
    sums = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]  # for `sha256sum -c`
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _file(path: Path, root: Path) -> dict[str, Any]:
    return {"path": path.relative_to(root).as_posix(), "sha256": _sha256(path), "bytes": path.stat().st_size}


def _sha256(path: Path) -> str:
    return digest(path.read_bytes())


def _coverage(code: str, domain: str, catalog: Catalog, messages: Sequence[Message]) -> dict[str, Any]:
    """Return how complete *catalog* is, who revised it, what is asked; and who translated last, and when, as its header says."""
    found, header = counts(catalog, messages), catalog.header
    marks = [revisions(entry) for one in messages if (entry := catalog.find(one.context, one.text))]
    units = Counter(name for found in marks for name in {mark.by for mark in found})
    asked = [query for query in queries(catalog, messages) if not query.answer]
    return {
        "language": code,
        "domain": domain,
        "translated": found.translated,
        "fuzzy": found.fuzzy,
        "missing": found.missing,
        "last_translator": header.get("Last-Translator", ""),
        "team": header.get("Language-Team", ""),
        "last_change": header.get("PO-Revision-Date", ""),
        "revised": sum(map(bool, marks)),
        "revisers": [{"name": name, "units": number} for name, number in sorted(units.items())],
        "queries": [{"unit": query.message.name, "question": query.question} for query in asked],
    }


def _overview(manifest: Mapping[str, Any], notes: Sequence[str], templates: Path) -> str:
    """Return the HTML of the page for people."""
    loader = FileSystemLoader(templates)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["visible"] = visible  # what people typed can't turn the line around
    files = {use: [one for one in manifest["files"] if one["path"].startswith(f"{use}/")] for use in _USES}
    uses = {use: purpose for use, purpose in _USES.items() if files[use]}
    return environment.get_template("release.html.j2").render(manifest=manifest, uses=uses, files=files, findings=notes)
