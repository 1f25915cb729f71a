"""Typefaces: the folder of them that the engine is shown, copies of the Chinese ones for everyday pages, and the files on disk.

Nothing here imports fontTools before a face has to be derived: whether editions are up to date is asked here, too.
"""

from sixfold.pdf.fonts.families import Derived, Face, derived_families, installed_faces
from sixfold.pdf.fonts.files import find_font_file, find_font_files, font_version
from sixfold.pdf.fonts.folder import face_files, prepare_faces
from sixfold.pdf.fonts.subsets import Cases, prepare_everyday

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
