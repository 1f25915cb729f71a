"""data/checks.toml, with its patterns compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_YEAR = r"(?P<year>[0-9]{4})(?![0-9/])"


@dataclass(frozen=True, eq=False)
class LanguageTable:
    """How one language writes numbers, dates and times.

    `multipliers` maps the groups of `number` to their factors, `numerals` words to numbers.
    """

    code: str
    number: re.Pattern[str]
    decimal: str
    date: re.Pattern[str] | None
    months: re.Pattern[str]
    time: re.Pattern[str]
    decade: re.Pattern[str]
    multipliers: Mapping[str, int]
    numerals: Mapping[str, int]
    own_words: frozenset[str]


def _table(code: str, raw: Mapping[str, Any]) -> LanguageTable:
    multipliers = sorted(raw["multipliers"].items(), key=lambda pair: -len(pair[0]))
    words = "|".join(f"(?P<x{value}>{pattern})" for pattern, value in multipliers)
    time = raw["time"].replace("{h}", "(?<![0-9])(?P<h>[0-9]{1,2})").replace("{m}", "(?P<m>[0-9]{2})")
    letter = "" if code == "zh" else r"(?!\w)"
    months = "|".join(f"(?P<m{n}>{pattern})" for n, pattern in enumerate(raw["months"], 1))
    return LanguageTable(
        code=code,
        number=re.compile(rf"(?<![0-9])(?:{raw['number']})(?: ?(?:{words}){letter})?"),
        decimal=raw["decimal"],
        date=_date_pattern(raw) if raw["months"] else None,
        months=re.compile(months or "(?!)"),
        time=re.compile(time),
        decade=re.compile(raw["decade"]),
        multipliers=MappingProxyType({f"x{value}": value for _, value in multipliers}),
        numerals=MappingProxyType({
            word: int(value) for value, pattern in raw["numerals"].items() for word in pattern.split("|")
        }),
        own_words=frozenset(raw["own_words"]),
    )  # fmt: skip


def _date_pattern(raw: Mapping[str, Any]) -> re.Pattern[str]:
    day, month = raw["day"], "|".join(raw["months"])
    days = rf"(?P<days>(?<![0-9/.])(?:{day})(?:(?:{raw['between']})(?:{day}))*)"
    pattern = raw["date"].replace("{days}", days).replace("{month}", f"(?P<month>{month})").replace("{year}", _YEAR)
    return re.compile(pattern)


def _read() -> Mapping[str, LanguageTable]:
    raw = tomllib.loads(files("sixfold").joinpath("data/checks.toml").read_text(encoding="utf-8"))
    return MappingProxyType({code: _table(code, table) for code, table in raw.items()})


TABLES: Mapping[str, LanguageTable] = _read()
"""The tables by language code."""
