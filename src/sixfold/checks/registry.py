"""Every rule, in the order in which they are listed. A new rule stands in a module of its concern and is added here."""

from __future__ import annotations

from sixfold.checks import (
    carried,
    completeness,
    house_words,
    markup,
    pairs,
    roles,
    scripts,
    spacing,
    typography,
    wording,
)
from sixfold.checks.model import Check

CHECKS: tuple[Check, ...] = (
    *completeness.CHECKS,
    *markup.CHECKS,
    *carried.CHECKS,
    *roles.CHECKS,
    *wording.CHECKS,
    *spacing.CHECKS,
    *pairs.CHECKS,
    *scripts.CHECKS,
    *typography.CHECKS,
    *house_words.CHECKS,
)
"""All checks of translations."""
