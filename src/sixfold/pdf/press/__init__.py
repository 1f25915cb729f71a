"""The press edition: from a page as the engine makes it to sheets that a print shop takes, as PDF/X-4 in black alone.

The way through from seed to PDF doesn't know this package. What it knows itself is PDF: neither documents nor languages.
"""

from sixfold.pdf.press.edition import make_press_edition, press_name
from sixfold.pdf.press.imposition import ImpositionSettings

__all__ = ["ImpositionSettings", "make_press_edition", "press_name"]
