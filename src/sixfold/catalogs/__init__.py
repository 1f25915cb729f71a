"""Catalogs: read strictly, merged without losing anything, written quietly."""

from sixfold.catalogs.counting import Counts, count_words, counts
from sixfold.catalogs.creating import Domain, creation_date, new_catalog
from sixfold.catalogs.merge import Merged, earlier, merge
from sixfold.catalogs.model import Catalog, Entry, Previous, State
from sixfold.catalogs.reading import read_catalog
from sixfold.catalogs.templates import write_template
from sixfold.catalogs.writing import render, write_catalog

__all__ = [
    "Catalog",
    "Counts",
    "Domain",
    "Entry",
    "Merged",
    "Previous",
    "State",
    "count_words",
    "counts",
    "creation_date",
    "earlier",
    "merge",
    "new_catalog",
    "read_catalog",
    "render",
    "write_catalog",
    "write_template",
]
