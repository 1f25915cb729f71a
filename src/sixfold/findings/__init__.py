"""What a check of any kind found: rules, findings with their places, and reports of them for people and for machines."""

from sixfold.findings.formats import FORMATS, Format, explain_rule, format_finding, list_rules, summarize, write_report
from sixfold.findings.model import Finding, Report, Rule, Severity

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
