"""Preflight reads PDFs broken at random without crashing or hanging: a quick round of `make mutants`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

import mutants

from pages import edition
from sixfold.preflight import RULES


@pytest.fixture(scope="module")
def outcomes() -> list[mutants.Outcome]:
    sources = [edition("fr").content, mutants.opened_up(edition("fr").content)]
    return [mutants.examine(number, sources) for number in range(40)]


def test_every_mutant_gets_findings_of_known_rules(outcomes: list[mutants.Outcome]) -> None:
    known = {rule.id for rule in RULES}
    assert {rule for outcome in outcomes for rule in outcome.rules} <= known
    assert sum("readable" in outcome.rules for outcome in outcomes) < len(outcomes)  # some are read to the end


def test_same_number_gives_the_same_mutant() -> None:
    source = edition("fr").content
    made = [mutants.mutate(source, mutants.random.Random(7)) for _ in range(2)]
    assert made[0] == made[1] != source
