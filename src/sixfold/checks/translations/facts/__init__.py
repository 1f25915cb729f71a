"""What a text states that no translation may change: numbers, dates, document symbols, references. Wording is not looked at."""

from sixfold.checks.translations.facts.dates import Date
from sixfold.checks.translations.facts.differences import Differences, compare
from sixfold.checks.translations.facts.facts import Facts, facts_of
from sixfold.checks.translations.facts.tables import TABLES, LanguageTable

__all__ = ["TABLES", "Date", "Differences", "Facts", "LanguageTable", "compare", "facts_of"]
