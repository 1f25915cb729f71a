"""Terms: which words the Organization uses in each language, found in texts whatever their endings, and offered to translators."""

from sixfold.catalogs.terms.lookup import TermFinding, check_terms, offer_terms
from sixfold.catalogs.terms.model import Concept, TermBase
from sixfold.catalogs.terms.reading import read_terms

__all__ = ["Concept", "TermBase", "TermFinding", "check_terms", "offer_terms", "read_terms"]
