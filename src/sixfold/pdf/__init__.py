"""Editions: what each asks of the engine, and what is amended in its PDF. One module an edition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sixfold.compose import Metadata
from sixfold.pdf.archive import archive_edition
from sixfold.pdf.edition import PLAIN, Edition
from sixfold.pdf.screen import screen_edition

__all__ = ["PLAIN", "Edition", "EditionName", "archive_edition", "make_edition", "screen_edition"]

EditionName = Literal["screen", "archive"]


def make_edition(name: EditionName, metadata: Metadata, sources: Sequence[Path] = ()) -> Edition:
    """Return the edition *name* of the document that *metadata* describes and that was made from the files *sources*."""
    if name == "archive":
        return archive_edition(metadata, sources)
    return screen_edition(metadata)
