"""Catalogs, on gettext's own tools: read strictly, updated without losing anything, written quietly."""

from sixfold.catalogs.merging import Merged, is_conflict, merge_catalogs
from sixfold.catalogs.model import Catalog, Counts, Entry, Previous, State, count_words, counts
from sixfold.catalogs.po import parse_catalog, read_catalog, read_catalogs, render, write_catalog
from sixfold.catalogs.pot import CatalogHeader, new_catalog, write_template
from sixfold.catalogs.updating import Updated, update_catalog, write_compendium

__all__ = [
    "Catalog", "CatalogHeader", "Counts", "Entry", "Merged", "Previous", "State", "Updated", "count_words", "counts",
    "is_conflict", "merge_catalogs", "new_catalog", "parse_catalog", "read_catalog", "read_catalogs", "render",
    "update_catalog", "write_catalog", "write_compendium", "write_template",
]  # fmt: skip
