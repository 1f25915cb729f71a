"""Editions: what each asks of the engine, and what is amended in its PDF. One module an edition."""

from sixfold.pdf.archive import archive_edition
from sixfold.pdf.choice import EditionName, make_edition
from sixfold.pdf.edition import PLAIN, Edition
from sixfold.pdf.screen import screen_edition
from sixfold.pdf.streams import pack_streams

__all__ = ["PLAIN", "Edition", "EditionName", "archive_edition", "make_edition", "pack_streams", "screen_edition"]
