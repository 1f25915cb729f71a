"""What no translation may change: tags and calls of footnotes, placeholders, numbers, dates, symbols, references.

Words are free, and so is the order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.facts import Side
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Sample, Unit
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


@CHECKS.enter(
    "broken-tags", "error", is_waivable=False,
    failing=(
        Sample("fr", "<em>Recall</em> it;", "<em>Rappelons-la ;"), Sample("ru", "<em>a</em>", "<b>а</b>"),
        Sample("es", "Recall it;", "Recordamos<br>eso;", "annex.op.1"),
    ),
    passing=(
        Sample("fr", "<em>Recall</em> it;", "<em>Rappelons</em>-la\u00a0;"),
        Sample("es", "Report<br>on it", "Informe al respecto", "report.title.1"),
    ),
)  # fmt: skip
def find_broken_tags(unit: Unit) -> Iterator[Diagnostic]:
    """Tags are complete and known.

    A translation has the tags <em>, <strong>, <sup>, <sub> and <fn>, each closed, none crossing another, and in titles and
    headings <br>, where its language breaks the line. A translation with any other can’t be printed. In one that isn’t printed
    (fuzzy), this is a warning.
    """
    return _find_blocking(unit, "broken-tags")


@CHECKS.enter(
    "footnote-calls", "error", is_waivable=False,
    failing=(Sample("es", "It decided<fn>a</fn>.", "Decidió."), Sample("es", "one<fn>a</fn>", "uno<fn>b</fn>")),
    passing=(Sample("es", "one<fn>a</fn> two<fn>b</fn>", "dos<fn>b</fn> uno<fn>a</fn>"),),
)  # fmt: skip
def find_other_calls(unit: Unit) -> Iterator[Diagnostic]:
    """The same footnotes are called.

    A translation calls each footnote that the source text calls, and no other: <fn>a</fn>. Their order is free.
    """
    return _find_blocking(unit, "footnote-calls")


@CHECKS.enter(
    "call-place", "warning",
    failing=(
        Sample("fr", "It decided;<fn>a</fn>", "Décide\u00a0;<fn>a</fn>"),
        Sample("es", "one,<fn>a</fn> two", "uno,<fn>a</fn> dos"), Sample("ru", "It decided.<fn>a</fn>", "Решает.<fn>a</fn>"),
        Sample("ar", "one,<fn>a</fn> two", "واحد،<fn>a</fn> اثنان"),
        Sample("en", "Décide<fn>a</fn>.", "It decided<fn>a</fn>.", source_language="fr"),
    ),
    passing=(
        Sample("fr", "It decided;<fn>a</fn>", "Décide<fn>a</fn>\u00a0;"),
        Sample("es", "one,<fn>a</fn> two", "uno<fn>a</fn>, dos"),
        Sample("es", "one, etc.<fn>a</fn>", "uno, etc.<fn>a</fn>."), Sample("zh", "one,<fn>a</fn> two", "一，<fn>a</fn>二"),
    ),
)  # fmt: skip
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


@CHECKS.enter(
    "gaps", "error", is_waivable=False,
    failing=(
        Sample("fr", "Agenda item {items}", "Point de l’ordre du jour", "item.one", is_house=True),
        Sample("fr", "Annex {number}", "Annexe {numéro}", "part.annex.numbered", is_house=True),
    ),
    passing=(Sample("fr", "Agenda item {items}", "Point {items} de l’ordre du jour", "item.one", is_house=True),),
)  # fmt: skip
def find_other_placeholders(unit: Unit) -> Iterator[Diagnostic]:
    """Fixed words keep their placeholders.

    A fixed word of the house has placeholders such as {items}, which the program fills. Each stays, under its name.
    """
    return _find_blocking(unit, "gaps")


@CHECKS.enter(
    "emphasis", "error",
    failing=(Sample("fr", "<em>Recall</em> it;", "Rappelons-la\u00a0;"),),
    passing=(Sample("fr", "<em>Recall</em> 1 July;", "<em>Rappelons</em> le 1<sup>er</sup> juillet\u00a0;"),),
)  # fmt: skip
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


@CHECKS.enter(
    "figures", "error",
    failing=(
        Sample("fr", "the 21 Member States", "les 12 États Membres"), Sample("es", "107,500 people", "10.750 personas"),
        Sample("zh", "the 21 Member States", "会员国"), Sample("ar", "item 107", "البند 170"),
        Sample("ru", "2.5 million", "2,5 млрд"),
    ),
    passing=(
        Sample("fr", "107,500 people of 21 States", "107 500 personnes de vingt et un États"),
        Sample("zh", "2.5 million people, 30,000 of them", "250万人，其中3万人"),
        Sample("ru", "in the 1990s", "в 1990-х годах"), Sample("ar", "item 107", "البند ١٠٧"),
        Sample("es", "20,5 % de deux", "20,5% de 2", source_language="fr"),
    ),
)  # fmt: skip
def find_other_numbers(unit: Unit) -> Iterator[Diagnostic]:
    """Numbers are those of the source text.

    Every number written in figures stands in the translation, in figures of any kind or in words, as often as in the source
    text. 107,500, 107 500 and 10.75万 are one number, and so are 2.5 million and 250万.
    """
    return _find_differences(unit, unit.differences.numbers)


@CHECKS.enter(
    "ordinals", "error",
    failing=(
        Sample("fr", "its sixty-sixth session", "sa soixante-septième session"),
        Sample("zh", "its sixty-sixth session", "第六十五届会议"),
        Sample("ru", "its sixty-sixth session", "на шестьдесят пятой сессии"),
        Sample("ar", "its sixty-sixth session", "الدورة السادسة والسبعين"), Sample("es", "annex III", "anexo II"),
    ),
    passing=(
        Sample("es", "its twenty-sixth session", "su 26º período de sesiones"), Sample("ar", "annex III", "المرفق الثالث"),
        Sample("ru", "its sixty-sixth session", "на шестьдесят шестой сессии"), Sample("zh", "annex III", "附件三"),
        Sample("fr", "in the second place", "ensuite"),
    ),
)  # fmt: skip
def find_other_ordinals(unit: Unit) -> Iterator[Diagnostic]:
    """Sessions and other ordinals are those of the source text.

    An ordinal from eleventh on, and a Roman numeral, is the same number in the translation, in words or in figures. Smaller
    ones are left alone: “in the first place” may be anything.
    """
    return _find_differences(unit, unit.differences.ordinals, written_ordinal)


@CHECKS.enter(
    "dates", "error",
    failing=(
        Sample("fr", "on 27 September 2011", "le 27 octobre 2011"), Sample("zh", "on 27 September 2011", "2011年9月26日"),
        Sample("ru", "from 4 to 15 November 2019", "с 4 по 14 ноября 2019 года"),
        Sample("ar", "on 1 July 2016", "في 1 حزيران/يونيه 2016"),
        Sample("es", "22 September 2010, 26 September 2011", "22 de septiembre de 2011, 26 de septiembre de 2010"),
    ),
    passing=(
        Sample("fr", "on 1 July 2016 at 3.10 p.m.", "le 1<sup>er</sup> juillet 2016 à 15 h 10"),
        Sample("zh", "30 June–17 July 2020", "2020年6月30日至7月17日"), Sample("ru", "on 2 December", "2 декабря"),
        Sample("ar", "on 27 September 2011", "في 27 أيلول/سبتمبر 2011"),
        Sample("es", "in September 2011", "en septiembre de 2011"),
    ),
)  # fmt: skip
def find_other_dates(unit: Unit) -> Iterator[Diagnostic]:
    """Dates and times are those of the source text.

    A date is the same day, month and year in the form of its language; 3.10 p.m. and 15 h 10 are the same time. A weekday of
    the source text stands in the translation, and no other month than those of the source text.
    """
    yield from _find_differences(unit, unit.differences.dates)
    for (lost, added), names in ((unit.differences.weekdays, _weekday_names), (unit.differences.months, _month_names)):
        if lost:
            theirs, wanted = (", ".join(names(lost, code)) for code in (unit.source_language, unit.language))
            has = ", ".join(names(added, unit.language)) or "no weekday"
            yield Diagnostic(f"the source text has {theirs}, the translation {has}", f"write {wanted}")


def _weekday_names(days: Iterable[int], code: LanguageCode) -> Iterator[str]:
    return (TABLES[code].names[day] for day in days)


def _month_names(months: Iterable[int], code: LanguageCode) -> Iterator[str]:
    return (LANGUAGES[code].dates.months[month - 1] for month in months)


@CHECKS.enter(
    "units", "error",
    failing=(
        Sample("es", "$7.6 million", "7,6 millones de euros"), Sample("fr", "5 per cent of them", "5 d’entre eux"),
        Sample("ru", "within 12 months", "в течение 12 лет"), Sample("zh", "300 hectares", "300公里"),
        Sample("ar", "10 kilometres", "10 أميال"), Sample("en", "20 % de 10 km", "20 of 10 km", source_language="fr"),
    ),
    passing=(
        Sample("es", "5, 10 and 15 per cent", "5%, 10% y 15%"), Sample("fr", "50 per cent of them", "la moitié d’entre eux"),
        Sample("ru", "$7.6 million", "7,6 млн долл. США"), Sample("zh", "a 5-kilometre zone", "5公里区"),
        Sample("ar", "5 per cent", "خمسة في المائة"), Sample("es", "a 2-year cycle", "un ciclo bienal de 2"),
    ),
)  # fmt: skip
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


@CHECKS.enter(
    "symbols", "error",
    failing=(
        Sample("fr", "(A/65/497, annex)", "(A/65/479, annexe)"), Sample("ru", "see A/C.3/66/L.5", "см. А/C.3/66/L.5"),
        Sample("es", "A/55/595 and Corr.1", "A/55/595"),
    ),
    passing=(
        Sample("zh", "A/55/595 and Corr.1 and 2", "A/55/595和Corr.1和2"),
        Sample("ar", "A/68/984-S/2014/642 and A/66/6 (Sect. 16)", "A/66/6 (Sect. 16) و A/68/984-S/2014/642"),
    ),
)  # fmt: skip
def find_other_symbols(unit: Unit) -> Iterator[Diagnostic]:
    """Document symbols are unchanged.

    A document symbol is the same in all six languages, sign by sign, and so are Add., Corr. and Rev. with their numbers.
    """
    return _find_differences(unit, unit.differences.symbols)


@CHECKS.enter(
    "references", "error",
    failing=(
        Sample("fr", "resolution 64/293", "résolution 64/239"),
        Sample("ru", "resolution 1973 (2011)", "резолюция 1973 (2012)"), Sample("es", "item 69 (b)", "tema 69 c)"),
        Sample("ar", "resolution 2837 (XXVI)", "القرار 2837 (د-25)"),
    ),
    passing=(
        Sample("ar", "resolution 2837 (XXVI), item 69 (b)", "البند 69 (ب)، القرار 2837 (د-26)"),
        Sample("fr", "paragraph 5 (a) and (b)", "paragraphe 5 a) et b)"),
        Sample("zh", "resolution 1973 (2011)", "第1973(2011)号决议"),
    ),
)  # fmt: skip
def find_other_references(unit: Unit) -> Iterator[Diagnostic]:
    """Resolutions, sub-paragraphs and addresses are unchanged.

    Numbers of resolutions (64/293, 1973 (2011), 2837 (XXVI)), letters of sub-paragraphs after a number (69 (b)) and addresses
    of the net are those of the source text. Arabic writes 2837 (د-26) and 69 (ب).
    """
    return _find_differences(unit, unit.differences.references)
