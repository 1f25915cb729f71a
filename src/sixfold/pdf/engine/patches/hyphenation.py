"""Hyphens: where no word is parted, though the engine's dictionaries would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sixfold.languages import LANGUAGES


def install() -> None:
    """Teach the engine's dictionaries which beginnings of words stay whole: those that the languages name."""
    import pyphen  # noqa: PLC0415

    beginnings = [beginning for language in LANGUAGES.values() for beginning in language.unparted]
    pyphen.Pyphen.positions = _sparing(pyphen.Pyphen.positions, [each.split("-") for each in beginnings])


def _sparing(positions: Callable[..., list[int]], beginnings: list[list[str]]) -> Callable[..., list[int]]:
    """Return a way to find where a word may be parted that leaves out where a beginning has its hyphen."""

    def spared(dictionary: Any, word: str) -> list[int]:
        lower = word.lower()
        whole = {len(first) for first, rest in beginnings if lower.startswith(first + rest)}
        return [place for place in positions(dictionary, word) if place not in whole]

    return spared
