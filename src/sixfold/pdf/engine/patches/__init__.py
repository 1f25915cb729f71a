"""Patches of WeasyPrint 70, the one place that changes the engine; with any other release they are refused."""

from __future__ import annotations

from functools import cache

from sixfold.errors import RequirementError
from sixfold.pdf.engine.patches import (
    artwork,
    attributes,
    chinese,
    justification,
    kashida,
    shared_styles,
    slant,
    splitting,
)
from sixfold.pdf.engine.patches.line_breaking import (
    patch_hyphenation,
    patch_hyphens,
    patch_last_lines,
    patch_last_spaces,
    patch_line_filling,
)

__all__ = ["install"]

_ENGINE = "70."


@cache
def install() -> None:
    """Patch the engine. Doing it twice does it once.

    Raises: RequirementError, when the engine isn't the release that the patches were written for.
    """
    import weasyprint  # noqa: PLC0415

    if not weasyprint.__version__.startswith(_ENGINE):
        what = f"WeasyPrint {weasyprint.__version__} is not the engine that lines were measured with"
        raise RequirementError(what, hint=f"install WeasyPrint {_ENGINE}x, as src/setup/constraints.txt says")
    from sixfold.pdf.engine.patches import drawing, footnotes, isolates  # noqa: PLC0415  (they import the engine)

    artwork.install()
    artwork.patch_paths()
    attributes.install()
    shared_styles.install()
    justification.install()
    splitting.install()
    kashida.install()
    drawing.patch_glyphs()
    slant.install()
    isolates.patch_lines()
    chinese.install()
    drawing.patch_drawing_order()
    drawing.patch_shown_text()
    patch_line_filling()
    patch_last_lines()
    patch_last_spaces()
    patch_hyphenation()
    patch_hyphens()
    footnotes.patch_pages()
    footnotes.patch_lines()
    footnotes.patch_rows()
    footnotes.patch_tables()
    drawing.patch_end_rule()
    drawing.patch_margin_notes()
