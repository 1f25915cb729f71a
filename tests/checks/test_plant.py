"""Mistakes that a program plants are found, and what was right beside them isn't: a quick round of `make plant`."""

from __future__ import annotations

import pytest

from measure.bench import plant
from sixfold.checks.translations.runner import CHECKS

COUNT = 2
#: The share of all mistakes that must be found; of a kind in a language one may be missed. `make plant` found 7,525 of 7,528.
LEAST = 0.98


@pytest.mark.slow
def test_planted_mistakes_of_every_kind_are_found_and_nothing_where_nothing_is_wrong() -> None:
    scores = list(plant.scores(COUNT))
    assert len(scores) > 150
    assert {(one.kind.name, one.language) for one in scores if one.planted < COUNT} == set()
    assert {(one.kind.name, one.language) for one in scores if one.found < one.planted - 1} == set()
    assert sum(one.found for one in scores) >= LEAST * sum(one.planted for one in scores)
    assert {(one.kind.name, one.language): one.false for one in scores if one.false} == {}


def test_every_rule_is_tried() -> None:
    tried = {rule for kind in (*plant.KINDS, *plant.FILE_KINDS) for rule in kind.rules}
    assert {check.rule.id for check in CHECKS} - tried == {"no-catalog"}
