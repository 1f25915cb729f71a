"""The benchmark: its statistics on made-up numbers, and that it runs. How fast anything is, no test can know."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.bench import Contest, Side, Times, UnfairError, check_fair, deviation, measure, row
from sixfold.document import LANGUAGE_CODES
from sixfold.editions import compose_edition, load_document
from sixfold.faces import prepare_faces
from sixfold.project import Project
from sixfold.render import Engine

CHECKOUT = Path(__file__).parents[1]


def test_deviation_is_the_median_distance_from_the_median() -> None:
    assert deviation([1.0, 2.0, 3.0, 10.0, 3.5]) == 1.0  # from 3.0: 2.0 1.0 0.0 7.0 0.5


def test_ratios_are_taken_round_by_round() -> None:
    assert Times([1.0, 3.0], [2.0, 2.0]).ratios == [0.5, 1.5]


def test_sides_with_different_numbers_of_rounds_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        _ = Times([1.0, 3.0], [2.0]).ratios


def test_row_has_medians_in_milliseconds_and_the_ratio_with_its_range() -> None:
    times = Times([0.4, 0.5, 1.2], [1.0, 2.0, 1.5])  # ratios 0.40 0.25 0.80
    assert row("fr", times) == ["fr", "500 ± 100", "1,500 ± 500", "0.40", "0.25–0.80"]


def test_sides_take_turns_and_only_run_is_timed() -> None:
    events: list[str] = []
    instants = iter([0.0, 1.0, 10.0, 13.0, 20.0, 22.0, 30.0, 36.0])

    def clock() -> float:
        events.append("clock")
        return next(instants)

    def note(event: str) -> Callable[[], None]:
        return lambda: events.append(event)

    contest = Contest("made up", Side(note("a"), prepare=note("prepare")), Side(note("b")))
    times = measure(contest, 2, clock)
    turn = ["prepare", "clock", "a", "clock", "clock", "b", "clock"]
    assert events == turn + turn
    assert times == Times([1.0, 2.0], [3.0, 6.0])  # 1 - 0, 22 - 20; 13 - 10, 36 - 30


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(CHECKOUT / "templates", prepare_faces(CHECKOUT / "build"))


def _page(text: str) -> str:
    return f"<html lang=en><title>T</title><body style='font-family: Tinos'>{text}"


def _family(engine: Engine) -> str:
    from sixfold.faces import installed_faces  # noqa: PLC0415

    return installed_faces()[0].family
