"""Which edition is meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sixfold.metadata import Metadata
from sixfold.pdf.archive import archive_edition
from sixfold.pdf.edition import Edition
from sixfold.pdf.screen import screen_edition

EditionName = Literal["screen", "archive"]


def make_edition(name: EditionName, metadata: Metadata, sources: Sequence[Path] = ()) -> Edition:
    """Return the edition *name* of the document that *metadata* describes and that was made from the files *sources*."""
    if name == "archive":
        return archive_edition(metadata, sources)
    return screen_edition(metadata)
