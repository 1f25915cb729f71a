"""The pictures of a document: which files its figures name, and whether they lie beside its seed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sixfold.document.model import Document, Figure
from sixfold.document.units import TextPath, located_texts, node_at
from sixfold.document.yaml_nodes import find_line
from sixfold.errors import Problem
from sixfold.languages import LANGUAGE_CODES


def located_figures(document: Document) -> Iterator[tuple[TextPath, Figure]]:
    """Yield the figures of *document* in reading order, each with its path; each has words for who can't see it."""
    for path, _ in located_texts(document):
        if path[-1] == "alternative" and isinstance(figure := node_at(document, path[:-1]), Figure):
            yield path[:-1], figure


def picture_files(document: Document, language: str) -> tuple[str, ...]:
    """Return the files of the pictures in the edition of *language*, from the folder of the seed, each once."""
    return tuple(dict.fromkeys(figure.picture[language] for _, figure in located_figures(document)))


def misplaced_pictures(document: Document, tree: Any, path: Path) -> Iterator[Problem]:
    """Yield each picture that isn't a file in the folder of the seed at *path*, whose nodes are *tree*, or below."""
    folder = path.resolve().parent
    for location, figure in located_figures(document):
        for code, name in ((code, figure.picture[code]) for code in LANGUAGE_CODES):
            _, line = find_line((*location, "picture", code), tree)
            place = (folder / name).resolve()
            if not place.is_relative_to(folder):
                yield Problem(f"the picture {name} is a link out of the folder of the seed", path, line, "copy the file there")
            elif not place.is_file():
                yield Problem(f"the picture {name} isn’t there", path, line, f"put it in {path.parent}/, or correct its name")
