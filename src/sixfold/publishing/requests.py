"""What is asked for, what passes between the process that composes pages and those that typeset them, and what became of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.errors import Problem, explain
from sixfold.project.paths import Project

if TYPE_CHECKING:  # these take long to import, and whether there is anything to do is asked first
    from sixfold.document.metadata import Metadata
    from sixfold.languages import LanguageCode
    from sixfold.pdf.editions import EditionName
    from sixfold.pdf.icc_profiles import Profile
    from sixfold.pdf.press import ImpositionSettings


@dataclass(frozen=True)
class PressSettings:
    """How a press edition is wanted, and the printing condition that it is meant for."""

    imposition: ImpositionSettings
    profile: Profile


@dataclass(frozen=True)
class EditionRequest:
    """One edition of the document in the file `seed`, which is named after it; with settings in `press` it is for the press, with
    a language `beside` it has two, side by side, or, if it `has_spreads`, on pages that face each other.

    A draft that `prints_fuzzy` translations, as every proof does, has them in the place of the source text. One that is wanted
    `since` an earlier version marks what changed.
    """

    seed: Path
    language: LanguageCode
    is_proof: bool = False
    edition: EditionName = "screen"
    press: PressSettings | None = None
    prints_fuzzy: bool = False
    beside: LanguageCode | None = None
    since: str | None = None
    has_spreads: bool = False

    @property
    def slug(self) -> str:
        """The document's symbol as a file name."""
        return self.seed.stem

    def pdf(self, project: Project) -> Path:
        """Return the edition's place in `build/`, when it is no press edition."""
        languages = "-".join((*self.languages, *["alternate"] * self.has_spreads))
        path = project.pdf(self.slug, languages, self.edition)
        return path.with_suffix(".redline.pdf") if self.since else path

    @property
    def takes_fuzzy(self) -> bool:
        """Whether fuzzy translations stand in the place of the source text."""
        return self.prints_fuzzy or self.is_proof

    @property
    def languages(self) -> tuple[LanguageCode, ...]:
        """The language, or both."""
        return (self.language, self.beside) if self.beside else (self.language,)

    @property
    def options(self) -> tuple[str, ...]:
        """What is asked for beside the plain edition, in words that an archive edition keeps: `proof`, `beside en`."""
        switches = {"proof": self.is_proof, "fuzzy": self.prints_fuzzy, "alternate": self.has_spreads}
        return (*(name for name, is_on in switches.items() if is_on), *([f"beside {self.beside}"] if self.beside else []))

    def sources(self, project: Project) -> list[Path]:
        """Return the files that the edition is made from: the seed and its catalogs."""
        return [*dict.fromkeys(path for code in self.languages for path in project.sources(self.seed, code))]


@dataclass(frozen=True)
class Failure:
    """Why an edition can't be made. There are no problems if they are reported with another edition of the document."""

    problems: tuple[Problem, ...]
    exit_code: int
    traceback: str = ""

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Return *error* in words for a person."""
        told = explain(error)
        return cls(tuple(told.problems), told.exit_code, "".join(traceback.format_exception(error)))


@dataclass(frozen=True)
class ComposedPage:
    """A page on its way to the engine, with all that its edition needs.

    `untranslated` are the units that are untranslated or fuzzy, `sources` the files that an archive edition carries, by name,
    `press_name` the name that the press expects, `pictures` the hash of each file that the page shows, by its path.
    """

    request: EditionRequest
    html: str
    metadata: Metadata
    untranslated: tuple[str, ...] = ()
    sources: tuple[tuple[str, bytes], ...] = ()
    press_name: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TypesetEdition:
    """A PDF, and the system libraries that it was made with."""

    pdf: bytes
    libraries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cluster:
    """Workers on other machines: the address of their scheduler, and the store that they write to; with none, PDFs are sent.

    `report` is told of each worker that is refused.
    """

    address: str
    store: str
    report: Callable[[Problem], None]


@dataclass(frozen=True)
class Outcome:
    """What became of a request: `paths` hold the edition, unless it failed or, being a draft, `is_withheld`."""

    untranslated: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    is_withheld: bool = False
    is_up_to_date: bool = False
    failure: Failure | None = None

    @property
    def draft_summary(self) -> str:
        """How many units a draft has still to be translated.

        >>> Outcome(("annex.op.5",)).draft_summary
        '1 unit untranslated or fuzzy'
        """
        count = len(self.untranslated)
        return f"{count} {'unit' if count == 1 else 'units'} untranslated or fuzzy"
