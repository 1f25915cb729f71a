"""The structure of a tagged PDF: from laid-out pages to what a screen reader reads. In the place of the engine's own.

WeasyPrint 70 tears a paragraph in two at the end of a page, and knows neither footnotes nor the languages of texts.
"""

from sixfold.pdf.tagging.page import install

__all__ = ["install"]
