"""`sixfold words`: any fixed word, ordinal, date, agenda line, list of States or term in all six languages."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sixfold.catalogs.inline import plain
from sixfold.catalogs.term_finder import Concept, TermBase
from sixfold.catalogs.terms import forms_of, look_up_term, read_terms, split_article
from sixfold.document.house import House, house_messages, keys
from sixfold.document.loading import load_house
from sixfold.errors import UsageError, near_match
from sixfold.languages import LANGUAGE_CODES, Language, LanguageCode
from sixfold.languages.folding import alphabetical, fold
from sixfold.languages.formatting import join_words
from sixfold.project.paths import find_project

_NO_TERMS = TermBase()
_END = re.compile(r"\A(Add|Corr|Rev)\.[1-9][0-9]*\Z")
#: The kinds of documents whose symbol ends so.
_HEADINGS = {"Add": "addendum", "Corr": "corrigendum", "Rev": "revision"}


def run(options: argparse.Namespace) -> int:
    """Print words in six languages, or the kinds of words there are."""
    if not options.kind:
        width = max(len(kind.example) for kind in KINDS.values())
        for kind in KINDS.values():
            print(f"{kind.example:{width}}  {kind.help}")
        return 0
    project = find_project(Path.cwd())
    terms = read_terms(project.term_list) if options.kind in KINDS and KINDS[options.kind].takes_terms else _NO_TERMS
    houses = [load_house(project, code) for code in LANGUAGE_CODES]
    for printed, text in words(options.kind, options.values, houses, terms):
        print(f"{printed.code}  {plain(text)}")
    return 0


@dataclass(frozen=True)
class Kind:
    """One kind of words: what it is, an example that runs, and how a house words the values that were typed.

    There are from `least` to `most` values. Where it `takes_organ`, one of an organ comes to `line` first, or None; where it
    `takes_terms`, the list of terms.
    """

    help: str
    example: str
    line: Callable[..., str]
    least: int = 1
    most: int = 1
    takes_organ: bool = False
    takes_terms: bool = False


def words(name: str, values: Sequence[str], houses: Iterable[House], terms: TermBase = _NO_TERMS) -> list[tuple[Language, str]]:
    """Return the words of kind *name* for *values* in the language of each house, in the order of *houses*.

    *name* is one of `KINDS` or the context of any message of house.toml (footer.please-recycle), which takes no value.

    Raises: UsageError for an unknown kind, or values that the kind can't take.
    """
    contexts = [message.context for message in house_messages()]
    if name not in KINDS and name not in contexts:
        raise UsageError(
            f"unknown kind of words “{name}”: there is {', '.join(KINDS)}, and every context of house.po",
            hint=near_match(name, [*KINDS, *contexts], "for example: sixfold words session 73"),
        )
    kind = KINDS.get(name) or Kind("", f"words {name}", lambda house: house.pattern(context=name), 0, 0)
    hint = f"for example: sixfold {kind.example}"
    typed = [value.strip() for value in values if value.strip()]
    organs = [value for value in typed if kind.takes_organ and value in keys("organ")]
    others = [value for value in typed if value not in organs]
    if len(organs) > 1:
        raise UsageError(f"one organ at most, not {' and '.join(organs)}", hint=hint)
    if len(others) < kind.least:
        raise UsageError("a value is missing", hint=hint)
    if len(others) > kind.most:
        raise UsageError(f"“{' '.join(others[kind.most :])}” is one value too many", hint=hint)
    first = [*([organs[0] if organs else None] if kind.takes_organ else []), *([terms] if kind.takes_terms else [])]
    return [(house.language, kind.line(house, *first, *others)) for house in houses]


def _session(use: str, purpose: str, example: str) -> Kind:
    return Kind(purpose, example, lambda house, organ, number: house.session(_number(number), use, organ), takes_organ=True)


def _items(of: str, purpose: str, example: str) -> Kind:
    mark = "" if of == "agenda" else "*"
    return Kind(
        purpose, example, lambda house, organ, *items: house.agenda_items(items, of, mark, organ), most=99, takes_organ=True
    )


def _part(kind: str) -> Callable[..., str]:
    return lambda house, *number: house.part(kind, *map(_number, number))


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII):
        raise UsageError(f"“{value}” is not a whole number from 0 on", hint="write figures, for example 73")
    return int(value)


def _day(value: str) -> datetime.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        with suppress(ValueError):
            return datetime.date.fromisoformat(value)
    raise UsageError(f"“{value}” is not a date", hint="write year, month and day: 2011-07-01")


def _states(house: House, terms: TermBase, *names: str) -> str:
    """Return the States that *names* are as a list in running text, in the order of the alphabet; Chinese has the English order."""
    code = next(code for code in LANGUAGE_CODES if code == house.language.code)
    order: LanguageCode = "en" if code == "zh" else code
    states = dict.fromkeys(_state(terms, name) for name in re.split("[,;،、]", ", ".join(names)) if name.strip())

    def place(state: Concept) -> str:
        """Sort a formal name as the short one, which is before it in the file."""
        so_far = terms.concepts[: terms.concepts.index(state) + 1]
        short = next((one for one in reversed(so_far) if not one.usage.endswith("formal name")), state)
        return alphabetical(_name(short, order)[1], order)

    return join_words(["".join(_name(state, code)) for state in sorted(states, key=place)], code)


def _name(state: Concept, code: LanguageCode) -> tuple[str, str]:
    """Return the article and the name of *state* in a language; in English, where the list doesn't know it.

    French names in two parts, “Iran (République islamique d’)”, have none in the list, and need one: these end in -e when feminine.
    """
    article, name = split_article(state.preferred(code) or state.preferred("en") or "")
    if code == "fr" and "(" in name:
        article = "l’" if fold(name[0]) in "aeiou" else "la " if "e (" in name else "le "
    return article, name


def _state(terms: TermBase, typed: str) -> Concept:
    """Return the State of the name *typed*, in any language, with its article, in brackets or before it, or without.

    Raises: UsageError, with near names.
    """
    known = _known_states(terms)
    name = fold(typed)
    if name in known:
        return known[name]
    near = [known[one] for one in known if any(word.startswith(name) for word in one.split())]
    near = near or [known[one] for one in get_close_matches(name, known, n=3)]
    meant = " or ".join(dict.fromkeys("".join(_name(state, "en")) for state in near[:9]))
    hint = f"did you mean {meant}?" if near else "write a name as it is in locales/terms.csv"
    raise UsageError(f"no State “{typed.strip()[:60]}”", hint=hint)


@lru_cache(maxsize=1)
def _known_states(terms: TermBase) -> dict[str, Concept]:
    """Return each State by every name of it, folded; made once for all names and languages."""
    known: dict[str, Concept] = {}
    states = [concept for concept in terms.concepts if re.search(r"\bState\b", concept.usage)]
    first = [(state, forms[:1]) for state in states for forms in state.forms.values()]  # a formal name asks for formal names
    for state, forms in (*first, *((state, forms_of(state)) for state in states)):
        for form in forms:
            article, name = split_article(form)
            for written in (name, article + name, form, name.partition(" (")[0]):
                known.setdefault(fold(written), state)
    return known


def _term(house: House, terms: TermBase, *typed: str) -> str:
    """Return the forms of the term *typed*, preferred first, those to avoid in brackets.

    Raises: UsageError, with near terms, where the list has none.
    """
    text = " ".join(typed)
    concepts = look_up_term(terms, text)
    if not concepts:
        known = {fold(form): form for concept in terms.concepts for form in forms_of(concept)}
        folded = fold(text)
        near = [form for one, form in known.items() if folded in one]
        near = near or [known[one] for one in get_close_matches(folded, known, n=3)]
        hint = f"did you mean “{'” or “'.join(near[:4])}”?" if near else "`sixfold find` looks in all documents"
        raise UsageError(f"no term “{text[:60]}” in locales/terms.csv", hint=hint)
    code = next(code for code in LANGUAGE_CODES if code == house.language.code)
    forms = (" | ".join(one.forms.get(code, ("—",))) for one in concepts)
    avoided = (f" (not: {' | '.join(one.forbidden[code])})" if code in one.forbidden else "" for one in concepts)
    return " / ".join(map("".join, zip(forms, avoided, strict=True)))


KINDS: Mapping[str, Kind] = MappingProxyType({
    "session": _session("regular", "session line; an organ may follow", "words session 73"),
    "special-session": _session("special", "session line of a special session", "words special-session 26"),
    "emergency-special-session": _session(
        "emergency-special", "session line of an emergency special session", "words emergency-special-session 10"),
    "year": _session("year", "year line of the Security Council", "words year 66"),
    "substantive-session": _session(
        "substantive", "session line of the Economic and Social Council until 2013", "words substantive-session 2002"),
    "of-year-session": _session(
        "of-year", "session line of the Economic and Social Council today", "words of-year-session 2025"),
    "meeting": Kind(
        "plenary meeting", "words meeting 85", lambda house, value: house.plenary_meeting(_number(value))),
    "item": _items(
        "agenda", "agenda line for items, sub-items and ranges of either; an organ may follow", 'words item 7 "69(a)-(d)"'),
    "provisional-item": _items("provisional", "agenda line, provisional agenda", "words provisional-item 5"),
    "preliminary-item": _items("preliminary", "agenda line, preliminary list", "words preliminary-item 104"),
    "date": Kind(
        "date, or two dates for a range", "words date 2011-07-01",
        lambda house, day, *end: house.date_range(_day(day), _day(end[0])) if end else house.date(_day(day)), most=2),
    "masthead-date": Kind(
        "date as the masthead has it", "words masthead-date 2011-10-04",
        lambda house, value: house.masthead_date(_day(value))),
    "organ": Kind("organ or body", "words organ general-assembly", House.organ),
    "distribution": Kind("distribution line", "words distribution limited", House.distribution),
    "language": Kind("language line of the masthead", "words language fr", House.language_name),
    "original": Kind("“Original: …” for one language or several", "words original fr", House.original_line, most=6),
    "original-bracket": Kind(
        "“[Original: …]” under the heading of an annex", "words original-bracket ru", House.original_bracket, most=6),
    "annex": Kind("heading of an annex, with or without number", "words annex 2", _part("annex"), least=0),
    "enclosure": Kind("heading of an enclosure", "words enclosure 2", _part("enclosure"), least=0),
    "appendix": Kind("heading of an appendix", "words appendix 2", _part("appendix"), least=0),
    "document": Kind(
        "kind of document, or the end of a symbol: Add.1, Corr.2, Rev.1", "words document report-of-the-secretary-general",
        lambda house, value: house.document_kind(_END.sub(lambda end: _HEADINGS[end[1]], value))),
    "signed": Kind(
        "signature line", 'words signed "Zoya Kolontai"', lambda house, *values: house.signed(" ".join(values)), most=99),
    "recycle": Kind("words beside the recycling mark", "words recycle", House.please_recycle, 0, 0),
    "reissued": Kind(
        "footnote to the star of a symbol", "words reissued 2011-06-16", lambda house, value: house.reissued(_day(value))),
    "states": Kind(
        "States as a list in running text, each language by its alphabet", "words states Bahrain Belarus", _states, most=999,
        takes_terms=True),
    "term": Kind(
        "a term of locales/terms.csv, by any of its forms", 'words term "trafficking in persons"', _term, most=99,
        takes_terms=True),
    "draft": Kind(
        "draft line for so many units", "words draft 3", lambda house, value: house.draft_line(_number(value))),
})  # fmt: skip
"""The kinds of words that `sixfold words` prints, in the order of its help."""
