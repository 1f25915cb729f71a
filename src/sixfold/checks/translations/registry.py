"""Every rule, in the order in which they are listed. A new rule stands in a module of its concern and is added here."""

from __future__ import annotations

from sixfold.checks.translations import (
    completeness,
    confusables,
    house_words,
    invariants,
    markup,
    pairs,
    sentence_ends,
    spacing,
    typography,
    wording,
)
from sixfold.checks.translations.model import Check

CHECKS: tuple[Check, ...] = (
    *completeness.CHECKS,
    *markup.CHECKS,
    *invariants.CHECKS,
    *sentence_ends.CHECKS,
    *wording.CHECKS,
    *spacing.CHECKS,
    *pairs.CHECKS,
    *confusables.CHECKS,
    *typography.CHECKS,
    *house_words.CHECKS,
)
"""All checks of translations."""
