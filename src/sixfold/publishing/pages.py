"""What passes between the process that composes pages and those that typeset them, and what becomes of a request in the end."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from sixfold.document.metadata import Metadata
from sixfold.errors import Problem, explain
from sixfold.publishing.requests import EditionRequest


@dataclass(frozen=True)
class Failure:
    """Why an edition can't be made. There are no problems if they are told with another edition of the document."""

    problems: tuple[Problem, ...]
    exit_code: int
    traceback: str = ""

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Return *error* in words for a person."""
        told = explain(error)
        return cls(tuple(told.problems), told.exit_code, "".join(traceback.format_exception(error)))

    @property
    def untold(self) -> Failure:
        """The same, told already."""
        return Failure((), self.exit_code)


@dataclass(frozen=True)
class ComposedPage:
    """A page on its way to the engine, with all that its edition needs.

    `untranslated` are the units that print the source text, `sources` the files that an archive edition carries, by name,
    `press_name` the name that the press expects.
    """

    request: EditionRequest
    html: str
    metadata: Metadata
    untranslated: tuple[str, ...] = ()
    sources: tuple[tuple[str, bytes], ...] = ()
    press_name: str = ""


@dataclass(frozen=True)
class CompositionFailure:
    """A request whose page can't be composed."""

    request: EditionRequest
    failure: Failure


@dataclass(frozen=True)
class TypesetEdition:
    """A PDF, and the system libraries that it was made with."""

    pdf: bytes
    libraries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a request: `paths` hold the edition, unless it failed or, being a draft, `is_withheld`."""

    untranslated: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    is_withheld: bool = False
    is_up_to_date: bool = False
    failure: Failure | None = None
