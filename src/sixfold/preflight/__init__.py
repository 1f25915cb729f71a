"""Preflight: is this PDF fit for screen, archive and press? It reads our editions, and anybody's PDFs, and trusts none."""

from sixfold.preflight.examine import RULES, preflight

__all__ = ["RULES", "preflight"]
