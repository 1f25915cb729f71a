"""What no translation may change: tags and calls of footnotes, placeholders, numbers, dates, symbols, references.

Words are free, and so is the order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.facts import Side
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Unit
from sixfold.checks.translations.writing import written, written_measure, written_ordinal
from sixfold.languages import LANGUAGES, LanguageCode

CHECKS = Checks()

_EMPHASIS = re.compile("<(em|strong)>")
_CALL = "(?P<call><fn>[^<>]*</fn>)"
#: A call on the wrong side of a mark, where the language wants it before or after.
_CALL_AND_MARK = {
    "before": re.compile(rf"(?P<mark>[\u00a0\u202f]?[.,;:،؛]){_CALL}(?![.,;:،؛\u00a0\u202f])"),
    "after": re.compile(rf"(?<![.,;:]){_CALL}(?P<mark>[.,;:])"),
}


def _find_blocking(unit: Unit, kind: str) -> Iterator[Diagnostic]:
    return (Diagnostic(one.what, one.hint) for one in unit.blocking_errors if one.kind == kind)


@CHECKS.enter("broken-tags", "error", is_waivable=False)
def find_broken_tags(unit: Unit) -> Iterator[Diagnostic]:
    """Tags are complete and known.

    A translation has the tags <em>, <strong>, <sup>, <sub>, <fn> and <ref>, each closed, none crossing another, and in titles and
    headings <br>, where its language breaks the line. A translation with any other can’t be printed. In one that isn’t printed
    (fuzzy), this is a warning.
    """
    return _find_blocking(unit, "broken-tags")


@CHECKS.enter("footnote-calls", "error", is_waivable=False)
def find_other_calls(unit: Unit) -> Iterator[Diagnostic]:
    """The same footnotes are called.

    A translation calls each footnote that the source text calls, and no other: <fn>a</fn>. Their order is free.
    """
    return _find_blocking(unit, "footnote-calls")


@CHECKS.enter("cross-references", "error", is_waivable=False)
def find_other_cross_references(unit: Unit) -> Iterator[Diagnostic]:
    """The same paragraphs, sections and tables are referred to.

    A translation has each <ref> of the source text, as often, and no other, with the same address in it. Their order is free,
    and so is the form: <ref form="number"> prints the number alone, for a sentence that wants the word in another case.
    """
    return _find_blocking(unit, "cross-references")


@CHECKS.enter("call-place", "warning")
def find_misplaced_calls(unit: Unit) -> Iterator[Diagnostic]:
    """A footnote is called on the right side of a mark.

    In Arabic, French, Russian and Spanish the reference to a footnote stands before a comma, semicolon or full stop, in English
    after it.
    """
    place = TABLES[unit.language].note_call
    for match in _CALL_AND_MARK[place].finditer(unit.translation) if place and not unit.is_house else ():
        call, mark = match["call"], match["mark"].strip("\u00a0  ")
        right = f"{call}{mark}" if place == "before" else f"{mark}{call}"
        yield Diagnostic(f"{call} stands {'after' if place == 'before' else 'before'} “{mark}”", f"write {right}")


@CHECKS.enter("gaps", "error", is_waivable=False)
def find_other_placeholders(unit: Unit) -> Iterator[Diagnostic]:
    """Fixed words keep their placeholders.

    A fixed word of the house has placeholders such as {items}, which the program fills. Each stays, under its name.
    """
    return _find_blocking(unit, "gaps")


@CHECKS.enter("emphasis", "error")
def find_other_emphasis(unit: Unit) -> Iterator[Diagnostic]:
    """Italics and bold stand in both texts.

    A translation has as many <em> and <strong> as the source text: the verbs that it sets in italics are set so in every
    language. Raised and lowered letters are each language’s own.
    """
    if unit.is_house:  # how "Signed" is set is the language's own
        return
    wanted, found = (Counter(_EMPHASIS.findall(text)) for text in (unit.source, unit.translation))
    missing, added = (", ".join(f"<{tag}>" for tag in sorted(tags)) for tags in (wanted - found, found - wanted))
    if wanted != found:
        what = [f"{missing} is missing"] * bool(missing) + [f"{added} is added"] * bool(added)
        yield Diagnostic(f"tags differ from the source: {', '.join(what)}", "put <em> and <strong> round the same words")


def _find_differences(
    unit: Unit, differences: tuple[Side, Side], write: Callable[[str, LanguageCode, str], str] = written
) -> Iterator[Diagnostic]:
    only_source, only_translation = differences
    lost, wanted = (
        ", ".join(write(fact, code, unit.source_text) for fact in only_source) for code in (unit.source_language, unit.language)
    )
    added = ", ".join(write(fact, unit.language, unit.text) for fact in only_translation)
    if lost and added:
        yield Diagnostic(f"the source text has {lost}, the translation {added}", f"write {wanted}")
    elif lost:
        yield Diagnostic(f"{lost} of the source text isn’t in the translation", f"write {wanted}")
    elif added:
        what = f"{added} of the translation isn’t in the source text"
        yield Diagnostic(what, f"delete {added}, or look at the source again")


@CHECKS.enter("figures", "error")
def find_other_numbers(unit: Unit) -> Iterator[Diagnostic]:
    """Numbers are those of the source text.

    Every number written in figures stands in the translation, in figures of any kind or in words, as often as in the source
    text. 107,500, 107 500 and 10.75万 are one number, and so are 2.5 million and 250万.
    """
    return _find_differences(unit, unit.differences.numbers)


@CHECKS.enter("ordinals", "error")
def find_other_ordinals(unit: Unit) -> Iterator[Diagnostic]:
    """Sessions and other ordinals are those of the source text.

    An ordinal from eleventh on, and a Roman numeral, is the same number in the translation, in words or in figures. Smaller
    ones are left alone: “in the first place” may be anything.
    """
    return _find_differences(unit, unit.differences.ordinals, written_ordinal)


@CHECKS.enter("dates", "error")
def find_other_dates(unit: Unit) -> Iterator[Diagnostic]:
    """Dates and times are those of the source text.

    A date is the same day, month and year in the form of its language; 3.10 p.m. and 15 h 10 are the same time. A weekday of
    the source text stands in the translation, and no other month than those of the source text.
    """
    yield from _find_differences(unit, unit.differences.dates)
    for (lost, added), name in (
        (unit.differences.weekdays, lambda day, code: TABLES[code].names[day]),
        (unit.differences.months, lambda month, code: LANGUAGES[code].dates.months[month - 1]),
    ):
        if lost:
            theirs, wanted = (", ".join(name(one, code) for one in lost) for code in (unit.source_language, unit.language))
            has = ", ".join(name(one, unit.language) for one in added) or "no weekday"
            yield Diagnostic(f"the source text has {theirs}, the translation {has}", f"write {wanted}")


@CHECKS.enter("units", "error")
def find_other_units(unit: Unit) -> Iterator[Diagnostic]:
    """Currencies and units are those of the source text.

    What a figure counts is the same in both texts: dollars, euros, per cent, kilometres, hectares, degrees; days, months, years.
    A unit may stand once for a list of figures, and half may be 50 per cent.
    """
    for (number, name), other in unit.differences.measures:
        theirs, wanted, there = (
            written_measure(number, one, code, unit.source_text)
            for code, one in ((unit.source_language, name), (unit.language, name), (unit.language, other))
        )
        yield Diagnostic(f"the source text has {theirs}, the translation {there}", f"write {wanted}")


@CHECKS.enter("symbols", "error")
def find_other_symbols(unit: Unit) -> Iterator[Diagnostic]:
    """Document symbols are unchanged.

    A document symbol is the same in all six languages, sign by sign, and so are Add., Corr. and Rev. with their numbers.
    """
    return _find_differences(unit, unit.differences.symbols)


@CHECKS.enter("references", "error")
def find_other_references(unit: Unit) -> Iterator[Diagnostic]:
    """Resolutions, sub-paragraphs and addresses are unchanged.

    Numbers of resolutions (64/293, 1973 (2011), 2837 (XXVI)), letters of sub-paragraphs after a number (69 (b)) and addresses
    of the net are those of the source text. Arabic writes 2837 (د-26) and 69 (ب).
    """
    return _find_differences(unit, unit.differences.references)
