"""A document and its catalogs → what each unit states in six languages, side by side, where they differ, and what is waived."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from sixfold.catalogs.inline import REFERENCE_SIGN, strip_tags
from sixfold.catalogs.model import Catalog, Entry
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import finder_of, named_concepts
from sixfold.checks.findings import Check
from sixfold.checks.translations.completeness import waivers
from sixfold.checks.translations.facts import facts_of
from sixfold.checks.translations.figures import TABLES, Date
from sixfold.checks.translations.model import Unit
from sixfold.checks.translations.runner import CHECKS, Task, units_of
from sixfold.checks.translations.wording import term_checks
from sixfold.checks.translations.writing import written, written_measure, written_ordinal
from sixfold.document.model import Document
from sixfold.document.units import extract
from sixfold.errors import visible
from sixfold.languages import LANGUAGE_CODES, LANGUAGES, LanguageCode
from sixfold.languages.formatting import format_date

#: The kinds of facts in the order of the sheet, each with the rules that compare them.
_KINDS: Mapping[str, Sequence[str]] = {
    "figures": ("figures", "units"),
    "dates": ("dates",),
    "sessions and ordinals": ("ordinals",),
    "symbols": ("symbols",),
    "references": ("references",),
    "States": ("term-missing", "term-forbidden"),
    "terms": ("term-missing", "term-forbidden"),
}
_YEAR_2000 = re.compile(r"2000年|[\s\u00a0]*(?:de[\s\u00a0])?2000\D*$")


def fact_sheet(
    document: Document, catalogs: Mapping[LanguageCode, Catalog], terms: TermBase, tasks: Sequence[Task]
) -> dict[str, Any]:
    """Return the sheet of *document*, as JSON has it; *catalogs* are those of the languages that have one, *tasks* all of them.

    A fact is in one row for all languages, as each of them writes it; None where a language has it not, or not in such a form.
    """
    own = document.own_language
    checks = [*CHECKS, *term_checks(terms)]
    by_rule = {rule: [check for check in checks if check.rule.id == rule] for rules in _KINDS.values() for rule in rules}
    units = []
    for message in extract(document, ""):
        entries = {code: catalog.find(*message.key) for code, catalog in catalogs.items()}
        found = {task.language: unit for task in tasks if (entry := entries.get(task.language)) for unit in units_of(entry, task)}
        states = {code: entry.state if (entry := entries.get(code)) else "missing" for code in LANGUAGE_CODES if code != own}
        translated = {code: unit for code, unit in found.items() if states[code] == "translated"}
        stated = {own: _stated(message.text, own)} | {code: _stated(unit.translation, code) for code, unit in translated.items()}
        for code, unit in [(own, None), *translated.items()]:
            stated[code] |= _named(terms, (own, message.text), (code, unit.translation if unit else message.text))
        differences = [one for code, unit in translated.items() for one in _differences(unit, entries[code], by_rule)]
        kinds = []
        for kind, rules in _KINDS.items():
            of_kind = [one for one in differences if one["rule"] in rules and _is_of(kind, one, stated[own])]
            facts = dict.fromkeys(fact for code in (own, *translated) for fact in stated[code][kind])
            if facts or of_kind:
                differing = {one["language"] for one in of_kind}
                rows = []
                for texts in ({code: there[kind].get(fact) for code, there in stated.items()} for fact in facts):
                    odd = [code for code in texts if (texts[code] is None) != (texts[own] is None)]  # not as the source
                    rows.append({"texts": texts, "differs": [code for code in odd if code in differing]})
                kinds.append({"kind": kind, "facts": rows, "differences": of_kind})
        if kinds:
            text = strip_tags(message.text).replace(REFERENCE_SIGN, "…")
            units.append({"unit": message.name, "source": text, "states": states, "kinds": kinds})
    waived = [
        {"unit": entry.name, "language": code, "rule": one.rule, "reason": one.reason}
        for code, catalog in catalogs.items() for entry in catalog for one in waivers(entry)
    ]  # fmt: skip
    return {"symbol": document.printed_symbol, "slug": document.slug, "source": own, "units": units, "waivers": waived}


def _stated(text: str, code: LanguageCode) -> dict[str, dict[object, str]]:
    """Return what *text* states, by kind: each fact with how the language *code* writes it."""
    found, language = facts_of(text, code), LANGUAGES[code]
    numbers = found.numbers.copy()
    for number, _ in found.measures:
        del numbers[number]
    figures: dict[object, str] = {number: written(f"{number:f}", code, text) for number in numbers}
    for number, unit in found.measures:  # 2024 года is a year, not so many of them
        figures[number] = written_measure(number, None if unit in TABLES["en"].periods else unit, code, text)
    dates: dict[object, str] = {one: _day(one, code) for one in found.dates}
    dates |= {time: written("{}:{:02}".format(*time), code) for time in found.times}
    dates |= {f"weekday {day}": TABLES[code].names[day] for day in found.weekdays}
    dates |= {f"month {month}": language.dates.months[month - 1] for month in found.months}
    return {
        "figures": figures,
        "dates": dates,
        "sessions and ordinals": {one: written_ordinal(f"{one:f}", code, text) for one in found.ordinals},
        "symbols": {one: one for one in found.symbols},
        "references": {one: written(one, code) for one in (*found.references, *found.letters)},
    }


def _day(one: Date, code: LanguageCode) -> str:
    if one.year or not one.day:
        return strip_tags(written(str(one), code))  # 1<sup>er</sup> juillet
    with suppress(ValueError):  # 30 February
        return strip_tags(_YEAR_2000.sub("", format_date(date(2000, one.month, one.day), code)))
    return str(one)


def _named(
    terms: TermBase, source: tuple[LanguageCode, str], text: tuple[LanguageCode, str]
) -> dict[str, dict[object, str]]:
    """Return the States and the terms that the *source* text names, each as *text* names it, where it does."""
    there = {hit.concept: hit.text for hit in reversed(finder_of(terms, text[0]).all(text[1])) if not hit.is_forbidden}
    named: dict[str, dict[object, str]] = {"States": {}, "terms": {}}
    for concept, term in named_concepts(terms, *source).items():
        if concept in there or source == text:
            kind = "States" if re.search(r"\bState\b", concept.usage) else "terms"
            form = there.get(concept, term)
            named[kind][term] = f"{form}…)" if form.count("(") > form.count(")") else form
    return named


def _differences(unit: Unit, entry: Entry | None, by_rule: Mapping[str, Sequence[Check]]) -> Iterator[dict[str, Any]]:
    """Yield what the rules of facts find in *unit*, with the reason where it is waived."""
    waived = {one.rule: one.reason for one in waivers(entry)} if entry else {}
    for rule, checks in by_rule.items():
        for found in (one for check in checks for one in check.look(unit)):
            yield {"language": unit.language, "rule": rule, "what": visible(found.what), "waived": waived.get(rule)}


def _is_of(kind: str, difference: Mapping[str, Any], stated: Mapping[str, Mapping[object, str]]) -> bool:
    """Say whether *difference* is of *kind*: rules of terms are for States, too, which are told by their names."""
    is_state = any(f"“{name}”" in difference["what"] for name in stated["States"])
    return not difference["rule"].startswith("term-") or (kind == "States") == is_state
