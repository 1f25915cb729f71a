"""What a check of any kind found: rules, findings with their places, and reports of them for people and for machines."""

from sixfold.checks.findings.model import Finding, Report, Rule, Severity
from sixfold.checks.findings.reports import (
    FORMATS,
    Format,
    explain_rule,
    format_finding,
    list_rules,
    summarize,
    write_report,
)

__all__ = [
    "FORMATS",
    "Finding",
    "Format",
    "Report",
    "Rule",
    "Severity",
    "explain_rule",
    "format_finding",
    "list_rules",
    "summarize",
    "write_report",
]
