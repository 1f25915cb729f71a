"""The head, foot and first lines of a Word file → the first keys of a seed: symbol, date, session, agenda, job number."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sixfold.document.house import House, keys
from sixfold.document.scaffold import distribution_of, layout_of, organ_of, session_of
from sixfold.document.symbols import (
    LIKE_A_SYMBOL,
    NotAJobNumberError,
    NotASymbolError,
    Symbol,
    parse_job_number,
    parse_symbol,
    parse_symbols,
)
from sixfold.errors import UsageError
from sixfold.languages import LANGUAGE_CODES
from sixfold.word.model import Block, Doubt, Paragraph, Table, WordDocument, fold, paragraphs_of
from sixfold.word.roles import role_of
from sixfold.word.texts import inline, split_label

#: Regular sessions and years of the Security Council that a file may be of.
_MOST_SESSIONS = 150
_YEARS = range(1996, 2100)
#: Days from a month before its date to two years after, in which a document may be reissued.
_REISSUED = range(-31, 769)
_KINDS = ("regular", "special", "emergency-special", "year", "of-year", "substantive")
_JOB = re.compile(r"((?:GE\.|V\.)?[0-9]{2}-[0-9]{5}\*{0,3})\s*\([A-Z]\)((?:\s*[0-9]{6}){0,2})")
#: Stands for the symbol of a document that doesn't say it.
NO_SYMBOL = "A/00/1"
#: With the asterisks of a reissue.
_SYMBOL = re.compile(rf"{LIKE_A_SYMBOL.pattern}\*{{0,3}}")


@dataclass
class Masthead:
    """What was found: the seed's keys in their order, the paragraphs of the body that said it, and doubts."""

    keys: dict[str, Any] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    code: str = "en"


def read_masthead(word: WordDocument, houses: Sequence[House], name: str) -> Masthead:
    """Return what *word* says of itself; *houses* are the fixed words of the languages it may be in, *name* is the file's."""
    lines = _lines([*word.heads, *word.feet])
    found = Masthead()
    for block in word.body[:6]:  # where the template of former years has the head
        is_head = isinstance(block, Table) and any(_likeness(one, _lines([block]), "")[0] for one in houses)
        if is_head and LIKE_A_SYMBOL.search(block.text):
            lines += _lines([block])
            found.used.add(block.place)
    house = max(houses, key=lambda one: _likeness(one, lines, word.language))
    found.code = house.language.code
    symbols = _symbols(word, lines, name, found)
    names = {_spaced(house.organ(key)): key for key in keys("organ")}
    organs = _organs(symbols, [names[line] for line in lines if line in names], found)
    date = next(filter(None, (day_of(line, house) for line in lines)), None)
    if date is None:
        date = datetime.date.today()  # the day where the person sits who imports
        found.doubts.append(Doubt("no date at the head: today’s stands for it"))
    distributions = {_spaced(house.distribution(key)): key for key in keys("distribution")}
    originals = {_spaced(fold(house.original_line(code))): code for code in LANGUAGE_CODES}
    original = next((originals[line] for line in lines if line in originals), None)
    if original is None:
        found.doubts.append(Doubt("the language of the original isn’t named at the head: English is assumed"))
    found.keys = {
        "symbol": _one_or_list(list(dict.fromkeys(map(str, symbols)))),
        "organ": _one_or_list(list(dict.fromkeys(organs))),
        "distribution": next((distributions[line] for line in lines if line in distributions), distribution_of(symbols[0])),
        "date": date.isoformat(),
        "original": original or "en",
        **({"language": found.code} if found.code != (original or "en") else {}),
        "job": _job(lines, date, found),
    }
    others = [*map(house.language_name, LANGUAGE_CODES), house.masthead_date(date), house.date(date), house.please_recycle()]
    said = {_spaced(house.word("masthead.united-nations")), *names, *distributions, *originals, *map(_spaced, others)}
    for line in dict.fromkeys([*lines, *_lines(word.margins)]):
        is_made = line in said or _JOB.search(line) or _SYMBOL.search(line)
        if not is_made and any(map(str.isalpha, line)):
            found.doubts.append(Doubt(f"a line of the head or foot is no key of a seed: “{line}”"))
    _session_and_agenda(word, house, symbols, organs[0], found)
    found.keys["layout"] = layout_of(symbols[0], organs[0], date.year)
    return found


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [_spaced(paragraph.text) for paragraph in paragraphs_of(blocks) if paragraph.text]


def _likeness(house: House, lines: Sequence[str], language: str) -> tuple[int, bool]:
    """Return how many fixed words of the head *house* knows, and whether the file's own language is its."""
    fixed = [house.word("masthead.united-nations"), *map(house.organ, keys("organ")), *map(house.original_line, LANGUAGE_CODES)]
    words = set(map(_spaced, fixed))
    return sum(line in words for line in lines), language[:2].lower() == house.language.code


def _one_or_list(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _symbols(word: WordDocument, lines: Sequence[str], name: str, found: Masthead) -> tuple[Symbol, ...]:
    """Return the symbols of the head, of the office's own mark, or of the file's name."""
    marked = word.marks.get("ODS DOC SYMBOL1", "")
    again = re.search(r"-reissued(?:-([0-9]))?$", name)  # as the slug of a reissue ends
    named = re.sub("[-_]", "/", name[: again.start()] if again else name) + "*" * (int(again[1] or 1) if again else 0)
    body = [paragraph.text for paragraph in word.body[:12] if isinstance(paragraph, Paragraph)]
    sources = (*lines, marked, *body, named)
    for place, line in enumerate(sources):
        for candidate in (line, *(match[0] for match in _SYMBOL.finditer(line))):
            with suppress(NotASymbolError):
                if "/" in candidate and (symbols := parse_symbols(candidate.replace(" ", "").replace("\u2011", "-"))):
                    if place == len(sources) - 1:
                        found.doubts.append(Doubt(f"no symbol at the head: {candidate} is taken from the name of the file"))
                    others = lines[place + 1 :] if place < len(lines) else ()  # of two organs, one below the other
                    joint: dict[str, Symbol] = {}
                    for one in (*symbols, *(parse_symbol(other) for other in others if _SYMBOL.fullmatch(other))):
                        joint.setdefault(str(one).rstrip("*"), one)
                    return tuple(joint.values())
    found.doubts.append(Doubt(f"no symbol at the head: {NO_SYMBOL} stands for it"))
    return parse_symbols(NO_SYMBOL)


def _organs(symbols: Sequence[Symbol], named: Sequence[str], found: Masthead) -> list[str]:
    """Return the organs that *symbols* are of; where they don't tell, the first that is *named* at the head."""
    organs = []
    for symbol in symbols:
        with suppress(UsageError):
            organs.append(organ_of(symbol))
    organs = organs or [*named[:1]]
    if not organs:
        found.doubts.append(Doubt("neither the symbol nor the head tells the organ: the General Assembly is assumed"))
    return organs or ["general-assembly"]


def _days(first: datetime.date, steps: range) -> Iterator[datetime.date]:
    return (first + datetime.timedelta(step) for step in steps)


def day_of(line: str, house: House) -> datetime.date | None:
    """Return the day that *line* is, as the masthead or a text has it."""
    for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", line):
        for day in _days(datetime.date(int(year), 1, 1), range(366)):
            if line in (_spaced(house.masthead_date(day)), _spaced(house.date(day))):
                return day
    return None


def _job(lines: Sequence[str], date: datetime.date, found: Masthead) -> Any:
    for line in lines:
        if match := _JOB.search(line):
            with suppress(NotAJobNumberError):
                parse_job_number(match[1])
                dates = [day for typed in match[2].split() if (day := _short_day(typed))]
                return {"number": match[1], "dates": dates} if dates else match[1]
    found.doubts.append(Doubt(f"no job number at the foot: {date:%y}-00000 stands for it"))
    return f"{date:%y}-00000"


def _short_day(typed: str) -> str | None:
    """Return the day that the foot writes as ddmmyy.

    >>> _short_day("150426"), _short_day("999999")
    ('2026-04-15', None)
    """
    try:
        return datetime.date(2000 + int(typed[4:]), int(typed[2:4]), int(typed[:2])).isoformat()
    except ValueError:
        return None


def _session_and_agenda(word: WordDocument, house: House, symbols: Sequence[Symbol], organ: str, found: Masthead) -> None:
    """Find the session, the agenda, the body and the note of a reissue among the first paragraphs of the body."""
    sessions: list[Any] = []
    agendas: list[dict[str, Any]] = []
    date = datetime.date.fromisoformat(found.keys["date"])
    reissued = {_spaced(fold(house.reissued(day))): day for day in _days(date, _REISSUED)}
    known_sessions, organs = _sessions(house, organ), {_spaced(house.organ(key)) for key in keys("organ")}
    for paragraph in _front(word, found.used):
        text = _spaced(paragraph.text).replace("\u2011", "-")
        note = re.fullmatch(r"\*{1,2}\s*(.+)", text)
        if len(sessions) < len(symbols) and text.lower() in known_sessions:
            sessions.append(known_sessions[text.lower()])
        elif agenda := _read_agenda(text, house):
            agendas.append(agenda)
        elif role_of(paragraph).role == "agenda-title" and agendas:
            agendas[-1].setdefault("title", []).append(inline(split_label(paragraph).pieces, without=("strong",)))
        elif sessions and "subsidiary" not in found.keys and text in organs:
            found.keys["subsidiary"] = text
            what = f"“{text}” is given as the subsidiary body, which a page prints above the session"
            found.doubts.append(Doubt(what, paragraph.place))
        elif note and note[1] in reissued:
            found.keys["reissued"] = reissued[note[1]].isoformat()
        elif note and agendas and "of" in agendas[-1]:
            agendas[-1]["note"] = note[1]
        else:
            continue
        found.used.add(paragraph.place)
    known = [session_of(symbol) for symbol in symbols]
    known = [one for one in known if one and one != "0"]
    if not sessions and known:
        found.doubts.append(Doubt(f"no session among the first lines: the symbol’s is taken, {known[0]}"))
        sessions = [int(one) for one in known if one and one.isdecimal() and int(one)]
    if sessions:
        found.keys["session"] = _one_or_list(sessions)
    if agendas:
        short = [one | {"title": _one_or_list(one["title"])} if "title" in one else one for one in agendas]
        found.keys["agenda"] = _one_or_list(short)


def _front(word: WordDocument, used: set[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs before the first title, table or numbered paragraph, and those of a note that stands a little later."""
    for block in word.body[:60]:
        if block.place in used:
            continue
        if not isinstance(block, Paragraph):
            return
        found = role_of(block)
        if found.role == "heading" and found.level < 3:
            return
        yield block


def _sessions(house: House, organ: str) -> dict[str, Any]:
    """Return every session that a file may be of, as a seed writes it, by the line that names it in small letters."""
    found: dict[str, Any] = {}
    for kind in _KINDS:
        for number in _YEARS if kind in ("of-year", "substantive") else range(1, _MOST_SESSIONS):
            with suppress(UsageError):
                line = re.sub("<[^>]*>", "", _spaced(house.session(number, kind, organ))).lower()
                found.setdefault(line, number if kind in ("regular", "of-year") else {kind: number})
    return found


def _read_agenda(text: str, house: House) -> dict[str, Any] | None:
    """Return the agenda items that *text* names; None where it is no line of agenda items."""
    for kind in ("agenda", "provisional", "preliminary"):
        for count in ("one", "two", "many"):
            context = f"item.{count}" + ("" if kind == "agenda" else f".{kind}")
            pattern = _spaced(house.pattern(context))
            expression = re.escape(re.sub("<[^>]*>", "", pattern)).replace(r"\{items\}", "(?P<items>.+?)")
            match = re.fullmatch(expression.replace(r"\{note\}", "") + r"\*{0,2}", text, re.IGNORECASE)
            if match and (items := _items(match["items"])):
                return {"items": items} | ({} if kind == "agenda" else {"of": kind})
    return None


def _items(text: str) -> list[int | str]:
    """Return the agenda items of a line.

    >>> _items("155 and 156 (a)"), _items("5 et 18 e)"), _items("7, 12 to 14 and 69 (a)–(d)"), _items("the floor")
    ([155, '156(a)'], [5, '18(e)'], [7, '12-14', '69(a)-(d)'], [])
    """
    items: list[int | str] = []
    text = re.sub(r"(?<=[0-9])\s+(?=[a-z]{1,2}\))", "(", text)  # 69 b), as French, Spanish and Russian write
    joined = re.sub(r"\s*(?:–|-|\bto\b|\bà\b|\ba\b(?! *\))|至)\s*", "-", re.sub(r"\s+(?=\()", "", text))
    for part in re.split(r"\s*(?:,|;|、|\s+and\s+|\s+et\s+|\s+y\s+|\s+и\s+|和)\s*", joined):
        if re.fullmatch(r"\d+(?:\([a-z]{1,2}\))*(?:-(?:\d+)?(?:\([a-z]{1,2}\))*)?", part):
            items.append(int(part) if part.isdecimal() else part)
        elif part:
            return []
    return items


