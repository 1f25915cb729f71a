"""`sixfold words`: any fixed word, ordinal, date or agenda line in all six languages."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from sixfold.catalogs.inline import plain
from sixfold.document.house import AgendaKind, House, house_messages, keys
from sixfold.document.loading import load_house
from sixfold.errors import UsageError, near_match
from sixfold.languages import LANGUAGE_CODES, Language, language
from sixfold.project.paths import find_project

Printed = Callable[[House], str]

_HEADINGS = {"Add": "addendum", "Corr": "corrigendum", "Rev": "revision"}


def run(options: argparse.Namespace) -> int:
    """Print words in six languages, or the kinds of words there are."""
    if not options.kind:
        width = max(len(kind.example) for kind in KINDS.values())
        for kind in KINDS.values():
            print(f"{kind.example:{width}}  {kind.help}")
        return 0
    project = find_project(Path.cwd())
    houses = [load_house(project, code) for code in LANGUAGE_CODES]
    for printed, text in words(options.kind, options.values, houses):
        print(f"{printed.code}  {plain(text)}")
    return 0


@dataclass(frozen=True)
class Kind:
    """One kind of words: what it is, an example that runs, and how its values become a line in each language."""

    help: str
    example: str
    line: Callable[[Sequence[str]], Printed]


def words(kind: str, values: Sequence[str], houses: Iterable[House]) -> list[tuple[Language, str]]:
    """Return the words of *kind* for *values* in the language of each house, in the order of *houses*.

    *kind* is one of `KINDS` or the context of any message of house.toml (footer.please-recycle), which takes no value.

    Raises: UsageError for an unknown kind, or values that the kind can't take.
    """
    typed = [value.strip() for value in values if value.strip()]
    contexts = [message.context for message in house_messages()]
    if kind not in KINDS and kind not in contexts:
        raise UsageError(
            f"unknown kind of words “{kind}”: there is {', '.join(KINDS)}, and every context of house.po",
            hint=near_match(kind, [*KINDS, *contexts], "for example: sixfold words session 73"),
        )
    if kind in KINDS:
        printed = KINDS[kind].line(typed)
    else:
        _take(typed, 0, 0, f"words {kind}")
        printed = partial(House.pattern, context=kind)
    return [(house.language, printed(house)) for house in houses]


def _session(kind: str) -> Callable[[Sequence[str]], Printed]:
    def line(values: Sequence[str]) -> Printed:
        organ, (number,) = _split_organ(values, 1, 1, KINDS[kind].example)
        n = _number(number)
        use = kind.removesuffix("-session") if kind != "session" else "regular"
        return lambda house: house.session(n, use, organ)

    return line


def _items(of: AgendaKind, note_mark: str = "") -> Callable[[Sequence[str]], Printed]:
    def line(values: Sequence[str]) -> Printed:
        organ, items = _split_organ(values, 1, 99, KINDS["item"].example)
        return lambda house: house.agenda_items(items, of, note_mark, organ)

    return line


def _date(values: Sequence[str]) -> Printed:
    days = [_day(value) for value in _take(values, 1, 2, KINDS["date"].example)]
    return lambda house: house.date(days[0]) if len(days) == 1 else house.date_range(days[0], days[1])


def _one(kind: str, method: Callable[[House, str], str]) -> Callable[[Sequence[str]], Printed]:
    def line(values: Sequence[str]) -> Printed:
        (value,) = _take(values, 1, 1, KINDS[kind].example)
        return lambda house: method(house, value)

    return line


def _document_kind(house: House, value: str) -> str:
    """Return the kind of document that *value* names, or the heading that goes with the end of a symbol: Add.1, Corr.2, Rev.1."""
    end = re.fullmatch(r"(Add|Corr|Rev)\.[1-9][0-9]*", value, re.ASCII)
    return house.document_kind(_HEADINGS[end[1]] if end else value)


def _draft(values: Sequence[str]) -> Printed:
    (value,) = _take(values, 1, 1, KINDS["draft"].example)
    count = _number(value)
    if count < 0:
        hint = f"for example: sixfold {KINDS['draft'].example}"
        raise UsageError(f"“{value}” is not a number of units", hint=hint)
    return lambda house: house.draft_line(count)


def _part(kind: str) -> Callable[[Sequence[str]], Printed]:
    def line(values: Sequence[str]) -> Printed:
        number = [_number(value) for value in _take(values, 0, 1, KINDS[kind].example)]
        return lambda house: house.part(kind, number[0] if number else None)

    return line


def _original(kind: str, method: Callable[..., str]) -> Callable[[Sequence[str]], Printed]:
    def line(values: Sequence[str]) -> Printed:
        codes = [language(value).code for value in _take(values, 1, 6, KINDS[kind].example)]
        return lambda house: method(house, *codes)

    return line


def _signed(values: Sequence[str]) -> Printed:
    name = " ".join(_take(values, 1, 99, KINDS["signed"].example))
    return lambda house: house.signed(name)


def _recycle(values: Sequence[str]) -> Printed:
    _take(values, 0, 0, KINDS["recycle"].example)
    return House.please_recycle


def _take(values: Sequence[str], least: int, most: int, example: str) -> Sequence[str]:
    """Return *values* if there are as many as the kind takes."""
    if least <= len(values) <= most:
        return values
    if not values:
        raise UsageError("a value is missing", hint=f"for example: sixfold {example}")
    raise UsageError(f"“{' '.join(values[most:])}” is one value too many", hint=f"for example: sixfold {example}")


def _split_organ(values: Sequence[str], least: int, most: int, example: str) -> tuple[str | None, Sequence[str]]:
    """Return the organ among *values*, if one is named, and the others."""
    organs = [value for value in values if value in keys("organ")]
    others = [value for value in values if value not in organs]
    if len(organs) > 1:
        raise UsageError(f"one organ at most, not {' and '.join(organs)}", hint=f"for example: sixfold {example}")
    return organs[0] if organs else None, _take(others, least, most, example)


def _number(value: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII):
        raise UsageError(f"“{value}” is not a whole number", hint="write figures, for example 73")
    return int(value)


def _day(value: str) -> datetime.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        with suppress(ValueError):
            return datetime.date.fromisoformat(value)
    raise UsageError(f"“{value}” is not a date", hint="write year, month and day: 2011-07-01")


KINDS: Mapping[str, Kind] = MappingProxyType({
    "session": Kind(
        "session line; an organ may follow", "words session 73", _session("session")),
    "special-session": Kind(
        "session line of a special session", "words special-session 26", _session("special-session")),
    "emergency-special-session": Kind(
        "session line of an emergency special session", "words emergency-special-session 10",
        _session("emergency-special-session")),
    "year": Kind("year line of the Security Council", "words year 66", _session("year")),
    "substantive-session": Kind(
        "session line of the Economic and Social Council until 2013", "words substantive-session 2002",
        _session("substantive-session")),
    "of-year-session": Kind(
        "session line of the Economic and Social Council today", "words of-year-session 2025", _session("of-year-session")),
    "meeting": Kind(
        "plenary meeting", "words meeting 85",
        _one("meeting", lambda house, value: house.plenary_meeting(_number(value)))),
    "item": Kind(
        "agenda line for items, sub-items and ranges of either; an organ may follow", 'words item 7 "69(a)-(d)"', _items("agenda")),
    "provisional-item": Kind(
        "agenda line, provisional agenda", "words provisional-item 5", _items("provisional", "*")),
    "preliminary-item": Kind(
        "agenda line, preliminary list", "words preliminary-item 104", _items("preliminary", "*")),
    "date": Kind("date, or two dates for a range", "words date 2011-07-01", _date),
    "masthead-date": Kind(
        "date as the masthead has it", "words masthead-date 2011-10-04",
        _one("masthead-date", lambda house, value: house.masthead_date(_day(value)))),
    "organ": Kind("organ or body", "words organ general-assembly", _one("organ", House.organ)),
    "distribution": Kind("distribution line", "words distribution limited", _one("distribution", House.distribution)),
    "language": Kind("language line of the masthead", "words language fr", _one("language", House.language_name)),
    "original": Kind("“Original: …” for one language or several", "words original fr", _original("original", House.original_line)),
    "original-bracket": Kind(
        "“[Original: …]” under the heading of an annex", "words original-bracket ru",
        _original("original-bracket", House.original_bracket)),
    "annex": Kind("heading of an annex, with or without number", "words annex 2", _part("annex")),
    "enclosure": Kind("heading of an enclosure", "words enclosure 2", _part("enclosure")),
    "appendix": Kind("heading of an appendix", "words appendix 2", _part("appendix")),
    "document": Kind(
        "kind of document, or the end of a symbol: Add.1, Corr.2, Rev.1", "words document report-of-the-secretary-general",
        _one("document", _document_kind)),
    "signed": Kind("signature line", 'words signed "Zoya Kolontai"', _signed),
    "recycle": Kind("words beside the recycling mark", "words recycle", _recycle),
    "reissued": Kind(
        "footnote to the star of a symbol", "words reissued 2011-06-16",
        _one("reissued", lambda house, value: house.reissued(_day(value)))),
    "draft": Kind("draft line for so many units", "words draft 3", _draft),
})  # fmt: skip
"""The kinds of words that `sixfold words` prints, in the order of its help."""
