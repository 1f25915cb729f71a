"""Typefaces: the folder of them that the engine is shown, copies of the Chinese ones for everyday pages, and the files on disk.

Nothing here imports fontTools before a face has to be derived: whether editions are up to date is asked here, too.
"""

from sixfold.faces.everyday import Cases, prepare_everyday
from sixfold.faces.folder import Derived, Face, derived_families, face_files, installed_faces, prepare_faces
from sixfold.faces.fontfiles import find_font_file, find_font_files, font_version

__all__ = [
    "Cases",
    "Derived",
    "Face",
    "derived_families",
    "face_files",
    "find_font_file",
    "find_font_files",
    "font_version",
    "installed_faces",
    "prepare_everyday",
    "prepare_faces",
]
