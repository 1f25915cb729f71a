"""The checks that a reviser would make: what is wrong with a translation, rule by rule. The way to the page never imports them."""

from sixfold.checks.findings import Check
from sixfold.checks.translations.completeness import Waiver, waivers
from sixfold.checks.translations.external import EXTERNAL_CHECKS, run_external_checks
from sixfold.checks.translations.model import Unit
from sixfold.checks.translations.runner import CHECKS, CachedChecks, CheckedDomain, Task, all_checks, check_catalog
from sixfold.checks.translations.wording import TERM_RULES, term_checks

__all__ = [
    "CHECKS",
    "EXTERNAL_CHECKS",
    "TERM_RULES",
    "CachedChecks",
    "Check",
    "CheckedDomain",
    "Task",
    "Unit",
    "Waiver",
    "all_checks",
    "check_catalog",
    "run_external_checks",
    "term_checks",
    "waivers",
]
