"""What is asked for: one edition of one document in one language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sixfold.project.paths import Project

if TYPE_CHECKING:  # these take long to import, and whether there is anything to do is asked first
    from sixfold.languages import LanguageCode
    from sixfold.pdf.icc_profiles import Profile
    from sixfold.pdf.press import ImpositionSettings


@dataclass(frozen=True)
class PressSettings:
    """How a press edition is wanted, and the printing condition that it is meant for."""

    imposition: ImpositionSettings
    profile: Profile


@dataclass(frozen=True)
class EditionRequest:
    """One edition of the document in the file `seed`, which is named after it. A press edition has its settings in `press`."""

    seed: Path
    language: LanguageCode
    is_proof: bool = False
    edition: Literal["screen", "archive", "press"] = "screen"
    press: PressSettings | None = None

    @property
    def slug(self) -> str:
        """The document's symbol as a file name."""
        return self.seed.stem

    def pdf(self, project: Project) -> Path:
        """Return the edition's place in `build/`, when it is no press edition."""
        return project.pdf(self.slug, self.language, self.edition)
