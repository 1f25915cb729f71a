"""From a document in one language to the HTML of its page: everything that has to be decided is decided here."""

from sixfold.compose.page import LAYOUTS, Composition, compose, document_title, job_line, printed_words
from sixfold.metadata import Metadata

__all__ = ["LAYOUTS", "Composition", "Metadata", "compose", "document_title", "job_line", "printed_words"]
