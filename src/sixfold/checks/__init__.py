"""The checks that a reviser would make: what is wrong with a translation, rule by rule. The way to the page never imports them."""

from sixfold.checks.cache import CacheKey, cached_findings
from sixfold.checks.external import EXTERNAL_CHECKS, ExternalFindings, run_external_checks
from sixfold.checks.model import CatalogContext, CatalogSample, Check, Fault, Sample, Unit
from sixfold.checks.parallel import check_catalogs
from sixfold.checks.registry import CHECKS
from sixfold.checks.running import Task, check_catalog
from sixfold.checks.term_use import TERM_RULES, all_checks, term_checks
from sixfold.checks.waivers import Waiver, waivers

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
