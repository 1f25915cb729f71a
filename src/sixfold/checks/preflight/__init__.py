"""Preflight: is this PDF fit for screen, archive and press? The gate before our own press."""

from sixfold.checks.preflight.examine import RULES, preflight

__all__ = ["RULES", "preflight"]
