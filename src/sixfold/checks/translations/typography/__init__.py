"""The marks and spaces of each language: one module for each."""

from sixfold.checks.translations.typography import arabic, chinese, french, russian, spanish

CHECKS = (*arabic.CHECKS, *chinese.CHECKS, *french.CHECKS, *russian.CHECKS, *spanish.CHECKS)
"""The rules of typography, by language."""

__all__ = ["CHECKS"]
