"""From a document in one language to the HTML of its page: everything that has to be decided is decided here."""

from sixfold.compose.page import LAYOUTS, Composition, compose, document_title, job_line

__all__ = ["LAYOUTS", "Composition", "compose", "document_title", "job_line"]
