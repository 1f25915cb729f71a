"""What a document's PDF has to say, from its seed and house words, for the rules that compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sixfold.catalogs.inline import plain
from sixfold.compose import LAYOUTS
from sixfold.document.loading import load_document, load_house
from sixfold.document.symbols import public_address
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import Project

_NAME = re.compile(rf"(?P<slug>.+)\.(?P<language>{'|'.join(LANGUAGE_CODES)})")
_IMPORT = re.compile(r'@import "(?P<file>[a-z0-9-]+\.css)"')
_LENGTH = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<points>[0-9.]+)pt")


@dataclass(frozen=True)
class Expected:
    """What stands on the page of one edition. `frame_start_pt` is the width of the margins; no text stands in them."""

    slug: str
    language: LanguageCode
    symbols: tuple[str, ...]
    job_number: str
    bar_code: str | None
    sessions: tuple[str, ...]
    date: str
    address: str | None
    page_width_pt: float
    page_height_pt: float
    frame_start_pt: float


def expect(project: Project | None, path: Path) -> Expected | None:
    """Return what the PDF at *path* has to say; None where its name isn't that of an edition (`A-66-398.fr.pdf`).

    Raises: SeedError, CatalogError, for the seed or house words that it would be compared with.
    """
    named = _NAME.fullmatch(path.stem)
    if project is None or named is None or not (seed := project.seed(named["slug"])).exists():
        return None
    code: LanguageCode = named["language"]  # type: ignore[assignment]
    document, house = load_document(seed), load_house(project, code)
    job = document.job[code]
    lengths = _lengths(project.templates, document.layout)
    organs = document.organ
    sessions = (
        house.session(one.value, one.kind.replace("_", "-"), organs[min(place, len(organs) - 1)])
        for place, one in enumerate(document.session)
    )
    has_qr_code = LAYOUTS[document.layout].has_qr_code
    return Expected(
        slug=document.slug,
        language=code,
        symbols=tuple(str(symbol).rstrip("*") for symbol in document.symbol),
        job_number=str(job.number).rstrip("*"),
        bar_code=job.number.bar_code if LAYOUTS[document.layout].has_bar_code else None,
        sessions=tuple(plain(words) for words in sessions),
        date=plain(house.masthead_date(document.date)),
        address=public_address(str(document.symbol[0]), code) if has_qr_code else None,
        page_width_pt=lengths["page-width"],
        page_height_pt=lengths["page-height"],
        frame_start_pt=lengths["frame-start"],
    )


def _lengths(templates: Path, layout: str) -> dict[str, float]:
    """Return the lengths that the stylesheets give in points; those of the layout stand over the general ones."""
    own = templates / "css" / "layouts" / f"{layout}.css"
    imported = [
        own.with_name(name) for name in (_IMPORT.findall(own.read_text(encoding="utf-8")) if own.exists() else ())
    ]
    found: dict[str, float] = {}
    for path in (templates / "css" / "tokens.css", *imported, own):
        for match in _LENGTH.finditer(path.read_text(encoding="utf-8").partition(":root:")[0] if path.exists() else ""):
            found[match["name"]] = float(match["points"])
    return found
