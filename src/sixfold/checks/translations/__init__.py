"""The checks that a reviser would make: what is wrong with a translation, rule by rule. The way to the page never imports them."""

from sixfold.checks.translations.cache import CacheKey, cached_findings
from sixfold.checks.translations.external import EXTERNAL_CHECKS, ExternalFindings, run_external_checks
from sixfold.checks.translations.model import CatalogContext, CatalogSample, Check, Fault, Sample, Unit
from sixfold.checks.translations.parallel import check_catalogs
from sixfold.checks.translations.registry import CHECKS
from sixfold.checks.translations.runner import Task, check_catalog
from sixfold.checks.translations.terminology import TERM_RULES, all_checks, term_checks
from sixfold.checks.translations.waivers import Waiver, waivers

__all__ = [
    "CHECKS",
    "EXTERNAL_CHECKS",
    "TERM_RULES",
    "CacheKey",
    "CatalogContext",
    "CatalogSample",
    "Check",
    "ExternalFindings",
    "Fault",
    "Sample",
    "Task",
    "Unit",
    "Waiver",
    "all_checks",
    "cached_findings",
    "check_catalog",
    "check_catalogs",
    "run_external_checks",
    "term_checks",
    "waivers",
]
