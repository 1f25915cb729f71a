"""The screen edition: PDF/A-2a and PDF/UA-1 in one file."""

from __future__ import annotations

from functools import partial
from typing import Any

from sixfold.compose import Metadata
from sixfold.pdf.edition import Edition
from sixfold.pdf.xmp import packet, set_packet


def screen_edition(metadata: Metadata) -> Edition:
    """Return the edition for reading, searching and citing of the document that *metadata* describes."""
    return Edition("screen", {"pdf_variant": "pdf/a-2a"}, amend=partial(describe, metadata, 2))


def describe(metadata: Metadata, part: int, _: Any, pdf: Any) -> None:
    """Give a tagged PDF its metadata, and let a viewer show title and pages as the language wants."""
    set_packet(pdf, packet(metadata, part, pdf.info["Producer"].string))
    if metadata.direction == "rtl":
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"
