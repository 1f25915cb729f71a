"""Spanish. Source: document A/57/551 in Spanish; the manual of the Spanish Translation Service."""

from __future__ import annotations

from collections.abc import Iterator

from sixfold.checks.translations.model import Check, Fault, Sample, Unit
from sixfold.checks.translations.typography.marks import outer_marks, straight_apostrophes, straight_quotes
from sixfold.languages import LanguageCode

_SPANISH: frozenset[LanguageCode] = frozenset({"es"})


def find_foreign_quotes(unit: Unit) -> Iterator[Fault]:
    """Yield « », straight marks, and ‘ outside “ ”."""
    yield from straight_quotes(unit.text, "“ and ”")
    if "«" in unit.text or "»" in unit.text:
        yield Fault("the text has « »", "write “ and ”")
    if any(outer_marks(unit.text, ("“", "”"), "‘")):
        yield Fault("‘ ’ stand outside “ ”", "write “ and ”; ‘ ’ are for a quotation in a quotation")
    yield from straight_apostrophes(unit.text)


def find_missing_openings(unit: Unit) -> Iterator[Fault]:
    """Yield questions and exclamations that aren’t opened."""
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if unit.text.count(opening) != unit.text.count(closing):
            yield Fault(f"{opening} and {closing} don’t stand in pairs", f"open with {opening}, close with {closing}")


CHECKS = (
    Check(
        "es-quotes",
        "warning",
        "Spanish quotation marks are “ ”",
        "Spanish documents of the United Nations quote with “ ”, not with « », and a quotation in a quotation "
        "with ‘ ’.",
        find_foreign_quotes,
        languages=_SPANISH,
        failing=(
            Sample("es", "the “plan”", "el «plan»"),
            Sample("es", "the “plan”", 'el "plan"'),
            Sample("es", "the “plan”", "el ‘plan’"),
        ),
        passing=(Sample("es", "the “plan ‘a’”", "el “plan ‘a’”"),),
    ),
    Check(
        "es-openings",
        "warning",
        "Questions and exclamations are opened",
        "In Spanish a question begins with ¿ and an exclamation with ¡.",
        find_missing_openings,
        languages=_SPANISH,
        failing=(Sample("es", "Why?", "Por qué?"),),
        passing=(Sample("es", "Why?", "¿Por qué?"),),
    ),
)
