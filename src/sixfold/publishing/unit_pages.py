"""The editions in `build/` → the pages on which a unit stands in those that are up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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


def unit_pages(
    project: Project, slugs: Iterable[str], address: str, languages: Sequence[LanguageCode]
) -> Mapping[str, Sequence[UnitPage]]:
    """Return where the unit of *address* stands in each document: in screen editions, and in archive editions that are there."""
    state = BuildState(project)
    found: dict[str, list[UnitPage]] = {}
    for slug, code, name in product(slugs, languages, get_args(EditionName)):
        page = _look_at(project, state, EditionRequest(project.seed(slug), code, edition=name), address)
        if name == "screen" or page.state != "not built":
            found.setdefault(slug, []).append(page)
    return found


def _look_at(project: Project, state: BuildState, request: EditionRequest, address: str) -> UnitPage:
    """Return where the unit of *address* stands in the edition of *request*, as it was made: a proof, with fuzzy translations."""
    path, names = request.pdf(project), (request.language, request.edition)
    if not path.exists():
        return UnitPage(*names, path, "not built")
    settings = product((False, True), repeat=2)
    kinds = (replace(request, is_proof=is_proof, prints_fuzzy=is_fuzzy) for is_proof, is_fuzzy in settings)
    if all(state.up_to_date(kind) is None for kind in kinds):
        return UnitPage(*names, path, "out of date")
    with pikepdf.open(path) as pdf:  # the engine names a destination for each unit after its address
        place = pikepdf.NameTree(pdf.Root.Names.Dests).get(address)
        number = pikepdf.Page(place[0]).index + 1 if place is not None else None
    return UnitPage(*names, path, "up to date", number)
