"""The engine, taught what it lacks; an engine that this wasn't written for is refused."""

from __future__ import annotations

from sixfold.errors import RequirementError
from sixfold.pdf.engine.patches import (
    drawing_order,
    end_rule,
    footnotes,
    hyphenation,
    isolates,
    justification,
    word_spacing,
)

_ENGINE = "70."


def install() -> None:
    """Teach the engine all this. Doing it twice does it once.

    Raises: RequirementError, when the engine isn't the one that this was written for.
    """
    import weasyprint  # noqa: PLC0415
    from weasyprint import layout  # noqa: PLC0415

    if not weasyprint.__version__.startswith(_ENGINE):
        what = f"WeasyPrint {weasyprint.__version__} is not the engine that lines were measured with"
        raise RequirementError(what, hint=f"install WeasyPrint {_ENGINE}x, as src/setup/constraints.txt says")
    if not getattr(layout, "is_taught", False):
        layout.is_taught = True
        justification.install()
        isolates.install()
        drawing_order.install()
        word_spacing.install()
        hyphenation.install()
        footnotes.install(layout)
        end_rule.install()
