"""Editions: what each asks of the engine, and what is amended in its PDF; `xmp` writes the metadata."""

from sixfold.pdf.editions.edition import (
    PLAIN,
    Edition,
    EditionName,
    archive_edition,
    make_edition,
    pack_streams,
    read_sources,
    screen_edition,
)

__all__ = [
    "PLAIN",
    "Edition",
    "EditionName",
    "archive_edition",
    "make_edition",
    "pack_streams",
    "read_sources",
    "screen_edition",
]
