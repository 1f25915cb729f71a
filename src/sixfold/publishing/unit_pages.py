"""The editions in `build/` → the pages on which a unit stands in those that are up to date."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import pikepdf

from sixfold.languages import LanguageCode
from sixfold.pdf.editions import EditionName
from sixfold.project.paths import Project
from sixfold.publishing.build_state import BuildState
from sixfold.publishing.requests import EditionRequest


class UnitPage(NamedTuple):
    """The page, from 1, of `file` on which a unit begins; None where that edition isn't up to date, or doesn't have the unit."""

    language: LanguageCode
    edition: EditionName
    file: Path
    state: Literal["up to date", "out of date", "not built"]
    page: int | None = None


def unit_pages(project: Project, slug: str, address: str, languages: Sequence[LanguageCode]) -> list[UnitPage]:
    """Return where the unit of *address* stands in the screen editions of a document, and in archive editions that are there."""
    state = BuildState(project)
    found: list[UnitPage] = []
    for code in languages:
        for name in get_args(EditionName):
            path = project.pdf(slug, code, name)
            settings = product((False, True), repeat=2)  # an edition may be a proof, and may print fuzzy translations
            requests = (EditionRequest(project.seed(slug), code, one, name, prints_fuzzy=other) for one, other in settings)
            if not path.exists():
                found += [UnitPage(code, name, path, "not built")] if name == "screen" else []
            elif any(state.up_to_date(request) is not None for request in requests):
                found.append(UnitPage(code, name, path, "up to date", _page(path, address)))
            else:
                found.append(UnitPage(code, name, path, "out of date"))
    return found


def _page(path: Path, address: str) -> int | None:
    """Return the page of a unit in the PDF at *path*, in which the engine names a destination for each unit after its address."""
    with pikepdf.open(path) as pdf:
        place = pikepdf.NameTree(pdf.Root.Names.Dests).get(address)
        return pikepdf.Page(place[0]).index + 1 if place is not None else None
