"""What a page can't have → where it stands: a character that no face has in its lines, anything else in its document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sixfold.errors import MissingGlyphError, Problem, RenderError
from sixfold.project.paths import HOUSE, Project

#: Places that a person is told; a text in another script has the characters everywhere.
_MOST = 12


def locate(project: Project, seed: Path, language: str, error: RenderError) -> RenderError:
    """Return *error* with its places in the *seed* and the catalogs, or with the seed alone where these aren't known."""
    if isinstance(error, MissingGlyphError):
        return _locate_characters(project, seed, language, error)
    error.problems = [problem if problem.path else replace(problem, path=seed) for problem in error.problems]
    return error


def _locate_characters(project: Project, seed: Path, language: str, error: MissingGlyphError) -> MissingGlyphError:
    """Return *error* with each line of the seed and the catalogs that has one of its characters."""
    places = (seed, project.catalog(language, seed.stem), project.catalog(language, HOUSE))
    hint = error.problems[0].hint
    found = [
        Problem(error.problems[0].what, path, number, hint)
        for path in places
        if path.exists()
        for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1)
        if any(character in line for character in error.characters) and not line.startswith("msgid")
    ]
    if len(found) > _MOST:
        found[_MOST:] = [Problem(f"… and in {len(found) - _MOST} more lines", hint="look for it in the whole file")]
    error.problems = found or error.problems
    return error
