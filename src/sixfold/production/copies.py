"""What passes between the processes that make editions."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from sixfold.cli import explained
from sixfold.errors import Problem
from sixfold.metadata import Metadata
from sixfold.orders import Order


@dataclass(frozen=True)
class Failure:
    """Why an edition can't be made. There are no problems, if they were told with another edition of the document."""

    problems: tuple[Problem, ...]
    exit_code: int
    traceback: str = ""

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Return *error* in words that pass between processes."""
        told = explained(error)
        return cls(tuple(told.problems), told.exit_code, "".join(traceback.format_exception(error)))

    @property
    def untold(self) -> Failure:
        """The same, told already."""
        return Failure((), self.exit_code)


@dataclass(frozen=True)
class Copy:
    """A composed page on its way to the engine: what it says and what is said of it, and which texts aren't translated."""

    order: Order
    html: str
    metadata: Metadata
    untranslated: tuple[str, ...]


@dataclass(frozen=True)
class Spoilt:
    """An edition that couldn't be composed."""

    order: Order
    failure: Failure


@dataclass(frozen=True)
class Outcome:
    """What became of an order: the edition stands there, unless it failed or, being a draft, `is_withheld`."""

    untranslated: tuple[str, ...] = ()
    is_withheld: bool = False
    is_up_to_date: bool = False
    failure: Failure | None = None
