"""Every rule of the checks: each of its failing samples is found by it, each passing one isn't."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.catalogs.model import Message
from sixfold.checks.translations import CHECKS, CatalogSample, Check, Sample, Task, Unit, check_catalog
from sixfold.checks.translations.confusables import find_look_alikes
from sixfold.checks.translations.invariants import find_other_emphasis

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n\n'
)
DOCUMENT = [Message("annex.p.1", "One.")]


def _found(check: Check, sample: Sample | CatalogSample, folder: Path) -> list[str]:
    if isinstance(sample, CatalogSample):
        path = folder / "A-67-1.po"
        if sample.entries is not None:
            path.write_text(HEADER + sample.entries, encoding="utf-8")
        return [one.what for one in check_catalog(Task(path, "fr", "en", DOCUMENT)) if one.rule is check.rule]
    units: list[Unit] = sample.units()
    assert units[0].language in check.languages
    one_by_one = [fault.what for unit in units for fault in check.look(unit)] if check.look else []
    together = [found.what for _, found in check.look_at_all(units)] if check.look_at_all else []
    return one_by_one + together


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(check, sample, id=f"{check.id}-{number}")
        for check in CHECKS
        for number, sample in enumerate(getattr(check, kind), 1)
    ]


@pytest.mark.parametrize(("check", "sample"), _cases("failing"))
def test_failing_sample_is_found(check: Check, sample: Sample, tmp_path: Path) -> None:
    assert _found(check, sample, tmp_path)


@pytest.mark.parametrize(("check", "sample"), _cases("passing"))
def test_passing_sample_is_not_found(check: Check, sample: Sample, tmp_path: Path) -> None:
    assert _found(check, sample, tmp_path) == []


@pytest.mark.parametrize(
    ("translation", "what"),
    [
        ("Rappelons", "<em> is missing"),
        ("<em>Rappelons</em> <strong>tout</strong>", "<strong> is added"),
        ("<strong>Rappelons</strong>", "<em> is missing, <strong> is added"),
    ],
)
def test_tags_that_differ_are_named(translation: str, what: str) -> None:
    unit = Unit("annex.p.1", "<em>Recall</em>", translation, "en", "fr")
    assert [found.what for found in find_other_emphasis(unit)] == [f"tags differ from the source: {what}"]


def test_a_letter_between_two_marks_of_a_symbol_is_told_once() -> None:
    unit = Unit("annex.p.1", "A/65/C/1", "документ A/65/С/1", "en", "ru")
    assert [found.what for found in find_look_alikes(unit)] == ["U+0421 cyrillic capital letter es stands in “мент A/65/С/1”"]
