"""Composed pages → PDFs in their place, and the note that they are up to date."""

from __future__ import annotations

from sixfold.errors import RenderError
from sixfold.faces import prepare_faces
from sixfold.files import write_atomically
from sixfold.freshness import Memory
from sixfold.missing_glyphs import locate
from sixfold.pdf import make_edition
from sixfold.production.copies import Copy, Failure, Outcome, Spoilt
from sixfold.project import Project
from sixfold.render import Engine


class Printer:
    """Prints copies of one project; with *is_strict* no draft."""

    def __init__(self, project: Project, memory: Memory, *, is_strict: bool) -> None:
        """Load the engine, before processes are forked: they share it."""
        self._project = project
        self._memory = memory
        self._is_strict = is_strict
        self._engine = Engine(project.templates, prepare_faces(project.build))
        self._engine.load()

    def load_faces(self) -> None:
        """Load the faces, too, in a process that prints by itself."""
        self._engine.load_faces()

    def print(self, copy: Copy | Spoilt) -> Outcome:
        """Return what became of *copy*."""
        if isinstance(copy, Spoilt):
            return Outcome(failure=copy.failure)
        if self._is_strict and copy.untranslated:
            return Outcome(copy.untranslated, is_withheld=True)
        try:
            self._print(copy)
        except Exception as error:  # whatever it is, the others are printed
            return Outcome(copy.untranslated, failure=Failure.of(error))
        return Outcome(copy.untranslated)

    def _print(self, copy: Copy) -> None:
        order = copy.order
        edition = make_edition(order.edition, copy.metadata, self._project.sources(order.seed, order.language))
        try:
            pdf = self._engine.render(copy.html, edition)
        except RenderError as error:
            raise locate(self._project, order.seed, order.language, error) from None
        write_atomically(order.pdf(self._project), pdf)
        self._memory.remember(order, pdf, copy.untranslated)
