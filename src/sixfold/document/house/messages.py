"""The list of the fixed words: data/house.toml as messages, for catalogs and for `House`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from sixfold.catalogs.model import Message
from sixfold.errors import UsageError, near_match

#: Where a new word is added, from the root of the project.
PLACE = "src/sixfold/data/house.toml"


def house_messages() -> list[Message]:
    """Return the messages of the domain `house`, in the order of data/house.toml."""
    return list(_messages().values())


@cache
def _messages() -> Mapping[str, Message]:
    return _parse(files("sixfold").joinpath("data/house.toml").read_bytes())


def _parse(toml: bytes) -> dict[str, Message]:
    tables = tomllib.loads(toml.decode("utf-8"))["message"]
    return {
        table["context"]: Message(table["context"], table["text"], table["comment"], PLACE, table.get("plural"))
        for table in tables
    }


def house_date() -> str:
    """Return the day on which the words last changed, `2026-11-23`."""
    return str(tomllib.loads(files("sixfold").joinpath("data/house.toml").read_text(encoding="utf-8"))["date"])


def keys(group: str) -> tuple[str, ...]:
    """Return the keys of a group of messages, as house.toml orders them: the organs, the distribution categories, …

    >>> keys("distribution")
    ('general', 'limited', 'restricted', 'provisional')
    """
    return tuple(context.partition(".")[2] for context in _messages() if context.startswith(f"{group}."))


def house_message(context: str) -> Message:
    """Return the message of *context*.

    Raises: UsageError for a context that house.toml does not have.
    """
    return _messages()[check_known(context, "fixed words", tuple(_messages()), listed=False)]


def has_message(context: str) -> bool:
    """Tell whether house.toml has *context*."""
    return context in _messages()


def check_known(value: str, what: str, known: Iterable[str], *, listed: bool = True) -> str:
    """Return *value* if it is one of *known*.

    Raises: UsageError that says what may have been meant and, where *listed*, what there is.
    """
    choices = list(known)
    if value in choices:
        return value
    there_is = f": there is {', '.join(choices)}" if listed else ""
    raise UsageError(f"unknown {what} “{value}”{there_is}", hint=near_match(value, choices))


def check_year(year: int) -> int:
    """Return *year* if the Organization had or may have sessions in it.

    Raises: UsageError before 1946 and after 9999.
    """
    if not 1946 <= year <= 9999:
        raise UsageError(f"{year} is not a year of the Organization", hint="write a year from 1946, for example 2002")
    return year
