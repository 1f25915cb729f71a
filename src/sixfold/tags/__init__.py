"""The structure of a tagged PDF: from laid-out pages to what a screen reader reads. In the place of the engine's own.

WeasyPrint 70 tears a paragraph in two at the end of a page, knows neither footnotes nor languages, and hangs whole layouts in the tree.
"""

from sixfold.tags.tagger import install

__all__ = ["install"]
