"""Catalogs: read strictly, merged without losing anything, written quietly."""

from sixfold.catalogs.conflicts import conflict_lines
from sixfold.catalogs.correcting import NO_CORRECTION, Correction
from sixfold.catalogs.counting import Counts, count_words, counts
from sixfold.catalogs.creating import Domain, creation_date, new_catalog
from sixfold.catalogs.merge import Merged, earlier, merge
from sixfold.catalogs.model import Catalog, Entry, Previous, State
from sixfold.catalogs.reading import read_catalog
from sixfold.catalogs.strict import check_catalog_text, msgfmt_accepts
from sixfold.catalogs.templates import is_template, write_template
from sixfold.catalogs.threeway import Reconciled, reconcile
from sixfold.catalogs.writing import render, write_catalog

__all__ = [
    "NO_CORRECTION",
    "Catalog",
    "Correction",
    "Counts",
    "Domain",
    "Entry",
    "Merged",
    "Previous",
    "Reconciled",
    "State",
    "check_catalog_text",
    "conflict_lines",
    "count_words",
    "counts",
    "creation_date",
    "earlier",
    "is_template",
    "merge",
    "msgfmt_accepts",
    "new_catalog",
    "read_catalog",
    "reconcile",
    "render",
    "write_catalog",
    "write_template",
]
