"""A release: every edition of a document in all six languages, all or nothing, with a manifest."""

from sixfold.release.folder import release_folder
from sixfold.release.maker import Maker
from sixfold.release.manifest import list_sums, make_manifest, write_manifest
from sixfold.release.overview import write_overview

__all__ = [
    "Maker",
    "list_sums",
    "make_manifest",
    "release_folder",
    "write_manifest",
    "write_overview",
]
