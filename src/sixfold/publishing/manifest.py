"""What a release and a hand-over say of themselves, for programs, as JSON, and for people, as a page.

A release: its files with their SHA-256, what made them, how complete the catalogs are, and who translated and revised them; a
hand-over of one language: its editions and catalogs, and what isn't whole.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sixfold import __version__
from sixfold.catalogs.coverage import Coverage, measure_coverage
from sixfold.catalogs.po import read_catalog
from sixfold.document.house import house_messages
from sixfold.document.model import Document
from sixfold.document.pictures import picture_files
from sixfold.document.units import extract
from sixfold.errors import visible
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.pdf.fonts import find_font_file, font_version, installed_fonts
from sixfold.project.files import digest_file
from sixfold.project.paths import HOUSE, Project
from sixfold.publishing.released import Released, fingerprints

_USES = {
    "screen": "to read, search and listen to: PDF/A-2a and PDF/UA-1",
    "archive": "to keep, with seed and catalogs inside: PDF/A-3a and PDF/UA-1",
    "press": "to print, in black ink only: PDF/X-4; once more under the name that the press expects",
}


@dataclass(frozen=True)
class ReleaseParts:
    """What a release is put together from: files that were `made` now, each with its language, and a `former` release.

    `notes` of preflight, each with its language, don't stop a release and are on its page.
    """

    made: Mapping[Path, LanguageCode]
    notes: Sequence[tuple[LanguageCode, str]]
    former: Released | None = None


def describe_release(project: Project, document: Document, folder: Path, parts: ReleaseParts) -> None:
    """Write manifest.json, index.html and SHA256SUMS of the release of *document* into its *folder*.

    They hold no time and no name of a machine. What the manifest of the former release says of languages that were not made now
    stays.

    Raises: CatalogError, for a catalog that can't be read.
    """
    messages = {document.slug: extract(document, ""), HOUSE: house_messages()}
    sources = {document.slug: document.own_language, HOUSE: "en"}
    seed = project.seed(document.slug)
    shown = [(code, seed.parent / name) for code in parts.made.values() for name in picture_files(document, code)]
    former, codes = parts.former, [code for code in LANGUAGE_CODES if code in parts.made.values()]
    kept = [code for code in former.languages if code not in codes] if former else []
    used = [(code, one, project.catalog(code, one)) for code in codes for one, source in sources.items() if code != source]
    manifest: dict[str, Any] = {
        "symbol": document.printed_symbol,
        "slug": document.slug,
        "original": document.original,
        "languages": [fingerprints(project, document, code) for code in codes],
        "files": [_file(path, folder) | {"language": code} for path, code in parts.made.items()],
        "sources": [_file(seed, project.root) | {"language": code} for code in codes]
        + [_file(path, project.root) | {"language": code} for code, _, path in used]
        + [_file(path, project.root) | {"language": code} for code, path in dict.fromkeys(shown)],
        "catalogs": [asdict(measure_coverage(code, domain, read_catalog(path), messages[domain])) for code, domain, path in used],
        "notes": [{"language": code, "what": what} for code, what in parts.notes],
        "made_with": [{"languages": codes} | _programs()],
    }
    for part in ("languages", "files", "sources", "catalogs"):
        found = [*manifest[part], *(former.of(part, kept) if former else ())]
        manifest[part] = sorted(found, key=lambda one: (one.get("path", ""), LANGUAGE_CODES.index(one["language"])))
    if former:
        manifest["made_with"] = _joined(manifest["made_with"], former.manifest["made_with"], kept)
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    page = _overview(manifest, project.templates)
    (folder / "index.html").write_text(page, encoding="utf-8")
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of each file of *folder* into its SHA256SUMS, for `sha256sum -c`."""
    sums = [f"{digest_file(path)}  {path.relative_to(folder).as_posix()}\n" for path in sorted(folder.rglob("*")) if path.is_file()]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def page_template(templates: Path, name: str) -> Template:
    """Return the template of a page for people, `release` or `handover`; what people typed can't turn its lines around."""
    loader = FileSystemLoader(templates)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["visible"] = visible
    return environment.get_template(f"{name}.html.j2")


def _programs() -> dict[str, Any]:
    """Return the versions of the tools and fonts that make editions here and now."""
    from weasyprint.text.ffi import pango  # noqa: PLC0415  (loads the libraries: only where pages are made)

    from sixfold.publishing.typesetting import PACKAGES  # noqa: PLC0415  (loads them, too)

    fonts = {(font.file, font.at_least): find_font_file(font.file, font.at_least) for font in installed_fonts()}
    number = int(pango.pango_version())
    tools = {
        "sixfold": __version__,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
        **{name: version(name) for name in (*PACKAGES, "pikepdf")},
    }
    found = [(name, path) for (name, _), path in fonts.items() if path]
    used = [{"file": name, "version": font_version(path), "sha256": digest_file(path)} for name, path in found]
    return {"tools": tools, "fonts": used}


def _joined(new: Sequence[dict[str, Any]], former: Sequence[dict[str, Any]], kept: Sequence[str]) -> list[dict[str, Any]]:
    """Return what made the languages, those together that the same tools and fonts made; of *former* ones only the *kept*."""
    left = [one | {"languages": [code for code in one["languages"] if code in kept]} for one in former]
    groups: list[dict[str, Any]] = []
    for one in (*new, *left):
        same = next((group for group in groups if (group["tools"], group["fonts"]) == (one["tools"], one["fonts"])), None)
        if same:
            same["languages"] = [code for code in LANGUAGE_CODES if code in {*same["languages"], *one["languages"]}]
        elif one["languages"]:
            groups.append(one)
    return groups


def _file(path: Path, root: Path) -> dict[str, Any]:
    return {"path": path.relative_to(root).as_posix(), "sha256": digest_file(path), "bytes": path.stat().st_size}


def _overview(manifest: Mapping[str, Any], templates: Path) -> str:
    """Return the HTML of the page for people."""
    files = {use: [one for one in manifest["files"] if one["path"].startswith(f"{use}/")] for use in _USES}
    uses = {use: purpose for use, purpose in _USES.items() if files[use]}
    names = {code: language(code).english_name for code in LANGUAGE_CODES}
    released = sorted(names[one["language"]] for one in manifest["languages"])
    missing = sorted(set(names.values()) - set(released))
    template = page_template(templates, "release")
    return template.render(manifest=manifest, uses=uses, files=files, released=released, missing=missing, names=names)


# ---- a hand-over ----


@dataclass(frozen=True)
class Handover:
    """What a hand-over tells of a document in one language.

    `editions` have `path`, or `reason` where there is none, and `draft` with what a draft lacks; `findings` are as a
    report of checks has them, in JSON.
    """

    document: Document
    language: LanguageCode
    editions: Sequence[Mapping[str, str]]
    catalogs: Sequence[Coverage]
    findings: Sequence[Mapping[str, Any]]

    def gaps(self) -> Iterator[str]:
        """Yield what isn't whole, in the order in which it is mended."""
        for one in self.catalogs:
            left = one.fuzzy + one.missing
            if left and one.domain != HOUSE:
                yield f"{left} of {one.units} units have no translation that is decided: {one.missing} missing, {one.fuzzy} fuzzy"
        for edition in self.editions:
            if edition["reason"]:
                yield f"no {edition['name']} edition: {edition['reason']}"
            elif edition["draft"]:
                yield f"the {edition['name']} edition is a draft: {edition['draft']}"
        count = sum(one["severity"] != "note" for one in self.findings)
        if count:
            yield f"{count} {'finding' if count == 1 else 'findings'} of checks to be fixed or waived"
        asked = sum(len(one.queries) for one in self.catalogs)
        if asked:
            yield f"{asked} {'query' if asked == 1 else 'queries'} to the author without an answer"


def describe_handover(handover: Handover, folder: Path, templates: Path) -> list[str]:
    """Write handover.json, index.html and SHA256SUMS into *folder*, and return what isn't whole."""
    gaps = list(handover.gaps())
    account = {
        "symbol": handover.document.printed_symbol,
        "slug": handover.document.slug,
        "language": handover.language,
        "is_whole": not gaps,
        "gaps": gaps,
        "editions": handover.editions,
        "catalogs": [asdict(one) for one in handover.catalogs],
        "findings": handover.findings,
    }
    (folder / "handover.json").write_text(json.dumps(account, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    catalogs = sorted(path.relative_to(folder).as_posix() for path in folder.glob("catalogs/*.po"))
    name = language(handover.language).english_name
    page = page_template(templates, "handover").render(account=account, name=name, files=catalogs)
    (folder / "index.html").write_text(page, encoding="utf-8")
    write_sums(folder)
    return gaps
