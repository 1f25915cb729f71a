"""Findings, told to people and to machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.checks.findings import Finding, Report, Rule, explain_rule, list_rules, summarize, write_report

ROOT = Path("/project")
CATALOG = ROOT / "locales" / "fr" / "LC_MESSAGES" / "A-66-398.po"
PDF = ROOT / "build" / "a page.pdf"
DOUBLE = Rule("double-word", "warning", "No word stands twice", "A word typed twice.")
TAGS = Rule("tags", "error", "Tags as in the source", "Tags stand round the same words.")
CALM = Rule("calm", "note", "Something to know", "It may be right.")
FACE = Rule("face", "error", "Faces are embedded", "The press has no other.")


def report(*findings: Finding) -> Report:
    return Report("sixfold check", ROOT, [DOUBLE, TAGS], findings, [CATALOG])


FOUND = Finding(DOUBLE, "“de de”", CATALOG, 14, hint="delete one")
PAGE = Finding(FACE, "Times is not embedded", PDF, page=3)


def test_a_finding_is_told_as_every_problem_with_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "cwd", lambda: ROOT)
    assert write_report(report(FOUND, PAGE), "text").splitlines() == [
        "warning: locales/fr/LC_MESSAGES/A-66-398.po:14: “de de” [double-word]",
        " hint: delete one",
        "error: build/a page.pdf: page 3: Times is not embedded [face]",
        "2 findings: 1 error, 1 warning",
    ]


def test_what_is_quoted_from_a_file_cannot_move_the_cursor() -> None:
    assert "\x1b" not in write_report(report(replace(FOUND, what="“\x1b[2J”")), "text")


def test_notes_alone_do_not_fail() -> None:
    note = Finding(CALM, "two words", CATALOG)
    assert not report().fails
    assert not report(note).fails
    assert report(note, FOUND).fails
    assert not report(replace(FOUND, own_severity="note")).fails
    assert summarize({"note": 1}) == "1 finding: 1 note"


def test_json_has_every_finding_with_its_place_from_the_root() -> None:
    read = json.loads(write_report(report(FOUND, PAGE), "json"))
    assert read["counts"] == {"error": 1, "warning": 1, "note": 0}
    assert read["checked"] == ["locales/fr/LC_MESSAGES/A-66-398.po"]
    assert read["findings"] == [
        {
            "rule": "double-word",
            "severity": "warning",
            "what": "“de de”",
            "path": "locales/fr/LC_MESSAGES/A-66-398.po",
            "line": 14,
            "hint": "delete one",
        },
        {"rule": "face", "severity": "error", "what": "Times is not embedded", "path": "build/a page.pdf", "page": 3},
    ]


def test_sarif_has_what_its_schema_requires() -> None:
    """The schema requires version and runs, a driver with a name, rules with an id, results with a message; the rest by type."""
    log = json.loads(write_report(report(FOUND, PAGE), "sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "sixfold check"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == ["double-word", "tags", "face"]
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert re.fullmatch(r"(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", artifact["uri"])
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    first, second = run["results"]
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 14}
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "build/a%20page.pdf"
    assert second["properties"] == {"page": 3}


def test_a_finding_keeps_its_fingerprint_when_its_line_moves() -> None:
    def fingerprint(finding: Finding) -> object:
        return json.loads(write_report(report(finding), "sarif"))["runs"][0]["results"][0]["partialFingerprints"]

    assert fingerprint(FOUND) == fingerprint(replace(FOUND, line=99))
    assert fingerprint(FOUND) != fingerprint(replace(FOUND, what="“la la”"))


def test_rules_are_listed_and_explained() -> None:
    assert list_rules([DOUBLE, TAGS]).splitlines() == [
        "double-word  warning  No word stands twice",
        "tags         error    Tags as in the source",
    ]
    assert explain_rule(replace(TAGS, id="broken-line")).splitlines() == [
        "broken-line (error): Tags as in the source",
        "",
        "Tags stand round the same words.",
        "",
        "reported:",
        "  One. Two. → fr: Un.[U+000A]Deux.",
        "",
        "accepted:",
        "  One. Two. → fr: Un. Deux.",
    ]
