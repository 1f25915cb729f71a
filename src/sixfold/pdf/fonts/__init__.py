"""Fonts: which ones and where they lie (`installed`), the folders that the engine is shown (`folders`), fonts made from others.

Nothing here imports fontTools before a font has to be made: whether editions are up to date is asked here, too.
"""

from sixfold.pdf.fonts.folders import FontSets, font_files, prepare_font_sets, prepare_fonts
from sixfold.pdf.fonts.installed import (
    KASHIDA,
    LONG_KASHIDA,
    Derived,
    Font,
    derived_families,
    find_font_file,
    find_font_files,
    font_version,
    installed_fonts,
)

__all__ = [
    "KASHIDA", "LONG_KASHIDA", "Derived", "Font", "FontSets", "derived_families", "find_font_file", "find_font_files", "font_files",
    "font_version", "installed_fonts", "prepare_font_sets", "prepare_fonts",
]  # fmt: skip
