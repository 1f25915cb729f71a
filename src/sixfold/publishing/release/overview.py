"""The page of a release that a person reads: what there is, for whom, and how to see that it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sixfold.document.model import Document
from sixfold.languages import language

_USES = {
    "screen": "to read, search and listen to: PDF/A-2a and PDF/UA-1",
    "archive": "to keep, with seed and catalogs inside: PDF/A-3a and PDF/UA-1",
    "press": "to print, in black ink only: PDF/X-4; once more under the name that the press expects",
}


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
