"""Fonts: which ones and where they lie (`installed`), the folders that the engine is shown (`folders`), fonts made from others.

Nothing here imports fontTools before a font has to be made: whether editions are up to date is asked here, too.
"""

from sixfold.pdf.fonts.folders import Derive, FontFolders, FontSet, MadeFont, font_files, prepare_fonts
from sixfold.pdf.fonts.installed import (
    KASHIDA,
    LONG_KASHIDA,
    Derived,
    Font,
    derived_families,
    find_font_file,
    find_font_files,
    font_version,
    forget_font_files,
    installed_fonts,
)

__all__ = [
    "KASHIDA", "LONG_KASHIDA", "Derive", "Derived", "Font", "FontFolders", "FontSet", "MadeFont", "derived_families",
    "find_font_file", "find_font_files", "font_files", "font_version", "forget_font_files", "installed_fonts", "prepare_fonts",
]  # fmt: skip
