"""A symbol → the text of a new seed: filled in with what the symbol tells of its document, with comments on the rest."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, get_args

from sixfold.catalogs.inline import fill_placeholders
from sixfold.document.fields import Organ
from sixfold.document.house import house_message
from sixfold.document.symbols import NotAJobNumberError, NotASymbolError, Symbol, parse_job_number, parse_symbols
from sixfold.errors import UsageError, near_match
from sixfold.languages import LanguageCode

KINDS: Final = ("letter", "note-verbale", "report", "resolution", "draft-resolution", "corrigendum")

_ORGANS: Final[Mapping[str, str]] = {
    "A/HRC": "human-rights-council", "A": "general-assembly", "S": "security-council",
    "E": "economic-and-social-council", "T": "trusteeship-council", "ST": "secretariat",
}  # fmt: skip
_ADDRESSEES: Final[Mapping[str, str]] = {
    "general-assembly": "the President of the General Assembly",
    "security-council": "the President of the Security Council",
    "economic-and-social-council": "the President of the Economic and Social Council",
    "human-rights-council": "the President of the Human Rights Council",
}
#: The elements of a symbol that limit its distribution. Source: Dag Hammarskjöld Library, “UN document symbols”.
_DISTRIBUTIONS: Final[Mapping[str, str]] = {"L": "limited", "R": "restricted", "PV": "provisional", "SR": "provisional"}
#: The Security Council counts its years, the General Assembly its regular sessions, from this one.
_YEAR_ZERO: Final = 1945
#: The Economic and Social Council had a substantive session a year until 2013. Source: General Assembly resolution 68/1.
_FIRST_YEAR_OF_TODAYS_COUNCIL: Final = 2014
_NO_SESSION: Final = (
    "# session: 66   # {special: 26}, {emergency-special: 10}, {year: 66} for the Security Council, 2025 for the Economic and "
    "Social Council"
)
#: New York gave up the page of 2011 about here.
_FIRST_YEAR_OF_TODAYS_LAYOUT: Final = 2014


@dataclass(frozen=True)
class ScaffoldOptions:
    """What a new seed says, beyond what its symbol does. `organ` and `job` are None where they aren't known."""

    kind: str
    date: datetime.date
    original: LanguageCode = "en"
    organ: str | None = None
    job: str | None = None


def read_symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols of *text*.

    Raises: UsageError, with the symbol that may have been meant.
    """
    try:
        return parse_symbols(text)
    except NotASymbolError as error:
        hint = "a symbol is written A/67/1, or A/68/984-S/2014/642 for a joint one"
        for guess in (text.upper(), text.upper().replace("-", "/", 2), text.replace("-", "/")):
            with suppress(NotASymbolError):
                if guess != text and parse_symbols(guess):
                    hint = f"did you mean “{guess}”?"
                    break
        raise UsageError(str(error), hint=hint) from None


def new_seed(symbols: Sequence[Symbol], options: ScaffoldOptions) -> str:
    """Return the text of a seed that builds: what the symbol tells filled in, what it can't in square brackets.

    Raises: UsageError, for an unknown kind or organ, and where the symbol doesn't tell the organ.
    """
    kind = _known(options.kind, "kind of document", KINDS)
    organs = [_known(options.organ, "organ", get_args(Organ))] if options.organ else list(map(organ_of, symbols))
    body = f"the {house_message(f'organ.{organs[0]}').text}"
    sessions = [session for symbol in symbols if (session := session_of(symbol))]
    try:
        parse_job_number(options.job or "00-00000")
    except NotAJobNumberError as error:
        raise UsageError(str(error)) from None
    values = {
        "symbol": _one_or_list([str(symbol) for symbol in symbols]),
        "organ": _one_or_list(organs),
        "distribution": distribution_of(symbols[0]),
        "date": options.date.isoformat(),
        "original": options.original,
        "job": options.job or f"{options.date:%y}-00000",
        "session": f"session: {_one_or_list(sessions)}" if sessions else _NO_SESSION,
        "layout": layout_of(symbols[0], organs[0], options.date.year),
        "addressee": _ADDRESSEES.get(organs[0], "the Secretary-General"),
        "body": body,
        "body_title": f"T{body[1:]}",
    }
    parts = files("sixfold").joinpath("data/new")
    pattern = "".join(parts.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in ("head", kind))
    return fill_placeholders(pattern, values)


def _known(value: str, what: str, known: Sequence[str]) -> str:
    if value in known:
        return value
    raise UsageError(f"unknown {what} “{value}”", hint=near_match(value, known, f"there is {', '.join(known)}"))


def _one_or_list(values: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(values))
    written = [json.dumps(value) if value.endswith("*") else value for value in distinct]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def organ_of(symbol: Symbol) -> str:
    """Return the organ whose series *symbol* belongs to.

    >>> organ_of(parse_symbols("A/HRC/26/37")[0])
    'human-rights-council'

    Raises: UsageError, where the series tells none.
    """
    elements = symbol.text.split("/")
    organ = _ORGANS.get("/".join(elements[:2])) or _ORGANS.get(elements[0])
    if organ is None:
        raise UsageError(f"{symbol} doesn’t tell its organ", hint=f"add --organ with one of {', '.join(_ORGANS.values())}")
    return organ


def distribution_of(symbol: Symbol) -> str:
    """Return the category of distribution that an element of *symbol* asks for.

    >>> distribution_of(parse_symbols("A/65/L.78")[0])
    'limited'
    """
    elements = (element.partition(".")[0] for element in symbol.text.split("/")[1:])
    return next((_DISTRIBUTIONS[element] for element in elements if element in _DISTRIBUTIONS), "general")


def session_of(symbol: Symbol) -> str | None:
    """Return the session that *symbol* names, as a seed writes it; None where it names none.

    >>> [session_of(parse_symbols(text)[0]) for text in ("A/RES/65/190", "S/2014/642", "A/ES-10/5", "A/AC.109/2009/17")]
    ['65', '{year: 69}', '{emergency-special: 10}', None]
    """
    if symbol.text.startswith("S/RES/"):  # its number is no year, and it prints none
        return None
    if council := re.match(r"E/((?:19|20)[0-9]{2})(?:/|$)", symbol.text):
        return council[1] if int(council[1]) >= _FIRST_YEAR_OF_TODAYS_COUNCIL else f"{{substantive: {council[1]}}}"
    for element in symbol.text.split("/")[1:]:
        if match := re.fullmatch(r"(ES|S)-([0-9]{1,2})", element):
            return f"{{{'emergency-special' if match[1] == 'ES' else 'special'}: {match[2]}}}"
        if not element.isdecimal():
            continue
        number = int(element)
        if symbol.series == "S":
            return f"{{year: {number - _YEAR_ZERO}}}" if number > _YEAR_ZERO else None
        return str(number) if symbol.series == "A" and number < 1000 else None
    return None


def layout_of(symbol: Symbol, organ: str, year: int) -> str:
    """Return the page of the organ's office and the time that the symbol tells, or else of *year*."""
    if organ == "human-rights-council":
        return "geneva"
    session = session_of(symbol) or ""
    if session.isdecimal() and len(session) < 4:
        year = int(session) + _YEAR_ZERO
    elif match := re.search(r"/((?:19|20)[0-9]{2})(?:/|$)", symbol.text):
        year = int(match[1])
    return "new-york-2011" if year < _FIRST_YEAR_OF_TODAYS_LAYOUT else "new-york-2025"
