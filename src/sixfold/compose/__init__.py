"""From a document in one language to the HTML of its page: everything that has to be decided is decided here."""

from sixfold.compose.first_page import LAYOUTS
from sixfold.compose.page import Composition, compose, printed_words

__all__ = ["LAYOUTS", "Composition", "compose", "printed_words"]
