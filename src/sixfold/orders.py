"""Orders: which editions were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.project import Project

if TYPE_CHECKING:  # the models of a document take long to import, and this room is waited for
    from sixfold.document import LanguageCode
    from sixfold.pdf import EditionName


@dataclass(frozen=True)
class Order:
    """One edition that was asked for: of the document in the file `seed`, which is named after it, in one language."""

    seed: Path
    language: LanguageCode
    is_proof: bool = False
    edition: EditionName = "screen"

    @property
    def slug(self) -> str:
        """The document's symbol as a file name."""
        return self.seed.stem

    def pdf(self, project: Project) -> Path:
        """Return where the edition will stand."""
        return project.pdf(self.slug, self.language, self.edition)
