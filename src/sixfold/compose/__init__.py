"""From a document in one language to the HTML of its page: everything that has to be decided is decided here."""

from sixfold.compose.first_page import job_line
from sixfold.compose.layouts import LAYOUTS
from sixfold.compose.page import Composition, compose, printed_words
from sixfold.document.metadata import Metadata

__all__ = ["LAYOUTS", "Composition", "Metadata", "compose", "job_line", "printed_words"]
