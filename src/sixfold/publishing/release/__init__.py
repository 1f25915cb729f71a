"""A release: every edition of a document in all six languages, all or nothing, with a manifest."""

from sixfold.publishing.release.folder import release_folder
from sixfold.publishing.release.maker import make_editions
from sixfold.publishing.release.manifest import list_sums, make_manifest, write_manifest
from sixfold.publishing.release.overview import write_overview

__all__ = [
    "list_sums",
    "make_editions",
    "make_manifest",
    "release_folder",
    "write_manifest",
    "write_overview",
]
