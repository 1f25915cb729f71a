"""Catalogs, on gettext's own tools: read strictly, updated without losing anything, written quietly."""

from sixfold.catalogs.compendium import write_compendium
from sixfold.catalogs.headers import CatalogHeader, new_catalog
from sixfold.catalogs.merging import Merged, is_conflict, merge_catalogs
from sixfold.catalogs.model import Catalog, Entry, Previous, State
from sixfold.catalogs.pot import write_template
from sixfold.catalogs.reading import parse_catalog, read_catalog
from sixfold.catalogs.statistics import Counts, count_words, counts
from sixfold.catalogs.updating import Updated, update_catalog
from sixfold.catalogs.writing import render, write_catalog

__all__ = [
    "Catalog",
    "CatalogHeader",
    "Counts",
    "Entry",
    "Merged",
    "Previous",
    "State",
    "Updated",
    "count_words",
    "counts",
    "is_conflict",
    "merge_catalogs",
    "new_catalog",
    "parse_catalog",
    "read_catalog",
    "render",
    "update_catalog",
    "write_catalog",
    "write_compendium",
    "write_template",
]
